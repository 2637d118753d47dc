"""How the coach's side looks in Slack: talk cards, own teams, what runs, proposals that wait, what the channel saw."""

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    SectionBlock,
)

from bot.content.wording import Wording
from bot.core.prompts import Locale
from bot.guide import Coaching, Seen, Team
from bot.messages import Card
from bot.messages import Proposal as Shown
from handlers.slack import (
    agreeing_blocks,
    broadcast_blocks,
    challenge_blocks,
    launching_blocks,
    phrasing_blocks,
    recipe_blocks,
    report_blocks,
    rotating_blocks,
)
from handlers.slack.mrkdwn import escape, note

PLACE, SUMMARY = "guide.place", "guide.summary"
SHOWN_TEAMS = 8
"""Teams on the page: Slack takes a hundred blocks."""
SHOWN_WAITING = 3
"""Proposals of one team on the page; the next ones come when these are decided."""


def overview(words: Wording, locale: Locale, coaching: Coaching) -> list[Block]:
    """Opens with the talk card and its one button; what the coach decides comes after it."""
    blocks: list[Block] = [DividerBlock(), HeaderBlock(text=words.say(locale, "guide.title"))]
    if any(team.preparing is None for team in coaching.teams):
        blocks.append(note(words.say(locale, "guide.cards")))
    for team in coaching.teams[:SHOWN_TEAMS]:
        blocks += _team(words, locale, team)
    blocks += _running(words, locale, coaching)
    return [*blocks, note(words.say(locale, "guide.who_sees"))]


def card(words: Wording, shown: Card) -> dict[str, Any]:
    """The card in the channel: a clock, the team's latest picture, one question, one case, one thing to choose."""
    locale = shown.locale
    title = words.say(locale, "card.recipe" if shown.card.sentence else "card.title")
    case = f"*{escape(shown.case.title.said_in(locale))}*\n{escape(shown.case.sentence.said_in(locale))}"
    chosen = phrasing_blocks.button if shown.card.sentence else agreeing_blocks.button
    latest = [note(report_blocks.label(words, locale, *shown.high))] if shown.high else []
    return {
        "text": f"{title}: {shown.card.question.said_in(locale)}",
        "blocks": [
            HeaderBlock(text=title),
            *latest,
            SectionBlock(text=f"*{escape(shown.card.question.said_in(locale))}*"),
            SectionBlock(text=case),
            SectionBlock(text=words.say(locale, "card.clock")),
            note(words.say(locale, "card.sentence" if shown.card.sentence else "card.agree")),
            ActionsBlock(elements=[chosen(words, locale, shown.team)]),
        ],
    }


def _team(words: Wording, locale: Locale, team: Team) -> Iterator[Block]:
    channel = f"<#{team.channel.key}>"
    if team.preparing:
        yield from launching_blocks.overview(words, locale, team.id, channel, team.preparing)
    else:
        yield _card(words, locale, team, channel)
        yield from _lately(words, locale, team)
        yield ActionsBlock(block_id=f"team.{team.id}", elements=_team_buttons(words, locale, team))
    waiting = team.waiting[:SHOWN_WAITING]
    if waiting:
        yield note(words.say(locale, "guide.proposals"))
    for each in waiting:
        shown = Shown(each.id.hex(), each.kind, each.text, None, locale)
        yield from recipe_blocks.review(words, shown, block_id=f"proposal.{each.id.hex()}")


def _card(words: Wording, locale: Locale, team: Team, channel: str) -> SectionBlock:
    theme = words.say(locale, f"theme.{team.card.theme}")
    question = escape(team.card.question.said_in(locale))
    text = words.say(locale, "guide.card", channel=channel, theme=theme, question=question)
    if team.placed:
        return SectionBlock(text=f"{text}\n{words.say(locale, 'guide.placed')}")
    place = ButtonElement(action_id=PLACE, value=team.id, text=words.say(locale, "guide.place"), style="primary")
    return SectionBlock(text=text, accessory=place)


def _lately(words: Wording, locale: Locale, team: Team) -> Iterator[Block]:
    """What the team chose and agreed on, and what the channel has seen; nothing more (content-spec §8)."""
    chosen = [phrasing_blocks.line(words, locale, team.sentence)] if team.sentence else []
    if team.agreement:
        plan = agreeing_blocks.sentence(words, locale, team.agreement)
        chosen.append(f"{words.say(locale, 'guide.agreement')} {plan}")
    if chosen:
        yield note("\n".join(chosen))
    if team.seen:
        lines = "\n".join(_seen(words, locale, each) for each in team.seen)
        yield note(f"{words.say(locale, 'guide.seen')}\n{lines}")


def _seen(words: Wording, locale: Locale, seen: Seen) -> str:
    label = report_blocks.label(words, locale, seen.question, seen.scope, None) if seen.high else None
    return words.say(locale, "guide.week", week=seen.period.week, label=label or words.say(locale, "report.no_label"))


def _team_buttons(words: Wording, locale: Locale, team: Team) -> Sequence[ButtonElement]:
    return [
        agreeing_blocks.button(words, locale, team.id),
        phrasing_blocks.button(words, locale, team.id),
        ButtonElement(action_id=SUMMARY, value=team.id, text=words.say(locale, "summary.open")),
        ButtonElement(action_id=rotating_blocks.OPEN, value=team.id, text=words.say(locale, "rotate.open")),
    ]


def _running(words: Wording, locale: Locale, coaching: Coaching) -> Iterator[Block]:
    """Challenges and messages: those there are, and beginning a new one."""
    yield note(words.say(locale, "guide.running"))
    yield from challenge_blocks.for_coach(words, locale, coaching.challenges)
    yield from broadcast_blocks.for_coach(words, locale, coaching.broadcasts)
    doors = ("challenge", "broadcast")
    yield ActionsBlock(
        block_id="guide.new",
        elements=[ButtonElement(action_id=f"open.{door}", text=words.say(locale, f"door.{door}")) for door in doors],
    )
