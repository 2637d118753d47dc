"""Who is a guest: also whoever belongs to another workspace, in a channel that is shared with it."""

from types import SimpleNamespace
from typing import Any

import pytest

from handlers.slack import people
from tests.slack.stage import AMSTERDAM

HOME = "T0HOME"
AROUND: Any = SimpleNamespace(zone=AMSTERDAM, locale="nl")


@pytest.mark.parametrize(
    ("told", "guest"),
    [
        ({"team_id": HOME}, False),
        ({}, False),
        ({"team_id": HOME, "is_restricted": True}, True),
        ({"team_id": "T0ELSEWHERE"}, True),
        ({"team_id": "T0ELSEWHERE", "enterprise_user": {"teams": ["T0ELSEWHERE"]}}, True),
        ({"team_id": "E0ORGANISATION", "enterprise_user": {"teams": ["T0SISTER", HOME]}}, False),
    ],
)
def test_who_belongs_to_another_workspace_is_a_guest(told: dict[str, Any], guest: bool) -> None:
    assert people.profile({"id": "U0ANNA", **told}, HOME, AROUND).guest is guest
