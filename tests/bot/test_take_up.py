"""A challenge with somebody's own plan in it, from the first word to the result, on PostgreSQL.

A look a day. What the half hours in between bring has its tests on SQLite, where weeks go by several times as fast
(test_challenge, test_coming_back).
"""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from bot import commit, reply, take_up
from bot.core.challenges import CLOSING, STEP
from bot.core.commitments import Outcome, Plan
from bot.messages import Moment
from tests.bot.sample import AMSTERDAM, give_answer, person
from tests.bot.test_challenge import RULES, WORDS, Life, planned

ANNA, BRAM = person(0), person(1)
FRIDAY = datetime(2027, 1, 15, 12, tzinfo=AMSTERDAM)
LOOKS = [
    datetime(2027, month, day, hour, 35, tzinfo=AMSTERDAM)
    for month, day, hour in (
        *((1, 18, 10), (1, 19, 10), (1, 19, 16), (1, 20, 10), (1, 21, 10), (1, 22, 16)),  # the challenge
        *((1, 25, 10), (1, 26, 10)),  # the question afterwards
        *((2, 1, 10), (2, 2, 10)),  # the freeze, and the post
    )
]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_challenge_and_a_plan_from_the_first_word_to_the_result(db: Engine) -> None:
    life = Life(db, FRIDAY)
    name = planned(db, life.team, date(2027, 1, 18), date(2027, 1, 22), FRIDAY)
    for number in range(6):
        take_up.join(db, person(number), name, RULES.holidays, FRIDAY)
    take_up.leave(db, person(5), name, RULES.holidays, FRIDAY)
    commit.make(db, ANNA, Plan("ik bel", "luister ik", date(2027, 1, 18)), RULES.holidays, FRIDAY)
    for now in LOOKS:
        heard = len(life.said.nudges())
        life.clockwork.tick(now)
        for to, nudge in life.said.nudges()[heard:]:
            answer = "choice:0" if nudge.prompt.id.startswith(CLOSING) or nudge.about else "not_today"
            assert isinstance(give_answer(db, RULES, to, nudge.nudge_id, answer, now), reply.Received)
    steps = [to for to, nudge in life.said.nudges() if nudge.prompt.id.startswith(STEP)]
    assert {person(number) for number in range(5)} == set(steps)
    assert steps.count(ANNA) < steps.count(BRAM)  # her own plan took one of its days
    assert [to for to, nudge in life.said.nudges() if nudge.about] == [ANNA]
    assert [plan.outcome for plan in commit.mine(db, ANNA)] == [Outcome.DONE]
    assert [moment for moment, _ in life.posts()] == [Moment.START, Moment.HALFWAY, Moment.CLOSING]
    assert life.said.reports()[-1].challenge == (WORDS.name, True)
