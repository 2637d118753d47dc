"""Ack latency over Socket Mode: from the moment Slack sends the envelope to the moment it has the ack."""

from benchmarks import bench as benches
from benchmarks.bench import Bench, Spot
from benchmarks.figures import Compared, Figure


def measure(people: int) -> list[Figure]:
    """Fails when an answer is not in the store as it was tapped."""
    warm = people // 8
    with benches.set_up(people) as bench:
        _acks(bench, range(warm))
        taken = _acks(bench, range(warm, people))
        if bench.stored() != people:
            raise RuntimeError(f"only {bench.stored()} of {people} answers were stored")
    return taken.figures()


def _acks(bench: Bench, members: range) -> Compared:
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
