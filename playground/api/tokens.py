"""Who is calling, and where to connect: api.test, auth.test, apps.connections.open, team.info, bots.info."""

from secrets import token_hex

from playground.api import shapes
from playground.api.call import Call, MethodTable, Refused
from playground.model import Json

methods = MethodTable()


@methods.method("api.test", tier=4, anonymous=True)
def api_test(call: Call) -> Json:
    if call.maybe("error"):
        raise Refused(call.maybe("error"), args=call.args)
    return {"args": call.args}


@methods.method("auth.test", tier=0)
def auth_test(call: Call) -> Json:
    app = call.caller
    if call.token == app.app_token:
        return {"app_name": app.name, "app_id": app.id}
    return {
        "url": shapes.team(call.workspace)["url"],
        "team": call.workspace.name,
        "user": call.workspace.users[app.bot_user].name,
        "team_id": call.workspace.team_id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


@methods.method("apps.connections.open", tier=3, app_token=True)
def connections_open(call: Call) -> Json:
    if not call.caller.socket_mode:
        raise Refused("socket_mode_disabled")
    ticket = token_hex(12)
    call.workspace.tickets[ticket] = call.caller.id
    return {"url": f"ws://{call.host}/link/?ticket={ticket}&app_id={call.caller.id}"}


@methods.method("team.info", scopes=("team:read",), tier=3)
def team_info(call: Call) -> Json:
    return {"team": shapes.team(call.workspace)}


@methods.method("bots.info", scopes=("users:read",), tier=3)
def bots_info(call: Call) -> Json:
    wanted = call.maybe("bot") or call.caller.bot_id
    app = next((app for app in call.workspace.apps.values() if app.bot_id == wanted), None)
    if app is None:
        raise Refused("bot_not_found")
    bot = {"id": app.bot_id, "deleted": False, "name": app.name, "updated": 0, "app_id": app.id}
    return {"bot": bot | {"user_id": app.bot_user, "icons": {}}}
