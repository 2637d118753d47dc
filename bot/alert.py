"""Alert: a team's channel takes no messages any more. The administrators hear it once a month, and can do something."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.core import ids
from bot.core.addresses import Address
from bot.core.offices import Office
from bot.messages import Notice
from storage import deliveries, identities, members, offices, teams
from storage.deliveries import Kind

STAYS = timedelta(days=3)


def channel_is_shut(
    conn: Connection, to: Address, to_id: bytes, reason: str, named: Collection[str], now: datetime
) -> None:
    """A person whose account is closed is no news: whoever closed it knows."""
    if to.kind != "channel":
        return
    by_name = {identities.remember(conn, Address(to.surface, to.tenant, "person", key)) for key in named}
    by_office = {person for person, office in offices.holders(conn) if office is Office.ADMIN}
    for admin in by_name | by_office:
        deliveries.queue(
            conn,
            Kind.NOTICE,
            admin,
            subject=f"{to_id.hex()}:{reason}"[:64],
            key=f"notice:{to_id.hex()[:16]}:{admin.hex()}:{now:%Y-%m}",
            due_at=now,
            expires_at=now + STAYS,
        )


def compose(conn: Connection, admin_id: bytes, subject: str) -> Notice | None:
    channel, _, reason = subject.partition(":")
    team = teams.get(conn, ids.parse(channel))
    if team is None:
        return None
    member = members.get(conn, admin_id)
    return Notice(identities.address_of(conn, ids.parse(channel)), reason, member.locale if member else team.locale)
