"""How choosing the next theme looks in Slack. What was chosen stands in no message and no window afterwards (R17)."""

from slack_sdk.models.blocks import Block, ButtonElement, RadioButtonsElement, SectionBlock
from slack_sdk.models.views import View

from bot.content.wording import Wording
from bot.core.prompts import Locale, Theme
from bot.order import Outcome
from handlers.slack.fields import field, option
from handlers.slack.mrkdwn import note

MODAL, THEME, OPEN = "order", "theme", "open.vote"


def at_home(words: Wording, locale: Locale) -> list[Block]:
    button = ButtonElement(action_id=OPEN, text=words.say(locale, "door.vote"))
    return [SectionBlock(text=words.say(locale, "order.at_home"), accessory=button)]


def window(words: Wording, locale: Locale) -> View:
    themes = [option(theme, words.say(locale, f"theme.{theme}")) for theme in Theme]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "order.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        blocks=[
            SectionBlock(text=words.say(locale, "order.intro")),
            field(THEME, words.say(locale, "order.theme"), RadioButtonsElement(action_id=THEME, options=themes)),
            note(words.say(locale, "order.who_sees")),
        ],
    )


def told(words: Wording, locale: Locale, outcome: Outcome) -> View:
    return View(
        type="modal",
        title=words.say(locale, "order.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, f"order.{outcome}"))],
    )
