"""Everybody tries everything on somebody else's data, and neither sees nor changes any of it (disclosure-policy S7).

What there is to try is asked of the features themselves, so a new listener cannot be forgotten.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest

from benchmarks.year.record import Record, Traffic
from bot import appoint, challenge, commit, export, reply, take_up
from bot.core.challenges import Challenge
from bot.core.commitments import Plan
from bot.core.offices import Office
from bot.core.prompts import AnswerType, Theme
from bot.core.rhythms import Rhythm
from handlers.slack import nudge_blocks
from handlers.slack.doors import DOORS, OPEN, WORDS
from storage import identities, nudges
from tests.bot.sample import give_answer, votes
from tests.bot.test_challenge import WORDS as DARE
from tests.slack.registered import listeners
from tests.slack.stage import ADMIN, MONDAY, PEOPLE, Stage, on_stage

SECRET = "geheim17 over de brief"
ROLES = {"anna": "colleague", "chadia": "coach", ADMIN: "admin", "daan": "privacy", "elif": "observer"}
PATTERNS = {
    rf"^{re.escape(OPEN)}": [f"{OPEN}{door}" for door in DOORS],
    rf"^{re.escape(nudge_blocks.ANSWER)}": [f"{nudge_blocks.ANSWER}{said}" for said in ("done", "scale:5", "choice:0")],
}
"""What a pattern of names stands for."""
ON_PURPOSE = {"erase", "roles", "roles.coach", "team"}
"""Windows that erase whoever sends them, or in which an administrator changes roles and teams (test_roles.py)."""
AT_ONCE = {"now", "pause", "resume", "stop", "join"}
"""Doors that do something at once; all others only show."""
EVENTS = {"message", "app_home_opened"}
COMING_AND_GOING = {"member_joined_channel", "member_left_channel", "subteam_updated", "user_change"}
"""Nothing is asked by these, and nothing answered (test_loop.py)."""
OF_THE_APP = {"app_uninstalled", "tokens_revoked"}
"""Nobody sends these but Slack, and they end the program (test_leaving.py)."""


@dataclass
class Town:
    """Monday in a team of six; everything that leaves the bot is kept."""

    stage: Stage
    record: Record = field(default_factory=Record)
    his: dict[str, str] = field(default_factory=dict)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    """What the others saw before he did anything, and after."""

    def __post_init__(self) -> None:
        self.workspace = self.stage.playground.workspace
        self.workspace.traffic = Traffic(self.record)
        self.me, self.now = self.stage.address("bram"), self.stage.playground.clock.now()

    def bram_does_what_is_nobodys_business(self) -> None:
        """Answers by a tap and in words, promises something, and joins a challenge."""
        db, rules, now = self.stage.zetje.db, self.stage.zetje.clockwork.rules, self.now
        [nudge] = self.stage.nudges("bram")
        block = next(each for each in nudge["blocks"] if each["block_id"].startswith("nudge."))
        words = next(each.id for each in rules.library.prompts if each.answer.type is AnswerType.TEXT)
        with db.begin() as conn:
            id = identities.find(conn, self.me)
            assert id is not None
            more = nudges.claim(conn, id, now.date(), "2026-W49", words, turn=1)
        assert more is not None
        self.his = {"nudge": block["block_id"].removeprefix("nudge."), "more": more.nudge_id.hex()}
        assert isinstance(give_answer(db, rules, self.me, self.his["nudge"], "done", now), reply.Received)
        assert isinstance(give_answer(db, rules, self.me, self.his["more"], f"text:{SECRET}", now), reply.Received)
        plan = commit.make(db, self.me, Plan("ik vastzit", SECRET, date(2026, 12, 4)), rules.holidays, now)
        assert not isinstance(plan, commit.Refusal)
        take_up.join(db, self.me, self.challenge, rules.holidays, now)
        self.his |= {"commitment": plan.id.hex(), "challenge": self.challenge}

    def plan_a_challenge(self) -> None:
        db, coach = self.stage.zetje.db, self.stage.address("chadia")
        with db.begin() as conn:
            team = identities.find(conn, self.stage.place("balie"))
        assert team is not None
        self.team, first, last = team.hex(), date(2026, 12, 7), date(2026, 12, 11)
        wishes = challenge.Wishes(DARE, Theme.OPENHEID, Rhythm.DAILY, first, last, (self.team,))
        holidays = self.stage.zetje.clockwork.rules.holidays
        kept = challenge.keep(db, coach, None, wishes, holidays, self.now)
        assert isinstance(kept, Challenge)
        self.challenge = kept.id.hex()
        challenge.plan(db, coach, self.challenge, holidays, self.now)

    def send(self, name: str, body: dict[str, Any]) -> None:
        person, tenant = self.stage.ids[name], self.workspace.team_id
        room = self.workspace.im(person, self.stage.app["id"]).id
        full = {
            "user": {"id": person, "team_id": tenant},
            "team": {"id": tenant},
            "trigger_id": self.workspace.new_trigger(person, self.stage.app["id"]),
            "response_url": self.workspace.hooks.new(self.stage.app["id"], person, room),
            "channel": {"id": room},
            **body,
        }
        payload: Any = full if "command" in body else json.dumps(full)
        answer = self.stage.zetje.app.dispatch(BoltRequest(body=payload, mode="socket_mode"))
        assert answer.status == 200, body
        self.record.calls.append({"what": "ack", "args": {"body": answer.body}})

    def click(self, name: str, action_id: str, value: str) -> None:
        chosen = {"selected_option": {"value": value}}
        action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, **chosen}
        view = {"id": "V0", "type": "home", "private_metadata": self.carried(), "state": {"values": {}}}
        self.send(name, {"type": "block_actions", "actions": [action], "view": view})

    def submit(self, name: str, window: str) -> None:
        fields = ("answer", "who", "words", "text", "day", "cue", "deed", "sure", "team", "name", "to", "at", "proud")
        text: dict[str, Any] = {"type": "plain_text_input", "value": "x", "selected_option": {"value": "yes"}}
        state = {each: {each: {**text, "selected_user": self.stage.ids["bram"]}} for each in fields}
        view = {"id": "V0", "type": "modal", "callback_id": window, "private_metadata": self.carried()}
        self.send(name, {"type": "view_submission", "view": view | {"state": {"values": state}}})

    def carried(self) -> str:
        return json.dumps({**self.his, "whom": self.stage.ids["bram"], "team": self.__dict__.get("team", "")})

    def command(self, name: str, command: str, text: str) -> None:
        place = {"channel_id": self.stage.app["id"], "user_id": self.stage.ids[name], "team_id": self.workspace.team_id}
        self.send(name, {"command": command, "text": text, **place})

    def event(self, name: str, kind: str, **more: Any) -> None:
        person = self.stage.ids[name]
        event = {"type": kind, "user": person, "channel": self.workspace.im(person, self.stage.app["id"]).id, **more}
        self.send(name, {"type": "event_callback", "team_id": self.workspace.team_id, "event": event})

    def opens_home(self, name: str) -> None:
        self.event(name, "app_home_opened", tab="home")

    def said(self) -> str:
        return "\n".join(json.dumps(call["args"], ensure_ascii=False) for call in self.record.calls)

    def kept_of_bram(self) -> Any:
        """All there is of him, but for when it was looked up."""
        rules = self.stage.zetje.clockwork.rules
        document = export.export(self.stage.zetje.db, rules.library, self.me, self.now)
        assert document is not None
        return document


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("everything")
    with on_stage(folder, f"sqlite:///{folder}/zetje.db") as stage:
        stage.make_team(coach="chadia")
        stage.start_team()
        stage.everybody_joins(PEOPLE)
        admins = {stage.ids[ADMIN]}
        for name, office in (("daan", Office.PRIVACY), ("elif", Office.OBSERVER)):
            appoint.give(stage.zetje.db, stage.address(ADMIN), admins, stage.address(name), office, MONDAY)
        stage.move_to(MONDAY)
        stage.until(lambda: all(stage.nudges(name) for name in PEOPLE))
        stage.do("limits", enabled=False)
        town = Town(stage)
        town.plan_a_challenge()
        town.before = _all_that_shows(town)
        town.bram_does_what_is_nobodys_business()
        town.after = _all_that_shows(town)
        yield town


def test_what_others_see_does_not_depend_on_what_he_did(town: Town) -> None:
    """Home and every door that only shows, for every role, before he did anything and after: the same to the letter."""
    assert town.before == town.after
    assert sum(town.before.values()) > 100


def _all_that_shows(town: Town) -> Counter[str]:
    town.stage.settle()
    begin = len(town.record.calls)
    for name in ROLES:
        town.opens_home(name)
        for door in DOORS.keys() - AT_ONCE:
            town.click(name, f"{OPEN}{door}", "")
    town.stage.settle()
    seen = [call["args"] for call in town.record.calls[begin:]]
    shown = [{key: args[key] for key in ("view", "text", "blocks", "body", "channel") if key in args} for args in seen]
    return Counter(re.sub(r"[0-9a-f]{32}", "#", json.dumps(each, sort_keys=True)) for each in shown)


def test_he_sees_it_himself(town: Town) -> None:
    """Or the silence of the others would prove nothing."""
    town.record.calls.clear()
    town.click("bram", f"{OPEN}said", "")
    town.click("bram", f"{OPEN}commitments", "")
    town.stage.settle()
    assert town.said().count(SECRET) >= 2


def test_nobody_sees_or_changes_anything_of_his(town: Town) -> None:
    before = town.kept_of_bram()
    for name, role in ROLES.items():
        town.record.calls.clear()
        _tries_everything(town, name)
        assert len(town.record.calls) > 100, role
        assert SECRET not in town.said(), role
        assert town.kept_of_bram() == before, role


def _tries_everything(town: Town, name: str) -> None:
    for action_id in actions():
        for value in _values(town, action_id):
            town.click(name, action_id, value)
    for command in listeners()["command"]:
        town.command(name, command, f"als {town.his['commitment']}, dan <@{town.stage.ids['bram']}>")
    for word in {door: word for word, door in WORDS.items() if door not in AT_ONCE}.values():
        town.command(name, "/zetje", f"{word} <@{town.stage.ids['bram']}> {town.his['nudge']}")
    for window in sorted(set(listeners()["view"]) - ON_PURPOSE):
        town.submit(name, window)
    town.event(name, "message", channel_type="im", text=f"wat zei <@{town.stage.ids['bram']}>?", ts="1.1")
    town.stage.settle()


def _values(town: Town, action_id: str) -> list[str]:
    """What a button about such a thing would carry if it were his."""
    if action_id.startswith("nudge."):
        return [town.his["more"], f"hour:{town.his['nudge']}", f"why:{town.his['more']}"]
    if action_id.startswith("commitment."):
        return [f"{what}:{town.his['commitment']}" for what in ("done", "move", "drop")]
    if action_id.startswith("challenge."):
        return [town.his["challenge"]]
    return [town.stage.ids["bram"]]


def actions() -> list[str]:
    """Every action there is; patterns by the names they stand for."""
    found: list[str] = []
    for name in listeners()["action"]:
        found += [name] if isinstance(name, str) else PATTERNS[name.pattern]
    return found


def test_a_bot_that_takes_everybody_for_him_is_found(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    real = identities.find
    monkeypatch.setattr(identities, "find", lambda conn, _: real(conn, town.me))
    town.record.calls.clear()
    town.click("anna", f"{OPEN}said", "")
    town.stage.settle()
    assert SECRET in town.said()


def test_fifty_clicks_and_three_deliveries_count_as_one(town: Town) -> None:
    [nudge] = town.stage.nudges("femke")
    name = next(each["block_id"] for each in nudge["blocks"] if each["block_id"].startswith("nudge."))
    before = _ballots(town)
    for _ in range(50):
        town.click("femke", f"{nudge_blocks.ANSWER}done", name.removeprefix("nudge."))
    assert _ballots(town) - before == Counter({1: 1})
    town.stage.settle()
    for _ in range(3):
        town.event("femke", "message", channel_type="im", text="niet vandaag", ts="1795791606.000100")
    assert _ballots(town) - before == Counter({1: 1})  # nothing was open any more


def _ballots(town: Town) -> Counter[int]:
    with town.stage.zetje.db.begin() as conn:
        return votes(conn)


def test_nothing_there_is_was_forgotten() -> None:
    found = listeners()
    assert set(found) == {"action", "command", "error", "event", "options", "view"}
    assert set(found["event"]) == EVENTS | COMING_AND_GOING | OF_THE_APP
    assert {each.pattern for each in found["action"] if not isinstance(each, str)} == set(PATTERNS)
