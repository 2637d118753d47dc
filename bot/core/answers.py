"""What counts as an answer to a prompt, and what it says about a published question.

An answer travels as one short string: "done", "choice:0", "scale:4" or "text:…", or one that sets the prompt aside:
"later", "not_today" or "not_my_work".
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.core.periods import Question
from bot.core.prompts import AnswerType, Dimension, Kind, Locale, Prompt

DONE, LATER, NOT_TODAY, NOT_MY_WORK = "done", "later", "not_today", "not_my_work"
SET_ASIDE = (LATER, NOT_TODAY, NOT_MY_WORK)
"""Possible for every prompt; nothing else is asked then."""
SCALE = range(1, 6)
LONGEST_TEXT = 3_000  # what Slack's text input takes


class Fault(StrEnum):
    NOT_UNDERSTOOD = "not_understood"
    EMPTY = "empty"
    TOO_LONG = "too_long"


def check(prompt: Prompt, answer: str) -> Fault | None:
    """None when this is an answer to that prompt."""
    if answer in SET_ASIDE:
        return None
    if prompt.answer.type is AnswerType.TEXT:
        return _check_text(answer)
    return None if answer in possible(prompt) else Fault.NOT_UNDERSTOOD


def possible(prompt: Prompt) -> tuple[str, ...]:
    """The answers one can tap, in the order they are shown; none for a prompt that wants text."""
    match prompt.answer.type:
        case AnswerType.DONE:
            return (DONE,)
        case AnswerType.CHOICE:
            return tuple(f"choice:{index}" for index in range(len(prompt.answer.options)))
        case AnswerType.SCALE:
            return tuple(f"scale:{grade}" for grade in SCALE)
        case AnswerType.TEXT:
            return ()


def typed(prompt: Prompt, words: str, labels: Mapping[str, str]) -> str:
    """The answer somebody typed instead of tapping; `labels` gives the words on the ordinary buttons their answer.

    What is not recognised comes back as text, which `check` then refuses where text is no answer.
    """
    words = words.strip()
    said = words.casefold().rstrip(".!")
    if said in labels and labels[said] in (*SET_ASIDE, *possible(prompt)):
        return labels[said]
    if prompt.answer.type is AnswerType.SCALE and said.isdecimal():
        return f"scale:{said}"  # not through int(): Python refuses to read thousands of digits
    for index, option in enumerate(prompt.answer.options):
        if said in (option.nl.casefold().rstrip("."), option.en.casefold().rstrip(".")):
            return f"choice:{index}"
    return f"text:{words}"


def in_words(prompt: Prompt, answer: str, locale: Locale) -> str | None:
    """What was chosen or written; None for an answer that only the ordinary buttons have words for."""
    kind, _, rest = answer.partition(":")
    if kind == "choice":
        return prompt.answer.options[int(rest)].said_in(locale)
    return rest if kind in ("scale", "text") else None


def is_about(question: Question, prompt: Prompt) -> bool:
    """Whether answers to that prompt say something about that published question."""
    if question is Question.ACTION:
        return prompt.kind is Kind.ACTION
    return prompt.measures is Dimension(question.value)


def positive(question: Question, prompt: Prompt, answer: str) -> bool | None:
    """What this answer says about the published question; None when it says nothing (disclosure-policy R4a, R5)."""
    if answer == NOT_MY_WORK or not is_about(question, prompt):
        return None
    if question is Question.ACTION:
        return answer == DONE
    return None if answer in SET_ASIDE else answer in ("scale:4", "scale:5")


def did_something(answer: str) -> bool:
    """What an answer says to the question after a challenge: "yes" and "a little" both count."""
    return answer in ("choice:0", "choice:1")


def together(said: Iterable[bool | None]) -> bool | None:
    """One value per person and question: an action counts once, however often it was done (R5)."""
    values = [value for value in said if value is not None]
    return any(values) if values else None


def _check_text(answer: str) -> Fault | None:
    kind, _, words = answer.partition(":")
    if kind != "text":
        return Fault.NOT_UNDERSTOOD
    if not words.strip():
        return Fault.EMPTY
    return Fault.TOO_LONG if len(words) > LONGEST_TEXT else None
