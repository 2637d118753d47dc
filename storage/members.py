"""Members: who takes part, in which team, in which rhythm."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, or_, select, update

from bot.core.addresses import Address
from bot.core.members import Absence, Member, Rhythm, Standing
from bot.core.prompts import Role, Theme
from storage import identities, insert
from storage.deliveries import UNDER_WAY, Kind
from storage.tables import addresses, coaches, deliveries, members, offices, presences

REMEMBERED = 1000
"""So many rhythms and the like; few people have one that nobody else has."""
ALARM = {"next_at", "lot"}
"""Of storage/alarms.py."""
WHOLE = [column for column in members.c if column.name not in ALARM]
_BELONGS = (presences.c.person_id, coaches.c.person_id, offices.c.person_id)
_GET = select(*WHOLE).where(members.c.person_id == bindparam("who"))
_BEHIND = (
    select(*WHOLE)
    .join(addresses, addresses.c.id == members.c.person_id)
    .where(addresses.c.lookup == bindparam("lookup"))
)
_KNOWN = _BEHIND.with_for_update(of=members)
_HOLD = (
    select(*WHOLE)
    .where(members.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(members.c.person_id)
    .with_for_update()
)
_CHANGE = update(members).where(members.c.person_id == bindparam("who"))
_COUNT = _CHANGE.values(unanswered=members.c.unanswered + 1)


def add(conn: Connection, member: Member) -> bool:
    """False when this person is a member already, of whatever team."""
    row = {
        "person_id": member.id,
        "team_id": member.team_id,
        "standing": member.standing.value,
        "locale": member.locale,
        "role": member.role,
        "since": member.since,
        "left": member.left,
        "hinted": member.hinted,
        "absences": _intervals(member.absences),
        "focus": " ".join(sorted(member.focus)),
        "unanswered": member.unanswered,
        "own_zone": member.own_zone,
        "own_locale": member.own_locale,
        "keep_months": member.keep_months,
        "guest": member.guest,
        **_rhythm_columns(member.rhythm),
    }
    return insert.once(conn, members, row)


def get(conn: Connection, person_id: bytes) -> Member | None:
    row = conn.execute(_GET, {"who": person_id}).one_or_none()
    return of_row(row) if row else None


def behind(conn: Connection, address: Address, *, hold: bool = False) -> Member | None:
    """The member behind an address; in one look, since most visits begin with it. `hold`: as below."""
    row = conn.execute(_KNOWN if hold else _BEHIND, {"lookup": identities.lookup(conn, address)}).one_or_none()
    return of_row(row) if row else None


def everybody(conn: Connection) -> list[Member]:
    return [of_row(row) for row in conn.execute(select(*WHOLE).order_by(members.c.team_id, members.c.person_id))]


def set_standing(
    conn: Connection, person_id: bytes, standing: Standing, since: datetime | None, left: datetime | None
) -> None:
    _change(conn, person_id, standing=standing.value, since=since, left=left)


def set_preferences(conn: Connection, member: Member) -> None:
    """All that somebody can choose about themselves: rhythm, kind of work, language, themes, absences."""
    _change(
        conn,
        member.id,
        role=member.role,
        locale=member.locale,
        own_zone=member.own_zone,
        own_locale=member.own_locale,
        focus=" ".join(sorted(member.focus)),
        absences=_intervals(member.absences),
        keep_months=member.keep_months,
        guest=member.guest,
        one_to_one=member.one_to_one,
        **_rhythm_columns(member.rhythm),
    )


def move(conn: Connection, person_id: bytes, team_id: bytes, chosen: date | None) -> None:
    """Another home team. It counts from the next roster on (R12); `chosen` is None when the channel decided."""
    _change(conn, person_id, team_id=team_id, home_since=chosen)


def of_team(conn: Connection, team_id: bytes) -> list[Member]:
    query = select(*WHOLE).where(members.c.team_id == team_id).order_by(members.c.person_id)
    return [of_row(row) for row in conn.execute(query)]


def hold(conn: Connection, people: Sequence[bytes]) -> list[Member]:
    """Those of them who are members. Nobody else changes them, or plans for them, until the end of the transaction."""
    rows: Iterable[Row[Any]] = conn.execute(_HOLD, {"people": people})
    return [of_row(row) for row in rows]


def left_before(conn: Connection, moment: datetime, most: int) -> list[bytes]:
    """Who stopped before that moment, or never took part and left, and did not come back.

    Not those for whom a file is still to be taken away: with them it would be forgotten that there is one.
    """
    gone = members.c.standing.in_((Standing.STOPPED.value, Standing.INVITED.value))
    theirs = (deliveries.c.to_id == members.c.person_id) & (deliveries.c.kind == Kind.REMOVAL.value)
    file = select(deliveries.c.delivery_id).where(theirs, deliveries.c.state.in_(UNDER_WAY)).exists()
    query = select(members.c.person_id).where(gone, members.c.left < moment, ~file)
    return list(conn.execute(query.limit(most)).scalars())


def note_absent(conn: Connection, among: Sequence[bytes], now: datetime) -> None:
    """Writes down which of these never took part, are in no team's channel any more, and have no role."""
    never_joined = (members.c.standing == Standing.INVITED.value) & members.c.left.is_(None)
    stays = (select(of).where(of == members.c.person_id).exists() for of in _BELONGS)
    none = and_(members.c.person_id.in_(among), never_joined, *(~each for each in stays))
    conn.execute(update(members).where(none).values(left=now))


def mark_hinted(conn: Connection, person_id: bytes) -> None:
    _change(conn, person_id, hinted=True)


def count_unanswered(conn: Connection, person_id: bytes) -> None:
    """One more message that nothing came back on yet."""
    conn.execute(_COUNT, {"who": person_id})


def heard(conn: Connection, person_id: bytes) -> None:
    """A sign of life: the silence starts anew."""
    _change(conn, person_id, unanswered=0)


def participants(conn: Connection, at: datetime, guests_of: Collection[bytes] = ()) -> Sequence[tuple[bytes, bytes]]:
    """(person, team) of everybody in a team who took part at that moment, whatever their pace or pause (R6).

    `guests_of`: the teams whose guests count.
    """
    at_home = and_(presences.c.person_id == members.c.person_id, presences.c.team_id == members.c.team_id)
    counts = or_(members.c.guest.is_(False), members.c.team_id.in_(list(guests_of)))
    query = select(members.c.person_id, members.c.team_id).join(presences, at_home).where(_taking_part(at), counts)
    return [(person, team) for person, team in conn.execute(query)]


def forget(conn: Connection, person_id: bytes) -> None:
    conn.execute(delete(members).where(members.c.person_id == person_id))


def _taking_part(at: datetime) -> ColumnElement[bool]:
    return and_(members.c.since < at, or_(members.c.left.is_(None), members.c.left >= at))


def _change(conn: Connection, person_id: bytes, **values: Any) -> None:
    conn.execute(_CHANGE, {"who": person_id, **values})


def _rhythm_columns(rhythm: Rhythm) -> dict[str, Any]:
    return {
        "zone": rhythm.zone.key,
        "workdays": "".join(str(day) for day in sorted(rhythm.workdays)),
        "morning": rhythm.morning.isoformat("minutes"),
        "afternoon": rhythm.afternoon.isoformat("minutes"),
        "pace": rhythm.pace,
        "quiet_from": rhythm.quiet_from.isoformat("minutes"),
        "quiet_until": rhythm.quiet_until.isoformat("minutes"),
    }


def of_row(row: Row[Any]) -> Member:
    """The member in a row that begins with the `WHOLE` of one. By place: by name takes longer than the look itself."""
    person_id, team_id, standing, locale, role, *rest = row[: len(WHOLE)]
    zone, workdays, morning, afternoon, pace, since, left, hinted, quiet_from, quiet_until, *rest = rest
    absences, focus, unanswered, own_zone, own_locale, home_since, keep_months, guest, one_to_one = rest
    return Member(
        id=person_id,
        team_id=team_id,
        standing=Standing(standing),
        locale=locale,
        role=Role(role) if role else None,
        rhythm=_rhythm(zone, workdays, morning, afternoon, pace, quiet_from, quiet_until),
        since=since,
        left=left,
        hinted=hinted,
        absences=_absences(absences),
        focus=_themes(focus),
        unanswered=unanswered,
        own_zone=own_zone,
        own_locale=own_locale,
        home_since=home_since,
        keep_months=keep_months,
        one_to_one=one_to_one,
        guest=guest,
    )


@lru_cache(maxsize=REMEMBERED)
def _rhythm(
    zone: str, workdays: str, morning: str, afternoon: str, pace: int, quiet_from: str, quiet_until: str
) -> Rhythm:
    return Rhythm(
        zone=ZoneInfo(zone),
        workdays=frozenset(int(day) for day in workdays),
        morning=time.fromisoformat(morning),
        afternoon=time.fromisoformat(afternoon),
        pace=pace,
        quiet_from=time.fromisoformat(quiet_from),
        quiet_until=time.fromisoformat(quiet_until),
    )


@lru_cache(maxsize=REMEMBERED)
def _absences(intervals: str) -> tuple[Absence, ...]:
    return tuple(map(Absence.parse, intervals.split()))


@lru_cache(maxsize=REMEMBERED)
def _themes(names: str) -> frozenset[Theme]:
    return frozenset(map(Theme, names.split()))


def _intervals(absences: Iterable[Absence]) -> str:
    return " ".join(map(str, absences))
