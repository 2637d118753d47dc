"""The export as a file that anybody can read: in words, without codes, on the reader's own clock."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import wording
from bot.content.wording import Wording
from bot.core import periods
from bot.core.periods import Period
from bot.core.prompts import Locale

LINE = "-" * 60
NAMED = {"standing": "export.standing", "work": "role", "themes": "theme", "roles": "office"}
"""What is one of a few: the family of its words."""


def readable(words: Wording, locale: Locale, document: dict[str, Any]) -> str:
    """The same document as the JSON, in sentences and short lines."""
    page = _Page(words, locale, ZoneInfo(document["member"].get("time_zone", periods.ZONE.key)))
    parts = {
        "member": page.fields("export.field", document["member"]),
        "in_the_team": page.fields("export.team", document["in_the_team"]),
        "answers": page.answers(document["answers"]),
        "unanswered": page.unanswered(document["unanswered"]),
        "commitments": page.commitments(document["commitments"]),
        "messages": page.messages(document["messages"]),
        "proposals": iter(document["proposals_with_your_name"]),
        "changes_for_others": page.changes(document["changes_for_others"]),
    }
    lines = [page.say("export.heading", made=page.day(document["made"])), ""]
    for name, part in parts.items():
        lines += [page.say(f"export.{name}"), LINE, *(list(part) or [page.say("export.nothing")]), ""]
    return "\n".join(lines)


class _Page:
    def __init__(self, words: Wording, locale: Locale, zone: ZoneInfo) -> None:
        self.words, self.locale, self.zone = words, locale, zone

    def say(self, key: str, **params: object) -> str:
        return self.words.say(self.locale, key, **params)

    def day(self, told: str) -> str:
        """Of a date, or of a moment on the reader's clock."""
        on = datetime.fromisoformat(told).astimezone(self.zone).date() if "T" in told else date.fromisoformat(told)
        return wording.full_date(on, self.locale)

    def fields(self, family: str, values: dict[str, Any]) -> Iterator[str]:
        for name, value in values.items():
            several = value if isinstance(value, list) else [value]
            shown = ", ".join(self._shown(name, each) for each in several if each not in (None, ""))
            yield f"{self.say(f'{family}.{name}')}: {shown or '-'}"

    def _shown(self, name: str, value: Any) -> str:
        match name:
            case "guest":
                return self.say("export.yes" if value else "export.no")
            case "standing" | "work" | "themes" | "roles":
                return self.say(f"{NAMED[name]}.{value}")
            case "language":
                return self.words.say(value, "rhythm.this_language")
            case "working_days":
                return wording.weekday(value, self.locale)
            case "absences":
                return f"{self.day(value['first'])} – {self.day(value['last'])}"
            case "since" | "left" | "home_chosen_on" | "talk_with_manager_on":
                return self.day(value)
            case "weeks_that_you_counted":
                return self.day(Period.parse(value).monday.isoformat())
            case _:
                return str(value)

    def answers(self, answers: list[dict[str, Any]]) -> Iterator[str]:
        for each in answers:
            yield f"{self.day(each['day'])} · {each['question']}"
            yield f"    {each['in_words'] or self.say('answer.{}'.format(each['answer']))}"

    def unanswered(self, asked: list[dict[str, Any]]) -> Iterator[str]:
        for each in asked:
            yield f"{self.day(each['day'])} · {each['question']}"

    def commitments(self, commitments: list[dict[str, Any]]) -> Iterator[str]:
        for each in commitments:
            sentence = self.say("commitment.sentence", cue=each["if"], deed=each["then"])
            yield f"{self.day(each['made'])} · {sentence}"
            yield f"    {self.say('commitment.outcome.{}'.format(each['outcome'] or 'open'))}"

    def messages(self, messages: list[dict[str, Any]]) -> Iterator[str]:
        for each in messages:
            yield f"{self._moment(each['at'])} · {self.say('export.message.{}'.format(each['kind']))}"

    def changes(self, changes: list[dict[str, Any]]) -> Iterator[str]:
        for each in changes:
            yield f"{self._moment(each['at'])} · {self.say('audit.{}'.format(each['what']))}"

    def _moment(self, told: str) -> str:
        return f"{self.day(told)}, {datetime.fromisoformat(told).astimezone(self.zone):%H:%M}"
