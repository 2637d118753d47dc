"""The people of the demo municipality, and what they do in a year besides answering: through the same page as anybody.

Everything somebody writes carries a mark of its own, so that it can be found again wherever it went.
"""

import random
import re
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

PATIENCE_SECONDS, WRITER_SECONDS = 60.0, 4.0
"""However busy the machine, a window comes; who answers a nudge waits less, as some have no window any more."""
TOO_LATE = (TimeoutError, ControlError)
"""A window that did not come, or that another one took the place of."""
Found = TypeVar("Found")


MARK = re.compile(r"kenmerk\d{5}x")


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that their author gave to others: in which conversations they may stand, people and rooms, and in whose
    windows and files. `named` are the people who may be named beside them."""

    said_to: frozenset[str]
    shown_to: frozenset[str]
    named: frozenset[str] = frozenset()


@dataclass(slots=True)
class Marks:
    """By mark: who wrote it, or for whom it was. Everything else that is written is for nobody but its author."""

    private: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    """May come back in its author's own conversation: what they promised themselves."""
    shared: dict[str, Shared] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.private) + len(self.own) + len(self.shared)

    def new(self, kind: dict[str, str], author: str) -> str:
        mark = self._next()
        kind[mark] = author
        return mark

    def share(self, shared: Shared) -> str:
        mark = self._next()
        self.shared[mark] = shared
        return mark

    def may_be(self, mark: str, place: str, *, in_message: bool) -> bool:
        """Whether that mark may be where it was found: with a person, or in a room."""
        if mark in self.shared:
            known = self.shared[mark]
            return place in (known.said_to if in_message else known.shown_to)
        author = self.private.get(mark) or self.own.get(mark)
        return author == place and not (in_message and mark in self.private)

    def named(self, words: str) -> set[str]:
        """Who may be named in these words: whom those who wrote them named."""
        return {id for mark in MARK.findall(words) if mark in self.shared for id in self.shared[mark].named}

    def _next(self) -> str:
        return f"kenmerk{len(self):05}x"


class Writers(Colleagues):
    """The demo's colleagues, who now write words that can be found again."""

    marks: Marks

    def _write(self, person: str) -> None:
        with suppress(*TOO_LATE):  # and they leave it at that
            self._write_in_window(person)

    def _write_in_window(self, person: str) -> None:
        window = until(lambda: self.control.modal(person), WRITER_SECONDS)
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
        self.command(name, "/afspraak")
        day = (today + timedelta(days=9)).isoformat()
        self.submit(name, "commitment", {"cue": f"ik vastzit met {mark}", "deed": "bel ik een collega", "day": day})
        self.close(name)

    def proposes(self, name: str, _today: date) -> None:
        """Without a name on it; the coach reads the words, and nobody who wrote them."""
        self.command(name, "/recept")
        self.submit(name, "recipe", {"text": "Bel vandaag een inwoner."})
        self.close(name)

    def reads_back(self, name: str, _today: date) -> None:
        self.command(name, "/zetje gezegd")
        self.close(name)

    def asks_what_is_kept(self, name: str, _today: date) -> None:
        self.command(name, "/zetje privacy")
        self.close(name)

    def takes_along(self, name: str, _today: date) -> None:
        self.command(name, "/zetje export")
        self.submit(name, "export", {})
        self.close(name)

    def makes_a_page(self, name: str, _today: date) -> None:
        self.command(name, "/zetje jaar")
        mark = self.marks.new(self.marks.private, self.people[name])
        self.submit(name, "year", {"proud": f"Ik ben trots op {mark}."})
        self.submit(name, "year.preview", {})
        self.close(name)

    def looks_at_home(self, name: str, _today: date) -> None:
        self.playground.control.do("open_home", user=self.people[name], app=self.app)

    def is_forgotten(self, name: str, _today: date) -> None:
        self.command(name, "/zetje wis")
        self.submit(name, "erase", {"sure": ["yes"]})
        self.close(name)

    def command(self, name: str, words: str) -> None:
        self.playground.control.do("command", user=self.people[name], channel=self.app, text=words)

    def submit(self, name: str, window: str, values: Json) -> None:
        view = until(lambda: self.top(name, window))
        self.playground.control.do("submit", user=self.people[name], view_id=view["id"], values=values)

    def top(self, name: str, window: str) -> Json | None:
        view = self.playground.control.modal(self.people[name])
        return view if view and view.get("callback_id") == window else None

    def close(self, name: str) -> None:
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
        time.sleep(0.05)
    raise TimeoutError("somebody waited for something that did not come")
