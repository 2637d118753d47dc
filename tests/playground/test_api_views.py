"""Modals and homes: what opens, what changes, what comes too late."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.server import Playground
from tests.playground.town import refusal

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def question(block_id: str) -> Json:
    element = {"type": "plain_text_input", "action_id": "words"}
    return {"type": "input", "block_id": block_id, "label": plain("Wat?"), "element": element}


def modal(*blocks: Json, **changes: Any) -> Json:
    return {"type": "modal", "title": plain("Vraag"), "submit": plain("Stuur"), "blocks": list(blocks), **changes}


def home(words: str) -> Json:
    return {"type": "home", "blocks": [{"type": "header", "text": plain(words)}]}


@pytest.fixture
def trigger(town: Playground) -> str:
    app = next(iter(town.workspace.apps.values()))
    return town.workspace.new_trigger("U_ANNA", app.id)


def another_trigger(town: Playground) -> str:
    return town.workspace.new_trigger("U_ANNA", next(iter(town.workspace.apps)))


def test_a_trigger_opens_one_modal_and_then_is_spent(bot: WebClient, town: Playground, trigger: str) -> None:
    view = bot.views_open(trigger_id=trigger, view=modal(question("q"), private_metadata="p"))["view"]
    assert (view["type"], view["private_metadata"], view["root_view_id"]) == ("modal", "p", view["id"])
    assert town.workspace.modals["U_ANNA"] == [view["id"]]
    assert refusal(bot.views_open, trigger_id=trigger, view=modal(question("q"))) == "exchanged_trigger_id"


def test_a_trigger_nobody_gave_opens_nothing(bot: WebClient) -> None:
    assert refusal(bot.views_open, trigger_id="1.2.abc", view=modal(question("q"))) == "invalid_trigger_id"


def test_a_faulty_view_is_refused_with_its_places(bot: WebClient, trigger: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        bot.views_open(trigger_id=trigger, view=modal(question("q"), title=plain("x" * 25)))
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


def test_a_view_of_more_than_250_kb_is_too_large(bot: WebClient, trigger: str) -> None:
    blocks = [{"type": "section", "text": plain("é" * 3000)}] * 90
    assert refusal(bot.views_open, trigger_id=trigger, view=modal(*blocks)) == "view_too_large"


def test_modals_stack_three_high(bot: WebClient, town: Playground, trigger: str) -> None:
    first = bot.views_open(trigger_id=trigger, view=modal(question("q")))["view"]
    second = bot.views_push(trigger_id=another_trigger(town), view=modal(question("q")))["view"]
    third = bot.views_push(trigger_id=another_trigger(town), view=modal(question("q")))["view"]
    assert (second["previous_view_id"], third["root_view_id"]) == (first["id"], first["id"])
    refused = refusal(bot.views_push, trigger_id=another_trigger(town), view=modal(question("q")))
    assert refused == "push_limit_reached"


def test_a_stale_hash_does_not_overwrite_a_newer_view(bot: WebClient, trigger: str) -> None:
    view = bot.views_open(trigger_id=trigger, view=modal(question("q")))["view"]
    newer = bot.views_update(view_id=view["id"], hash=view["hash"], view=modal(question("q")))["view"]
    assert newer["hash"] != view["hash"]
    refused = refusal(bot.views_update, view_id=view["id"], hash=view["hash"], view=modal(question("q")))
    assert refused == "hash_conflict"


def test_what_was_typed_stays_where_its_question_stays(bot: WebClient, town: Playground, trigger: str) -> None:
    view = bot.views_open(trigger_id=trigger, view=modal(question("stays"), question("goes")))["view"]
    typed = {"type": "plain_text_input", "value": "Ja"}
    town.workspace.views[view["id"]].state = {"stays": {"words": typed}, "goes": {"words": typed}}
    changed = bot.views_update(view_id=view["id"], view=modal(question("stays"), question("new")))["view"]
    assert changed["state"]["values"] == {"stays": {"words": typed}}


def test_an_external_id_names_one_view(bot: WebClient, town: Playground, trigger: str) -> None:
    bot.views_open(trigger_id=trigger, view=modal(question("q"), external_id="mine"))
    changed = bot.views_update(external_id="mine", view=modal(question("other")))["view"]
    assert changed["external_id"] == "mine"
    twice = refusal(bot.views_push, trigger_id=another_trigger(town), view=modal(question("q"), external_id="mine"))
    assert twice == "duplicate_external_id"


def test_a_home_is_published_per_person_and_replaced(bot: WebClient, town: Playground) -> None:
    first = bot.views_publish(user_id="U_ANNA", view=home("Welkom"))["view"]
    second = bot.views_publish(user_id="U_ANNA", view=home("Alweer"))["view"]
    other = bot.views_publish(user_id="U_JOHN", view=home("Welcome"))["view"]
    assert first["id"] == second["id"] != other["id"]
    assert town.workspace.views[first["id"]].body["blocks"][0]["text"]["text"] == "Alweer"
    refused = refusal(bot.views_publish, user_id="U_ANNA", view=home("Oud"), hash=first["hash"])
    assert refused == "hash_conflict"


def test_a_home_is_for_somebody_who_exists(bot: WebClient) -> None:
    assert refusal(bot.views_publish, user_id="U_NOBODY", view=home("Welkom")) == "invalid_arguments"
