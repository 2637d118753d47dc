"""How broadcasts look in Slack: the window, the preview, the message itself, and the administrator's one total."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    DatePickerElement,
    DividerBlock,
    RadioButtonsElement,
    SectionBlock,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot import messages
from bot.broadcast import Account
from bot.content import wording
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.broadcasts import LONGEST, Broadcast, Phase, State
from bot.core.prompts import Locale
from handlers.slack.fields import chosen_of, field, option, short, team_boxes, text_field
from handlers.slack.mrkdwn import escape, note

MODAL = "broadcast"
TEXT, TO, DAY, AT = "text", "to", "day", "at"
CHANNELS, MEMBERS = "channels", "members"
OPEN, CHANGE, PLAN = "broadcast.open", "broadcast.change", "broadcast.plan"
REHEARSE, CANCEL, RETRY = "broadcast.rehearse", "broadcast.cancel", "broadcast.retry"
CAN = {
    State.DRAFT: (PLAN, REHEARSE, CHANGE, CANCEL),
    State.PLANNED: (REHEARSE, CANCEL),
    State.SPREAD: (CANCEL,),
    State.CANCELLED: (),
}
"""What a coach can do with it, by where it stands."""
LINE_MOST = 60


@dataclass(frozen=True, slots=True)
class Draft:
    text: str
    to_members: bool
    day: date
    at: time
    teams: tuple[str, ...]
    broadcast: str = ""


def window(words: Wording, locale: Locale, teams: Sequence[tuple[str, Address]], draft: Draft) -> View:
    ways = [option(each, words.say(locale, f"broadcast.to.{each}")) for each in (CHANNELS, MEMBERS)]
    way = chosen_of(ways, MEMBERS if draft.to_members else CHANNELS)
    at = draft.at.isoformat("minutes")
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "broadcast.title"),
        submit=words.say(locale, "challenge.see"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"broadcast": draft.broadcast}),
        blocks=[
            text_field(TEXT, words.say(locale, "broadcast.text"), most=LONGEST, value=draft.text, lines=True),
            field(
                TO,
                words.say(locale, "broadcast.to"),
                RadioButtonsElement(action_id=TO, options=ways, initial_option=way),
            ),
            team_boxes(words.say(locale, "challenge.teams"), teams, draft.teams),
            field(
                DAY,
                words.say(locale, "broadcast.day"),
                DatePickerElement(action_id=DAY, initial_date=draft.day.isoformat()),
            ),
            field(AT, words.say(locale, "broadcast.at"), TimePickerElement(action_id=AT, initial_time=at)),
            note(words.say(locale, "broadcast.who_gets")),
        ],
    )


def preview(words: Wording, locale: Locale, found: Broadcast, state: State, channels: str) -> View:
    """The message as it will be, to whom and when, and what can be done with it."""
    to = words.say(locale, f"broadcast.to.{MEMBERS if found.to_members else CHANNELS}")
    when = words.say(locale, "broadcast.when", day=wording.day(found.day, locale), at=found.at.isoformat("minutes"))
    buttons = [_button(words, locale, each, found, state) for each in CAN[state]]
    blocks: list[Block] = [
        SectionBlock(text=f"{to}\n{words.say(locale, 'guide.for_teams', channels=channels)}\n{when}"),
        *([ActionsBlock(elements=buttons)] if buttons else []),
        DividerBlock(),
        *message(words, messages.Broadcast(found.text, locale))["blocks"],
    ]
    return View(
        type="modal", title=words.say(locale, "broadcast.title"), close=words.say(locale, "modal.close"), blocks=blocks
    )


def message(words: Wording, shown: messages.Broadcast) -> dict[str, Any]:
    """The coach's words as they are: `<!channel>` in them pings nobody."""
    locale = shown.locale
    sender = words.say(locale, "broadcast.from_rehearsal" if shown.rehearsal else "broadcast.from")
    return {
        "text": words.say(locale, "broadcast.notification"),
        "blocks": [note(sender), SectionBlock(text=escape(shown.text))],
    }


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "broadcast.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )


def account_window(words: Wording, locale: Locale, found: Account) -> View:
    """One total of the whole organisation: by team it would name people."""
    lines = [
        words.say(locale, f"account.{name}", number=getattr(found, name))
        for name in ("sent", "waiting", "cancelled", "not_wanted")
    ]
    lines += [
        words.say(locale, "account.failed", reason=reason, number=n) for reason, n in sorted(found.failed.items())
    ]
    blocks: list[Block] = [SectionBlock(text="\n".join(lines)), note(words.say(locale, "account.why_one"))]
    if found.failed:
        retry = ButtonElement(action_id=RETRY, text=words.say(locale, "broadcast.retry"), style="primary")
        blocks.append(ActionsBlock(elements=[retry]))
    return View(
        type="modal", title=words.say(locale, "account.title"), close=words.say(locale, "modal.close"), blocks=blocks
    )


def for_coach(words: Wording, locale: Locale, found: Sequence[tuple[Broadcast, Phase]]) -> list[Block]:
    return [
        SectionBlock(
            text=f"{escape(short(' '.join(each.text.split()), LINE_MOST))}  ·  {words.say(locale, _phase(phase))}",
            accessory=ButtonElement(action_id=OPEN, value=each.id.hex(), text=words.say(locale, "guide.look")),
        )
        for each, phase in found
    ]


def _phase(phase: Phase) -> str:
    """A message is stopped, as its button says; a challenge is cancelled."""
    return "broadcast.stopped" if phase is Phase.CANCELLED else f"phase.{phase}"


def _button(words: Wording, locale: Locale, action_id: str, found: Broadcast, state: State) -> ButtonElement:
    is_thrown_away = action_id == CANCEL and state is State.DRAFT
    label = words.say(locale, "challenge.discard" if is_thrown_away else action_id)
    button = ButtonElement(action_id=action_id, value=found.id.hex(), text=label)
    if action_id == PLAN:
        button.style = "primary"
    if action_id == CANCEL and not is_thrown_away:
        button.style = "danger"
        button.confirm = ConfirmObject(
            title=words.say(locale, "broadcast.cancel_title"),
            text=words.say(locale, "broadcast.cancel_text"),
            confirm=words.say(locale, "broadcast.cancel"),
            deny=words.say(locale, "modal.close"),
        )
    return button
