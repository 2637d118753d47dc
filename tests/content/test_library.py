"""The shipped prompts as one library: how many of each, for whom, and that no two say the same (content-spec §2-§6)."""

import re
from collections import Counter
from itertools import combinations, product

import pytest

from bot.content import pack, reading
from bot.core.periods import Period
from bot.core.prompts import Asks, Case, Kind, Locale, Prompt, Role, Theme

PROMPTS = pack.load().library.prompts
FOR_ALL, PER_ROLE = {Kind.ACTION: 96, Kind.REFLECTION: 46}, {Kind.ACTION: 6, Kind.REFLECTION: 2}
OTHERS = {Kind.STORY: 48, Kind.HELP: 23, Kind.RATING: 16, Kind.HABIT: 16}
DEEDS = {Kind.ACTION, Kind.HELP, Kind.HABIT, Kind.FOLLOWUP}
START_MINUTES = 3
ALIKE = 0.5
"""Share of their longer words that two prompts may have in common; the check of a pack refuses more than 0.6."""
RESIDENTS = {Case.RIJBEWIJS: "Karim", Case.ID_KAART: "Jansen", Case.BOUWVERGUNNING: "Yilmaz", Case.TAKKEN: "Ruud"}
"""Whom each case is about, in cases.yaml and in one scene at every role's place."""
IN_SIGHT = {
    "verantw-004", "verantw-013", "verantw-026", "verantw-029", "tijd-015", "tijd-028", "open-005", "open-013",
}  # fmt: skip
"""About visible work queues: no case tucked away."""
PLACES_OF_WORK = re.compile(r"\b(werkbak|gedeelde bak|la|mailbox|bord|lijst|hang)\b", re.IGNORECASE)


def counted(prompt: Prompt) -> bool:
    """By content-spec §3: without the three shared ratings, and of the follow-ups only those on a commitment."""
    return not prompt.measures and prompt.asks in (None, Asks.COMMITMENT)


COUNTED = [prompt for prompt in PROMPTS if counted(prompt)]


def fits(prompt: Prompt, role: Role) -> bool:
    return not prompt.roles or role in prompt.roles


def test_there_is_a_year_of_prompts() -> None:
    assert len(COUNTED) == 301
    kinds = Counter(prompt.kind for prompt in COUNTED)
    assert kinds == OTHERS | {Kind.ACTION: 132, Kind.REFLECTION: 58, Kind.FOLLOWUP: 8}
    assert sum(kinds[kind] for kind in DEEDS) / len(COUNTED) >= 0.45


@pytest.mark.parametrize("kind", FOR_ALL)
def test_most_are_for_all_and_every_role_has_its_own(kind: Kind) -> None:
    of_kind = [prompt for prompt in COUNTED if prompt.kind is kind]
    assert sum(not prompt.roles for prompt in of_kind) == FOR_ALL[kind]
    assert Counter(role for prompt in of_kind for role in prompt.roles) == dict.fromkeys(Role, PER_ROLE[kind])


def test_everything_else_is_for_all() -> None:
    assert not [prompt.id for prompt in COUNTED if prompt.kind in OTHERS and prompt.roles]


def test_every_case_has_two_scenes_at_every_place() -> None:
    scenes = Counter((prompt.case, prompt.scene_at) for prompt in PROMPTS if prompt.kind is Kind.STORY)
    assert scenes == dict.fromkeys(product(Case, Role), 2)


@pytest.mark.parametrize("theme", Theme)
def test_whenever_a_theme_comes_its_scenes_are_about_the_case_of_that_week(theme: Theme) -> None:
    told = {prompt.case for prompt in PROMPTS if prompt.kind is Kind.STORY and prompt.theme is theme}
    assert {week.case(theme) for week in Period(2027, 1).after(16)} <= told


@pytest.mark.parametrize(("case", "name"), RESIDENTS.items())
def test_one_resident_walks_past_the_whole_chain(case: Case, name: str) -> None:
    met = [prompt.scene_at for prompt in PROMPTS if prompt.case is case and name in prompt.text.nl]
    assert sorted(filter(None, met)) == sorted(Role)


def test_the_other_scenes_have_people_of_their_own() -> None:
    told = [prompt.text for prompt in PROMPTS if prompt.kind is Kind.STORY]
    names = Counter(name for text in told for name in _capitals(text.nl) & _capitals(text.en))
    assert sum(count == 1 for name, count in names.items() if name not in RESIDENTS.values()) >= 24


def _capitals(text: str) -> set[str]:
    return set(re.findall(r"\b[A-Z][a-z]{2,}", text))


@pytest.mark.parametrize("theme", Theme)
def test_no_theme_is_thin(theme: Theme) -> None:
    of_theme = [prompt for prompt in COUNTED if prompt.theme is theme]
    kinds = Counter(prompt.kind for prompt in of_theme if not prompt.roles)
    assert (kinds[Kind.ACTION], kinds[Kind.RATING], kinds[Kind.HABIT]) == (12, 2, 2)
    assert kinds[Kind.REFLECTION] >= 5
    assert kinds[Kind.STORY] >= 5
    assert kinds[Kind.HELP] >= 2


@pytest.mark.parametrize("theme", Theme)
def test_everybody_can_begin_every_theme_with_something_small(theme: Theme) -> None:
    """In weeks 1-8 every theme comes once: three deeds, a question and a scene of at most three minutes (S7)."""
    small = [prompt for prompt in COUNTED if prompt.theme is theme and prompt.phase == "start"]
    for role in Role:
        kinds = Counter(prompt.kind for prompt in small if fits(prompt, role))
        assert kinds[Kind.ACTION] >= 4
        assert all(kinds[kind] for kind in (Kind.REFLECTION, Kind.STORY, Kind.HELP))


def test_the_start_holds_nothing_big() -> None:
    assert not [prompt.id for prompt in PROMPTS if prompt.phase == "start" and prompt.effort_min > START_MINUTES]


def test_looking_back_ends_in_a_next_step() -> None:
    assert not [prompt.id for prompt in PROMPTS if prompt.kind is Kind.REFLECTION and prompt.then == "none"]


def test_looking_back_on_today_waits_for_the_end_of_the_day() -> None:
    today = [each for each in PROMPTS if each.kind is Kind.REFLECTION and "vandaag" in each.text.nl]
    assert not [prompt.id for prompt in today if prompt.moment != "einde-dag"]


def test_questions_do_not_all_begin_the_same() -> None:
    openings = Counter(
        " ".join(reading.words(prompt.text.nl)[:2])
        for prompt in PROMPTS
        if prompt.kind in (Kind.REFLECTION, Kind.ACTION)
    )
    assert max(openings.values()) <= 10


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_no_two_say_the_same(locale: Locale) -> None:
    told = [
        (prompt, {word.lower() for word in reading.words(prompt.text.said_in(locale)) if len(word) > 3})
        for prompt in PROMPTS
        if not prompt.measures and not prompt.asks
    ]
    twins = [
        (one.id, other.id)
        for (one, first), (other, second) in combinations(told, 2)
        if one.family != other.family and len(first & second) > ALIKE * len(first | second)
    ]
    assert twins == []


def test_work_is_in_sight() -> None:
    about = [prompt for prompt in PROMPTS if prompt.id in IN_SIGHT]
    assert len(about) == len(IN_SIGHT) >= 6
    assert not [prompt.id for prompt in about if not PLACES_OF_WORK.search(prompt.text.nl)]
