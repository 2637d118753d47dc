"""Emoji under a message: reactions.*."""

import re

from playground.api import shapes
from playground.api.call import Call, MethodTable, Refused
from playground.api.chat import message_at
from playground.model import Json, Message

methods = MethodTable()


def _emoji(call: Call) -> str:
    name = call.text("name", "invalid_name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    return name


def _message(call: Call) -> Message:
    return message_at(call, "timestamp")


@methods.method("reactions.add", scopes=("reactions:write",), tier=3)
def add(call: Call) -> Json:
    name, post = _emoji(call), _message(call)
    if call.me in post.reactions.get(name, []):
        raise Refused("already_reacted")
    call.workspace.react(post.channel, post.ts, call.me, name)
    return {}


@methods.method("reactions.remove", scopes=("reactions:write",), tier=2)
def remove(call: Call) -> Json:
    name, post = _emoji(call), _message(call)
    if call.me not in post.reactions.get(name, []):
        raise Refused("no_reaction")
    call.workspace.unreact(post.channel, post.ts, call.me, name)
    return {}


@methods.method("reactions.get", scopes=("reactions:read",), tier=3)
def get(call: Call) -> Json:
    post = _message(call)
    return {"type": "message", "channel": post.channel, "message": shapes.message(call.workspace, post)}
