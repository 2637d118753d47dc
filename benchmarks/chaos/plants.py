"""Mistakes to be found: each takes one thing away that keeps a message from going out twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from bot.core.leases import Lease
from bot.deliver import Sender
from storage import claims, turns
from storage.deliveries import Delivery
from storage.tables import deliveries as table

Clock = Callable[[Connection], datetime]
OWN_CLOCK = "own_clock"
"""A claim is held and runs out by each process's own clock, as it was once."""


def _settle(conn: Connection, delivery: Delivery, **values: Any) -> None:
    conn.execute(update(table).where(table.c.delivery_id == delivery.delivery_id).values(**values))


PATCHES: dict[str, list[tuple[Any, str, Any]]] = {
    "no_claim": [(claims, "_hold", lambda *_: None), (claims, "is_held", lambda *_: True)],
    "no_look": [(Sender, "_look", lambda *_: None)],
    "no_fence": [(claims, "is_held", lambda *_: True)],  # it sends however long it was held up
    "last_word": [(claims, "_settle", _settle)],  # whoever lost its claim overwrites what came after
    "no_wait": [(Lease, "arrived", lambda _lease, at: at)],  # it looks while the lost call is still on its way
    OWN_CLOCK: [],
}


def plant(fault: str) -> None:
    """Until the end of this process."""
    for where, name, wrong in PATCHES.get(fault, []):
        setattr(where, name, wrong)


def clock(fault: str, own: Callable[[], datetime], shared: Clock = turns.shared_clock) -> Clock:
    return (lambda _: own()) if fault == OWN_CLOCK else shared
