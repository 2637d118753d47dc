"""Vote: brings somebody's one ballot of the week in line with what they answered (disclosure-policy R5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from bot import pool
from bot.core import answers, challenges
from bot.core.orders import ORDER
from bot.core.periods import Period, Question
from bot.core.prompts import CHALLENGE, Library, Prompt
from storage import ballots, journal, periods
from storage.ballots import Ballot
from storage.replies import Answerable

OfWeek = dict[tuple[bytes, str], bool | None]
"""What somebody's whole week says to its question: by person, and the week's code."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer to be kept, with all that is known of its nudge."""

    asked: Answerable
    prompt: Prompt
    answer: str = field(repr=False)
    at: datetime


def vote_each(conn: Connection, library: Library, kept: Sequence[Kept]) -> None:
    """Weighs answers, kept already or about to be, each with the others of its week. Of two by the same person the
    later one counts."""
    voters = [(each, each.asked.booth) for each in kept if each.asked.booth]
    no = [each for each, _ in voters if _is_about(each) and not _positive(each)]
    of_week = _of_weeks(conn, library, no)
    values = {
        (booth, question, each.asked.member.id): value
        for each, booth in voters
        for question, value in _says(each, of_week)
    }
    ballots.cast_each(conn, [Ballot(*whose, value) for whose, value in values.items() if value is not None])
    for (booth, question, person_id), value in values.items():
        if value is None:
            ballots.withdraw(conn, booth.period, question, person_id)


def withdraw_all(conn: Connection, person_id: bytes) -> None:
    """Takes back every ballot that still exists; frozen labels stay as they are (S3, R10)."""
    for period in periods.with_ballots(conn):
        for question in (*Question, CHALLENGE, ORDER):
            ballots.withdraw(conn, period, question, person_id)


def _says(kept: Kept, of_week: OfWeek) -> Iterator[tuple[str, bool | None]]:
    """The questions that this answer changes somebody's ballot on, with its new value."""
    if _is_about(kept):
        # One yes is enough, whatever the rest of the week said.
        said = _positive(kept)
        value = said or answers.together((said, of_week[kept.asked.member.id, kept.asked.nudge.period]))
        yield _period(kept).question, value
    if challenges.ends(kept.prompt.id):  # whether somebody did something with it (R2)
        yield CHALLENGE, None if kept.answer in answers.SET_ASIDE else answers.did_something(kept.answer)


def _of_weeks(conn: Connection, library: Library, kept: Sequence[Kept]) -> OfWeek:
    """The one value of all they answered that week; what is not about its question says nothing."""
    of_week: OfWeek = {}
    for code, theirs in groupby(sorted(kept, key=_code), key=_code):
        period = Period.parse(code)
        authors = {each.asked.member.id: each.asked.key for each in theirs}
        for person_id, said in journal.of_days(conn, authors, period.days).items():
            found = [(pool.find(conn, library, id), answer) for id, answer in said]
            values = (answers.positive(period.question, prompt, answer) for prompt, answer in found if prompt)
            of_week[person_id, code] = answers.together(values)
    return of_week


def _code(kept: Kept) -> str:
    return kept.asked.nudge.period


def _period(kept: Kept) -> Period:
    return Period.parse(kept.asked.nudge.period)


def _is_about(kept: Kept) -> bool:
    return answers.is_about(_period(kept).question, kept.prompt)


def _positive(kept: Kept) -> bool | None:
    return answers.positive(_period(kept).question, kept.prompt, kept.answer)
