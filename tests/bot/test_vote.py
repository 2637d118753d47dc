"""What of a week's answers ends up in somebody's one ballot (disclosure-policy R5)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot import pool, reply, report
from bot.core.periods import Period
from bot.core.prompts import Kind
from storage import ballots, identities, members, nudges, proposals
from tests.bot.sample import MONDAY, found_team, give_answer, person, rules

WEEK = Period.of(MONDAY)
TUESDAY = MONDAY + timedelta(days=1)
PACK, OWN = "action-000", "own"


@pytest.mark.parametrize(
    ("first", "second", "positive"),
    [
        ((OWN, "done"), (PACK, "not_today"), 1),
        ((PACK, "done"), (OWN, "not_today"), 1),
        ((PACK, "not_today"), (PACK, "done"), 1),
        ((PACK, "not_today"), (OWN, "not_today"), 0),
        ((PACK, "done"), ("reflection-000", "text:Goed"), 1),
    ],
)
def test_one_deed_is_enough_for_the_week_wherever_its_prompt_came_from(
    db: Engine, first: tuple[str, str], second: tuple[str, str], positive: int
) -> None:
    found_team(db, 6)
    report.open_period(db, MONDAY)
    for (prompt, answer), now in ((first, MONDAY), (second, TUESDAY)):
        with db.begin() as conn:
            member = members.behind(conn, person(0))
            assert member
            if prompt == OWN:
                own = proposals.add(
                    conn, member.team_id, None, Kind.ACTION, "Bel terug.", MONDAY.date(), proposals.State.ACCEPTED
                )
                prompt = pool.OWN + own.id.hex()
            nudge = nudges.claim(conn, member.id, now.date(), str(WEEK), prompt)
            assert nudge
        assert isinstance(give_answer(db, rules(), person(0), nudge.nudge_id.hex(), answer, now), reply.Received)
    with db.begin() as conn:
        me = identities.find(conn, person(0))
        booth = ballots.booth(conn, str(WEEK), me or b"")
        assert booth
        assert ballots.positives(conn, str(WEEK), WEEK.question, booth.cell) == positive
