"""Reports: labels, frozen once and never changed (disclosure-policy R10)."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, insert, select

from bot.core.disclosure import Label
from bot.core.periods import Period
from storage import remove
from storage.engine import keys_of
from storage.tables import reports, results, rosters, team_cells


@dataclass(frozen=True, slots=True)
class Report:
    period: str
    cell: str
    question: str
    label: str
    frozen_at: datetime


def keep(conn: Connection, report: Report) -> None:
    conn.execute(insert(reports).values(**asdict(report)))


def label_of(conn: Connection, period: str, cell: str) -> str | None:
    query = select(reports.c.label).where(reports.c.period == period, reports.c.cell == cell)
    return conn.execute(query).scalar_one_or_none()


def high_weeks(conn: Connection, team_id: bytes, first: str, last: str) -> list[str]:
    """The weeks from `first` to `last` in which the cell this team was in had HIGH, the oldest first."""
    theirs = (team_cells.c.period == reports.c.period) & (team_cells.c.cell == reports.c.cell)
    query = (
        select(reports.c.period)
        .join(team_cells, theirs)
        .where(
            team_cells.c.team_id == team_id,
            reports.c.label == Label.HIGH,
            reports.c.period.between(first, last),
        )
    )
    return list(conn.execute(query.order_by(reports.c.period)).scalars())


def expire(conn: Connection, before: datetime, most: int) -> int:
    """Some of those frozen before that moment; their weeks were over by then, and to the weeks an index leads."""
    old = (reports.c.period < str(Period.of(before))) & (reports.c.frozen_at < before)
    return remove.at_most(conn, most, reports, old)


def labels_of(conn: Connection, period: str) -> list[str]:
    return list(conn.execute(select(reports.c.label).where(reports.c.period == period)).scalars())


def is_too_soon(conn: Connection, period: str, cell: str, question: str, recent: Sequence[str]) -> bool:
    """Whether anybody who counts in that cell was spoken of in a recent label about that question (R9).

    By person, not by cell: teams change cells, and people teams.
    """
    now, then = rosters.alias("now"), rosters.alias("then")
    label = and_(reports.c.period == then.c.period, reports.c.cell == then.c.cell, reports.c.question == question)
    query = (
        select(then.c.person_id)
        .join(now, now.c.person_id == then.c.person_id)
        .join(reports, label)
        .where(now.c.period == period, now.c.cell == cell, then.c.period.in_(recent))
    )
    return conn.execute(query.limit(1)).first() is not None


def digest(conn: Connection, period: str) -> str:
    """Covers every label of that period, those of challenges too; keyed, so that it tells nobody what they are.

    It stands in the audit log from the freeze on: a label that was changed, added or taken out shows.
    """
    labels = [
        [row.cell, row.question, row.label]
        for row in conn.execute(select(reports).where(reports.c.period == period).order_by(reports.c.cell))
    ]
    labels += [
        [row.cell, row.challenge_id.hex(), row.label]
        for row in conn.execute(
            select(results).where(results.c.period == period).order_by(results.c.cell, results.c.challenge_id)
        )
    ]
    return hmac.digest(keys_of(conn).lookup, json.dumps(["labels", period, *labels]).encode(), "sha256").hex()
