"""Many who are due at once: looked up together, written down together, and each as if there were nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Select, func, select, update

from bot import commit, nudge, opening, recall, steer
from bot.core import timing
from bot.core.addresses import Address
from bot.core.challenges import Challenge, Words
from bot.core.challenges import State as Under
from bot.core.commitments import Plan
from bot.core.periods import Period
from bot.core.planning import Planned
from bot.core.prompts import Kind, Text, Theme
from bot.core.rhythms import Rhythm
from storage import alarms, challenges, identities, members, proposals, tables, themes
from storage.proposals import State
from tests.bot.sample import CHANNEL, FRIDAY, MONDAY, found_team, person, rules

RULES = rules()
OTHERS = Address("slack", "T0SAMPLE", "channel", "C0OTHERS")
PEOPLE, WORKERS = 25, 3


def mixed(db: Engine) -> None:
    """Two teams with a theme and a prompt of their own, and people who have something else coming, or nothing."""
    found_team(db, PEOPLE - 10)
    found_team(db, 10, channel=OTHERS, first=PEOPLE - 10)
    commit.make(db, person(1), Plan("ik vastzit", "vraag ik hulp", FRIDAY.date()), RULES.holidays, FRIDAY)
    steer.pause(db, person(2), RULES.holidays, MONDAY)
    with db.begin() as conn:
        ours, theirs = (identities.remember(conn, team) for team in (CHANNEL, OTHERS))
        themes.choose(conn, ours, str(Period.of(MONDAY)), Theme.EIGEN_RECEPT)
        proposals.add(conn, theirs, None, Kind.ACTION, "Bel een collega.", MONDAY.date(), State.ACCEPTED)
        dare = dared(ours)
        challenges.keep(conn, dare)
        challenges.join(conn, dare.id, identities.remember(conn, person(3)))


def dared(team: bytes) -> Challenge:
    words = Words(Text("Bel eens", "Call"), Text("Bel iemand op.", "Call somebody."))
    first = MONDAY.date()
    last = first + timedelta(days=4)
    return Challenge(b"d" * 16, words, Theme.OPENHEID, Rhythm.DAILY, first, last, (team,), Under.PLANNED)


def alone(db: Engine, now: datetime) -> dict[bytes, str]:
    """What everybody would get by that moment, if each were the only one."""
    wanted = {}
    with db.begin() as conn:
        for member in members.everybody(conn):
            day = timing.local_day(now, member.rhythm.zone)
            decision = recall.one(conn, RULES, member, day).decide(day, now)
            if isinstance(decision, Planned) and decision.at <= now:
                wanted[member.id] = decision.prompt.id
    return wanted


def test_each_of_many_gets_once_what_they_would_get_alone(db: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudge, "BATCH", PEOPLE // WORKERS)  # so that there are several
    mixed(db)
    wanted: dict[bytes, str] = {}
    for now in (MONDAY, MONDAY + timedelta(hours=6, minutes=30)):  # a follow-up comes in the afternoon
        wanted |= alone(db, now)
        with ThreadPoolExecutor(WORKERS) as workers:
            queued = list(workers.map(lambda _, now=now: nudge.plan_due(db, RULES, now, PEOPLE), range(WORKERS)))
        assert nudge.plan_due(db, RULES, now, PEOPLE) == 0
        assert sum(queued) >= 1, now
    with db.begin() as conn:
        rows = conn.execute(select(tables.nudges.c.person_id, tables.nudges.c.prompt_id)).all()
        left = conn.execute(select(func.count()).where(tables.members.c.next_at <= now)).scalar_one()
        sent = conn.execute(select(func.count()).where(tables.deliveries.c.kind == "nudge")).scalar_one()
    assert dict(map(tuple, rows)) == wanted
    assert (len(rows), sent, left) == (PEOPLE - 1, PEOPLE - 1, 0)
    kinds = {prompt_id.partition("-")[0] for prompt_id in wanted.values()}
    assert kinds >= {"afspraak", "daag", "eigen"}


def test_somebody_who_is_being_forgotten_holds_up_nobody(db: Engine) -> None:
    found_team(db, 2)
    commit.make(db, person(0), Plan("ik vastzit", "vraag ik hulp", FRIDAY.date()), RULES.holidays, FRIDAY)
    with db.begin() as conn:
        id = identities.find(conn, person(0))
        assert id
        identities.shred(conn, id)  # and the rest of it was cut off
    assert nudge.plan_due(db, RULES, MONDAY, PEOPLE) == 2


def test_whose_commitment_cannot_be_read_keeps_nobody_from_theirs(
    db: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(nudge, "BATCH", 3)
    found_team(db, 7)
    commit.make(db, person(1), Plan("ik vastzit", "vraag ik hulp", FRIDAY.date()), RULES.holidays, FRIDAY)
    with db.begin() as conn:
        conn.execute(update(tables.commitments).values(sealed=b"x" * 60))
    assert nudge.plan_due(db, RULES, MONDAY, 7) == 6
    assert nudge.plan_due(db, RULES, MONDAY + timedelta(hours=23), 7) == 0
    assert nudge.plan_due(db, RULES, MONDAY + timedelta(days=1), 7) == 6
    assert [each.getMessage() for each in caplog.records] == ["a day cannot be planned: KeyFault"] * 2


@pytest.mark.parametrize("asked", [alarms._DUE, alarms._DUE_AT], ids=["due", "due at"])
def test_who_is_due_is_found_by_index_however_many_want_the_same_hour(asked: Select[Any], tmp_path: Path) -> None:
    """A sort of them all for every batch would make a crowd cost its square."""
    db = opening.open_store(f"sqlite:///{tmp_path}/zetje.db", tmp_path / "master.key")
    with db.begin() as conn:
        plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.compile(db)}", ("2026-11-30", 10, 0)).all()
    db.dispose()
    assert "INDEX ix_members_next_at" in str(plan)
    assert "TEMP" not in str(plan)
