"""Conversations: finding them, who is in them, joining and opening them."""

from playground.api import shapes
from playground.api.call import Call, MethodTable, Refused, need_scope, page
from playground.model import Channel, Json

methods = MethodTable()

READ = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}
_ANY_READ = tuple(READ.values())


def kind(room: Channel) -> str:
    if room.is_im:
        return "im"
    return "private_channel" if room.is_private else "public_channel"


def _types(call: Call) -> set[str]:
    wanted = {part.strip() for part in (call.maybe("types") or "public_channel").split(",")}
    if not wanted <= set(READ):
        raise Refused("invalid_types")
    for name in sorted(wanted):
        need_scope(call, READ[name])
    return wanted


@methods.method("conversations.info", scopes=_ANY_READ, tier=3)
def info(call: Call) -> Json:
    room = call.channel()
    need_scope(call, READ[kind(room)])
    shape = shapes.channel(call.workspace, room, call.me)
    if call.flag("include_num_members"):
        shape["num_members"] = len(room.members)
    return {"channel": shape}


@methods.method("conversations.list", scopes=_ANY_READ, tier=2)
def every_channel(call: Call) -> Json:
    types = _types(call)
    rooms = [room for room in _visible(call) if kind(room) in types]
    return _listed(call, rooms, most=1000)


@methods.method("users.conversations", scopes=_ANY_READ, tier=3)
def of_user(call: Call) -> Json:
    types = _types(call)
    person = call.user().id if call.maybe("user") else call.me
    rooms = [room for room in _visible(call) if kind(room) in types and person in room.members]
    return _listed(call, rooms, most=999)


def _visible(call: Call) -> list[Channel]:
    rooms = call.workspace.channels.values()
    return [room for room in rooms if call.me in room.members or not (room.is_im or room.is_private)]


def _listed(call: Call, rooms: list[Channel], most: int) -> Json:
    if call.flag("exclude_archived"):
        rooms = [room for room in rooms if not room.is_archived]
    shown, following = page(call, rooms, most)
    channels = [shapes.channel(call.workspace, room, call.me) | {"num_members": len(room.members)} for room in shown]
    return {"channels": channels, **following}


@methods.method("conversations.members", scopes=_ANY_READ, tier=4)
def members(call: Call) -> Json:
    room = call.channel()
    need_scope(call, READ[kind(room)])
    people, following = page(call, room.members)
    return {"members": people, **following}


@methods.method("conversations.join", scopes=("channels:join",), tier=3)
def join(call: Call) -> Json:
    room = call.channel()
    if room.is_im or room.is_private:
        raise Refused("method_not_supported_for_channel_type")
    if room.is_archived:
        raise Refused("is_archived")
    already = call.me in room.members
    if not already:
        call.workspace.member_joined(room.id, call.me)
    extra = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return {"channel": shapes.channel(call.workspace, room, call.me), **(extra if already else {})}


@methods.method("conversations.leave", scopes=("channels:manage", "groups:write"), tier=3)
def leave(call: Call) -> Json:
    room = call.channel()
    if room.is_im:
        raise Refused("method_not_supported_for_channel_type")
    if call.me not in room.members:
        return {"not_in_channel": True}
    call.workspace.member_left(room.id, call.me)
    return {}


@methods.method("conversations.open", scopes=("im:write", "mpim:write"), tier=3)
def open_im(call: Call) -> Json:
    if call.maybe("channel"):
        room = call.channel()
        if not room.is_im:
            raise Refused("method_not_supported_for_channel_type")
        return _opened(call, room, already=True)
    users = [part.strip() for part in call.text("users", "users_list_not_supplied").split(",") if part.strip()]
    if len(users) != 1:
        raise Refused("invalid_user_combination")
    person = call.workspace.users.get(users[0])
    if person is None:
        raise Refused("user_not_found")
    if person.deleted:
        raise Refused("user_disabled")
    if person.is_bot:
        raise Refused("cannot_dm_bot")
    before = set(call.workspace.channels)
    room = call.workspace.im(person.id, call.me)
    return _opened(call, room, already=room.id in before)


def _opened(call: Call, room: Channel, already: bool) -> Json:
    shape = shapes.channel(call.workspace, room, call.me) if call.flag("return_im") else {"id": room.id}
    return {"channel": shape, "no_op": already, "already_open": already}
