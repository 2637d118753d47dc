"""How the weekly post looks in Slack. Only the label derives from answers, and it carries no digit (R18)."""

from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock, ImageBlock, SectionBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.content.wording import Wording
from bot.core import orders
from bot.core.cells import Scope
from bot.core.periods import Period, Question
from bot.core.prompts import Locale
from bot.messages import Report
from handlers import paper
from handlers.slack import agreeing_blocks, phrasing_blocks
from handlers.slack.mrkdwn import escape, note


def post(words: Wording, report: Report, picture: str | None) -> dict[str, Any]:
    """`picture` is the id of the uploaded picture; without it the words tell the week all the same."""
    locale, case = report.locale, report.case
    theme = words.say(locale, f"theme.{report.card.theme}")
    week = words.say(locale, "report.title", week=int(report.period[-2:]), theme=theme)
    title, sentence = escape(case.title.said_in(locale)), escape(case.sentence.said_in(locale))
    blocks: list[Block] = [HeaderBlock(text=week)]
    if picture:  # the title stands in it
        blocks.append(ImageBlock(slack_file=SlackFile(id=picture), alt_text=paper.week_alt(words, report)))
    blocks += [
        SectionBlock(text=sentence if picture else f"*{title}*\n{sentence}"),
        SectionBlock(text=f"*{words.say(locale, 'report.team')}*\n{team_line(words, report)}"),
        note(words.say(locale, "report.chance")),
        *_agreed(words, report),
        *([note(phrasing_blocks.line(words, locale, report.sentence))] if report.sentence else []),
        DividerBlock(),
        SectionBlock(text=f"*{words.say(locale, 'report.talk')}*\n{escape(report.card.question.said_in(locale))}"),
        *_vote(words, report),
        note(words.say(locale, "report.promise")),
    ]
    return {"text": f"{week}. {case.title.said_in(locale)}", "blocks": blocks}


def team_line(words: Wording, report: Report) -> str:
    return escape("\n".join(paper.team_lines(words, report)))


def label(words: Wording, locale: Locale, question: Question, scope: Scope, department: str | None) -> str:
    """HIGH in words; there are no words for anything else."""
    return escape(paper.label(words, locale, question, scope, department))


def _vote(words: Wording, report: Report) -> list[Block]:
    """It is posted in the week after the one it tells of; what it says of the vote is the same for every team."""
    open_now = orders.is_voted_in(Period.parse(report.period).next)
    return [SectionBlock(text=words.say(report.locale, "report.vote"))] if open_now else []


def _agreed(words: Wording, report: Report) -> list[Block]:
    if report.agreement is None:
        return []
    plan = agreeing_blocks.sentence(words, report.locale, report.agreement)
    return [SectionBlock(text=f"*{words.say(report.locale, 'report.agreement')}*\n> {plan}")]
