"""Slack's own text format."""

from slack_sdk.models.blocks import ContextBlock, MarkdownTextObject


def escape(words: str) -> str:
    """Words as they are: `<!channel>` in somebody's text pings nobody."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def note(mrkdwn: str) -> ContextBlock:
    """A small grey line."""
    return ContextBlock(elements=[MarkdownTextObject(text=mrkdwn)])
