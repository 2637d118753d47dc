"""Vote: brings somebody's one ballot of the week in line with what they answered (disclosure-policy R5)."""

from sqlalchemy import Connection

from bot import report
from bot.core import answers
from bot.core.members import Member
from bot.core.periods import Period, Question
from bot.core.prompts import CHALLENGE, Prompt
from storage import ballots, journal, nudges, periods, rosters


def vote(conn: Connection, member: Member, period: Period, about: dict[str, Prompt]) -> None:
    """`about` holds, by id, the prompts that say something about the week's question."""
    question = period.question
    cell = rosters.cell_of(conn, str(period), member.id)
    if cell is None:
        return
    asked = {n.nudge_id: about[n.prompt_id] for n in nudges.of_period(conn, member.id, str(period), about)}
    said = journal.read(conn, member.id, list(asked))
    value = answers.together(answers.positive(question, asked[id], answer) for id, answer in said.items())
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
        for question in (*Question, CHALLENGE):
            ballots.withdraw(conn, period, question, person_id)


def is_about_the_week(prompt: Prompt, period: Period) -> bool:
    return report.is_about(prompt, period.question)
