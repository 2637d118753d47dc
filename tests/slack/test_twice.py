"""Slack delivers again when in doubt, maybe at the same moment: everything that comes in counts once.

Each row of the story is sent by two threads at the same moment, then once more, then once more as to another process
that remembers nothing. After the first two there is what the row says; after the others there is nothing new.
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import Column, LargeBinary, Table, select

from benchmarks.year.record import Record, Traffic
from bot import appoint
from bot.app import Zetje, build
from bot.config import Config
from bot.core.offices import Office
from storage import identities
from storage.tables import metadata
from tests.slack.registered import listeners
from tests.slack.stage import ADMIN, MONDAY, PEOPLE, Stage, on_stage, settings, settle
from tests.slack.twice import STORY, Row

MOMENTS = {"delivery_id", "due_at", "expires_at", "key", "lot", "next_at"}
"""Columns that may tell that it came a moment later."""
SHOWN = ("chat.", "views.", "files.", "response_url")
FILES = ("export", "year.preview")
"""Another process gives them again, and takes each away a day later. Slack tells of repeating events, not windows."""
OF_THE_APP = ("app_uninstalled", "tokens_revoked")
"""Nobody sends these but Slack, and they end the program (test_leaving.py)."""


def _plain(table: Table) -> list[Column[Any]]:
    columns = [each for each in table.c if each.primary_key or not isinstance(each.type, LargeBinary)]
    return [each for each in columns if each.name not in MOMENTS]


QUERIES = {table.name: str(select(*_plain(table))) for table in metadata.sorted_tables}


class Town:
    """Monday in a team of six with everything there is to click on, and a team that prepares."""

    def __init__(self, stage: Stage, other: Zetje) -> None:
        self.stage, self.workspace, self.record = stage, stage.playground.workspace, Record()
        self.here, self.other = stage.zetje, other
        self.workspace.traffic = Traffic(self.record)
        stage.ids["stranger"] = stage.do("create_person", name="stranger", real_name="Vera", locale="nl-NL")["id"]
        self.ids = stage.ids | {f"#{name}": stage.place(name).key for name in ("balie", "post")}
        self.ids |= {"template": "c01"}
        for name in PEOPLE:
            block = next(each for each in stage.nudges(name)[0]["blocks"] if each["block_id"].startswith("nudge."))
            self.ids[f"{name}'s nudge"] = block["block_id"].removeprefix("nudge.")
        with stage.zetje.db.begin() as conn:
            for name in ("balie", "post"):
                self.ids[name] = (identities.find(conn, stage.place(name)) or b"").hex()

    def send(self, row: Row) -> dict[str, int]:
        """Twice at the same moment, and twice more. How many rows there are more after the first two."""
        payload, before = self.payload(row), self.kept()
        self.record.calls.clear()
        self.dispatch(self.here, payload, times=2)
        said, kept = self.said(), self.kept()
        assert not [line for line, times in said.items() if times > 1], row
        self.dispatch(self.here, payload)
        assert self.said() == said, row
        self.dispatch(self.other, payload)
        assert self.kept() == kept or row.name in FILES, row
        return self.made(before, kept)

    def dispatch(self, zetje: Zetje, payload: Any, times: int = 1) -> None:
        together = Barrier(times)

        def deliver() -> int:
            together.wait(60)
            return int(zetje.app.dispatch(BoltRequest(body=payload, mode="socket_mode")).status)

        with ThreadPoolExecutor(times) as threads:
            assert {each.result() for each in [threads.submit(deliver) for _ in range(times)]} == {200}
        settle(zetje)
        settle(zetje)  # what came after the ack may have left something for later itself

    def payload(self, row: Row) -> Any:
        """As Slack would send it, with ids in the place of {…}."""
        person, tenant, app = self.ids[row.who], self.workspace.team_id, self.stage.app["id"]
        room = self.workspace.im(person, app).id
        body: dict[str, Any] = {
            "user": {"id": person, "team_id": tenant},
            "team": {"id": tenant},
            "trigger_id": self.workspace.new_trigger(person, app),
            "response_url": self.workspace.hooks.new(app, person, room),
            **self.filled_in(row.body),
        }
        if "command" in body:
            return body | {"channel_id": room, "user_id": person, "team_id": tenant}
        if "event" in body:
            event = {"channel": room, "user": person} | body["event"]
            body = {**body, "event": event, "team_id": tenant, "event_id": f"Ev{secrets.token_hex(4)}"}
        return json.dumps(body)

    def filled_in(self, body: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(body)
        for name, id in self.ids.items():
            text = text.replace(f"{{{name}}}", id)
        filled: dict[str, Any] = json.loads(text)
        if "view" in filled:
            carried = json.dumps(filled["view"]["private_metadata"])
            filled["view"] |= {"id": f"V{secrets.token_hex(4)}", "private_metadata": carried}
        return filled

    def said(self) -> Counter[str]:
        """What went to Slack to be seen, word for word."""
        shown = [call for call in self.record.calls if call["what"].startswith(SHOWN)]
        return Counter(json.dumps([call["what"], call["args"]], sort_keys=True, default=str) for call in shown)

    def kept(self) -> dict[str, Counter[Any]]:
        """All there is, but for what is sealed: sealing the same words twice never looks the same."""
        with self.here.db.begin() as conn:
            return {name: Counter(map(tuple, conn.exec_driver_sql(query))) for name, query in QUERIES.items()}

    def made(self, before: dict[str, Counter[Any]], after: dict[str, Counter[Any]]) -> dict[str, int]:
        """How many rows more, or fewer; and the next rows of the story know the new one by its table's name."""
        for name in after:
            [new, *others] = [*(after[name] - before[name])] or [None]
            if new and not others and isinstance(new[0], bytes):
                self.ids[name] = new[0].hex()
        more = {name: after[name].total() - before[name].total() for name in before}
        return {name: number for name, number in more.items() if number}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("twice")
    url = f"sqlite:///{folder}/zetje.db"
    with on_stage(folder, url) as stage:
        stage.make_team(coach="chadia")
        stage.start_team()
        stage.make_team("post")
        stage.everybody_joins(PEOPLE)
        admins, now = {stage.ids[ADMIN]}, stage.playground.clock.now()
        appoint.give(stage.zetje.db, stage.address(ADMIN), admins, stage.address("daan"), Office.PRIVACY, now)
        stage.move_to(MONDAY)
        stage.until(lambda: all(stage.nudges(name) for name in PEOPLE))
        stage.do("limits", enabled=False)
        stage.zetje.courier.stop()  # what is queued stays where it can be counted
        stage.zetje.scheduler.shutdown()
        other = build(Config.from_env(settings(stage.playground, folder, url, "nl")), stage.playground.clock)
        yield Town(stage, other)
        other.stop()


def test_everything_counts_once(town: Town) -> None:
    for row in STORY:
        assert town.send(row) == row.makes, row


def test_nothing_there_is_was_forgotten() -> None:
    told, found = {row.name for row in STORY}, listeners()
    for kind in ("action", "view", "command", "event"):
        for name in found[kind]:
            is_told = name in told if isinstance(name, str) else any(name.match(each) for each in told)
            assert is_told or name in OF_THE_APP, name
