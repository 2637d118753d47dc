"""Anything may come in: long, empty, strange, old, or somebody else's. One clear answer, no exception, no leak."""

import json
import logging
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt import BoltRequest

from bot import commit, reply
from bot.core.addresses import Address
from bot.core.broadcasts import State
from bot.core.challenges import Phase
from bot.core.commitments import Commitment, Plan
from handlers.slack import (
    agreeing_blocks,
    appointing_blocks,
    belonging_blocks,
    broadcast_blocks,
    challenge_blocks,
    challenge_window,
    founding_blocks,
    guide_blocks,
    launching_blocks,
    phrasing_blocks,
    rotating_blocks,
)
from handlers.slack.commands import CHALLENGE, COMMAND, COMMITMENT, RECIPE
from handlers.slack.doors import DOORS, WORDS
from tests.bot.sample import give_answer
from tests.slack.stage import MONDAY, PEOPLE, Stage, on_stage

SECRET = "mijn geheime zin over de brief"
STRANGE = (
    "",
    " ",
    "x" * 12_000,
    "💥🙂" * 300,
    "\u202eomgekeerd\u200f مرحبا",
    "<!channel> <!here> <@U0SOMEBODY> <https://example.org|klik>",
    "\x00\x01",
    "a" * 32,
    "zz" * 16,
    "done:" + "0" * 32,
    "hour:" + "f" * 32,
    "2026-99-99/oeps",
    "999999999999999999999",
    "{'a': 1}",
    "[]",
)
NUMBERS = count()
"""Each request is another one, or it would be a redelivery."""
WORD = st.one_of(st.sampled_from(STRANGE), st.text(max_size=80), st.sampled_from(sorted(WORDS)))
ACTIONS = (
    *(f"open.{door}" for door in DOORS),
    *("nudge.answer.done", "nudge.answer.scale:9", "nudge.answer.choice:99", "nudge.snooze", "nudge.menu"),
    *("nudge.write", "nudge.change", "join.role", "away.take_back", "commitment.menu", "commitment.example"),
    *("said.older", "recipe.accept", "recipe.decline", "ask.hint"),
    *(
        guide_blocks.PLACE,
        agreeing_blocks.MAKE,
        agreeing_blocks.SETTLE,
        phrasing_blocks.OPEN,
        appointing_blocks.TAKE,
        broadcast_blocks.RETRY,
    ),
    *(launching_blocks.CLEAR, launching_blocks.A4, launching_blocks.WRITE, launching_blocks.START),
    *(challenge_blocks.OPEN, challenge_blocks.JOIN, challenge_blocks.LEAVE, *challenge_blocks.CAN[Phase.DRAFT]),
    *(challenge_window.TEMPLATE, broadcast_blocks.OPEN, *broadcast_blocks.CAN[State.DRAFT]),
    *(rotating_blocks.OPEN, rotating_blocks.SWAP, rotating_blocks.RETIRE, rotating_blocks.REOPEN),
)
WINDOWS = (
    *("nudge.modal", "rhythm", "away", "commitment", "commitment.move", "ask", "ask.preview", "thank", "recipe"),
    *("export", "year", "year.preview"),
    *(
        agreeing_blocks.MODAL,
        phrasing_blocks.MODAL,
        appointing_blocks.ROLES_MODAL,
        appointing_blocks.COACH_MODAL,
        founding_blocks.MODAL,
    ),
    *(belonging_blocks.HOME_MODAL, belonging_blocks.TALK_MODAL, broadcast_blocks.MODAL, challenge_window.MODAL),
    *(launching_blocks.READ, launching_blocks.WRITTEN, rotating_blocks.CLOSE),
)
FIELDS = (
    "answer",
    "morning",
    "pace",
    "days",
    "zone",
    "language",
    "themes",
    "first",
    "last",
    "cue",
    "deed",
    "day",
    "habit",
)
MORE_FIELDS = (
    *("who", "words", "coach", "text", "kind", "named", "proud", "plans", "learnt"),
    *("name", "name_en", "deed_en", "rhythm", "theme", "teams", "team", "to", "at", "office", "department", "group"),
    *("role", "sentence", "texts"),
)


class Town:
    """A team at work, in which Bram has said something that is nobody else's business."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.app = stage, stage.zetje.app
        self.team, self.anna = stage.playground.workspace.team_id, stage.ids["anna"]
        bram = Address("slack", self.team, "person", stage.ids["bram"])
        [nudge] = stage.nudges("bram")
        self.his_nudge = next(b["block_id"] for b in nudge["blocks"] if "nudge." in b["block_id"]).removeprefix(
            "nudge."
        )
        rules, now = stage.zetje.clockwork.rules, stage.playground.clock.now()
        assert isinstance(give_answer(stage.zetje.db, rules, bram, self.his_nudge, "done", now), reply.Received)
        made = commit.make(stage.zetje.db, bram, Plan("ik vastzit", SECRET, MONDAY.date()), rules.holidays, now)
        assert isinstance(made, Commitment)
        self.his_plan = made.id.hex()
        self.rules, self.bram = rules, bram

    def command(self, name: str, text: str) -> int:
        payload = {
            "command": name,
            "text": text,
            "channel_id": self.stage.app["id"],
            **self._who(),
            "trigger_id": f"1.{next(NUMBERS)}.x",
        }
        return self._send(payload | {"response_url": self._nowhere(), "user_id": self.anna, "team_id": self.team})

    def click(self, action_id: str, value: str, chosen: bool) -> int:
        action: dict[str, Any] = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        if chosen:
            action = {**action, "type": "overflow", "selected_option": {"value": value}}
        return self._send(
            {
                "type": "block_actions",
                "actions": [action],
                "trigger_id": f"1.{next(NUMBERS)}.x",
                "view": self._view("", "{}", {}),
                **self._who(),
            }
        )

    def submit(self, window: str, carried: str, values: dict[str, Any]) -> int:
        return self._send({"type": "view_submission", "view": self._view(window, carried, values), **self._who()})

    def _send(self, payload: dict[str, Any]) -> int:
        body = json.dumps(payload) if "command" not in payload else payload
        return int(self.app.dispatch(BoltRequest(body=body, mode="socket_mode")).status)

    def _who(self) -> dict[str, Any]:
        return {"user": {"id": self.anna, "team_id": self.team}, "team": {"id": self.team}}

    def _view(self, window: str, carried: str, values: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": "V0",
            "type": "modal",
            "callback_id": window,
            "private_metadata": carried,
            "state": {"values": {name: {name: state} for name, state in values.items()}},
        }

    def _nowhere(self) -> str:
        return f"{self.stage.playground.url}/response/unknown"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("fuzz")
    with on_stage(folder, f"sqlite:///{folder}/zetje.db") as stage:
        stage.make_team(coach="anna")  # a coach reaches further
        stage.start_team()
        stage.everybody_joins(PEOPLE)
        stage.move_to(MONDAY)
        stage.until(lambda: all(stage.nudges(name) for name in PEOPLE))
        logging.getLogger("handlers").addHandler(BROKEN)
        yield Town(stage)
        logging.getLogger("handlers").removeHandler(BROKEN)


class Broken(logging.Handler):
    """Keeps what broke, but for Slack's own refusals: the trigger ids and addresses in here are made up."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "SlackApiError" not in record.getMessage():
            self.found.append(record.getMessage())


BROKEN = Broken()
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
"""Very long words are tried on purpose; how long it takes to print them is no fault."""
QUIETLY = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@QUIETLY
@given(
    st.sampled_from([COMMAND, *COMMITMENT.values(), *RECIPE.values(), *CHALLENGE.values()]),
    st.lists(WORD, max_size=3).map(" ".join),
)
def test_any_command(town: Town, name: str, words: str) -> None:
    assert town.command(name, words) == 200


@QUIETLY
@given(st.sampled_from(ACTIONS), WORD, st.booleans(), st.booleans())
def test_any_button(town: Town, action: str, value: str, chosen: bool, his: bool) -> None:
    if his:
        value = town.his_plan if "commitment" in action else town.his_nudge
    assert town.click(action, value, chosen) == 200


STATES = st.one_of(
    WORD.map(lambda word: {"type": "plain_text_input", "value": word}),
    WORD.map(lambda word: {"type": "static_select", "selected_option": {"value": word}}),
    WORD.map(lambda word: {"type": "checkboxes", "selected_options": [{"value": word}]}),
    st.sampled_from(["2026-12-04", "0001-01-01", "9999-12-31", "oeps", None]).map(
        lambda day: {"type": "datepicker", "selected_date": day}
    ),
    st.sampled_from(["09:00", "25:99", None]).map(lambda at: {"type": "timepicker", "selected_time": at}),
    st.just({"type": "radio_buttons", "selected_option": None}),
)


@QUIETLY
@given(
    st.sampled_from(WINDOWS),
    WORD,
    st.dictionaries(st.sampled_from((*FIELDS, *MORE_FIELDS)), STATES, max_size=8),
    st.booleans(),
)
def test_any_window(town: Town, window: str, carried: str, values: dict[str, Any], his: bool) -> None:
    if his:
        carried = json.dumps(
            {"nudge": town.his_nudge, "commitment": town.his_plan, "channel": "C0", "whom": "U0", "turn": 1}
        )
    assert town.submit(window, carried, values) == 200


def test_nothing_of_bram_was_touched_or_shown(town: Town) -> None:
    """After all that came before: his answer and his plan are as he left them, and only his."""
    for action in ACTIONS:
        for value in (town.his_nudge, f"done:{town.his_plan}", f"why:{town.his_nudge}", f"hour:{town.his_nudge}"):
            town.click(action, value, chosen=True)
    now = town.stage.playground.clock.now()
    found = reply.look_up(town.stage.zetje.db, town.rules, town.bram, town.his_nudge, now)
    assert isinstance(found, reply.Open)
    assert found.answer == "done"
    [plan] = commit.mine(town.stage.zetje.db, town.bram)
    assert plan.is_open
    assert plan.plan.deed == SECRET
    town.stage.settle()
    seen = json.dumps(town.stage.playground.control.get("views", user=town.anna))
    assert BROKEN.found == []
    assert SECRET not in seen + json.dumps(town.stage.messages("anna"))
