"""The people of the demo municipality, and what they do in a year besides answering: through the same page as anybody.

Everything somebody writes carries a mark of its own, so that it can be found again wherever it went.
"""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from bot.demo.colleagues import Colleagues
from playground.client import ControlError
from playground.model import Json
from playground.server import Playground

PATIENCE_SECONDS = 20.0
TRIES, TRY_SECONDS = 5, 4.0
"""A window opens within three seconds or not at all; on a busy machine somebody asks again, as people do."""
TOO_LATE = (TimeoutError, ControlError)
"""A window that did not come, or that another one took the place of."""
Found = TypeVar("Found")


@dataclass(slots=True)
class Marks:
    """By mark: who wrote it. `public` is for what its author sent to others, or the team shows on purpose."""

    private: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    """May come back in its author's own conversation: what they promised themselves."""

    def new(self, kind: dict[str, str], author: str) -> str:
        mark = f"kenmerk{len(self.private) + len(self.own):05}x"
        kind[mark] = author
        return mark


class Writers(Colleagues):
    """The demo's colleagues, who now write words that can be found again."""

    marks: Marks

    def _write(self, person: str) -> None:
        with suppress(*TOO_LATE):  # and they leave it at that
            self._write_in_window(person)

    def _write_in_window(self, person: str) -> None:
        window = until(lambda: self.control.modal(person), TRY_SECONDS)
        words = f"{self.rng.choice(OPENINGS)} {self.marks.new(self.marks.private, person)}"
        self.control.do("submit", user=person, view_id=window["id"], values={"answer": words})


OPENINGS = ("Ik belde terug.", "De brief was te lang.", "Een collega hielp me.", "Ik weet het nog niet.")


@dataclass
class Town:
    playground: Playground
    people: dict[str, str]
    """Ids by name."""
    marks: Marks
    rng: random.Random
    app: str

    def promises(self, name: str, today: date) -> None:
        mark = self.marks.new(self.marks.own, self.people[name])
        self._command(name, "/afspraak")
        day = (today + timedelta(days=9)).isoformat()
        self._submit(name, "commitment", {"cue": f"ik vastzit met {mark}", "deed": "bel ik een collega", "day": day})
        self._close(name)

    def proposes(self, name: str, _today: date) -> None:
        """Without a name on it; the coach reads the words, and nobody who wrote them."""
        self._command(name, "/recept")
        self._submit(name, "recipe", {"text": "Bel vandaag een inwoner."})
        self._close(name)

    def reads_back(self, name: str, _today: date) -> None:
        self._command(name, "/zetje gezegd")
        self._close(name)

    def asks_what_is_kept(self, name: str, _today: date) -> None:
        self._command(name, "/zetje privacy")
        self._close(name)

    def takes_along(self, name: str, _today: date) -> None:
        self._command(name, "/zetje export")
        self._submit(name, "export", {})
        self._close(name)

    def makes_a_page(self, name: str, _today: date) -> None:
        self._command(name, "/zetje jaar")
        mark = self.marks.new(self.marks.private, self.people[name])
        self._submit(name, "year", {"proud": f"Ik ben trots op {mark}."})
        self._submit(name, "year.preview", {})
        self._close(name)

    def looks_at_home(self, name: str, _today: date) -> None:
        self.playground.control.do("open_home", user=self.people[name], app=self.app)

    def is_forgotten(self, name: str, _today: date) -> None:
        self._command(name, "/zetje wis")
        self._submit(name, "erase", {"sure": ["yes"]})
        self._close(name)

    def _command(self, name: str, words: str) -> None:
        me = self.people[name]
        for _ in range(TRIES):
            self.playground.control.do("command", user=me, channel=self.app, text=words)
            with suppress(TimeoutError):
                until(lambda: self.playground.control.modal(me), TRY_SECONDS)
                return
        raise TimeoutError(f"no window came after {words}")

    def _submit(self, name: str, window: str, values: Json) -> None:
        view = until(lambda: self._top(name, window))
        self.playground.control.do("submit", user=self.people[name], view_id=view["id"], values=values)

    def _top(self, name: str, window: str) -> Json | None:
        view = self.playground.control.modal(self.people[name])
        return view if view and view.get("callback_id") == window else None

    def _close(self, name: str) -> None:
        """When what the window waits for has come."""
        until(lambda: _is_done(self.playground.control.modal(self.people[name])))
        view: Any = self.playground.control.modal(self.people[name])
        self.playground.control.do("close", user=self.people[name], view_id=view["id"], all_windows=True)


def _is_done(view: Json | None) -> bool:
    return view is not None and not view.get("submit")


def until(look: Callable[[], Found | None], seconds: float = PATIENCE_SECONDS) -> Found:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.01)
    raise TimeoutError("somebody waited for something that did not come")
