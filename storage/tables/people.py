"""Who there is, in which team, with which role."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
)

from storage.columns import UtcDateTime
from storage.tables.base import Id, metadata

facts = Table(
    "facts",  # about the database itself: whose key it belongs to, whether it is a rehearsal
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(200), nullable=False),
)

identities = Table(
    "identities",  # ids that may stand in other tables; who is behind one, the key store knows
    metadata,
    Column("id", Id, primary_key=True),
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
    Column("left", UtcDateTime, index=True),
    Column("hinted", Boolean, nullable=False, default=False),
    Column("quiet_from", String(5), nullable=False),  # local: nothing unasked from here …
    Column("quiet_until", String(5), nullable=False),  # … until here
    Column("absences", String(1000), nullable=False),  # ISO intervals: "2026-12-24/2027-01-03 2027-02-10/2027-02-12"
    Column("focus", String(160), nullable=False),  # themes they chose: "openheid eigen-recept"
    Column("unanswered", SmallInteger, nullable=False),  # messages in a row without a sign of life
    Column("own_zone", Boolean, nullable=False),  # chosen here, whatever the chat profile says
    Column("own_locale", Boolean, nullable=False),
    Column("home_since", Date),  # when they last chose their home team themselves (R7)
    Column("keep_months", SmallInteger, nullable=False),  # how long own answers stay (S4)
    Column("guest", Boolean, nullable=False),  # of the workspace; counts only where that was allowed (R6)
    Column("one_to_one", Date),  # their next bilateraal, if they want its questions the day before
    Column("next_at", UtcDateTime),  # when to look at this member again
    Column("lot", Integer),  # who comes first of all who are due at that moment, drawn anew each time
    Index("ix_members_next_at", "next_at", "lot"),
)

offices = Table(
    "offices",  # who looks after the whole: administrators, privacy officers, observers (S7)
    metadata,
    Column("person_id", Id, ForeignKey("identities.id"), primary_key=True),
    Column("office", String(8), primary_key=True),
)

amendments = Table(
    "amendments",  # changes of parameters; they hold from a period on, once somebody else approved them (R19)
    metadata,
    Column("amendment_id", Id, primary_key=True),
    Column("name", String(8), nullable=False),
    Column("team_id", Id, ForeignKey("teams.team_id")),  # whose parameter; None for the whole
    Column("value", SmallInteger, nullable=False),
    Column("proposer_id", Id, ForeignKey("identities.id")),
    Column("state", String(8), nullable=False),
    Column("period", String(8)),
    Column("decided", UtcDateTime),
)

audit = Table(
    "audit",  # append-only; each entry's digest covers the one before it (S6)
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Id, index=True),  # None: the bot itself
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
