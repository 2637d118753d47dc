"""Every block on the page."""

import pytest
from slack_sdk import WebClient

from tests.playground.apps import Json
from tests.playground.kit import actions, button, mrkdwn, plain, question, section
from tests.playground.visitor import Visitor, post

PICTURE = {"type": "image", "image_url": "https://example.com/balie.png", "alt_text": "De balie"}
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rijke tekst"}]}
RICH = {"type": "rich_text", "elements": [WORDS]}

BLOCKS: list[tuple[Json, str]] = [
    (section(), "Goedemorgen"),
    (section(fields=[mrkdwn("*Links*"), plain("Rechts")]), "<strong>Links</strong>"),
    (section(accessory=PICTURE), 'alt="De balie"'),
    ({"type": "header", "text": plain("Weekbericht")}, "Weekbericht</h3>"),
    ({"type": "divider"}, "<hr"),
    ({"type": "context", "elements": [mrkdwn("_klein_"), PICTURE]}, "<em>klein</em>"),
    ({**PICTURE, "title": plain("Onze balie")}, "Onze balie</figcaption>"),
    (RICH, "Rijke tekst"),
    ({"type": "markdown", "text": "**vet**"}, "<strong>vet</strong>"),
    ({"type": "table", "rows": [[{"type": "raw_text", "text": "Cel"}]]}, "<td>Cel</td>"),
    (
        {
            "type": "video",
            "alt_text": "Uitleg",
            "title": plain("Film"),
            "thumbnail_url": "https://example.com/f.png",
            "video_url": "https://example.com/f",
        },
        'href="https://example.com/f"',
    ),
    (actions(button(url="https://example.com/weg")), 'href="https://example.com/weg"'),
    (actions(button(style="danger", accessibility_label="Stop alles")), 'aria-label="Stop alles"'),
    (question({"type": "plain_text_input", "action_id": "a"}, hint=plain("Kort graag")), "Kort graag"),
]


@pytest.mark.parametrize(("block", "shown"), BLOCKS, ids=lambda value: value["type"] if isinstance(value, dict) else "")
def test_every_block_is_shown(bot: WebClient, anna: Visitor, block: Json, shown: str) -> None:
    post(bot, block)
    assert shown in anna.sees()
