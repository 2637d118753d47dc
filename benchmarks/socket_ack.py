"""Ack latency over Socket Mode: from the moment Slack sends the envelope to the moment it has the ack."""

from benchmarks.bench import Bench, Spot
from benchmarks.figures import Compared


def measure(bench: Bench, members: range) -> Compared:
    """Each of these members answers once, so every click is a new row; the two apps take turns in going first."""
    for number in members:
        turns = [bench.nudges[number], bench.buttons[number]]
        for spot in turns if number % 2 else reversed(turns):
            _click(bench, spot)
    apps = [app["id"] for app in bench.playground.control.apps()]
    ours, bare = (_latest(bench, app, len(members)) for app in apps)
    return Compared("over the socket, new answer", ours, bare)


def _click(bench: Bench, spot: Spot) -> None:
    tap = spot.taps[0]
    if spot.nudge:
        bench.tapped[spot] = tap
    bench.playground.control.click(user=spot.person, channel=spot.channel, ts=spot.ts, action_id=tap)
    bench.settle()


def _latest(bench: Bench, app: str, clicks: int) -> list[float]:
    lines = bench.playground.control.traffic(kind="interactive")
    return [line["ms"] for line in lines if line["app"] == app][-clicks:]
