""":names: of emoji, Slack's own where they differ from everybody's."""

import re

import emoji

SLACK_NAMES = {
    "simple_smile": "slightly_smiling_face",
    "thumbsup": "+1",
    "hankey": "poop",
}
NAME = re.compile(r":([a-z0-9_+'-]+?)(?:::skin-tone-[2-6])?:")


def emojize(text: str) -> str:
    """Replaces every known :name: by its character; unknown ones stay as they are, as in Slack."""
    return NAME.sub(lambda found: character(found[1]) or found[0], text)


def character(name: str) -> str | None:
    """The character for a name without colons; None when there is no such emoji."""
    alias = f":{SLACK_NAMES.get(name, name)}:"
    shown = emoji.emojize(alias, language="alias")
    return None if shown == alias else shown


def is_only_emoji(text: str) -> bool:
    """Such a message is shown large."""
    shown = emojize(text).replace(" ", "")
    return bool(shown) and emoji.purely_emoji(shown)
