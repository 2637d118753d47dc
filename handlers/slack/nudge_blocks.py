"""How a nudge looks in Slack: the question with its buttons and its small menu, and the window."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.content.wording import Wording
from bot.core import answers
from bot.core.answers import LONGEST_TEXT, NOT_TODAY
from bot.core.commitments import Plan
from bot.core.prompts import CHALLENGE, AnswerType, Asks, Kind, Locale, Prompt
from bot.core.snoozing import Snooze
from bot.messages import Nudge
from handlers.slack.mrkdwn import escape, note

ANSWER = "nudge.answer."
"""Followed by the answer itself; the button's value is the nudge."""
WRITE = "nudge.write"
CHANGE = "nudge.change"
SNOOZE = "nudge.snooze"
MENU = "nudge.menu"
MODAL = "nudge.modal"
INPUT_BLOCK = "answer"
INPUT = "answer"
ASK, UNCLEAR, NOT_MINE, WHY = MENU_CHOICES = ("ask", "unclear", "not_mine", "why")
ABOUT_ONES_OWN = (ASK, WHY)
"""What somebody committed to themselves is clear to them, and their work."""
EMOJI = {
    Kind.ACTION: ":seedling:",
    Kind.REFLECTION: ":thought_balloon:",
    Kind.STORY: ":bust_in_silhouette:",
    Kind.HELP: ":handshake:",
    Kind.RATING: ":bar_chart:",
    Kind.HABIT: ":repeat:",
    Kind.FOLLOWUP: ":leftwards_arrow_with_hook:",
}


def question(words: Wording, nudge: Nudge) -> dict[str, Any]:
    """The message that asks. Its notification text says nothing: others see screens (disclosure-policy R18)."""
    prompt, locale = nudge.prompt, nudge.locale
    blocks: list[Block] = [*_body(words, nudge)]
    if prompt.answer.type is AnswerType.SCALE:
        blocks.append(note(_scale_legend(prompt, locale)))
    blocks.append(ActionsBlock(block_id=f"nudge.{nudge.nudge_id}", elements=buttons(words, nudge)))
    blocks.append(note(words.say(locale, "nudge.who_sees")))
    return {"text": words.say(locale, "nudge.ready"), "blocks": blocks}


def modal(
    words: Wording,
    locale: Locale,
    nudge_id: str,
    prompt: Prompt,
    answer: str | None,
    origin: dict[str, str],
    about: Plan | None = None,
) -> View:
    """The window to write or change an answer. Own answers are read back here, not in the conversation (R17)."""
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "modal.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"nudge": nudge_id, **origin}),
        blocks=[
            text_of(words, locale, prompt, about),
            _input(words, locale, prompt, answer),
            note(words.say(locale, "modal.who_sees")),
        ],
    )


def label(words: Wording, locale: Locale, prompt: Prompt, answer: str) -> str:
    """The answer in words, as on its button or as written."""
    return answers.in_words(prompt, answer, locale) or words.say(locale, f"answer.{answer}")


def asked(words: Wording, locale: Locale, prompt: Prompt, about: Plan | None) -> str:
    """The question in words, with the plan a follow-up speaks of."""
    sentence = words.say(locale, "commitment.sentence", cue=about.cue, deed=about.deed) if about else "…"
    return prompt.text.said_in(locale).replace("{afspraak}", sentence)


def _kind(prompt: Prompt) -> str:
    """What it is called above the question."""
    if prompt.source == CHALLENGE:
        return CHALLENGE
    if prompt.asks in (Asks.ONE_TO_ONE, Asks.FITS, Asks.PACE):
        return prompt.asks
    return Kind.HABIT if prompt.asks in (Asks.HABIT, Asks.EASE) else prompt.kind


def heading(words: Wording, locale: Locale, prompt: Prompt) -> Iterator[Block]:
    kind = words.say(locale, f"scene.{prompt.scene_at}" if prompt.scene_at else f"kind.{_kind(prompt)}")
    theme = "" if prompt.asks else f"*{words.say(locale, f'theme.{prompt.theme}')}*  ·  "
    yield note(f"{EMOJI[prompt.kind]}  {theme}{kind}")


def _body(words: Wording, nudge: Nudge) -> Iterator[Block]:
    prompt, locale = nudge.prompt, nudge.locale
    yield from heading(words, locale, prompt)
    section = text_of(words, locale, prompt, nudge.about)
    section.accessory = _menu(words, locale, nudge.nudge_id, ABOUT_ONES_OWN if prompt.looks_back else MENU_CHOICES)
    yield section
    if prompt.is_own:
        yield note(from_colleague(words, nudge))
    elif not prompt.looks_back and (why := prompt.why.said_in(locale)):  # a coach's challenge tells no why
        yield note(f"_{escape(why)}_")


def from_colleague(words: Wording, nudge: Nudge) -> str:
    if nudge.author:
        return words.say(nudge.locale, "nudge.from_named", author=f"<@{nudge.author.key}>")
    return words.say(nudge.locale, "nudge.from_colleague")


def text_of(words: Wording, locale: Locale, prompt: Prompt, about: Plan | None) -> SectionBlock:
    return SectionBlock(text=escape(asked(words, locale, prompt, about)))


def _menu(words: Wording, locale: Locale, nudge_id: str, choices: Sequence[str]) -> OverflowMenuElement:
    options = [
        Option(value=f"{choice}:{nudge_id}", text=PlainTextObject(text=words.say(locale, f"menu.{choice}")))
        for choice in choices
    ]
    return OverflowMenuElement(action_id=MENU, options=options)


def buttons(words: Wording, nudge: Nudge) -> Sequence[InteractiveElement]:
    """One tap for each answer; words are written in a window."""
    prompt, locale, id = nudge.prompt, nudge.locale, nudge.nudge_id
    tappable: list[InteractiveElement] = [
        _button(ANSWER + answer, id, label(words, locale, prompt, answer), primary=answer == "done")
        for answer in answers.possible(prompt)
    ]
    if prompt.answer.type is AnswerType.TEXT:
        tappable = [_button(WRITE, id, words.say(locale, "nudge.write"), primary=True)]
    if nudge.snoozes:
        tappable.append(_later(words, locale, id, nudge.snoozes))
    if not prompt.looks_back:
        tappable.append(_button(ANSWER + NOT_TODAY, id, words.say(locale, f"answer.{NOT_TODAY}")))
    return tappable


def _later(words: Wording, locale: Locale, nudge_id: str, snoozes: Sequence[Snooze]) -> StaticSelectElement:
    options = [
        Option(value=f"{snooze}:{nudge_id}", text=PlainTextObject(text=words.say(locale, f"snooze.{snooze}")))
        for snooze in snoozes
    ]
    return StaticSelectElement(action_id=SNOOZE, placeholder=words.say(locale, "answer.later"), options=options)


def _button(action_id: str, nudge_id: str, text: str, *, primary: bool = False) -> ButtonElement:
    return ButtonElement(action_id=action_id, value=nudge_id, text=text, style="primary" if primary else None)


def _scale_legend(prompt: Prompt, locale: Locale) -> str:
    low, high = prompt.answer.low, prompt.answer.high
    if low is None or high is None:
        return "1 … 5"
    return f"1 = {escape(low.said_in(locale))}  ·  5 = {escape(high.said_in(locale))}"


def _input(words: Wording, locale: Locale, prompt: Prompt, answer: str | None) -> InputBlock:
    element: PlainTextInputElement | RadioButtonsElement
    if prompt.answer.type is AnswerType.TEXT:
        kind, _, text = (answer or "").partition(":")
        element = PlainTextInputElement(
            action_id=INPUT,
            multiline=True,
            max_length=LONGEST_TEXT,
            initial_value=text if kind == "text" else None,
            placeholder=words.say(locale, "modal.placeholder"),
        )
    else:
        offered = answers.possible(prompt) if prompt.looks_back else (*answers.possible(prompt), NOT_TODAY)
        options = [Option(value=each, label=label(words, locale, prompt, each)) for each in offered]
        chosen = next((option for option in options if option.value == answer), None)
        element = RadioButtonsElement(action_id=INPUT, options=options, initial_option=chosen)
    return InputBlock(
        block_id=INPUT_BLOCK, label=PlainTextObject(text=words.say(locale, "modal.label")), element=element
    )
