"""Simulated colleagues: each answers in a rhythm of their own, with the same taps a person would make."""

import heapq
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core.prompts import Locale
from playground.client import Control, ControlError

ANSWER = "nudge.answer."
WRITE = "nudge.write"
WINDOW_SECONDS = 2.0
WORDS: dict[Locale, tuple[str, ...]] = {
    "nl": (
        "Ik heb even teruggebeld. Dat werd gewaardeerd.",
        "De brief was te lang. Volgende keer korter.",
        "Een collega hielp me zonder dat ik het vroeg.",
        "Ik weet het nog niet, maar ik let er morgen op.",
    ),
    "en": (
        "I called back. They were glad I did.",
        "The letter was too long. Shorter next time.",
        "A colleague helped me without my asking.",
        "I do not know yet, but I will watch for it tomorrow.",
    ),
}


@dataclass(frozen=True, slots=True)
class Temper:
    """How often somebody answers, and after how many minutes at the most."""

    willing: float
    minutes: int


@dataclass(order=True, slots=True)
class Intention:
    at: datetime
    message: dict[str, Any] = field(compare=False)


@dataclass(slots=True)
class Colleagues:
    """`played` tells who is played by a real person now: they answer for themselves."""

    control: Control
    people: dict[str, Temper]
    rng: random.Random
    played: Callable[[], set[str]]
    lang: Locale = "nl"
    seen_until: str = ""
    plans: list[Intention] = field(default_factory=list)

    def live(self, now: datetime) -> None:
        """Notices new nudges, and answers those whose moment has come."""
        for message in self.control.get("posted", since=self.seen_until):
            self.seen_until = max(self.seen_until, message["ts"])
            self._consider(message, now)
        while self.plans and self.plans[0].at <= now:
            self._answer(heapq.heappop(self.plans).message)

    def _consider(self, message: dict[str, Any], now: datetime) -> None:
        person = next((member for member in message["members"] if member in self.people), None)
        if person is None or not list(_taps(message)) or len(message["members"]) != 2:
            return
        temper = self.people[person]
        if self.rng.random() < temper.willing:
            later = timedelta(minutes=self.rng.randint(1, temper.minutes))
            heapq.heappush(self.plans, Intention(now + later, message | {"person": person}))

    def _answer(self, message: dict[str, Any]) -> None:
        person = message["person"]
        if person in self.played():
            return
        action_id = self.rng.choices(*_weighed(list(_taps(message))))[0]
        place = {"user": person, "channel": message["channel"], "ts": message["ts"]}
        try:
            self.control.do("click", action_id=action_id, **place)
        except ControlError:  # whoever played them meanwhile answered it, or put it off
            return
        if action_id == WRITE:
            self._write(person)

    def _write(self, person: str) -> None:
        """Waits a moment for the window, as a person would, and writes a few words in it."""
        end = time.monotonic() + WINDOW_SECONDS
        while time.monotonic() < end:
            modal = self.control.modal(person)
            if modal:
                values = {"answer": self.rng.choice(WORDS[self.lang])}
                self.control.do("submit", user=person, view_id=modal["id"], values=values)
                return
            time.sleep(0.01)


def _taps(message: dict[str, Any]) -> Iterable[str]:
    """The action ids of a nudge's buttons."""
    for block in message.get("blocks", []):
        for element in block.get("elements", []) if block["type"] == "actions" else []:
            if str(element.get("action_id", "")).startswith((ANSWER, WRITE)):
                yield element["action_id"]


def _weighed(taps: list[str]) -> tuple[list[str], list[int]]:
    """People do more often than not what is asked: the first buttons weigh most, high grades more than low ones."""
    return taps, [_weight(tap, place) for place, tap in enumerate(taps)]


def _weight(tap: str, place: int) -> int:
    if tap.startswith(f"{ANSWER}scale:"):
        return int(tap[-1])
    return 8 if tap in (f"{ANSWER}done", WRITE) else max(3 - place, 1)
