"""Draw: the pictures in the weekly post. Nothing in them derives from answers (disclosure-policy R18)."""

import json
from pathlib import Path

import typst

from bot.content.pack import CaseOfTheWeek
from bot.core.prompts import Locale, Text

TEMPLATE = Path(__file__).parent / "content" / "pictures" / "case.typ"
HEADING = Text(nl="De zaak van de week", en="The case of the week")
PIXELS_PER_INCH = 144.0
"""600 pt wide at twice the screen's density: sharp on a phone."""


def case_card(case: CaseOfTheWeek, locale: Locale) -> bytes:
    """The case of the week as a PNG of 1200 by 500 pixels."""
    data = {
        "lang": locale,
        "case": case.id,
        "heading": HEADING.said_in(locale),
        "title": case.title.said_in(locale),
    }
    png = typst.compile(TEMPLATE, format="png", ppi=PIXELS_PER_INCH, sys_inputs={"data": json.dumps(data)})
    assert isinstance(png, bytes)  # noqa: S101  (one page gives one picture)
    return png
