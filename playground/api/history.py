"""What has been said: conversations.history and conversations.replies."""

from playground.api import shapes
from playground.api.call import Call, MethodTable, Refused, need_scope, page
from playground.api.conversations import kind
from playground.model import Channel, Json, Message

methods = MethodTable()

_SCOPES = {
    "public_channel": "channels:history",
    "private_channel": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
_ANY_HISTORY = tuple(_SCOPES.values())


def _room(call: Call) -> Channel:
    room = call.channel()
    need_scope(call, _SCOPES[kind(room)])
    if call.me not in room.members:
        raise Refused("not_in_channel")
    return room


def _within(call: Call, posts: list[Message]) -> list[Message]:
    """Between `oldest` and `latest`, the ends themselves only when `inclusive`."""
    try:
        oldest, latest = float(call.maybe("oldest") or 0), float(call.maybe("latest") or "inf")
    except ValueError:
        raise Refused("invalid_ts_oldest") from None
    if call.flag("inclusive"):
        return [post for post in posts if oldest <= float(post.ts) <= latest]
    return [post for post in posts if oldest < float(post.ts) < latest]


def _shown(call: Call, post: Message, everything: list[Message]) -> Json:
    replies = [reply for reply in everything if is_reply(reply) and reply.thread_ts == post.ts]
    metadata = call.flag("include_all_metadata")
    return shapes.message(call.workspace, post, metadata) | shapes.thread(post, replies)


def is_reply(post: Message) -> bool:
    return post.thread_ts is not None and post.thread_ts != post.ts


def _answer(messages: list[Json], following: Json) -> Json:
    has_more = bool(following["response_metadata"]["next_cursor"])
    return {"messages": messages, "has_more": has_more, **(following if has_more else {})}


@methods.method("conversations.history", scopes=_ANY_HISTORY, tier=3)
def history(call: Call) -> Json:
    everything = list(call.workspace.messages.get(_room(call).id, {}).values())
    seen = [post for post in everything if not is_reply(post) or post.subtype == "thread_broadcast"]
    shown, following = page(call, _within(call, seen)[::-1], most=999)
    return _answer([_shown(call, post, everything) for post in shown], following) | {"pin_count": 0}


@methods.method("conversations.replies", scopes=_ANY_HISTORY, tier=3)
def replies(call: Call) -> Json:
    kept = call.workspace.messages.get(_room(call).id, {})
    parent = kept.get(call.text("ts", "thread_not_found"))
    if parent is not None and is_reply(parent):
        parent = kept.get(parent.thread_ts or "")
    if parent is None:
        raise Refused("thread_not_found")
    answers = [post for post in kept.values() if is_reply(post) and post.thread_ts == parent.ts]
    shown, following = page(call, _within(call, answers), most=999)
    return _answer([_shown(call, post, answers) for post in [parent, *shown]], following)
