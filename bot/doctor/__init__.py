"""The doctor: looks at everything an installation stands on, and says what to do about each finding."""

from collections.abc import Mapping
from datetime import datetime

from bot.config import BadConfig, Config
from bot.content import pack
from bot.content.pack import BadPack
from bot.core.prompts import Asks
from bot.doctor import pace, slack, store
from bot.doctor.findings import Finding, Findings, ok, problem

__all__ = ["Finding", "examine"]


def examine(env: Mapping[str, str], now: datetime, *, http: bool = False) -> Findings:
    """Looks and changes nothing: no database is made, no message sent, no socket opened."""
    wrong: Mapping[str, str] = {}
    try:
        config = Config.from_env(env, http=http)
    except BadConfig as bad:
        wrong = bad.faults
        for line in wrong.values():
            yield problem("settings", line)
        # The rest can still be looked at, without what is wrong.
        config = Config.from_env({name: env[name] for name in env if name not in wrong}, slack=False)
    else:
        yield ok("settings", "Every setting that is needed is there.")
    installation = yield from slack.bot_token(config, now)
    if not http:
        yield from slack.app_token(config, installation)
    yield from _time_zone(config, now)
    yield from _content(config)
    opened = None if "DATABASE_URL" in wrong else (yield from store.database(config))
    yield from store.master_key(config, opened)
    yield from pace.crowds(config, opened, now)
    yield from slack.administrators(config, installation, opened)
    yield from slack.channels(config, installation, opened)
    if opened:
        opened.db.dispose()


def _time_zone(config: Config, now: datetime) -> Findings:
    local = now.astimezone(config.zone)
    yield ok("time zone", f"Whose profile names no time zone gets {config.zone.key}, where it is {local:%H:%M} now.")


def _content(config: Config) -> Findings:
    try:
        found = pack.load(config.content)
    except BadPack as bad:
        yield problem(
            "content",
            f"Your prompts cannot be used, so those that come with Zetje are in force: {bad.problems[0]}",
            "Run `zetje content check` with the folder of your prompts; it names everything that is wrong.",
        )
        return
    prompts = sum(
        prompt.asks is not Asks.ONE_TO_ONE for prompt in found.library.prompts
    )  # that one is a coach's moment
    yield ok("content", f"{prompts} prompts, in Dutch and English.")
