"""A challenge keeps its promises over clock changes, holidays, joiners and leavers; and its result is a label."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot import challenge, commit, enrol, erase, reply, take_up
from bot.challenge import Wishes
from bot.core import answers
from bot.core.addresses import Address
from bot.core.challenges import CLOSING, STEP, Challenge, Fault, Words
from bot.core.commitments import Plan
from bot.core.prompts import Text, Theme
from bot.core.rhythms import Rhythm
from bot.deliver import Sender
from bot.messages import ChallengePost, Moment, Nudge
from bot.scheduler import Clockwork
from storage import audit, challenges, members
from tests.bot.fake import FakeMessenger
from tests.bot.sample import AMSTERDAM, COACH, by_day, found_team, give_answer, pack, person, rules, team_of

RULES = rules()
WORDS = Words(Text("Eerst bellen", ""), Text("Bel elke dag één inwoner.", ""))


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One kind of database: weeks go by here, and what PostgreSQL does otherwise has its tests elsewhere."""
    return f"sqlite:///{tmp_path}/zetje.db"


def planned(db: Engine, team: str, first: date, last: date, now: datetime, rhythm: Rhythm = Rhythm.DAILY) -> str:
    wishes = Wishes(WORDS, Theme.SNEL_OP_TIJD, rhythm, first, last, (team,))
    kept = challenge.keep(db, COACH, None, wishes, RULES.holidays, now)
    assert isinstance(kept, Challenge)
    assert isinstance(challenge.plan(db, COACH, kept.id.hex(), RULES.holidays, now), Challenge)
    return kept.id.hex()


class Life:
    """A team that lives through some weeks, half an hour at a time; what everybody got, by their own clock."""

    def __init__(self, db: Engine, now: datetime, people: int = 6) -> None:
        self.db, self.now, self.said = db, now, FakeMessenger()
        found_team(db, people, now - timedelta(weeks=6))  # their first weeks are over
        self.team = team_of(db)
        # The draw is made certain: the label says HIGH whenever it can.
        sender = Sender(db, self.said, pack(), RULES.holidays)
        self.clockwork = Clockwork(db, RULES, sender, draw=lambda _: 0)
        self.steps: list[tuple[Address, datetime, str]] = []
        self.seen = 0

    def until(self, end: datetime) -> None:
        for now in by_day(self.now, end, timedelta(minutes=30)):
            self.now = now
            self.clockwork.tick(now)
            for to, message in self.said.sent[self.seen :]:
                if isinstance(message, Nudge):
                    self.steps.append((to, self.now, message.prompt.id))
                    give_answer(self.db, RULES, to, message.nudge_id, answers.NOT_TODAY, self.now)  # or it slows down
            self.seen = len(self.said.sent)
        self.now = end

    def days(self, number: int, begins: str = STEP, zone: ZoneInfo = AMSTERDAM) -> list[str]:
        """The local days and hours on which somebody got a step."""
        return [
            f"{at.astimezone(zone):%m-%d %H:%M}"
            for to, at, id in self.steps
            if to == person(number) and id.startswith(begins)
        ]

    def posts(self) -> list[tuple[Moment, str]]:
        return [
            (each.moment, f"{each.challenge.first}") for _, each in self.said.sent if isinstance(each, ChallengePost)
        ]


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def test_it_keeps_its_hour_when_the_clock_changes(db: Engine) -> None:
    """Summer time begins on Sunday 28 March; Monday the 29th is Easter Monday."""
    life = Life(db, at(3, 19, 12))
    name = planned(db, life.team, date(2027, 3, 22), date(2027, 4, 2), life.now)
    for number in range(3):
        assert isinstance(take_up.join(db, person(number), name, RULES.holidays, life.now), Challenge)
    life.until(at(4, 5, 23))
    # Fridays of these two weeks: the 26th is Good Friday (a working day here) and the shared rating takes its place.
    rated = {"03-26", "04-02"}
    days = ["03-22", "03-23", "03-24", "03-25", "03-26", "03-30", "03-31", "04-01", "04-02"]
    got = {each[:5] for each in life.days(0)}
    assert got <= set(days)
    assert set(days) - got <= rated
    assert "03-29" not in got
    assert all(each.endswith("09:30") for each in life.days(0))
    assert life.days(4) == []
    assert [moment for moment, _ in life.posts()] == [Moment.START, Moment.HALFWAY, Moment.CLOSING]


def test_who_joins_halfway_begins_then_and_who_leaves_stops(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 29), life.now)
    take_up.join(db, person(0), name, RULES.holidays, life.now)
    life.until(at(1, 20, 12))
    take_up.join(db, person(1), name, RULES.holidays, life.now)
    take_up.leave(db, person(0), name, RULES.holidays, life.now)
    enrol.stop(db, person(2), life.now)
    assert take_up.join(db, person(2), name, RULES.holidays, life.now) is take_up.Refusal.NOT_TAKING_PART
    life.until(at(1, 30, 12))
    assert [each[:5] for each in life.days(0)] == ["01-18", "01-19", "01-20"]
    assert life.days(1)[0].startswith("01-21")
    assert take_up.join(db, person(3), name, RULES.holidays, life.now) is take_up.Refusal.OVER


@pytest.mark.parametrize(
    ("rhythm", "pace", "expected"),
    [(Rhythm.ONCE, 5, 1), (Rhythm.WEEKLY, 5, 2), (Rhythm.DAILY, 1, 1), (Rhythm.ONCE, 1, 1)],
)
def test_steps_come_in_ones_own_pace(db: Engine, rhythm: Rhythm, pace: int, expected: int) -> None:
    life = Life(db, at(1, 15, 12))  # weeks 3 and 4: of the first, the question is a rating, so the last day is for that
    _set_pace(db, person(0), pace)
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 29), life.now, rhythm)
    take_up.join(db, person(0), name, RULES.holidays, life.now)
    life.until(at(2, 5, 18))
    assert len(life.days(0)) == expected
    assert len(life.days(0, CLOSING)) == 1


def test_a_follow_up_that_is_due_goes_first(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), life.now)
    take_up.join(db, person(0), name, RULES.holidays, life.now)
    commit.make(db, person(0), Plan("ik bel", "luister ik", date(2027, 1, 18)), RULES.holidays, life.now)
    life.until(at(1, 23))
    days = [each[:5] for each in life.days(0)]
    assert "01-19" not in days
    assert {"01-18", "01-20", "01-21"} <= set(days)


def test_one_message_a_day_also_in_a_challenge(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 29), life.now)
    for number in range(6):
        take_up.join(db, person(number), name, RULES.holidays, life.now)
    life.until(at(2, 6))
    per_day = [(to, moment.astimezone(AMSTERDAM).date()) for to, moment, _ in life.steps]
    assert len(per_day) == len(set(per_day))


@pytest.mark.parametrize(("yes", "high"), [(6, True), (1, False)])
def test_the_result_is_one_label_of_the_whole_roster(db: Engine, yes: int, high: bool) -> None:
    """The draw takes the lowest threshold, ceil(n / 2) - 1 = 2 of 6."""
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), life.now)
    for number in range(6):
        take_up.join(db, person(number), name, RULES.holidays, life.now)
    life.until(at(1, 29, 18))
    asked = [(to, each) for to, each in life.said.nudges() if each.prompt.id.startswith(CLOSING)]
    assert sorted(to.key for to, _ in asked) == [person(number).key for number in range(6)]
    for index, (to, nudge) in enumerate(asked):
        answer = "choice:1" if index < yes else "choice:2"
        assert isinstance(give_answer(db, RULES, to, nudge.nudge_id, answer, life.now), reply.Received)
        assert isinstance(give_answer(db, RULES, to, nudge.nudge_id, answer, life.now), reply.Received)
    life.until(at(2, 2, 11))
    report = life.said.reports()[-1]
    assert report.challenge == (WORDS.name, high)


def test_a_second_result_within_four_weeks_is_not_drawn(db: Engine) -> None:
    """R9 holds for challenges together: two results of one cell lie at least four weeks apart."""
    life = Life(db, at(1, 15, 12))
    for first in (date(2027, 1, 18), date(2027, 2, 1)):
        name = planned(db, life.team, first, first + timedelta(days=4), life.now)
        for number in range(6):
            take_up.join(db, person(number), name, RULES.holidays, life.now)
        life.until(datetime.combine(first + timedelta(days=11), time(18), AMSTERDAM))
        for to, nudge in life.said.nudges():
            if nudge.prompt.id == CLOSING + name:
                give_answer(db, RULES, to, nudge.nudge_id, "choice:0", life.now)
    life.until(at(2, 16, 11))
    shown = [report.challenge for report in life.said.reports() if report.challenge]
    assert [high for _, high in shown] == [True, False]


def test_a_small_team_and_a_silent_one_read_the_same(db: Engine) -> None:
    life = Life(db, at(1, 15, 12), people=4)
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), life.now)
    for number in range(4):
        take_up.join(db, person(number), name, RULES.holidays, life.now)
    life.until(at(1, 29, 18))
    for to, nudge in life.said.nudges():
        if nudge.prompt.id.startswith(CLOSING):
            give_answer(db, RULES, to, nudge.nudge_id, "choice:0", life.now)
    life.until(at(2, 2, 11))
    assert life.said.reports()[-1].challenge == (WORDS.name, False)


def test_cancelled_halfway_nothing_of_it_comes(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 29), life.now)
    take_up.join(db, person(0), name, RULES.holidays, life.now)
    life.until(at(1, 20, 12))
    assert isinstance(challenge.cancel(db, COACH, name, RULES.holidays, life.now), Challenge)
    assert challenge.cancel(db, COACH, name, RULES.holidays, life.now) is challenge.Refusal.OVER
    life.until(at(2, 6))
    assert [each[:5] for each in life.days(0)] == ["01-18", "01-19", "01-20"]
    assert life.days(0, CLOSING) == []
    assert [moment for moment, _ in life.posts()] == [Moment.START]
    with db.begin() as conn:
        acts = [entry.act for entry in audit.latest(conn, 50)]
    assert "challenge_planned" in acts
    assert "challenge_cancelled" in acts


def test_two_at_once_are_refused(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), life.now)
    wishes = Wishes(WORDS, Theme.OPENHEID, Rhythm.DAILY, date(2027, 1, 27), date(2027, 2, 2), (life.team,))
    kept = challenge.keep(db, COACH, None, wishes, RULES.holidays, life.now)  # a draft may be anything
    assert isinstance(kept, Challenge)
    assert challenge.plan(db, COACH, kept.id.hex(), RULES.holidays, life.now) is challenge.Refusal.BUSY
    later = replace(wishes, first=date(2027, 2, 1), last=date(2027, 2, 5))
    assert isinstance(challenge.keep(db, COACH, kept.id.hex(), later, RULES.holidays, life.now), Challenge)
    assert isinstance(challenge.plan(db, COACH, kept.id.hex(), RULES.holidays, life.now), Challenge)


def test_after_its_start_it_stays_as_it_is(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), life.now)
    life.until(at(1, 18, 12))
    wishes = Wishes(WORDS, Theme.OPENHEID, Rhythm.DAILY, date(2027, 1, 25), date(2027, 1, 29), (life.team,))
    assert challenge.keep(db, COACH, name, wishes, RULES.holidays, life.now) is Fault.STARTED


def test_who_joined_is_kept_from_everybody_and_forgotten(db: Engine) -> None:
    life = Life(db, at(1, 15, 12))
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), life.now)
    take_up.join(db, person(0), name, RULES.holidays, life.now)
    with db.begin() as conn:
        assert len(challenges.joiners(conn, bytes.fromhex(name))) == 1
    assert [each.joined for each in take_up.open_to(db, person(0), life.now)] == [True]
    assert [each.joined for each in take_up.open_to(db, person(1), life.now)] == [False]
    erase.erase(db, person(0), life.now)
    with db.begin() as conn:
        assert challenges.joiners(conn, bytes.fromhex(name)) == []


def _set_pace(db: Engine, who: Address, pace: int) -> None:
    member = enrol.find(db, who)
    assert member is not None
    with db.begin() as conn:
        members.set_preferences(conn, replace(member, rhythm=replace(member.rhythm, pace=pace)))
