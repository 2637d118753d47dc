"""How asking for help and saying thank you look in Slack. What somebody writes here is kept nowhere."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    RadioButtonsElement,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.content.wording import Wording
from bot.core.prompts import Locale
from handlers.slack.fields import field, option, text_field
from handlers.slack.mrkdwn import escape, note

ASK, ASK_PREVIEW, THANK, THANK_PREVIEW = "ask", "ask.preview", "thank", "thank.preview"
WHO, COACH, WORDS, HINT = "who", "coach", "words", "ask.hint"
MOST = 600
HINTS = 4


def ask_window(words: Wording, locale: Locale, coaches: list[str]) -> View:
    """Whom, and what. The coach is a tap away where there is one."""
    blocks: list[Block] = [SectionBlock(text=words.say(locale, "ask.intro"))]
    if coaches:
        options = [
            option("colleague", words.say(locale, "ask.a_colleague")),
            option("coach", words.say(locale, "ask.my_coach")),
        ]
        choice = RadioButtonsElement(action_id=COACH, options=options, initial_option=options[0])
        blocks.append(field(COACH, words.say(locale, "ask.whom"), choice))
    blocks += [
        _who(words, locale, optional=bool(coaches)),
        text_field(WORDS, words.say(locale, "ask.words"), most=MOST, value=words.say(locale, "ask.start"), lines=True),
        ActionsBlock(elements=[ButtonElement(action_id=HINT, text=words.say(locale, "ask.hint"))]),
        note(words.say(locale, "ask.who_sees")),
    ]
    return _modal(words, locale, ASK, "ask.title", "ask.see", blocks)


def hints(words: Wording, locale: Locale) -> list[Block]:
    lines = "\n".join(f"• {words.say(locale, f'ask.hint.{number}')}" for number in range(1, HINTS + 1))
    return [SectionBlock(text=words.say(locale, "ask.hint_intro")), SectionBlock(text=lines)]


def ask_preview(words: Wording, locale: Locale, whom: str, sender: str, text: str) -> View:
    """The exact message, before it goes."""
    message = help_message(words, locale, sender, text)
    blocks = [
        SectionBlock(text=words.say(locale, "ask.preview", whom=f"<@{whom}>")),
        *message["blocks"],
        note(words.say(locale, "ask.who_sees")),
    ]
    carried = json.dumps({"whom": whom, "text": text})
    return _modal(words, locale, ASK_PREVIEW, "ask.title", "ask.send", blocks, carried)


def help_message(words: Wording, locale: Locale, sender: str, text: str) -> dict[str, Any]:
    """What the colleague gets; whom to answer stands in it."""
    quoted = "\n".join(f"> {line}" for line in escape(text).splitlines())
    return {
        "text": words.say(locale, "ask.notification"),
        "blocks": [
            SectionBlock(text=f"{words.say(locale, 'ask.message', sender=f'<@{sender}>')}\n{quoted}"),
            note(words.say(locale, "ask.answer_directly", sender=f"<@{sender}>")),
        ],
    }


def told(words: Wording, locale: Locale, key: str, more: Sequence[Block] = ()) -> View:
    return _modal(words, locale, ASK, "ask.title", None, [SectionBlock(text=words.say(locale, key)), *more])


def thank_window(words: Wording, locale: Locale) -> View:
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "thank.intro")),
        _who(words, locale, optional=False),
        text_field(
            WORDS, words.say(locale, "thank.words"), most=MOST, value=words.say(locale, "thank.start"), lines=True
        ),
        note(words.say(locale, "thank.who_sees")),
    ]
    return _modal(words, locale, THANK, "thank.title", "thank.see", blocks)


def thank_preview(words: Wording, locale: Locale, whom: str, text: str) -> View:
    """The exact text, to copy; sending it is up to them."""
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "thank.copy", whom=f"<@{whom}>")),
        SectionBlock(text=f"```{escape(text)}```"),
        note(words.say(locale, "thank.who_sees")),
    ]
    return _modal(words, locale, THANK_PREVIEW, "thank.title", None, blocks)


def _who(words: Wording, locale: Locale, *, optional: bool) -> Block:
    element = UserSelectElement(action_id=WHO, placeholder=words.say(locale, "ask.who_placeholder"))
    return field(WHO, words.say(locale, "ask.who"), element, optional=optional)


def _modal(
    words: Wording, locale: Locale, name: str, title: str, submit: str | None, blocks: list[Block], carried: str = ""
) -> View:
    return View(
        type="modal",
        callback_id=name,
        title=words.say(locale, title),
        submit=words.say(locale, submit) if submit else None,
        close=words.say(locale, "modal.close"),
        private_metadata=carried,
        blocks=blocks,
    )
