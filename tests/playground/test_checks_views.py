"""What a modal or a home must hold to as a whole."""

from typing import Any

import pytest

from playground.checks import blocks_problems, view_problems
from tests.playground.kit import actions, modal, plain, question, section


def test_a_modal_that_asks_something_needs_a_submit_button() -> None:
    asking = modal(question({"type": "plain_text_input"}))
    assert view_problems(asking) == []
    del asking["submit"]
    assert view_problems(asking) == ["missing required field: submit [json-pointer:/view]"]


@pytest.mark.parametrize(
    ("field", "most"), [("title", 24), ("submit", 24), ("close", 24), ("private_metadata", 3000), ("callback_id", 255)]
)
def test_a_modals_own_fields_have_their_limits(field: str, most: int) -> None:
    def value(length: int) -> Any:
        return plain("x" * length) if field in ("title", "submit", "close") else "x" * length

    assert view_problems(modal(section(), **{field: value(most)})) == []
    assert view_problems(modal(section(), **{field: value(most + 1)})) != []


def test_a_view_that_slack_sent_cannot_be_sent_back_as_it_is() -> None:
    assert view_problems(modal(section(), id="V1", hash="1.a")) == [
        "invalid additional property: id [json-pointer:/view]",
        "invalid additional property: hash [json-pointer:/view]",
    ]


def test_a_home_has_no_title_and_a_view_is_a_modal_or_a_home() -> None:
    assert view_problems({"type": "home", "blocks": [section()]}) == []
    assert view_problems({"type": "home", "title": plain("x"), "blocks": []}) != []
    assert view_problems({"type": "workflow_step", "blocks": []}) != []
    assert view_problems("modal") == ["must provide an object [json-pointer:/view]"]


@pytest.mark.parametrize("kind", ["table", "markdown", "context_actions"])
def test_some_blocks_are_for_messages_only(kind: str) -> None:
    assert f"unsupported type: {kind} [json-pointer:/view/blocks/0/type]" in view_problems(modal({"type": kind}))


def test_only_a_modals_input_may_ask_for_a_response_url() -> None:
    chooser = {"type": "conversations_select", "action_id": "c", "response_url_enabled": True}
    assert view_problems(modal(question(chooser))) == []
    assert blocks_problems([actions(chooser)]) != []
