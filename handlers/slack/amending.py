"""Settings: what may be published about teams, who changes it with whom, and the log of what was changed."""

from slack_bolt import App
from slack_sdk.models.views import View

from bot import amend
from bot.amend import Overview
from bot.core.addresses import Address
from bot.core.parameters import Fault, Name
from handlers.slack import amending_blocks
from handlers.slack.amending_blocks import APPROVE, DECLINE, GUESTS, K
from handlers.slack.visiting import Visit, on_click


def open_settings(visit: Visit) -> None:
    view = _window(visit)
    if view:
        visit.open(view)


def _propose_k(visit: Visit) -> None:
    _propose(visit, Name.K, None, int(visit.value) if visit.value.isdecimal() and len(visit.value) < 4 else 0)


def _propose_guests(visit: Visit) -> None:
    """Choosing a channel proposes the other of what it has now."""
    shown = _overview(visit)
    if shown and visit.value:
        channel = visit.asked.channel(visit.value)
        _propose(visit, Name.GUESTS, channel, int(channel not in shown.guests))


def _propose(visit: Visit, name: Name, channel: Address | None, value: int) -> None:
    asked = visit.asked
    refusal = amend.propose(asked.db, asked.person, asked.admins, name, channel, value, asked.now)
    _show(visit, refusal)


def _approve(visit: Visit) -> None:
    _decide(visit, approve=True)


def _decline(visit: Visit) -> None:
    _decide(visit, approve=False)


def _decide(visit: Visit, *, approve: bool) -> None:
    asked = visit.asked
    refusal = amend.decide(asked.db, asked.person, asked.admins, visit.value, approve=approve, now=asked.now)
    asked.around.send_soon()
    _show(visit, refusal)


def _show(visit: Visit, refusal: amend.Refusal | Fault | None) -> None:
    if refusal:
        visit.say(f"settings.error.{refusal}")
        return
    view = _window(visit)
    if view and visit.window:
        visit.client.views_update(view_id=visit.window, view=view)


def _window(visit: Visit) -> View | None:
    shown = _overview(visit)
    return amending_blocks.window(visit.asked.words, visit.locale, shown) if shown else None


def _overview(visit: Visit) -> Overview | None:
    asked = visit.asked
    found = amend.overview(asked.db, asked.person, asked.admins, asked.now)
    if isinstance(found, Overview):
        return found
    visit.say(f"settings.error.{found}")
    return None


def register(app: App) -> None:
    for action_id, door in {K: _propose_k, GUESTS: _propose_guests, APPROVE: _approve, DECLINE: _decline}.items():
        app.action(action_id)(on_click(door))
