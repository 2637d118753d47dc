"""How the coach's side looks in Slack: this week's talk card, own teams, proposals that wait."""

from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, HeaderBlock, SectionBlock

from bot.content.wording import Wording
from bot.core.prompts import Locale
from bot.guide import Coaching, Team
from bot.messages import Card
from bot.messages import Proposal as Shown
from handlers.slack import recipe_blocks
from handlers.slack.mrkdwn import escape, note

PLACE = "guide.place"
SHOWN_WAITING = 5
"""Proposals of one team on the page; the next ones come when these are decided."""


def overview(words: Wording, locale: Locale, coaching: Coaching) -> list[Block]:
    """Opens with the talk card; one tap puts it in the channel."""
    theme = words.say(locale, f"theme.{coaching.card.theme}")
    blocks: list[Block] = [
        DividerBlock(),
        HeaderBlock(text=words.say(locale, "guide.title")),
        SectionBlock(text=words.say(locale, "guide.card", theme=theme, question=_question(locale, coaching))),
    ]
    for team in coaching.teams:
        blocks += _team(words, locale, team)
    return [*blocks, note(words.say(locale, "guide.who_sees"))]


def card(words: Wording, shown: Card) -> dict[str, Any]:
    """The card in the channel: a clock, one question, one case, one agreement."""
    locale = shown.locale
    title = words.say(locale, "card.title")
    case = f"*{escape(shown.case.title.said_in(locale))}*\n{escape(shown.case.sentence.said_in(locale))}"
    return {
        "text": f"{title}: {shown.card.question.said_in(locale)}",
        "blocks": [
            HeaderBlock(text=title),
            SectionBlock(text=f"*{escape(shown.card.question.said_in(locale))}*"),
            SectionBlock(text=case),
            SectionBlock(text=words.say(locale, "card.clock")),
            note(words.say(locale, "card.agree")),
        ],
    }


def _team(words: Wording, locale: Locale, team: Team) -> list[Block]:
    channel = f"<#{team.channel.key}>"
    section = SectionBlock(text=words.say(locale, "guide.placed" if team.placed else "guide.team", channel=channel))
    if not team.placed:
        section.accessory = ButtonElement(
            action_id=PLACE, value=team.id, text=words.say(locale, "guide.place"), style="primary"
        )
    waiting = team.waiting[:SHOWN_WAITING]
    proposals = [
        block
        for each in waiting
        for block in recipe_blocks.review(
            words, Shown(each.id.hex(), each.kind, each.text, None, locale), block_id=f"proposal.{each.id.hex()}"
        )
    ]
    if not waiting:
        return [section, note(words.say(locale, "guide.no_proposals"))]
    return [section, note(words.say(locale, "guide.proposals")), *proposals]


def _question(locale: Locale, coaching: Coaching) -> str:
    return escape(coaching.card.question.said_in(locale))
