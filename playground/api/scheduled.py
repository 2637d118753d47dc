"""Messages for later: chat.scheduleMessage and its family. They go out when the workspace's clock gets there."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from playground.api import chat, drafts
from playground.api.call import Call, MethodTable, Refused, page
from playground.model import Json

methods = MethodTable()

_WRITE = ("chat:write",)
_LOOK_AGAIN = 0.2
"""Real seconds between two looks at a clock that may jump."""


@methods.method("chat.scheduleMessage", scopes=_WRITE, tier=3)
async def schedule(call: Call) -> Json:
    room = drafts.place(call)
    post_at = _moment(call)
    given = drafts.content(call)
    if not drafts.has_something_to_say(given):
        raise Refused("no_text")
    key = call.workspace.new_id("Q")
    entry = {"id": key, "channel_id": room.id, "post_at": post_at, "date_created": int(call.now.timestamp())}
    later = replace(call, args={**call.args, "channel": room.id})
    task = asyncio.create_task(_post_when_due(later, entry))
    call.workspace.scheduled[key] = {
        "entry": entry | {"text": given.get("text", "")},
        "app": call.caller.id,
        "task": task,
    }
    shown = {"text": given.get("text", ""), "user": call.me, "bot_id": call.caller.bot_id, "type": "delayed_message"}
    return {"channel": room.id, "scheduled_message_id": key, "post_at": post_at, "message": shown}


def _moment(call: Call) -> int:
    try:
        post_at = int(float(call.text("post_at")))
    except ValueError:
        raise Refused("invalid_time") from None
    if post_at <= call.now.timestamp():
        raise Refused("time_in_past")
    if post_at > (call.now + timedelta(days=120)).timestamp():
        raise Refused("time_too_far")
    return post_at


async def _post_when_due(call: Call, entry: Json) -> None:
    while call.workspace.clock.now().timestamp() < entry["post_at"]:
        await asyncio.sleep(_LOOK_AGAIN)
    call.workspace.scheduled.pop(entry["id"], None)
    # The channel may be archived by now. Nobody is there to be told: Slack drops it too.
    with suppress(Refused):
        chat.post_message(call)


@methods.method("chat.deleteScheduledMessage", scopes=_WRITE, tier=3)
def unschedule(call: Call) -> Json:
    kept = call.workspace.scheduled.get(call.maybe("scheduled_message_id"))
    if kept is None or kept["app"] != call.caller.id or kept["entry"]["channel_id"] != call.channel().id:
        raise Refused("invalid_scheduled_message_id")
    kept["task"].cancel()
    del call.workspace.scheduled[kept["entry"]["id"]]
    return {}


@methods.method("chat.scheduledMessages.list", tier=3)
def scheduled(call: Call) -> Json:
    mine = [kept["entry"] for kept in call.workspace.scheduled.values() if kept["app"] == call.caller.id]
    if call.maybe("channel"):
        mine = [entry for entry in mine if entry["channel_id"] == call.channel().id]
    shown, following = page(call, sorted(mine, key=lambda entry: int(entry["post_at"])))
    return {"scheduled_messages": shown, **following}
