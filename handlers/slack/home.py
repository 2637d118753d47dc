"""App Home: somebody's own page. It is made when they open it, and again after each change they make."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import look
from handlers.slack import home_blocks
from handlers.slack.listening import Asked


def on_opened(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    if event.get("tab") == "home":
        asked.later(refresh, asked, client)


def refresh(asked: Asked, client: WebClient) -> None:
    """Publishes the page as it is now."""
    now = asked.around.clock.now()  # later than the request that asked for it
    overview = look.over(asked.db, asked.rules, asked.person, now)
    if overview is None:
        view = home_blocks.for_strangers(asked.words, asked.around.locale)
    elif overview.member.since is None:
        view = home_blocks.for_invited(asked.words, overview.member.locale)
    else:
        view = home_blocks.page(asked.words, overview, now)
    client.views_publish(user_id=asked.person.key, view=view)


def register(app: App) -> None:
    app.event("app_home_opened")(on_opened)
