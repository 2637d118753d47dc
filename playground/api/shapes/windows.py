"""Modals and App Homes as Slack writes them."""

from typing import TYPE_CHECKING

from playground.model import Json, View

if TYPE_CHECKING:
    from playground.workspace import Workspace


def view(workspace: "Workspace", shown: View) -> Json:
    app = workspace.apps[shown.app_id]
    empty: Json = {
        "private_metadata": "",
        "callback_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        **empty,
        **shown.body,
        "id": shown.id,
        "team_id": workspace.team_id,
        "type": shown.type,
        "state": {"values": shown.state},
        "hash": shown.hash,
        "previous_view_id": shown.previous,
        "root_view_id": shown.root or shown.id,
        "external_id": shown.external_id,
        "app_id": shown.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": app.bot_id,
    }
