"""Metrics: how the whole does, for Prometheus. Nothing by team or person (disclosure-policy S5)."""

from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

LAG = (1, 5, 15, 60, 300, 900, 3600, 7200)
ACK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 3)


def _new() -> CollectorRegistry:
    return CollectorRegistry(auto_describe=True)


@dataclass(slots=True)
class Metrics:
    """One registry for each bot: two bots in one process do not count together."""

    registry: CollectorRegistry = field(default_factory=_new)
    deliveries: Counter = field(init=False)
    lag: Histogram = field(init=False)
    waiting: Gauge = field(init=False)
    pace: Gauge = field(init=False)
    acks: Histogram = field(init=False)
    ticks: Histogram = field(init=False)
    well: Gauge = field(init=False)

    def __post_init__(self) -> None:
        to = self.registry
        self.deliveries = Counter(
            "zetje_deliveries", "Messages handed to the chat program", ["kind", "outcome"], registry=to
        )
        self.lag = Histogram("zetje_delivery_lag_seconds", "From due to sent", ["kind"], buckets=LAG, registry=to)
        self.waiting = Gauge("zetje_deliveries_waiting", "Messages that are due and have not gone out", registry=to)
        self.pace = Gauge("zetje_messages_per_minute", "What we believe may go out", registry=to)
        self.acks = Histogram("zetje_ack_seconds", "From a request to its acknowledgement", buckets=ACK, registry=to)
        self.ticks = Histogram("zetje_tick_seconds", "What a tick takes", registry=to)
        self.well = Gauge("zetje_well", "What /healthz says: 1 for ok, 0 for trouble", ["part"], registry=to)

    def delivered(self, kind: str, outcome: object, due_at: datetime, at: datetime) -> None:
        name = type(outcome).__name__.lower()
        self.deliveries.labels(kind, name).inc()
        if name == "sent":
            self.lag.labels(kind).observe(max((at - due_at).total_seconds(), 0))
