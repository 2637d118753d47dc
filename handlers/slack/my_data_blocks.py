"""How somebody's own data look in Slack: what they said, what is known, and what erasing does."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.wording import Wording
from bot.core.members import Member
from bot.core.prompts import Locale
from bot.core.retention import JOURNAL_MONTHS
from bot.look import Said
from handlers.slack import nudge_blocks
from handlers.slack.fields import chosen_of, field, option, short
from handlers.slack.mrkdwn import escape, note

EXPORT, ERASE, SURE = "export", "erase", "sure"
OLDER, KEEP = "said.older", "data.keep"
LONGEST_ANSWER = 400
"""Characters of one answer in the list; the whole of it is in the export."""


def said(words: Wording, locale: Locale, answers: Sequence[Said], skip: int, *, more: bool) -> View:
    """Own answers, read back in a window and nowhere else (R17)."""
    blocks: list[Block] = [
        SectionBlock(
            text=f"*{wording.day(each.day, locale)}*  ·  {escape(short(_question(words, locale, each), 200))}\n"
            f"> {escape(short(_answer(words, locale, each), LONGEST_ANSWER))}"
        )
        for each in answers
    ] or [SectionBlock(text=words.say(locale, "said.nothing"))]
    if more:
        older = ButtonElement(action_id=OLDER, value=str(skip + len(answers)), text=words.say(locale, "said.older"))
        blocks.append(ActionsBlock(elements=[older]))
    return _view(words, locale, "said.title", [*blocks, note(words.say(locale, "modal.who_sees"))])


def known(words: Wording, member: Member) -> View:
    """What is stored, who sees what, how long."""
    locale = member.locale
    work = words.say(locale, f"role.{member.role}") if member.role else words.say(locale, "data.not_told")
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "data.you", work=work, zone=member.rhythm.zone.key)),
        SectionBlock(text=words.say(locale, "data.kept")),
        SectionBlock(text=words.say(locale, "data.sees")),
        SectionBlock(text=words.say(locale, "data.not_kept")),
        SectionBlock(text=words.say(locale, "data.how_long"), accessory=_months(words, member)),
        ActionsBlock(
            elements=[
                ButtonElement(action_id="open.said", text=words.say(locale, "door.said")),
                *_take_or_erase(words, locale),
            ]
        ),
    ]
    return _view(words, locale, "data.title", blocks)


def known_by_role(words: Wording, locale: Locale) -> View:
    """For who looks after others without taking part."""
    blocks = [
        SectionBlock(text=words.say(locale, "data.role_only")),
        SectionBlock(text=words.say(locale, "data.sees")),
        ActionsBlock(elements=_take_or_erase(words, locale)),
    ]
    return _view(words, locale, "data.title", blocks)


def _take_or_erase(words: Wording, locale: Locale) -> list[ButtonElement]:
    return [
        ButtonElement(action_id="open.export", text=words.say(locale, "door.export")),
        ButtonElement(action_id="open.erase", text=words.say(locale, "door.erase"), style="danger"),
    ]


def _months(words: Wording, member: Member) -> StaticSelectElement:
    """How long own answers stay; less is always possible (disclosure-policy S4)."""
    options = [option(str(months), words.say(member.locale, "data.months", months=months)) for months in JOURNAL_MONTHS]
    chosen = chosen_of(options, str(member.keep_months))
    return StaticSelectElement(action_id=KEEP, options=options, initial_option=chosen)


def export_window(words: Wording, locale: Locale) -> View:
    blocks = [SectionBlock(text=words.say(locale, "export.what")), note(words.say(locale, "export.where"))]
    return _view(words, locale, "export.title", blocks, EXPORT, "export.send")


def erase_window(words: Wording, locale: Locale) -> View:
    """Says exactly what happens, and asks for a tick besides the button: this cannot be undone."""
    sure = option("yes", words.say(locale, "erase.sure"))
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "erase.goes")),
        SectionBlock(text=words.say(locale, "erase.stays")),
        field(SURE, words.say(locale, "erase.check"), CheckboxesElement(action_id=SURE, options=[sure])),
    ]
    return _view(words, locale, "erase.title", blocks, ERASE, "erase.do")


def told(words: Wording, locale: Locale, title: str, key: str) -> View:
    return _view(words, locale, title, [SectionBlock(text=words.say(locale, key))])


def _question(words: Wording, locale: Locale, each: Said) -> str:
    return nudge_blocks.asked(words, locale, each.prompt, None)


def _answer(words: Wording, locale: Locale, each: Said) -> str:
    return nudge_blocks.label(words, locale, each.prompt, each.answer)


def _view(
    words: Wording, locale: Locale, title: str, blocks: Sequence[Block], name: str = "", submit: str = ""
) -> View:
    return View(
        type="modal",
        callback_id=name or None,
        title=words.say(locale, title),
        submit=words.say(locale, submit) if submit else None,
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({}),
        blocks=list(blocks),
    )
