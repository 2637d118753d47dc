"""Notice: what the owner of the content hears about prompts, once a month, for the whole organisation."""

from datetime import datetime

from sqlalchemy import Engine

from bot import recognise
from bot.core import ids, periods, timing
from bot.core.addresses import Address
from bot.core.prompts import Kind
from storage import nudges, shortages, unclear


def unclear_prompt(db: Engine, person: Address, nudge_id: str, now: datetime) -> bool:
    """Somebody did not understand a prompt. Kept is the prompt and the month: no person, team, or number.

    False when the nudge is not theirs.
    """
    with db.begin() as conn:
        member = recognise.member(conn, person)
        nudge = nudges.get(conn, ids.parse(nudge_id))
        if member is None or nudge is None or nudge.person_id != member.id:
            return False
        unclear.add(conn, f"{timing.local_day(now, periods.ZONE):%Y-%m}", nudge.prompt_id)
        return True


def unclear_prompts(db: Engine, month: str) -> list[str]:
    """The prompts of that month ("2026-12") that somebody did not understand."""
    with db.begin() as conn:
        return unclear.of_month(conn, month)


def used_up(db: Engine, month: str) -> list[Kind]:
    """The kinds of prompts that somebody's day in that month would have been for, had there been one left."""
    with db.begin() as conn:
        return shortages.of_month(conn, month)
