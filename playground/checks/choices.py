"""Rules between the fields of one element: what is chosen at first must be something one could choose."""

from collections.abc import Iterator
from typing import Any

from playground.checks.rules import Check, fault
from playground.model import Json


def _key(option: Any) -> Any:
    if not isinstance(option, dict):
        return option
    words = option.get("text")
    return option.get("value"), words.get("text") if isinstance(words, dict) else words


def _offered(element: Json) -> list[Any]:
    groups = element.get("option_groups") or []
    lists = [element.get("options")] + [group.get("options") for group in groups if isinstance(group, dict)]
    return [_key(option) for options in lists if isinstance(options, list) for option in options]


def initial_option_is_offered(element: Json, at: str) -> Iterator[str]:
    chosen = element.get("initial_option")
    if chosen is not None and _key(chosen) not in _offered(element):
        yield fault("must match one of the options", f"{at}/initial_option")


def initial_options_are_offered(element: Json, at: str) -> Iterator[str]:
    chosen = element.get("initial_options")
    if not isinstance(chosen, list):
        return
    offered = _offered(element)
    for place, option in enumerate(chosen):
        if _key(option) not in offered:
            yield fault("must match one of the options", f"{at}/initial_options/{place}")


def no_more_than_may_be_selected(*names: str) -> Check:
    def check(element: Json, at: str) -> Iterator[str]:
        most = element.get("max_selected_items")
        for name in names:
            chosen = element.get(name)
            if isinstance(most, int) and isinstance(chosen, list) and len(chosen) > most:
                yield fault(f"no more than {most} items allowed", f"{at}/{name}")

    return check


def initial_value_fits(element: Json, at: str) -> Iterator[str]:
    """Text that the field itself would not accept."""
    value, least, most = (element.get(name) for name in ("initial_value", "min_length", "max_length"))
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield fault("min_length must be less than or equal to max_length", f"{at}/min_length")
    if isinstance(value, str) and isinstance(most, int) and len(value) > most:
        yield fault(f"must be less than {most + 1} characters", f"{at}/initial_value")


def number_in_range(element: Json, at: str) -> Iterator[str]:
    try:
        value, least, most = (
            float(element[name]) if isinstance(element.get(name), str) else None
            for name in ("initial_value", "min_value", "max_value")
        )
    except ValueError:
        return  # The field's own rule has already said that it is no number.
    if least is not None and most is not None and least > most:
        yield fault("min_value must be less than or equal to max_value", f"{at}/min_value")
    if value is not None and least is not None and value < least:
        yield fault("initial_value must not be less than min_value", f"{at}/initial_value")
    if value is not None and most is not None and value > most:
        yield fault("initial_value must not be greater than max_value", f"{at}/initial_value")
