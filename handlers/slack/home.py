"""App Home: somebody's own page. It is made when they open it, and again after each change they make."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import appoint, enrol, guide, look, notice, take_up
from bot.core import periods, timing
from bot.core.addresses import Address
from handlers.slack import home_blocks
from handlers.slack.home_blocks import Duties
from handlers.slack.listening import Asked


def on_opened(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    if event.get("tab") == "home":
        asked.later(refresh, asked, client)


def refresh(asked: Asked, client: WebClient) -> None:
    """Publishes the page as it is now."""
    refresh_for(asked, client, asked.person)


def refresh_for(asked: Asked, client: WebClient, person: Address) -> None:
    """The page of somebody else, when what they may do changed."""
    now = asked.around.clock.now()  # later than the request that asked for it
    overview = look.over(asked.db, asked.rules, person, now)
    duties = Duties(
        coaching=guide.over(asked.db, asked.around.pack, asked.holidays, person, now),
        offices=appoint.offices_of(asked.db, person, asked.admins),
        used_up=notice.used_up(asked.db, f"{timing.local_day(now, periods.ZONE):%Y-%m}"),
    )
    if overview is None or overview.member.since is None:
        locale = overview.member.locale if overview else asked.around.locale
        view = home_blocks.for_others(asked.words, locale, duties, enrol.why_not(asked.db, person))
    else:
        challenges = take_up.open_to(asked.db, person, now)
        view = home_blocks.page(asked.words, overview, challenges, duties, now)
    client.views_publish(user_id=person.key, view=view)


def register(app: App) -> None:
    app.event("app_home_opened")(on_opened)
