"""A small language for saying what a piece of JSON must look like, and its reader.

A rule is a value; `problems(value, at)` yields one sentence per fault, in Slack's words, ending in where it was found:
"must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from playground.model import Json


class Rule(Protocol):
    def problems(self, value: Any, at: str) -> Iterator[str]: ...


Check = Callable[[Json, str], Iterator[str]]
"""A rule between the fields of one object."""


def fault(what: str, at: str) -> str:
    return f"{what} [json-pointer:{at}]"


@dataclass(frozen=True, slots=True)
class Anything:
    def problems(self, value: Any, at: str) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Words:
    """A string; `form` is a regular expression that must match all of it, `form_name` what to call that."""

    most: int = 0
    least: int = 0
    choices: tuple[str, ...] = ()
    form: str = ""
    form_name: str = ""

    def problems(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield fault("must provide a string", at)
            return
        if self.most and len(value) > self.most:
            yield fault(f"must be less than {self.most + 1} characters", at)
        if len(value) < self.least:
            yield fault(f"must be more than {self.least - 1} characters", at)
        if self.choices and value not in self.choices:
            yield fault(f"must be one of: {', '.join(self.choices)}", at)
        if self.form and not re.fullmatch(self.form, value, re.DOTALL):
            yield fault(f"must be a valid {self.form_name}", at)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int | None = None
    most: int | None = None

    def problems(self, value: Any, at: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield fault("must provide an integer", at)
            return
        if self.least is not None and value < self.least:
            yield fault(f"must be greater than or equal to {self.least}", at)
        if self.most is not None and value > self.most:
            yield fault(f"must be less than or equal to {self.most}", at)


@dataclass(frozen=True, slots=True)
class YesNo:
    def problems(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, bool):
            yield fault("must provide a boolean", at)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of things that each follow `rule`."""

    rule: Rule
    most: int = 0
    least: int = 1

    def problems(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield fault("must provide an array", at)
            return
        if self.most and len(value) > self.most:
            yield fault(f"no more than {self.most} items allowed", at)
        if len(value) < self.least:
            yield fault(f"no less than {self.least} items allowed", at)
        for place, item in enumerate(value):
            yield from self.rule.problems(item, f"{at}/{place}")


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: fields it needs, fields it may have, nothing else; `checks` look at the fields together."""

    needs: Mapping[str, Rule] = field(default_factory=dict)
    may: Mapping[str, Rule] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    def problems(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must provide an object", at)
            return
        for name in self.needs:
            if value.get(name) is None:
                yield fault(f"missing required field: {name}", at)
        for name, inner in value.items():
            yield from self._field(name, inner, at)
        for check in self.checks:
            yield from check(value, at)

    def _field(self, name: str, inner: Any, at: str) -> Iterator[str]:
        rule = self.needs.get(name) or self.may.get(name)
        if rule is None:
            yield fault(f"invalid additional property: {name}", at)
        elif inner is not None:
            yield from rule.problems(inner, f"{at}/{name}")


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object whose `type` says which shape it has. In a choice (not `plain`) Slack first says that none fitted."""

    shapes: Mapping[str, Shape]
    plain: bool = False

    def problems(self, value: Any, at: str) -> Iterator[str]:
        found = list(self._inner(value, at))
        if found and not self.plain:
            yield fault("failed to match all allowed schemas", at)
        yield from found

    def _inner(self, value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must provide an object", at)
        elif "type" not in value:
            yield fault("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in self.shapes:
            yield fault(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from self.shapes[value["type"]].problems(value, at)


def exactly_one(*names: str) -> Check:
    def check(value: Json, at: str) -> Iterator[str]:
        given = [name for name in names if value.get(name) is not None]
        if len(given) != 1:
            yield fault(f"must provide exactly one of: {', '.join(names)}", at)

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Json, at: str) -> Iterator[str]:
        if all(value.get(name) is None for name in names):
            yield fault(f"must provide at least one of: {', '.join(names)}", at)

    return check
