"""Every word the bot says exists in both languages, says the same things, and is used."""

import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

import handlers
from bot import (
    agree,
    amend,
    appoint,
    broadcast,
    challenge,
    commit,
    enrol,
    export,
    fetch,
    gather,
    guide,
    launch,
    order,
    phrase,
    propose,
    reply,
    rotate,
    steer,
    summarise,
    take_up,
)
from bot.content import advice, reading, wording
from bot.core import teampage
from bot.core.answers import DONE, SET_ASIDE
from bot.core.broadcasts import Fault as Sending
from bot.core.broadcasts import State
from bot.core.cells import Scope
from bot.core.challenges import Fault, Phase
from bot.core.commitments import Outcome
from bot.core.members import Standing
from bot.core.offices import Office
from bot.core.parameters import Fault as Change
from bot.core.periods import Question
from bot.core.prompts import Asks, Kind, Locale, Role, Theme
from bot.core.rhythms import Rhythm
from bot.core.silence import PACES
from bot.core.snoozing import Snooze
from bot.dates import Doubt
from bot.look import Why
from bot.messages import Moment, Reaction
from handlers.slack import (
    asking_blocks,
    broadcast_blocks,
    challenge_blocks,
    challenge_window,
    commitment_blocks,
    home_blocks,
    nudge_blocks,
    receipt_blocks,
    recipe_blocks,
    rhythm_blocks,
)
from handlers.slack import year_blocks as year
from handlers.slack.doors import DOORS
from storage.audit import Act
from storage.deliveries import Kind as DeliveryKind

WORDS = wording.load()
KEYS = sorted(WORDS.keys("nl"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(handlers.__file__).parent.rglob("*.py"))
ON_BUTTONS = set(DOORS) - {"coach", "help", "menu", "team", "tell"}
"""Doors that only a word, or a button with words of its own, leads to have no words here."""
COMMANDS = ("command", "commitment", "recipe", "challenge")
CHALLENGE_FIELDS = [
    getattr(challenge_window, name) for name in ("NAME", "DEED", "NAME_EN", "DEED_EN", "FIRST", "LAST")
] + [button.partition(".")[2] for button in challenge_blocks.CAN[Phase.DRAFT]]
FAMILIES = {
    "theme": Theme,
    "kind": (*Kind, "challenge", Asks.ONE_TO_ONE, Asks.FITS, Asks.PACE),
    "role": Role,
    "scene": Role,
    "reply": Reaction,
    "refusal": {*reply.Refusal, *enrol.Refusal},
    "paper.about": Question,
    "paper.part": [each.name for each in fields(teampage.Words)],
    "report.high": Question,
    "report.scope": Scope.__args__,  # type: ignore[attr-defined]
    "answer": (DONE, *SET_ASIDE),
    "snooze": Snooze,
    "menu": nudge_blocks.MENU_CHOICES,
    "then": receipt_blocks.AFTERWARDS,
    "why": Why,
    "pace": PACES,
    "rhythm": rhythm_blocks.TIMES,
    "steer": steer.Fault,
    "now": fetch.NotNow,
    "day": home_blocks.SIGNS,
    "door": ON_BUTTONS,
    "home": (
        Standing.PAUSED,
        Standing.STOPPED,
        "commitments",
        "week",
        "rhythm",
        "together",
        "mine",
        "admin",
        "oversight",
    ),
    "ask.hint": range(1, asking_blocks.HINTS + 1),
    "commitment": (commitment_blocks.CUE, commitment_blocks.DEED, "cue_example", "deed_example"),
    "commitment.menu": commitment_blocks.CHOICES,
    "commitment.outcome": (*Outcome, "open"),
    "commitment.error": {*commit.Refusal, "no_day"},
    "commitment.doubt": Doubt,
    "advice": [key.removeprefix("advice.") for key in advice.KEYS],
    "guide.error": guide.Refusal,
    "agree.error": agree.Refusal,
    "agree.outcome": Outcome,
    "phrase.error": phrase.Refusal,
    "appoint.error": appoint.Refusal,
    "belong.error": gather.Refusal,
    "broadcast": [button.partition(".")[2] for button in broadcast_blocks.CAN[State.DRAFT]],
    "broadcast.error": {*broadcast.Refusal, *Sending, "no_coach", "no_moment"},
    "broadcast.to": (broadcast_blocks.CHANNELS, broadcast_blocks.MEMBERS),
    "audit": Act,
    "settings.announced": ("k", "guests", "no_guests"),
    "settings.error": {*amend.Refusal, *Change},
    "settings.waits": ("k", "guests", "no_guests"),
    "account": ("sent", "waiting", "cancelled", "not_wanted"),
    "challenge": CHALLENGE_FIELDS,
    "challenge.days": Rhythm,
    "challenge.error": {*challenge.Refusal, *take_up.Refusal, *Fault, "no_coach", "no_days"},
    "challenge.heading": (Moment.START, Moment.HALFWAY, Moment.CLOSING),
    "challenge.moment": Moment,
    "challenge.rhythm": Rhythm,
    "launch.error": launch.Refusal,
    "office": (*Office, "coach"),
    "order": order.Outcome,
    "phase": Phase,
    "rotate.error": {*rotate.Refusal, "both"},
    "summary.error": summarise.Refusal,
    "team.error": gather.Refusal,
    "recipe.kind": recipe_blocks.KINDS,
    "recipe.error": propose.Refusal,
    "export.field": export.FIELDS,
    "export.team": export.IN_THE_TEAM,
    "export.standing": Standing,
    "export.message": DeliveryKind,
    "export": (
        *("member", "in_the_team", "answers", "unanswered", "commitments", "messages", "proposals"),
        "changes_for_others",
    ),
    "year": (year.PROUD, year.PLANS, year.LEARNT, year.HELPED, year.NEEDS, year.CUE, year.DEED),
    "year.heading": year.HEADINGS,
    "manifest": [f"{name}{part}" for name in COMMANDS for part in ("", "_hint")],
}
"""Words whose key is made up from a name: every name of the family has its words, and there are no others."""


def test_both_languages_have_the_same_keys() -> None:
    assert WORDS.keys("nl") == WORDS.keys("en")


def test_both_languages_fill_in_the_same() -> None:
    assert [key for key in KEYS if _holders(key, "nl") != _holders(key, "en")] == []


def _holders(key: str, locale: Locale) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(WORDS.catalogues[locale][key]) if name}


def test_the_tone_is_kept() -> None:
    everything = [(key, words) for said in WORDS.catalogues.values() for key, words in said.items()]
    assert [key for key, words in everything if "!" in words or not words.strip()] == []
    dutch = WORDS.catalogues["nl"]
    assert [key for key, words in dutch.items() if re.search(r"\b(u|uw|moet)\b", words)] == []


def test_the_dutch_is_plain() -> None:
    ours = {"slack", "zetje", "werkoverleg", "teambeeld", "micro-actie", "privacyfunctionaris"}
    bare = {
        key: re.sub(r"`[^`]*`|:[a-z_]+:|\{\w+\}", "", WORDS.catalogues["nl"][key])
        for key in KEYS
        if not key.startswith("manifest.")
    }
    rare = {key: reading.rare_words(words, ours) for key, words in bare.items()}
    assert {key: words for key, words in rare.items() if words} == {}


def test_what_stands_beside_a_field_is_plain_text() -> None:
    """Slack shows it as it is: backticks and all."""
    beside = re.compile(r"(agree|broadcast|commitment|launch|phrase|recipe|rotate)\.error\.|steer\.(?!paused|resumed)")
    shown = [(lang, key) for lang, said in WORDS.catalogues.items() for key in said if beside.match(key)]
    assert ("nl", "steer.no_days") in shown
    assert [(lang, key) for lang, key in shown if "`" in WORDS.catalogues[lang][key]] == []


def test_every_key_that_code_asks_for_exists() -> None:
    asked = set(re.findall(r'say\([^"]*?"([a-z_]+\.[a-z_.]+)"', CODE))
    assert asked
    assert asked <= set(KEYS)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_has_its_words(family: str) -> None:
    assert {f"{family}.{member}" for member in FAMILIES[family]} <= set(KEYS)


def test_no_key_is_left_that_nothing_says() -> None:
    named = set(re.findall(r"[\"']([a-z_]+\.[a-z_.]+)[\"']", CODE))
    made_up = {f"{family}.{member}" for family, members in FAMILIES.items() for member in members}
    assert set(KEYS) - named - made_up == set()
