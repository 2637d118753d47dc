"""/zetje as a table of (they type, the bot says), in both languages."""

from pathlib import Path

import pytest

from bot.core.prompts import Locale, Role
from handlers.slack.doors import SPOKEN, WORDS
from handlers.slack.joining_blocks import ROLE
from tests.slack.stage import ADMIN, Stage, on_stage

TABLE: list[tuple[str, str, str, dict[str, str | tuple[str, str]]]] = [
    ("anna", "/zetje", "command.help", {}),
    ("anna", "/zetje help", "command.help", {}),
    ("anna", "/zetje HELP", "command.help", {}),
    ("anna", "/zetje stop", "command.not_taking_part", {}),
    ("anna", "/zetje team", "team.error.admins_only", {}),
    ("anna", "/zetje coach", "appoint.error.admins_only", {}),
    ("anna", "/zetje rollen", "appoint.error.admins_only", {}),
    ("anna", "/zetje bezorging", "broadcast.error.admins_only", {}),
    ("anna", "/zetje uitdaging", "challenge.error.no_coach", {}),
    ("anna", "/zetje bericht Hallo allemaal", "broadcast.error.no_coach", {}),
    ("anna", "/zetje bilateraal vrijdag", "refusal.stranger", {}),
    ("anna", "/zetje mijn team", "belong.no_team", {}),
    ("anna", "/zetje stpo", "command.did_you_mean", {"suggestion": "/zetje stop"}),
    ("anna", "/zetje uitdagign", "command.did_you_mean", {"suggestion": ("/zetje uitdaging", "/zetje challenge")}),
    ("anna", "/zetje chalenge", "command.did_you_mean", {"suggestion": ("/zetje uitdaging", "/zetje challenge")}),
    ("anna", "/zetje 💥<!channel>", "command.unknown", {}),
    ("anna", "/zetje mee", "refusal.stranger", {}),
    (ADMIN, "/zetje", "command.help_admin", {}),
    (ADMIN, "/zetje team", "command.team_in_channel", {}),
]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_one_types_and_what_the_bot_says(tmp_path: Path, lang: Locale) -> None:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", lang) as stage:
        for name, words, key, params in TABLE:
            stage.command(name, words)
            said = {each: value if isinstance(value, str) else value[lang == "en"] for each, value in params.items()}
            assert stage.expects(name, key, **said)["ephemeral_to"] == stage.ids[name]


def test_a_team_needs_the_bot_in_the_channel(stage: Stage) -> None:
    stage.command(ADMIN, "/zetje team", "balie")
    stage.expects(ADMIN, "command.not_in_channel", "balie")


def test_answers_to_commands_are_for_one_person(stage: Stage) -> None:
    stage.command("anna", "/zetje help", "balie")
    stage.expects("anna", "command.help", "balie")
    assert stage.texts("bram", "balie") == []


def test_stopping_and_coming_back(monday: Stage) -> None:
    for name in ("anna", "bram"):
        monday.command(name, "/zetje stop")
        monday.expects(name, "command.stopped")
    monday.tap("bram", ROLE, value=Role.BALIE_KCC)
    monday.expects("bram", "welcome.text", hour="08:40")
    for name in ("anna", "bram"):
        monday.command(name, "/zetje hallo")
    assert ROLE in str(monday.expects("anna", "welcome.text", hour="09:15")["blocks"])
    assert ROLE not in str(monday.expects("bram", "welcome.back", hour="08:40")["blocks"])  # it is known


def test_nothing_personal_ever_lands_in_a_channel(monday: Stage) -> None:
    """Every word there is, typed in the team's channel: only the one who typed it sees anything of it."""
    before = monday.texts("bram", "balie")
    for word in WORDS:
        if word not in ("stop", "stoppen"):
            monday.command("anna", f"/zetje {word}", "balie")
    for words in ("/afspraak als ik vastzit, dan vraag ik Bram vrijdag", "/afspraak lijst", "/recept Bel een inwoner."):
        monday.command("anna", words, "balie")
    monday.expects("anna", "commitment.none", "balie")
    assert monday.texts("bram", "balie") == before
    assert all(each.get("ephemeral_to") == monday.ids["anna"] for each in monday.messages("anna", "balie"))


def test_every_door_has_a_word_in_each_language() -> None:
    assert set(SPOKEN["nl"].values()) == set(SPOKEN["en"].values())
