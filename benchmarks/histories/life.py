"""A random organisation that lives for some weeks, and what an attacker may know of it.

People join, leave, move, answer, change their minds and have themselves erased; teams too small for a label of their
own are pooled. Where they live is a `World`: stored.py has the real verbs and the real store, ruled.py the rules alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from benchmarks.histories.attack import Answer
from bot.content import pack, wording
from bot.core import disclosure
from bot.core.disclosure import Draw
from bot.core.periods import ORIGIN, Period, Question
from bot.messages import Report
from handlers.slack import report_blocks

WORDS = wording.load()
PACK = pack.load()
WEEKS = range(2, 5)
SIZES = (2, 3, 4, 5, 5, 6, 7, 8)
DEPARTMENTS = ("A", "A", "B", None)
ANSWERS: Mapping[bool, tuple[Answer, ...]] = {True: (4, 5), False: (1, 2, 3)}
CHANGES = ("join", "join", "stop", "move", "erase")


class World(Protocol):
    """Where an organisation lives; people and teams go by number."""

    def found(self, team: int, department: str | None, people: range, now: datetime) -> None: ...

    def join(self, person: int, team: int, now: datetime) -> None: ...

    def stop(self, person: int, now: datetime) -> None: ...

    def move(self, person: int, team: int, to: int, now: datetime) -> None: ...

    def erase(self, person: int, now: datetime) -> None: ...

    def open(self, period: Period) -> dict[int, str]:
        """Opens the week; gives the cell of every team that has one."""

    def answer(self, person: int, period: Period, said: list[Answer], now: datetime) -> None:
        """One question, answered and maybe answered anew."""

    def freeze(self, period: Period, draw: Draw, *, holiday: bool) -> None: ...

    def post(self, period: Period) -> dict[int, str]:
        """What every team's channel reads, word for word, when the time has come."""

    def post_again(self, period: Period) -> dict[int, str]:
        """What it would read if the post were made once more, as after a lost answer of the chat program."""


@dataclass(slots=True)
class Week:
    """`teams` and `rosters` (by cell) have the people who count there, `posts` what each team's channel read in turn.

    `erased` are those who had themselves erased after the label was frozen, in that order.
    """

    topic: str
    question: Question
    k: int
    departments: dict[int, str | None]
    teams: dict[int, frozenset[int]]
    cells: dict[int, str]
    answers: dict[int, Answer] = field(default_factory=dict)
    posts: dict[int, list[str]] = field(default_factory=dict)
    erased: list[int] = field(default_factory=list)

    @property
    def rosters(self) -> dict[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for team, cell in self.cells.items():
            found[cell] = found.get(cell, frozenset()) | self.teams[team]
        return found


@dataclass(slots=True)
class Organisation:
    """At most so many `teams` of one of these `sizes`, in departments `among` these.

    `home` is where somebody counts from the next roster on.
    """

    world: World
    rng: Random
    teams: int = 4
    sizes: tuple[int, ...] = SIZES
    among: tuple[str | None, ...] = DEPARTMENTS
    home: dict[int, int] = field(default_factory=dict)
    departments: dict[int, str | None] = field(default_factory=dict)
    people: int = 0

    def live(self) -> list[Week]:
        """From the first roster to the last post."""
        rng, period = self.rng, Period.of_day(ORIGIN + timedelta(weeks=self.rng.randrange(20)))
        self._settle(period.starts - timedelta(days=3))
        willing, positive = rng.choice((0.3, 0.7, 0.95, 1.0)), rng.choice((0.1, 0.3, 0.5, 0.7, 0.9))
        lived = []
        for _ in range(rng.choice(WEEKS)):
            lived.append(self._week(period, willing, positive))
            period = period.next
        return lived

    def _settle(self, now: datetime) -> None:
        for team in range(self.rng.randint(1, self.teams)):
            people = range(self.people, self.people + self.rng.choice(self.sizes))
            self.departments[team], self.people = self.rng.choice(self.among), people.stop
            self.home |= dict.fromkeys(people, team)
            self.world.found(team, self.departments[team], people, now)

    def _week(self, period: Period, willing: float, positive: float) -> Week:
        rng, holiday = self.rng, self.rng.random() < 0.1
        teams = {team: frozenset(who for who, at in self.home.items() if at == team) for team in self.departments}
        cells = self.world.open(period)
        week = Week(str(period), period.question, disclosure.threshold(holiday=holiday), self.departments, teams, cells)
        tuesday = period.starts + timedelta(days=1, hours=9)
        for person in self.home:
            if rng.random() < willing:
                said = [self._answer(period.question, positive) for _ in range(rng.choice((1, 1, 1, 2)))]
                self.world.answer(person, period, said, tuesday)
                week.answers[person] = said[-1]
        for _ in range(rng.randrange(4)):
            self._change(week, tuesday + timedelta(hours=2))
        self.world.freeze(period, rng.randrange, holiday=holiday)
        week.posts = {team: [post] for team, post in self.world.post(period).items()}
        self._afterwards(week, period)
        return week

    def _answer(self, question: Question, positive: float) -> Answer:
        yes = self.rng.random() < positive
        return int(yes) if question is Question.ACTION else self.rng.choice(ANSWERS[yes])

    def _change(self, week: Week, now: datetime) -> None:
        """Before the week is over."""
        act, team = self.rng.choice(CHANGES), self.rng.choice(list(self.departments))
        if act == "join":
            self.world.join(self.people, team, now)
            self.home[self.people] = team
            self.people += 1
        elif self.home:
            self._change_of(self.rng.choice(list(self.home)), act, team, week, now)

    def _change_of(self, person: int, act: str, team: int, week: Week, now: datetime) -> None:
        if act == "stop":
            self.world.stop(person, now)
            del self.home[person]
        elif act == "erase":
            self.world.erase(person, now)
            del self.home[person]
            week.answers.pop(person, None)  # their ballot is taken back; they stay in n until the week ends
        elif self.home[person] != team:
            self.world.move(person, self.home[person], team, now)
            self.home[person] = team

    def _afterwards(self, week: Week, period: Period) -> None:
        """Some have themselves erased after the freeze; the label stays what it was (R10)."""
        while self.home and self.rng.random() < 0.2:
            person = self.rng.choice(list(self.home))
            self.world.erase(person, period.freezes_at)
            del self.home[person]
            week.erased.append(person)
        for team, post in self.world.post_again(period).items():
            week.posts[team].append(post)


def shown(message: Report) -> str:
    """All there is to a post, as the chat program receives it, with what its picture says."""
    content = report_blocks.post(WORDS, message, picture="F0PICTURE")
    return "\n".join([str(content["text"]), *(str(block.to_dict()) for block in content["blocks"])])
