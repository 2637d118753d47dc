"""Tidy: what was given to one person as a file does not stay in the chat program."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot import recognise
from bot.core.addresses import Address
from storage import deliveries
from storage.deliveries import Kind

STAYS = timedelta(hours=24)
"""Long enough to keep it oneself (content-spec §9)."""
TRIED_FOR = timedelta(days=7)


def remove_later(db: Engine, person: Address, file: str, now: datetime) -> None:
    """Has the sender take the file away a day from now."""
    with db.begin() as conn:
        member = recognise.member(conn, person)
        if member:
            deliveries.queue(
                conn,
                Kind.REMOVAL,
                member.id,
                subject=file,
                key=f"removal:{file}",
                due_at=now + STAYS,
                expires_at=now + STAYS + TRIED_FOR,
            )
