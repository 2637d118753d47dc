"""Voting for the next theme, in both languages, through the real app and the playground."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.content import wording
from bot.core.orders import ORDER
from bot.core.prompts import Locale, Theme
from storage import ballots, identities
from tests.slack.stage import AMSTERDAM, Stage, on_stage
from tests.slack.talk import Step, Talk

FRIDAY = datetime(2027, 1, 15, 16, 0, tzinfo=AMSTERDAM)
MONDAY = datetime(2027, 1, 18, 9, 20, tzinfo=AMSTERDAM)
"""Of the last week of the first eight."""
BEFORE: list[Step] = [
    ("types", ("/zetje stem", "/zetje vote")),
    ("sees", "order.not_now"),
]
FLOWS: dict[str, list[Step]] = {
    "anna": [
        ("opens_home",),
        ("home_shows", "order.at_home"),
        ("taps_home", "open.vote"),
        ("window", "order.who_sees"),
        ("submits", {"theme": Theme.OPENHEID}),
        ("window", "order.received"),
        ("closes",),
        ("types", ("/zetje stem", "/zetje vote")),
        ("window", "order.intro"),
        ("submits", {"theme": Theme.AMBASSADEUR}),
        ("window", "order.received"),
        ("closes",),
    ],
    "bram": [
        ("types", ("/zetje stemmen", "/zetje vote")),
        ("window", "order.theme"),
        ("submits", {"theme": Theme.OPENHEID}),
        ("window", "order.received"),
        ("closes",),
    ],
}


@pytest.mark.parametrize("lang", wording.LOCALES)
def test_everybody_says_which_theme_comes_first(tmp_path: Path, lang: Locale) -> None:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", lang, FRIDAY) as stage:
        stage.found_team()
        stage.everybody_joins()
        Talk(stage, "anna").play(BEFORE)
        stage.move_to(MONDAY)
        stage.until(lambda: stage.nudges("anna"))
        for name, steps in FLOWS.items():
            Talk(stage, name).play(steps)
        assert _votes(stage) == {1: 1, 1 + list(Theme).index(Theme.OPENHEID): 1}


def _votes(stage: Stage) -> dict[int, int]:
    with stage.zetje.db.begin() as conn:
        team = identities.find(conn, stage.place("balie"))
        return ballots.tally(conn, "2027-W03", ORDER, f"team:{(team or b'').hex()}")
