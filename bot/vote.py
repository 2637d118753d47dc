"""Vote: brings somebody's one ballot of the week in line with what they answered (disclosure-policy R5)."""

from sqlalchemy import Connection

from bot import pool
from bot.core import answers
from bot.core.members import Member
from bot.core.orders import ORDER
from bot.core.periods import Period, Question
from bot.core.prompts import CHALLENGE, Library, Prompt
from storage import ballots, journal, periods, rosters


def vote(conn: Connection, library: Library, member: Member, period: Period, prompt: Prompt, answer: str) -> None:
    """Weighs the answer that was just kept, with the others of the week."""
    question = period.question
    cell = rosters.cell_of(conn, str(period), member.id)
    if cell is None:
        return
    # One yes is enough, whatever the rest of the week said.
    value = answers.positive(question, prompt, answer) or _of_week(conn, library, member, period)
    if value is None:
        ballots.withdraw(conn, str(period), question, member.id)
    else:
        ballots.cast(conn, str(period), question, cell, member.id, value)


def conclude(conn: Connection, member: Member, period: Period, answer: str) -> None:
    """The one ballot about a challenge: whether somebody did something with it (R2, R5)."""
    cell = rosters.cell_of(conn, str(period), member.id)
    if cell is None:
        return
    if answer in answers.SET_ASIDE:
        ballots.withdraw(conn, str(period), CHALLENGE, member.id)
    else:
        ballots.cast(conn, str(period), CHALLENGE, cell, member.id, answers.did_something(answer))


def withdraw_all(conn: Connection, person_id: bytes) -> None:
    """Takes back every ballot that still exists; frozen labels stay as they are (S3, R10)."""
    for period in periods.with_ballots(conn):
        for question in (*Question, CHALLENGE, ORDER):
            ballots.withdraw(conn, period, question, person_id)


def _of_week(conn: Connection, library: Library, member: Member, period: Period) -> bool | None:
    """The one value of all they answered that week; what is not about its question says nothing."""
    said = [(pool.find(conn, library, id), answer) for id, answer in journal.of_days(conn, member.id, period.days)]
    return answers.together(answers.positive(period.question, prompt, answer) for prompt, answer in said if prompt)
