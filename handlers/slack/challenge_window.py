"""The window in which a coach sets up a challenge."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.content.pack import ChallengeTemplate, Pack
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.challenges import Challenge, Words, ends_on
from bot.core.prompts import Locale, Theme
from bot.core.rhythms import Rhythm
from handlers.slack.fields import chosen_of, field, option, team_boxes, text_field
from handlers.slack.mrkdwn import note

MODAL, TEMPLATE = "challenge", "challenge.template"
NAME, DEED, NAME_EN, DEED_EN = "name", "deed", "name_en", "deed_en"
THEME, RHYTHM, FIRST, LAST = "theme", "rhythm", "first", "last"
NAME_MOST, DEED_MOST = 60, 280


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the window so far; a new `turn` makes Slack show what was filled in."""

    words: Words
    theme: Theme
    rhythm: Rhythm
    first: date
    last: date
    teams: tuple[str, ...]
    template: str = ""
    challenge: str = ""
    turn: int = 0


def draft_of(found: Challenge) -> Draft:
    teams = tuple(team.hex() for team in found.teams)
    return Draft(found.words, found.theme, found.rhythm, found.first, found.last, teams, challenge=found.id.hex())


def from_template(template: ChallengeTemplate, blank: Draft, turn: int) -> Draft:
    words = Words(template.name, template.text, template.start, template.halfway, template.closing)
    last = ends_on(blank.first, template.days)
    return Draft(words, template.theme, template.rhythm, blank.first, last, blank.teams, template.id, turn=turn)


def window(words: Wording, locale: Locale, pack: Pack, teams: Sequence[tuple[str, Address]], draft: Draft) -> View:
    """A template fills in the rest; one may also begin with nothing."""
    blocks: list[Block] = [] if draft.challenge else [_templates(words, locale, pack, draft)]
    blocks += [
        *_texts(words, locale, draft),
        *_days(words, locale, draft),
        _theme(words, locale, draft),
        team_boxes(words.say(locale, "challenge.teams"), teams, draft.teams),
        note(words.say(locale, "challenge.who_sees")),
    ]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "challenge.title"),
        submit=words.say(locale, "challenge.see"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"challenge": draft.challenge, "template": draft.template, "turn": draft.turn}),
        blocks=blocks,
    )


def _templates(words: Wording, locale: Locale, pack: Pack, draft: Draft) -> SectionBlock:
    options = [option(each.id, each.name.said_in(locale)) for each in pack.challenges]
    select = StaticSelectElement(
        action_id=TEMPLATE,
        placeholder=words.say(locale, "challenge.template_placeholder"),
        options=options,
        initial_option=chosen_of(options, draft.template),
    )
    return SectionBlock(text=words.say(locale, "challenge.intro"), accessory=select)


def _texts(words: Wording, locale: Locale, draft: Draft) -> list[InputBlock]:
    """Dutch first; English may stay empty, and then everybody reads the Dutch."""
    name, deed, turn = draft.words.name, draft.words.deed, draft.turn

    def text(id: str, most: int, value: str, *, lines: bool, optional: bool, hint: str | None = None) -> InputBlock:
        label = words.say(locale, f"challenge.{id}")
        found = text_field(id, label, most=most, value=value, lines=lines, optional=optional, hint=hint)
        found.block_id = f"{id}.{turn}"
        return found

    return [
        text(NAME, NAME_MOST, name.nl, lines=False, optional=False),
        text(DEED, DEED_MOST, deed.nl, lines=True, optional=False),
        text(NAME_EN, NAME_MOST, name.en, lines=False, optional=True),
        text(DEED_EN, DEED_MOST, deed.en, lines=True, optional=True, hint=words.say(locale, "challenge.english_hint")),
    ]


def _days(words: Wording, locale: Locale, draft: Draft) -> list[InputBlock]:
    dates = []
    for id, day in ((FIRST, draft.first), (LAST, draft.last)):
        picker = DatePickerElement(action_id=id, initial_date=day.isoformat())
        block = field(id, words.say(locale, f"challenge.{id}"), picker)
        block.block_id = f"{id}.{draft.turn}"
        dates.append(block)
    rhythms = [option(each, words.say(locale, f"challenge.rhythm.{each}")) for each in Rhythm]
    radio = RadioButtonsElement(action_id=RHYTHM, options=rhythms, initial_option=chosen_of(rhythms, draft.rhythm))
    chosen = field(RHYTHM, words.say(locale, "challenge.rhythm"), radio)
    chosen.block_id = f"{RHYTHM}.{draft.turn}"
    return [*dates, chosen]


def _theme(words: Wording, locale: Locale, draft: Draft) -> InputBlock:
    options = [option(each, words.say(locale, f"theme.{each}")) for each in Theme]
    select = StaticSelectElement(action_id=THEME, options=options, initial_option=chosen_of(options, draft.theme))
    found = field(THEME, words.say(locale, "challenge.theme"), select)
    found.block_id = f"{THEME}.{draft.turn}"
    return found
