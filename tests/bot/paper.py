"""What tests of pictures and pages look at: letters and their size in a PDF, and pictures kept for somebody to see."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from bot.core.styles import Logo, Style

KEPT = Path("build/screenshots")
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#036"/></svg>'
OWN_STYLE = Style("#7a1f4b", "#946200", Logo(LOGO, "svg"))


def keep(name: str, png: bytes) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}.png").write_bytes(png)


def sizes(pdf: bytes) -> set[float]:
    """Of all letters, in points."""
    return {size for page in PdfReader(BytesIO(pdf)).pages for size in _sizes(page)}


def _sizes(page: Any) -> Iterator[float]:
    found: list[float] = []

    def look(text: str, user: list[float], matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append(round(abs(size * matrix[3] * user[3]), 1))

    page.extract_text(visitor_text=look)
    return iter(found)
