"""Files on the page: a link that works for who can see the conversation, and a word in its place once deleted."""

import json
import re
from html import unescape

import httpx
import pytest
from slack_sdk import WebClient

from tests.playground.visitor import Visitor

EXPORTS = {
    "mijn gegevens.json": b'{"name": "Anna"}',
    "Mijn jaar #1 & co?.pdf": b"%PDF-1.7 a very small page",
    "gegevens.html": b"<script>alert(1)</script>",
}


def give(bot: WebClient, name: str) -> tuple[str, str]:
    """The conversation and the file, as the app gives somebody something of their own."""
    channel = str(bot.conversations_open(users="U_ANNA")["channel"]["id"])
    kept = bot.files_upload_v2(channel=channel, filename=name, title=name, content=EXPORTS[name])["file"]
    return channel, str(kept["id"])


def address(page: str) -> str:
    found = re.search(r'class="file" href="([^"]+)"', page)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_can_be_downloaded_by_whom_it_is_for(bot: WebClient, anna: Visitor, name: str) -> None:
    channel, _ = give(bot, name)
    got = anna.line.get(address(anna.sees(channel, tab="messages")))
    assert got.content == EXPORTS[name]
    # A file never becomes a page of the playground's own.
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"


def test_nobody_else_can_download_it(bot: WebClient, anna: Visitor, john: Visitor) -> None:
    channel, _ = give(bot, "mijn gegevens.json")
    where = address(anna.sees(channel, tab="messages"))
    assert john.line.get(where.replace("U_ANNA", "U_JOHN")).status_code == 404


def test_a_file_in_a_channel_can_be_downloaded_by_its_members(bot: WebClient, anna: Visitor, john: Visitor) -> None:
    bot.files_upload_v2(channel="C_TEAM", filename="rooster.csv", content=b"a;b")
    assert john.line.get(address(john.sees())).content == b"a;b"
    assert anna.line.get(address(anna.sees())).content == b"a;b"
    assert anna.line.get(address(anna.sees()).replace("U_ANNA", "U_STRANGER")).status_code == 404


def test_a_deleted_file_is_gone_and_its_message_says_so(bot: WebClient, anna: Visitor) -> None:
    channel, key = give(bot, "mijn gegevens.json")
    where = address(anna.sees(channel, tab="messages"))
    with anna.line.stream("GET", "/as/U_ANNA/live") as stream:
        lines = stream.iter_lines()
        next(lines)
        bot.files_delete(file=key)
        heard = next(line for line in lines if line.startswith("data:"))
    assert json.loads(heard.removeprefix("data: ")) == {"channel": channel}
    page = anna.sees(channel, tab="messages")
    assert "Dit bestand is er niet meer." in page
    assert 'class="file"' not in page
    assert anna.line.get(where).status_code == 404
    (left,) = bot.conversations_history(channel=channel)["messages"][0]["files"]
    assert left == {"id": key, "mode": "tombstone"}


def test_an_app_reads_a_file_with_its_token_only(bot: WebClient, anna: Visitor) -> None:
    _, key = give(bot, "mijn gegevens.json")
    where = str(bot.files_info(file=key)["file"]["url_private"])
    token = {"Authorization": f"Bearer {bot.token}"}
    assert httpx.get(where, headers=token).content == EXPORTS["mijn gegevens.json"]
    assert httpx.get(where).status_code == 403


def test_a_picture_in_a_block_is_shown_by_its_id_or_its_address(bot: WebClient, anna: Visitor) -> None:
    kept = bot.files_upload_v2(content=b"\x89PNG", filename="de week.png")["file"]
    for given in ({"id": kept["id"]}, {"url": kept["url_private"]}):
        picture = {"type": "image", "slack_file": given, "alt_text": "De week"}
        bot.chat_postMessage(channel="C_TEAM", text="x", blocks=[picture])
        found = re.findall(r'<img src="([^"]+)" alt="De week"', anna.sees())[-1]
        assert anna.line.get(unescape(found)).content == b"\x89PNG"
