"""A stage for every conversation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slack.stage import MONDAY, Stage, on_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Friday afternoon; nobody has joined."""
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db") as stage:
        yield stage


@pytest.fixture
def monday(stage: Stage) -> Stage:
    """Monday morning in a team of six who all joined; the first nudges are there."""
    stage.found_team()
    stage.everybody_joins()
    stage.move_to(MONDAY)
    return stage
