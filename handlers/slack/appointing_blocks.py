"""How giving and taking roles looks in Slack."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DividerBlock,
    RadioButtonsElement,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.appoint import Holder
from bot.content.wording import Wording
from bot.core.offices import Office
from bot.core.prompts import Locale
from handlers.slack.fields import field, option
from handlers.slack.mrkdwn import note

ROLES_MODAL, COACH_MODAL = "roles", "roles.coach"
WHO, OFFICE, TAKE = "who", "office", "roles.take"
SHOWN = 40
"""Holders in one window; Slack takes a hundred blocks."""


def roles_window(words: Wording, locale: Locale, holders: Sequence[Holder]) -> View:
    """Who has a role now, and giving one more."""
    offices = [option(each, words.say(locale, f"office.{each}")) for each in Office]
    radio = RadioButtonsElement(action_id=OFFICE, options=offices)
    blocks: list[Block] = [
        field(WHO, words.say(locale, "appoint.who"), UserSelectElement(action_id=WHO)),
        field(OFFICE, words.say(locale, "appoint.role"), radio),
        note(words.say(locale, "appoint.what")),
        DividerBlock(),
        SectionBlock(text=words.say(locale, "appoint.now" if holders else "appoint.nobody")),
        *(_holder(words, locale, each) for each in holders[:SHOWN]),
        note(words.say(locale, "appoint.logged")),
    ]
    return View(
        type="modal",
        callback_id=ROLES_MODAL,
        title=words.say(locale, "appoint.title"),
        submit=words.say(locale, "appoint.give"),
        close=words.say(locale, "modal.close"),
        blocks=blocks,
    )


def coach_window(words: Wording, locale: Locale, channel: str) -> View:
    element = UserSelectElement(action_id=WHO, placeholder=words.say(locale, "ask.who_placeholder"))
    return View(
        type="modal",
        callback_id=COACH_MODAL,
        title=words.say(locale, "coach.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"channel": channel}),
        blocks=[field(WHO, words.say(locale, "coach.who"), element), note(words.say(locale, "coach.can"))],
    )


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "appoint.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )


def _holder(words: Wording, locale: Locale, holder: Holder) -> SectionBlock:
    role = words.say(locale, f"office.{holder.office or 'coach'}")
    where = f" · <#{holder.team.key}>" if holder.team else ""
    value = f"{holder.office or 'coach'}:{holder.person.key}:{holder.team.key if holder.team else ''}"
    button = ButtonElement(action_id=TAKE, value=value, text=words.say(locale, "appoint.take"))
    return SectionBlock(text=f"<@{holder.person.key}>  ·  {role}{where}", accessory=button)
