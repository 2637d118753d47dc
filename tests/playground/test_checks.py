"""Block Kit's published limits, from both sides: the last that is let through and the first that is not."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as kit

from playground.checks import blocks_problems, message_problems, view_problems
from tests.playground.kit import Json, actions, button, confirm, modal, mrkdwn, option, plain, question, section, select

WRITTEN_BY_THE_SDK: list[kit.Block] = [
    kit.HeaderBlock(text="Vandaag"),
    kit.DividerBlock(),
    kit.SectionBlock(text="*Wat ging goed?*", accessory=kit.ButtonElement(text="Antwoord", action_id="a", value="1")),
    kit.SectionBlock(fields=["*Thema*", "Snel"]),
    kit.ContextBlock(elements=[kit.MarkdownTextObject(text="Anoniem"), kit.PlainTextObject(text="Echt")]),
    kit.ImageBlock(image_url="https://example.org/a.png", alt_text="Een plaatje", title="Zo"),
    kit.ActionsBlock(
        elements=[
            kit.ButtonElement(text="Gedaan", action_id="a", style="primary"),
            kit.OverflowMenuElement(action_id="b", options=[kit.Option(text="Een", value="1")]),
            kit.StaticSelectElement(placeholder="Kies", action_id="c", options=[kit.Option(text="Een", value="1")]),
            kit.UserSelectElement(placeholder="Wie", action_id="d"),
            kit.ConversationSelectElement(placeholder="Waar", action_id="e"),
            kit.ChannelSelectElement(placeholder="Kanaal", action_id="f"),
            kit.ExternalDataSelectElement(placeholder="Zoek", action_id="g", min_query_length=2),
            kit.DatePickerElement(action_id="h", initial_date="2026-12-01"),
            kit.TimePickerElement(action_id="i", initial_time="09:15", timezone="Europe/Amsterdam"),
            kit.RadioButtonsElement(action_id="j", options=[kit.Option(text="Een", value="1")]),
            kit.CheckboxesElement(action_id="k", options=[kit.Option(text="Een", value="1", description="Of niet")]),
        ]
    ),
    kit.InputBlock(label="Wat?", element=kit.PlainTextInputElement(action_id="a", multiline=True, max_length=500)),
    kit.InputBlock(label="Mail", element=kit.EmailInputElement(action_id="a"), optional=True, hint="Hoeft niet"),
    kit.InputBlock(label="Link", element=kit.UrlInputElement(action_id="a")),
    kit.InputBlock(label="Hoeveel", element=kit.NumberInputElement(action_id="a", min_value="1", max_value="5")),
    kit.InputBlock(label="Wanneer", element=kit.DateTimePickerElement(action_id="a", initial_date_time=1764576000)),
    kit.RichTextBlock(
        elements=[
            kit.RichTextSectionElement(elements=[kit.RichTextElementParts.Text(text="Hoi", style={"bold": True})])
        ]
    ),
    kit.MarkdownBlock(text="**Hoi**"),
]


@pytest.mark.parametrize("block", WRITTEN_BY_THE_SDK, ids=lambda block: str(block.type))
def test_what_slacks_own_library_writes_is_accepted(block: kit.Block) -> None:
    assert blocks_problems([block.to_dict()]) == []


# What is checked, the longest that fits, and the same one longer.
LIMITS: dict[str, tuple[Callable[[int], Json], int]] = {
    "section text of 3000": (lambda n: section(text=mrkdwn("x" * n)), 3000),
    "field of 2000": (lambda n: section(fields=[mrkdwn("x" * n)]), 2000),
    "10 fields": (lambda n: section(fields=[mrkdwn("x")] * n), 10),
    "header of 150": (lambda n: {"type": "header", "text": plain("x" * n)}, 150),
    "button label of 75": (lambda n: actions(button(text=plain("x" * n))), 75),
    "button value of 2000": (lambda n: actions(button(value="x" * n)), 2000),
    "action_id of 255": (lambda n: actions(button(action_id="x" * n)), 255),
    "block_id of 255": (lambda n: section(block_id="x" * n), 255),
    "25 elements": (lambda n: actions(*(button(action_id=f"a{i}") for i in range(n))), 25),
    "10 in a context": (lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}, 10),
    "100 options": (lambda n: actions(select(options=[option()] * n)), 100),
    "option label of 75": (lambda n: actions(select(options=[option("x" * n)])), 75),
    "option value of 150": (lambda n: actions(select(options=[option(value="x" * n)])), 150),
    "5 in an overflow": (lambda n: actions({"type": "overflow", "options": [option()] * n}), 5),
    "10 checkboxes": (lambda n: actions({"type": "checkboxes", "options": [option()] * n}), 10),
    "10 radio buttons": (lambda n: actions({"type": "radio_buttons", "options": [option()] * n}), 10),
    "placeholder of 150": (lambda n: actions(select(placeholder=plain("x" * n))), 150),
    "input label of 2000": (lambda n: question(select(), label=plain("x" * n)), 2000),
    "hint of 2000": (lambda n: question(select(), hint=plain("x" * n)), 2000),
    "alt text of 2000": (
        lambda n: {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "x" * n},
        2000,
    ),
    "confirm title of 100": (lambda n: actions(button(confirm=confirm(title=plain("x" * n)))), 100),
    "confirm text of 300": (lambda n: actions(button(confirm=confirm(text=mrkdwn("x" * n)))), 300),
    "confirm button of 30": (lambda n: actions(button(confirm=confirm(confirm=plain("x" * n)))), 30),
    "deny button of 30": (lambda n: actions(button(confirm=confirm(deny=plain("x" * n)))), 30),
    "markdown of 12000": (lambda n: {"type": "markdown", "text": "x" * n}, 12000),
    "100 table rows": (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}, 100),
    "20 table cells": (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}, 20),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_published_limit_lets_the_last_through_and_refuses_the_next(name: str) -> None:
    build, most = LIMITS[name]
    assert blocks_problems([build(most)]) == []
    assert blocks_problems([build(most + 1)]) != []


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_takes_so_many_blocks(surface: str, most: int) -> None:
    assert blocks_problems([section()] * most, surface) == []
    assert blocks_problems([section()] * (most + 1), surface) == [
        f"no more than {most} items allowed [json-pointer:/blocks]"
    ]


def test_a_problem_says_what_and_where_as_slack_does() -> None:
    assert blocks_problems([section(), section(text=mrkdwn("x" * 3001))]) == [
        "failed to match all allowed schemas [json-pointer:/blocks/1/text]",
        "must be less than 3001 characters [json-pointer:/blocks/1/text/text]",
    ]


REFUSED: dict[str, tuple[Any, str]] = {
    "an unknown block": ({"type": "sectoin"}, "unsupported type: sectoin"),
    "no type": ({"text": plain("x")}, "missing required field: type"),
    "a string for a block": ("section", "must provide an object"),
    "an empty section": ({"type": "section"}, "must provide at least one of: text, fields"),
    "empty text": (section(text=mrkdwn("")), "must be more than 0 characters"),
    "mrkdwn in a header": ({"type": "header", "text": mrkdwn("x")}, "must be one of: plain_text"),
    "mrkdwn on a button": (actions(button(text=mrkdwn("x"))), "must be one of: plain_text"),
    "emoji switched in mrkdwn": (section(text=mrkdwn("x") | {"emoji": True}), "invalid additional property: emoji"),
    "a field Slack does not know": (section(colour="red"), "invalid additional property: colour"),
    "an image without words": ({"type": "image", "image_url": "https://x.nl/a"}, "missing required field: alt_text"),
    "an image without picture": ({"type": "image", "alt_text": "x"}, "must provide exactly one of: image_url"),
    "no options": (actions(select(options=[])), "no less than 1 items allowed"),
    "options and groups": (
        actions(select(option_groups=[{"label": plain("x"), "options": [option()]}])),
        "must provide exactly one of: options, option_groups",
    ),
    "a first choice that is not there": (
        actions(select(initial_option=option("Nee", "no"))),
        "must match one of the options",
    ),
    "first boxes that are not there": (
        actions({"type": "checkboxes", "options": [option()], "initial_options": [option(value="no")]}),
        "must match one of the options",
    ),
    "a date that is none": (actions({"type": "datepicker", "initial_date": "1-12-2026"}), "must be a valid date"),
    "a time that is none": (actions({"type": "timepicker", "initial_time": "25:00"}), "must be a valid time"),
    "a style of our own": (actions(button(style="green")), "must be one of: primary, danger"),
    "an input in actions": (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    "a button in an input": (question(button()), "unsupported type: button"),
    "a field beside a section": (section(accessory={"type": "email_text_input"}), "unsupported type: email_text_input"),
    "one id twice": (actions(button(), button()), "action_id already exists: done"),
    "a first value too long": (
        question({"type": "plain_text_input", "max_length": 3, "initial_value": "vier"}),
        "must be less than 4 characters",
    ),
    "a first value out of range": (
        question({"type": "number_input", "is_decimal_allowed": False, "max_value": "5", "initial_value": "6"}),
        "must not be greater than max_value",
    ),
    "a file field in a message": (question({"type": "file_input"}), "only available in modals"),
    "too many chosen": (
        section(accessory={"type": "multi_users_select", "max_selected_items": 1, "initial_users": ["U1", "U2"]}),
        "no more than 1 items allowed",
    ),
    "a yes that is a word": (question(select(), optional="yes"), "must provide a boolean"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_slack_would_refuse(name: str) -> None:
    block, what = REFUSED[name]
    assert any(what in problem for problem in blocks_problems([block]))


def test_two_blocks_cannot_share_an_id_and_blocks_without_one_do_not_clash() -> None:
    assert blocks_problems([section(), section()]) == []
    assert "block_id already exists: b" in blocks_problems([section(block_id="b"), section(block_id="b")])[0]


def test_a_picture_from_an_unknown_file_is_refused() -> None:
    picture = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "De week"}
    assert blocks_problems([picture], files={"F1"}) == []
    assert blocks_problems([picture], files=set()) == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


def test_blocks_in_attachments_are_looked_at_too() -> None:
    assert message_problems({"attachments": [{"blocks": [section()]}, {"text": "x"}]}) == []
    assert message_problems({"attachments": [{"blocks": [{"type": "x"}]}]}) == [
        "unsupported type: x [json-pointer:/attachments/0/blocks/0/type]"
    ]


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside a piece of JSON."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [path, *(deeper for key in keys for deeper in places(value[key], (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@given(st.sampled_from(WRITTEN_BY_THE_SDK), st.data())
def test_whatever_is_sent_gets_an_answer_and_never_a_crash(block: kit.Block, data: st.DataObject) -> None:
    sent = [block.to_dict(), section()]
    odd = replaced(sent, data.draw(st.sampled_from(places(sent))), data.draw(ANY_JSON))
    for surface in ("message", "modal", "home"):
        assert all(" [json-pointer:/blocks" in problem for problem in blocks_problems(odd, surface, files=set()))
    assert isinstance(view_problems(modal() | {"blocks": odd}), list)
