"""The pack that comes with Zetje: it passes its own check, and holds what the bot counts on."""

import re
from collections import Counter
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.content import check, lint, pack
from bot.core import choice, slots
from bot.core.commitments import sounds_like
from bot.core.periods import Period, Question
from bot.core.prompts import Asks, Case, Kind, Library, Theme
from tests.content.packs import entry, write

PACK = pack.load()
ON_ASKING = {Kind.HABIT, Kind.FOLLOWUP}
"""Only for somebody who made a commitment; no day is for these."""


def test_the_shipped_pack_has_no_problems() -> None:
    assert check.check().problems == []


def test_the_command_is_content_with_the_shipped_pack() -> None:
    result = CliRunner().invoke(main, ["content", "check"])
    assert result.exit_code == 0, result.output
    assert "No problems." in result.output


def test_the_command_fails_on_a_pack_with_problems(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["content", "check", str(write(tmp_path, entry(kind="dans")))])
    assert result.exit_code == 1
    assert re.search(r"a\.yaml:\d+: tijd-001: kind", result.output)


def test_every_follow_up_has_its_wordings() -> None:
    assert Counter(prompt.asks for prompt in PACK.library.prompts if prompt.asks) == {
        Asks.COMMITMENT: 8,
        Asks.HABIT: 4,
        Asks.EASE: 1,
        Asks.CHALLENGE: 1,
        Asks.ONE_TO_ONE: 1,
        Asks.FITS: 1,
        Asks.PACE: 1,
    }


@pytest.mark.parametrize(
    ("asks", "dutch", "english"),
    [
        (
            Asks.COMMITMENT,
            ["Gedaan", "Deels", "Nog niet, ik maak het kleiner", "Ik laat het los"],
            ["Done", "Partly", "Not yet, I'll make it smaller", "I'm letting it go"],
        ),
        (Asks.HABIT, ["Ja", "Nog niet"], ["Yes", "Not yet"]),
    ],
)
def test_the_answers_stand_in_the_order_that_gives_them_meaning(
    asks: Asks, dutch: list[str], english: list[str]
) -> None:
    for prompt in PACK.library.prompts:
        if prompt.asks is asks:
            assert [option.nl for option in prompt.answer.options] == dutch
            assert [option.en for option in prompt.answer.options] == english


@pytest.mark.parametrize("theme", Theme)
def test_every_theme_has_two_recipes_and_four_examples(theme: Theme) -> None:
    recipes = [prompt for prompt in PACK.library.prompts if prompt.kind is Kind.HABIT and prompt.theme is theme]
    assert len(recipes) == 2
    assert recipes[0].id.endswith("-h01")  # the first of the content spec
    assert sum(each.theme is theme for each in PACK.templates) == 4


def test_every_recipe_and_example_is_an_if_then_sentence_in_both_languages() -> None:
    recipes = [prompt.text for prompt in PACK.library.prompts if prompt.kind is Kind.HABIT]
    for text in recipes:
        assert lint.IF_THEN["nl"].match(text.nl)
        assert lint.IF_THEN["en"].match(text.en)
        assert sounds_like(text.nl)
        assert sounds_like(text.en)
    for each in PACK.templates:
        assert sounds_like(f"Als {each.cue.nl}, dan {each.deed.nl}.") == (each.cue.nl, each.deed.nl)
        assert sounds_like(f"If {each.cue.en}, then {each.deed.en}.") == (each.cue.en, each.deed.en)


def test_no_day_is_for_a_habit_or_a_follow_up() -> None:
    week_by_week = [
        slots.slot_of(position, workdays, pace, week)
        for workdays in range(1, 8)
        for position in range(workdays)
        for pace in range(1, 6)
        for week in (Period.of_day(date(2026, 11, 30) + timedelta(weeks=n)) for n in range(len(Question)))
    ]
    kinds = {kind for slot in week_by_week if slot for kind in slot.kinds}
    assert kinds == set(Kind) - ON_ASKING


def test_habits_and_follow_ups_are_never_chosen_for_a_day() -> None:
    only = Library(tuple(prompt for prompt in PACK.library.prompts if prompt.kind in ON_ASKING), "test")
    monday = date(2026, 11, 30)
    for day in (monday + timedelta(days=number) for number in range(5)):
        for week in slots.WEEKS.values():
            for kinds in week:
                slot = slots.Slot(kinds)
                choose = partial(choice.choose, only, person=b"a" * 16, day=day, slot=slot, role=None, seen=[], seed=1)
                assert choose(themes=(), case=Case.TAKKEN) is None
