"""How the invitation and the welcome look in Slack."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, HeaderBlock, Option, SectionBlock, StaticSelectElement

from bot.content.wording import Wording
from bot.core.prompts import Locale, Role
from handlers.slack.mrkdwn import note

JOIN = "join.yes"
DECLINE = "join.no"
ROLE = "join.role"


def invitation(words: Wording, locale: Locale) -> dict[str, Any]:
    title = words.say(locale, "invitation.title")
    return {
        "text": title,
        "blocks": [
            HeaderBlock(text=title),
            SectionBlock(text=words.say(locale, "invitation.what")),
            SectionBlock(text=words.say(locale, "invitation.who_sees")),
            ActionsBlock(
                elements=[
                    ButtonElement(action_id=JOIN, text=words.say(locale, "invitation.join"), style="primary"),
                    ButtonElement(action_id=DECLINE, text=words.say(locale, "invitation.decline")),
                ]
            ),
            note(words.say(locale, "invitation.free")),
        ],
    }


def welcome(words: Wording, locale: Locale, role: Role | None, hour: str) -> dict[str, Any]:
    """After the tap: when the first nudge comes, and the one question that makes prompts fit."""
    text = words.say(locale, "welcome.text", hour=hour)
    options = [Option(value=each.value, label=words.say(locale, f"role.{each}")) for each in Role]
    select = StaticSelectElement(
        action_id=ROLE,
        placeholder=words.say(locale, "welcome.role_placeholder"),
        options=options,
        initial_option=next((option for option in options if role and option.value == role), None),
    )
    return {
        "text": text,
        "blocks": [
            SectionBlock(text=text),
            SectionBlock(text=words.say(locale, "welcome.role_question"), accessory=select),
            note(words.say(locale, "welcome.steer")),
        ],
    }


def welcome_back(words: Wording, locale: Locale, hour: str) -> dict[str, Any]:
    """To somebody whose kind of work is known: no question."""
    text = words.say(locale, "welcome.back", hour=hour)
    return {"text": text, "blocks": [SectionBlock(text=text), note(words.say(locale, "welcome.steer"))]}


def declined(words: Wording, locale: Locale) -> dict[str, Any]:
    """No is a fine answer, and can become a yes later."""
    text = words.say(locale, "invitation.declined")
    join = ButtonElement(action_id=JOIN, text=words.say(locale, "invitation.join"))
    return {"text": text, "blocks": [SectionBlock(text=text), ActionsBlock(elements=[join])]}


def goodbye(words: Wording, locale: Locale) -> dict[str, Any]:
    """After much silence; one tap, or "hallo", begins again."""
    text = words.say(locale, "goodbye.text")
    join = ButtonElement(action_id=JOIN, text=words.say(locale, "goodbye.again"))
    return {"text": text, "blocks": [SectionBlock(text=text), ActionsBlock(elements=[join])]}
