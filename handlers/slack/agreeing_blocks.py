"""How a team's agreement looks in Slack."""

import json
from datetime import date, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.content import wording
from bot.content.wording import Wording
from bot.core.addresses import Address
from bot.core.commitments import MOST_CHARACTERS, Outcome, Plan
from bot.core.prompts import Locale
from bot.messages import Agreed
from handlers.slack.fields import field, option, text_field
from handlers.slack.mrkdwn import escape, note

MODAL, MAKE, SETTLE = "agree", "agree.make", "agree.settle"
CUE, DEED, DAY = "cue", "deed", "day"
AHEAD = timedelta(days=14)


def button(words: Wording, locale: Locale, team: str) -> ButtonElement:
    """Anybody in the team can write it down."""
    return ButtonElement(action_id=MAKE, value=team, text=words.say(locale, "agree.make"))


def window(words: Wording, locale: Locale, team: str, channel: Address, today: date) -> View:
    day = DatePickerElement(action_id=DAY, initial_date=(today + AHEAD).isoformat())
    return View(
        type="modal",
        callback_id=MODAL,
        title=words.say(locale, "agree.title"),
        submit=words.say(locale, "agree.post"),
        close=words.say(locale, "modal.close"),
        private_metadata=json.dumps({"team": team}),
        blocks=[
            SectionBlock(text=words.say(locale, "agree.intro")),
            text_field(CUE, words.say(locale, "commitment.cue"), most=MOST_CHARACTERS),
            text_field(DEED, words.say(locale, "agree.deed"), most=MOST_CHARACTERS),
            field(DAY, words.say(locale, "agree.day"), day),
            note(words.say(locale, "agree.who_sees", channel=f"<#{channel.key}>")),
        ],
    )


def post(words: Wording, agreed: Agreed) -> dict[str, Any]:
    """In the channel, when it is made and when the team looks back."""
    locale = agreed.locale
    title = words.say(locale, "agree.look_back" if agreed.looks_back else "agree.made")
    blocks: list[Block] = [SectionBlock(text=f"*{title}*\n> {sentence(words, locale, agreed.plan)}")]
    keeper = f"<@{agreed.keeper.key}>" if agreed.keeper else words.say(locale, "agree.nobody")
    day = wording.day(agreed.plan.day, locale)
    if agreed.looks_back:
        options = [option(f"{agreed.name}:{each}", words.say(locale, f"agree.outcome.{each}")) for each in Outcome]
        how = StaticSelectElement(action_id=SETTLE, placeholder=words.say(locale, "agree.how"), options=options)
        blocks += [ActionsBlock(elements=[how]), note(words.say(locale, "agree.keeper_today", keeper=keeper))]
    else:
        blocks.append(note(words.say(locale, "agree.keeper", keeper=keeper, day=day)))
    return {"text": title, "blocks": blocks}


def settled(words: Wording, locale: Locale, plan: Plan, outcome: Outcome) -> dict[str, Any]:
    title = words.say(locale, f"agree.outcome.{outcome}")
    text = f"*{title}*\n> {sentence(words, locale, plan)}"
    return {"text": title, "blocks": [SectionBlock(text=text), note(words.say(locale, "agree.again"))]}


def sentence(words: Wording, locale: Locale, plan: Plan) -> str:
    return escape(words.say(locale, "commitment.sentence", cue=plan.cue, deed=plan.deed))
