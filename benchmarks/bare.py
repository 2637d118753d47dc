"""A process with the same three libraries and nothing of ours: Bolt, an engine and a scheduler behind waitress."""

from datetime import UTC
from pathlib import Path

import click
from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from sqlalchemy import create_engine, text

from benchmarks.loopback import serve


@click.command()
@click.option("--slack", required=True, help="Address of the Web API.")
@click.option("--folder", type=click.Path(path_type=Path), required=True, help="Where the database goes.")
def main(slack: str, folder: Path) -> None:
    app = App(client=WebClient(token="xoxb-bench", base_url=slack), signing_secret="bench")
    engine = create_engine(f"sqlite:///{folder}/bare.db")

    def on_press(ack: Ack) -> None:
        ack()

    def tick() -> None:
        with engine.begin() as conn:
            conn.execute(text("SELECT 1"))

    app.action("press")(on_press)
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(tick, "interval", seconds=60)
    scheduler.start()
    tick()
    serve(SlackRequestHandler(app), threads=16, running=True)


if __name__ == "__main__":
    main()
