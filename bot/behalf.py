"""On behalf of somebody who asks for their data outside the chat: the manager does it, and the log says so (S6)."""

from datetime import datetime

from sqlalchemy import Engine

from bot import erase, export
from bot.core.addresses import Address
from bot.core.prompts import Library
from bot.export import Json
from storage import identities, teams
from storage.audit import By


def address(db: Engine, member: str, workspace: str) -> Address:
    """Somebody's address by their chat id; the workspace is that of the teams, unless there are several."""
    return Address("slack", workspace or _only_workspace(db), "person", member)


def export_for(db: Engine, library: Library, person: Address, now: datetime) -> Json | None:
    return export.export(db, library, person, now, By.MANAGER)


def erase_for(db: Engine, person: Address, now: datetime) -> list[str] | None:
    return erase.erase(db, person, now, By.MANAGER)


def _only_workspace(db: Engine) -> str:
    with db.begin() as conn:
        found = {identities.address_of(conn, team.team_id).tenant for team in teams.everyone(conn)}
    return found.pop() if len(found) == 1 else ""
