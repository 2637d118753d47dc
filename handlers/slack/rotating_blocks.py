"""How the team's own recipe looks in Slack: a window of three parts."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DatePickerElement,
    DividerBlock,
    HeaderBlock,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.wording import Wording
from bot.core.members import Absence
from bot.core.periods import Period
from bot.core.prompts import Locale, Theme
from bot.rotate import Recipe
from handlers.slack import launching_blocks
from handlers.slack.fields import chosen_of, field, option
from handlers.slack.mrkdwn import escape, note
from handlers.slack.rhythm_blocks import span

CLOSE, OPEN, SWAP, RETIRE, REOPEN = "rotate.close", "rotate.open", "rotate.swap", "rotate.retire", "rotate.reopen"
FIRST, LAST = "first", "last"
SHOWN = 25
"""Own prompts in one window; Slack takes a hundred blocks."""


def window(words: Wording, locale: Locale, recipe: Recipe, turn: int = 0) -> View:
    """`turn` empties the fields for closed days once they were added."""
    days = [
        field(
            id,
            words.say(locale, f"challenge.{id}"),
            DatePickerElement(action_id=id),
            optional=True,
        )
        for id in (FIRST, LAST)
    ]
    for each in days:
        each.block_id = f"{each.block_id}.{turn}"
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "guide.for_teams", channels=f"<#{recipe.channel.key}>")),
        HeaderBlock(text=words.say(locale, "rotate.themes")),
        *(_week(words, locale, week, theme, now=index == 0) for index, (week, theme) in enumerate(recipe.weeks)),
        note(words.say(locale, "rotate.swap_note")),
        DividerBlock(),
        HeaderBlock(text=words.say(locale, "rotate.prompts")),
        *_prompts(words, locale, recipe),
        DividerBlock(),
        HeaderBlock(text=words.say(locale, "rotate.closed")),
        *(_closed(words, locale, recipe.team, each) for each in recipe.closed),
        SectionBlock(text=words.say(locale, "rotate.close_intro")),
        *days,
    ]
    return View(
        type="modal",
        callback_id=CLOSE,
        title=words.say(locale, "rotate.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"team": recipe.team, "turn": turn}),
        blocks=blocks,
    )


def _week(words: Wording, locale: Locale, week: Period, theme: Theme, *, now: bool) -> SectionBlock:
    themes = [option(f"{week}:{each}", words.say(locale, f"theme.{each}")) for each in Theme]
    select = StaticSelectElement(action_id=SWAP, options=themes, initial_option=chosen_of(themes, f"{week}:{theme}"))
    label = words.say(locale, "rotate.this_week" if now else "rotate.week", day=wording.day(week.monday, locale))
    return SectionBlock(block_id=f"week.{week}.{theme}", text=label, accessory=select)


def _prompts(words: Wording, locale: Locale, recipe: Recipe) -> Sequence[Block]:
    add = ButtonElement(action_id=launching_blocks.WRITE, value=recipe.team, text=words.say(locale, "rotate.add"))
    shown = [_prompt(words, locale, id, text) for id, text in recipe.prompts[:SHOWN]]
    return [*shown, SectionBlock(text=words.say(locale, "rotate.own_first"), accessory=add)]


def _prompt(words: Wording, locale: Locale, id: str, text: str) -> SectionBlock:
    retire = ButtonElement(action_id=RETIRE, value=id, text=words.say(locale, "rotate.retire"))
    return SectionBlock(text=f"> {escape(text)}", accessory=retire)


def _closed(words: Wording, locale: Locale, team: str, each: Absence) -> SectionBlock:
    reopen = ButtonElement(action_id=REOPEN, value=f"{team}:{each}", text=words.say(locale, "rotate.reopen"))
    return SectionBlock(text=f":palm_tree: {span(words, locale, each)}", accessory=reopen)
