"""An app leaves the workspace, loses its token, or comes back with another one."""

from playground.acts import finding
from playground.model import App, Json
from playground.workspace import Workspace


def uninstall(workspace: Workspace, app: str) -> None:
    """Tells the app, and takes its bot token away."""
    found = finding.app(workspace, app)
    workspace.wire.events.about_app("tokens_revoked", found)
    workspace.wire.events.about_app("app_uninstalled", found)
    _kill_token(workspace, found, "account_inactive")


def revoke(workspace: Workspace, app: str) -> None:
    """As `auth.revoke` does: the app is still there, its bot token is not."""
    found = finding.app(workspace, app)
    workspace.wire.events.about_app("tokens_revoked", found)
    _kill_token(workspace, found, "token_revoked")


def reinstall(workspace: Workspace, app: str, scopes: list[str] | None = None) -> Json:
    """A new bot token, with the scopes the app has or other ones."""
    found = finding.app(workspace, app)
    _kill_token(workspace, found, "token_revoked")
    found.bot_token = f"xoxb-playground-again-{len(workspace.dead_tokens)}-{found.signing_secret[:12]}"
    found.scopes = found.scopes if scopes is None else frozenset(scopes)
    return {"bot_token": found.bot_token}


def _kill_token(workspace: Workspace, app: App, said_from_now_on: str) -> None:
    if app.bot_token:
        workspace.dead_tokens[app.bot_token] = said_from_now_on
    app.bot_token = ""
