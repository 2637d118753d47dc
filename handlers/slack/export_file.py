"""The export as a file that anybody can read."""

from collections.abc import Iterator
from typing import Any

from bot.content.wording import Wording
from bot.core.prompts import Locale

LINE = "-" * 60


def readable(words: Wording, locale: Locale, document: dict[str, Any]) -> str:
    """The same document as the JSON, in sentences and short lines."""
    parts = (_member, _in_the_team, _answers, _commitments, _messages, _proposals)
    lines = [words.say(locale, "export.heading", made=document["made"][:10]), ""]
    for part in parts:
        lines += [*part(words, locale, document), ""]
    return "\n".join(lines)


def _member(words: Wording, locale: Locale, document: dict[str, Any]) -> Iterator[str]:
    yield from _title(words, locale, "export.member")
    for name, value in document["member"].items():
        yield f"{words.say(locale, f'export.field.{name}')}: {_shown(value)}"


def _in_the_team(words: Wording, locale: Locale, document: dict[str, Any]) -> Iterator[str]:
    yield from _title(words, locale, "export.in_the_team")
    for name, value in document["in_the_team"].items():
        yield f"{words.say(locale, f'export.team.{name}')}: {_shown(value)}"


def _shown(value: object) -> str:
    words = ", ".join(_item(each) for each in value) if isinstance(value, list) else value
    return "-" if words in (None, "") else str(words)


def _answers(words: Wording, locale: Locale, document: dict[str, Any]) -> Iterator[str]:
    yield from _title(words, locale, "export.answers")
    for each in document["answers"]:
        yield f"{each['day']}  {each['question']}"
        said = each["in_words"] or words.say(locale, f"answer.{each['answer']}")
        yield f"    {said}"


def _commitments(words: Wording, locale: Locale, document: dict[str, Any]) -> Iterator[str]:
    yield from _title(words, locale, "export.commitments")
    for each in document["commitments"]:
        yield f"{each['made']}  {words.say(locale, 'commitment.sentence', cue=each['if'], deed=each['then'])}"
        key = f"commitment.outcome.{each['outcome']}" if each["outcome"] else "commitment.outcome.open"
        yield f"    {words.say(locale, key)}"


def _messages(words: Wording, locale: Locale, document: dict[str, Any]) -> Iterator[str]:
    yield from _title(words, locale, "export.messages")
    for each in document["messages"]:
        yield f"{each['at'][:16].replace('T', ' ')} UTC  {each['kind']}"


def _proposals(words: Wording, locale: Locale, document: dict[str, Any]) -> Iterator[str]:
    yield from _title(words, locale, "export.proposals")
    yield from document["proposals_with_your_name"]


def _title(words: Wording, locale: Locale, key: str) -> list[str]:
    return [words.say(locale, key), LINE]


def _item(each: object) -> str:
    return f"{each['first']} – {each['last']}" if isinstance(each, dict) else str(each)
