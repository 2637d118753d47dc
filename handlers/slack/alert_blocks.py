"""How a notice to an administrator looks in Slack."""

from typing import Any

from bot.content.wording import Wording
from bot.messages import Notice

SENTENCES = {
    "not_in_channel": "alert.not_there",
    "channel_not_found": "alert.not_there",
    "is_archived": "alert.archived",
}


def notice(words: Wording, notice: Notice) -> dict[str, Any]:
    channel = f"<#{notice.channel.key}>"
    sentence = SENTENCES.get(notice.reason)
    if sentence:
        return {"text": words.say(notice.locale, sentence, channel=channel)}
    return {"text": words.say(notice.locale, "alert.refused", channel=channel, reason=notice.reason)}
