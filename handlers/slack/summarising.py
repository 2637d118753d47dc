"""A team's quarter on one A4, for its coach: into their own conversation with the bot."""

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import draw, summarise
from bot.summarise import Refusal
from handlers import paper
from handlers.slack import files, guide_blocks, visiting
from handlers.slack.visiting import Visit


def give(visit: Visit) -> None:
    """The window says so at once; Slack takes its time over files."""
    asked, around = visit.asked, visit.asked.around
    found = summarise.for_coach(asked.db, around.pack, asked.person, visit.value, asked.now)
    if isinstance(found, Refusal):
        visit.say(f"summary.error.{found}")
        return
    visit.say("summary.coming")
    page = paper.team_page(asked.words, found, _name(visit.client, found.channel.key))
    contents = {visit.text("summary.file", week=found.week): draw.team_page(page, around.style)}
    if not files.give(asked, visit.client, contents, visit.text("summary.comment")):
        visit.client.chat_postMessage(channel=asked.person.key, text=visit.text("export.failed"))


def _name(client: WebClient, channel: str) -> str:
    """A page without it is still a page."""
    try:
        return f"#{client.conversations_info(channel=channel)['channel']['name']}"
    except SlackApiError:
        return ""


def register(app: App) -> None:
    app.action(guide_blocks.SUMMARY)(visiting.on_click(give))
