"""What is found once for many, or in a part of the whole, is what the plain rule says of each."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core import days, first_week, ids, memory
from bot.core.calendars import Holidays
from bot.core.members import Member, Past, Seen
from bot.core.periods import Period
from tests.core import test_rhythm

MONDAY = date(2026, 11, 30)
OFF = (Holidays(lambda day: day.day % 9 == 0), Holidays(lambda day: day.day % 7 == 0))


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """Up to some 600 days, several on one day or none in weeks; the latest may lie after MONDAY."""
    rng, number = draw(st.randoms(use_true_random=False)), draw(st.integers(0, 300))
    ago = sorted(rng.choices(range(-2, 2 * number), k=number), reverse=True)
    return [Seen(MONDAY - timedelta(days=each), "p") for each in ago]


@given(pasts(), st.integers(-500, 5))
def test_a_part_of_the_past_is_found_as_if_all_of_it_was_looked_at(seen: Past, days_on: int) -> None:
    day = MONDAY + timedelta(days=days_on)
    assert list(memory.after(seen, day)) == [each for each in seen if each[0] > day]
    assert memory.asked_on(seen, day) == any(on == day for on, _ in seen)


@given(test_rhythm.members(), test_rhythm.STARTS, st.sampled_from(OFF))
def test_the_days_somebody_works_are_their_own_whoever_was_looked_at_before(
    person: Member, day: date, holidays: Holidays
) -> None:
    period = Period.of_day(day)
    own = [each for each in period.days if days.works(person, each, holidays)]
    assert list(days._own_days(person, period, holidays)) == own


@given(test_rhythm.members(), test_rhythm.MOMENTS)
def test_the_first_weeks_are_long_over_only_when_nothing_of_them_can_come(person: Member, since: datetime) -> None:
    day = since.date() + first_week.OVER + timedelta(days=1)
    assert first_week.is_long_over(since, day)
    joined = since.astimezone(person.rhythm.zone).date()
    works = lambda each: days.works(person, each, OFF[0])  # noqa: E731
    assert day - joined > first_week.LONGEST
    assert all(window.last < day for window in first_week.questions(joined, works).values())


def test_ids_of_one_batch_lie_together_and_are_each_their_own() -> None:
    one, other = ids.together(20), ids.together(20)
    assert len({*one, *other}) == 40
    assert {len(id) for id in one} == {ids.ID_BYTES}
    assert [len({id[: ids.ALIKE] for id in batch}) for batch in (one, other)] == [1, 1]
