"""Slack's own text format."""

from slack_sdk.models.blocks import ContextBlock, MarkdownTextObject

SECTION_MOST = 3_000
"""Characters that Slack takes in one section, escaped."""


def escape(words: str) -> str:
    """Words as they are: `<!channel>` in somebody's text pings nobody."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def note(mrkdwn: str) -> ContextBlock:
    """A small grey line."""
    return ContextBlock(elements=[MarkdownTextObject(text=mrkdwn)])
