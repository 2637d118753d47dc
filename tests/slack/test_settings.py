"""Settings in chat: proposed by an administrator, approved by the privacy officer, announced to the team."""

from pathlib import Path

import pytest

from bot import appoint
from bot.core.offices import Office
from bot.core.prompts import Locale
from tests.slack.stage import ADMIN, WORDS, on_stage
from tests.slack.talk import Talk


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_setting_takes_two_people_and_the_team_reads_it(tmp_path: Path, lang: Locale) -> None:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", lang) as stage:
        stage.found_team()
        admin, officer, worker = (Talk(stage, name) for name in (ADMIN, "chadia", "daan"))
        here = stage.address(ADMIN)
        appoint.give(
            stage.zetje.db, here, {here.key}, stage.address("chadia"), Office.PRIVACY, stage.playground.clock.now()
        )
        settings = ("types", ("/zetje instellingen", "/zetje settings"))
        worker.play([settings, ("sees", "settings.error.not_for_you")])
        admin.play([settings, ("window", "settings.no_guests"), ("chooses", "settings.k", "8")])
        what = WORDS.say(lang, "settings.waits.k", k=8)
        admin.play([("window_shows", what), ("chooses", "settings.guests", stage.place("balie").key)])
        admin.play([("window_shows", WORDS.say(lang, "settings.waits.guests", channel="<#")[:20]), ("closes",)])
        officer.play([settings, ("window_shows", what), ("window_shows", WORDS.say(lang, "audit.parameter_proposed"))])
        view = officer.modal()
        assert view is not None
        approve = next(
            each["value"]
            for block in view["blocks"]
            for each in block.get("elements", [])
            if each.get("action_id") == "settings.approve"
        )
        officer.play([("chooses", "settings.approve", approve)])
        officer.play([("window", "settings.log_whole"), ("window_shows", WORDS.say(lang, "audit.parameter_approved"))])
        stage.expects("daan", "settings.announced_why", "balie")
