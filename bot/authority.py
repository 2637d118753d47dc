"""Authority: who may do what for others. Asked inside the transaction of what they do, each time (S7)."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from bot.core import ids
from bot.core.addresses import Address
from bot.core.offices import Office
from storage import coaches, identities, offices, presences


def is_admin(conn: Connection, person: Address, named: Collection[str]) -> bool:
    """An administrator by office, or one of those `named` when the bot was installed."""
    return person.key in named or Office.ADMIN in offices_of(conn, person)


def offices_of(conn: Connection, person: Address) -> frozenset[Office]:
    person_id = identities.find(conn, person)
    return offices.of(conn, person_id) if person_id else frozenset()


def coached_by(conn: Connection, person: Address) -> frozenset[bytes]:
    """The teams somebody looks after."""
    person_id = identities.find(conn, person)
    return frozenset(coaches.teams_of(conn, person_id)) if person_id else frozenset()


def own_team(conn: Connection, person: Address, team: str) -> bytes | None:
    """The team of that name, if this person coaches it. Another's team looks like one that never was."""
    team_id = ids.parse(team)
    return team_id if team_id in coached_by(conn, person) else None


def shared_team(conn: Connection, person: Address, team: str) -> bytes | None:
    """The team of that name, if this person is in it or coaches it: they may write down what it chose."""
    team_id, person_id = ids.parse(team), identities.find(conn, person)
    if team_id in coached_by(conn, person):
        return team_id
    return team_id if person_id in presences.of_team(conn, team_id) else None


def coaches_all(conn: Connection, person: Address, teams: Sequence[bytes]) -> bool:
    """Whether they look after every one of these teams; False for none at all."""
    return bool(teams) and coached_by(conn, person).issuperset(teams)
