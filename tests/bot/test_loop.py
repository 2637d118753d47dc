"""The daily loop through the verbs: a nudge out, a reply in, a frozen label, one post."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot import enrol, hear, notice, opening, reply, report
from bot.core.leases import Lease
from bot.core.members import Standing
from bot.core.periods import Period
from bot.core.prompts import Kind, Library
from bot.core.timing import local_day
from bot.deliver import Sender
from bot.messages import Reaction, Reply
from bot.receipts import Gone, RetryAfter, Unsure
from bot.reply import Open, Received, Refusal
from bot.scheduler import Clockwork
from storage import tables
from storage.deliveries import State
from tests.bot.fake import FakeMessenger
from tests.bot.sample import (
    AMSTERDAM,
    FRIDAY,
    MONDAY,
    follow_ups,
    found_team,
    give_answer,
    pack,
    person,
    profile,
    rules,
    votes,
)

WEEK = Period.parse("2026-W49")
AFTER_POST = WEEK.posts_at + timedelta(minutes=1)
LABELS = {"gedaan": "done"}


@pytest.fixture
def said() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def clockwork(db: Engine, said: FakeMessenger) -> Clockwork:
    return Clockwork(db, rules(), Sender(db, said, pack(), rules().holidays), draw=lambda _: 0)


def run(clockwork: Clockwork, start: datetime, end: datetime, step: timedelta = timedelta(minutes=30)) -> None:
    moment = start
    while moment <= end:
        clockwork.tick(moment)
        moment += step


def answer_all(db: Engine, said: FakeMessenger, words: str, now: datetime) -> list[object]:
    return [give_answer(db, rules(), to, nudge.nudge_id, words, now) for to, nudge in said.nudges()]


def test_everybody_gets_one_nudge_on_a_working_day(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 6)
    for day in range(8):
        run(clockwork, FRIDAY + timedelta(days=day), FRIDAY + timedelta(days=day, hours=8))
        answer_all(db, said, "not_today", FRIDAY + timedelta(days=day, hours=8))  # silence would slow it down
    per_day = Counter(to for to, _ in said.nudges())
    # Nothing on that first Friday: the invitation was that day's message; and the first week has a day of nothing.
    assert set(per_day.values()) == {4}
    assert len(per_day) == 6


def test_a_tick_twice_sends_once(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 2)
    for _ in range(3):
        clockwork.tick(MONDAY)
    assert len(said.nudges()) == 2


def test_a_kind_that_is_used_up_is_told_once_and_not_for_whom(
    db: Engine, said: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    found_team(db, 3)
    empty = replace(rules(), library=Library(tuple(follow_ups()), "empty"))
    Clockwork(db, empty, Sender(db, said, pack(), empty.holidays), draw=lambda _: 0).tick(MONDAY)
    assert said.nudges() == []
    assert notice.used_up(db, "2026-11") == [Kind.ACTION]
    assert [each.getMessage() for each in caplog.records if "left" in each.getMessage()] == [
        "somebody's day had no action left; write more of them"
    ]


def test_two_hours_late_is_not_today(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY - timedelta(hours=5))
    clockwork.tick(MONDAY + timedelta(hours=2, minutes=1))
    assert said.nudges() == []


def test_just_within_two_hours_still_is(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY + timedelta(hours=1, minutes=59))
    assert len(said.nudges()) == 1


def test_after_a_long_silence_of_the_bot_nobody_gets_old_nudges(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY)
    clockwork.tick(MONDAY + timedelta(days=14))
    assert [local_day(MONDAY + timedelta(days=days), AMSTERDAM).day for days in (0, 14)] == [30, 14]
    assert len(said.nudges()) == 2


def test_an_answer_can_be_changed_until_the_week_closes(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY)
    [(to, nudge)] = said.nudges()
    assert isinstance(give_answer(db, rules(), to, nudge.nudge_id, "later", MONDAY), Received)
    assert isinstance(give_answer(db, rules(), to, nudge.nudge_id, "done", MONDAY), Received)
    found = reply.look_up(db, rules(), to, nudge.nudge_id, MONDAY)
    assert isinstance(found, Open)
    assert found.answer == "done"
    assert give_answer(db, rules(), to, nudge.nudge_id, "later", WEEK.ends) is Refusal.CLOSED
    assert isinstance(give_answer(db, rules(), to, nudge.nudge_id, "later", WEEK.ends - timedelta(seconds=1)), Received)


def test_nobody_answers_for_somebody_else(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 2)
    clockwork.tick(MONDAY)
    (anna, hers), (bram, _) = said.nudges()
    assert anna != bram
    for stranger in (bram, person(99)):
        assert give_answer(db, rules(), stranger, hers.nudge_id, "done", MONDAY) is Refusal.UNKNOWN
        assert reply.look_up(db, rules(), stranger, hers.nudge_id, MONDAY) is Refusal.UNKNOWN


@pytest.mark.parametrize("words", ["", "choice:9", "scale:3", "text:hoi", "gedaan", "done'; DROP TABLE", "💥"])
def test_what_is_no_answer_is_refused_and_nothing_lost(
    db: Engine, clockwork: Clockwork, said: FakeMessenger, words: str
) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY)
    [(to, nudge)] = said.nudges()
    give_answer(db, rules(), to, nudge.nudge_id, "done", MONDAY)
    assert give_answer(db, rules(), to, nudge.nudge_id, words, MONDAY) is Refusal.NOT_UNDERSTOOD
    found = reply.look_up(db, rules(), to, nudge.nudge_id, MONDAY)
    assert isinstance(found, Open)
    assert found.answer == "done"


def test_fifty_clicks_are_one_ballot(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 5)
    clockwork.tick(MONDAY)
    to, nudge = said.nudges()[0]
    for _ in range(50):
        give_answer(db, rules(), to, nudge.nudge_id, "done", MONDAY)
    with db.begin() as conn:
        assert conn.execute(select(func.count()).select_from(tables.ballots)).scalar_one() == 1


def test_an_action_undone_takes_its_ballot_back(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 5)
    clockwork.tick(MONDAY)
    to, nudge = said.nudges()[0]
    for words, expected in (("done", 1), ("later", 0), ("done", 1), ("not_today", 0)):
        give_answer(db, rules(), to, nudge.nudge_id, words, MONDAY)
        with db.begin() as conn:
            assert votes(conn) == {expected: 1}


@pytest.mark.parametrize(("people", "words", "high"), [(6, "done", True), (6, "later", False), (4, "done", False)])
def test_the_post_comes_with_or_without_a_team_picture(
    db: Engine, clockwork: Clockwork, said: FakeMessenger, people: int, words: str, high: bool
) -> None:
    found_team(db, people)
    clockwork.tick(MONDAY)
    answer_all(db, said, words, MONDAY)
    run(clockwork, MONDAY, AFTER_POST, timedelta(hours=2))
    clockwork.tick(AFTER_POST)
    [posted] = [each for each in said.reports() if each.period == "2026-W49"]
    assert posted.high is high


def test_a_label_is_drawn_once(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 6)
    clockwork.tick(MONDAY)
    draws: list[int] = []
    for _ in range(3):
        report.freeze_due(db, AFTER_POST, lambda m: draws.append(m) or 0)  # type: ignore[func-returns-value]
    assert len(draws) == 1


def test_the_post_waits_for_its_hour_and_comes_once(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 6)
    clockwork.tick(MONDAY)
    clockwork.tick(WEEK.posts_at - timedelta(seconds=1))
    assert said.reports() == []
    for _ in range(3):
        clockwork.tick(WEEK.posts_at)
    assert [each.period for each in said.reports()] == ["2026-W49"]


def test_who_joins_halfway_counts_from_the_next_week(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 5)
    clockwork.tick(MONDAY)
    found_team(db, 1, now=MONDAY, first=20)
    run(clockwork, MONDAY, MONDAY + timedelta(hours=30))
    newcomer = [(to, nudge) for to, nudge in said.nudges() if to == person(20)]
    assert newcomer
    for to, nudge in newcomer:
        give_answer(db, rules(), to, nudge.nudge_id, "done", MONDAY + timedelta(hours=30))
    with db.begin() as conn:
        assert conn.execute(select(func.count()).select_from(tables.ballots)).scalar_one() == 0


def test_ballots_are_gone_a_week_after_the_freeze(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 6)
    clockwork.tick(MONDAY)
    answer_all(db, said, "done", MONDAY)
    clockwork.tick(WEEK.freezes_at)
    clockwork.tick(WEEK.freezes_at + timedelta(days=7, seconds=1))
    with db.begin() as conn:
        left = conn.execute(
            select(func.count()).select_from(tables.ballots).where(tables.ballots.c.period == str(WEEK))
        )
        assert left.scalar_one() == 0
        key = select(tables.ballot_keys).where(tables.ballot_keys.c.period == str(WEEK))
        assert conn.execute(key).first() is None


def test_who_stops_gets_nothing_more_and_may_come_back(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY - timedelta(hours=3))
    assert enrol.stop(db, person(0), MONDAY - timedelta(hours=3))
    clockwork.tick(MONDAY)
    assert said.nudges() == []
    back = enrol.join(db, person(0), rules().holidays, MONDAY)
    assert not isinstance(back, enrol.Refusal)
    assert back.standing is Standing.ACTIVE
    run(clockwork, MONDAY, MONDAY + timedelta(days=1))
    assert len(said.nudges()) == 1


def test_another_time_zone_moves_the_hour(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 1)
    from zoneinfo import ZoneInfo

    enrol.update_profile(db, profile(0, ZoneInfo("America/Curacao"), "en"), rules().holidays, FRIDAY)
    clockwork.tick(MONDAY)
    assert said.nudges() == []
    clockwork.tick(MONDAY + timedelta(hours=5))
    [(_, nudge)] = said.nudges()
    assert nudge.locale == "en"


def test_a_typed_answer_counts_once_with_one_hint_ever(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 1)
    clockwork.tick(MONDAY)
    for _ in range(3):
        hear.take_words(db, rules(), person(0), "gedaan", "D1:1.0", LABELS, MONDAY)
    clockwork.tick(MONDAY + timedelta(minutes=1))
    run(clockwork, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
    hear.take_words(db, rules(), person(0), "Iets anders", "D1:2.0", LABELS, MONDAY + timedelta(days=1))
    clockwork.tick(MONDAY + timedelta(days=1, minutes=1))
    reactions = [message.reaction for _, message in said.sent if isinstance(message, Reply)]
    assert reactions == [Reaction.RECEIVED_HINT, Reaction.RECEIVED]


def test_a_lost_answer_is_looked_for_before_sending_again(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    found_team(db, 3)
    clockwork.sender.lease = Lease(after=timedelta())  # real seconds, of which a test has none to wait
    said.trouble = lambda _: Unsure("connection reset")
    clockwork.tick(MONDAY)
    said.trouble = lambda _: None
    clockwork.tick(MONDAY + timedelta(minutes=2))
    assert Counter(to for to, _ in said.nudges()) == {person(number): 1 for number in range(3)}
    with db.begin() as conn:  # it was found there: nobody goes on looking
        assert set(conn.execute(select(tables.deliveries.c.state)).scalars()) == {State.SENT}


def test_a_limit_postpones_and_loses_nobody(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 3)
    said.trouble = lambda _: RetryAfter(30)
    clockwork.tick(MONDAY)
    assert said.nudges() == []
    said.trouble = lambda _: None
    for second in range(3):
        clockwork.tick(MONDAY + timedelta(minutes=1, seconds=second))
    assert len(said.nudges()) == 3


def test_one_who_is_gone_does_not_hold_up_the_others(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    found_team(db, 3)
    first: list[object] = []
    said.trouble = lambda message: Gone("user_disabled") if not first and not first.append(message) else None  # type: ignore[func-returns-value]
    clockwork.tick(MONDAY)
    assert len([1 for _, m in said.sent]) >= 2


def test_a_rehearsal_and_the_real_thing_never_share_a_database(database_url: str, tmp_path: Path) -> None:
    opening.open_store(database_url, tmp_path / "key", rehearsal=True).dispose()
    with pytest.raises(opening.CannotOpen, match="rehearsals"):
        opening.open_store(database_url, tmp_path / "key")


def test_the_key_of_another_database_is_refused(database_url: str, tmp_path: Path) -> None:
    opening.open_store(database_url, tmp_path / "key").dispose()
    (tmp_path / "key").rename(tmp_path / "kept")
    with pytest.raises(opening.CannotOpen, match="missing"):
        opening.open_store(database_url, tmp_path / "key")
    opening.open_store(f"sqlite:///{tmp_path}/other.db", tmp_path / "key").dispose()
    with pytest.raises(opening.CannotOpen, match="another database"):
        opening.open_store(database_url, tmp_path / "key")
