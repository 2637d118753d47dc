"""What the metrics may tell apart: kinds of message and how they ended. Nothing of a team or a person (S5)."""

from dataclasses import fields

from prometheus_client.metrics import MetricWrapperBase

from benchmarks.year.search import LABELS
from bot.metrics import Metrics


def test_every_label_of_every_metric_is_one_that_we_know() -> None:
    metrics = Metrics()
    found = [getattr(metrics, each.name) for each in fields(Metrics)]
    made = [each for each in found if isinstance(each, MetricWrapperBase)]
    assert {described.name for each in made for described in each.describe()} == {
        each.name for each in metrics.registry.collect()
    }
    assert {label for each in made for label in each._labelnames} == set(LABELS)
