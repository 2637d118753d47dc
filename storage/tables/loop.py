"""The daily loop: weeks, nudges, answers, labels, and every message that goes out."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from storage.columns import UtcDateTime
from storage.tables.base import Id, metadata

periods = Table(
    "periods",
    metadata,
    Column("period", String(8), primary_key=True),  # "2026-W49"
    Column("frozen_at", UtcDateTime),
)

team_cells = Table(
    "team_cells",  # which cell a team counts in, this period (R7)
    metadata,
    Column("period", String(8), ForeignKey("periods.period"), primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Column("cell", String(100)),
)

rosters = Table(
    "rosters",  # who takes part, as of the start of the period (R6)
    metadata,
    Column("period", String(8), ForeignKey("periods.period"), primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("cell", String(100)),
    Index("ix_rosters_period_cell", "period", "cell"),
)

nudges = Table(
    "nudges",
    metadata,
    # Stays in here: it only joins. It rises in the order of planning, which day and turn tell too.
    Column("number", Integer, Identity(), primary_key=True),
    Column("nudge_id", Id, nullable=False, unique=True),
    Column("person_id", Id, nullable=False),
    Column("day", Date, nullable=False),  # the member's local day
    Column("period", String(8), nullable=False),
    Column("turn", SmallInteger, nullable=False),  # 0 came by itself, 1 was asked for after it
    Column("prompt_id", String(40), nullable=False),  # or "goodbye", which takes the day as well
    Column("about", Id),  # the commitment a follow-up comes back to
    UniqueConstraint("person_id", "day", "turn"),
    # All that planning wants to know of the past: the rows themselves lie scattered, one for each working day.
    Index("ix_nudges_asked", "person_id", "day", "turn", "prompt_id"),
)

journal = Table(
    "journal",  # own answers, for their author only (S2); whose each is follows from the nudge
    metadata,
    Column("number", ForeignKey("nudges.number"), primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

unclear = Table(
    "unclear",  # prompts that somebody did not understand: no person, no team, no number
    metadata,
    Column("month", String(7), primary_key=True),  # "2026-12"
    Column("prompt_id", String(40), primary_key=True),
)

shortages = Table(
    "shortages",  # kinds of prompts that were used up for somebody's day: no person, no team, no number
    metadata,
    Column("month", String(7), primary_key=True),  # "2026-12"
    Column("kind", String(12), primary_key=True),
)

reports = Table(
    "reports",  # frozen labels; a row never changes (R10)
    metadata,
    Column("period", String(8), primary_key=True),
    Column("cell", String(100), primary_key=True),
    Column("question", String(12), nullable=False),
    Column("label", String(4), nullable=False),
    Column("frozen_at", UtcDateTime, nullable=False),
)

_QUEUED = text("state = 'queued'")
deliveries = Table(
    "deliveries",  # every outgoing message
    metadata,
    Column("delivery_id", Id, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("rank", SmallInteger, nullable=False),  # who goes first
    Column("to_id", Id, ForeignKey("identities.id"), nullable=False),
    Column("subject", String(64), nullable=False),  # what it speaks of: a nudge id, a period, …
    Column("key", String(100), nullable=False, unique=True),  # the idempotency key
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("state", String(9), nullable=False),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("claimed_until", UtcDateTime),
    Column("tried_at", UtcDateTime),  # when it last went to the chat program
    Column("handle", String(40)),  # the chat program's name for the message, without the conversation
    Column("failure", String(60)),
    Index("ix_deliveries_next", "state", "rank", "due_at", "delivery_id"),
    Index("ix_deliveries_tried_at", "tried_at"),
    Index("ix_deliveries_to_id", "to_id"),  # who wants to be forgotten is
    # Of what is queued only; on PostgreSQL of all: to say it for that dialect too loads the whole of it for everybody.
    Index("ix_deliveries_expires_at", "state", "expires_at", sqlite_where=_QUEUED),
)
