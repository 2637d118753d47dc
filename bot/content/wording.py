"""The bot's own words, in Dutch and English, from gettext's .po files; there is nothing to compile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from babel.dates import format_date, get_day_names
from babel.messages.pofile import read_po

from bot.core.prompts import Locale

FOLDER = Path(__file__).parent / "locales"
LOCALES: tuple[Locale, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Loaded once, and only ever compared with itself."""

    catalogues: Mapping[Locale, Mapping[str, str]]

    def say(self, locale: Locale, key: str, **params: object) -> str:
        """The sentence under that key. Raises KeyError for a key or a parameter that does not exist."""
        return self.catalogues[locale][key].format(**params)

    def keys(self, locale: Locale) -> frozenset[str]:
        return frozenset(self.catalogues[locale])


def load(folder: Path = FOLDER) -> Wording:
    return Wording({locale: _read(folder / locale / "LC_MESSAGES" / "zetje.po", locale) for locale in LOCALES})


def _read(path: Path, locale: Locale) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def moment(at: datetime, now: datetime, locale: Locale) -> str:
    """ "10:20" for today, else with the day before it. `at` is in the reader's own zone."""
    hour = at.strftime("%H:%M")
    if at.date() == now.astimezone(at.tzinfo).date():
        return hour
    return f"{day(at.date(), locale)}, {hour}"


def day(on: date, locale: Locale) -> str:
    """ "maandag 7 december", "Monday 7 December"."""
    return format_date(on, "EEEE d MMMM", locale=locale)


def full_date(on: date, locale: Locale) -> str:
    """ "7 december 2026", "7 December 2026"."""
    return format_date(on, "d MMMM y", locale=locale)


def month(on: date, locale: Locale, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """The name of the month that day is in: "december", "dec"."""
    return format_date(on, "LLLL" if width == "wide" else "LLL", locale=locale).rstrip(".")


def span(first: date, last: date, locale: Locale) -> str:
    """ "7 september – 6 december 2026"."""
    begins = full_date(first, locale) if first.year != last.year else format_date(first, "d MMMM", locale=locale)
    return f"{begins} – {full_date(last, locale)}"


def weekday(number: int, locale: Locale, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """The name of an ISO weekday."""
    return str(get_day_names(width, locale=locale)[number - 1])
