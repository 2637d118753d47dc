"""The nouns, on SQLite and on PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.core import ids
from bot.core.addresses import Address
from bot.core.answers import DONE, SCALE, SET_ASIDE
from bot.core.members import Member, Rhythm, Standing
from storage import (
    alarms,
    ballots,
    claims,
    deliveries,
    identities,
    journal,
    members,
    migrate,
    nudges,
    periods,
    presences,
    rosters,
    tables,
    teams,
)
from storage.ballots import Ballot, Booth
from storage.deliveries import Draft, Kind
from storage.engine import open_db
from storage.journal import Entry
from storage.keys import KeyFault
from storage.nudges import Nudge

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ANNA = Address("slack", "T0SAMPLE", "person", "U0SAMPLEANNA")
TEAM = Address("slack", "T0SAMPLE", "channel", "C0SAMPLETEAM")
RHYTHM = Rhythm(ZoneInfo("Europe/Amsterdam"), frozenset({1, 2, 3, 4, 5}), time(9, 15), time(15, 30), 5)


@pytest.fixture
def anna(db: Engine) -> bytes:
    with db.begin() as conn:
        team_id = identities.remember(conn, TEAM)
        teams.found(conn, teams.Team(team_id, "Publiekszaken", "nl", NOW))
        person_id = identities.remember(conn, ANNA)
        members.add(conn, Member(person_id, team_id, Standing.ACTIVE, "nl", None, RHYTHM, NOW))
        presences.add(conn, team_id, person_id)
    return person_id


def queue(db: Engine, to_id: bytes, key: str, due_at: datetime = NOW) -> bool:
    with db.begin() as conn:
        return deliveries.queue(
            conn, Kind.NUDGE, to_id, "", key=key, due_at=due_at, expires_at=due_at + timedelta(hours=2)
        )


def test_the_migrations_make_the_tables_the_code_speaks_of(database_url: str) -> None:
    db = open_db(database_url)
    migrate.upgrade(db)
    with db.connect() as conn:
        context = MigrationContext.configure(conn, opts={"include_schemas": True})
        assert compare_metadata(context, tables.metadata) == []
    db.dispose()


def test_a_new_database_is_where_the_migrations_end(db: Engine) -> None:
    with db.connect() as conn:
        assert MigrationContext.configure(conn).get_current_revision() == migrate.newest()
    migrate.upgrade(db)  # nothing is missing
    assert migrate.revision(db) == migrate.newest()


def test_a_naive_datetime_is_refused(db: Engine, anna: bytes) -> None:
    with pytest.raises(Exception, match="without a time zone"), db.begin() as conn:
        alarms.put(conn, anna, datetime(2026, 12, 1, 8, 0))  # noqa: DTZ001  (that is the point)


def test_datetimes_come_back_aware(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        alarms.put(conn, anna, NOW.astimezone(ZoneInfo("Asia/Tokyo")))
        [(member, next_at)] = alarms.due(conn, NOW, most=10)
    assert (member.id, next_at) == (anna, NOW)


def test_a_member_comes_back_as_they_went_in(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        member = members.get(conn, anna)
    assert member is not None
    assert (member.rhythm, member.since, member.standing) == (RHYTHM, NOW, Standing.ACTIVE)


def test_the_same_address_is_the_same_person(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        assert identities.remember(conn, ANNA) == anna
        assert identities.address_of(conn, anna) == ANNA


def test_no_chat_id_stands_in_the_file(tmp_path: Path, db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        for table in tables.metadata.sorted_tables:
            for row in conn.execute(select(table)):
                assert ANNA.key.encode() not in b"|".join(_bytes(value) for value in row)
    for file in tmp_path.glob("zetje*"):
        assert ANNA.key.encode() not in file.read_bytes()


def test_an_answer_is_read_back_by_its_author_only(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        nudge = nudges.claim(conn, anna, date(2026, 12, 1), "2026-W49", "tijd-001")
        assert nudge is not None
        _write(conn, anna, nudge.nudge_id, "text:Ik bel vandaag")
        assert journal.read(conn, anna, [nudge.nudge_id]) == {nudge.nudge_id: "text:Ik bel vandaag"}
        sealed = conn.execute(select(tables.journal.c.sealed)).scalar_one()
    assert b"bel vandaag" not in sealed


def test_an_answer_moved_to_another_nudge_does_not_open(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        first, other = _asked(conn, anna, 2)
        _write(conn, anna, first, "done")
        number = select(tables.nudges.c.number).where(tables.nudges.c.nudge_id == other)
        conn.execute(tables.journal.update().values(number=number.scalar_subquery()))
        with pytest.raises(KeyFault):
            journal.read(conn, anna, [other])


def test_only_ones_own_nudge_can_be_answered_and_read(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        bram = identities.remember(conn, replace(ANNA, key="U0SAMPLEBRAM"))
        [hers] = _asked(conn, anna, 1)
        for person, nudge in ((bram, hers), (anna, b"x" * 16)):
            with pytest.raises(LookupError):
                _write(conn, person, nudge, "done")
        _write(conn, anna, hers, "done")
        assert journal.read(conn, bram, [hers]) == {}
        with pytest.raises(IntegrityError), conn.begin_nested():
            nudges.forget(conn, anna)  # it would leave an answer of nobody
        journal.forget(conn, bram)
        assert journal.read(conn, anna, [hers]) == {hers: "done"}


def test_how_long_a_sealed_answer_is_does_not_tell_what_was_tapped(db: Engine, anna: bytes) -> None:
    taps = [DONE, *SET_ASIDE, *(f"choice:{index}" for index in range(10)), *(f"scale:{grade}" for grade in SCALE)]
    with db.begin() as conn:
        asked = _asked(conn, anna, len(taps))
        for nudge_id, answer in zip(asked, taps, strict=True):
            _write(conn, anna, nudge_id, answer)
        assert journal.read(conn, anna, asked) == dict(zip(asked, taps, strict=True))
        assert len({len(sealed) for sealed in conn.execute(select(tables.journal.c.sealed)).scalars()}) == 1


def _write(conn: Connection, person: bytes, nudge_id: bytes, answer: str) -> None:
    journal.write_each(conn, [Entry(person, nudge_id, identities.data_key(conn, person), answer)])


def _asked(conn: Connection, person: bytes, count: int) -> list[bytes]:
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(count)]
    claimed = [nudges.claim(conn, person, day, "2026-W49", "tijd-001") for day in days]
    return [nudge.nudge_id for nudge in claimed if nudge]


def test_own_answers_are_found_by_index_however_much_there_is(tmp_path: Path) -> None:
    db, asked = open_db(f"sqlite:///{tmp_path}/zetje.db"), list[tuple[str, Any]]()
    with db.begin() as conn:
        migrate.make_vault(conn)
        migrate.make_all(conn)
    event.listen(db, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    with db.begin() as conn:
        journal.read(conn, b"a" * 16, [b"n" * 16])
        journal.of_days(conn, {b"a" * 16: b"k" * 32}, [date(2026, 12, 1)])
        nudges.answered_by(conn, b"a" * 16)
        nudges.of_days(conn, b"a" * 16, [date(2026, 12, 1)])
        journal.forget(conn, b"a" * 16)
        found = [conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all() for query, values in list(asked)]
    db.dispose()
    assert len(found) == 5
    assert [plan for plan in map(str, found) if "SCAN" in plan] == []


def test_a_day_has_one_nudge_whoever_asks_first(db: Engine, anna: bytes) -> None:
    def claim(_: int) -> bool:
        with db.begin() as conn:
            return nudges.claim(conn, anna, date(2026, 12, 1), "2026-W49", "tijd-001") is not None

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(claim, range(12))) == 1


def test_of_many_those_whose_day_was_free_are_claimed_and_queued(db: Engine, anna: bytes) -> None:
    names = ids.together(4)
    days = [Nudge(names[day], anna, date(2026, 12, day), "2026-W49", "tijd-001") for day in (1, 2, 3)]
    again = Nudge(names[0], anna, date(2026, 12, 2), "2026-W49", "tijd-002")
    drafts = [Draft(Kind.NUDGE, anna, "", f"nudge:{day.day}", NOW, NOW + timedelta(hours=2)) for day in days]
    with db.begin() as conn:
        assert nudges.claim_each(conn, days[:2]) == {day.nudge_id for day in days[:2]}
        assert nudges.claim_each(conn, [again, days[2]]) == {days[2].nudge_id}
        assert nudges.claim_each(conn, []) == set()
        assert [deliveries.queue_each(conn, some) for some in (drafts[:2], drafts, [])] == [2, 1, 0]


def test_a_past_is_in_order_whatever_order_it_was_found_in() -> None:
    turns, in_order = ["2026-12-01", "2026-12-02", "2026-12-021"], [(1, "a"), (2, "c"), (2, "b")]
    for order in ((0, 1, 2), (2, 0, 1)):
        found = nudges._in_order([turns[place] for place in order], ["acb"[place] for place in order])
        assert [(day.day, prompt_id) for day, prompt_id in found] == in_order


def test_a_delivery_is_claimed_by_one(db: Engine, anna: bytes) -> None:
    queue(db, anna, "nudge:1")

    def claim(_: int) -> bool:
        with db.begin() as conn:
            return claims.claim(conn, NOW, NOW, NOW + timedelta(minutes=2)) is not None

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(claim, range(12))) == 1


def test_who_just_had_a_message_is_passed_over_and_nobody_else(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        bert = identities.remember(conn, Address("slack", "T0SAMPLE", "person", "U0BERT"))
    for number in range(3):
        queue(db, anna, f"nudge:{number}")
    queue(db, bert, "nudge:bert")
    until = NOW + timedelta(minutes=2)
    with db.begin() as conn:
        found = [claims.claim(conn, NOW, NOW, until, but_not=[anna]) for _ in range(2)]
        assert [each and each.to_id for each in found] == [bert, None]
        assert claims.claim(conn, NOW, NOW, until, but_not=[bert]) is not None


def test_the_same_key_is_queued_once(db: Engine, anna: bytes) -> None:
    assert queue(db, anna, "nudge:1")
    assert not queue(db, anna, "nudge:1")


def test_a_claim_that_ran_out_is_in_doubt(db: Engine, anna: bytes) -> None:
    queue(db, anna, "nudge:1")
    later = NOW + timedelta(minutes=3)
    with db.begin() as conn:
        first = claims.claim(conn, NOW, NOW, NOW + timedelta(minutes=2))
        assert first is not None
        assert not first.in_doubt
        assert claims.claim(conn, NOW, NOW, later) is None
        again = claims.claim(conn, NOW, later, later + timedelta(minutes=2))
    assert again is not None
    assert again.in_doubt


def test_who_lost_its_claim_may_only_say_that_it_was_sent(db: Engine, anna: bytes) -> None:
    queue(db, anna, "nudge:1")
    later, much_later = NOW + timedelta(minutes=3), NOW + timedelta(minutes=9)
    with db.begin() as conn:
        lost = claims.claim(conn, NOW, NOW, NOW + timedelta(minutes=2))
        ours = claims.claim(conn, NOW, later, later + timedelta(minutes=2))
        assert lost is not None
        assert ours is not None
        claims.postpone(conn, lost, NOW)
        assert [claims.is_held(conn, each, later) for each in (lost, ours)] == [False, True]
        assert not claims.is_held(conn, ours, later + timedelta(minutes=3))
        assert claims.sent(conn, lost, "1.0", NOW)
        claims.postpone(conn, ours, NOW)
        assert not claims.sent(conn, ours, "1.0", NOW)
        assert claims.claim(conn, much_later, much_later, much_later) is None


def test_what_may_have_been_sent_is_not_given_up_unseen(db: Engine, anna: bytes) -> None:
    queue(db, anna, "nudge:claimed")
    much_later = NOW + timedelta(hours=3)
    with db.begin() as conn:
        claims.claim(conn, NOW, NOW, NOW + timedelta(minutes=2))
    queue(db, anna, "nudge:queued")
    with db.begin() as conn:
        assert deliveries.expire(conn, much_later, most=9) == 1
        assert claims.claim(conn, much_later, much_later, much_later + timedelta(minutes=2)) is not None


def _booth(conn: Connection) -> Booth:
    return Booth("2026-W49", "team:1", periods.ballot_key(conn, "2026-W49"))


def test_a_person_has_one_ballot_and_the_last_counts(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        periods.prepare(conn, "2026-W49")
        for positive in (True, False, True):
            ballots.cast_each(conn, [Ballot(_booth(conn), "action", anna, positive)])
        assert ballots.positives(conn, "2026-W49", "action", "team:1") == 1
        ballots.cast_each(conn, [Ballot(_booth(conn), "action", anna, False)])
        assert ballots.positives(conn, "2026-W49", "action", "team:1") == 0


def test_what_goes_wrong_in_a_prepared_statement_is_one_of_the_errors_we_expect(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        periods.prepare(conn, "2026-W49")
        booth = _booth(conn)
    with pytest.raises(IntegrityError), db.begin() as conn:
        ballots.cast_each(conn, [Ballot(replace(booth, cell=None), "action", anna, True)])  # type: ignore[arg-type]
    with db.begin() as conn:
        assert ballots.positives(conn, "2026-W49", "action", "team:1") == 0
        tables.ballots.drop(conn)
    with pytest.raises(DBAPIError), db.begin() as conn:
        ballots.cast_each(conn, [Ballot(booth, "action", anna, True)])


def test_a_ballot_names_nobody(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        periods.prepare(conn, "2026-W49")
        ballots.cast_each(conn, [Ballot(_booth(conn), "action", anna, True)])
        row = conn.execute(select(tables.ballots)).one()
    assert anna not in [_bytes(value) for value in row]


def test_what_a_ballot_says_is_read_with_the_key_of_its_week_only(db: Engine) -> None:
    """In a copy of the key store every yes would show otherwise, and how many there are (R2)."""
    with db.begin() as conn:
        periods.prepare(conn, "2026-W49")
        ballots.cast_each(conn, [Ballot(_booth(conn), "action", bytes([at] * 16), at < 12) for at in range(16)])
        stored = conn.execute(select(tables.ballots.c.value)).scalars().all()
        assert len(set(stored)) > 2
        assert ballots.tally(conn, "2026-W49", "action", "team:1") == {1: 12, 0: 4}


def test_ballots_without_their_key_are_gone_for_good(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        periods.prepare(conn, "2026-W49")
        ballots.cast_each(conn, [Ballot(_booth(conn), "action", anna, True)])
        ballots.destroy(conn, "2026-W49")
        periods.destroy_ballot_key(conn, "2026-W49")
        assert ballots.positives(conn, "2026-W49", "action", "team:1") == 0
        with pytest.raises(LookupError):
            ballots.withdraw(conn, "2026-W49", "action", anna)
        with pytest.raises(LookupError):
            ballots.cast_each(conn, [Ballot(Booth("2026-W49", "team:1", None), "action", anna, True)])


def test_a_week_is_frozen_by_one(db: Engine) -> None:
    with db.begin() as conn:
        periods.open_once(conn, "2026-W49")

    def freeze(_: int) -> bool:
        with db.begin() as conn:
            return periods.freeze_once(conn, "2026-W49", NOW)

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(freeze, range(12))) == 1


def test_who_joined_during_the_week_is_not_on_its_roster(db: Engine, anna: bytes) -> None:
    with db.begin() as conn:
        assert members.participants(conn, NOW) == []  # joined at that very moment
        [(person, team)] = members.participants(conn, NOW + timedelta(seconds=1))
        members.set_standing(conn, anna, Standing.STOPPED, NOW, left=NOW + timedelta(hours=1))
        assert members.participants(conn, NOW + timedelta(hours=2)) == []
        assert len(members.participants(conn, NOW + timedelta(hours=1))) == 1
        presences.remove(conn, team, anna)  # left the channel, not the programme
        assert members.participants(conn, NOW + timedelta(hours=1)) == []
        periods.open_once(conn, "2026-W50")
        rosters.keep(conn, "2026-W50", [(person, team)], {team: "team:1"})
        assert rosters.size(conn, "2026-W50", "team:1") == 1
        assert ballots.booth(conn, "2026-W50", anna) == Booth("2026-W50", "team:1", None)  # its key is not there yet
        periods.prepare(conn, "2026-W50")
        booth = ballots.booth(conn, "2026-W50", anna)
        assert booth == Booth("2026-W50", "team:1", periods.ballot_key(conn, "2026-W50"))
        assert ballots.booth(conn, "2026-W50", team) is None


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
