"""How the page for the jaargesprek is made: everything on it is chosen by its owner, nothing is ticked beforehand."""

import json
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement, SectionBlock, StaticMultiSelectElement
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.wording import Wording
from bot.core.commitments import Commitment
from bot.core.prompts import AnswerType, Locale
from bot.core.yearpage import HELPED_MOST, LEARNT_MOST, NEEDS_MOST, PLANS_MOST, PROUD_MOST, YearPage
from bot.look import Said
from handlers.slack import commitment_blocks, nudge_blocks
from handlers.slack.fields import field, option, text_field
from handlers.slack.mrkdwn import escape, note

MODAL, PREVIEW = "year", "year.preview"
PROUD, PLANS, LEARNT, HELPED, NEEDS, CUE, DEED, DAY = (
    "proud",
    "plans",
    "learnt",
    "helped",
    "needs",
    "cue",
    "deed",
    "day",
)
HEADINGS = ("title", "proud", "commitments", "learnt", "helped", "needs", "next_step", "footer")
PART_MOST = 110
"""Characters of the cue and of the deed of the next step: together one line."""
TO_CHOOSE_FROM = 100
"""Options that Slack takes in one list."""


def window(words: Wording, locale: Locale, mine: Sequence[Commitment], said: Sequence[Said]) -> View:
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "year.intro")),
        _text(words, locale, PROUD, PROUD_MOST),
        *_choose(words, locale, PLANS, [(each.id.hex(), _plan(words, locale, each)) for each in mine], PLANS_MOST),
        *_choose(words, locale, LEARNT, [(each.nudge_id, lesson(words, locale, each)) for each in said], LEARNT_MOST),
        _text(words, locale, HELPED, HELPED_MOST),
        _text(words, locale, NEEDS, NEEDS_MOST),
        _text(words, locale, CUE, PART_MOST),
        _text(words, locale, DEED, PART_MOST),
        field(DAY, words.say(locale, "year.day"), DatePickerElement(action_id=DAY), optional=True),
        note(words.say(locale, "year.who_sees")),
    ]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "year.title"),
        submit=words.say(locale, "year.preview"),
        close=words.say(locale, "modal.close"),
        blocks=blocks,
    )


def preview(words: Wording, locale: Locale, page: YearPage, carried: dict[str, Any]) -> View:
    """The words as they will stand on the page, before there is a page."""
    parts = (
        ("proud", page.proud),
        ("commitments", _lines(page.commitments)),
        ("learnt", _lines(page.learnt)),
        ("helped", page.helped),
        ("needs", page.needs),
        ("next_step", page.next_step),
    )
    blocks: list[Block] = [SectionBlock(text=words.say(locale, "year.check"))]
    blocks += [
        SectionBlock(text=f"*{words.say(locale, f'year.heading.{name}')}*\n{escape(text) or '–'}")
        for name, text in parts
    ]
    return View(
        type="modal",
        callback_id=PREVIEW,
        title=words.say(locale, "year.title"),
        submit=words.say(locale, "year.make"),
        close=words.say(locale, "year.back"),
        private_metadata=json.dumps(carried, ensure_ascii=False),
        blocks=[*blocks, note(words.say(locale, "year.who_sees"))],
    )


def headings(words: Wording, locale: Locale) -> dict[str, str]:
    return {name: words.say(locale, f"year.heading.{name}") for name in HEADINGS}


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "year.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )


def plan_on_page(words: Wording, locale: Locale, commitment: Commitment) -> str:
    """One commitment as a line of the page."""
    outcome = words.say(locale, f"commitment.outcome.{commitment.outcome or 'open'}")
    return f"{commitment_blocks.spoken(words, locale, commitment.plan)} ({outcome})"


def lesson(words: Wording, locale: Locale, said: Said) -> str:
    """What somebody wrote speaks for itself; what they chose says little without its question."""
    answer = nudge_blocks.label(words, locale, said.prompt, said.answer)
    if said.prompt.answer.type is AnswerType.TEXT:
        return answer
    return f"{answer} ({nudge_blocks.asked(words, locale, said.prompt, None)})"


def next_step(words: Wording, locale: Locale, cue: str, deed: str, day: Any) -> str:
    if not (cue and deed):
        return ""
    sentence = words.say(locale, "commitment.sentence", cue=cue, deed=deed)
    return f"{sentence} ({wording.day(day, locale)})" if day else sentence


def _text(words: Wording, locale: Locale, name: str, most: int) -> Block:
    lines = name in (PROUD, NEEDS)
    return text_field(name, words.say(locale, f"year.{name}"), most=most, lines=lines, optional=True)


def _choose(words: Wording, locale: Locale, name: str, items: Sequence[tuple[str, str]], most: int) -> Sequence[Block]:
    """Nothing is ticked beforehand; where there is nothing to choose from, there is no field."""
    if not items:
        return []
    element = StaticMultiSelectElement(
        action_id=name,
        options=[option(value, label) for value, label in items[:TO_CHOOSE_FROM]],
        max_selected_items=most,
        placeholder=words.say(locale, "year.choose"),
    )
    return [field(name, words.say(locale, f"year.{name}"), element, optional=True)]


def _plan(words: Wording, locale: Locale, commitment: Commitment) -> str:
    return commitment_blocks.spoken(words, locale, commitment.plan)


def _lines(items: Sequence[str]) -> str:
    return "\n".join(f"• {each}" for each in items)
