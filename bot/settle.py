"""Settle: what somebody says in their first weeks about how often they want to hear from us."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot import wake
from bot.core.members import Member, Standing
from bot.core.planning import Rules
from bot.core.prompts import Asks, Prompt
from storage import members

PACES = {"choice:0": 5, "choice:1": 3, "choice:2": 2}


def take_answer(conn: Connection, member: Member, rules: Rules, prompt: Prompt, answer: str, now: datetime) -> None:
    """The pace they chose holds from now on."""
    if prompt.asks is not Asks.PACE or answer not in PACES:
        return
    changed = replace(member, rhythm=replace(member.rhythm, pace=PACES[answer]), unanswered=0)
    members.set_preferences(conn, changed)
    if member.standing is Standing.ACTIVE:
        wake.set_alarm(conn, changed, rules.holidays, now)
