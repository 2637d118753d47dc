"""The world by its rules alone, without a store: for histories by the hundred thousand."""

from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.histories.attack import Answer
from benchmarks.histories.life import PACK, shown
from bot.core import cells, disclosure
from bot.core.cells import Cell, TeamSize
from bot.core.disclosure import Draw, Label
from bot.core.periods import Period, Question
from bot.messages import Report


@dataclass(slots=True)
class Ruled:
    """bot/core decides about cells and labels; this only remembers who is where and said what."""

    departments: dict[int, str | None] = field(default_factory=dict)
    home: dict[int, int] = field(default_factory=dict)
    current: dict[bytes, Cell] = field(default_factory=dict)
    roster: dict[int, Cell | None] = field(default_factory=dict)
    positive: dict[int, bool] = field(default_factory=dict)
    labels: dict[Cell, Label] = field(default_factory=dict)

    def found(self, team: int, department: str | None, people: range, now: datetime) -> None:
        self.departments[team] = department
        self.home |= dict.fromkeys(people, team)

    def join(self, person: int, team: int, now: datetime) -> None:
        self.home[person] = team

    def stop(self, person: int, now: datetime) -> None:
        del self.home[person]

    def move(self, person: int, team: int, to: int, now: datetime) -> None:
        self.home[person] = to

    def erase(self, person: int, now: datetime) -> None:
        del self.home[person]
        self.positive.pop(person, None)

    def open(self, period: Period) -> dict[int, str]:
        sizes = [
            TeamSize(_id(team), its, list(self.home.values()).count(team)) for team, its in self.departments.items()
        ]
        current = self.current if cells.quarter(period) == cells.quarter(period.previous) else {}
        assigned = cells.assign_cells(sizes, current, disclosure.K_DEFAULT)
        self.current = {team: cell for team, cell in assigned.items() if cell}
        self.roster = {person: assigned[_id(team)] for person, team in self.home.items()}
        self.positive, self.labels = {}, {}
        return {team: str(cell) for team in self.departments if (cell := assigned[_id(team)])}

    def answer(self, person: int, period: Period, said: list[Answer], now: datetime) -> None:
        counts = (1,) if period.question is Question.ACTION else (4, 5)
        self.positive[person] = said[-1] in counts

    def freeze(self, period: Period, draw: Draw, *, holiday: bool) -> None:
        for cell in dict.fromkeys(self.current.values()):
            there = [person for person, its in self.roster.items() if its == cell]
            s = sum(self.positive.get(person, False) for person in there)
            label = disclosure.publish(s, len(there), disclosure.threshold(holiday=holiday), draw)
            self.labels |= {cell: label} if label else {}

    def post(self, period: Period) -> dict[int, str]:
        return {team: shown(self._post(period, team)) for team in self.departments}

    def post_again(self, period: Period) -> dict[int, str]:
        return self.post(period)

    def _post(self, period: Period, team: int) -> Report:
        cell = self.current.get(_id(team))
        return Report(
            period=str(period),
            question=period.question,
            high=cell is not None and self.labels.get(cell) == Label.HIGH,
            scope=cell.scope if cell else "team",
            department=self.departments[team],
            teams_high=cells.higher_line(self.labels.values()),
            case=PACK.cases[period.case(period.theme)],
            card=PACK.cards[period.theme],
            locale="nl",
        )


def _id(team: int) -> bytes:
    return bytes([team])
