"""What the fork server imports: every bot is born with all that is the same for each of them, and starts in a moment.

The one module that does something by being imported: nothing else is asked of a fork server.
"""

from benchmarks.chaos import bot
from bot.content import apart, wording

apart.shipped()
wording.load()

__all__ = ["bot"]
