"""How challenges look in Slack: the coach's preview, the team's messages, and joining."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    HeaderBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import offers
from bot.content import wording
from bot.content.wording import Wording
from bot.core.challenges import Challenge, Phase, said, step
from bot.core.members import Absence
from bot.core.prompts import Library, Locale
from bot.messages import ChallengePost, Moment, Nudge
from bot.take_up import Joinable
from handlers.slack import nudge_blocks, rhythm_blocks
from handlers.slack.mrkdwn import escape, note

OPEN, CHANGE, PLAN = "challenge.open", "challenge.change", "challenge.plan"
REHEARSE, CANCEL, JOIN, LEAVE = "challenge.rehearse", "challenge.cancel", "challenge.join", "challenge.leave"
CAN = {
    Phase.DRAFT: (PLAN, REHEARSE, CHANGE, CANCEL),
    Phase.PLANNED: (REHEARSE, CHANGE, CANCEL),
    Phase.RUNNING: (CANCEL,),
    Phase.FINISHED: (),
    Phase.CANCELLED: (),
}
"""What a coach can do with it, by where it stands."""


def preview(
    words: Wording,
    locale: Locale,
    library: Library,
    found: Challenge,
    phase: Phase,
    quiet: Sequence[Absence],
    channels: str,
) -> View:
    """All of it as the teams will see it, in both languages; which teams, and on which days nothing of it comes."""
    span = words.say(
        locale,
        f"challenge.days.{found.rhythm}",
        first=wording.day(found.first, locale),
        last=wording.day(found.last, locale),
    )
    title = f"*{escape(said(found.words.name, locale))}*  ·  {words.say(locale, f'phase.{phase}')}"
    teams = words.say(locale, "guide.for_teams", channels=channels)
    blocks: list[Block] = [SectionBlock(text=f"{title}\n{teams}\n{span}")]
    warned = _warned(words, locale, found, quiet) if CHANGE in CAN[phase] else []
    blocks += [*warned, *_buttons(words, locale, found, phase, "top")]
    for each in wording.LOCALES:
        blocks += [DividerBlock(), HeaderBlock(text=words.say(each, "rhythm.this_language"))]
        for moment in Moment:
            heading = words.say(locale, f"challenge.moment.{moment}")
            blocks += [note(f"*{heading}*"), SectionBlock(text=_said(words, found, moment, each))]
        question = offers.closing(library, found).text.said_in(each)
        blocks += [note(f"*{words.say(locale, 'challenge.question')}*"), SectionBlock(text=escape(question))]
    if phase is Phase.DRAFT:  # who read it all decides here
        blocks += [DividerBlock(), *warned, *_buttons(words, locale, found, phase, "end")]
    return View(
        type="modal", title=words.say(locale, "challenge.title"), close=words.say(locale, "modal.close"), blocks=blocks
    )


def told(words: Wording, locale: Locale, key: str) -> View:
    return View(
        type="modal",
        title=words.say(locale, "challenge.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key))],
    )


def post(words: Wording, shown: ChallengePost) -> dict[str, Any]:
    """A message of a challenge. Who joined, or how many, is in none of them (R16)."""
    locale, found = shown.locale, shown.challenge
    rehearsal = [note(words.say(locale, "broadcast.from_rehearsal"))] if shown.rehearsal else []
    if shown.moment is Moment.STEP:
        asked = nudge_blocks.question(words, Nudge(shown.name, step(found), locale))
        return asked | {"blocks": [*rehearsal, *asked["blocks"]]}
    title = words.say(locale, f"challenge.heading.{shown.moment}", name=said(found.words.name, locale))
    text = f"*{escape(title)}*\n{_said(words, found, shown.moment, locale)}"
    blocks: list[Block] = [*rehearsal, SectionBlock(text=text)]
    if shown.moment is not Moment.CLOSING:
        join = words.say(locale, "challenge.join")
        blocks.append(ActionsBlock(elements=[ButtonElement(action_id=JOIN, value=shown.name, text=join)]))
        blocks.append(note(words.say(locale, "challenge.private")))
    return {"text": title, "blocks": blocks}


def joined(words: Wording, locale: Locale, found: Challenge) -> dict[str, Any]:
    text = words.say(locale, "challenge.joined", name=escape(said(found.words.name, locale)))
    leave = ButtonElement(action_id=LEAVE, value=found.id.hex(), text=words.say(locale, "challenge.leave"))
    blocks = [SectionBlock(text=text), ActionsBlock(elements=[leave]), note(words.say(locale, "challenge.private"))]
    return {"text": text, "blocks": blocks}


def at_home(words: Wording, locale: Locale, found: Sequence[Joinable]) -> list[Block]:
    """The challenges of one's own team, with the button to join or to leave."""
    return [_joinable(words, locale, each) for each in found]


def for_coach(words: Wording, locale: Locale, found: Sequence[tuple[Challenge, Phase]]) -> list[Block]:
    return [
        SectionBlock(
            text=f"{escape(said(each.words.name, locale))}  ·  {words.say(locale, f'phase.{phase}')}",
            accessory=ButtonElement(action_id=OPEN, value=each.id.hex(), text=words.say(locale, "guide.look")),
        )
        for each, phase in found
    ]


def _joinable(words: Wording, locale: Locale, each: Joinable) -> SectionBlock:
    found = each.challenge
    key = "challenge.leave" if each.joined else "challenge.join"
    button = ButtonElement(action_id=LEAVE if each.joined else JOIN, value=found.id.hex(), text=words.say(locale, key))
    until = words.say(locale, "challenge.until", day=wording.day(found.last, locale))
    name, deed = (escape(said(text, locale)) for text in (found.words.name, found.words.deed))
    title = words.say(locale, "challenge.heading.start", name=name)
    return SectionBlock(text=f"*{title}*  ·  {until}\n{deed}", accessory=button)


def _said(words: Wording, found: Challenge, moment: Moment, locale: Locale) -> str:
    """What the template says at that moment, or our own words; the deed itself comes with the start."""
    deed = escape(said(found.words.deed, locale))
    match moment:
        case Moment.STEP:
            return deed
        case Moment.START:
            text = escape(said(found.words.start, locale)) or words.say(locale, "challenge.start")
            return f"{text}\n> {deed}"
        case Moment.HALFWAY:
            return escape(said(found.words.halfway, locale)) or words.say(locale, "challenge.halfway")
        case Moment.CLOSING:
            return escape(said(found.words.closing, locale)) or words.say(locale, "challenge.closing")


def _warned(words: Wording, locale: Locale, found: Challenge, quiet: Sequence[Absence]) -> list[SectionBlock]:
    """On which days nothing of it comes, if there are any."""
    key = "challenge.quiet" if len(found.teams) == 1 else "challenge.quiet_in_some"
    days = ", ".join(rhythm_blocks.span(words, locale, each) for each in quiet)
    return [SectionBlock(text=words.say(locale, key, days=days))] if quiet else []


def _buttons(words: Wording, locale: Locale, found: Challenge, phase: Phase, place: str) -> list[ActionsBlock]:
    buttons = [_button(words, locale, each, found, phase) for each in CAN[phase]]
    return [ActionsBlock(block_id=f"challenge.{place}", elements=buttons)] if buttons else []


def _button(words: Wording, locale: Locale, action_id: str, found: Challenge, phase: Phase) -> ButtonElement:
    is_thrown_away = action_id == CANCEL and phase is Phase.DRAFT
    label = words.say(locale, "challenge.discard" if is_thrown_away else action_id)
    button = ButtonElement(action_id=action_id, value=found.id.hex(), text=label)
    if action_id == PLAN:
        button.style = "primary"
    if action_id == CANCEL and not is_thrown_away:
        button.style = "danger"
        button.confirm = ConfirmObject(
            title=words.say(locale, "challenge.cancel_title"),
            text=words.say(locale, "challenge.cancel_text"),
            confirm=words.say(locale, "challenge.cancel"),
            deny=words.say(locale, "modal.close"),
        )
    return button
