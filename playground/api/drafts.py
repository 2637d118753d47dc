"""From the arguments of a call to a message that may be posted: where to, and what Slack refuses in it."""

import json
from typing import Any

from playground import checks
from playground.api.call import Call, Refused, messages
from playground.api.naming import named
from playground.model import Channel, Json, User

LONGEST_TEXT = 40_000
"""What is longer Slack cuts off, in new messages."""
LONGEST_UPDATE = 4_000
LONGEST_BLOCKS = 13_200
"""Of all blocks together, as JSON; found by others, not published."""
LONGEST_METADATA = 8_000
MOST_ATTACHMENTS = 100


def place(call: Call) -> Channel:
    """Where to post: a conversation's id or name, or a user id, which opens the direct message."""
    wanted = call.text("channel", "channel_not_found")
    person = call.workspace.users.get(wanted)
    if person is not None:
        return _direct(call, person)
    room = call.workspace.channels.get(wanted) or _by_name(call, wanted.removeprefix("#"))
    if room is None:
        raise Refused("channel_not_found")
    may_post(call, room)
    return room


def _by_name(call: Call, name: str) -> Channel | None:
    rooms = call.workspace.channels.values()
    return next((room for room in rooms if not room.is_im and room.name == name), None)


def _direct(call: Call, person: User) -> Channel:
    if person.is_bot:
        raise Refused("cannot_dm_bot")
    if not call.caller.messages_tab:
        raise Refused("messages_tab_disabled")
    # Slack keeps the conversation of somebody who left, and goes on taking posts there; it opens no new one.
    both = {person.id, call.me}
    known = next((room for room in call.workspace.channels.values() if room.is_im and set(room.members) == both), None)
    if known is None and person.deleted:
        raise Refused("channel_not_found")
    return known or call.workspace.im(person.id, call.me)


def may_post(call: Call, room: Channel) -> None:
    inside = call.me in room.members
    if not inside and (room.is_im or room.is_private):
        raise Refused("channel_not_found")
    if room.is_archived:
        raise Refused("is_archived")
    if room.is_im and not call.caller.messages_tab:
        raise Refused("messages_tab_disabled")
    if not inside and "chat:write.public" not in call.caller.scopes:
        raise Refused("not_in_channel")


def content(call: Call) -> Json:
    """text, blocks, attachments and metadata of this call, checked; only those that were given."""
    given: Json = {}
    if call.maybe("markdown_text"):
        given |= _markdown(call)
    if call.args.get("text") is not None:
        given["text"] = str(call.args["text"])
    if call.args.get("blocks") is not None:
        given["blocks"] = _blocks(call)
    if call.args.get("attachments") is not None:
        given["attachments"] = _attachments(call)
    if call.args.get("metadata") is not None:
        given["metadata"] = _metadata(call)
    return given


def has_something_to_say(given: Json) -> bool:
    return any(given.get(name) for name in ("text", "blocks", "attachments"))


def thread(call: Call, room: Channel) -> str | None:
    """The parent's ts, also when a reply's was given."""
    ts = call.maybe("thread_ts")
    if not ts:
        return None
    parent = call.workspace.messages.get(room.id, {}).get(ts)
    if parent is None:
        raise Refused("thread_not_found")
    return parent.thread_ts or parent.ts


def _markdown(call: Call) -> Json:
    if call.maybe("text") or call.args.get("blocks"):
        raise Refused("markdown_text_conflict")
    words = call.maybe("markdown_text")
    if len(words) > 12_000:
        raise Refused("msg_too_long")
    return {"text": words, "blocks": named([{"type": "markdown", "text": words}], call.workspace.new_id)}


def _blocks(call: Call) -> list[Json]:
    blocks: Any = call.args["blocks"]
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    refuse_problems(checks.blocks_problems(blocks, "message", call.workspace.files))
    if len(json.dumps(blocks, ensure_ascii=False)) > LONGEST_BLOCKS:
        raise Refused("msg_blocks_too_long")
    return named(blocks, call.workspace.new_id)


def _attachments(call: Call) -> list[Json]:
    attachments: Any = call.args["attachments"]
    if not isinstance(attachments, list):
        raise Refused("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    problems = checks.message_problems({"attachments": attachments}, call.workspace.files)
    refuse_problems(problems, "invalid_attachments")
    return [_attachment(call, attachment, place) for place, attachment in enumerate(attachments, start=1)]


def _attachment(call: Call, attachment: Json, place: int) -> Json:
    blocks = named(attachment.get("blocks") or [], call.workspace.new_id)
    return {"id": place, **attachment, **({"blocks": blocks} if blocks else {})}


def _metadata(call: Call) -> Json | None:
    metadata: Any = call.args["metadata"]
    if metadata == {}:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > LONGEST_METADATA:
        raise Refused("metadata_too_large")
    return metadata


def refuse_problems(problems: list[str], error: str = "invalid_blocks") -> None:
    if problems:
        raise Refused(error, errors=problems, **messages(*problems))
