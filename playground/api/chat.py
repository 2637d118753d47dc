"""Posting and changing messages: chat.*."""

from playground.api import drafts, shapes
from playground.api.call import Call, MethodTable, Refused
from playground.model import Channel, Json, Message

methods = MethodTable()

_WRITE = ("chat:write",)


def _message(call: Call, room: Channel) -> Message:
    given = drafts.content(call)
    if not drafts.has_something_to_say(given):
        raise Refused("no_text")
    given["text"] = given.get("text", "")[: drafts.LONGEST_TEXT]
    thread_ts = drafts.thread(call, room)
    dressed = "chat:write.customize" in call.caller.scopes
    return Message(
        channel=room.id,
        ts=call.workspace.new_ts(),
        user=call.me,
        bot_id=call.caller.bot_id,
        app_id=call.caller.id,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if thread_ts and call.flag("reply_broadcast") else None,
        username=call.maybe("username") or None if dressed else None,
        icon_emoji=call.maybe("icon_emoji") or None if dressed else None,
        mrkdwn=call.flag("mrkdwn", True),
        **given,
    )


@methods.method("chat.postMessage", scopes=_WRITE, tier=0)
def post_message(call: Call) -> Json:
    room = drafts.place(call)
    post = _message(call, room)
    call.workspace.post(post)
    return {"channel": room.id, "ts": post.ts, "message": shapes.message(call.workspace, post)}


@methods.method("chat.postEphemeral", scopes=_WRITE, tier=4)
def post_ephemeral(call: Call) -> Json:
    room = drafts.place(call)
    person = call.user(missing="user_not_in_channel")
    if person.id not in room.members:
        raise Refused("user_not_in_channel")
    post = _message(call, room)
    post.ephemeral_to = person.id
    call.workspace.post_ephemeral(post)
    return {"message_ts": post.ts}


def own_message(call: Call, refusal: str, ts_name: str = "ts") -> Message:
    """A message in a conversation the app is in, that the app itself posted."""
    post = message_at(call, ts_name)
    if post.app_id != call.caller.id:
        raise Refused(refusal)
    return post


def message_at(call: Call, ts_name: str = "ts") -> Message:
    post = call.workspace.messages.get(call.channel().id, {}).get(call.text(ts_name, "message_not_found"))
    if post is None:
        raise Refused("message_not_found")
    return post


@methods.method("chat.update", scopes=_WRITE, tier=3)
def update(call: Call) -> Json:
    room = call.channel()
    post = own_message(call, "cant_update_message")
    if room.is_archived:
        raise Refused("is_inactive")
    given = drafts.content(call)
    if not given.keys() & {"text", "blocks", "attachments"}:
        raise Refused("no_text")
    if len(given.get("text", "")) > drafts.LONGEST_UPDATE:
        raise Refused("msg_too_long")
    # What is not mentioned stays; an empty list takes it away.
    call.workspace.update(post, **given, edited_ts=call.workspace.new_ts())
    shape = shapes.message(call.workspace, post)
    return {"channel": room.id, "ts": post.ts, "text": post.text, "message": shape}


@methods.method("chat.delete", scopes=_WRITE, tier=3)
def delete(call: Call) -> Json:
    post = own_message(call, "cant_delete_message")
    call.workspace.delete(post.channel, post.ts)
    return {"channel": post.channel, "ts": post.ts}


@methods.method("chat.getPermalink", tier=0)
def permalink(call: Call) -> Json:
    post = message_at(call, "message_ts")
    link = f"{shapes.team(call.workspace)['url']}archives/{post.channel}/p{post.ts.replace('.', '')}"
    if post.thread_ts and post.thread_ts != post.ts:
        link += f"?thread_ts={post.thread_ts}&cid={post.channel}"
    return {"channel": post.channel, "permalink": link}
