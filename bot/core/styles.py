"""Styles: the colours of pictures and pages, and whether they can be read (WCAG 2.2, contrast)."""

from dataclasses import dataclass

READABLE, VISIBLE = 4.5, 3.0
"""The least contrast of letters, and of a shape that means something."""
PAPER, INK = "#ffffff", "#1b2b2a"
TINT_SHARE = 0.08
"""How much of the accent colour is in the tint behind drawings and cards."""
Colour = str
"""As in "#1f5f5b"."""


@dataclass(frozen=True, slots=True)
class Logo:
    """`kind` as in "svg"."""

    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Style:
    """`accent` is for letters and shapes, `highlight` for what may stand out in a drawing."""

    accent: Colour = "#1f5f5b"
    highlight: Colour = "#a84f1b"
    logo: Logo | None = None

    @property
    def tint(self) -> Colour:
        return mixed(self.accent, PAPER, TINT_SHARE)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: Colour, with_: Colour, share: float) -> Colour:
    """So much of the first in the second."""
    pairs = zip(_channels(colour), _channels(with_), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
