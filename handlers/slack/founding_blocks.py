"""How the window looks in which a channel becomes a team."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import Block, RadioButtonsElement, SectionBlock, StaticSelectElement, UserSelectElement
from slack_sdk.models.views import View

from bot.content.wording import LOCALES, Wording
from bot.core.prompts import Locale
from bot.gather import Settings
from handlers.slack.fields import chosen_of, field, option, text_field
from handlers.slack.mrkdwn import note

MODAL = "team"
DEPARTMENT, LANGUAGE, GROUP, COACH = "department", "language", "group", "coach"
CHANNEL = "channel"
"""In the list of groups: no group, the people of the channel."""
DEPARTMENT_MOST = 80


def window(
    words: Wording,
    locale: Locale,
    channel: str,
    settings: Settings,
    departments: Sequence[str],
    groups: Sequence[tuple[str, str]],
    *,
    new: bool,
) -> View:
    languages = [option(each, words.say(each, "rhythm.this_language")) for each in LOCALES]
    sources = [option(CHANNEL, words.say(locale, "team.of_channel")), *(option(id, name) for id, name in groups)]
    known = ", ".join(departments)
    blocks: list[Block] = [
        SectionBlock(text=words.say(locale, "team.intro" if new else "team.intro_known", channel=f"<#{channel}>")),
        text_field(
            DEPARTMENT,
            words.say(locale, "team.department"),
            most=DEPARTMENT_MOST,
            value=settings.department,
            hint=words.say(locale, "team.departments", names=known) if known else None,
            optional=True,
        ),
        field(
            LANGUAGE,
            words.say(locale, "team.language"),
            RadioButtonsElement(
                action_id=LANGUAGE, options=languages, initial_option=chosen_of(languages, settings.locale)
            ),
        ),
    ]
    if groups:
        chosen = chosen_of(sources, settings.group.key if settings.group else CHANNEL)
        select = StaticSelectElement(action_id=GROUP, options=sources, initial_option=chosen)
        blocks.append(field(GROUP, words.say(locale, "team.people"), select))
    blocks += [
        field(COACH, words.say(locale, "team.coach"), UserSelectElement(action_id=COACH), optional=True),
        note(words.say(locale, "team.who")),
    ]
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "team.title"),
        submit=words.say(locale, "modal.save"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"channel": channel}),
        blocks=blocks,
    )


def told(words: Wording, locale: Locale, key: str, **params: object) -> View:
    return View(
        type="modal",
        title=words.say(locale, "team.title"),
        close=words.say(locale, "modal.close"),
        blocks=[SectionBlock(text=words.say(locale, key, **params))],
    )
