"""How the settings look: what holds, what waits for a second pair of eyes, what was changed lately."""

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    DividerBlock,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.amend import Logged, Overview, Waiting
from bot.content import wording
from bot.content.wording import Wording
from bot.core import periods
from bot.core.addresses import Address
from bot.core.parameters import Name
from bot.core.prompts import Locale
from bot.messages import Amended
from handlers.slack.fields import option
from handlers.slack.mrkdwn import note

K, GUESTS, APPROVE, DECLINE = "settings.k", "settings.guests", "settings.approve", "settings.decline"
CHOICES = (5, 6, 7, 8, 10, 12, 15, 20)
SHOWN = 20
"""Proposals in one window."""


def window(words: Wording, locale: Locale, shown: Overview) -> View:
    blocks: list[Block] = [SectionBlock(text=_holds(words, locale, shown)), note(words.say(locale, "settings.always"))]
    if shown.proposes:
        blocks.append(_proposing(words, locale))
    blocks.append(note(words.say(locale, "settings.how")))
    for each in shown.waiting[:SHOWN]:
        blocks += _waiting(words, locale, each, shown)
    blocks += [DividerBlock(), *_log(words, locale, shown)]
    return View(
        type="modal", title=words.say(locale, "settings.title"), close=words.say(locale, "modal.close"), blocks=blocks
    )


def announcement(words: Wording, amended: Amended) -> dict[str, Any]:
    """In the channel of a team that it concerns."""
    locale, day = amended.locale, wording.day(amended.on, amended.locale)
    text = words.say(locale, f"settings.announced.{_which(amended.parameter, amended.value)}", k=amended.value, day=day)
    return {"text": text, "blocks": [SectionBlock(text=text), note(words.say(locale, "settings.announced_why"))]}


def _holds(words: Wording, locale: Locale, shown: Overview) -> str:
    lines = [words.say(locale, "settings.k", k=shown.k)]
    if shown.k_next != shown.k:
        lines.append(words.say(locale, "settings.k_next", k=shown.k_next))
    channels = ", ".join(f"<#{each.key}>" for each in shown.guests)
    lines.append(words.say(locale, "settings.guests", channels=channels) if channels else _no_guests(words, locale))
    return "\n".join(lines)


def _no_guests(words: Wording, locale: Locale) -> str:
    return words.say(locale, "settings.no_guests")


def _proposing(words: Wording, locale: Locale) -> ActionsBlock:
    options = [option(str(k), words.say(locale, "settings.people", k=k)) for k in CHOICES]
    return ActionsBlock(
        elements=[
            StaticSelectElement(action_id=K, placeholder=words.say(locale, "settings.propose_k"), options=options),
            ConversationSelectElement(
                action_id=GUESTS,
                placeholder=words.say(locale, "settings.propose_guests"),
                filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
            ),
        ]
    )


def _waiting(words: Wording, locale: Locale, each: Waiting, shown: Overview) -> Iterator[Block]:
    channel = f"<#{each.team.key}>" if each.team else ""
    what = words.say(locale, f"settings.waits.{_which(each.parameter, each.value)}", k=each.value, channel=channel)
    who = f"<@{each.proposer.key}>" if each.proposer else "–"
    yield SectionBlock(text=words.say(locale, "settings.proposed", what=what, who=who))
    buttons = [ButtonElement(action_id=DECLINE, value=each.name, text=words.say(locale, "settings.decline"))]
    if shown.decides:
        approve = words.say(locale, "settings.approve")
        buttons.insert(0, ButtonElement(action_id=APPROVE, value=each.name, text=approve, style="primary"))
    if shown.decides or shown.proposes:
        yield ActionsBlock(elements=buttons)


def _log(words: Wording, locale: Locale, shown: Overview) -> Iterator[Block]:
    lines = [_entry(words, locale, each) for each in shown.entries]
    yield SectionBlock(text="\n".join([words.say(locale, "settings.log"), *lines]))
    whole = "settings.log_whole" if shown.broken_at is None else "settings.log_broken"
    yield note(words.say(locale, whole, number=shown.broken_at))


def _entry(words: Wording, locale: Locale, entry: Logged) -> str:
    at = entry.at.astimezone(periods.ZONE)
    about = f": {_mention(entry.about)}" if entry.about else ""
    who = f", {words.say(locale, 'settings.by', who=_mention(entry.actor))}" if entry.actor else ""
    return f"{wording.day(at.date(), locale)}, {at:%H:%M} · {words.say(locale, f'audit.{entry.act}')}{about}{who}"


def _mention(who: Address) -> str:
    return f"<@{who.key}>" if who.kind == "person" else f"<#{who.key}>"


def _which(parameter: Name, value: int) -> str:
    return parameter if parameter is Name.K else "guests" if value else "no_guests"
