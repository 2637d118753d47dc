"""Posting, changing and reading messages, asked through Slack's own client."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.server import Playground
from tests.playground.town import refusal


def section(words: str, **changes: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}, **changes}


def test_a_message_comes_back_in_the_history_as_it_was_posted(bot: WebClient, town: Playground) -> None:
    posted = bot.chat_postMessage(
        channel="C_TEAM",
        text="Goedemorgen",
        blocks=[section("*Goedemorgen*", block_id="b1")],
        metadata={"event_type": "nudge", "event_payload": {"delivery": "7"}},
    )
    kept = bot.conversations_history(channel="C_TEAM", include_all_metadata=True)["messages"][0]
    assert (kept["ts"], kept["text"], kept["blocks"]) == (
        posted["ts"],
        "Goedemorgen",
        [section("*Goedemorgen*", block_id="b1")],
    )
    assert kept["metadata"]["event_payload"] == {"delivery": "7"}
    assert kept["bot_id"] == bot.auth_test()["bot_id"]


def test_history_keeps_metadata_to_itself_unless_asked(bot: WebClient) -> None:
    bot.chat_postMessage(channel="C_TEAM", text="Hoi", metadata={"event_type": "nudge", "event_payload": {}})
    assert "metadata" not in bot.conversations_history(channel="C_TEAM")["messages"][0]


def test_a_user_id_opens_the_direct_message(bot: WebClient) -> None:
    first = bot.chat_postMessage(channel="U_ANNA", text="Hoi")
    second = bot.chat_postMessage(channel="U_ANNA", text="Nog iets")
    assert first["channel"] == second["channel"]
    assert first["channel"].startswith("D")


def test_blocks_without_an_id_get_one(bot: WebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Gedaan"}}
    message = bot.chat_postMessage(channel="C_TEAM", text="x", blocks=[{"type": "actions", "elements": [button]}])[
        "message"
    ]
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["elements"][0]["action_id"]


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        ("no_text", {"channel": "C_TEAM", "text": ""}),
        ("channel_not_found", {"channel": "C_NOWHERE", "text": "x"}),
        ("channel_not_found", {"channel": "C_SECRET", "text": "x"}),
        ("not_in_channel", {"channel": "C_OTHER", "text": "x"}),
        ("is_archived", {"channel": "C_OLD", "text": "x"}),
        ("channel_not_found", {"channel": "U_GONE", "text": "x"}),
        ("invalid_blocks", {"channel": "C_TEAM", "text": "x", "blocks": [section("x" * 3001)]}),
        ("invalid_blocks", {"channel": "C_TEAM", "text": "x", "blocks": [section("x")] * 51}),
        ("invalid_blocks_format", {"channel": "C_TEAM", "text": "x", "blocks": "{"}),
        ("msg_blocks_too_long", {"channel": "C_TEAM", "text": "x", "blocks": [section("x" * 2999)] * 5}),
        ("invalid_metadata_format", {"channel": "C_TEAM", "text": "x", "metadata": {"delivery": 7}}),
        ("thread_not_found", {"channel": "C_TEAM", "text": "x", "thread_ts": "1.2"}),
    ],
)
def test_what_slack_refuses_is_refused_with_slacks_code(bot: WebClient, error: str, arguments: dict[str, Any]) -> None:
    assert refusal(bot.api_call, api_method="chat.postMessage", json=arguments) == error


def test_metadata_may_not_be_a_book(bot: WebClient) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"text": "x" * 9000}}
    assert refusal(bot.chat_postMessage, channel="C_TEAM", text="x", metadata=metadata) == "metadata_too_large"


def test_a_refusal_of_blocks_says_where(bot: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        bot.chat_postMessage(channel="C_TEAM", text="x", blocks=[section("x" * 3001)])
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


def test_what_is_not_mentioned_in_an_update_stays(bot: WebClient) -> None:
    posted = bot.chat_postMessage(channel="C_TEAM", text="Eén", blocks=[section("Eén")])
    changed = bot.chat_update(channel="C_TEAM", ts=posted["ts"], text="Twee")["message"]
    assert (changed["text"], changed["blocks"][0]["text"]["text"]) == ("Twee", "Eén")
    assert "edited" in changed
    emptied = bot.chat_update(channel="C_TEAM", ts=posted["ts"], text="Drie", blocks=[])["message"]
    assert "blocks" not in emptied


def test_nobody_elses_message_can_be_changed_or_deleted(bot: WebClient, town: Playground) -> None:
    ts = town.control.say(user="U_ANNA", channel="C_TEAM", text="Van mij")["ts"]
    assert refusal(bot.chat_update, channel="C_TEAM", ts=ts, text="x") == "cant_update_message"
    assert refusal(bot.chat_delete, channel="C_TEAM", ts=ts) == "cant_delete_message"
    assert refusal(bot.chat_update, channel="C_TEAM", ts="1.2", text="x") == "message_not_found"


def test_a_deleted_message_is_gone(bot: WebClient) -> None:
    posted = bot.chat_postMessage(channel="C_TEAM", text="Weg")
    bot.chat_delete(channel="C_TEAM", ts=posted["ts"])
    assert bot.conversations_history(channel="C_TEAM")["messages"] == []


def test_replies_hang_under_their_message_and_not_in_the_channel(bot: WebClient) -> None:
    parent = bot.chat_postMessage(channel="C_TEAM", text="Vraag")["ts"]
    reply = bot.chat_postMessage(channel="C_TEAM", text="Antwoord", thread_ts=parent)["ts"]
    shown = bot.conversations_history(channel="C_TEAM")["messages"]
    assert [(post["ts"], post["reply_count"]) for post in shown] == [(parent, 1)]
    assert [post["ts"] for post in bot.conversations_replies(channel="C_TEAM", ts=parent)["messages"]] == [
        parent,
        reply,
    ]


def test_history_is_newest_first_and_comes_in_pages(bot: WebClient, town: Playground) -> None:
    town.workspace.limits.enabled = False
    sent = [bot.chat_postMessage(channel="C_TEAM", text=str(number))["ts"] for number in range(5)]
    read: list[str] = []
    for answer in bot.conversations_history(channel="C_TEAM", limit=2):
        assert len(answer["messages"]) <= 2
        read += [post["ts"] for post in answer["messages"]]
    assert read == sent[::-1]


def test_history_between_two_moments_leaves_the_ends_out_unless_asked(bot: WebClient) -> None:
    first, middle, last = (bot.chat_postMessage(channel="C_TEAM", text=text)["ts"] for text in "abc")
    between = bot.conversations_history(channel="C_TEAM", oldest=first, latest=last)["messages"]
    assert [post["ts"] for post in between] == [middle]
    inclusive = bot.conversations_history(channel="C_TEAM", oldest=first, latest=last, inclusive=True)["messages"]
    assert [post["ts"] for post in inclusive] == [last, middle, first]


def test_an_ephemeral_message_is_for_a_member_and_leaves_no_trace(bot: WebClient) -> None:
    assert bot.chat_postEphemeral(channel="C_TEAM", user="U_ANNA", text="Alleen jij")["message_ts"]
    assert bot.conversations_history(channel="C_TEAM")["messages"] == []
    outside = refusal(bot.chat_postEphemeral, channel="C_TEAM", user="U_STRANGER", text="x")
    assert outside == "user_not_in_channel"


def test_a_permalink_names_the_channel_and_the_moment(bot: WebClient) -> None:
    ts = bot.chat_postMessage(channel="C_TEAM", text="Hier")["ts"]
    link = bot.chat_getPermalink(channel="C_TEAM", message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/C_TEAM/p{ts.replace('.', '')}")


def test_a_reaction_counts_once_and_can_be_taken_back(bot: WebClient) -> None:
    ts = bot.chat_postMessage(channel="C_TEAM", text="Mooi")["ts"]
    bot.reactions_add(channel="C_TEAM", timestamp=ts, name="tada")
    assert refusal(bot.reactions_add, channel="C_TEAM", timestamp=ts, name="tada") == "already_reacted"
    reactions = bot.reactions_get(channel="C_TEAM", timestamp=ts)["message"]["reactions"]
    assert [(reaction["name"], reaction["count"]) for reaction in reactions] == [("tada", 1)]
    bot.reactions_remove(channel="C_TEAM", timestamp=ts, name="tada")
    assert refusal(bot.reactions_remove, channel="C_TEAM", timestamp=ts, name="tada") == "no_reaction"
