"""The invitation's buttons, the kind of work, and people who come, change or go."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import enrol, gather
from bot.core.members import Member
from bot.core.prompts import Role
from bot.enrol import Refusal
from handlers.slack import founding, home, joining_blocks, people, visiting
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit

Message = Callable[[Asked, Member], dict[str, Any]]


def on_join(ack: Ack, respond: Respond, asked: Asked) -> None:
    outcome = enrol.join(asked.db, asked.person, asked.holidays, asked.now)
    ack()
    asked.later(_show, asked, respond, outcome, _greeting)


def join(visit: Visit) -> None:
    """`/zetje mee`, or the button at home."""
    asked = visit.asked
    if visit.member is None and visit.channel.startswith(("C", "G")):
        _invite(asked, visit.client, asked.person.key, visit.channel)  # forgotten meanwhile, but there again
    outcome = enrol.join(asked.db, asked.person, asked.holidays, asked.now)
    if isinstance(outcome, Refusal):
        visit.say(f"refusal.{outcome}")
        return
    visit.show(_greeting(asked, outcome))
    home.refresh(asked, visit.client)


def on_decline(ack: Ack, respond: Respond, asked: Asked) -> None:
    ack()
    message = joining_blocks.declined(asked.words, asked.locale)
    asked.later(_replace, respond, message)


def on_role(ack: Ack, action: dict[str, Any], respond: Respond, asked: Asked) -> None:
    chosen = visiting.value_of(action)
    if chosen not in list(Role):
        ack()
        return
    role = Role(chosen)
    outcome = enrol.choose_role(asked.db, asked.person, role, asked.holidays, asked.now)
    ack()
    asked.later(_show, asked, respond, outcome, _welcome)


def on_joined_channel(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    asked.later(_invite, asked, client, event["user"], event["channel"])


def on_left_channel(event: dict[str, Any], asked: Asked) -> None:
    gather.depart(asked.db, asked.channel(event["channel"]), asked.colleague(event["user"]))


def on_group_change(event: dict[str, Any], client: WebClient, asked: Asked) -> None:
    """A user group changed; the teams that take their people from it follow."""
    asked.later(founding.match_group, asked, client, event["subteam"]["id"])


def on_user_change(event: dict[str, Any], asked: Asked) -> None:
    """A new time zone or language counts at once; a deactivated account stops (disclosure-policy R6)."""
    profile = people.profile(event["user"], asked.person.tenant, asked.around)
    if event["user"].get("deleted"):
        enrol.close_account(asked.db, profile.address, asked.now)
    else:
        enrol.update_profile(asked.db, profile, asked.holidays, asked.now)


def _show(asked: Asked, respond: Respond, outcome: Member | Refusal, message: Message) -> None:
    if isinstance(outcome, Refusal):
        respond(text=asked.say(f"refusal.{outcome}"), replace_original=False, response_type="ephemeral")
    else:
        _replace(respond, message(asked, outcome))


def _greeting(asked: Asked, member: Member) -> dict[str, Any]:
    """Whoever was here before is not asked for their kind of work again."""
    if member.role is None:
        return _welcome(asked, member)
    return joining_blocks.welcome_back(asked.words, member.locale, _hour(member))


def _welcome(asked: Asked, member: Member) -> dict[str, Any]:
    return joining_blocks.welcome(asked.words, member.locale, member.role, _hour(member))


def _hour(member: Member) -> str:
    return member.rhythm.morning.isoformat("minutes")


def _invite(asked: Asked, client: WebClient, user_id: str, channel: str) -> None:
    user = client.users_info(user=user_id, include_locale=True)["user"]
    if not people.takes_part(user):
        return
    profile = people.profile(user, asked.person.tenant, asked.around)
    if gather.arrive(asked.db, asked.channel(channel), profile, asked.now):
        asked.around.send_soon()


def _replace(respond: Respond, message: dict[str, Any]) -> None:
    respond(replace_original=True, **message)


def register(app: App) -> None:
    app.action(joining_blocks.JOIN)(on_join)
    app.action(joining_blocks.DECLINE)(on_decline)
    app.action(joining_blocks.ROLE)(on_role)
    app.event("member_joined_channel")(on_joined_channel)
    app.event("member_left_channel")(on_left_channel)
    app.event("subteam_updated")(on_group_change)
    app.event("user_change")(on_user_change)
