"""Style: a municipality's own colours and logo, from a folder with style.yaml in it."""

import re
from dataclasses import replace
from math import floor
from pathlib import Path

import yaml

from bot.content import strict_yaml
from bot.core import styles
from bot.core.styles import READABLE, VISIBLE, Logo, Style

FILE = "style.yaml"
LEAST = {"accent": READABLE, "highlight": VISIBLE}
"""The colours one can choose, with the contrast each needs: the accent is for letters too."""
KINDS = {".svg": "svg", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg"}
LOGO_BYTES = 1_000_000


def read(folder: str) -> Style:
    """Raises ValueError with one sentence that says what to do."""
    chosen = _chosen(Path(folder))
    unknown = sorted(chosen.keys() - {*LEAST, "logo"})
    if unknown:
        raise ValueError(f"{FILE} has {unknown[0]!r}; it knows only accent, highlight and logo.")
    accent, highlight = (_colour(name, chosen.get(name, getattr(Style(), name))) for name in LEAST)
    own = Style(accent, highlight)
    check(own)
    logo = _logo(Path(folder), chosen["logo"]) if "logo" in chosen else None
    return replace(own, logo=logo)


def _chosen(folder: Path) -> dict[str, str]:
    try:
        found = yaml.load((folder / FILE).read_text(encoding="utf-8"), Loader=strict_yaml.StrictLoader)  # noqa: S506  (a safe loader)
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"there is no file {FILE} in {folder}, or it cannot be read.") from None
    except yaml.YAMLError as fault:
        raise ValueError(strict_yaml.fault_in(FILE, fault)) from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise ValueError(f'write each line of {FILE} as a name and a value, such as accent: "#1f5f5b".')
    return {str(name): value for name, value in found.items()}


def _colour(name: str, value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f'the {name} {value!r} in {FILE} is no colour; write it like "#1f5f5b".')
    return value.lower()


def check(style: Style) -> None:
    """Raises ValueError for a colour that is not easy to see on the tint, and so on paper."""
    for name, least in LEAST.items():
        colour = getattr(style, name)
        found = styles.contrast(colour, style.tint)
        if found < least:
            raise ValueError(
                f"the {name} {colour} in {FILE} is too light to see well: its contrast is {floor(found * 10) / 10} "
                f"and must be at least {least}. Choose a darker one."
            )


def _logo(folder: Path, name: str) -> Logo:
    """Whether it can be drawn shows when it is; a broken one is left out."""
    kind = KINDS.get(Path(name).suffix.lower())
    if kind is None:
        raise ValueError(f"the logo {name!r} in {FILE} must be an SVG, PNG or JPEG file.")
    try:
        content = (folder / name).read_bytes()
    except OSError:
        raise ValueError(f"the logo {name!r} of {FILE} is not in {folder}, or it cannot be read.") from None
    if len(content) > LOGO_BYTES:
        raise ValueError(f"the logo {name!r} of {FILE} is larger than 1 MB. Make it smaller, or use an SVG.")
    return Logo(content, kind)
