"""How choosing one's home team, and preparing a talk, look in Slack."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import DatePickerElement, MarkdownTextObject, Option, RadioButtonsElement, SectionBlock
from slack_sdk.models.views import View

from bot.content.wording import Wording
from bot.core.prompts import Locale
from bot.dates import Doubt
from bot.gather import Home
from handlers.slack.fields import field
from handlers.slack.mrkdwn import note

HOME_MODAL, TALK_MODAL = "belong.home", "belong.talk"
TEAM, DAY = "team", "day"
MOST_TEAMS = 10
"""Slack shows so many radio buttons."""


def home_window(words: Wording, locale: Locale, homes: Sequence[Home]) -> View:
    options = [
        Option(value=each.team, text=MarkdownTextObject(text=f"<#{each.channel.key}>")) for each in homes[:MOST_TEAMS]
    ]
    own = next((option for option, each in zip(options, homes, strict=False) if each.own), None)
    radio = RadioButtonsElement(action_id=TEAM, options=options, initial_option=own)
    return View(
        type="modal",
        callback_id=HOME_MODAL,
        title=words.say(locale, "belong.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        blocks=[field(TEAM, words.say(locale, "belong.choose"), radio), note(words.say(locale, "belong.from_monday"))],
    )


def talk_window(words: Wording, locale: Locale, day: date | None, doubt: Doubt | None) -> View:
    picker = DatePickerElement(action_id=DAY, initial_date=day.isoformat() if day else None)
    return View(
        type="modal",
        callback_id=TALK_MODAL,
        title=words.say(locale, "talk.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        blocks=[
            SectionBlock(text=words.say(locale, "talk.intro")),
            *([note(words.say(locale, f"commitment.doubt.{doubt}"))] if doubt else []),
            field(DAY, words.say(locale, "talk.day"), picker, hint=words.say(locale, "talk.hint"), optional=True),
            note(words.say(locale, "talk.who_sees")),
        ],
    )


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "window.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )
