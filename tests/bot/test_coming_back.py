"""What comes back: follow-ups, habits, snoozed nudges, and the silence that ends in a goodbye."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import commit, enrol, fetch, hear, look, nudge, reply, snooze, steer
from bot.core import silence
from bot.core.commitments import Commitment, Outcome, Plan
from bot.core.members import Absence, Standing
from bot.core.prompts import Asks
from bot.core.snoozing import Snooze
from bot.deliver import Sender
from bot.messages import Goodbye, Nudge, Reaction, Reply
from bot.scheduler import Clockwork
from storage import members, nudges
from tests.bot.fake import FakeMessenger
from tests.bot.sample import MONDAY, by_day, found_team, give_answer, pack, person, rules, team_of
from tests.bot.test_broadcast import plan as to_everybody

ANNA = person(0)
RULES = rules(per_kind=40)
THURSDAY = MONDAY + timedelta(days=3)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One kind of database: weeks go by here, and what PostgreSQL does otherwise has its tests elsewhere."""
    return f"sqlite:///{tmp_path}/zetje.db"


@pytest.fixture
def said() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def clockwork(db: Engine, said: FakeMessenger) -> Clockwork:
    found_team(db, 1)
    return Clockwork(db, RULES, Sender(db, said, pack(40), RULES.holidays))


def live(clockwork: Clockwork, start: datetime, days: float) -> None:
    clockwork.tick(start)
    for moment in by_day(start, start + timedelta(days=days), timedelta(hours=1)):
        clockwork.tick(moment)


def made(db: Engine, plan: Plan, now: datetime = MONDAY) -> Commitment:
    found = commit.make(db, ANNA, plan, RULES.holidays, now)
    assert isinstance(found, Commitment)
    return found


def follow_ups(said: FakeMessenger) -> Sequence[Nudge]:
    return [message for _, message in said.nudges() if message.about]


def test_the_first_weeks_ask_whether_it_suits_and_how_often(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    for day in range(14):
        live(clockwork, MONDAY + timedelta(days=day), 0.6)
        for to, asked in said.nudges()[-1:]:
            answer = "choice:1" if asked.prompt.asks else "not_today"
            give_answer(db, RULES, to, asked.nudge_id, answer, MONDAY + timedelta(days=day, hours=14))
    places = {each.prompt.asks: number for number, (_, each) in enumerate(said.nudges()) if each.prompt.asks}
    assert places == {Asks.FITS: 2, Asks.PACE: 5}
    member = enrol.find(db, ANNA)
    assert member is not None
    assert member.rhythm.pace == 3


def test_a_plan_comes_back_once_on_the_first_own_day_after_its_date(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    made(db, Plan("ik vastzit", "vraag ik hulp", date(2026, 12, 1)))
    steer.be_away(db, ANNA, Absence(date(2026, 12, 2), date(2026, 12, 2)), RULES.holidays, MONDAY)
    live(clockwork, MONDAY, 9)
    [asked] = follow_ups(said)
    assert asked.about == Plan("ik vastzit", "vraag ik hulp", date(2026, 12, 1))
    with db.begin() as conn:
        found = nudges.get(conn, bytes.fromhex(asked.nudge_id))
    assert found is not None
    assert found.day == date(2026, 12, 3)  # away on the Wednesday


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("choice:0", Outcome.DONE), ("choice:1", Outcome.PARTLY), ("choice:2", None), ("choice:3", Outcome.DROPPED)],
)
def test_every_answer_to_a_follow_up_does_what_it_says(
    db: Engine, clockwork: Clockwork, said: FakeMessenger, answer: str, outcome: Outcome | None
) -> None:
    made(db, Plan("ik vastzit", "vraag ik hulp", date(2026, 12, 1)))
    live(clockwork, MONDAY, 4)
    [asked] = follow_ups(said)
    late = MONDAY + timedelta(days=20)  # a follow-up never closes: it concerns nobody else
    assert isinstance(give_answer(db, RULES, ANNA, asked.nudge_id, answer, late), reply.Received)
    [plan] = commit.mine(db, ANNA)
    assert plan.outcome is outcome
    assert plan.is_open is (outcome is None)


def test_a_plan_moved_after_its_follow_up_gets_another_one(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    plan = made(db, Plan("ik vastzit", "vraag ik hulp", date(2026, 12, 1)))
    live(clockwork, MONDAY, 4)
    smaller = Plan("ik vastzit", "vraag ik één ding", date(2026, 12, 8))
    commit.change(db, ANNA, plan.id.hex(), smaller, RULES.holidays, MONDAY + timedelta(days=4))
    live(clockwork, MONDAY + timedelta(days=4, hours=1), 10)
    assert [asked.about for asked in follow_ups(said)] == [plan.plan, smaller]


def test_what_was_done_before_its_date_is_not_asked_about(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    plan = made(db, Plan("ik vastzit", "vraag ik hulp", date(2026, 12, 1)))
    commit.settle(db, ANNA, plan.id.hex(), Outcome.DONE, RULES.holidays, MONDAY)
    live(clockwork, MONDAY, 9)
    assert follow_ups(said) == []


def test_a_habit_is_asked_about_in_its_rhythm(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    made(db, Plan("ik opsta", "drink ik water", date(2026, 12, 1), habit=True))
    live(clockwork, MONDAY, 12)
    asked = follow_ups(said)
    for each in asked:
        give_answer(db, RULES, ANNA, each.nudge_id, "choice:1", MONDAY + timedelta(days=12))
    assert [each.prompt.asks for each in asked][:3] == [Asks.EASE, Asks.HABIT, Asks.HABIT]
    [habit] = commit.mine(db, ANNA)
    assert habit.is_open  # "not yet" changes nothing


def test_a_nudge_comes_back_after_an_hour_unless_it_was_answered(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    clockwork.tick(MONDAY)
    [(_, first)] = said.nudges()
    put_off = snooze.put_off(db, RULES, ANNA, first.nudge_id, Snooze.HOUR, MONDAY)
    assert isinstance(put_off, snooze.PutOff)
    clockwork.tick(MONDAY + timedelta(minutes=59))
    assert len(said.nudges()) == 1
    clockwork.tick(MONDAY + timedelta(minutes=61))
    assert [each.nudge_id for _, each in said.nudges()] == [first.nudge_id] * 2
    snooze.put_off(db, RULES, ANNA, first.nudge_id, Snooze.LUNCH, MONDAY + timedelta(minutes=62))
    give_answer(db, RULES, ANNA, first.nudge_id, "done", MONDAY + timedelta(minutes=63))
    live(clockwork, MONDAY + timedelta(minutes=64), 0.4)
    assert len(said.nudges()) == 2


@pytest.mark.parametrize("later", [Snooze.HOUR, Snooze.LUNCH])
def test_who_put_it_off_and_asks_for_one_now_gets_that_one(
    db: Engine, clockwork: Clockwork, said: FakeMessenger, later: Snooze
) -> None:
    clockwork.tick(MONDAY)
    [(_, first)] = said.nudges()
    snooze.put_off(db, RULES, ANNA, first.nudge_id, later, MONDAY)
    sooner = MONDAY + timedelta(minutes=5)
    assert isinstance(fetch.one(db, RULES, ANNA, sooner), fetch.OnItsWay)
    live(clockwork, sooner, 0.4)
    assert [each.nudge_id for _, each in said.nudges()] == [first.nudge_id] * 2
    assert fetch.one(db, RULES, ANNA, MONDAY + timedelta(hours=6)) is fetch.NotNow.STILL_OPEN


def test_what_was_put_off_until_tomorrow_leaves_today_for_another_and_comes_early_when_asked_for(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    clockwork.tick(MONDAY)
    [(_, first)] = said.nudges()
    snooze.put_off(db, RULES, ANNA, first.nudge_id, Snooze.TOMORROW, MONDAY)
    soon = MONDAY + timedelta(minutes=1)
    assert isinstance(fetch.one(db, RULES, ANNA, soon), fetch.OnItsWay)
    clockwork.tick(soon)
    at_six = MONDAY + timedelta(hours=20, minutes=45)
    assert isinstance(fetch.one(db, RULES, ANNA, at_six), fetch.OnItsWay)
    clockwork.tick(at_six)
    prompts = [each.prompt.id for _, each in said.nudges()]
    assert prompts[0] == prompts[2] == first.prompt.id != prompts[1]
    live(clockwork, at_six, 0.4)
    assert len(said.nudges()) == 3


def test_what_was_put_off_can_be_answered_by_typing_too(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    labels = {"later": "later", "gedaan": "done"}
    clockwork.tick(MONDAY)
    hear.take_words(db, RULES, ANNA, "Later", "D1:1", labels, MONDAY)
    clockwork.tick(MONDAY + timedelta(minutes=1))
    back = MONDAY + timedelta(minutes=61)
    clockwork.tick(back)
    assert len(said.nudges()) == 2
    for number in range(2, 4):
        hear.take_words(db, RULES, ANNA, "Gedaan", f"D1:{number}", labels, back)
        clockwork.tick(back + timedelta(minutes=number))
    reactions = [message.reaction for _, message in said.sent if isinstance(message, Reply)]
    assert reactions == [Reaction.PUT_OFF, Reaction.RECEIVED_HINT, Reaction.NOTHING_OPEN]


def test_tomorrow_takes_the_place_of_tomorrows_own(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    clockwork.tick(MONDAY)
    [(_, first)] = said.nudges()
    snooze.put_off(db, RULES, ANNA, first.nudge_id, Snooze.TOMORROW, MONDAY)
    live(clockwork, MONDAY + timedelta(hours=12), 1)
    assert [each.prompt.id for _, each in said.nudges()] == [first.prompt.id] * 2


def test_tomorrow_is_the_day_after_when_a_message_to_everybody_has_taken_it(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    clockwork.tick(MONDAY)
    [(_, first)] = said.nudges()
    to_everybody(db, team_of(db))
    clockwork.tick(MONDAY + timedelta(hours=13))  # it is Tuesday somewhere, and it has its row
    evening = MONDAY + timedelta(hours=14)
    put_off = snooze.put_off(db, RULES, ANNA, first.nudge_id, Snooze.TOMORROW, evening)
    assert isinstance(put_off, snooze.PutOff)
    assert put_off.at == MONDAY + timedelta(days=2)
    live(clockwork, evening, 2)
    assert [each.prompt.id for _, each in said.nudges()] == [first.prompt.id] * 2


def test_an_answer_is_not_lost_by_a_late_click_on_later(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    clockwork.tick(MONDAY)
    [(_, first)] = said.nudges()
    give_answer(db, RULES, ANNA, first.nudge_id, "done", MONDAY)
    refused = snooze.put_off(db, RULES, ANNA, first.nudge_id, Snooze.HOUR, MONDAY)
    assert refused is reply.Refusal.ANSWERED


def test_ten_in_silence_and_the_bot_says_goodbye_once(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    live(clockwork, MONDAY, 60)
    assert [type(message) for _, message in said.sent].count(Goodbye) == 1
    assert isinstance([message for to, message in said.sent if to == ANNA][-1], Goodbye)
    assert len(said.nudges()) == 10
    member = enrol.find(db, ANNA)
    assert member is not None
    assert member.standing is Standing.STOPPED


def test_what_home_foretells_for_tomorrow_comes_also_when_silence_slows_it_down(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    """Three a week; the third message without an answer comes on a Monday, after the next moment was set."""
    member = enrol.find(db, ANNA)
    assert member
    with db.begin() as conn:
        members.set_preferences(conn, replace(member, rhythm=replace(member.rhythm, pace=3)))
    live(clockwork, MONDAY, 0.5)
    give_answer(db, RULES, ANNA, said.nudges()[0][1].nudge_id, "not_today", MONDAY + timedelta(hours=1))
    for number in range(12):
        evening = MONDAY + timedelta(days=number, hours=11)
        page, before = look.over(db, RULES, ANNA, evening), len(said.nudges())
        assert page
        foretold = [day.at for day in page.week if day.day == (evening + timedelta(days=1)).date()]
        live(clockwork, evening, 1)
        assert not foretold or (len(said.nudges()) > before) == bool(foretold[0])
    member = enrol.find(db, ANNA)
    assert member
    assert member.unanswered >= silence.ONE_STEP


def test_hello_brings_it_back(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    live(clockwork, MONDAY, 60)
    before, now = len(said.nudges()), MONDAY + timedelta(days=63)
    hear.take_words(db, RULES, ANNA, "Hallo!", "D1:1", {}, now)
    live(clockwork, now, 3)
    assert len(said.nudges()) > before


def test_one_answer_restores_the_chosen_pace(db: Engine, clockwork: Clockwork, said: FakeMessenger) -> None:
    live(clockwork, MONDAY, 12)  # nothing is answered: it has slowed down by now
    member = enrol.find(db, ANNA)
    assert member is not None
    assert member.unanswered >= 3
    _, last = said.nudges()[-1]
    give_answer(db, RULES, ANNA, last.nudge_id, "not_today", MONDAY + timedelta(days=12))
    before = len(said.nudges())
    for day in range(14, 19):
        live(clockwork, MONDAY + timedelta(days=day, hours=-2), 0.5)
        for _, each in said.nudges():
            give_answer(db, RULES, ANNA, each.nudge_id, "not_today", MONDAY + timedelta(days=day, hours=10))
    assert len(said.nudges()) - before == 5


def test_nothing_comes_while_away_and_it_begins_again_by_itself(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    steer.be_away(db, ANNA, Absence(date(2026, 11, 30), date(2026, 12, 2)), RULES.holidays, MONDAY - timedelta(days=1))
    live(clockwork, MONDAY - timedelta(hours=2), 2.5)
    assert said.nudges() == []
    live(clockwork, THURSDAY - timedelta(hours=2), 0.5)
    assert len(said.nudges()) == 1


def test_what_was_queued_before_an_absence_does_not_go_out(
    db: Engine, clockwork: Clockwork, said: FakeMessenger
) -> None:
    said.trouble = lambda _: None
    nudge.plan_due(db, RULES, MONDAY, 1)
    steer.be_away(db, ANNA, Absence(date(2026, 11, 30), date(2026, 12, 1)), RULES.holidays, MONDAY)
    clockwork.tick(MONDAY + timedelta(minutes=1))
    assert said.nudges() == []
