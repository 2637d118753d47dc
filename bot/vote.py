"""Vote: brings somebody's one ballot of the week in line with what they answered (disclosure-policy R5)."""

from sqlalchemy import Connection

from bot import pool
from bot.core import answers
from bot.core.orders import ORDER
from bot.core.periods import Period, Question
from bot.core.prompts import CHALLENGE, Library, Prompt
from storage import ballots, journal, periods
from storage.ballots import Booth
from storage.replies import Answerable


def vote(conn: Connection, library: Library, asked: Answerable, prompt: Prompt, answer: str) -> None:
    """Weighs an answer, kept already or about to be, with the others of the week."""
    if asked.booth is None:
        return
    period = Period.parse(asked.nudge.period)
    # One yes is enough, whatever the rest of the week said.
    said = answers.positive(period.question, prompt, answer)
    value = said or answers.together((said, _of_week(conn, library, asked, period)))
    _bring_in_line(conn, asked.booth, period.question, asked.member.id, value)


def conclude(conn: Connection, asked: Answerable, answer: str) -> None:
    """The one ballot about a challenge: whether somebody did something with it (R2, R5)."""
    if asked.booth is None:
        return
    value = None if answer in answers.SET_ASIDE else answers.did_something(answer)
    _bring_in_line(conn, asked.booth, CHALLENGE, asked.member.id, value)


def withdraw_all(conn: Connection, person_id: bytes) -> None:
    """Takes back every ballot that still exists; frozen labels stay as they are (S3, R10)."""
    for period in periods.with_ballots(conn):
        for question in (*Question, CHALLENGE, ORDER):
            ballots.withdraw(conn, period, question, person_id)


def _bring_in_line(conn: Connection, booth: Booth, question: str, person_id: bytes, value: bool | None) -> None:
    if value is None:
        ballots.withdraw(conn, booth.period, question, person_id)
    else:
        ballots.cast(conn, booth, question, person_id, value)


def _of_week(conn: Connection, library: Library, asked: Answerable, period: Period) -> bool | None:
    """The one value of all they answered that week; what is not about its question says nothing."""
    kept = journal.of_days(conn, asked.key, asked.member.id, period.days)
    said = [(pool.find(conn, library, id), answer) for id, answer in kept]
    return answers.together(answers.positive(period.question, prompt, answer) for prompt, answer in said if prompt)
