"""Who has no business there gets a friendly refusal at every entry point, changes nothing and learns nothing.

Clicks and windows are forged: the chat program never offered them to these people.
"""

import json
from collections.abc import Iterator
from datetime import date, time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import func, select

from bot import broadcast, challenge, propose, rotate
from bot.core.addresses import Address
from bot.core.broadcasts import Broadcast
from bot.core.challenges import Challenge
from bot.core.prompts import Kind
from bot.core.rhythms import Rhythm
from storage import identities, tables
from tests.bot.test_challenge import WORDS as DARE
from tests.slack.stage import ADMIN, AMSTERDAM, MONDAY, Stage, on_stage
from tests.slack.talk import Talk

SECRET = "Alleen voor team balie"
NUMBERS = count()
"""Each request is another one, or it would be a redelivery."""
KEPT = [
    table
    for table in tables.metadata.sorted_tables
    if table.name not in ("identities", "members", "facts", "periods", "rosters", "team_cells")
]
"""What none of them may change; identities grow by who shows up, members have an alarm clock."""


@pytest.fixture(scope="module", params=["nl", "en"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Town"]:
    """Bram coaches #balie; Chadia coaches #post; Daan is an employee; Elif was a coach of #balie once."""
    folder: Path = tmp_path_factory.mktemp("town")
    with on_stage(folder, f"sqlite:///{folder}/zetje.db", request.param) as stage:
        stage.make_team(coach="bram")
        stage.start_team()
        stage.make_team("post", coach="chadia")
        admin = Talk(stage, ADMIN)
        admin.play([("types_in", "balie", "/zetje coach"), ("window", "coach.who")])
        admin.play([("submits", {"who": "elif"}), ("window", "coach.named"), ("closes",)])
        admin.play([("types", ("/zetje rollen", "/zetje roles")), ("window", "appoint.logged")])
        elif_ = f"coach:{stage.ids['elif']}:"
        admin.play([("chooses", "roles.take", elif_)])
        stage.until(lambda: elif_ not in str(admin.modal()))
        stage.everybody_joins()
        stage.move_to(MONDAY)
        yield Town(stage)


class Town:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.db = stage, stage.zetje.db
        now, holidays = stage.playground.clock.now(), stage.zetje.clockwork.rules.holidays
        bram = stage.address("bram")
        channels = {each.name: each.id for each in stage.playground.workspace.channels.values()}
        self.channel = channels["balie"]
        with self.db.begin() as conn:
            team = identities.find(conn, Address("slack", bram.tenant, "channel", self.channel))
        assert team is not None
        self.team = team.hex()
        week = rotate.look(self.db, bram, self.team, now)
        assert isinstance(week, rotate.Recipe)
        wishes = challenge.Wishes(
            DARE, week.weeks[0][1], Rhythm.DAILY, date(2026, 12, 7), date(2026, 12, 11), (self.team,)
        )
        dare = challenge.keep(self.db, bram, None, wishes, holidays, now)
        sent = broadcast.keep(
            self.db,
            bram,
            None,
            broadcast.Wishes(SECRET, False, date(2026, 12, 9), time(10), (self.team,)),
            AMSTERDAM,
            now,
        )
        assert isinstance(dare, Challenge)
        assert isinstance(sent, Broadcast)
        self.challenge, self.broadcast = dare.id.hex(), sent.id.hex()
        propose.propose(self.db, stage.address("anna"), Kind.ACTION, SECRET, named=False, now=now)
        with self.db.begin() as conn:
            self.proposal = conn.execute(select(tables.proposals.c.proposal_id)).scalar_one().hex()

    def rows(self) -> dict[str, Any]:
        """Everything that is kept, as one could compare it; PROPOSAL deliveries come and go by themselves."""
        with self.db.begin() as conn:
            return {
                table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
                if table.name == "deliveries"
                else sorted(map(repr, conn.execute(select(table)).all()))
                for table in KEPT
            }

    def forge(self, name: str, body: dict[str, Any]) -> str:
        team = self.stage.playground.workspace.team_id
        full = {
            "user": {"id": self.stage.ids[name], "team_id": team},
            "team": {"id": team},
            "trigger_id": f"1.{next(NUMBERS)}.x",
            **body,
        }
        answer = self.stage.zetje.app.dispatch(BoltRequest(body=json.dumps(full), mode="socket_mode"))
        assert answer.status == 200, body
        return str(answer.body)

    def click(self, name: str, action_id: str, value: str) -> str:
        action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        return self.forge(name, {"type": "block_actions", "actions": [action]})

    def submit(self, name: str, callback_id: str, kept: dict[str, str], values: dict[str, Any]) -> str:
        view = {
            "id": f"V{next(NUMBERS)}",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": json.dumps(kept),
            "state": {"values": {field: {field: state} for field, state in values.items()}},
        }
        return self.forge(name, {"type": "view_submission", "view": view})


def text(value: str) -> dict[str, str]:
    return {"type": "plain_text_input", "value": value}


def one(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": value}}


def day(value: str) -> dict[str, str]:
    return {"type": "datepicker", "selected_date": value}


WRONG = ("daan", "chadia", "elif")
CLICKS = {
    "guide.place": "{team}",
    "guide.summary": "{team}",
    "launch.a4": "{team}",
    "launch.write": "{team}",
    "launch.start": "{team}",
    "recipe.accept": "{proposal}",
    "recipe.decline": "{proposal}",
    "challenge.open": "{challenge}",
    "challenge.change": "{challenge}",
    "challenge.plan": "{challenge}",
    "challenge.rehearse": "{challenge}",
    "challenge.cancel": "{challenge}",
    "broadcast.open": "{broadcast}",
    "broadcast.change": "{broadcast}",
    "broadcast.plan": "{broadcast}",
    "broadcast.rehearse": "{broadcast}",
    "broadcast.cancel": "{broadcast}",
    "broadcast.retry": "",
    "rotate.open": "{team}",
    "rotate.retire": "{proposal}",
    "rotate.reopen": "{team}:2026-12-24/2026-12-31",
    "roles.take": "admin:U1:",
    "settings.k": "9",
    "settings.guests": "{channel}",
    "settings.approve": "{proposal}",
    "settings.decline": "{proposal}",
    "open.settings": "",
    "open.roles": "",
    "open.account": "",
    "open.coach": "",
    "open.team": "",
}


@pytest.mark.parametrize("action_id", CLICKS)
@pytest.mark.parametrize("name", WRONG)
def test_a_forged_click_does_nothing(town: Town, name: str, action_id: str) -> None:
    before = town.rows()
    town.click(name, action_id, CLICKS[action_id].format(**vars(town)))
    town.stage.settle()
    assert town.rows() == before
    assert SECRET not in str(town.stage.playground.control.modal(town.stage.ids[name]))
    assert all(SECRET not in words for words in town.stage.texts(name))


@pytest.mark.parametrize("name", WRONG)
def test_a_forged_window_does_nothing(town: Town, name: str) -> None:
    before = town.rows()
    teams = {"type": "checkboxes", "selected_options": [{"value": town.team}]}
    who = {"type": "users_select", "selected_user": town.stage.ids[name]}
    dare = {"name": text("x"), "deed": text("y"), "first": day("2026-12-07"), "last": day("2026-12-11"), "teams": teams}
    note = {"text": text("x"), "to": one("members"), "teams": teams, "day": day("2026-12-08")}
    at = {"type": "timepicker", "selected_time": "10:00"}
    refused = [
        town.submit(name, "challenge", {}, dare),
        town.submit(name, "challenge", {"challenge": town.challenge}, dare),
        town.submit(name, "broadcast", {}, note | {"at": at}),
        town.submit(name, "broadcast", {"broadcast": town.broadcast}, note | {"at": at}),
        town.submit(name, "launch.written", {"team": town.team}, {"texts": text("Bel iemand.")}),
        town.submit(name, "rotate.close", {"team": town.team}, {"first": day("2026-12-28"), "last": day("2026-12-31")}),
        town.submit(name, "roles", {}, {"who": who, "office": one("admin")}),
        town.submit(name, "roles.coach", {"channel": town.channel}, {"who": who}),
    ]
    assert all('"errors"' in answer for answer in refused), refused
    town.submit(name, "team", {"channel": town.channel}, {"department": text("Anders"), "language": one("en")})
    town.stage.settle()
    assert town.rows() == before


@pytest.mark.parametrize("name", WRONG)
def test_a_swap_of_anothers_themes_does_nothing(town: Town, name: str) -> None:
    before = town.rows()
    view = {"id": "V1", "type": "modal", "private_metadata": json.dumps({"team": town.team})}
    action = {
        "type": "static_select",
        "action_id": "rotate.swap",
        "block_id": "b",
        "selected_option": {"value": "2026-W49:openheid"},
    }
    town.forge(name, {"type": "block_actions", "actions": [action], "view": view})
    town.stage.settle()
    assert town.rows() == before


@pytest.mark.parametrize(
    ("name", "own"), [("daan", "Wij helpen."), ("bram", "Wij bellen."), ("elif", "Wij luisteren.")]
)
def test_only_a_team_writes_its_own_sentence(town: Town, name: str, own: str) -> None:
    """They belong to #balie, one of them as its coach; #post chooses for itself."""
    with town.db.begin() as conn:
        post = identities.remember(conn, town.stage.place("post")).hex()
    before = town.rows()
    town.click(name, "phrase.open", post)
    for words in ("Wij helpen.", "Wij helpen!"):
        assert '"errors"' in town.submit(name, "phrase", {"team": post}, {"text": text(words)})
    town.stage.settle()
    assert town.rows() == before
    assert "errors" not in town.submit("anna", "phrase", {"team": post}, {"text": text(own)})
    town.stage.settle()
    assert len(town.rows()["sentences"]) == len(before["sentences"]) + 1


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("/zetje team", "team.error.admins_only"),
        ("/zetje coach", "appoint.error.admins_only"),
        ("/zetje rollen", "appoint.error.admins_only"),
        ("/zetje instellingen", "settings.error.not_for_you"),
        ("/zetje bezorging", "broadcast.error.admins_only"),
        ("/zetje bericht", "broadcast.error.no_coach"),
        ("/zetje uitdaging", "challenge.error.no_coach"),
    ],
)
def test_a_command_is_refused_kindly(town: Town, words: str, key: str) -> None:
    town.stage.command("daan", words, "balie")
    town.stage.expects("daan", key, "balie")


@pytest.mark.parametrize("name", WRONG)
def test_their_own_page_shows_nothing_of_it(town: Town, name: str) -> None:
    talk = Talk(town.stage, name)
    talk.play([("opens_home",)])
    assert SECRET not in str(talk.home())
    assert town.team not in str(talk.home())


def test_the_right_coach_sees_and_does_it(town: Town) -> None:
    """The same clicks work for whose they are: the refusals above are no accident."""
    talk = Talk(town.stage, "bram")
    talk.play([("opens_home",)])
    town.stage.until(lambda: SECRET in str(talk.home()) and town.challenge in str(talk.home()))
    before = town.rows()
    town.click("bram", "guide.place", town.team)
    town.click("bram", "recipe.accept", town.proposal)
    town.stage.settle()
    assert town.rows() != before
