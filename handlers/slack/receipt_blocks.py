"""What the message of a nudge turns into once somebody answered it, put it off or set it aside."""

import json
from functools import lru_cache
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement, SectionBlock

from bot.content.wording import Wording
from bot.core.prompts import Asks, Kind, Locale, Prompt
from handlers.slack import nudge_blocks
from handlers.slack.mrkdwn import note

AFTERWARDS = {"plan": "open.commitment", "help": "open.ask", "thank": "open.thank"}
"""The next step that a prompt offers, whatever the answer was, and the door that leads there."""
TELL = "open.tell"
RECEIPTS = 1000
"""So many are remembered: all prompts of the pack in both languages."""
ANY_NUDGE = "\ue000"
"""Stands for a nudge's id: a character that is never written."""


def received(words: Wording, locale: Locale, nudge_id: str, prompt: Prompt) -> dict[str, Any]:
    """The message after an answer: it came in, and never what it was (R17).

    What a follow-up was about leaves the message too; it can be read back at home.
    """
    message: dict[str, Any] = json.loads(_receipt(words, locale, prompt).replace(ANY_NUDGE, nudge_id))
    return message


@lru_cache(maxsize=RECEIPTS)
def _receipt(words: Wording, locale: Locale, prompt: Prompt) -> str:
    """As JSON, the same for every nudge with that prompt: the SDK takes longer to draw it than all else after a tap."""
    said = SectionBlock(block_id=f"nudge.{ANY_NUDGE}", text=f":white_check_mark: {words.say(locale, 'nudge.received')}")
    blocks: list[Block] = [*nudge_blocks.heading(words, locale, prompt)]
    if prompt.looks_back:
        blocks += [said]
    else:
        said.accessory = ButtonElement(
            action_id=nudge_blocks.CHANGE, value=ANY_NUDGE, text=words.say(locale, "nudge.change")
        )
        blocks += [
            nudge_blocks.text_of(words, locale, prompt, None),
            said,
            note(words.say(locale, "nudge.change_until")),
        ]
    next_steps = _next_steps(words, locale, prompt)
    if next_steps:
        blocks.append(ActionsBlock(elements=next_steps))
    text = words.say(locale, "nudge.received")
    return json.dumps({"text": text, "blocks": [block.to_dict() for block in blocks]}, ensure_ascii=False)


def put_off(words: Wording, locale: Locale, nudge_id: str, prompt: Prompt, moment: str) -> dict[str, Any]:
    """The message after "later": when it comes back. What it asks stays there to read, but not somebody's own plan."""
    text = words.say(locale, "nudge.put_off", moment=moment)
    section = SectionBlock(block_id=f"nudge.{nudge_id}", text=f":hourglass_flowing_sand: {text}")
    asked = [] if prompt.looks_back else [nudge_blocks.text_of(words, locale, prompt, None)]
    return {"text": text, "blocks": [*nudge_blocks.heading(words, locale, prompt), *asked, section]}


def set_aside(words: Wording, locale: Locale, prompt: Prompt) -> dict[str, Any]:
    """The message after "not for my work": another one is a tap away."""
    text = words.say(locale, "menu.not_mine_done")
    another = ButtonElement(action_id="open.now", text=words.say(locale, "menu.another"))
    work = ButtonElement(action_id="open.rhythm", text=words.say(locale, "menu.change_work"))
    return {
        "text": text,
        "blocks": [
            *nudge_blocks.heading(words, locale, prompt),
            SectionBlock(text=text),
            ActionsBlock(elements=[another, work]),
        ],
    }


def _next_steps(words: Wording, locale: Locale, prompt: Prompt) -> list[InteractiveElement]:
    steps: list[InteractiveElement] = []
    if prompt.then in AFTERWARDS:
        steps.append(ButtonElement(action_id=AFTERWARDS[prompt.then], text=words.say(locale, f"then.{prompt.then}")))
    if prompt.share and prompt.kind in (Kind.REFLECTION, Kind.STORY):  # never after a deed or a rating (R14)
        steps.append(ButtonElement(action_id=TELL, text=words.say(locale, "then.tell")))
    if prompt.asks in (Asks.FITS, Asks.PACE):
        steps.append(ButtonElement(action_id="open.rhythm", text=words.say(locale, "door.rhythm")))
    if prompt.asks is Asks.COMMITMENT:
        steps.append(ButtonElement(action_id="open.commitments", text=words.say(locale, "then.commitments")))
    return steps
