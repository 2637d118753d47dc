"""/zetje alone: a short menu. /zetje help: what each word does."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot import appoint, guide
from bot.core.offices import Office
from handlers.slack.mrkdwn import note
from handlers.slack.visiting import Visit

SHORT = ("now", "commitment", "ask", "rhythm", "data")


def short(visit: Visit) -> None:
    """The few things people want most; the rest is a tap away at home."""
    if visit.member is None or visit.member.since is None:
        help(visit)
        return
    text = visit.text("menu.what")
    buttons = [ButtonElement(action_id=f"open.{door}", text=visit.text(f"door.{door}")) for door in SHORT]
    blocks = [SectionBlock(text=text), ActionsBlock(elements=buttons), note(visit.text("menu.more"))]
    visit.show({"text": text, "blocks": blocks})


def help(visit: Visit) -> None:
    """What everybody can do; for coaches and administrators what they can do as well."""
    asked = visit.asked
    parts = [visit.text("command.help")]
    if guide.teams_of(asked.db, asked.person):
        parts.append(visit.text("command.help_coach"))
    if Office.ADMIN in appoint.offices_of(asked.db, asked.person, asked.admins):
        parts.append(visit.text("command.help_admin"))
    text = "\n".join(parts)
    visit.show({"text": text, "blocks": [SectionBlock(text=text)]})
