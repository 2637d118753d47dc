"""Export: everything the bot knows about one person, for that person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from bot import look, pool
from bot.core import answers
from bot.core.addresses import Address
from bot.core.agreements import Agreement
from bot.core.challenges import Challenge, said
from bot.core.commitments import Commitment
from bot.core.members import Member
from bot.core.prompts import Library, Locale
from bot.look import Said
from storage import (
    agreements,
    audit,
    challenges,
    coaches,
    commitments,
    deliveries,
    identities,
    journal,
    members,
    nudges,
    offices,
    presences,
    proposals,
    readers,
    rosters,
    sentences,
)
from storage.audit import By
from storage.nudges import Nudge

FORMAT = 1
Json = dict[str, Any]


FIELDS = (
    "standing",
    "since",
    "left",
    "language",
    "work",
    "time_zone",
    "working_days",
    "morning",
    "afternoon",
    "nudges_a_week",
    "quiet_from",
    "quiet_until",
    "themes",
    "absences",
    "unanswered_in_a_row",
    "months_that_answers_stay",
    "guest",
)
"""What is known about a member, in the order it is shown."""


IN_THE_TEAM = (
    "teams",
    "home_chosen_on",
    "coach_of",
    "roles",
    "challenges_joined",
    "agreements_to_look_back_on",
    "sentences_written_down",
    "talk_with_manager_on",
    "a4_clear_in",
    "weeks_that_you_counted",
)
"""What somebody is and does with others, in the order it is shown."""


def export(db: Engine, library: Library, person: Address, now: datetime, by: By = By.SELF) -> Json | None:
    """One document with all of it, in plain values that JSON can carry; None for somebody we do not know.

    Who has a role without taking part is known too.
    """
    with db.begin() as conn:
        id = identities.find(conn, person)
        if id is None:
            return None
        audit.write(conn, None, audit.Act.PERSON_EXPORTED, now, by=by.value)
        member, answered = members.get(conn, id), nudges.answered_by(conn, id)[::-1]
        return {
            "format": FORMAT,
            "made": now.isoformat(),
            "chat_id": person.key,
            "member": _member(member) if member else {},
            "answers": _answers(conn, library, member, answered) if member else [],
            "unanswered": _unanswered(conn, library, member) if member else [],
            "commitments": [_commitment(each) for each in commitments.of(conn, id)],
            "messages": [{"at": at.isoformat(), "kind": kind} for at, kind in deliveries.sent_to(conn, id)],
            "proposals_with_your_name": [each.text for each in proposals.of_author(conn, id)],
            "in_the_team": _in_the_team(conn, id, member),
            "changes_for_others": [{"at": at.isoformat(), "what": act} for at, act in audit.by(conn, id)],
        }


def _in_the_team(conn: Connection, id: bytes, member: Member | None) -> Json:
    locale = member.locale if member else "nl"
    values = (
        [identities.address_of(conn, each).key for each in presences.teams_of(conn, id)],
        member.home_since.isoformat() if member and member.home_since else None,
        [identities.address_of(conn, each).key for each in coaches.teams_of(conn, id)],
        sorted(offices.of(conn, id)),
        [_challenge(each, locale) for each in challenges.joined_by(conn, id)],
        [_agreement(each) for each in agreements.kept_by(conn, id)],
        [each.text for each in sentences.written_by(conn, id)],
        member.one_to_one.isoformat() if member and member.one_to_one else None,
        [identities.address_of(conn, each).key for each in readers.teams_of(conn, id)],
        rosters.weeks_of(conn, id),
    )
    return dict(zip(IN_THE_TEAM, values, strict=True))


def _challenge(each: Challenge, locale: Locale) -> str:
    return f"{said(each.words.name, locale)} ({each.first} – {each.last})"


def _agreement(each: Agreement) -> str:
    return f"{each.plan.cue}, {each.plan.deed} ({each.plan.day})"


def _member(member: Member) -> Json:
    rhythm = member.rhythm
    values = (
        member.standing.value,
        member.since.isoformat() if member.since else None,
        member.left.isoformat() if member.left else None,
        member.locale,
        member.role,
        rhythm.zone.key,
        sorted(rhythm.workdays),
        rhythm.morning.isoformat("minutes"),
        rhythm.afternoon.isoformat("minutes"),
        rhythm.pace,
        rhythm.quiet_from.isoformat("minutes"),
        rhythm.quiet_until.isoformat("minutes"),
        sorted(member.focus),
        [{"first": each.first.isoformat(), "last": each.last.isoformat()} for each in member.absences],
        member.unanswered,
        member.keep_months,
        member.guest,
    )
    return dict(zip(FIELDS, values, strict=True))


def _answers(conn: Connection, library: Library, member: Member, answered: Sequence[Nudge]) -> list[Json]:
    """All of them: those to prompts that are in no pack any more too, as they were kept."""
    shown = {each.nudge_id: _answer(each, member.locale) for each in look.said(conn, library, member.id, answered)}
    kept = journal.read(conn, member.id, [each.nudge_id for each in answered])
    return [shown.get(each.nudge_id.hex()) or _as_kept(each, kept[each.nudge_id]) for each in answered]


def _unanswered(conn: Connection, library: Library, member: Member) -> list[Json]:
    """What they were asked and did not answer."""
    asked = [(each, pool.find(conn, library, each.prompt_id)) for each in nudges.unanswered_by(conn, member.id)]
    return [
        {"day": each.day.isoformat(), "question": prompt.text.said_in(member.locale) if prompt else each.prompt_id}
        for each, prompt in asked
    ]


def _as_kept(nudge: Nudge, answer: str) -> Json:
    words = answer.removeprefix("text:")
    return {"day": nudge.day.isoformat(), "question": nudge.prompt_id, "answer": answer, "in_words": words}


def _answer(each: Said, locale: Locale) -> Json:
    return {
        "day": each.day.isoformat(),
        "question": each.prompt.text.said_in(locale),
        "answer": each.answer,
        "in_words": answers.in_words(each.prompt, each.answer, locale),
    }


def _commitment(each: Commitment) -> Json:
    return {
        "if": each.plan.cue,
        "then": each.plan.deed,
        "look_back_after": each.plan.day.isoformat(),
        "habit": each.plan.habit,
        "made": each.made.isoformat(),
        "closed": each.closed.isoformat() if each.closed else None,
        "outcome": each.outcome,
    }
