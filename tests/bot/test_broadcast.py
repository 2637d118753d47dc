"""A message of a coach: nobody gets it after it was stopped, nobody twice, everybody on a day that is theirs."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot import broadcast, enrol, fetch, gather, rotate, steer
from bot.broadcast import Account, Refusal, Wishes
from bot.core.addresses import Address
from bot.core.broadcasts import Broadcast
from bot.core.members import Absence
from bot.core.pacing import Pace
from bot.deliver import Sender
from bot.gate import Gate
from bot.messages import Broadcast as Message
from bot.messages import Message as Any_
from bot.receipts import Gone, Receipt
from bot.scheduler import Clockwork
from storage import mailings
from storage.deliveries import Kind, State
from tests.bot.fake import FakeMessenger
from tests.bot.sample import (
    ADMIN,
    AMSTERDAM,
    CHANNEL,
    COACH,
    FRIDAY,
    MONDAY,
    found_team,
    pack,
    person,
    prepare_team,
    profile,
    rules,
    start_team,
    team_of,
)

RULES = rules()
TUESDAY = date(2026, 12, 1)
MANY = 500


def plan(db: Engine, team: str, *, now: datetime = MONDAY, day: date = TUESDAY, at: time = time(11)) -> str:
    found = broadcast.keep(db, COACH, None, Wishes("Hallo.", True, day, at, (team,)), AMSTERDAM, now)
    assert isinstance(found, Broadcast)
    name = found.id.hex()
    assert broadcast.plan(db, COACH, name, RULES.holidays, AMSTERDAM, now) is None
    return name


def came(said: FakeMessenger) -> list[Address]:
    return [to for to, message in said.sent if isinstance(message, Message)]


def states(db: Engine) -> Counter[State]:
    with db.begin() as conn:
        counted = mailings.count(conn, Kind.BROADCAST, FRIDAY)
    return Counter({state: number for (state, _), number in counted.items()})


@pytest.fixture
def crowd(db: Engine) -> str:
    """A team of five hundred."""
    team = prepare_team(db, [profile(number) for number in range(MANY)], FRIDAY)
    start_team(db)
    for number in range(MANY):
        enrol.join(db, person(number), RULES.holidays, FRIDAY)
    return team


def test_stopped_halfway_nobody_gets_it_any_more_and_the_account_adds_up(db: Engine, crowd: str) -> None:
    """The coach's click falls between two messages; one that is on its way at that moment still arrives."""
    stopped_at: list[int] = []

    def trouble(message: Any_) -> Receipt | None:
        if isinstance(message, Message) and len(came(said)) == MANY // 2 and not stopped_at:
            stopped_at.append(len(came(said)))
            assert broadcast.cancel(db, COACH, name, noon) is None
        return None

    said = FakeMessenger(trouble)
    # The claim of the message in flight holds no lock on the database: the click goes through at once.
    sender = Sender(db, said, pack(), RULES.holidays, gate=Gate(Pace(1_000_000)))
    name = plan(db, crowd)
    noon = datetime(2026, 12, 1, 12, 0, tzinfo=AMSTERDAM)
    broadcast.spread_due(db, RULES.holidays, noon)
    sender.send_due(noon)
    sender.send_due(noon + timedelta(hours=1))
    assert stopped_at == [MANY // 2]
    assert len(came(said)) == MANY // 2 + 1
    assert len(set(came(said))) == len(came(said))
    assert states(db) == {State.SENT: MANY // 2 + 1, State.CANCELLED: MANY // 2 - 1}
    found = broadcast.account(db, ADMIN, {ADMIN.key}, noon)
    assert found == Account(sent=MANY // 2 + 1, waiting=0, cancelled=MANY // 2 - 1, not_wanted=0, failed={})
    assert broadcast.cancel(db, COACH, name, noon) is Refusal.OVER


def test_everybody_gets_it_on_a_day_of_their_own(db: Engine) -> None:
    """On Tuesday at eleven: the part-timer on Wednesday, who is away on Monday, the far zone at its own eleven."""
    found_team(db, 4)
    team = team_of(db)
    wishes = _wishes(db, person(1), workdays=frozenset({1, 3}))
    assert not isinstance(steer.change(db, person(1), wishes, RULES.holidays, FRIDAY), steer.Fault)
    steer.be_away(db, person(2), Absence(TUESDAY, date(2026, 12, 4)), RULES.holidays, FRIDAY)
    enrol.update_profile(db, gather.Profile(person(3), ZoneInfo("Asia/Tokyo"), "nl"), RULES.holidays, FRIDAY)
    plan(db, team)
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    arrived: dict[Address, datetime] = {}
    moment = MONDAY
    while moment < MONDAY + timedelta(days=9):
        clockwork.tick(moment)
        for to in came(said):
            arrived.setdefault(to, moment)
        moment += timedelta(minutes=30)
    local = {to: at.astimezone(AMSTERDAM) for to, at in arrived.items()}
    assert local[person(0)].date() == TUESDAY
    assert local[person(1)].date() == date(2026, 12, 2)
    assert local[person(2)].date() == date(2026, 12, 7)
    assert arrived[person(3)].astimezone(ZoneInfo("Asia/Tokyo")).hour == 11
    assert all(at.hour == 11 for to, at in local.items() if to != person(3))


def test_it_is_the_one_message_of_the_day(db: Engine) -> None:
    """Planned on Monday for Monday, after the nudges went out: everybody gets it on Tuesday, and nothing else then."""
    found_team(db, 5)
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(MONDAY)
    now = MONDAY + timedelta(minutes=20)
    plan(db, team_of(db), now=now, day=date(2026, 11, 30), at=time(11))
    clockwork.tick(MONDAY + timedelta(hours=5))
    assert came(said) == []
    nudged = len(said.nudges())
    clockwork.tick(datetime(2026, 12, 1, 11, 5, tzinfo=AMSTERDAM))
    clockwork.tick(datetime(2026, 12, 1, 16, 0, tzinfo=AMSTERDAM))
    assert len(came(said)) == 5
    assert len(said.nudges()) == nudged


def test_who_asks_for_a_nudge_on_the_day_of_it_gets_one(db: Engine) -> None:
    found_team(db, 1)
    plan(db, team_of(db))
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    noon = datetime(2026, 12, 1, 12, 0, tzinfo=AMSTERDAM)
    clockwork.tick(noon)
    assert isinstance(fetch.one(db, RULES, person(0), noon), fetch.OnItsWay)
    clockwork.tick(noon + timedelta(minutes=1))
    assert (len(came(said)), len(said.nudges())) == (1, 1)
    assert fetch.one(db, RULES, person(0), noon) is fetch.NotNow.ENOUGH


def test_an_hour_in_the_quiet_of_somebody_waits_for_their_morning(db: Engine) -> None:
    found_team(db, 1)
    plan(db, team_of(db), at=time(20))
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    clockwork.tick(datetime(2026, 12, 1, 20, 5, tzinfo=AMSTERDAM))
    assert came(said) == []
    clockwork.tick(datetime(2026, 12, 2, 9, 16, tzinfo=AMSTERDAM))
    assert came(said) == [person(0)]


def test_a_closed_team_gets_it_when_it_is_open_again(db: Engine) -> None:
    found_team(db, 1)
    team = team_of(db)
    rotate.close(db, COACH, team, Absence(TUESDAY, date(2026, 12, 2)), RULES.holidays, MONDAY)
    plan(db, team)
    said = FakeMessenger()
    clockwork = Clockwork(db, RULES, Sender(db, said, pack(), RULES.holidays))
    for day in (1, 2):
        clockwork.tick(datetime(2026, 12, day, 11, 5, tzinfo=AMSTERDAM))
    assert came(said) == []
    clockwork.tick(datetime(2026, 12, 3, 11, 5, tzinfo=AMSTERDAM))
    assert came(said) == [person(0)]


def test_only_failures_are_tried_again(db: Engine) -> None:
    found_team(db, 5)
    plan(db, team_of(db))
    broken = [True]

    def trouble(message: Any_) -> Receipt | None:
        return Gone("user_disabled") if broken[0] and isinstance(message, Message) and len(came(said)) >= 3 else None

    said = FakeMessenger(trouble)
    sender = Sender(db, said, pack(), RULES.holidays)
    noon = datetime(2026, 12, 1, 12, 0, tzinfo=AMSTERDAM)
    broadcast.spread_due(db, RULES.holidays, noon)
    sender.send_due(noon)
    account = broadcast.account(db, ADMIN, {ADMIN.key}, noon)
    assert isinstance(account, Account)
    assert (account.sent, account.failed) == (3, {"user_disabled": 2})
    broken[0] = False
    assert broadcast.retry(db, ADMIN, {ADMIN.key}, noon) is None
    sender.send_due(noon + timedelta(minutes=1))
    assert len(came(said)) == len(set(came(said))) == 5


def test_what_failed_before_the_account_begins_stays_in(db: Engine) -> None:
    found_team(db, 1)
    plan(db, team_of(db))
    said = FakeMessenger(lambda _: Gone("not_in_channel"))
    sender = Sender(db, said, pack(), RULES.holidays)
    noon = datetime(2026, 12, 1, 12, 0, tzinfo=AMSTERDAM)
    broadcast.spread_due(db, RULES.holidays, noon)
    sender.send_due(noon)
    said.trouble = lambda _: None
    later = noon + broadcast.COUNTED + timedelta(days=1)
    assert broadcast.account(db, ADMIN, {ADMIN.key}, later) == Account(0, 0, 0, 0, {})
    assert broadcast.retry(db, ADMIN, {ADMIN.key}, later) is None
    sender.send_due(later)
    assert came(said) == []


def _wishes(db: Engine, who: Address, *, workdays: frozenset[int]) -> steer.Wishes:
    member = enrol.find(db, who)
    assert member is not None
    rhythm = member.rhythm
    return steer.Wishes(
        rhythm.morning,
        rhythm.afternoon,
        workdays,
        rhythm.pace,
        rhythm.quiet_from,
        rhythm.quiet_until,
        rhythm.zone,
        own_zone=False,
        locale=member.locale,
        own_locale=False,
        role=member.role,
        focus=member.focus,
    )


def test_nobody_but_the_coach_of_all_its_teams(db: Engine) -> None:
    found_team(db, 1)
    name = plan(db, team_of(db))
    other = prepare_team(db, [], FRIDAY, Address("slack", "T0SAMPLE", "channel", "C0OTHER"))
    wishes = Wishes("Hallo.", True, TUESDAY, time(11), (other,))
    stranger = person(9)
    assert broadcast.keep(db, stranger, None, wishes, AMSTERDAM, MONDAY) is Refusal.NOT_YOURS
    assert broadcast.keep(db, stranger, name, wishes, AMSTERDAM, MONDAY) is Refusal.NOT_YOURS
    assert broadcast.find(db, stranger, name) is Refusal.NOT_YOURS
    assert broadcast.rehearse(db, stranger, name, MONDAY) is Refusal.NOT_YOURS
    assert broadcast.cancel(db, stranger, name, MONDAY) is Refusal.NOT_YOURS
    assert broadcast.account(db, stranger, {ADMIN.key}, MONDAY) is Refusal.ADMINS_ONLY
    assert broadcast.retry(db, COACH, {ADMIN.key}, MONDAY) is Refusal.ADMINS_ONLY
    assert stranger != CHANNEL
