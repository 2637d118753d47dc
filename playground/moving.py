"""Moving the clock: to a moment, by some seconds, or to one of the workspace's own jumps."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from playground.model import Json
from playground.workspace import Workspace

ZONE = ZoneInfo("Europe/Amsterdam")
"""Jumps are told in the wall-clock time of the people who use them."""


def target(workspace: Workspace, to: datetime | None, advance: float | None, jump: int | None) -> datetime:
    """The moment somebody means. Raises ValueError when it is not one."""
    now = workspace.clock.now()
    if to is not None:
        if to.tzinfo is None:
            raise ValueError("Write the moment with its time zone, such as 2026-12-01T08:00+01:00.")
        return to
    if advance is not None:
        return now + timedelta(seconds=advance)
    if jump is not None and 0 <= jump < len(workspace.jumps):
        return landing(workspace.jumps[jump], now)
    raise ValueError("Say where to: `to`, `advance` in seconds, or the number of a `jump`.")


def landing(jump: Json, now: datetime) -> datetime:
    """Where a jump leads from `now`: the next weekday at `time`; `weekdays` narrows the days (1 is Monday).

    `next_day` leaves today out, `next_week` the rest of this week.
    """
    local, at = now.astimezone(ZONE), time.fromisoformat(jump["time"])
    days = 8 - local.isoweekday() if jump.get("next_week") else 1 if jump.get("next_day") else 0
    day = local.date() + timedelta(days=days)
    for moment in (datetime.combine(day + timedelta(days=ahead), at, ZONE) for ahead in range(8)):
        if moment.isoweekday() in jump.get("weekdays", (1, 2, 3, 4, 5)) and moment > local:
            return moment
    raise ValueError("That jump leads nowhere: `weekdays` are 1 (Monday) to 7 (Sunday).")


async def move(workspace: Workspace, to: datetime, *, glide: bool) -> None:
    """Glides, so that apps can keep up, or jumps at once. The pages follow."""

    def show() -> None:
        workspace.tell({"clock": True})

    if not glide:
        workspace.clock.set(to)
    else:
        await workspace.clock.glide(to, on_step=show)
    show()
