"""What people make themselves, alone and together: commitments, recipes, challenges, messages, agreements."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
)

from storage.columns import UtcDateTime
from storage.tables.base import Id, metadata

team_themes = Table(
    "team_themes",  # weeks in which a team has another theme than the cycle gives
    metadata,
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Column("period", String(8), primary_key=True),
    Column("theme", String(20), nullable=False),
)

commitments = Table(
    "commitments",  # if-then plans, for their author only (S2): all but the day to come back to is sealed
    metadata,
    Column("commitment_id", Id, primary_key=True),
    Column("person_id", Id, nullable=False, index=True),
    Column("check_on", Date),
    Column("sealed", LargeBinary, nullable=False),
)

proposals = Table(
    "proposals",  # what a team writes itself; the author only where they ticked their name (R14)
    metadata,
    Column("proposal_id", Id, primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), nullable=False, index=True),
    Column("author_id", Id),
    Column("kind", String(12), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the text
    Column("state", String(8), nullable=False),
    Column("decided", Date),
)

readers = Table(
    "readers",  # who said that the A4 is clear to them; gone once the team starts
    metadata,
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
    Column("role", String(16), nullable=False),
)

retellings = Table(
    "retellings",  # the A4 in one sentence of somebody's own, without who said it; gone once the team starts
    metadata,
    Column("retelling_id", Id, primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

challenges = Table(
    "challenges",
    metadata,
    Column("challenge_id", Id, primary_key=True),
    Column("state", String(9), nullable=False),
    Column("theme", String(20), nullable=False),
    Column("rhythm", String(6), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # what it is called and what it says
)

challenge_teams = Table(
    "challenge_teams",
    metadata,
    Column("challenge_id", Id, ForeignKey("challenges.challenge_id"), primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Index("ix_challenge_teams_team_id", "team_id"),
)

challengers = Table(
    "challengers",  # who joined; nobody but themselves can see it (R16)
    metadata,
    Column("challenge_id", Id, ForeignKey("challenges.challenge_id"), primary_key=True),
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
    Index("ix_challengers_person_id", "person_id"),
)

results = Table(
    "results",  # frozen labels of challenges; a row never changes (R10)
    metadata,
    Column("challenge_id", Id, primary_key=True),
    Column("cell", String(100), primary_key=True),
    Column("period", String(8), nullable=False, index=True),
    Column("label", String(4), nullable=False),
    Column("frozen_at", UtcDateTime, nullable=False),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("broadcast_id", Id, primary_key=True),
    Column("state", String(9), nullable=False),
    Column("to_members", Boolean, nullable=False),  # by direct message; else into the channels
    Column("day", Date, nullable=False),
    Column("at", String(5), nullable=False),  # local wall-clock time of who receives it
    Column("sealed", LargeBinary, nullable=False),  # the words
)

broadcast_teams = Table(
    "broadcast_teams",
    metadata,
    Column("broadcast_id", Id, ForeignKey("broadcasts.broadcast_id"), primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
)

agreements = Table(
    "agreements",  # what a team agreed on over a talk card
    metadata,
    Column("agreement_id", Id, primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), nullable=False, index=True),
    Column("keeper_id", Id, ForeignKey("identities.id")),  # who offered to look back
    Column("look_back", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("outcome", String(8)),
)

sentences = Table(
    "sentences",  # a team's recipe in one sentence; the newest holds
    metadata,
    Column("sentence_id", Id, primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), nullable=False, index=True),
    Column("writer_id", Id, ForeignKey("identities.id")),  # who wrote it down
    Column("written", UtcDateTime, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
