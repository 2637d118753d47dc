"""Looks through everything that left the bot for what must not be in it: one function for each kind of leak."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.year.record import Record
from benchmarks.year.town import Marks
from playground.model import Json

ADDRESSES = ("channel", "user", "users", "user_id", "trigger_id", "view_id", "channel_id", "ts", "team_id")
"""Arguments that say where to; everything else of a call is content."""
VIEWS = ("views.open", "views.push", "views.update", "views.publish")
FILLED_IN = re.compile(r'"initial_(option|options|value)"')
AN_ANSWER = re.compile(r"scale:\d|choice:\d|not_today|not_my_work|text:")
AN_ID = re.compile(r"[0-9a-f]{32}")


@dataclass
class Facts:
    """Who there is: names by id; what they wrote; and the ids of conversations."""

    record: Record
    people: Mapping[str, str]
    marks: Marks
    rooms: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def owners(self) -> dict[str, str]:
        """Who stands behind a trigger, looks at a window, or got a question."""
        found: dict[str, str] = {}
        for line in self.record.heard:
            payload = line["payload"]
            person = str(payload.get("user_id") or (payload.get("user") or {}).get("id") or "")
            for key in (payload.get("trigger_id"), (payload.get("view") or {}).get("id")):
                if key and person:
                    found[key] = person
        for call in self.record.calls:
            for block in call["args"].get("blocks") or []:
                if call["what"] == "chat.postMessage" and "block_id" in block:
                    found.setdefault(block["block_id"], call["args"]["channel"])
        return found

    def owner(self, call: Json) -> str:
        """The one person who sees it; empty for a channel, and where we cannot tell."""
        args = call["args"]
        to = [args.get(key) for key in ("user_id", "trigger_id", "view_id", "channel")]
        to += [block.get("block_id") for block in args.get("blocks") or []]
        known = (self.owners.get(str(each), str(each)) for each in to if each)
        return next((each for each in known if each in self.people), "")


def content(call: Json) -> str:
    return json.dumps({key: value for key, value in call["args"].items() if key not in ADDRESSES}, ensure_ascii=False)


def is_message(call: Json) -> bool:
    return call["what"] in ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")


def words_of_others(facts: Facts) -> Iterator[str]:
    """What somebody wrote is in nobody else's window, message, or file; answers are in no message at all (R14, R17)."""
    for call in facts.record.calls:
        yield from _strange(facts, content(call), facts.owner(call), call["what"], in_message=is_message(call))
    for shown in facts.record.shown.values():
        yield from _strange(facts, json.dumps(shown.body), shown.owner, "a window", in_message=False)
    for file in facts.record.files.values():
        for reader in file.readers or ("",):
            yield from _strange(facts, file.words + file.name + file.alt_text, reader, file.name, in_message=False)


def _strange(facts: Facts, words: str, owner: str, where: str, *, in_message: bool) -> Iterator[str]:
    for mark in re.findall(r"kenmerk\d{5}x", words):
        author = facts.marks.private.get(mark) or facts.marks.own[mark]
        if author != owner or (in_message and mark in facts.marks.private):
            yield f"{mark} in {where}"


def chat_ids(facts: Facts) -> Iterator[str]:
    """In what is said, in windows, pictures and others' files there is nobody's id but one's own in one's own data."""
    anybody = re.compile("|".join(map(re.escape, facts.people)))
    for call in facts.record.calls:
        yield from (f"an id in {call['what']}" for _ in anybody.findall(content(call)))
    for shown in facts.record.shown.values():
        yield from ("an id in a window" for _ in anybody.findall(json.dumps(shown.body)))
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
        for what, pattern in (("a name", named), ("an id", ids), ("an answer", AN_ANSWER), ("words", WRITTEN)):
            if pattern.search(line):
                yield f"{what} in the log: {line[:60]}"


WRITTEN = re.compile(r"kenmerk\d{5}x")
SEARCHES: Mapping[str, Callable[[Facts], Iterator[str]]] = {
    "words of others": words_of_others,
    "chat ids": chat_ids,
    "answers": answers,
    "metadata": metadata,
    "the log": log,
}


def everywhere(facts: Facts) -> dict[str, list[str]]:
    return {name: list(search(facts)) for name, search in SEARCHES.items()}
