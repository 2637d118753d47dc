"""A team's closed days: nothing comes then, and a label about them needs as many people as in a holiday week (R13)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot import report, rotate
from bot.core.members import Absence
from bot.core.periods import Period
from storage import tables
from tests.bot.sample import COACH, MONDAY, found_team, rules, team_of

WEEK = Period.of(MONDAY)
THURSDAY = MONDAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("closed", "opened_on", "labels"), [(False, None, 1), (True, None, 0), (True, THURSDAY, 0), (True, MONDAY, 1)]
)
def test_days_that_a_team_was_closed_count_also_when_it_is_opened_again(
    db: Engine, closed: bool, opened_on: datetime | None, labels: int
) -> None:
    found_team(db, 6)
    report.open_period(db, MONDAY)
    team, days, holidays = team_of(db), Absence(MONDAY.date(), WEEK.days[-1]), rules().holidays
    if closed:
        rotate.close(db, COACH, team, days, holidays, MONDAY)
    if opened_on:
        found = rotate.reopen(db, COACH, team, days, holidays, opened_on)
        assert isinstance(found, rotate.Recipe)
        assert found.closed == ()
    report.freeze_due(db, WEEK.freezes_at, lambda _: 0)
    with db.begin() as conn:
        assert len(conn.execute(select(tables.reports)).all()) == labels
