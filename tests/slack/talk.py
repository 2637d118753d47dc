"""A conversation as a table: what somebody does, and what they then see. One table serves both languages."""

from collections.abc import Sequence
from typing import Any

from playground.model import Json
from tests.slack.stage import WORDS, Stage, text_of

Step = tuple[Any, ...]


class Talk:
    """One person at the chat. A step is a verb with its arguments; words per language go in a pair (nl, en)."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage, self.name = stage, name
        self.me = stage.ids[name]

    def play(self, steps: Sequence[Step]) -> None:
        for number, (verb, *arguments) in enumerate(steps):
            try:
                getattr(self, verb)(*(self._mine(each) for each in arguments))
            except AssertionError as fault:
                raise AssertionError(f"step {number}, {verb} {arguments}: {fault}\n{self._scene()}") from fault

    def types(self, words: str) -> None:
        """A command where it begins with a slash, else a message to the bot."""
        if words.startswith("/"):
            self.stage.command(self.name, words)
        else:
            self.stage.say(self.name, words)

    def types_in(self, channel: str, words: str) -> None:
        self.stage.command(self.name, words, channel)

    def sees(self, key: str, params: dict[str, object] | None = None) -> None:
        """A sentence in the conversation with the bot."""
        self.stage.expects(self.name, key, **{name: self._mine(value) for name, value in (params or {}).items()})

    def sees_part(self, key: str) -> None:
        """The sentence up to where it is filled in."""
        begins = WORDS.say(self.stage.lang, key, reasons="|").partition("|")[0]
        self.stage.until(lambda: any(begins in text for text in self.stage.texts(self.name)))

    def sees_in(self, channel: str, key: str) -> None:
        self.stage.expects(self.name, key, channel)

    def taps(self, action_id: str, value: str | None = None) -> None:
        """A control in the newest message that has it; `value` begins the value of the option to choose."""
        message = self.stage.until(lambda: self.stage.with_control(self.name, action_id))
        self.stage.tap(self.name, action_id, message, _option(message, action_id, value))

    def taps_in(self, channel: str, action_id: str, value: str | None = None) -> None:
        """A control in the newest message of a channel that has it; `value` ends the value of the option."""

        def look() -> Json | None:
            found = self.stage.messages(self.name, channel)
            return next((each for each in reversed(found) if f"'{action_id}'" in str(each.get("blocks"))), None)

        message = self.stage.until(look)
        options = [option for control in _controls(message["blocks"]) for option in control.get("options", [])]
        chosen = next((each["value"] for each in options if value and each["value"].endswith(value)), None)
        self.stage.tap(self.name, action_id, message, chosen)

    def opens_home(self) -> None:
        self.stage.do("open_home", user=self.me, app=self.stage.app["id"])
        self.stage.until(self.home)

    def taps_home(self, action_id: str, value: str | None = None) -> None:
        view = self.stage.until(lambda: self._home_with(action_id))
        self._press(view, action_id, _option(view, action_id, value))

    def home_shows(self, key: str, params: dict[str, object] | None = None) -> None:
        sentence = WORDS.say(self.stage.lang, key, **(params or {}))
        self.stage.until(lambda: sentence in text_of(self.home() or {}))

    def home_shows_words(self, words: str) -> None:
        self.stage.until(lambda: words in text_of(self.home() or {}))

    def window(self, key: str) -> None:
        """The window on top shows this sentence, wherever it stands in it."""
        sentence = WORDS.say(self.stage.lang, key)
        self.stage.until(lambda: sentence in _everything(self.modal()))

    def window_shows(self, words: str) -> None:
        self.stage.until(lambda: words in _everything(self.modal()))

    def chooses(self, action_id: str, value: str) -> None:
        """A control inside the window on top."""
        view = self.stage.until(self.modal)
        self._press(view, action_id, _option(view, action_id, value))

    def submits(self, values: dict[str, Any]) -> None:
        view = self.stage.until(self.modal)
        self.stage.do("submit", user=self.me, view_id=view["id"], values=self._for(view, values))

    def is_told(self, key: str) -> None:
        """An error beside a field of the window."""
        sentence = WORDS.say(self.stage.lang, key)
        self.stage.until(lambda: sentence in str((self.modal() or {}).get("errors")))

    def has_no_window(self) -> None:
        self.stage.until(lambda: self.modal() is None)

    def closes(self) -> None:
        """The window that what came before opens: closing too early would leave it in the way of the next."""
        view = self.stage.until(self.modal)
        self.stage.do("close", user=self.me, view_id=view["id"], all_windows=True)

    def modal(self) -> Json | None:
        return self.stage.playground.control.modal(self.me)

    def home(self) -> Json | None:
        return self.stage.playground.control.home(self.me, self.stage.app["id"])

    def _home_with(self, action_id: str) -> Json | None:
        view = self.home()
        return view if view and f"'{action_id}'" in str(view["blocks"]) else None

    def _press(self, view: Json, action_id: str, value: str | None) -> None:
        block_id = _block(view, action_id, value)
        self.stage.do("click", user=self.me, view_id=view["id"], action_id=action_id, value=value, block_id=block_id)

    def _for(self, view: Json, values: dict[str, Any]) -> dict[str, Any]:
        """People by name, as one chooses them."""
        return {
            name: self.stage.ids.get(self.name if value == "me" else value, value) if isinstance(value, str) else value
            for name, value in ((name, self._mine(value)) for name, value in values.items())
            if f"'{name}'" in str(view["blocks"])
        }

    def _mine(self, argument: Any) -> Any:
        if isinstance(argument, tuple) and len(argument) == 2:
            return argument[0 if self.stage.lang == "nl" else 1]
        return argument

    def _scene(self) -> str:
        modal = self.modal()
        window = f"\nwindow: {_everything(modal)} {modal.get('errors')}" if modal else ""
        return "\n--\n".join(self.stage.texts(self.name)[-3:]) + window


def _option(view: Json, action_id: str, begins: str | None) -> str | None:
    """The whole value of the option or button that begins so."""
    if begins is None:
        return None
    for control in _controls(view.get("blocks", [])):
        if control.get("action_id") == action_id:
            offered = [*control.get("options", []), control]
            offered += [option for group in control.get("option_groups", []) for option in group["options"]]
            for each in offered:
                if str(each.get("value", "")).startswith(begins):
                    return str(each["value"]) if "value" in each else None
    return begins


def _block(view: Json, action_id: str, value: str | None) -> str | None:
    """Where the button with that value stands; None where one action stands for one control."""
    for block in view["blocks"]:
        for control in _controls([block]):
            if value and control.get("action_id") == action_id and control.get("value") == value:
                return str(block["block_id"])
    return None


def _controls(blocks: list[Json]) -> list[Json]:
    found = []
    for block in blocks:
        found += [*block.get("elements", []), block.get("accessory"), block.get("element")]
    return [each for each in found if isinstance(each, dict)]


def _everything(view: Json | None) -> str:
    if view is None:
        return ""
    parts = [view.get("title", {}).get("text", ""), (view.get("submit") or {}).get("text", "")]
    for block in view["blocks"]:
        parts += [str((block.get(name) or {}).get("text", "")) for name in ("text", "label", "hint")]
        parts += [
            str((each.get("text") or {}).get("text", ""))
            for each in _controls([block])
            if isinstance(each.get("text"), dict)
        ]
        parts += [str(each.get("text", "")) for each in block.get("elements", []) if isinstance(each.get("text"), str)]
        parts += [str(each.get("initial_value", "")) for each in _controls([block])]
        parts += [str((each.get("placeholder") or {}).get("text", "")) for each in _controls([block])]
    return "\n".join(parts)
