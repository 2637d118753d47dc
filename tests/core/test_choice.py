"""Choice: what a day is for, and which of the prompts that fit comes first."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import pack as content
from bot.core import choice, slots
from bot.core.members import Seen
from bot.core.memory import Memory
from bot.core.periods import Period, Question
from bot.core.prompts import Case, Dimension, Kind, Library, Prompt, Role, Theme
from bot.core.slots import Slot
from tests.bot.sample import prompt

SHIPPED = content.load(None).library
MONDAY = date(2026, 11, 30)
MORNING = Slot((Kind.ACTION, Kind.HELP, Kind.STORY, Kind.REFLECTION))
AFTERNOON = Slot((Kind.REFLECTION, Kind.ACTION))
ALICE = b"a" * 16


def chosen(
    *prompts: Prompt,
    slot: Slot = MORNING,
    seen: Sequence[Seen] = (),
    day: date = MONDAY,
    role: Role | None = None,
    person: bytes = ALICE,
    seed: int = 1,
) -> str | None:
    library = Library(prompts, "test")
    period = Period.of_day(day)
    themes, case = {period.theme}, period.case(period.theme)
    found = choice.choose(
        library, person=person, day=day, slot=slot, role=role, seen=seen, seed=seed, themes=themes, case=case
    )
    return found.id if found else None


def action(id: str, **changes: object) -> Prompt:
    # Another theme than that of the week, so that a test says it when the theme matters.
    return prompt(id, Kind.ACTION, **({"theme": Theme.EIGEN_RECEPT} | changes))


def story(id: str, case: Case) -> Prompt:
    return prompt(id, Kind.STORY, case=case)


def weekdays_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= day.isoweekday() <= 5
    return day


PLAIN = action("plain")
FIXED = ["a09", "a16", "a02", "a09"]


@pytest.mark.parametrize(
    "better",
    [
        action("other", source="team:balie"),
        action("other", theme=Period.of_day(MONDAY).theme),
        action("other", roles=frozenset({Role.BODE})),
        action("other", phase="start"),
    ],
    ids=["the team's own", "the theme of the week", "made for the role", "the part of the year"],
)
@pytest.mark.parametrize("seed", range(8))
def test_what_suits_better_comes_first(better: Prompt, seed: int) -> None:
    plain = action("plain", phase="vasthouden") if better.phase == "start" else PLAIN
    assert chosen(plain, better, role=Role.BODE, seed=seed) == "other"


@pytest.mark.parametrize("seed", range(8))
def test_the_theme_of_the_week_comes_before_the_kind_of_the_day(seed: int) -> None:
    on_theme = prompt("help", Kind.HELP, theme=Period.of_day(MONDAY).theme)
    assert chosen(on_theme, PLAIN, seed=seed) == "help"
    assert chosen(on_theme, action("a", theme=Period.of_day(MONDAY).theme), seed=seed) == "a"


@pytest.mark.parametrize("seed", range(4))
def test_the_case_of_the_week_walks_past(seed: int) -> None:
    scenes = [story(case.value, case) for case in Case]
    week = Period.of_day(MONDAY)
    assert chosen(*scenes, seed=seed) == week.case(week.theme).value


def test_somebody_elses_role_is_never_asked() -> None:
    for_ushers = action("usher", roles=frozenset({Role.BODE}))
    assert chosen(for_ushers, role=Role.BODE) == "usher"
    assert chosen(for_ushers, role=Role.BACKOFFICE) is None
    assert chosen(for_ushers, role=None) is None


@pytest.mark.parametrize(
    ("slot", "asked", "fits"),
    [
        (MORNING, action("p", moment="begin-dag"), True),
        (AFTERNOON, action("p", moment="begin-dag"), False),  # "before lunch", at half past three
        (AFTERNOON, action("p", moment="tussendoor"), True),
        (AFTERNOON, prompt("p", Kind.REFLECTION, moment="einde-dag"), True),
        (MORNING, prompt("p", Kind.REFLECTION, moment="einde-dag"), False),
        (MORNING, prompt("p", Kind.REFLECTION, moment="na-gesprek"), True),
        (MORNING, action("p", moment="einde-dag"), True),  # there is a whole day to do it in
    ],
)
def test_the_hour_suits_the_prompt(slot: Slot, asked: Prompt, fits: bool) -> None:
    assert (chosen(asked, slot=slot) is not None) == fits


@pytest.mark.parametrize("kind", [Kind.ACTION, Kind.REFLECTION, Kind.STORY, Kind.HELP])
def test_nothing_comes_twice_in_a_year(kind: Kind) -> None:
    asked = prompt("p", kind)
    for days, comes in ((364, None), (365, "p")):
        assert chosen(asked, slot=Slot((kind,)), seen=[Seen(MONDAY - timedelta(days=days), "p")]) == comes


@pytest.mark.parametrize("seed", range(4))
def test_a_year_later_the_longest_ago_comes_first(seed: int) -> None:
    old = [action("a"), action("b"), action("c"), prompt("h", Kind.HELP, theme=Theme.EIGEN_RECEPT)]
    seen = [Seen(date(2025, 1, 6 + number), id) for number, id in enumerate("bcah")]
    assert chosen(*old, seen=seen, seed=seed) == "b"
    assert chosen(*old, action("new"), seen=seen, seed=seed) == "new"


def test_the_first_weeks_ask_little_but_for_what_colleagues_wrote() -> None:
    long = action("long", effort_min=4)
    weeks = [Seen(MONDAY - timedelta(weeks=number), f"gone-{number}") for number in range(1, 9)]
    known = [prompt(past.prompt_id, Kind.HELP) for past in weeks]
    assert chosen(long, *known, seen=weeks[:7], slot=Slot((Kind.ACTION,))) is None
    assert chosen(long, *known, seen=weeks, slot=Slot((Kind.ACTION,))) == "long"
    assert chosen(action("own", effort_min=5, source="team:balie")) == "own"


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (action("p", family="same"), action("q", family="same"), 20),
        (prompt("p", Kind.RATING), prompt("p", Kind.RATING), 40),
        (story("p", Case.TAKKEN), prompt("q", Kind.HELP, case=Case.TAKKEN), 3),
    ],
    ids=["its family", "the same rating", "the same case"],
)
def test_distances_are_kept_to_the_day(first: Prompt, second: Prompt, days: int) -> None:
    for apart, comes in ((days, second.id), (days - 1, None)):
        seen = [Seen(weekdays_before(MONDAY, apart), first.id)]
        assert chosen(*{first.id: first, second.id: second}.values(), slot=Slot((second.kind,)), seen=seen) == comes


def test_no_kind_comes_three_times_in_a_row() -> None:
    others = [action("a"), action("b"), prompt("h", Kind.HELP)]
    twice = [Seen(date(2026, 11, 26), "a"), Seen(date(2026, 11, 27), "b")]
    assert chosen(*others, PLAIN, seen=twice, slot=Slot((Kind.ACTION,))) is None
    between = [Seen(date(2026, 11, 25), "a"), Seen(date(2026, 11, 26), "h"), Seen(date(2026, 11, 27), "b")]
    assert chosen(*others, PLAIN, seen=between, slot=Slot((Kind.ACTION,))) == "plain"


def test_a_shared_rating_is_asked_only_when_its_week_asks_for_it() -> None:
    shared = prompt("shared", Kind.RATING, measures=Dimension.FAST)
    assert chosen(shared, slot=Slot((Kind.RATING,))) is None
    assert chosen(shared, slot=Slot((Kind.RATING,), Dimension.PLEASANT)) is None
    assert chosen(shared, slot=Slot((Kind.RATING,), Dimension.FAST)) == "shared"


def test_a_shared_rating_comes_once_a_week_also_when_working_days_change() -> None:
    shared, slot = prompt("shared", Kind.RATING, measures=Dimension.FAST), Slot((Kind.RATING,), Dimension.FAST)
    thursday, friday = date(2026, 12, 10), date(2026, 12, 11)
    assert chosen(shared, slot=slot, seen=[Seen(thursday, "shared")], day=friday) is None
    assert chosen(shared, slot=slot, seen=[Seen(thursday - timedelta(weeks=4), "shared")], day=friday) == "shared"


def test_what_left_the_pack_does_no_harm() -> None:
    assert chosen(PLAIN, seen=[Seen(date(2026, 11, 27), "gone")]) == "plain"


def test_the_choice_is_the_same_in_every_run() -> None:
    """A fixed outcome, because Python's own hash() would be stable within one run too."""
    many = [action(f"a{number:02}") for number in range(20)]
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    assert [chosen(*many, day=day) for day in days] == FIXED
    assert [chosen(*reversed(many), day=day) for day in days] == FIXED  # the order of the files does not matter


IDS = [prompt.id for prompt in SHIPPED.prompts]


@given(
    past=st.lists(st.tuples(st.integers(1, 420), st.sampled_from(IDS)), max_size=150, unique_by=lambda each: each[0]),
    day=st.dates(MONDAY, MONDAY + timedelta(weeks=8)),
    kinds=st.sampled_from([slots.DEED, slots.SCENE, slots.LOOK_BACK, slots.ASK, slots.CHECK]),
    role=st.none() | st.sampled_from(Role),
    focus=st.frozensets(st.sampled_from(Theme), max_size=2),
    own=st.integers(0, 2),
)
def test_an_order_that_many_share_gives_everybody_the_first_of_all(
    past: list[tuple[int, str]],
    day: date,
    kinds: tuple[Kind, ...],
    role: Role | None,
    focus: frozenset[Theme],
    own: int,
) -> None:
    """The plain definition ranks every prompt for this one person; the fast one goes through what is in order."""
    library = Library((*SHIPPED.prompts, *(action(f"own{n}", source="team:balie") for n in range(own))), "test")
    seen = [Seen(day - timedelta(days=ago), id) for ago, id in sorted(past, reverse=True)]
    period = Period.of_day(day)
    themes, case, slot = {period.theme, *focus}, period.case(period.theme), Slot(kinds)
    before = Memory(library, seen, day)
    lot = choice._lottery(1, ALICE, day)
    place = choice._Place(slot, role, frozenset(themes), case, before.wants_own, before.phase)
    allowed = [each for each in library.prompts if place.fits(each) and before.allows(each)]
    first = min(
        allowed,
        key=lambda each: (place.rank(each), before.last_asked(each), lot(each.id)),
        default=None,
    )
    for _ in range(2):  # the second time the order is remembered
        found = choice.choose(
            library, person=ALICE, day=day, slot=slot, role=role, seen=seen, seed=1, themes=themes, case=case
        )
        assert found is first


def test_what_is_remembered_has_an_end() -> None:
    library = Library((PLAIN,), "test")
    for number in range(choice.MOST_ORDERS + 10):
        slot = Slot((Kind.ACTION,), most_minutes=number + 1)
        choice.choose(
            library, person=ALICE, day=MONDAY, slot=slot, role=None, seen=(), seed=1, themes=(), case=Case.TAKKEN
        )
    assert len(library.orders) <= choice.MOST_ORDERS


def test_colleagues_get_different_prompts() -> None:
    many = [action(f"a{number:02}") for number in range(20)]
    assert len({chosen(*many, person=bytes([n]) * 16) for n in range(10)}) >= 5
    assert len({chosen(*many, seed=seed) for seed in range(10)}) >= 5


@pytest.mark.parametrize(
    ("workdays", "pace", "first_kinds"),
    [
        (5, 5, ["action", "story", "reflection", "help", "rating"]),
        (5, 3, ["action", None, "story", None, "help"]),
        (5, 2, [None, "action", None, "story", None]),
        (5, 1, [None, None, "action", None, None]),
        (4, 5, ["action", "story", "help", "rating"]),
        (3, 5, ["action", "story", "help"]),
        (2, 3, ["action", "story"]),
        (1, 5, ["action"]),
    ],
)
def test_a_week_has_its_shape(workdays: int, pace: int, first_kinds: list[str | None]) -> None:
    given = [slots.slot_of(position, workdays, pace, Period.of_day(MONDAY)) for position in range(workdays)]
    assert [slot and slot.kinds[0].value for slot in given] == first_kinds


@pytest.mark.parametrize(("pace", "nth"), [(5, 2), (3, 1)])
def test_every_second_time_that_a_theme_comes_there_is_one_more_deed(pace: int, nth: int) -> None:
    once, again = (Period.of_day(MONDAY + timedelta(weeks=1 + number)) for number in (0, len(Theme)))
    given = [[slot for day in range(5) if (slot := slots.slot_of(day, 5, pace, week))] for week in (once, again)]
    assert once.theme is again.theme
    assert [each[nth].kinds[0] for each in given] == [Kind.REFLECTION, Kind.ACTION]


@pytest.mark.parametrize("pace", [2, 3, 4, 5])
def test_a_case_comes_at_least_every_other_week(pace: int) -> None:
    weeks = [Period.of_day(MONDAY + timedelta(weeks=number)) for number in range(8)]
    stories = [
        any((slot := slots.slot_of(day, 5, pace, week)) and slot.kinds[0] is Kind.STORY for day in range(5))
        for week in weeks
    ]
    assert stories == ([True, False] * 4 if pace < 4 else [True] * 8)


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 60))
def test_a_week_never_has_more_nudges_than_the_pace_and_rates_on_the_last_day(
    workdays: int, pace: int, weeks: int
) -> None:
    period = Period.of_day(MONDAY + timedelta(weeks=weeks))
    question = period.question
    given = [slots.slot_of(position, workdays, pace, period) for position in range(workdays)]
    assert sum(slot is not None for slot in given) == min(workdays, pace, 5)
    rated = [position for position, slot in enumerate(given) if slot and slot.measures]
    assert rated == ([] if question is Question.ACTION else [workdays - 1])
