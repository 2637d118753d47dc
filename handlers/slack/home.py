"""App Home: somebody's own page. It is made when they open it, and again after each change they make."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import guide, look
from handlers.slack import home_blocks
from handlers.slack.listening import Asked


def on_opened(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    if event.get("tab") == "home":
        asked.later(refresh, asked, client)


def refresh(asked: Asked, client: WebClient) -> None:
    """Publishes the page as it is now."""
    now = asked.around.clock.now()  # later than the request that asked for it
    overview = look.over(asked.db, asked.rules, asked.person, now)
    coaching = guide.over(asked.db, asked.around.pack, asked.person, now)
    if overview is None or overview.member.since is None:
        locale = overview.member.locale if overview else asked.around.locale
        view = home_blocks.for_others(asked.words, locale, coaching, invited=overview is not None)
    else:
        view = home_blocks.page(asked.words, overview, coaching, now)
    client.views_publish(user_id=asked.person.key, view=view)


def register(app: App) -> None:
    app.event("app_home_opened")(on_opened)
