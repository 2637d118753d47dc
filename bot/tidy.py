"""Tidy: what was given to one person as a file does not stay in the chat program."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.core.addresses import Address
from storage import deliveries, identities
from storage.deliveries import Kind

STAYS = timedelta(hours=24)
"""Long enough to keep it oneself (content-spec §9)."""
TRIED_FOR = timedelta(days=365)
"""However long the bot was off: somebody's own answers may be in it."""


def remove_later(db: Engine, person: Address, file: str, now: datetime) -> None:
    """Has the sender take the file away a day from now."""
    with db.begin() as conn:
        person_id = identities.find(conn, person)  # a coach need not take part
        if person_id:
            deliveries.queue(
                conn,
                Kind.REMOVAL,
                person_id,
                subject=file,
                key=f"removal:{file}",
                due_at=now + STAYS,
                expires_at=now + STAYS + TRIED_FOR,
            )
