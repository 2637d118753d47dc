"""A process of its own: an app behind waitress, as `zetje run --http` has it, with doors for who measures.

It says on its first line where it listens and what can be clicked there.
"""

import json
import logging
import resource
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import click
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from sqlalchemy import create_engine, event, text

from benchmarks import people
from benchmarks.loopback import Wsgi, serve
from benchmarks.people import MONDAY, Tappable
from bot import reply
from bot.app import AFTERWARDS, LISTENERS, Zetje, build
from bot.clock import RehearsalClock
from bot.commands.run import PATH, THREADS, freeze_heap
from bot.config import Config
from handlers.slack.nudge_blocks import ANSWER

SECRET = "not-much-of-a-secret"
TOKEN = "xoxb-bench"
DOOR = "/bench/"
BARE = ("bare", "default", "plain")
"""Bolt and nothing of ours: answering as ours does, in one thread; as Bolt comes; and like the first, storing it."""


class Doors:
    """Answers under /bench/ what the one who measures wants to know or have done; all else goes to the app."""

    def __init__(self, inner: Wsgi, executor: Executor, zetje: Zetje | None) -> None:
        self.inner, self.executor, self.zetje = inner, executor, zetje
        self.go_on = Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(DOOR):
            return self.inner(environ, start_response)
        body = environ["wsgi.input"].read()
        answer = getattr(self, f"do_{path.removeprefix(DOOR)}")(json.loads(body or b"null"))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    def do_cpu(self, _: object) -> float:
        """Seconds that all threads of this process computed, so far."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    def do_hold(self, _: object) -> None:
        """Keeps what is left for after the acks waiting."""
        self.go_on.clear()
        for _ in range(AFTERWARDS):
            self.executor.submit(self.go_on.wait)

    def do_settle(self, _: object) -> None:
        """Lets it go on, and answers when all of it is done."""
        self.go_on.set()
        waiting = [self.executor.submit(time.sleep, 0.001) for _ in range(AFTERWARDS)]
        for each in waiting:
            each.result()

    def do_start(self, _: object) -> None:
        """Starts clockwork and courier, which plan for all who are due and send at the pace Slack allows."""
        assert self.zetje
        self.zetje.scheduler.start()
        self.zetje.courier.start()

    def do_stored(self, nudges: dict[str, str]) -> dict[str, str | None]:
        """What the store has for these nudges of these people, read as their own reader may."""
        assert self.zetje
        found = {}
        for key, nudge in nudges.items():
            person = people.person(int(key[1:]))
            kept = reply.look_up(self.zetje.db, self.zetje.clockwork.rules, person, nudge, self.zetje.clock.now())
            found[nudge] = kept.answer if isinstance(kept, reply.Open) else None
        return found


@click.command()
@click.argument("app", type=click.Choice(["zetje", *BARE]))
@click.option("--slack", required=True, help="Address of the Web API.")
@click.option("--folder", type=click.Path(path_type=Path), required=True, help="Where the database goes.")
@click.option("--people", "number", type=int, default=0, help="How many have something to click.")
@click.option("--due", type=int, default=0, help="How many more have a nudge due this very minute.")
def main(app: str, slack: str, folder: Path, number: int, due: int) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    executor = ThreadPoolExecutor(AFTERWARDS)
    zetje, clicks = _zetje(slack, folder, number, due) if app == "zetje" else (None, [])
    bolt = zetje.app if zetje else _bare(app, slack, executor, _plainly(folder) if app == "plain" else None)
    doors = Doors(SlackRequestHandler(bolt, path=PATH), zetje.executors[1] if zetje else executor, zetje)
    freeze_heap()
    serve(doors, THREADS, clicks=[asdict(each) for each in clicks])


def _zetje(slack: str, folder: Path, number: int, due: int) -> tuple[Zetje, list[Tappable]]:
    env = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack,
        "DATABASE_URL": f"sqlite:///{folder}/zetje.db",
        "ZETJE_MASTER_KEY_FILE": f"{folder}/master.key",
        "ZETJE_ADMINS": people.ADMIN.key,
    }
    zetje = build(Config.from_env(env, http=True), RehearsalClock(MONDAY, 1, time.monotonic()))
    clicks = people.nudged(zetje.db, zetje.clockwork.rules, range(number))
    if due:
        people.join(zetje.db, zetje.clockwork.rules, range(number, number + due), "C0DUE")
    return zetje, clicks


def _bare(kind: str, slack: str, executor: Executor, keep: Callable[[str, str], None] | None) -> App:
    """Does what anybody sees of a click, and stores nothing unless `keep` does."""
    client = WebClient(token=TOKEN, base_url=slack, retry_handlers=[])
    app = App(
        client=client,
        signing_secret=SECRET,
        process_before_response=kind != "default",
        listener_executor=ThreadPoolExecutor(LISTENERS),
    )

    def on_press(ack: Ack, action: dict[str, Any], respond: Respond) -> None:
        if keep:
            keep(action["value"], action["action_id"])
        ack()
        executor.submit(respond, text="Thank you. This was received.", replace_original=True)

    app.action({"action_id": f"{ANSWER}done"})(on_press)
    return app


def _plainly(folder: Path) -> Callable[[str, str], None]:
    """Stores each click as anybody would: a row in a transaction of its own, on disk before the ack."""
    db = create_engine(f"sqlite:///{folder}/plain.db")
    event.listen(db, "connect", _durably)
    with db.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE answers (nudge TEXT PRIMARY KEY, answer TEXT)")

    def keep(nudge: str, answer: str) -> None:
        with db.begin() as conn:
            conn.execute(text("INSERT OR REPLACE INTO answers VALUES (:nudge, :answer)"), locals())

    return keep


def _durably(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


if __name__ == "__main__":
    main()
