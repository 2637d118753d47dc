"""How a team's recipe in one sentence looks in Slack."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.content.advice import Advice
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.prompts import Locale
from bot.core.sentences import MOST_CHARACTERS
from bot.messages import Phrased
from handlers.slack import recipe_blocks
from handlers.slack.fields import text_field
from handlers.slack.mrkdwn import escape, note

MODAL, OPEN = "phrase", "phrase.open"
TEXT = "text"


def button(words: Wording, locale: Locale, team: str) -> ButtonElement:
    return ButtonElement(action_id=OPEN, value=team, text=words.say(locale, "phrase.open"))


def window(
    words: Wording, locale: Locale, team: str, channel: Address, text: str, advice: Sequence[Advice] = ()
) -> View:
    """With advice it comes once more, and may be sent as it is."""
    intro = [SectionBlock(text=words.say(locale, "phrase.intro"))]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "phrase.title"),
        submit=words.say(locale, "agree.post"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"team": team, "advised": text if advice else ""}),
        blocks=[
            *(recipe_blocks.advised(words, locale, advice) if advice else intro),
            text_field(TEXT, words.say(locale, "phrase.text"), most=MOST_CHARACTERS, value=text),
            note(words.say(locale, "phrase.who_sees", channel=f"<#{channel.key}>")),
        ],
    )


def post(words: Wording, phrased: Phrased) -> dict[str, Any]:
    """In the channel, with who wrote it down."""
    locale = phrased.locale
    title = words.say(locale, "phrase.title")
    writer = f"<@{phrased.writer.key}>" if phrased.writer else words.say(locale, "agree.nobody")
    return {
        "text": title,
        "blocks": [
            SectionBlock(text=f"*{title}*\n> {escape(phrased.text)}"),
            note(words.say(locale, "phrase.written", writer=writer)),
            ActionsBlock(elements=[button(words, locale, phrased.team)]),
        ],
    }


def line(words: Wording, locale: Locale, sentence: str) -> str:
    """As it stands among other things."""
    return escape(words.say(locale, "phrase.line", sentence=sentence))
