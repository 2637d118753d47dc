"""Files: up in two steps, shared in a channel, shown in an image block, gone when deleted."""

import httpx
from slack_sdk import WebClient

from tests.playground.town import refusal

PICTURE = b"\x89PNG a very small picture"


def test_an_uploaded_picture_is_shared_and_can_be_read_back(bot: WebClient) -> None:
    uploaded = bot.files_upload_v2(
        channel="C_TEAM", content=PICTURE, filename="week.png", title="De week", alt_txt="Een grafiek"
    )["file"]
    shared = bot.conversations_history(channel="C_TEAM")["messages"][0]
    assert [kept["id"] for kept in shared["files"]] == [uploaded["id"]]
    kept = bot.files_info(file=uploaded["id"])["file"]
    assert (kept["title"], kept["mimetype"], kept["size"], kept["alt_txt"]) == (
        "De week",
        "image/png",
        len(PICTURE),
        "Een grafiek",
    )
    assert httpx.get(kept["url_private"], headers={"Authorization": f"Bearer {bot.token}"}).content == PICTURE


def test_an_image_block_may_show_a_file_that_exists(bot: WebClient) -> None:
    key = bot.files_upload_v2(content=PICTURE, filename="week.png")["file"]["id"]

    def picture(file_id: str) -> list[dict[str, object]]:
        return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "De week"}]

    assert bot.chat_postMessage(channel="C_TEAM", text="x", blocks=picture(key))["ok"]
    assert refusal(bot.chat_postMessage, channel="C_TEAM", text="x", blocks=picture("F0")) == "invalid_blocks"
    bot.files_delete(file=key)
    assert refusal(bot.chat_postMessage, channel="C_TEAM", text="x", blocks=picture(key)) == "invalid_blocks"


def test_an_upload_is_not_finished_before_the_bytes_are_there(bot: WebClient) -> None:
    address = bot.files_getUploadURLExternal(filename="week.png", length=3)
    wanted = [{"id": address["file_id"], "title": "De week"}]
    assert refusal(bot.files_completeUploadExternal, files=wanted) == "file_not_found"
    assert httpx.post(address["upload_url"], content=b"four").status_code == 400
    assert httpx.post(address["upload_url"], content=b"abc").status_code == 200
    assert bot.files_completeUploadExternal(files=wanted)["files"][0]["name"] == "week.png"


def test_a_file_cannot_be_shared_where_the_bot_is_not(bot: WebClient) -> None:
    address = bot.files_getUploadURLExternal(filename="week.png", length=1)
    httpx.post(address["upload_url"], content=b"a")
    wanted = [{"id": address["file_id"]}]
    refused = refusal(bot.files_completeUploadExternal, files=wanted, channel_id="C_OTHER")
    assert refused == "not_in_channel"
