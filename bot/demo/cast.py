"""The cast: what the sample people do before the curtain goes up, through the same page as everybody."""

import time
from collections.abc import Callable, Mapping

from bot.demo.municipality import Team
from handlers.slack import founding_blocks, launching_blocks
from playground.model import Json
from playground.server import Playground

PATIENCE_SECONDS = 60
RETOLD = "Elke dag een klein zetje, voor de inwoner."


class Cast:
    """People by name; each act waits until its button is there."""

    def __init__(self, playground: Playground) -> None:
        self.control, self.ids = playground.control, ids_of(playground)
        self.app: str = playground.control.get("apps")[0]["id"]
        self.channels = {each.name: each.id for each in playground.workspace.channels.values()}

    def make_team(self, admin: str, team: Team) -> None:
        me = self.ids[admin]
        self.control.do("invite_bot", user=me, channel=team.channel, app=self.app)
        self.control.do("command", user=me, channel=team.channel, text=f"/zetje team {team.department}")
        self._submit(me, founding_blocks.MODAL, {founding_blocks.COACH: self.ids[team.coach]})
        self._until(lambda: None if self._window(me, founding_blocks.MODAL) else {})
        self._close(me)

    def launch(self, team: Team, roles: Mapping[str, str]) -> None:
        """The coach sends the A4, three colleagues read it, the team writes its own prompts, and it starts."""
        coach = self.ids[team.coach]
        self.tap_home(team.coach, launching_blocks.A4, team.channel)
        self._close(coach)
        for name in team.readers:
            reader = self.ids[name]
            self.tap_in(team.channel, reader, launching_blocks.CLEAR)
            role = roles[name]
            self._submit(
                reader, launching_blocks.READ, {launching_blocks.SENTENCE: RETOLD, launching_blocks.ROLE: role}
            )
            self._close(reader)
        self.tap_home(team.coach, launching_blocks.WRITE, team.channel)
        self._submit(coach, launching_blocks.WRITTEN, {launching_blocks.TEXTS: "\n".join(team.own)})
        self._close(coach)
        self.tap_home(team.coach, launching_blocks.START, team.channel)
        self._close(coach)

    def tap(self, name: str, action_id: str, value: str | None = None) -> None:
        """In the conversation with the bot."""
        self.tap_in(self.app, self.ids[name], action_id, value)

    def tap_home(self, name: str, action_id: str, channel: str) -> None:
        """At home, the button that belongs to the team of that channel."""
        me = self.ids[name]
        self.control.do("open_home", user=me, app=self.app)

        def there() -> Json | None:
            view = self.control.home(me, self.app)
            block_id = _block_of(view, action_id, self.channels[channel]) if view else None
            return {"view_id": view["id"], "block_id": block_id} if view and block_id else None

        self.control.do("click", user=me, action_id=action_id, **self._until(there))

    def tap_in(self, channel: str, person: str, action_id: str, value: str | None = None) -> None:
        def there() -> Json | None:
            messages = self.control.messages(user=person, channel=channel)
            return next((each for each in messages if f"'{action_id}'" in str(each.get("blocks"))), None)

        message = self._until(there)
        self.control.do(
            "click", user=person, channel=message["channel"], ts=message["ts"], action_id=action_id, value=value
        )

    def _submit(self, person: str, callback_id: str, values: Json) -> None:
        window = self._until(lambda: self._window(person, callback_id))
        self.control.do("submit", user=person, view_id=window["id"], values=values)

    def _window(self, person: str, callback_id: str) -> Json | None:
        view = self.control.modal(person)
        return view if view and view.get("callback_id") == callback_id else None

    def _close(self, person: str) -> None:
        window = self._until(lambda: self.control.modal(person))
        self.control.do("close", user=person, view_id=window["id"], all_windows=True)

    def _until(self, look: Callable[[], Json | None]) -> Json:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            found = look()
            if found is not None:
                return found
            time.sleep(0.05)
        raise TimeoutError("the sample colleagues waited for something that did not come")


def _block_of(view: Json, action_id: str, channel: str) -> str | None:
    """The block with the button that belongs to that channel: the overview names a team before its buttons."""
    named = ""
    for block in view["blocks"]:
        text = str((block.get("text") or {}).get("text", ""))
        named = text if "<#" in text else named
        if f"<#{channel}>" in named and f"'{action_id}'" in f"{block.get('elements')} {block.get('accessory')}":
            return str(block["block_id"])
    return None


def ids_of(playground: Playground) -> dict[str, str]:
    return {person["name"]: person["id"] for person in playground.control.get("users")}
