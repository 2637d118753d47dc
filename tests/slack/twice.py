"""Everything that Slack can tell the bot, by somebody for whom it does something; {…} stands for an id.

The order is that of a story: what one row makes the next ones go on with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.slack.doors import OPEN
from tests.slack.stage import ADMIN

Body = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """`makes`: how many rows more there are in which table afterwards, or fewer."""

    name: str
    who: str
    body: Body
    makes: Mapping[str, int] = field(default_factory=dict)


def click(who: str, action_id: str, value: str = "", *, view: Body | None = None, **makes: int) -> Row:
    chosen = {"value": value, "selected_option": {"value": value}}
    action = {"type": "button", "action_id": action_id, "block_id": "b", **chosen}
    return Row(action_id, who, {"type": "block_actions", "actions": [action]} | ({"view": view} if view else {}), makes)


def submit(who: str, window: str, fields: Body | None = None, carried: Body | None = None, **makes: int) -> Row:
    values = {name: {name: state} for name, state in (fields or {}).items()}
    view = {"type": "modal", "callback_id": window, "private_metadata": carried or {}, "state": {"values": values}}
    return Row(window, who, {"type": "view_submission", "view": view}, makes)


def command(who: str, name: str, text: str = "", **makes: int) -> Row:
    return Row(name, who, {"command": name, "text": text}, makes)


def event(who: str, kind: str, more: Body | None = None, **makes: int) -> Row:
    return Row(kind, who, {"type": "event_callback", "event": {"type": kind, **(more or {})}}, makes)


def text(value: str) -> Body:
    return {"type": "plain_text_input", "value": value}


def one(value: str) -> Body:
    return {"type": "static_select", "selected_option": {"value": value}}


def some(*values: str) -> Body:
    return {"type": "checkboxes", "selected_options": [{"value": value} for value in values]}


def day(value: str) -> Body:
    return {"type": "datepicker", "selected_date": value}


def at(value: str) -> Body:
    return {"type": "timepicker", "selected_time": value}


def person(name: str) -> Body:
    return {"type": "users_select", "selected_user": f"{{{name}}}"}


HOME: Body = {"id": "V0", "type": "home", "private_metadata": {"team": "{balie}"}, "state": {"values": {}}}
PLAN = {"cue": text("ik vastzit"), "deed": text("vraag ik Bram")}
NOTE = {"text": text("Morgen dicht."), "to": one("channels"), "teams": some("{balie}"), "at": at("11:00")}
DARE = {"name": text("Terugbellen"), "deed": text("Bel terug"), "first": day("2026-12-07"), "last": day("2026-12-11")}

ANSWERS = [
    click("anna", "nudge.snooze", "hour:{anna's nudge}", deliveries=1, journal=1, ballots=1),
    click("anna", "nudge.snooze", "lunch:{anna's nudge}"),  # it is moved
    click("anna", "nudge.answer.done", "{anna's nudge}"),
    click("bram", "nudge.menu", "not_mine:{bram's nudge}", journal=1),
    click("bram", "nudge.menu", "unclear:{bram's nudge}", unclear=1),
    click("elif", "nudge.write", "{elif's nudge}"),
    click("elif", "nudge.change", "{elif's nudge}"),
    submit("elif", "nudge.modal", {"answer": {"type": "radio_buttons", "selected_option": {"value": "done"}}},
           {"nudge": "{elif's nudge}"}, journal=1, ballots=1),
    event("chadia", "message", {"channel_type": "im", "text": "Gedaan", "ts": "1795791606.000100"},
          journal=1, ballots=1, deliveries=1),
    event("stranger", "message", {"channel_type": "im", "text": "Hallo", "ts": "1795791607.000100"}),
    click("anna", "open.now", deliveries=1, nudges=1),
]  # fmt: skip
OWN = [
    submit("anna", "commitment", PLAN | {"day": day("2026-12-03")}, commitments=1),
    click("anna", "commitment.menu", "move:{commitments}"),
    submit("anna", "commitment.move", {"day": day("2026-12-04")}, {"commitment": "{commitments}"}),
    submit("anna", "commitment", PLAN | {"day": day("2026-12-07")}, {"commitment": "{commitments}"}),
    click("anna", "commitment.menu", "done:{commitments}"),
    click("anna", "commitment.example", "0", view=HOME),
    submit("anna", "rhythm", {"days": some("1", "2", "4"), "pace": one("3")}),
    submit("anna", "away", {"first": day("2026-12-24"), "last": day("2026-12-31")}),
    click("anna", "away.take_back", "2026-12-24/2026-12-31"),
    submit("anna", "belong.talk", {"day": day("2026-12-11")}),
    submit("anna", "belong.home", {"team": one("{balie}")}),
    click("anna", "data.keep", "6"),
    click("anna", "said.older", "0", view=HOME | {"type": "modal"}),
    submit("anna", "ask", {"who": person("bram"), "words": text("Kijk je mee?")}),
    submit("anna", "ask.preview", {}, {"whom": "{bram}", "text": "Kijk je mee?"}),
    submit("anna", "thank", {"who": person("bram"), "words": text("Dank je.")}),
    click("anna", "ask.hint"),
    submit("anna", "year", {"proud": text("Rust.")}),
    submit("anna", "year.preview", {}, {"proud": "Rust."}, deliveries=1),
    submit("anna", "export", deliveries=2, audit=1),
    submit("anna", "order", {"theme": one("openheid")}),
]
TOGETHER = [
    submit("anna", "recipe", {"text": text("Bel terug."), "kind": one("action")}, {"advised": "Bel terug."},
           proposals=1, deliveries=1),
    click("chadia", "recipe.accept", "{proposals}"),
    click("chadia", "recipe.decline", "{proposals}"),
    click("chadia", "rotate.retire", "{proposals}"),
    submit("anna", "agree", PLAN | {"day": day("2026-12-15")}, {"team": "{balie}"}, agreements=1, deliveries=2),
    click("anna", "agree.make", "{balie}"),
    click("anna", "agree.settle", "{agreements}:done"),
    click("anna", "phrase.open", "{balie}"),
    submit("anna", "phrase", {"text": text("Wij bellen.")}, {"team": "{balie}", "advised": "Wij bellen."},
           sentences=1, deliveries=1),
    submit("chadia", "broadcast", NOTE | {"day": day("2026-12-02")}, broadcasts=1, broadcast_teams=1),
    click("chadia", "broadcast.open", "{broadcasts}"),
    click("chadia", "broadcast.change", "{broadcasts}"),
    click("chadia", "broadcast.rehearse", "{broadcasts}", deliveries=1),
    click("chadia", "broadcast.plan", "{broadcasts}", audit=1),
    click("chadia", "broadcast.cancel", "{broadcasts}", audit=1),
    click(ADMIN, "broadcast.retry"),
    click("chadia", "challenge.template", "{template}", view=HOME),
    submit("chadia", "challenge", DARE | {"teams": some("{balie}")}, challenges=1, challenge_teams=1),
    click("chadia", "challenge.open", "{challenges}"),
    click("chadia", "challenge.change", "{challenges}"),
    click("chadia", "challenge.plan", "{challenges}", deliveries=3, audit=1),
    click("chadia", "challenge.rehearse", "{challenges}", deliveries=4),
    click("anna", "challenge.join", "{challenges}", challengers=1),
    click("anna", "challenge.leave", "{challenges}", challengers=-1),
    click("chadia", "challenge.cancel", "{challenges}", audit=1),
    click("chadia", "guide.place", "{balie}", deliveries=1),
    click("chadia", "guide.summary", "{balie}"),
    click("chadia", "rotate.open", "{balie}"),
    click("chadia", "rotate.swap", "2026-W51:openheid", view=HOME, team_themes=2),
    submit("chadia", "rotate.close", {"first": day("2026-12-24"), "last": day("2026-12-31")}, {"team": "{balie}"},
           audit=1),
    click("chadia", "rotate.reopen", "{balie}:2026-12-24/2026-12-31", audit=1),
]  # fmt: skip
OFFICE = [
    submit(ADMIN, "team", {"department": text("Anders"), "language": one("nl")}, {"channel": "{#post}"}, audit=1),
    submit(ADMIN, "roles", {"who": person("femke"), "office": one("observer")}, offices=1, audit=1),
    click(ADMIN, "roles.take", "observer:{femke}:", offices=-1, audit=1),
    submit(ADMIN, "roles.coach", {"who": person("bram")}, {"channel": "{#post}"}, coaches=1, audit=1),
    click(ADMIN, "settings.k", "8", amendments=1, audit=1),
    click("daan", "settings.approve", "{amendments}", audit=1, deliveries=1),
    click(ADMIN, "settings.guests", "{#balie}", amendments=1, audit=1),
    click("daan", "settings.decline", "{amendments}", audit=1),
    click("bram", "launch.a4", "{post}", deliveries=1),
    click("anna", "launch.clear", "{post}"),
    submit("anna", "launch.read", {"role": one("bode"), "sentence": text("Klein.")}, {"team": "{post}"},
           readers=1, retellings=1),
    click("bram", "launch.write", "{post}"),
    submit("bram", "launch.written", {"texts": text("Bel terug.\nVraag door.")}, {"team": "{post}"}, proposals=2),
    click("bram", "launch.start", "{post}"),
]  # fmt: skip
COMING = [
    event("femke", "app_home_opened", {"tab": "home"}),
    event("stranger", "member_joined_channel", {"channel": "{#balie}", "user": "{stranger}"},
          identities=1, addresses=1, members=1, presences=1, deliveries=1),
    click("stranger", "join.no"),
    click("stranger", "join.yes"),
    click("stranger", "join.role", "bode"),
    event("stranger", "user_change", {"user": {"id": "{stranger}", "tz": "Europe/London", "locale": "en-GB"}}),
    event("stranger", "member_left_channel", {"channel": "{#balie}", "user": "{stranger}"}, presences=-1),
    event("stranger", "subteam_updated", {"subteam": {"id": "S0"}}),
]  # fmt: skip
STEERING = [click("elif", f"{OPEN}{door}") for door in ("pause", "resume", "rhythm", "help")]
COMMANDS = ("/zetje", "/afspraak", "/commit", "/recept", "/recipe", "/uitdaging", "/challenge")
TYPED = [command("chadia", name) for name in COMMANDS]
GOING = [
    click("elif", "open.stop"),
    submit("elif", "erase", {"sure": some("yes")}, audit=1, identities=-1, addresses=-1, members=-1, presences=-1,
           nudges=-1, deliveries=-2, journal=-1, ballots=-1),
]  # fmt: skip
STORY = [*ANSWERS, *OWN, *TOGETHER, *OFFICE, *COMING, *STEERING, *TYPED, *GOING]
