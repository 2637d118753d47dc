"""The nouns as Slack writes them in JSON. What a page shows and what a rule decides lives elsewhere."""

from playground.api.shapes.people import profile, team, user, usergroup
from playground.api.shapes.posts import file, message, thread
from playground.api.shapes.rooms import channel
from playground.api.shapes.windows import view

__all__ = ["channel", "file", "message", "profile", "team", "thread", "user", "usergroup", "view"]
