"""How the start of a team looks in Slack: the A4, what its reader is asked, and what is still missing."""

import json
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import messages
from bot.content.wording import Wording
from bot.core.launching import Missing
from bot.core.prompts import Locale, Role
from bot.launch import RETELLING_MOST, Preparing
from handlers.slack.fields import chosen_of, field, option, text_field
from handlers.slack.mrkdwn import escape, note

CLEAR, A4, WRITE, START = "launch.clear", "launch.a4", "launch.write", "launch.start"
READ, WRITTEN = "launch.read", "launch.written"
ROLE, SENTENCE, TEXTS = "role", "sentence", "texts"
TEXTS_MOST = 2_900
SHOWN_RETOLD = 10


def a4(words: Wording, shown: messages.A4) -> dict[str, Any]:
    """One page, one button."""
    locale, title = shown.locale, words.say(shown.locale, "sheet.title")
    button = ButtonElement(action_id=CLEAR, value=shown.team, text=words.say(locale, "sheet.clear"), style="primary")
    return {
        "text": title,
        "blocks": [
            HeaderBlock(text=title),
            SectionBlock(text=escape(shown.text.said_in(locale)).replace("- ", "• ")),
            ActionsBlock(elements=[button]),
            note(words.say(locale, "sheet.why")),
        ],
    }


def read_window(words: Wording, locale: Locale, team: str, role: Role | None) -> View:
    roles = [option(each, words.say(locale, f"role.{each}")) for each in Role]
    radio = RadioButtonsElement(action_id=ROLE, options=roles, initial_option=chosen_of(roles, role))
    return View(
        type="modal",
        callback_id=READ,
        title=words.say(locale, "sheet.title"),
        submit=words.say(locale, "launch.send"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"team": team}),
        blocks=[
            text_field(
                SENTENCE,
                words.say(locale, "launch.sentence"),
                most=RETELLING_MOST,
                example=words.say(locale, "launch.sentence_example"),
                lines=True,
            ),
            field(ROLE, words.say(locale, "launch.role"), radio),
            note(words.say(locale, "launch.who_sees")),
        ],
    )


def write_window(words: Wording, locale: Locale, team: str) -> View:
    return View(
        type="modal",
        callback_id=WRITTEN,
        title=words.say(locale, "recipe.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"team": team}),
        blocks=[
            SectionBlock(text=words.say(locale, "launch.write_intro")),
            text_field(
                TEXTS,
                words.say(locale, "launch.texts"),
                most=TEXTS_MOST,
                example=words.say(locale, "recipe.example"),
                lines=True,
            ),
            note(words.say(locale, "recipe.check_names")),
        ],
    )


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "window.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )


def overview(words: Wording, locale: Locale, team: str, channel: str, preparing: Preparing) -> list[Block]:
    """For the coach: what is still missing, and the one tap for each of it."""
    steps = "\n".join(_steps(words, locale, preparing.missing))
    buttons = [
        ButtonElement(action_id=A4, value=team, text=words.say(locale, "launch.send_sheet")),
        ButtonElement(action_id=WRITE, value=team, text=words.say(locale, "launch.write")),
    ]
    if not preparing.missing.anything:
        start = words.say(locale, "launch.start")
        buttons.insert(0, ButtonElement(action_id=START, value=team, text=start, style="primary"))
    title = words.say(locale, "launch.preparing", channel=channel)
    blocks: list[Block] = [SectionBlock(text=f"{title}\n{steps}")]
    if preparing.retold:
        lines = "\n".join(f"> {escape(sentence)}" for sentence in preparing.retold[:SHOWN_RETOLD])
        blocks.append(SectionBlock(text=f"{words.say(locale, 'launch.retold')}\n{lines}"))
    return [*blocks, ActionsBlock(block_id=f"launch.{team}", elements=buttons)]


def _steps(words: Wording, locale: Locale, missing: Missing) -> list[str]:
    door = "launch.door_missing" if missing.at_the_door else "launch.door_there"
    readers = "launch.readers_missing" if missing.readers else "launch.readers_there"
    prompts = "launch.prompts_missing" if missing.prompts else "launch.prompts_there"
    return [
        words.say(locale, readers, number=missing.readers) if missing.readers else words.say(locale, readers),
        words.say(locale, door),
        words.say(locale, prompts, number=missing.prompts) if missing.prompts else words.say(locale, prompts),
    ]
