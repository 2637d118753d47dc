"""Who is there and where: users, groups, conversations."""

from slack_sdk import WebClient

from playground.server import Playground
from tests.playground.town import refusal


def test_somebodys_zone_and_language_are_told(bot: WebClient) -> None:
    john = bot.users_info(user="U_JOHN", include_locale=True)["user"]
    assert (john["tz"], john["locale"], john["real_name"]) == ("Europe/London", "en-GB", "John Smith")
    anna = bot.users_info(user="U_ANNA")["user"]
    assert anna["tz_offset"] - john["tz_offset"] == 3600
    assert "locale" not in anna


def test_guests_and_people_who_left_can_be_recognised(bot: WebClient) -> None:
    assert bot.users_info(user="U_GUEST")["user"]["is_restricted"]
    gone = bot.users_info(user="U_GONE")["user"]
    assert gone["deleted"]
    assert "tz" not in gone


def test_everybody_is_listed_once_over_the_pages(bot: WebClient, town: Playground) -> None:
    listed = [person["id"] for answer in bot.users_list(limit=2) for person in answer["members"]]
    assert sorted(listed) == sorted(town.workspace.users)


def test_an_address_finds_the_person_unless_they_left(bot: WebClient) -> None:
    assert bot.users_lookupByEmail(email="Anna@voorbeeld.nl")["user"]["id"] == "U_ANNA"
    assert refusal(bot.users_lookupByEmail, email="weg@voorbeeld.nl") == "users_not_found"


def test_a_group_knows_its_people(bot: WebClient) -> None:
    groups = bot.usergroups_list(include_users=True)["usergroups"]
    assert [(group["handle"], group["users"]) for group in groups] == [("balie", ["U_ANNA", "U_JOHN"])]
    assert bot.usergroups_users_list(usergroup="S_DESK")["users"] == ["U_ANNA", "U_JOHN"]
    assert refusal(bot.usergroups_users_list, usergroup="S_NONE") == "no_such_subteam"


def test_a_private_channel_of_others_does_not_exist_for_the_bot(bot: WebClient) -> None:
    listed = bot.conversations_list(types="public_channel,private_channel")["channels"]
    assert "C_SECRET" not in [room["id"] for room in listed]
    assert refusal(bot.conversations_info, channel="C_SECRET") == "channel_not_found"
    assert refusal(bot.conversations_members, channel="C_SECRET") == "channel_not_found"


def test_members_come_in_pages(bot: WebClient) -> None:
    pages = [answer["members"] for answer in bot.conversations_members(channel="C_TEAM", limit=2)]
    assert pages == [["U_ANNA", "U_JOHN"], [bot.auth_test()["user_id"]]]


def test_joining_makes_a_member_and_joining_twice_says_so(bot: WebClient) -> None:
    assert not bot.conversations_info(channel="C_OTHER")["channel"]["is_member"]
    bot.conversations_join(channel="C_OTHER")
    assert bot.conversations_info(channel="C_OTHER")["channel"]["is_member"]
    assert bot.conversations_join(channel="C_OTHER")["warning"] == "already_in_channel"
    assert refusal(bot.conversations_join, channel="C_OLD") == "is_archived"


def test_the_channels_of_the_bot_are_those_it_is_in(bot: WebClient) -> None:
    mine = bot.users_conversations(exclude_archived=True)["channels"]
    assert [room["id"] for room in mine] == ["C_TEAM"]


def test_a_direct_message_opens_once_per_person(bot: WebClient) -> None:
    first = bot.conversations_open(users="U_ANNA")
    again = bot.conversations_open(users=["U_ANNA"], return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert (first["already_open"], again["already_open"]) == (False, True)
    assert again["channel"]["user"] == "U_ANNA"


def test_no_direct_message_with_who_left_or_with_a_bot(bot: WebClient) -> None:
    assert refusal(bot.conversations_open, users="U_GONE") == "user_disabled"
    assert refusal(bot.conversations_open, users=bot.auth_test()["user_id"]) == "cannot_dm_bot"
    assert refusal(bot.conversations_open, users="U_NOBODY") == "user_not_found"


def test_reading_direct_messages_needs_its_own_scope_per_kind(bot: WebClient) -> None:
    assert refusal(bot.conversations_list, types="mpim") == "missing_scope"
    assert refusal(bot.conversations_list, types="everything") == "invalid_types"


def test_leaving_a_channel_needs_a_scope_of_its_own(bot: WebClient) -> None:
    refused = refusal(bot.conversations_leave, channel="C_TEAM")
    assert refused == "missing_scope"
    assert bot.conversations_info(channel="C_TEAM")["channel"]["is_member"]


def test_the_workspace_and_the_bot_have_names(bot: WebClient) -> None:
    assert bot.team_info()["team"]["domain"] == "voorbeeld"
    assert bot.bots_info(bot=bot.auth_test()["bot_id"])["bot"]["name"] == "Zomaar"
    assert refusal(bot.bots_info, bot="B_NOBODY") == "bot_not_found"
