"""What Slack shows gives nothing away (disclosure-policy R4, R17 and R18)."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from slack_sdk.models.blocks import Block

from benchmarks import sequence
from bot.content import pack, wording
from bot.core.answers import NOT_TODAY, possible
from bot.core.commitments import Plan
from bot.core.periods import Period, Question
from bot.core.planning import Reason
from bot.core.prompts import AnswerType, Case, Locale, Prompt, Role, Text, Theme
from bot.core.snoozing import Snooze
from bot.look import Day, Overview
from bot.messages import Nudge, Report
from handlers.slack import home_blocks, nudge_blocks, receipt_blocks, report_blocks
from handlers.slack.home_blocks import Duties
from handlers.slack.mrkdwn import escape

WORDS = wording.load()
PACK = pack.load()
LOCALES: tuple[Locale, ...] = ("nl", "en")


def nudge(locale: Locale, prompt: Prompt) -> Nudge:
    about = Plan("ik vastzit", "vraag ik hulp", date(2026, 12, 4)) if prompt.asks else None
    return Nudge("0" * 32, prompt, locale, about, snoozes=tuple(Snooze))


def report(
    locale: Locale, question: Question, *, high: bool, scope: str = "team", teams_high: int | None = None
) -> Report:
    case, card = PACK.cases[Case.TAKKEN], PACK.cards[Theme.OPENHEID]
    return Report("2026-W50", question, high, scope, "Ruimte", teams_high, case, card, locale)  # type: ignore[arg-type]


def shown(message: dict[str, object]) -> str:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return json.dumps([block.to_dict() for block in blocks if isinstance(block, Block)]) + str(message["text"])


@pytest.mark.parametrize("locale", LOCALES)
def test_low_silence_and_a_small_team_read_exactly_the_same(locale: Locale) -> None:
    scopes, questions = ("team", "department", "organisation"), list(Question)
    posts = {
        shown(report_blocks.post(WORDS, report(locale, q, high=False, scope=s), "F1"))
        for s, q in product(scopes, questions)
    }
    assert len(posts) == 1
    assert WORDS.say(locale, "report.no_label") in posts.pop()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("question", list(Question))
@pytest.mark.parametrize("scope", ["team", "department", "organisation"])
def test_a_label_carries_no_digit(locale: Locale, question: Question, scope: str) -> None:
    assert not re.search(r"\d", report_blocks.team_line(WORDS, report(locale, question, high=True, scope=scope)))


def test_only_a_count_of_labels_may_be_a_digit() -> None:
    line = report_blocks.team_line(WORDS, report("nl", Question.ACTION, high=True, teams_high=6))
    assert re.findall(r"\d+", line) == ["6"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_notification_of_every_nudge_is_the_same(locale: Locale) -> None:
    texts = {nudge_blocks.question(WORDS, nudge(locale, prompt))["text"] for prompt in PACK.library.prompts}
    assert texts == {WORDS.say(locale, "nudge.ready")}


def test_a_scene_says_whose_place_to_imagine() -> None:
    """Everybody gets the scenes at all places of work, their own and those of others."""
    scenes = [prompt for prompt in PACK.library.prompts if prompt.scene_at is Role.BODE]
    for scene in scenes:
        assert "stel, je werkt in de hal" in shown(nudge_blocks.question(WORDS, nudge("nl", scene)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("prompt", PACK.library.prompts, ids=lambda prompt: prompt.id)
def test_every_prompt_fits_slack_in_every_form(locale: Locale, prompt: Prompt) -> None:
    """slack_sdk's models refuse what is too long, so rendering is the test."""
    assert shown(nudge_blocks.question(WORDS, nudge(locale, prompt)))
    answered = [None, NOT_TODAY, *possible(prompt)] + (["text:Iets"] if prompt.answer.type is AnswerType.TEXT else [])
    for answer in answered:
        assert nudge_blocks.modal(WORDS, locale, "0" * 32, prompt, answer, {}).to_dict()
    received, another = (json.dumps(receipt_blocks.received(WORDS, locale, each * 32, prompt)) for each in "01")
    assert f"nudge.{'0' * 32}" in received
    assert received.replace("0" * 32, "1" * 32) == another
    assert not any(nudge_blocks.ANSWER + answer in received for answer in possible(prompt))


@pytest.mark.parametrize("locale", LOCALES)
def test_in_a_quiet_week_home_promises_nothing_for_the_next_one(locale: Locale) -> None:
    who = replace(sequence.person(None), locale=locale)
    days = [Day(day, None, Reason.QUIET_WEEK) for day in Period.parse("2026-W52").days]
    overview = Overview(who, 5, (), (), tuple(days))
    page = home_blocks.page(WORDS, overview, (), Duties(None, frozenset()), datetime(2026, 12, 22, 9, tzinfo=UTC))
    shown = json.dumps(page.to_dict(), ensure_ascii=False)
    assert WORDS.say(locale, "home.quiet_week") in shown
    assert WORDS.say(locale, "home.next_week") not in shown
    assert shown.count(WORDS.say(locale, "day.quiet_week")) >= 7


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_coach_wrote_has_no_reason_under_it_and_no_empty_line(locale: Locale) -> None:
    prompt = replace(PACK.library.prompts[0], why=Text("", ""))
    assert "__" not in shown(nudge_blocks.question(WORDS, nudge(locale, prompt)))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_put_off_can_still_be_read_but_not_somebodys_own_plan(locale: Locale) -> None:
    for prompt in PACK.library.prompts:
        asked = json.dumps(escape(nudge_blocks.asked(WORDS, locale, prompt, None)))
        put_off = shown(receipt_blocks.put_off(WORDS, locale, "0" * 32, prompt, "10:20"))
        assert (asked in put_off) is not prompt.looks_back


@pytest.mark.parametrize("locale", LOCALES)
def test_nobody_is_offered_that_their_own_commitment_does_not_fit(locale: Locale) -> None:
    for prompt in PACK.library.prompts:
        asked = shown(nudge_blocks.question(WORDS, nudge(locale, prompt)))
        assert ("not_mine:" in asked) is not prompt.looks_back
        assert "why:" in asked
