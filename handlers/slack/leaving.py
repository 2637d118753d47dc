"""The app is taken out of the workspace, or its token is revoked: there is nobody left to talk to."""

from typing import Any

from slack_bolt import App

from handlers.slack.listening import Asked


def on_uninstalled(asked: Asked) -> None:
    asked.around.gone()


def on_revoked(event: dict[str, Any], asked: Asked) -> None:
    """People's own tokens are not ours: only the bot's counts."""
    if event.get("tokens", {}).get("bot"):
        asked.around.gone()


def register(app: App) -> None:
    app.event("app_uninstalled")(on_uninstalled)
    app.event("tokens_revoked")(on_revoked)
