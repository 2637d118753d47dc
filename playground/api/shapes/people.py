"""People, their groups and their workspace, as Slack writes them."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playground.model import Json, User, UserGroup

if TYPE_CHECKING:
    from playground.workspace import Workspace


def user(workspace: "Workspace", person: User, include_locale: bool = True) -> Json:
    shape: Json = {
        "id": person.id,
        "team_id": workspace.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(workspace.clock.now().timestamp()),
        "profile": profile(workspace, person),
    }
    if not person.deleted:
        shape |= _standing(workspace.clock.now(), person)
    if include_locale and not person.deleted:
        shape["locale"] = person.locale
    return shape


def _standing(now: datetime, person: User) -> Json:
    """What Slack tells only about accounts that are still in use."""
    return {
        "real_name": person.real_name,
        "color": "9f69e7",
        "tz": person.tz,
        "tz_label": _tz_label(now, person),
        "tz_offset": person.tz_offset(now),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _tz_label(now: datetime, person: User) -> str:
    summer = bool(now.astimezone(ZoneInfo(person.tz)).dst())
    names = {"Europe/Amsterdam": "Central European"}
    if person.tz in names:
        return f"{names[person.tz]} {'Summer Time' if summer else 'Time'}"
    return person.tz.rsplit("/", 1)[-1].replace("_", " ")


def profile(workspace: "Workspace", person: User) -> Json:
    shape: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "first_name": person.real_name.partition(" ")[0],
        "last_name": person.real_name.partition(" ")[2],
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": 0,
        "avatar_hash": "",
        "team": workspace.team_id,
    }
    if person.is_bot:
        return shape | {"api_app_id": person.app_id, "bot_id": person.bot_id, "always_active": True}
    return shape | {"email": person.email}


def usergroup(workspace: "Workspace", group: UserGroup, include_users: bool) -> Json:
    shape: Json = {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "user_count": len(group.users),
    }
    return shape | ({"users": group.users} if include_users else {})


def team(workspace: "Workspace") -> Json:
    return {
        "id": workspace.team_id,
        "name": workspace.name,
        "url": f"https://{workspace.domain}.slack.com/",
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {},
    }
