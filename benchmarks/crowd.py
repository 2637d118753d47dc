"""A crowd: many people in the store at once, without the windows they would have gone through."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot import gather
from bot.core.addresses import Address
from bot.core.members import Member, Rhythm, Standing
from bot.core.periods import ZONE
from bot.gather import AFTERNOON, FIVE_DAYS, MORNING
from storage import identities, members, teams
from storage.teams import Team

TENANT = "T0CROWD"


def invited(db: Engine, people: Iterable[str], now: datetime) -> None:
    """One team that just started: everybody's invitation is due."""
    rhythm = Rhythm(ZONE, FIVE_DAYS, MORNING, AFTERNOON, pace=5)
    with db.begin() as conn:
        team = identities.remember(conn, Address("slack", TENANT, "channel", "C0CROWD"))
        teams.found(conn, Team(team, "Publiekszaken", "nl", now - timedelta(days=1)))
        teams.launch(conn, team, now)
        for key in people:
            person = identities.remember(conn, Address("slack", TENANT, "person", key))
            members.add(conn, Member(person, team, Standing.INVITED, "nl", role=None, rhythm=rhythm, since=None))
            gather.invite(conn, person, now)
