"""Draw: the picture in the weekly post, and pages of one A4. Surfaces bring the words; here they get their place."""

import json
import logging
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from bot.core.pictures import WeekPicture
from bot.core.prompts import Locale
from bot.core.styles import INK, PAPER, Style
from bot.core.teampage import TeamPage
from bot.core.yearpage import NAME_MOST, YearPage

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "content" / "pictures"
PIXELS_PER_INCH = 216.0
"""360 pt wide at three times a phone's density."""

SIZES = (13, 12, 11)
"""Points; smaller is not readable for everybody (content-spec §1)."""
SHARES = (1, 0.7, 0.5, 0.3, 0.1)
EMOJI_FONTS = frozenset({"Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji"})
EMOJI = re.compile("[\U0001f000-\U0001faff\ufe0f\u200d]+")
JOINER = "\u200d"
"""Makes one emoji of several."""
WRITTEN = ("proud", "commitments", "learnt", "helped", "needs", "next_step")
"""What somebody wrote on the page of their year."""
FEWER = (6, 4, 3, 2, 1)
"""Items that each list may keep."""
LISTS = ("challenges", "agreements", "recipe")
LONG = (*LISTS, "name", "themes", "sentence", "next_step", "question", "case_title", "case_text")
"""What a team and its pack wrote on the page of a quarter."""


def week(picture: WeekPicture, style: Style, format: str = "png") -> bytes:
    """1080 pixels wide."""
    return _compile("week.typ", _plain(asdict(picture)), style, format=format, ppi=PIXELS_PER_INCH)


def year_page(
    page: YearPage, locale: Locale, day: str, words: Mapping[str, str], style: Style, format: str = "pdf"
) -> bytes:
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
    tries = ({**_cut(data, share, WRITTEN), "size": size} for share in SHARES for size in SIZES)
    return _first_that_fits("year.typ", tries, style, format=format)


def team_page(page: TeamPage, style: Style, format: str = "pdf") -> bytes:
    """One A4, tagged: fewer items before smaller letters than 11 points, and the newest items before the others."""
    data = _plain(asdict(page))
    whole = ({**data, "size": size} for size in SIZES)
    fewer = [{**data, "size": SIZES[-1], **{name: data[name][:most] for name in LISTS}} for most in FEWER]
    shorter = (_cut(fewer[-1], share, LONG) for share in SHARES[1:])
    return _first_that_fits("quarter.typ", chain(whole, fewer, shorter), style, format=format)


def _first_that_fits(template: str, tries: Iterable[Mapping[str, Any]], style: Style, format: str) -> bytes:
    """The first of these that takes one page; there must be one."""
    fitting = next(each for each in tries if _is_one_page(template, each, style))
    return _compile(template, fitting, style, format=format)


def _is_one_page(template: str, data: Mapping[str, Any], style: Style) -> bool:
    return isinstance(_draw(template, data, style, format="png", ppi=10), bytes)


def _cut(data: Mapping[str, Any], share: float, names: Collection[str]) -> dict[str, Any]:
    """Only words without spaces, or letters much wider than others, ever come to this."""

    def cut(value: Any) -> Any:
        if isinstance(value, list):
            return [cut(each) for each in value]
        return value if share == 1 else f"{value[: int(len(value) * share)]}…" if value else value

    return {name: cut(value) if name in names else value for name, value in data.items()}


def _compile(template: str, data: Mapping[str, Any], style: Style, **how: Any) -> bytes:
    made = _draw(template, data, style, **how)
    assert isinstance(made, bytes)  # noqa: S101  (one page gives one file)
    return made


def _draw(template: str, data: Mapping[str, Any], style: Style, **how: Any) -> object:
    """The bytes of one page, or a list of them for several.

    What people write goes in as data: Typst reads no markup in it.
    """
    import typst  # 7 MB, for a few pictures a week

    given = {"data": json.dumps({**data, "style": _palette(style)}, default=str)}
    try:
        return typst.compile(TEMPLATES / template, font_paths=_fonts(), sys_inputs=given, **how)
    except typst.TypstError:
        if style.logo is None:
            raise
        # Without its logo a post is still a post.
        logger.warning("the logo in ZETJE_STYLE cannot be drawn; pictures and pages do without it")
        return _draw(template, data, replace(style, logo=None), **how)


def _palette(style: Style) -> dict[str, Any]:
    logo = {"kind": style.logo.kind, "content": list(style.logo.content)} if style.logo else None
    return {
        "accent": style.accent,
        "highlight": style.highlight,
        "tint": style.tint,
        "paper": PAPER,
        "ink": INK,
        "logo": logo,
    }


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
    return not EMOJI_FONTS.isdisjoint(_fonts().families())


@cache
def _fonts() -> Any:
    """Looking for them takes longer than a page does."""
    import typst

    return typst.Fonts()
