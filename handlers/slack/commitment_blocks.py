"""How commitments look in Slack: the window that helps to make an if-then plan, and the list."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    OptionGroup,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.pack import Pack
from bot.content.wording import Wording
from bot.core.commitments import MOST_CHARACTERS, Commitment, Plan
from bot.core.prompts import Locale, Theme
from handlers.slack.fields import field, option, text_field
from handlers.slack.mrkdwn import escape, note

MODAL, MOVE = "commitment", "commitment.move"
CUE, DEED, DAY, HABIT, EXAMPLE = "cue", "deed", "day", "habit", "commitment.example"
MENU = "commitment.menu"
CHOICES = ("done", "partly", "move", "change", "drop")
SHOWN_CLOSED = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the window so far. `commitment_id` empty for a new one; `intro` is the key of its first line."""

    cue: str = ""
    deed: str = ""
    day: date | None = None
    habit: bool = False
    commitment_id: str = ""
    intro: str = "commitment.intro"
    understood: str = ""
    turn: int = 0
    """Slack keeps what was typed in a field with the same id; a new turn gives the fields new ones."""


def draft_of(commitment: Commitment, intro: str) -> Draft:
    plan = commitment.plan
    return Draft(plan.cue, plan.deed, plan.day, plan.habit, commitment.id.hex(), intro)


def window(words: Wording, locale: Locale, pack: Pack, draft: Draft) -> View:
    """Filling in three things makes a plan; an example fills in two of them."""
    blocks: list[Block] = [SectionBlock(text=words.say(locale, draft.intro))]
    if draft.understood:
        blocks.append(note(draft.understood))
    if pack.templates and not draft.commitment_id:
        blocks.append(ActionsBlock(elements=[_examples(words, locale, pack)]))
    blocks += [
        _sentence_part(words, locale, CUE, draft.cue, draft.turn),
        _sentence_part(words, locale, DEED, draft.deed, draft.turn),
        _day(words, locale, draft),
        _habit(words, locale, draft),
        note(words.say(locale, "commitment.who_sees")),
    ]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "commitment.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"commitment": draft.commitment_id, "turn": draft.turn}),
        blocks=blocks,
    )


def move_window(words: Wording, locale: Locale, commitment: Commitment) -> View:
    """Another day, and nothing else to think about."""
    sentence = escape(spoken(words, locale, commitment.plan))
    picker = DatePickerElement(action_id=DAY, initial_date=commitment.plan.day.isoformat())
    return View(
        type="modal",
        callback_id=MOVE,
        title=words.say(locale, "commitment.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"commitment": commitment.id.hex()}),
        blocks=[SectionBlock(text=sentence), field(DAY, words.say(locale, "commitment.new_day"), picker)],
    )


def listed(words: Wording, locale: Locale, mine: Sequence[Commitment]) -> dict[str, Any]:
    """Own commitments, with a menu beside each open one."""
    closed = [each for each in mine if not each.is_open][-SHOWN_CLOSED:][::-1]
    blocks: list[Block] = open_ones(words, locale, mine)
    if closed:
        lines = (f"• {escape(spoken(words, locale, each.plan))} _{_ended(words, locale, each)}_" for each in closed)
        blocks.append(SectionBlock(text=f"*{words.say(locale, 'commitment.closed')}*\n" + "\n".join(lines)))
    blocks += [ActionsBlock(elements=[_new(words, locale)]), note(words.say(locale, "commitment.who_sees"))]
    return {"text": words.say(locale, "commitment.list"), "blocks": blocks}


def open_ones(words: Wording, locale: Locale, mine: Sequence[Commitment]) -> list[Block]:
    sections = [_section(words, locale, each) for each in mine if each.is_open]
    return [*sections] or [SectionBlock(text=words.say(locale, "commitment.none"))]


def kept(words: Wording, locale: Locale, commitment: Commitment) -> str:
    """What was kept, in one or two sentences."""
    plan = commitment.plan
    key = "commitment.kept_habit" if plan.habit else "commitment.kept"
    sentence = escape(spoken(words, locale, plan))
    return words.say(locale, key, sentence=sentence, day=wording.day(plan.day, locale))


def spoken(words: Wording, locale: Locale, plan: Plan) -> str:
    return words.say(locale, "commitment.sentence", cue=plan.cue, deed=plan.deed)


def _section(words: Wording, locale: Locale, commitment: Commitment) -> SectionBlock:
    plan = commitment.plan
    key = "commitment.habit_goes_on" if plan.habit else "commitment.look_back"
    when = words.say(locale, key, day=wording.day(plan.day, locale))
    options = [
        option(f"{choice}:{commitment.id.hex()}", words.say(locale, f"commitment.menu.{choice}"))
        for choice in CHOICES
        if not (plan.habit and choice in ("partly", "move"))
    ]
    return SectionBlock(
        text=f"{escape(spoken(words, locale, plan))}\n_{when}_",
        accessory=OverflowMenuElement(action_id=MENU, options=options),
    )


def _ended(words: Wording, locale: Locale, commitment: Commitment) -> str:
    return words.say(locale, f"commitment.outcome.{commitment.outcome or 'done'}")


def _new(words: Wording, locale: Locale) -> ButtonElement:
    return ButtonElement(action_id="open.commitment", text=words.say(locale, "commitment.new"), style="primary")


def _examples(words: Wording, locale: Locale, pack: Pack) -> StaticSelectElement:
    groups = [
        OptionGroup(
            label=PlainTextObject(text=words.say(locale, f"theme.{theme}")),
            options=[
                option(
                    str(number),
                    words.say(
                        locale, "commitment.sentence", cue=each.cue.said_in(locale), deed=each.deed.said_in(locale)
                    ),
                )
                for number, each in enumerate(pack.templates)
                if each.theme is theme
            ],
        )
        for theme in Theme
        if any(each.theme is theme for each in pack.templates)
    ]
    return StaticSelectElement(
        action_id=EXAMPLE, placeholder=words.say(locale, "commitment.example"), option_groups=groups
    )


def _sentence_part(words: Wording, locale: Locale, name: str, value: str, turn: int) -> InputBlock:
    block = text_field(
        name,
        words.say(locale, f"commitment.{name}"),
        most=MOST_CHARACTERS,
        value=value,
        example=words.say(locale, f"commitment.{name}_example"),
    )
    block.block_id = f"{name}.{turn}"
    return block


def _day(words: Wording, locale: Locale, draft: Draft) -> InputBlock:
    day = draft.day if draft.day and not draft.habit else None
    picker = DatePickerElement(action_id=DAY, initial_date=day.isoformat() if day else None)
    label, hint = words.say(locale, "commitment.day"), words.say(locale, "commitment.day_hint")
    return field(DAY, label, picker, hint=hint, optional=True)


def _habit(words: Wording, locale: Locale, draft: Draft) -> InputBlock:
    only = option("yes", words.say(locale, "commitment.habit_yes"))
    boxes = CheckboxesElement(action_id=HABIT, options=[only], initial_options=[only] if draft.habit else None)
    label, hint = words.say(locale, "commitment.habit"), words.say(locale, "commitment.habit_hint")
    return field(HABIT, label, boxes, hint=hint, optional=True)
