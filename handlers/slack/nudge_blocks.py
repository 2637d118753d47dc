"""How a nudge looks in Slack: the question with its buttons, the receipt, the window to write or change an answer."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.content.wording import Wording
from bot.core import answers
from bot.core.answers import LONGEST_TEXT, NOT_TODAY
from bot.core.prompts import AnswerType, Kind, Locale, Prompt
from handlers.slack.mrkdwn import escape, note

ANSWER = "nudge.answer."
"""Followed by the answer itself; the button's value is the nudge."""
WRITE = "nudge.write"
CHANGE = "nudge.change"
MODAL = "nudge.modal"
INPUT_BLOCK = "answer"
INPUT = "answer"

EMOJI = {
    Kind.ACTION: ":seedling:",
    Kind.REFLECTION: ":thought_balloon:",
    Kind.STORY: ":bust_in_silhouette:",
    Kind.HELP: ":handshake:",
    Kind.RATING: ":bar_chart:",
    Kind.HABIT: ":repeat:",
    Kind.FOLLOWUP: ":leftwards_arrow_with_hook:",
}


def question(words: Wording, locale: Locale, nudge_id: str, prompt: Prompt) -> dict[str, Any]:
    """The message that asks. Its notification text says nothing: others see screens (disclosure-policy R18)."""
    blocks: list[Block] = [*_body(words, locale, prompt)]
    if prompt.answer.type is AnswerType.SCALE:
        blocks.append(note(_scale_legend(prompt, locale)))
    blocks.append(ActionsBlock(block_id=f"nudge.{nudge_id}", elements=_buttons(words, locale, nudge_id, prompt)))
    blocks.append(note(words.say(locale, "nudge.who_sees")))
    return {"text": words.say(locale, "nudge.ready"), "blocks": blocks}


def received(words: Wording, locale: Locale, nudge_id: str, prompt: Prompt) -> dict[str, Any]:
    """The same message after an answer: it came in, and never what it was (R17)."""
    change = ButtonElement(action_id=CHANGE, value=nudge_id, text=words.say(locale, "nudge.change"))
    return {
        "text": words.say(locale, "nudge.received"),
        "blocks": [
            *_body(words, locale, prompt),
            SectionBlock(
                block_id=f"nudge.{nudge_id}",
                text=f":white_check_mark: {words.say(locale, 'nudge.received')}",
                accessory=change,
            ),
            note(words.say(locale, "nudge.change_until")),
        ],
    }


def modal(
    words: Wording, locale: Locale, nudge_id: str, prompt: Prompt, answer: str | None, origin: dict[str, str]
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
            SectionBlock(text=escape(prompt.text.said_in(locale))),
            _input(words, locale, prompt, answer),
            note(words.say(locale, "modal.who_sees")),
        ],
    )


def label(words: Wording, locale: Locale, prompt: Prompt, answer: str) -> str:
    """The words on the button for that answer."""
    kind, _, index = answer.partition(":")
    if kind == "choice":
        return prompt.answer.options[int(index)].said_in(locale)
    if kind == "scale":
        return index
    return words.say(locale, f"answer.{answer}")


def _body(words: Wording, locale: Locale, prompt: Prompt) -> Iterator[Block]:
    theme = words.say(locale, f"theme.{prompt.theme}")
    yield note(f"{EMOJI[prompt.kind]}  *{theme}*  ·  {words.say(locale, f'kind.{prompt.kind}')}")
    yield SectionBlock(text=escape(prompt.text.said_in(locale)))
    yield note(f"_{escape(prompt.why.said_in(locale))}_")


def _buttons(words: Wording, locale: Locale, nudge_id: str, prompt: Prompt) -> Sequence[ButtonElement]:
    tappable = [
        _button(ANSWER + answer, nudge_id, label(words, locale, prompt, answer), primary=answer == "done")
        for answer in answers.possible(prompt)
    ]
    if prompt.answer.type is AnswerType.TEXT:
        tappable = [_button(WRITE, nudge_id, words.say(locale, "nudge.write"), primary=True)]
    return [*tappable, _button(ANSWER + NOT_TODAY, nudge_id, words.say(locale, f"answer.{NOT_TODAY}"))]


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
        options = [
            Option(value=possible, label=label(words, locale, prompt, possible))
            for possible in (*answers.possible(prompt), NOT_TODAY)
        ]
        chosen = next((option for option in options if option.value == answer), None)
        element = RadioButtonsElement(action_id=INPUT, options=options, initial_option=chosen)
    return InputBlock(
        block_id=INPUT_BLOCK, label=PlainTextObject(text=words.say(locale, "modal.label")), element=element
    )
