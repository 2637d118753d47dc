"""How somebody's own page looks: what is there today, their plans, their rhythm, their week, their data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.wording import Wording
from bot.core.members import Member, Standing
from bot.core.offices import Office
from bot.core.planning import Reason
from bot.core.prompts import Kind, Locale
from bot.enrol import Refusal
from bot.guide import Coaching
from bot.look import Day, Overview, Today
from bot.messages import Nudge
from bot.take_up import Joinable
from handlers.slack import (
    challenge_blocks,
    commitment_blocks,
    guide_blocks,
    joining_blocks,
    nudge_blocks,
    ordering_blocks,
)
from handlers.slack.mrkdwn import escape, note
from handlers.slack.rhythm_blocks import spans

SIGNS = {
    Reason.ALREADY_SENT: ":white_check_mark:",
    Reason.TOO_LATE: ":white_small_square:",
    Reason.NOT_THIS_DAY: ":white_small_square:",
    Reason.POOL_EMPTY: ":white_small_square:",
    Reason.DAY_OFF: ":palm_tree:",
    Reason.HOLIDAY: ":palm_tree:",
    Reason.QUIET_WEEK: ":palm_tree:",
    Reason.AWAY: ":palm_tree:",
}


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody does for others, besides taking part."""

    coaching: Coaching | None
    offices: frozenset[Office]
    used_up: Sequence[Kind] = ()
    """Kinds of prompts of which there were none left this month, for who looks after the content."""


def page(words: Wording, overview: Overview, challenges: Sequence[Joinable], duties: Duties, now: datetime) -> View:
    member, locale = overview.member, overview.member.locale
    blocks: list[Block] = [
        *_today(words, overview),
        *challenge_blocks.at_home(words, locale, challenges),
        *(ordering_blocks.at_home(words, locale) if overview.may_vote else []),
        *_duties(words, locale, duties),
        *_part(words, locale, "commitments"),
        *commitment_blocks.open_ones(words, locale, overview.commitments),
        _buttons(words, locale, "commitment", "commitments"),
        *_part(words, locale, "week"),
        *_week(words, overview),
        *_part(words, locale, "rhythm"),
        SectionBlock(text=_rhythm(words, overview, now)),
        _rhythm_buttons(words, member),
        *_part(words, locale, "together"),
        _buttons(words, locale, "ask", "thank", "recipe", "talk", "home_team"),
        *_part(words, locale, "mine"),
        SectionBlock(text=words.say(locale, "home.who_sees")),
        _buttons(words, locale, "said", "data", "year", "export", "erase"),
    ]
    return View(type="home", blocks=blocks)


def for_others(words: Wording, locale: Locale, duties: Duties, refusal: Refusal | None) -> View:
    """For who does not take part themselves: their invitation, or why they have none; and what they do for others."""
    parts = list(_duties(words, locale, duties))
    if refusal is None:
        return View(type="home", blocks=[*joining_blocks.invitation(words, locale)["blocks"], *parts])
    why = SectionBlock(text=words.say(locale, f"refusal.{refusal}"))
    return View(type="home", blocks=parts[1:] or [why])  # no line above the first part


def _duties(words: Wording, locale: Locale, duties: Duties) -> Iterator[Block]:
    if duties.coaching:
        yield from guide_blocks.overview(words, locale, duties.coaching)
    if Office.ADMIN in duties.offices:
        yield from _part(words, locale, "admin")
        yield SectionBlock(text=words.say(locale, "admin.how"))
        if duties.used_up:
            kinds = ", ".join(words.say(locale, f"kind.{kind}") for kind in duties.used_up)
            yield SectionBlock(text=words.say(locale, "admin.used_up", kinds=kinds))
        yield _buttons(words, locale, "roles", "settings", "account")
    elif duties.offices:
        yield from _part(words, locale, "oversight")
        yield _buttons(words, locale, "settings")


def _today(words: Wording, overview: Overview) -> Iterator[Block]:
    locale = overview.member.locale
    yield HeaderBlock(text=words.say(locale, "home.today"))
    for each in overview.today:
        yield from _message(words, locale, each)
    if not overview.today:
        yield SectionBlock(text=_nothing_yet(words, overview))
    if overview.member.standing is Standing.ACTIVE and all(each.answered for each in overview.today):
        yield _buttons(words, locale, "now")


def _message(words: Wording, locale: Locale, today: Today) -> Iterator[Block]:
    """One tap answers here as well; what was answered is read back in its window (R17)."""
    yield SectionBlock(text=escape(nudge_blocks.asked(words, locale, today.prompt, today.about)))
    nudge = Nudge(today.nudge_id, today.prompt, locale)
    buttons = nudge_blocks.buttons(words, nudge)
    if today.prompt.is_own:
        yield note(nudge_blocks.from_colleague(words, nudge))
    if today.put_off:
        yield note(f":hourglass_flowing_sand: {words.say(locale, 'reply.put_off')}")
    if today.answered:
        yield note(f":white_check_mark: {words.say(locale, 'nudge.received')}")
        change = words.say(locale, "nudge.change")
        buttons = [ButtonElement(action_id=nudge_blocks.CHANGE, value=today.nudge_id, text=change)]
    yield ActionsBlock(block_id=f"home.{today.nudge_id}", elements=buttons)


def _nothing_yet(words: Wording, overview: Overview) -> str:
    """When the next one comes, or how to begin again."""
    member = overview.member
    if member.standing is not Standing.ACTIVE:
        return words.say(member.locale, f"home.{member.standing}")
    coming = next((day.at for day in overview.week if day.at), None)
    if coming is None:
        quiet = any(day.reason is Reason.QUIET_WEEK for day in overview.week)
        return words.say(member.locale, "home.quiet_week" if quiet else "home.next_week")
    local = coming.astimezone(member.rhythm.zone)
    moment = f"{wording.day(local.date(), member.locale)}, {local:%H:%M}"
    return words.say(member.locale, "home.coming", moment=moment)


def _week(words: Wording, overview: Overview) -> Iterator[Block]:
    if overview.week:
        yield SectionBlock(text="\n".join(_day(words, overview.member, day) for day in overview.week))
    else:
        yield SectionBlock(text=words.say(overview.member.locale, f"home.{overview.member.standing}"))


def _day(words: Wording, member: Member, day: Day) -> str:
    name = wording.day(day.day, member.locale)
    if day.at:
        hour = day.at.astimezone(member.rhythm.zone).strftime("%H:%M")
        return f":clock9: {name}  ·  {hour}"
    reason = day.reason or Reason.NOT_THIS_DAY
    sign = SIGNS.get(reason, ":white_small_square:")
    return f"{sign} {name}  ·  {words.say(member.locale, f'day.{reason}')}"


def _rhythm(words: Wording, overview: Overview, now: datetime) -> str:
    member, locale = overview.member, overview.member.locale
    rhythm = member.rhythm
    days = ", ".join(wording.weekday(day, locale, "abbreviated") for day in sorted(rhythm.workdays))
    lines = [
        words.say(
            locale,
            "home.rhythm_line",
            pace=words.say(locale, f"pace.{rhythm.pace}"),
            days=days,
            morning=rhythm.morning.isoformat("minutes"),
            afternoon=rhythm.afternoon.isoformat("minutes"),
        )
    ]
    if overview.pace_now != rhythm.pace and member.standing is Standing.ACTIVE:
        lines.append(words.say(locale, "home.slower", pace=words.say(locale, f"pace.{overview.pace_now}")))
    today = now.astimezone(rhythm.zone).date()
    coming = [each for each in member.absences if each.last >= today]
    if coming:
        lines.append(words.say(locale, "home.away", spans=spans(words, locale, coming)))
    return "\n".join(lines)


def _rhythm_buttons(words: Wording, member: Member) -> ActionsBlock:
    match member.standing:
        case Standing.ACTIVE:
            doors: Sequence[str] = ("rhythm", "away", "pause", "stop")
        case Standing.PAUSED:
            doors = ("resume", "rhythm", "away", "stop")
        case _:
            doors = ("join",)
    return _buttons(words, member.locale, *doors)


def _part(words: Wording, locale: Locale, name: str) -> list[Block]:
    return [DividerBlock(), HeaderBlock(text=words.say(locale, f"home.{name}"))]


def _buttons(words: Wording, locale: Locale, *doors: str) -> ActionsBlock:
    """A button for each door, under the name it has everywhere."""
    return ActionsBlock(
        elements=[ButtonElement(action_id=f"open.{door}", text=words.say(locale, f"door.{door}")) for door in doors]
    )
