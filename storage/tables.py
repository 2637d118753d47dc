"""Every table. `Id` holds 128 random bits; a chat id stands in `identities` only, sealed (disclosure-policy S1)."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = LargeBinary(16)

facts = Table(
    "facts",  # about the database itself: whose key it belongs to, whether it is a rehearsal
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(200), nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lookup", LargeBinary(32), nullable=False, unique=True),  # HMAC-SHA256 of the address
    Column("sealed", LargeBinary, nullable=False),  # the address itself
)

teams = Table(
    "teams",
    metadata,
    Column("team_id", Id, ForeignKey("identities.id"), primary_key=True),
    Column("department", String(80)),
    Column("locale", String(2), nullable=False),
    Column("founded", UtcDateTime, nullable=False),
    Column("launched", UtcDateTime),  # until then it prepares: nobody is invited yet
    Column("group_id", Id, ForeignKey("identities.id")),  # the user group its people come from, instead of the channel
    Column("closed", String(1000), nullable=False),  # ISO intervals on which the team gets no nudges
)

team_themes = Table(
    "team_themes",  # weeks in which a team has another theme than the cycle gives
    metadata,
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Column("period", String(8), primary_key=True),
    Column("theme", String(20), nullable=False),
)

presences = Table(
    "presences",  # who is in the channel or the group of a team
    metadata,
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
    Index("ix_presences_person_id", "person_id"),
)

members = Table(
    "members",
    metadata,
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
    Column("team_id", Id, ForeignKey("teams.team_id"), nullable=False, index=True),
    Column("standing", String(8), nullable=False),
    Column("locale", String(2), nullable=False),
    Column("role", String(16)),
    Column("zone", String(40), nullable=False),
    Column("workdays", String(7), nullable=False),  # ISO weekdays: "12345"
    Column("morning", String(5), nullable=False),  # local wall-clock time: "09:15"
    Column("afternoon", String(5), nullable=False),
    Column("pace", SmallInteger, nullable=False),  # nudges a week
    Column("since", UtcDateTime),
    Column("left", UtcDateTime),
    Column("hinted", Boolean, nullable=False, default=False),
    Column("quiet_from", String(5), nullable=False),  # local: nothing unasked from here …
    Column("quiet_until", String(5), nullable=False),  # … until here
    Column("absences", String(1000), nullable=False),  # ISO intervals: "2026-12-24/2027-01-03 2027-02-10/2027-02-12"
    Column("focus", String(160), nullable=False),  # themes they chose: "openheid eigen-recept"
    Column("unanswered", SmallInteger, nullable=False),  # messages in a row without a sign of life
    Column("own_zone", Boolean, nullable=False),  # chosen here, whatever the chat profile says
    Column("own_locale", Boolean, nullable=False),
    Column("home_since", Date),  # when they last chose their home team themselves (R7)
    Column("one_to_one", Date),  # their next bilateraal, if they want its questions the day before
    Column("data_key", LargeBinary, nullable=False),  # sealed; destroying it destroys the journal (S3)
    Column("next_at", UtcDateTime, index=True),  # when to look at this member again
)

periods = Table(
    "periods",
    metadata,
    Column("period", String(8), primary_key=True),  # "2026-W49"
    Column("ballot_key", LargeBinary),  # sealed; destroyed with the ballots (S2)
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
    Column("nudge_id", Id, primary_key=True),
    Column("person_id", Id, nullable=False),
    Column("day", Date, nullable=False),  # the member's local day
    Column("period", String(8), nullable=False),
    Column("turn", SmallInteger, nullable=False),  # 0 came by itself, 1 was asked for after it
    Column("prompt_id", String(40), nullable=False),  # or "goodbye", which takes the day as well
    Column("about", Id),  # the commitment a follow-up comes back to
    UniqueConstraint("person_id", "day", "turn"),
)

ballots = Table(
    "ballots",  # no person and no time: only what a label is drawn from (S2)
    metadata,
    Column("ballot_id", LargeBinary(16), primary_key=True),
    Column("period", String(8), nullable=False),
    Column("question", String(12), nullable=False),
    Column("cell", String(100), nullable=False),
    Column("value", SmallInteger, nullable=False),  # 1 positive, 0 not
    Index("ix_ballots_period_question_cell", "period", "question", "cell"),
    sqlite_with_rowid=False,  # a row number would tell in which order people answered
)

journal = Table(
    "journal",  # own answers, for their author only (S2)
    metadata,
    Column("person_id", Id, primary_key=True),
    Column("nudge_id", Id, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

commitments = Table(
    "commitments",  # if-then plans, for their author only (S2): all but the day to come back to is sealed
    metadata,
    Column("commitment_id", Id, primary_key=True),
    Column("person_id", Id, nullable=False, index=True),
    Column("check_on", Date),
    Column("sealed", LargeBinary, nullable=False),
)

offices = Table(
    "offices",  # who looks after the whole: administrators, privacy officers, observers (S7)
    metadata,
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
    Column("office", String(8), primary_key=True),
)

audit = Table(
    "audit",  # append-only; each entry's digest covers the one before it (S6)
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Id),  # None: the bot itself
    Column("act", String(24), nullable=False),
    Column("about", String(400), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

coaches = Table(
    "coaches",
    metadata,
    Column("team_id", Id, ForeignKey("teams.team_id"), primary_key=True),
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
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

unclear = Table(
    "unclear",  # prompts that somebody did not understand: no person, no team, no number
    metadata,
    Column("month", String(7), primary_key=True),  # "2026-12"
    Column("prompt_id", String(40), primary_key=True),
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

deliveries = Table(
    "deliveries",  # every outgoing message
    metadata,
    Column("delivery_id", Id, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("to_id", Id, ForeignKey("identities.id"), nullable=False),
    Column("subject", String(64), nullable=False),  # what it speaks of: a nudge id, a period, …
    Column("key", String(100), nullable=False, unique=True),  # the idempotency key
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("state", String(9), nullable=False),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("claimed_until", UtcDateTime),
    Column("handle", String(40)),  # the chat program's name for the message, without the conversation
    Column("failure", String(60)),
    Index("ix_deliveries_state_due_at", "state", "due_at"),
)
