"""Compose: what a delivery says, at the moment it goes out; nothing when the reason to say it is gone."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot import agree, alert, amend, broadcast, challenge, guide, launch, local, messages, phrase, pool, report
from bot.content.pack import Pack
from bot.core import days, periods, snoozing, timing
from bot.core.answers import LATER
from bot.core.calendars import Holidays
from bot.core.challenges import State as ChallengeState
from bot.core.members import Member, Standing
from bot.core.prompts import Locale
from bot.messages import Message, Reaction
from storage import commitments, identities, journal, members, nudges, proposals, teams
from storage.deliveries import Delivery, Kind
from storage.nudges import Nudge
from storage.proposals import State

PLAIN: Mapping[Kind, Callable[[Connection, bytes, str], Message | None]] = {
    Kind.AGREEMENT: agree.compose,
    Kind.SENTENCE: phrase.compose,
    Kind.AMENDMENT: amend.compose,
    Kind.CHALLENGE: challenge.compose,
    Kind.NOTICE: alert.compose,
}
"""What needs only to know to whom, and about what."""


def compose(conn: Connection, pack: Pack, holidays: Holidays, delivery: Delivery, now: datetime) -> Message | None:
    """None as when somebody stopped, went away or answered meanwhile."""
    if delivery.kind in PLAIN:
        return PLAIN[delivery.kind](conn, delivery.to_id, delivery.subject)
    match delivery.kind:
        case Kind.REPORT:
            return report.compose(conn, pack, delivery.to_id, delivery.subject, timing.local_day(now, periods.ZONE))
        case Kind.PROPOSAL:
            return _proposal(conn, delivery)
        case Kind.CARD:
            return guide.compose_card(conn, pack, holidays, delivery.to_id, delivery.subject)
        case Kind.A4:
            return launch.compose_a4(conn, pack, delivery.to_id)
        case Kind.BROADCAST:
            return broadcast.compose(conn, delivery.to_id, delivery.subject, now)
        case Kind.REMOVAL:
            return messages.Removal(delivery.subject)
        case _:
            member = members.get(conn, delivery.to_id)
            return _to_member(conn, pack, holidays, delivery, member, now) if member else None


def _to_member(
    conn: Connection, pack: Pack, holidays: Holidays, delivery: Delivery, member: Member, now: datetime
) -> Message | None:
    match delivery.kind:
        case Kind.REPLY:
            return messages.Reply(Reaction(delivery.subject), member.locale)
        case Kind.INVITATION:
            return messages.Invitation(member.locale) if member.standing is Standing.INVITED else None
        case Kind.GOODBYE:
            return messages.Goodbye(member.locale) if member.standing is Standing.STOPPED else None
        case _:
            return _nudge(conn, pack, holidays, delivery, member, now)


def _nudge(
    conn: Connection, pack: Pack, holidays: Holidays, delivery: Delivery, member: Member, now: datetime
) -> messages.Nudge | None:
    nudge = nudges.get(conn, bytes.fromhex(delivery.subject))
    prompt = pool.find(conn, pack.library, nudge.prompt_id) if nudge else None
    if nudge is None or prompt is None or not _is_welcome(conn, delivery.kind, member, nudge, now):
        return None
    commitment = next((each for each in commitments.of(conn, member.id) if each.id == nudge.about), None)
    if nudge.about and (commitment is None or not (commitment.is_open or commitment.plan.habit)):
        return None  # it was closed or forgotten meanwhile
    dare = pool.challenge_of(conn, prompt.id)
    if dare and dare.state is not ChallengeState.PLANNED:
        return None  # it was cancelled meanwhile
    proposal = pool.own_of(conn, prompt.id)
    author = proposal.author_id if proposal else None
    return messages.Nudge(
        delivery.subject,
        prompt,
        member.locale,
        about=commitment.plan if commitment else None,
        author=identities.address_of(conn, author) if author else None,
        snoozes=snoozing.choices(member, now, local.holidays(conn, holidays, member.team_id)),
    )


def _is_welcome(conn: Connection, kind: Kind, member: Member, nudge: Nudge, now: datetime) -> bool:
    """Nothing unasked in quiet hours or to somebody who is away; what they asked for themselves may come."""
    if member.standing not in (Standing.ACTIVE, Standing.PAUSED):
        return False
    if kind is Kind.REMINDER:  # answered in the meantime?
        return journal.read(conn, member.id, [nudge.nudge_id]).get(nudge.nudge_id) in (None, LATER)
    return kind is Kind.ASKED or days.welcome_at(member, now)


def _proposal(conn: Connection, delivery: Delivery) -> messages.Proposal | None:
    proposal = proposals.get(conn, bytes.fromhex(delivery.subject))
    if proposal is None or proposal.state is not State.WAITING:
        return None
    author = identities.address_of(conn, proposal.author_id) if proposal.author_id else None
    locale = _locale_of(conn, delivery.to_id, proposal.team_id)
    return messages.Proposal(delivery.subject, proposal.kind, proposal.text, author, locale)


def _locale_of(conn: Connection, person_id: bytes, team_id: bytes) -> Locale:
    """A coach need not take part; then their team's language."""
    member, team = members.get(conn, person_id), teams.get(conn, team_id)
    return member.locale if member else team.locale if team else "nl"
