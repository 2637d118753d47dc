"""mrkdwn as Slack shows it, and nothing in it that a browser could take for ours."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.model import Json
from playground.page.render.markdown import markdown
from playground.page.render.mrkdwn import Reader, plain
from playground.page.render.rich_text import rich_text
from playground.seed import plant
from tests.playground.town import MANIFEST, SEED

WORKSPACE = plant(SEED, [MANIFEST], None)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
OURS = {"strong", "em", "s", "code", "pre", "br", "blockquote", "span", "a", "div", "ul", "ol", "li"}
SAFE = re.compile(r"https?://|mailto:|tel:|/(?![/\\])", re.IGNORECASE)
LINK_TO = '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">'
MARKS = ["<", ">", "&", '"', "'", "`", "```", "*", "_", "~", "|", "@", "#", "!", "\n", "&lt;", "&gt;", "&amp;", ":+1:"]
OPENINGS = ["<@U_ANNA|", "<https://e.nl/", "<!date^1^{date}^", "javascript:", "<script>", "\ue0000\ue001", " onload=x "]
TRICKS = st.sampled_from([*MARKS, *OPENINGS])
WRITTEN = st.lists(TRICKS | st.text(max_size=6), max_size=12).map("".join)


def shown(text: str) -> str:
    return str(Reader(WORKSPACE, ZoneInfo("Europe/Amsterdam")).render(text))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("*vet* _schuin_ ~weg~", "<strong>vet</strong> <em>schuin</em> <s>weg</s>"),
        ("*_beide_*", "<strong><em>beide</em></strong>"),
        ("snake_case_name en 2*3*4", "snake_case_name en 2*3*4"),
        ("* los * en _ los _", "* los * en _ los _"),
        ("`*niet vet*`", "<code>*niet vet*</code>"),
        ("```\nregel\n_zo_```", "<pre>regel\n_zo_</pre>"),
        ("een\ntwee", "een<br>twee"),
        ("&gt; een\n&gt; twee\ndrie", "<blockquote>een<br>twee</blockquote>drie"),
        ("a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
        (":+1: :wave: :bestaatniet:", "👍 👋 :bestaatniet:"),
        (":wave::skin-tone-3:", "👋"),
    ],
)
def test_text_looks_as_in_slack(written: str, expected: str) -> None:
    assert shown(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<@U_ANNA>", '<span class="mention">@Anna de Boer</span>'),
        ("<@U_NOBODY|iemand>", '<span class="mention">@iemand</span>'),
        ("<#C_TEAM>", '<span class="mention">#team-burgerzaken</span>'),
        ("<!here>", '<span class="mention">@here</span>'),
        ("<!subteam^S_DESK>", '<span class="mention">@balie</span>'),
        ("<https://example.com/?a=1&amp;b=2|onze *site*>", f"{LINK_TO}onze *site*</a>"),
        ("<mailto:a@b.nl>", '<a href="mailto:a@b.nl" target="_blank" rel="noopener noreferrer">a@b.nl</a>'),
        ("<javascript:alert(1)|klik>", "&lt;javascript:alert(1)&gt;"),
        ("<//evil.example|klik>", "&lt;//evil.example&gt;"),
        ("</\\evil.example|klik>", "&lt;/\\evil.example&gt;"),
    ],
)
def test_what_stands_between_angles_is_read(written: str, expected: str) -> None:
    assert shown(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<!date^1796025600^{date_num} {time}|straks>", "2026-11-30 09:00"),
        ("<!date^1796025600^{date_long}|straks>", "maandag 30 november 2026"),
        ("<!date^1796025600^{date_slash}|straks>", "30/11/2026"),
        ("<!date^morgen^{date}|&lt;straks&gt;>", "&lt;straks&gt;"),
    ],
)
def test_a_date_is_told_in_the_readers_own_zone_and_language(written: str, expected: str) -> None:
    assert shown(written) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-7200, ("2 uur geleden", "2 hours ago")),
        (-300, ("5 minuten geleden", "5 minutes ago")),
        (3 * 86400, ("over 3 dagen", "in 3 days")),
    ],
)
def test_a_date_is_told_as_long_ago_or_ahead(seconds: int, expected: tuple[str, str]) -> None:
    for lang, words in zip(("nl", "en"), expected, strict=True):
        workspace = plant(SEED | {"team": {"lang": lang}}, [MANIFEST], NOON)
        written = f"<!date^{int(NOON.timestamp()) + seconds}^{{ago}}|straks>"
        assert str(Reader(workspace, ZoneInfo("UTC")).render(written)) == words


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "gisteren"), (0, "vandaag"), (1, "morgen"), (2, "2 december 2026")],
)
def test_a_pretty_date_names_the_days_around_today(days: int, expected: str) -> None:
    workspace = plant(SEED, [MANIFEST], NOON)
    written = f"<!date^{int(NOON.timestamp()) + days * 86400}^{{date_pretty}}|straks>"
    assert str(Reader(workspace, ZoneInfo("UTC")).render(written)) == expected


def test_an_unknown_group_has_a_name_in_the_pages_language() -> None:
    for lang, words in (("nl", "@groep"), ("en", "@group")):
        workspace = plant(SEED | {"team": {"lang": lang}}, [MANIFEST], None)
        assert words in str(Reader(workspace, ZoneInfo("UTC")).render("<!subteam^S_NONE>"))


def test_a_date_can_be_a_link() -> None:
    written = "<!date^1796025600^{date_num}^https://example.com/?a=1&amp;b=2|straks>"
    assert shown(written) == f"{LINK_TO}2026-11-30</a>"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("# Kop\n**vet** en *schuin*", "<strong>Kop</strong><br><strong>vet</strong> en <em>schuin</em>"),
        ("[site](https://example.com/?a=1&b=2)", f"{LINK_TO}site</a>"),
        ("- een\n- `**twee**`", "• een<br>• <code>**twee**</code>"),
        ("## Een **vet** woord", "<strong>Een vet woord</strong>"),
        ("## Een *schuin* woord", "<strong>Een <em>schuin</em> woord</strong>"),
        ("# **Alles vet**", "<strong>Alles vet</strong>"),
    ],
)
def test_a_markdown_block_is_read_as_markdown(written: str, expected: str) -> None:
    assert str(markdown(written, Reader(WORKSPACE, ZoneInfo("UTC")))) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"url": "https://e.nl/?a=1&b=2", "text": "a < b > c"}, ("https://e.nl/?a=1&amp;b=2", "a &lt; b &gt; c")),
        ({"url": "https://e.nl/a|b", "text": "links|rechts"}, ("https://e.nl/a|b", "links|rechts")),
        ({"url": "https://e.nl/x>y"}, ("https://e.nl/x&gt;y", "https://e.nl/x&gt;y")),
        ({"url": "https://e.nl", "text": "a &amp; :+1:"}, ("https://e.nl", "a &amp;amp; :+1:")),
    ],
)
def test_a_link_in_rich_text_shows_its_words_as_they_are(link: Json, expected: tuple[str, str]) -> None:
    piece = {"type": "link", **link}
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [piece]}]}
    target, words = expected
    html = f'<div><a href="{target}" target="_blank" rel="noopener noreferrer">{words}</a></div>'
    assert str(rich_text(block, Reader(WORKSPACE, ZoneInfo("UTC")))) == html


class Tags(HTMLParser):
    """What a browser would make of it. Raises nothing: it collects."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.strange: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {"class", "href", "target", "rel"}
        hrefs = [value or "" for name, value in attrs if name == "href"]
        is_ours = tag in OURS and {name for name, _ in attrs} <= known
        if not is_ours or any(not SAFE.match(href) for href in hrefs):
            self.strange.append(str(self.get_starttag_text()))

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strange.append(decl)


@given(WRITTEN)
def test_no_text_ever_becomes_a_tag_of_its_own(written: str) -> None:
    reader = Reader(WORKSPACE, ZoneInfo("UTC"))
    for html in (shown(written), str(plain(written)), str(markdown(written, reader))):
        assert Tags(html).strange == []


@given(WRITTEN, WRITTEN)
def test_no_label_of_a_mention_or_link_ever_becomes_a_tag_of_its_own(target: str, label: str) -> None:
    for opening in ("<@", "<#", "<!", "<https://", "<!date^1^", "<"):
        assert Tags(shown(f"{opening}{target}|{label}>")).strange == []


@given(WRITTEN, WRITTEN)
def test_no_rich_text_ever_becomes_a_tag_of_its_own(words: str, target: str) -> None:
    pieces = [
        {"type": "text", "text": words, "style": {"bold": True}},
        {"type": "link", "url": target, "text": words},
        {"type": "user", "user_id": target},
        {"type": "emoji", "name": words},
        {"type": "date", "timestamp": 1, "format": words, "fallback": target},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": pieces}]}
    assert Tags(str(rich_text(block, Reader(WORKSPACE, ZoneInfo("UTC"))))).strange == []
