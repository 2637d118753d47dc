"""/zetje alone: a short menu. /zetje help: what each word does."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

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
    visit.say("command.help_admin" if visit.asked.is_admin else "command.help")
