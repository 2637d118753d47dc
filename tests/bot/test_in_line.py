"""Whose moment has come waits to be looked at, maybe long when many want the same one: nothing passes it over."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine

from bot import commit
from bot.core.commitments import Commitment, Plan
from bot.core.prompts import Dimension
from bot.deliver import Sender
from bot.scheduler import Clockwork
from tests.bot.fake import FakeMessenger
from tests.bot.sample import AMSTERDAM, MONDAY, found_team, pack, person, rules, team_of
from tests.bot.test_broadcast import came, plan

RULES = rules()
A_MOMENT = timedelta(minutes=1)
RATED = datetime(2026, 12, 11, 15, 30, tzinfo=AMSTERDAM)
"""The last working day of a week whose question is a rating, at the hour of the ordinary afternoon nudge."""


def test_who_does_something_meanwhile_still_gets_theirs(db: Engine) -> None:
    found_team(db, 2)
    made = commit.make(
        db, person(0), Plan("ik bel", "luister ik", date(2026, 12, 3)), RULES.holidays, MONDAY + A_MOMENT
    )
    assert isinstance(made, Commitment)
    said = FakeMessenger()
    Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays)).tick(MONDAY + 2 * A_MOMENT)
    assert {to for to, _ in said.nudges()} == {person(0), person(1)}


def test_a_message_to_everybody_takes_no_rating_away(db: Engine) -> None:
    """It waits for the next working day, and everybody is asked the week's question (disclosure-policy R4a)."""
    found_team(db, 2)
    plan(db, team_of(db), now=RATED + A_MOMENT, day=RATED.date(), at=time(16))
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(RATED + 2 * A_MOMENT)
    assert [(nudge.prompt.measures, came(said)) for _, nudge in said.nudges()] == [(Dimension.FAST, [])] * 2
