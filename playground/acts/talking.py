"""Talking: saying something, a slash command, a reaction, a file, opening an app's home."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from playground import notices
from playground.acts import coming, finding, typed
from playground.acts.refusals import CannotDo
from playground.api import shapes
from playground.model import App, Channel, File, Message, User
from playground.wire import payloads
from playground.wire.delivery import NoAck

if TYPE_CHECKING:
    from playground.workspace import Workspace

LONGEST = 12_000
"""Characters a person can send in one message."""
INVITE = "/invite"
"""The one command of the chat program's own that an app sends people to."""


async def say(
    workspace: "Workspace",
    user: str,
    channel: str,
    text: str,
    thread_ts: str | None = None,
    files: Sequence[str] = (),
) -> Message:
    """Posts what somebody typed."""
    who = finding.person(workspace, user)
    room = finding.place(workspace, who, channel)
    if closed := why_closed(workspace, room):
        raise CannotDo(closed)
    if not (text.strip() or files):
        raise CannotDo("There is nothing to send yet.")
    if len(text) > LONGEST:
        raise CannotDo(f"A message has at most {LONGEST} characters.")
    message = Message(
        channel=room.id,
        ts=workspace.new_ts(),
        user=who.id,
        text=typed.message(workspace, text),
        thread_ts=_parent(workspace, room.id, thread_ts),
        client_msg_id=str(uuid4()),
        files=list(files),
        subtype="file_share" if files else None,
    )
    workspace.post(message)
    return message


def why_closed(workspace: "Workspace", room: Channel) -> str:
    """Why nobody can write there; empty when they can."""
    if room.is_archived:
        return notices.say(notices.ARCHIVED, workspace.lang)
    apps = [app for app in workspace.apps.values() if room.is_im and app.bot_user in room.members]
    is_off = any(app.read_only or not app.messages_tab for app in apps)
    return notices.say(notices.TURNED_OFF, workspace.lang) if is_off else ""


def _parent(workspace: "Workspace", channel: str, ts: str | None) -> str | None:
    if not ts:
        return None
    parent = workspace.messages.get(channel, {}).get(ts)
    if parent is None:
        raise CannotDo("The message to answer is not there.")
    return parent.thread_ts or parent.ts


async def command(workspace: "Workspace", user: str, channel: str, text: str) -> bool:
    """Runs a slash command ("/zetje team"). True when the app acknowledged in time."""
    who = finding.person(workspace, user)
    room = finding.place(workspace, who, channel)
    name, _, rest = text.strip().partition(" ")
    if name == INVITE:
        await _invite(workspace, who, room, rest.strip().removeprefix("@"))
        return True
    app = next((app for app in workspace.apps.values() if name in app.commands), None)
    if app is None:
        workspace.notice(who.id, notices.say(notices.UNKNOWN_COMMAND, workspace.lang, command=name))
        return False
    words = typed.command(workspace, rest.strip()) if app.commands[name].should_escape else rest.strip()
    url = workspace.hooks.new(app.id, who.id, room.id)
    payload = payloads.command(workspace, app, who.id, room, name, words, url)
    try:
        answer = await workspace.wire.ask(app, "slash_commands", payload)
    except NoAck as missed:
        workspace.notice(who.id, notices.say(notices.COMMAND_FAILED, workspace.lang, command=name, error=_why(missed)))
        return False
    workspace.hooks.answer_at_once(app.id, who.id, room.id, answer)
    return True


async def _invite(workspace: "Workspace", host: User, room: Channel, name: str) -> None:
    """Brings an app or a colleague in."""
    try:
        guest = finding.app(workspace, name).bot_user
    except CannotDo:
        guest = finding.person(workspace, name).id
    await coming.join(workspace, guest, room.id, inviter=host.id)


def _why(missed: NoAck) -> str:
    """In Slack's own words: too late, or nobody there."""
    return "dispatch_failed" if missed.error == "connection_failed" else "operation_timeout"


async def open_home(workspace: "Workspace", user: str, app: str, tab: str = "home") -> None:
    """Opens an app's page; the app hears which tab."""
    who = finding.person(workspace, user)
    found: App = finding.app(workspace, app)
    room = workspace.im(who.id, found.id)
    shown = workspace.views.get(workspace.homes.get((who.id, found.id), ""))
    workspace.wire.events.opened_home(found, who.id, tab, room.id, shapes.view(workspace, shown) if shown else None)


async def react(workspace: "Workspace", user: str, channel: str, ts: str, name: str) -> None:
    """Puts an emoji under a message, or takes one's own away again."""
    who = finding.person(workspace, user)
    message = finding.message(workspace, who, channel, ts)
    if message.ephemeral_to:
        raise CannotDo("Nobody else sees this message, so it takes no reactions.")
    if who.id in message.reactions.get(name, []):
        workspace.unreact(message.channel, ts, who.id, name)
    else:
        workspace.react(message.channel, ts, who.id, name)


async def upload(
    workspace: "Workspace", user: str, channel: str, name: str, content: bytes, mimetype: str, text: str = ""
) -> Message:
    """Shares a file in a conversation."""
    who = finding.person(workspace, user)
    room = finding.place(workspace, who, channel)
    kept = File(
        workspace.new_id("F"),
        name,
        who.id,
        size=len(content),
        mimetype=mimetype,
        title=name,
        content=content,
        channels=[room.id],
        completed=True,
    )
    workspace.files[kept.id] = kept
    return await say(workspace, user, channel, text, files=[kept.id])
