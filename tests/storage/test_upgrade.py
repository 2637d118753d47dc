"""A database of an older version keeps what was in it: nobody loses their place because of a new table."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from bot.core.addresses import Address
from storage import identities, keys, members, migrate, presences, teams
from storage.engine import open_db

BEFORE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
TEAM = Address("slack", "T0SAMPLE", "channel", "C0SAMPLETEAM")
ANNA = Address("slack", "T0SAMPLE", "person", "U0SAMPLEANNA")
MEMBER = {
    "standing": "active",
    "locale": "nl",
    "zone": "Europe/Amsterdam",
    "workdays": "12345",
    "morning": "09:15",
    "afternoon": "15:30",
    "pace": 5,
    "hinted": False,
    "quiet_from": "19:00",
    "quiet_until": "07:00",
    "absences": "",
    "focus": "",
    "unanswered": 0,
    "own_zone": False,
    "own_locale": False,
    "data_key": b"sealed",
}


@pytest.fixture
def old(tmp_path: Path, database_url: str) -> Iterator[Engine]:
    """As the version before the coach's side left it."""
    db = open_db(database_url, keys.create(tmp_path / "old.key"))
    migrate.upgrade(db, "0002")
    yield db
    db.dispose()


def test_teams_and_members_of_before_are_under_way(old: Engine) -> None:
    with old.begin() as conn:
        team, anna = identities.remember(conn, TEAM), identities.remember(conn, ANNA)
        conn.execute(
            text("INSERT INTO teams (team_id, department, locale, founded) VALUES (:id, 'Publiekszaken', 'nl', :at)"),
            {"id": team, "at": BEFORE},
        )
        values = MEMBER | {"person_id": anna, "team_id": team, "since": BEFORE}
        names = ", ".join(values)
        holders = ", ".join(f":{name}" for name in values)
        conn.execute(text(f"INSERT INTO members ({names}) VALUES ({holders})"), values)  # noqa: S608  (names of ours)
    migrate.upgrade(old)
    assert migrate.revision(old) == migrate.newest()
    with old.begin() as conn:
        found = teams.get(conn, team)
        assert found is not None
        assert found.launched == found.founded == BEFORE
        assert found.closed == ()
        assert presences.of_team(conn, team) == {anna}
        assert list(members.participants(conn, datetime(2026, 12, 7, tzinfo=UTC))) == [(anna, team)]
    with pytest.raises(IntegrityError):  # references hold again
        _somebody_unknown_comes(old, team)


def _somebody_unknown_comes(db: Engine, team: bytes) -> None:
    with db.begin() as conn:
        presences.add(conn, team, b"nobody".ljust(16))
