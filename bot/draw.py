"""Draw: the pictures in the weekly post, and the page somebody makes of their own year.

Nothing in the pictures derives from answers (disclosure-policy R18).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from bot.content.pack import CaseOfTheWeek
from bot.core.prompts import Locale, Text
from bot.core.yearpage import NAME_MOST, YearPage

TEMPLATES = Path(__file__).parent / "content" / "pictures"
HEADING = Text(nl="De zaak van de week", en="The case of the week")
PIXELS_PER_INCH = 144.0
"""600 pt wide at twice the screen's density: sharp on a phone."""

SIZES = (13, 12, 11)
"""Points; smaller is not readable for everybody (content-spec §1)."""
SHARES = (1, 0.7, 0.5, 0.3, 0.1)
EMOJI_FONTS = frozenset({"Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji"})
EMOJI = re.compile("[\U0001f000-\U0001faff\ufe0f\u200d]+")
JOINER = "\u200d"
"""Makes one emoji of several."""
WRITTEN = ("proud", "commitments", "learnt", "helped", "needs", "next_step")


def case_card(case: CaseOfTheWeek, locale: Locale) -> bytes:
    """The case of the week as a PNG of 1200 by 500 pixels."""
    data = {
        "lang": locale,
        "case": case.id,
        "heading": HEADING.said_in(locale),
        "title": case.title.said_in(locale),
    }
    return _compile("case.typ", data, format="png", ppi=PIXELS_PER_INCH)


def year_page(page: YearPage, locale: Locale, day: str, words: Mapping[str, str], format: str = "pdf") -> bytes:
    """One A4, tagged, in that language. `words` has the headings; `day` is the date as it is written.

    The letters are as large as fits, and never smaller than 11 points: what is still too long then is cut short.
    """
    written = _plain(asdict(page))
    data = {
        **written,
        "name": written["name"][:NAME_MOST],
        "lang": locale,
        "day": day,
        "words": dict(words),
    }
    tries = ({**_cut(data, share), "size": size} for share in SHARES for size in SIZES)
    fitting = next(each for each in tries if _is_one_page(each))
    return _compile("page.typ", fitting, format=format)


def _is_one_page(data: Mapping[str, Any]) -> bool:
    return isinstance(_draw("page.typ", data, format="png", ppi=10), bytes)


def _cut(data: Mapping[str, Any], share: float) -> dict[str, Any]:
    """Only words without spaces, or letters much wider than others, ever come to this."""

    def cut(value: Any) -> Any:
        if isinstance(value, list):
            return [cut(each) for each in value]
        return value if share == 1 else f"{value[: int(len(value) * share)]}…" if value else value

    return {name: cut(value) if name in WRITTEN else value for name, value in data.items()}


def _compile(template: str, data: Mapping[str, Any], **how: Any) -> bytes:
    """What people write goes in as data: Typst reads no markup in it."""
    made = _draw(template, data, **how)
    assert isinstance(made, bytes)  # noqa: S101  (one page gives one file)
    return made


def _draw(template: str, data: Mapping[str, Any], **how: Any) -> object:
    """The bytes of one page, or a list of them for several."""
    return typst.compile(TEMPLATES / template, sys_inputs={"data": json.dumps(data, default=str)}, **how)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _line(text: str) -> str:
    """Lines and runs of spaces become one space: the page has its own layout."""
    seen = text if _has_emoji() else EMOJI.sub("", text)
    return " ".join("".join(each for each in seen if each.isprintable() or each.isspace() or each == JOINER).split())


def _has_emoji() -> bool:
    """A server without such a font would draw a crossed box for every emoji."""
    return not EMOJI_FONTS.isdisjoint(typst.Fonts().families())
