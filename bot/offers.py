"""Offers: what takes the place of somebody's prompt on some days: challenges they joined, a talk they prepare, and
what is asked in their first weeks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.core import challenges as deeds
from bot.core import days, first_week, timing
from bot.core.calendars import Holidays
from bot.core.challenges import Challenge, State
from bot.core.members import Member
from bot.core.offers import Offer, Window
from bot.core.prompts import Asks, Library, Prompt, Text
from bot.core.rhythms import Rhythm

PREPARE_DAYS = 10
"""How far before a talk the last working day may lie."""


def of(library: Library, member: Member, holidays: Holidays, joined: Iterable[Challenge], today: date) -> list[Offer]:
    """All of this member's from that day on, the most personal first. `holidays` are those of their team."""
    return [
        *(Offer(asking(library, Asks.ONE_TO_ONE), each, Rhythm.ONCE) for each in _one_to_one(member, holidays)),
        *(offer for each in _on(joined, member) for offer in deeds.offers(each, closing(library, each))),
        *(Offer(asking(library, asks), each, Rhythm.ONCE) for asks, each in _settling(member, holidays, today).items()),
    ]


def windows(member: Member, holidays: Holidays, joined: Iterable[Challenge], today: date) -> list[Window]:
    """The days from that one on, on which one of them may come."""
    steps = (window for each in _on(joined, member) for window in deeds.windows(each))
    return [*_one_to_one(member, holidays), *_settling(member, holidays, today).values(), *steps]


def closing(library: Library, challenge: Challenge) -> Prompt:
    """The question after a challenge, in the words of the content pack."""
    wording = asking(library, Asks.CHALLENGE)
    name = challenge.words.name
    text = Text(
        wording.text.nl.replace("{afspraak}", name.nl or name.en),
        wording.text.en.replace("{afspraak}", name.en or name.nl),
    )
    return replace(deeds.closing(challenge, text, wording.answer.options), why=wording.why)


def asking(library: Library, asks: Asks) -> Prompt:
    """The pack has at least one of each (`pack.load` sees to it)."""
    return next(prompt for prompt in library.prompts if prompt.asks is asks)


def _on(joined: Iterable[Challenge], member: Member) -> list[Challenge]:
    return [each for each in joined if each.state is State.PLANNED and member.team_id in each.teams]


def _settling(member: Member, holidays: Holidays, today: date) -> dict[Asks, Window]:
    """What is asked in somebody's first weeks."""
    if member.since is None or first_week.is_long_over(member.since, today):
        return {}
    joined = timing.local_day(member.since, member.rhythm.zone)
    return first_week.questions(joined, lambda day: days.works(member, day, holidays))


def _one_to_one(member: Member, holidays: Holidays) -> Iterator[Window]:
    day = _day_before(member, member.one_to_one, holidays) if member.one_to_one else None
    if day:
        yield Window(day, day, any_day=True)


def _day_before(member: Member, talk: date, holidays: Holidays) -> date | None:
    """The last day before it on which they work and that is not for the shared rating."""
    for day in (talk - timedelta(days=back) for back in range(1, PREPARE_DAYS)):
        slot = days.slot_on(member, day, holidays)
        if days.works(member, day, holidays) and not (slot and slot.measures):
            return day
    return None
