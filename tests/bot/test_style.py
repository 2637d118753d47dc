"""A municipality's own colours and logo: what is refused, and how it is said."""

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import style
from bot.core import styles
from bot.core.styles import INK, PAPER, READABLE, VISIBLE, Style

GOOD = 'accent: "#003366"\nhighlight: "#c24a00"\nlogo: logo.svg\n'
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def read(folder: Path, words: str, logo: bytes = b"<svg/>") -> Style:
    (folder / style.FILE).write_text(words, encoding="utf-8")
    (folder / "logo.svg").write_bytes(logo)
    return style.read(str(folder))


def test_our_own_colours_can_be_read_on_everything() -> None:
    """Letters and shapes, by everybody: nothing is told by hue alone, so contrast is what counts."""
    own = Style()
    for colour, behind in product((INK, own.accent, own.highlight), (PAPER, own.tint)):
        assert styles.contrast(colour, behind) >= READABLE


def test_contrast_is_that_of_the_standard() -> None:
    assert styles.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert styles.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_folder_gives_colours_and_a_logo(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, b"<svg>own</svg>")
    assert (found.accent, found.highlight) == ("#003366", "#c24a00")
    assert found.logo is not None
    assert (found.logo.content, found.logo.kind) == (b"<svg>own</svg>", "svg")
    assert read(tmp_path, 'accent: "#003366"') == Style("#003366")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('accent: "#ffcc00"', "accent #ffcc00 in style.yaml is too light"),
        ('highlight: "#ffd"', "highlight '#ffd' in style.yaml is no colour"),
        ('highlight: "#ffee99"', "highlight #ffee99 in style.yaml is too light"),
        ("accent: blue", "is no colour"),
        ("accent: 123456", "write each line"),
        ("accent:", "write each line"),
        ("- accent", "write each line"),
        ("", "write each line"),
        ("accent: [", "not valid YAML"),
        ('accent: "#003366"\naccent: "#003366"', "stands there twice"),
        ('colour: "#003366"', "knows only accent, highlight and logo"),
        ("logo: logo.gif", "must be an SVG, PNG or JPEG"),
        ("logo: other.svg", "is not in"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as fault:
        read(tmp_path, words)
    assert "\n" not in str(fault.value)


def test_a_folder_without_the_file_and_a_huge_logo_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no file style\.yaml"):
        style.read(str(tmp_path))
    with pytest.raises(ValueError, match="larger than 1 MB"):
        read(tmp_path, GOOD, b" " * (style.LOGO_BYTES + 1))


@given(COLOURS, COLOURS)
def test_whatever_is_taken_can_be_read(accent: str, highlight: str) -> None:
    """On white, and on the tint that is made of it."""
    own = Style(accent, highlight)
    try:
        style.check(own)
    except ValueError:
        return
    for behind in (PAPER, own.tint):
        assert styles.contrast(accent, behind) >= READABLE
        assert styles.contrast(highlight, behind) >= VISIBLE
