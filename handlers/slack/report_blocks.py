"""How the weekly post looks in Slack. Only the label derives from answers, and it carries no digit (R18)."""

from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock, ImageBlock, SectionBlock
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.content.wording import Wording
from bot.messages import Report
from handlers.slack.mrkdwn import escape, note


def post(words: Wording, report: Report, picture: str | None) -> dict[str, Any]:
    """`picture` is the id of the uploaded picture of the case; without it the words say the same."""
    locale, case = report.locale, report.case
    theme = words.say(locale, f"theme.{report.card.theme}")
    week = words.say(locale, "report.title", week=int(report.period[-2:]), theme=theme)
    blocks: list[Block] = [
        HeaderBlock(text=week),
        SectionBlock(text=f"*{escape(case.title.said_in(locale))}*\n{escape(case.sentence.said_in(locale))}"),
    ]
    if picture:
        blocks.append(ImageBlock(slack_file=SlackFile(id=picture), alt_text=case.alt.said_in(locale)))
    blocks += [
        SectionBlock(text=f"*{words.say(locale, 'report.team')}*\n{team_line(words, report)}"),
        note(words.say(locale, "report.chance")),
        DividerBlock(),
        SectionBlock(text=f"*{words.say(locale, 'report.talk')}*\n{escape(report.card.question.said_in(locale))}"),
        note(words.say(locale, "report.promise")),
    ]
    return {"text": f"{week}. {case.title.said_in(locale)}", "blocks": blocks}


def team_line(words: Wording, report: Report) -> str:
    """The label in words. LOW, silence and a small team read the same (disclosure-policy R4)."""
    lines = [_label(words, report)]
    if report.teams_high:
        lines.append(words.say(report.locale, "report.teams_high", teams=report.teams_high))
    return "\n".join(lines)


def _label(words: Wording, report: Report) -> str:
    if not report.high:
        return words.say(report.locale, "report.no_label")
    who = words.say(report.locale, f"report.scope.{report.scope}", department=escape(report.department or ""))
    return words.say(report.locale, f"report.high.{report.question}", who=who)
