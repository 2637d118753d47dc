"""What people do, and what an app hears of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient

from playground.acts import typed
from playground.client import ControlError
from playground.seed import plant
from playground.server import Playground
from tests.playground.apps import Json, heard_of, listening
from tests.playground.kit import modal, option, plain
from tests.playground.town import MANIFEST, SEED

TOWN = plant(SEED, [MANIFEST])


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Hoi @anna, zie #algemeen", "Hoi <@U_ANNA>, zie <#C_OTHER|algemeen>"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<!channel> telt niet", "&lt;!channel&gt; telt niet"),
        ("@here wel", "<!here> wel"),
        ("<@U_ANNA> uit de lijst", "<@U_ANNA> uit de lijst"),
        ("<@U_NOBODY> niet", "&lt;@U_NOBODY&gt; niet"),
        ("Zie https://voorbeeld.nl/a?b=1&c=2.", "Zie <https://voorbeeld.nl/a?b=1&amp;c=2>."),
        ("`@anna` in code", "`@anna` in code"),
        ("mail anna@anna.nl", "mail anna@anna.nl"),
    ],
)
def test_what_is_typed_becomes_what_slack_makes_of_it(words: str, kept: str) -> None:
    assert typed.message(TOWN, words) == kept


@given(st.text(alphabet="<>&!@#|ab `\n", max_size=40))
def test_nobody_can_ping_everybody_with_brackets(words: str) -> None:
    assert "<!" not in typed.message(TOWN, words)


def test_a_command_that_escapes_gives_ids_with_names(town: Playground) -> None:
    next(iter(town.workspace.apps.values())).commands["/zomaar"].should_escape = True
    with listening(town) as got:
        town.control.command(user="anna", channel="team-burgerzaken", text="/zomaar dank @john in #algemeen")
        assert got[0]["text"] == "dank <@U_JOHN|john> in <#C_OTHER|algemeen>"
        assert (got[0]["channel_name"], got[0]["user_name"]) == ("team-burgerzaken", "anna")


def test_a_command_nobody_made_is_told_to_the_person_alone(town: Playground) -> None:
    town.control.command(user="anna", channel="team-burgerzaken", text="/iets")
    assert town.control.notices("anna") == ["/iets is geen geldige opdracht."]
    assert town.control.notices("john") == []


@pytest.mark.parametrize(
    ("act", "arguments", "why"),
    [
        ("say", {"user": "vreemd", "channel": "team-burgerzaken", "text": "x"}, "vreemd is not in this conversation"),
        ("say", {"user": "weg", "channel": "team-burgerzaken", "text": "x"}, "deactivated"),
        ("say", {"user": "anna", "channel": "oud", "text": "x"}, "gearchiveerd"),
        ("say", {"user": "anna", "channel": "team-burgerzaken", "text": " "}, "nothing to send"),
        ("say", {"user": "niemand", "channel": "team-burgerzaken", "text": "x"}, "nobody called niemand"),
        ("say", {"user": "anna", "channel": "team-burgerzaken", "text": "x", "thread_ts": "1.2"}, "not there"),
        ("click", {"user": "anna", "channel": "C_TEAM", "ts": "1.2", "action_id": "go"}, "not there"),
        ("join", {"user": "vreemd", "channel": "directie"}, "has to invite"),
        ("join", {"user": "gast", "channel": "algemeen"}, "has to invite"),
        ("submit", {"user": "anna", "view_id": "V1"}, "not open"),
        ("change_profile", {"user": "anna", "shoe_size": 38}, "shoe_size"),
    ],
)
def test_what_a_person_cannot_do_is_said_in_a_sentence(
    town: Playground, act: str, arguments: dict[str, Any], why: str
) -> None:
    with pytest.raises(ControlError, match=why):
        town.control.do(act, **arguments)


def test_a_click_tells_all_that_slack_tells(town: Playground, button: str) -> None:
    with listening(town) as got:
        assert town.control.click(user="anna", channel="C_TEAM", ts=button, action_id="go") == {"acked": True}
        payload = heard_of(town, got, "block_actions")
    assert payload["user"] == {"id": "U_ANNA", "username": "anna", "name": "anna", "team_id": town.workspace.team_id}
    assert payload["container"] == {
        "type": "message",
        "message_ts": button,
        "channel_id": "C_TEAM",
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": "C_TEAM", "name": "team-burgerzaken"}
    assert payload["message"]["text"] == "Ga je?"
    assert (payload["enterprise"], payload["is_enterprise_install"]) == (None, False)
    action = payload["actions"][0]
    assert (action["type"], action["block_id"], action["action_id"], action["value"]) == ("button", "row", "go", "7")
    assert action["text"]["text"] == "Ga"


SELECT: Json = {"type": "static_select", "action_id": "pick", "options": [option("Ja", "yes"), option("Nee", "no")]}
DATE: Json = {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"}


def with_controls(bot: WebClient, *elements: Json) -> str:
    blocks = [{"type": "actions", "block_id": "row", "elements": list(elements)}]
    return str(bot.chat_postMessage(channel="C_TEAM", text="Kies", blocks=blocks)["ts"])


def test_each_person_has_their_own_choices_in_a_message_and_nobody_elses(town: Playground, bot: WebClient) -> None:
    place = {"channel": "C_TEAM", "ts": with_controls(bot, SELECT, DATE)}
    with listening(town) as got:
        town.control.click(user="anna", action_id="pick", value="yes", **place)
        town.control.click(user="john", action_id="day", value="2026-12-05", **place)
    anna, john = (payload["state"]["values"]["row"] for payload in got if payload["type"] == "block_actions")
    assert anna["pick"]["selected_option"] == option("Ja", "yes")
    assert anna["day"]["selected_date"] == "2026-12-01"
    assert john == {
        "pick": {"type": "static_select", "selected_option": None},
        "day": {"type": "datepicker", "selected_date": "2026-12-05"},
    }


def test_an_option_that_is_not_there_cannot_be_chosen(town: Playground, bot: WebClient) -> None:
    ts = with_controls(bot, SELECT)
    with pytest.raises(ControlError, match="no option"):
        town.control.click(user="anna", channel="C_TEAM", ts=ts, action_id="pick", value="maybe")


def test_an_external_select_offers_what_the_app_answers(town: Playground, bot: WebClient) -> None:
    select = {"type": "external_select", "action_id": "who", "min_query_length": 1}
    place = {"channel": "C_TEAM", "ts": with_controls(bot, select), "user": "anna", "action_id": "who"}

    def reply(payload: Json) -> Json | None:
        return {"options": [option("Aaf", "a"), option("Bo", "b")]} if payload["type"] == "block_suggestion" else None

    with listening(town, reply) as got:
        assert town.control.options(query="a", **place) == [option("Aaf", "a"), option("Bo", "b")]
        assert heard_of(town, got, "block_suggestion")["value"] == "a"
        town.control.click(value="b", **place)
        assert heard_of(town, got, "block_actions")["actions"][0]["selected_option"] == option("Bo", "b")


def question(block_id: str, **changes: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "words", **changes.pop("element", {})}
    return {"type": "input", "block_id": block_id, "label": plain("Wat?"), "element": element, **changes}


def opened(town: Playground, bot: WebClient, *blocks: Json, **changes: Any) -> str:
    trigger = town.workspace.new_trigger("U_ANNA", next(iter(town.workspace.apps)))
    return str(bot.views_open(trigger_id=trigger, view=modal(*blocks, **changes))["view"]["id"])


@pytest.mark.parametrize(
    ("element", "value", "wrong"),
    [
        ({}, "", "Vul dit veld in."),
        ({"min_length": 5}, "kort", "Vul minstens 5 tekens in."),
        ({"max_length": 3}, "lang", "Vul hooguit 3 tekens in."),
        ({"type": "email_text_input"}, "anna", "Vul een e-mailadres in."),
        ({"type": "url_text_input"}, "voorbeeld", "Vul een webadres in dat met http begint."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Vul een getal in."),
        (
            {"type": "number_input", "is_decimal_allowed": False, "max_value": "5"},
            "6",
            "Vul een getal in van hooguit 5.",
        ),
    ],
)
def test_a_field_filled_in_wrongly_never_reaches_the_app(
    town: Playground, bot: WebClient, element: Json, value: str, wrong: str
) -> None:
    view = opened(town, bot, question("q", element=element))
    with listening(town) as got:
        assert town.control.submit(user="anna", view_id=view, values={"words": value}) == {"errors": {"q": wrong}}
        assert got == []


def test_an_empty_field_that_may_be_empty_arrives_as_null(town: Playground, bot: WebClient) -> None:
    view = opened(town, bot, question("q", optional=True))
    with listening(town) as got:
        assert town.control.submit(user="anna", view_id=view) == {"errors": {}}
    assert got[0]["view"]["state"]["values"] == {"q": {"words": {"type": "plain_text_input", "value": None}}}
    assert town.control.modal("anna") is None


def test_a_window_can_be_replaced_pushed_upon_and_cleared(town: Playground, bot: WebClient) -> None:
    view = opened(town, bot, question("q"))
    steps: list[Json] = [
        {"response_action": "update", "view": modal(question("q"), title=plain("Twee"))},
        {"response_action": "push", "view": modal(question("r"), title=plain("Drie"))},
        {"response_action": "clear"},
    ]
    with listening(town, lambda _: steps.pop(0)):
        town.control.submit(user="anna", view_id=view, values={"words": "een"})
        second = town.control.modal("anna")
        assert second
        assert (second["id"], second["title"]["text"]) == (view, "Twee")
        assert second["state"]["values"]["q"]["words"]["value"] == "een"  # the same field keeps its words
        town.control.submit(user="anna", view_id=view, values={"words": "twee"})
        third = town.control.modal("anna")
        assert third
        assert (third["title"]["text"], third["previous_view_id"], third["root_view_id"]) == ("Drie", view, view)
        town.control.submit(user="anna", view_id=third["id"], values={"words": "drie"})
        assert town.control.modal("anna") is None


def test_a_faulty_next_window_leaves_the_person_with_slacks_words(town: Playground, bot: WebClient) -> None:
    view = opened(town, bot, question("q"))
    with listening(town, lambda _: {"response_action": "push", "view": {"type": "modal"}}):
        errors = town.control.submit(user="anna", view_id=view, values={"words": "x"})["errors"]
    assert list(errors.values()) == ["Er ging iets mis met de verbinding. Probeer het nog eens."]
    assert town.control.modal("anna")


@pytest.mark.parametrize("wants_to_know", [True, False])
def test_closing_a_window_is_told_only_to_an_app_that_asked(
    town: Playground, bot: WebClient, wants_to_know: bool
) -> None:
    view = opened(town, bot, question("q"), notify_on_close=wants_to_know)
    with listening(town) as got:
        town.control.do("close", user="anna", view_id=view)
    assert [payload["type"] for payload in got] == (["view_closed"] if wants_to_know else [])
    assert town.control.modal("anna") is None


def test_opening_a_home_is_told_with_its_tab_and_what_was_there(town: Playground, bot: WebClient) -> None:
    app = next(iter(town.workspace.apps.values()))
    app.events |= {"app_home_opened"}
    with listening(town) as got:
        town.control.open_home(user="anna", app="Zomaar")
        event = heard_of(town, got, "app_home_opened")
    assert (event["user"], event["tab"], "view" in event) == ("U_ANNA", "home", False)
    bot.views_publish(user_id="U_ANNA", view={"type": "home", "blocks": [{"type": "divider"}]})
    home = town.control.home("anna", app.id)
    assert home
    assert home["blocks"][0]["type"] == "divider"
    assert town.control.home("john", app.id) is None


@pytest.mark.parametrize(
    ("event", "act", "arguments"),
    [
        ("member_joined_channel", "join", {"user": "vreemd", "channel": "team-burgerzaken"}),
        ("member_left_channel", "leave", {"user": "john", "channel": "team-burgerzaken"}),
        ("user_change", "change_profile", {"user": "john", "tz": "Europe/Paris", "locale": "fr-FR"}),
        ("user_change", "deactivate", {"user": "john"}),
        ("team_join", "create_person", {"name": "nieuw"}),
        ("channel_archive", "archive", {"user": "anna", "channel": "team-burgerzaken"}),
        ("subteam_updated", "change_group", {"handle": "balie", "users": ["john"]}),
    ],
)
def test_coming_going_and_changing_is_told(town: Playground, event: str, act: str, arguments: Json) -> None:
    next(iter(town.workspace.apps.values())).events |= {event}
    with listening(town) as got:
        town.control.do(act, **arguments)
        assert heard_of(town, got, event)["event_ts"]


def test_a_changed_profile_comes_with_its_new_time_zone_and_language(town: Playground) -> None:
    next(iter(town.workspace.apps.values())).events |= {"user_change"}
    with listening(town) as got:
        town.control.change_profile(user="anna", tz="Pacific/Auckland", locale="en-NZ")
        person = heard_of(town, got, "user_change")["user"]
    assert (person["tz"], person["locale"]) == ("Pacific/Auckland", "en-NZ")
    assert person["tz_offset"] in (12 * 3600, 13 * 3600)


def test_an_app_hears_nothing_of_a_channel_it_is_not_in(town: Playground) -> None:
    with listening(town) as got:
        town.control.say(user="anna", channel="algemeen", text="onder ons")
        town.control.say(user="anna", channel="team-burgerzaken", text="met de bot")
        assert heard_of(town, got, "message")["text"] == "met de bot"


def test_a_bot_that_is_invited_hears_that_it_came_in_and_by_whom(town: Playground) -> None:
    app = next(iter(town.workspace.apps.values()))
    app.events |= {"member_joined_channel"}
    with listening(town) as got:
        town.control.invite_bot(user="anna", channel="algemeen", app="Zomaar")
        event = heard_of(town, got, "member_joined_channel")
    assert (event["user"], event["inviter"], event["channel"]) == (app.bot_user, "U_ANNA", "C_OTHER")
    assert town.control.command(user="anna", channel="C_SECRET", text="/invite @Zomaar") == {"acked": True}
    assert town.control.command(user="anna", channel="C_SECRET", text="/invite @john") == {"acked": True}
    assert {app.bot_user, "U_JOHN"} <= set(town.workspace.channels["C_SECRET"].members)


def test_an_app_that_is_not_interactive_hears_no_click_and_the_person_reads_why(town: Playground, button: str) -> None:
    next(iter(town.workspace.apps.values())).interactive = False
    with listening(town) as got:
        assert town.control.click(user="anna", channel="C_TEAM", ts=button, action_id="go") == {"acked": False}
    assert [payload["type"] for payload in got if payload["type"] == "block_actions"] == []
    assert "interactivity" in town.control.notices("anna")[0]


@pytest.mark.parametrize("setting", [{"read_only": True}, {"messages_tab": False}])
def test_an_app_may_take_no_direct_messages(town: Playground, setting: Json) -> None:
    for name, value in setting.items():
        setattr(next(iter(town.workspace.apps.values())), name, value)
    with pytest.raises(ControlError, match="geen berichten"):
        town.control.say(user="anna", channel="Zomaar", text="hoi")
