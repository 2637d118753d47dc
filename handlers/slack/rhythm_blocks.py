"""How the windows about somebody's own rhythm look in Slack."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    DatePickerElement,
    ExternalDataSelectElement,
    Option,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.wording import LOCALES, Wording
from bot.core.members import Absence, Member, Standing
from bot.core.prompts import Locale, Role, Theme
from bot.core.silence import PACES
from bot.dates import Doubt
from handlers.slack.fields import chosen_of, field, option
from handlers.slack.mrkdwn import note

RHYTHM, AWAY = "rhythm", "away"
MORNING, AFTERNOON, DAYS, PACE, WORK, THEMES = "morning", "afternoon", "days", "pace", "work", "themes"
QUIET_FROM, QUIET_UNTIL, ZONE, LANGUAGE = "quiet_from", "quiet_until", "zone", "language"
TIMES = (MORNING, AFTERNOON, QUIET_FROM, QUIET_UNTIL)
FIRST, LAST = "first", "last"
TAKE_BACK = "away.take_back"
AS_PROFILE = "profile"
"""Stands for: as in my Slack profile."""


def window(words: Wording, member: Member) -> View:
    """All of somebody's rhythm in one window; each field shows how it is now."""
    locale = member.locale
    return View(
        type="modal",
        callback_id=RHYTHM,
        title=words.say(locale, "rhythm.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        blocks=[
            _time(words, locale, MORNING, member.rhythm.morning.isoformat("minutes")),
            _time(words, locale, AFTERNOON, member.rhythm.afternoon.isoformat("minutes")),
            _days(words, member),
            _pace(words, member),
            _work(words, member),
            _themes(words, member),
            _time(words, locale, QUIET_FROM, member.rhythm.quiet_from.isoformat("minutes")),
            _time(words, locale, QUIET_UNTIL, member.rhythm.quiet_until.isoformat("minutes")),
            _language(words, member),
            _zone(words, member),
            note(words.say(locale, "rhythm.who_sees")),
        ],
    )


def away_window(words: Wording, member: Member, today: date, doubt: Doubt | None) -> View:
    """From when, until when; and what is planned already, to take back. No reason is asked."""
    locale = member.locale
    first = DatePickerElement(action_id=FIRST, initial_date=today.isoformat())
    last = DatePickerElement(action_id=LAST)
    coming = [each for each in member.absences if each.last >= today]
    blocks: list[Block] = [
        *([note(words.say(locale, f"commitment.doubt.{doubt}"))] if doubt else []),
        field(FIRST, words.say(locale, "away.first"), first),
        field(LAST, words.say(locale, "away.last"), last, hint=words.say(locale, "away.hint")),
        *(_planned(words, locale, each) for each in coming),
        note(words.say(locale, "away.who_sees")),
    ]
    return View(
        type="modal",
        callback_id=AWAY,
        title=words.say(locale, "away.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        blocks=blocks,
    )


def away(words: Wording, locale: Locale, absence: Absence, back_on: date) -> dict[str, Any]:
    """What was understood, with the way back beside it."""
    text = words.say(locale, "away.done", span=span(words, locale, absence), back=wording.day(back_on, locale))
    return _with_way_back(words, locale, absence, text)


def away_and_paused(words: Wording, locale: Locale, absence: Absence) -> dict[str, Any]:
    """The same for who has paused: after those days they begin again when they say so."""
    return _with_way_back(words, locale, absence, words.say(locale, "away.paused", span=span(words, locale, absence)))


def there(words: Wording, member: Member, absence: Absence, today: date) -> dict[str, Any]:
    """After an absence was taken back: what there is on those days, which a pause or another absence may cover too."""
    others = [each for each in member.absences if each.last >= today and each.overlaps(absence)]
    if member.standing is Standing.PAUSED:
        text = words.say(member.locale, "away.taken_back_paused")
    elif others:
        text = words.say(member.locale, "away.taken_back_partly", spans=spans(words, member.locale, others))
    else:
        text = words.say(member.locale, "away.taken_back")
    return {"text": text, "blocks": [SectionBlock(text=text)]}


def _with_way_back(words: Wording, locale: Locale, absence: Absence, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "blocks": [SectionBlock(text=text), ActionsBlock(elements=[_take_back(words, locale, absence)])],
    }


def span(words: Wording, locale: Locale, absence: Absence) -> str:
    if absence.first == absence.last:
        return wording.day(absence.first, locale)
    first, last = wording.day(absence.first, locale), wording.day(absence.last, locale)
    return words.say(locale, "away.span", first=first, last=last)


def spans(words: Wording, locale: Locale, absences: Sequence[Absence]) -> str:
    return "; ".join(span(words, locale, each) for each in absences)


def zones(words: Wording, locale: Locale, names: Sequence[str]) -> list[Option]:
    return [
        option(AS_PROFILE, words.say(locale, "rhythm.as_profile")),
        *(option(name, _spoken(name)) for name in names),
    ]


def _planned(words: Wording, locale: Locale, absence: Absence) -> SectionBlock:
    return SectionBlock(text=span(words, locale, absence), accessory=_take_back(words, locale, absence))


def _take_back(words: Wording, locale: Locale, absence: Absence) -> ButtonElement:
    return ButtonElement(action_id=TAKE_BACK, value=str(absence), text=words.say(locale, "away.take_back"))


def _time(words: Wording, locale: Locale, name: str, now: str) -> Block:
    return field(name, words.say(locale, f"rhythm.{name}"), TimePickerElement(action_id=name, initial_time=now))


def _days(words: Wording, member: Member) -> Block:
    options = [option(str(day), wording.weekday(day, member.locale)) for day in range(1, 8)]
    chosen = [each for each in options if int(str(each.value)) in member.rhythm.workdays]
    element = CheckboxesElement(action_id=DAYS, options=options, initial_options=chosen)
    return field(DAYS, words.say(member.locale, "rhythm.days"), element)


def _pace(words: Wording, member: Member) -> Block:
    options = [option(str(pace), words.say(member.locale, f"pace.{pace}")) for pace in PACES]
    chosen = chosen_of(options, str(member.rhythm.pace))
    element = RadioButtonsElement(action_id=PACE, options=options, initial_option=chosen)
    return field(PACE, words.say(member.locale, "rhythm.pace"), element)


def _work(words: Wording, member: Member) -> Block:
    options = [option(role, words.say(member.locale, f"role.{role}")) for role in Role]
    element = StaticSelectElement(
        action_id=WORK,
        options=options,
        placeholder=words.say(member.locale, "welcome.role_placeholder"),
        initial_option=chosen_of(options, member.role),
    )
    return field(WORK, words.say(member.locale, "rhythm.work"), element, optional=True)


def _themes(words: Wording, member: Member) -> Block:
    options = [option(theme, words.say(member.locale, f"theme.{theme}")) for theme in Theme]
    element = StaticMultiSelectElement(
        action_id=THEMES,
        options=options,
        placeholder=words.say(member.locale, "rhythm.themes_placeholder"),
        initial_options=[each for each in options if each.value in member.focus] or None,
    )
    hint = words.say(member.locale, "rhythm.themes_hint")
    return field(THEMES, words.say(member.locale, "rhythm.themes"), element, hint=hint, optional=True)


def _language(words: Wording, member: Member) -> Block:
    options = [
        option(AS_PROFILE, words.say(member.locale, "rhythm.as_profile")),
        *(option(each, words.say(each, "rhythm.this_language")) for each in LOCALES),
    ]
    chosen = chosen_of(options, member.locale if member.own_locale else AS_PROFILE)
    element = RadioButtonsElement(action_id=LANGUAGE, options=options, initial_option=chosen)
    return field(LANGUAGE, words.say(member.locale, "rhythm.language"), element)


def _zone(words: Wording, member: Member) -> Block:
    """More zones than a list can hold, so they are looked for by typing."""
    name = member.rhythm.zone.key
    as_profile = option(AS_PROFILE, words.say(member.locale, "rhythm.as_profile"))
    element = ExternalDataSelectElement(
        action_id=ZONE,
        min_query_length=0,
        placeholder=words.say(member.locale, "rhythm.zone_placeholder"),
        initial_option=option(name, _spoken(name)) if member.own_zone else as_profile,
    )
    hint = words.say(member.locale, "rhythm.zone_hint", zone=_spoken(name))
    return field(ZONE, words.say(member.locale, "rhythm.zone"), element, hint=hint)


def _spoken(zone: str) -> str:
    return zone.replace("_", " ")
