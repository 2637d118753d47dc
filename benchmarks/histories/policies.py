"""What may be read in what was posted: by our own policy, by naive ones, and by ours with a mistake planted in it.

A policy turns a week into claims. Ours reads the posts as they were; the others say what they would have posted.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from benchmarks.histories import mechanisms
from benchmarks.histories.attack import Answer, Claim, Measure, Reading, Sum
from benchmarks.histories.life import WORDS, Week
from benchmarks.histories.mechanisms import Mechanism
from bot.core.cells import Cell
from bot.core.disclosure import K_DEFAULT, Label
from bot.core.periods import Question
from handlers.slack import report_blocks

YES_OR_NO: tuple[Answer, ...] = (None, 0, 1)
GRADES: tuple[Answer, ...] = (None, 1, 2, 3, 4, 5)
People = frozenset[int]
Claims = Callable[[Week, Random], list[Claim]]


@dataclass(frozen=True, slots=True)
class Policy:
    name: str
    claims: Claims
    measures: Mapping[bool, Measure]
    """What is added up of an answer to "did you", and of a grade (False)."""

    def reading(self, week: Week, *, steady: bool = False) -> Reading:
        deed = week.question is Question.ACTION
        return Reading(self.measures[deed], YES_OR_NO if deed else GRADES, steady)


class NotOurWords(Exception):
    """A post that says something the policy has no words for."""


# What is added up


def _yes(answer: Answer) -> Sum:
    return (int(answer == 1),)


def _good(answer: Answer) -> Sum:
    return (int(answer in (4, 5)),)


def _answered_yes(answer: Answer) -> Sum:
    return int(answer is not None), int(answer == 1)


def _answered_good(answer: Answer) -> Sum:
    return int(answer is not None), int(answer in (4, 5))


def _answered_grade(answer: Answer) -> Sum:
    return int(answer is not None), answer or 0


POSITIVES: Mapping[bool, Measure] = {True: _yes, False: _good}
RESPONDENTS: Mapping[bool, Measure] = {True: _answered_yes, False: _answered_good}
MEANS: Mapping[bool, Measure] = {True: _answered_grade, False: _answered_grade}


# Ours


def read(week: Week, _rng: Random) -> list[Claim]:
    """What the posts say, to whoever knows the policy and the rosters."""
    return [claim for team, posts in week.posts.items() for post in posts for claim in _said(week, team, post)]


def _said(week: Week, team: int, post: str) -> Iterator[Claim]:
    people = week.rosters.get(week.cells.get(team, ""), frozenset())
    label = label_in(week, team, post)
    if label is Label.HIGH or len(people) >= week.k:  # below k the same words say nothing at all
        yield Claim(people, week.topic, _one_of(support(mechanisms.published, len(people), label)))


def label_in(week: Week, team: int, post: str) -> Label:
    """LOW where there is no team picture. Raises NotOurWords."""
    scope = Cell.parse(week.cells.get(team, "team:")).scope
    high = report_blocks.label(WORDS, "nl", week.question, scope, week.departments[team])
    found = (high in post, WORDS.say("nl", "report.no_label") in post)
    if found not in ((True, False), (False, True)):
        raise NotOurWords(post)
    return Label.HIGH if found[0] else Label.LOW


# Naive ones: exact within a team from five respondents up


def _counts(respondents: int, total: int) -> object:
    return respondents, total


def _percentages(respondents: int, total: int) -> object:
    return round(100 * total / respondents / 5) * 5


def _means(respondents: int, total: int) -> object:
    return round(total / respondents, 1)


def _figures(figure: Callable[[int, int], object], measures: Mapping[bool, Measure], *, departments: bool) -> Claims:
    def claims(week: Week, _rng: Random) -> list[Claim]:
        measure = measures[week.question is Question.ACTION]
        return [_figure(week, people, figure, measure) for people in groups(week, departments=departments)]

    return claims


def _figure(week: Week, people: People, figure: Callable[[int, int], object], measure: Measure) -> Claim:
    def says(total: Sum) -> object:
        return figure(*total) if total[0] >= K_DEFAULT else None

    said = says(added(week, people, measure))
    return Claim(people, week.topic, lambda total: says(total) == said)


def groups(week: Week, *, departments: bool) -> list[People]:
    found = [people for people in week.teams.values() if people]
    if departments:
        for name in sorted({its for its in week.departments.values() if its}):
            teams = [people for team, people in week.teams.items() if week.departments[team] == name and people]
            found += [frozenset[int]().union(*teams)] if len(teams) > 1 else []
    return found


# Ours with a mistake planted in it


def _label(
    week: Week, people: People, n: int, mechanism: Mechanism, rng: Random, counted: People | None = None
) -> Claim:
    """A label drawn over `people` as if they were n; `counted` are those whose answers still exist."""
    counted = people if counted is None else counted
    [s] = added(week, counted, POSITIVES[week.question is Question.ACTION])
    label = mechanism(s, n, rng.randrange)
    return Claim(counted, week.topic, _one_of(support(mechanism, n, label)))


def _rostered(week: Week) -> list[People]:
    return [people for people in week.rosters.values() if len(people) >= week.k]


def one_fewer(week: Week, rng: Random) -> list[Claim]:
    """Tau is drawn for n - 1."""
    return [_label(week, each, len(each), mechanisms.one_person_fewer, rng) for each in _rostered(week)]


def on_respondents(week: Week, rng: Random) -> list[Claim]:
    """The smallest group, and n, are those who answered."""
    return [_on_respondents(week, people, rng) for people in week.rosters.values()]


def _on_respondents(week: Week, people: People, rng: Random) -> Claim:
    r, s = added(week, people, RESPONDENTS[week.question is Question.ACTION])
    label = mechanisms.published(s, r, rng.randrange) if r >= K_DEFAULT else None
    return Claim(people, week.topic, lambda total: total[1] in support(mechanisms.published, total[0], label))


def reissued(week: Week, rng: Random) -> list[Claim]:
    """The label is drawn anew when somebody has themselves erased: the roster stays, their ballot is gone."""
    claims = read(week, rng)
    for people in _rostered(week):
        gone: set[int] = set()
        for person in week.erased:
            if person in people:
                gone.add(person)
                claims.append(_label(week, people, len(people), mechanisms.published, rng, people - gone))
    return claims


def overlapping(week: Week, rng: Random) -> list[Claim]:
    """The pool of a department counts its big teams too, which have a label of their own."""
    pools = [each for each in groups(week, departments=True) if len(each) >= week.k]
    own = [people for people in week.teams.values() if len(people) >= week.k]
    return [_label(week, each, len(each), mechanisms.published, rng) for each in {*pools, *own}]


def with_department(week: Week, rng: Random) -> list[Claim]:
    """Beside the labels one figure of the department, exact, from raw answers."""
    measure = POSITIVES[week.question is Question.ACTION]
    departments = set(groups(week, departments=True)) - set(groups(week, departments=False))
    return read(week, rng) + [_exact(week, people, added(week, people, measure)) for people in departments]


def _exact(week: Week, people: People, said: Sum) -> Claim:
    return Claim(people, week.topic, lambda total: total == said)


def drawn_twice(posts: Mapping[int, list[str]]) -> bool:
    """Whether a team read two different things about one week: a second draw tells more than the first (R10)."""
    return any(len(set(each)) > 1 for each in posts.values())


def added(week: Week, people: People, measure: Measure) -> Sum:
    total = tuple(0 for _ in measure(None))
    for person in people:
        total = tuple(a + b for a, b in zip(total, measure(week.answers.get(person)), strict=True))
    return total


@lru_cache
def support(mechanism: Mechanism, n: int, label: object) -> set[int]:
    return mechanisms.supports(mechanism, n).get(label, set())


def _one_of(support: set[int]) -> Callable[[Sum], bool]:
    return lambda total: total[0] in support


OURS = Policy("ours", read, POSITIVES)
NAIVE = tuple(
    Policy(name + beside, _figures(figure, measures, departments=bool(beside)), measures)
    for beside in ("", ", also of departments")
    for name, figure, measures in (
        ("exact counts", _counts, RESPONDENTS),
        ("percentages rounded to 5", _percentages, RESPONDENTS),
        ("means to one decimal", _means, MEANS),
    )
)
PLANTED = (
    Policy("tau for n - 1", one_fewer, POSITIVES),
    Policy("k on respondents", on_respondents, RESPONDENTS),
    Policy("a new label after an erasure", reissued, POSITIVES),
    Policy("pools that overlap with teams", overlapping, POSITIVES),
    Policy("an exact figure of the department", with_department, POSITIVES),
)
