"""Placeholder until the advice is written (its author replaces this file)."""

from dataclasses import dataclass, field

from bot.core.prompts import Locale


@dataclass(frozen=True, slots=True)
class Advice:
    key: str
    params: dict[str, str] = field(default_factory=dict)


def advise(text: str, locale: Locale) -> list[Advice]:
    return []
