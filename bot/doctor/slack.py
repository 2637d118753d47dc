"""The way to Slack: tokens, scopes, socket, clock; who looks after it, and where the bot is not."""

from collections.abc import Generator
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.config import Config
from bot.doctor.findings import Finding, Findings, ok, problem, warning
from bot.doctor.store import Opened
from handlers.slack import checkup, trouble
from handlers.slack.checkup import Installation, Seat
from handlers.slack.manifest import SCOPES
from handlers.slack.messenger import make_client

DRIFT_SECONDS = 60
"""More than this and people notice; at five minutes Slack's signed requests are refused."""


def bot_token(config: Config, now: datetime) -> Generator[Finding, None, Installation | None]:
    if not config.bot_token:
        return None
    try:
        found = checkup.installation(_client(config))
    except trouble.FAULTS as fault:
        yield _problem("bot token", fault)
        return None
    yield ok("bot token", f"It is {found.name}'s, in the workspace {found.workspace}.")
    yield from _scopes(found.scopes)
    yield from _clock(found.clock, now)
    return found


def app_token(config: Config, installation: Installation | None) -> Findings:
    if not config.app_token:
        return
    client = _client(config)
    try:
        line = checkup.line(client, config.app_token)
    except trouble.FAULTS as fault:
        said = config.bot_token and installation is None and not isinstance(fault, SlackApiError)
        if not said:  # that nobody answers is one thing, not two
            yield _problem("app token", fault)
        return
    if installation and installation.app and line.app and installation.app != line.app:
        yield problem(
            "app token",
            f"It belongs to another app ({line.app}) than the bot token ({installation.app}).",
            f"Take both from the same app: {trouble.WHERE[trouble.APP]}.",
        )
        return
    yield ok("app token", "It opens a socket.")
    try:
        checkup.knock(line.url, client.proxy)
    except (*trouble.FAULTS, OSError) as fault:
        yield problem(
            "socket",
            f"The host of Slack's socket does not answer ({type(fault).__name__}).",
            "Let this machine make outgoing connections to *.slack.com, port 443.",
        )
        return
    yield ok("socket", "Its host answers.")


def administrators(config: Config, installation: Installation | None, opened: Opened | None) -> Findings:
    """Those named in .env, and those who hold the office."""
    held = {address.key for address in opened.admins} if opened else set()
    everybody = config.admins | held
    if not everybody:
        yield problem(
            "administrators",
            "There are none, so nobody can make a team.",
            "Put your Slack member id in ZETJE_ADMINS (in your Slack profile: ⋮, Copy member ID).",
        )
        return
    if installation is None:
        return
    try:
        gone = [person for person in sorted(config.admins) if not checkup.is_there(_client(config), person)]
    except trouble.FAULTS as fault:
        yield _problem("administrators", fault)
        return
    if gone:
        yield problem(
            "administrators",
            f"Not in this workspace, or deactivated: {', '.join(gone)}.",
            "Correct ZETJE_ADMINS. An id begins with U or W; a name does not work.",
        )
        return
    named = f"In .env: {', '.join(sorted(config.admins)) or 'nobody'}."
    yield ok("administrators", f"{named} Named in chat: {', '.join(sorted(held)) or 'nobody'}.")


def channels(config: Config, installation: Installation | None, opened: Opened | None) -> Findings:
    """Every team's channel: the weekly post has to arrive there."""
    if installation is None or opened is None or not opened.teams:
        return
    if any(team.tenant != installation.tenant for team in opened.teams):
        yield problem(
            "channels",
            "The teams in this database are from another workspace than the bot token's.",
            "Use the token of that workspace, or give this workspace a DATABASE_URL of its own.",
        )
        return
    try:
        yield from _rooms(_client(config), installation.name, opened)
    except trouble.FAULTS as fault:
        yield _problem("channels", fault)


def _rooms(client: WebClient, name: str, opened: Opened) -> Findings:
    rooms = [checkup.room(client, team.key) for team in opened.teams]
    for room in rooms:
        if room.seat is Seat.OUT:
            yield problem("channels", f"The bot is not in {room.name}.", f"Type there: /invite @{name}")
        if room.seat is Seat.ARCHIVED:
            yield warning(
                "channels", f"{room.name} is archived; its team gets no weekly post.", "Unarchive it, or let it be."
            )
    if all(room.seat is Seat.IN for room in rooms):
        yield ok("channels", "The bot is in the channel of every team.")


def _scopes(granted: frozenset[str]) -> Findings:
    missing, extra = sorted(SCOPES.keys() - granted), sorted(granted - SCOPES.keys())
    if missing:
        yield problem("scopes", f"The app lacks {', '.join(missing)}.", trouble.again())
    if extra:
        yield warning("scopes", f"The app may do more than Zetje needs: {', '.join(extra)}.", trouble.again())
    if not missing and not extra:
        yield ok("scopes", "Exactly what Zetje needs.")


def _clock(slack: datetime | None, now: datetime) -> Findings:
    if slack is None:
        return
    drift = round((now - slack).total_seconds())
    if abs(drift) <= DRIFT_SECONDS:
        yield ok("clock", "It agrees with Slack's.")
        return
    side, minutes = "ahead of" if drift > 0 else "behind", abs(drift) / 60
    yield problem(
        "clock",
        f"This machine's clock is {minutes:.0f} minutes {side} Slack's. Messages come at the wrong hour, "
        "and requests from Slack are refused.",
        "Let the machine keep its own time: timedatectl set-ntp true",
    )


def _problem(check: str, fault: Exception) -> Finding:
    found = trouble.of(fault)
    return problem(check, found.says, found.remedy)


def _client(config: Config) -> WebClient:
    return make_client(config.bot_token, config.api_url)
