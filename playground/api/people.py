"""People and their groups: users.*, usergroups.*."""

from playground.api import shapes
from playground.api.call import Call, MethodTable, Refused, page
from playground.model import Json, User

methods = MethodTable()


def _shown(call: Call, person: User, locale: bool = False) -> Json:
    """Without users:read.email an app does not see addresses."""
    shape = shapes.user(call.workspace, person, include_locale=locale)
    if "users:read.email" not in call.caller.scopes:
        shape["profile"].pop("email", None)
    return shape


@methods.method("users.info", scopes=("users:read",), tier=4)
def info(call: Call) -> Json:
    return {"user": _shown(call, call.user(), call.flag("include_locale"))}


@methods.method("users.list", scopes=("users:read",), tier=2)
def everyone(call: Call) -> Json:
    people, following = page(call, list(call.workspace.users.values()), default=1000)
    locale = call.flag("include_locale")
    members = [_shown(call, person, locale) for person in people]
    return {"members": members, "cache_ts": int(call.now.timestamp()), **following}


@methods.method("users.lookupByEmail", scopes=("users:read.email",), tier=3)
def by_email(call: Call) -> Json:
    email = call.text("email", "users_not_found").lower()
    for person in call.workspace.users.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": _shown(call, person)}
    raise Refused("users_not_found")


@methods.method("users.profile.get", scopes=("users.profile:read",), tier=4)
def profile(call: Call) -> Json:
    person = call.user() if call.maybe("user") else call.workspace.users[call.me]
    shape = shapes.profile(call.workspace, person)
    if "users:read.email" not in call.caller.scopes:
        shape.pop("email", None)
    return {"profile": shape}


@methods.method("users.getPresence", scopes=("users:read",), tier=3)
def presence(call: Call) -> Json:
    return {"presence": "away" if call.user().deleted else "active"}


@methods.method("usergroups.list", scopes=("usergroups:read",), tier=2)
def groups(call: Call) -> Json:
    with_users = call.flag("include_users")
    found = call.workspace.usergroups.values()
    return {"usergroups": [shapes.usergroup(call.workspace, group, with_users) for group in found]}


@methods.method("usergroups.users.list", scopes=("usergroups:read",), tier=2)
def group_members(call: Call) -> Json:
    group = call.workspace.usergroups.get(call.maybe("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": group.users}
