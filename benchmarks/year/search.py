"""Looks through everything that left the bot for what must not be in it: one function for each kind of leak."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import get_args

from prometheus_client.parser import text_string_to_metric_families

from benchmarks.year.record import Record
from benchmarks.year.town import MARK, Marks
from bot.deliver import Outcome
from bot.health import Health
from playground.model import Json
from storage.deliveries import Kind

ADDRESSES = ("channel", "user", "users", "user_id", "trigger_id", "view_id", "channel_id", "ts", "team_id")
"""Arguments that say where to; everything else of a call is content."""
TO = ("user_id", "trigger_id", "view_id", "user", "channel", "channel_id")
"""Of these the ones that lead to who sees it, the surest first."""
VIEWS = ("views.open", "views.push", "views.update", "views.publish")
FILLED_IN = re.compile(r'"initial_(option|options|value)"')
AN_ANSWER = re.compile(r"scale:\d|choice:\d|not_today|not_my_work|text:")
AN_ID = re.compile(r"[0-9a-f]{32}")


@dataclass
class Facts:
    """Who there is: names by id; what they wrote; conversations by id, with the one person in it or else itself."""

    record: Record
    people: Mapping[str, str]
    marks: Marks
    rooms: Mapping[str, str]
    teams: frozenset[str]
    """What teams and departments are called."""

    @cached_property
    def owners(self) -> dict[str, str]:
        """Who stands behind a trigger, or looks at a window."""
        found: dict[str, str] = {}
        for line in self.record.heard:
            payload, person = line["payload"], actor(line)
            for key in (payload.get("trigger_id"), (payload.get("view") or {}).get("id")):
                if key and person:
                    found[key] = person
        return found

    def place(self, call: Json) -> str:
        """The one person who sees it, or the room; empty where we cannot tell."""
        to = [call.get("to"), *(call["args"].get(key) for key in TO)]
        known = [self.owners.get(str(each), self.rooms.get(str(each), str(each))) for each in to if each]
        return next((each for each in known if each in self.people or each in self.rooms), "")


def actor(heard: Json) -> str:
    """Who did what the bot was told of."""
    payload = heard["payload"]
    return str(payload.get("user_id") or (payload.get("user") or {}).get("id") or "")


def content(call: Json) -> str:
    return json.dumps({key: value for key, value in call["args"].items() if key not in ADDRESSES}, ensure_ascii=False)


def is_message(call: Json) -> bool:
    return call["what"] in ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")


def at_once(facts: Facts) -> Iterator[tuple[str, str]]:
    """What the bot answered in its ack: a window that is pushed or changed, and for whom."""
    for line in facts.record.heard:
        if line.get("answer"):
            yield json.dumps(line["answer"], ensure_ascii=False), actor(line)


def words_of_others(facts: Facts) -> Iterator[str]:
    """What somebody wrote is in nobody else's window, message, or file; answers are in no message at all (R14, R17).

    What they share is where they send it, and nowhere else.
    """
    for call in facts.record.calls:
        yield from _strange(facts, content(call), facts.place(call), call["what"], in_message=is_message(call))
    for words, person in at_once(facts):
        yield from _strange(facts, words, person, "an answer at once", in_message=False)
    for shown in facts.record.shown.values():
        yield from _strange(facts, json.dumps(shown.body), shown.owner, "a window", in_message=False)
    for file in facts.record.files.values():
        for reader in file.readers or ("",):
            yield from _strange(facts, file.words + file.name + file.alt_text, reader, file.name, in_message=False)


def _strange(facts: Facts, words: str, place: str, where: str, *, in_message: bool) -> Iterator[str]:
    for mark in MARK.findall(words):
        if not facts.marks.may_be(mark, place, in_message=in_message):
            yield f"{mark} in {where}"


def chat_ids(facts: Facts) -> Iterator[str]:
    """In what is said, in windows, pictures and others' files there is nobody's id but one's own in one's own data, and
    whom somebody names beside their own words."""
    anybody = re.compile("|".join(map(re.escape, facts.people)))
    said = [(content(call), str(call["what"])) for call in facts.record.calls]
    said += [(words, "an answer at once") for words, _ in at_once(facts)]
    said += [(json.dumps(shown.body), "a window") for shown in facts.record.shown.values()]
    for words, where in said:
        yield from (f"an id in {where}" for _ in set(anybody.findall(words)) - facts.marks.named(words))
    for file in facts.record.files.values():
        found = set(anybody.findall(file.words + file.content.decode("latin-1")))
        yield from (f"an id in {file.name}" for _ in found - set(file.readers))


def answers(facts: Facts) -> Iterator[str]:
    """No question in a message is filled in, and after any answer it reads the same, whatever the answer was (R17)."""
    after: dict[str, set[str]] = {}
    for call in filter(is_message, facts.record.calls):
        words = content(call)
        if "nudge." not in words:
            continue
        if FILLED_IN.search(words):
            yield f"something filled in in {call['what']}"
        if call["what"] == "response_url":
            after.setdefault(_asked(call), set()).add(AN_ID.sub("#", words))
    yield from (f"{len(each)} ways to say that an answer was received" for each in after.values() if len(each) > 1)


def _asked(call: Json) -> str:
    """The question with the line above it, which tells the language."""
    return json.dumps(call["args"]["blocks"][:2], ensure_ascii=False)


def metadata(facts: Facts) -> Iterator[str]:
    """What goes along out of sight is the random name of a delivery, and nothing else (R18)."""
    for call in facts.record.calls:
        kept = call["args"].get("metadata")
        if kept and not (
            set(kept["event_payload"]) == {"delivery"} and AN_ID.fullmatch(kept["event_payload"]["delivery"])
        ):
            yield f"metadata in {call['what']}"


def log(facts: Facts) -> Iterator[str]:
    """No line, at any level, has an id, a name, an answer, or words of anybody (S5)."""
    names = "|".join(re.escape(part) for name in facts.people.values() for part in (name, name.split(" ")[0]))
    named = re.compile(rf"\b({names})\b")
    ids = re.compile("|".join(map(re.escape, [*facts.people, *facts.rooms])))
    for line in facts.record.log:
        for what, pattern in (("a name", named), ("an id", ids), ("an answer", AN_ANSWER), ("words", MARK)):
            if pattern.search(line):
                yield f"{what} in the log: {line[:60]}"


LABELS: Mapping[str, Collection[str]] = {
    "kind": frozenset(Kind),
    "outcome": frozenset(each.__name__.lower() for each in get_args(Outcome)),
    "part": frozenset(each.name for each in fields(Health)),
}
"""What a metric is told apart by, and into what: nothing of a team, a person, a theme or an answer (S5)."""


def metrics(facts: Facts) -> Iterator[str]:
    """Only labels that we know, with values that we know; and in no name or text of it anybody or any team (S5)."""
    names = (part for name in facts.people.values() for part in (name, name.split(" ")[0]))
    anybody = re.compile("|".join(map(re.escape, [*facts.people, *facts.rooms, *names, *facts.teams])), re.IGNORECASE)
    for text in facts.record.metrics:
        for what, pattern in (("somebody", anybody), ("an answer", AN_ANSWER), ("words", MARK), ("an id", AN_ID)):
            yield from (f"{what} in the metrics: {found}" for found in pattern.findall(text))
        yield from (
            f"a label in the metrics: {name}={value}" for name, value in labels(text) if not _is_known(name, value)
        )


def labels(text: str) -> Iterator[tuple[str, str]]:
    """Every label with its value; the bounds of a histogram are figures of our own."""
    families = [] if text.startswith("{") else text_string_to_metric_families(text)  # /healthz is JSON, without labels
    for family in families:
        for sample in family.samples:
            yield from ((name, value) for name, value in sample.labels.items() if name != "le")


def _is_known(name: str, value: str) -> bool:
    return value in LABELS.get(name, ())


SEARCHES: Mapping[str, Callable[[Facts], Iterator[str]]] = {
    "words of others": words_of_others,
    "chat ids": chat_ids,
    "answers": answers,
    "metadata": metadata,
    "the log": log,
    "the metrics": metrics,
}


def everywhere(facts: Facts) -> dict[str, list[str]]:
    return {name: list(search(facts)) for name, search in SEARCHES.items()}
