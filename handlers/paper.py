"""A team's week and quarter in pictures and on paper: the same in every chat program, so without its markup."""

from collections.abc import Collection
from dataclasses import fields

from bot.content import wording
from bot.content.wording import Wording
from bot.core import pictures
from bot.core.agreements import Agreement
from bot.core.cells import Scope
from bot.core.challenges import said
from bot.core.commitments import Plan
from bot.core.periods import Period, Question
from bot.core.pictures import Strip, WeekPicture
from bot.core.prompts import Locale
from bot.core.teampage import AGREEMENTS_MOST, CHALLENGES_MOST, RECIPE_MOST, TeamPage, Words
from bot.messages import Report
from bot.summarise import Summary


def label(words: Wording, locale: Locale, question: Question, scope: Scope, department: str | None) -> str:
    """HIGH in words; there are no words for anything else (disclosure-policy R4)."""
    who = words.say(locale, f"report.scope.{scope}", department=department or "")
    return words.say(locale, f"report.high.{question}", who=who)


def week_picture(words: Wording, report: Report) -> WeekPicture:
    locale = report.locale
    return WeekPicture(
        lang=locale,
        case=report.case.id,
        heading=words.say(locale, "paper.case"),
        title=report.case.title.said_in(locale),
        label=_label(words, report),
        high=report.high,
        quarter=words.say(locale, "paper.quarter"),
        strip=strip(words, locale, Period.parse(report.period), _in_strip(report)),
        note=_note(words, report),
    )


def week_alt(words: Wording, report: Report) -> str:
    """What the picture says, for who cannot see it."""
    told = _told(words, report.locale, Period.parse(report.period), _in_strip(report))
    quarter = f"{words.say(report.locale, 'paper.quarter')}: {told}." if told else ""
    parts = (report.case.alt.said_in(report.locale), _label(words, report), quarter, _note(words, report))
    return " ".join(part for part in parts if part)


def team_lines(words: Wording, report: Report) -> list[str]:
    """What the post says about the team. LOW, silence and a small team read the same (disclosure-policy R4)."""
    locale, lines = report.locale, [_label(words, report)]
    if report.challenge:
        name, high = report.challenge
        key = "report.challenge_high" if high else "report.challenge_no_label"
        lines.append(words.say(locale, key, name=said(name, locale)))
    if report.teams_high:
        lines.append(words.say(locale, "report.teams_high", teams=report.teams_high))
    return lines


def lines(words: Wording, report: Report) -> list[str]:
    """The post in plain text: the week, its case, what it says about the team, the question for the meeting."""
    locale, theme = report.locale, words.say(report.locale, f"theme.{report.card.theme}")
    return [
        words.say(locale, "report.title", week=Period.parse(report.period).week, theme=theme),
        "",
        report.case.title.said_in(locale),
        report.case.sentence.said_in(locale),
        "",
        words.say(locale, "report.team"),
        *team_lines(words, report),
        words.say(locale, "report.chance"),
        "",
        words.say(locale, "report.talk"),
        report.card.question.said_in(locale),
    ]


def team_page(words: Wording, found: Summary, name: str) -> TeamPage:
    """`name` is what the chat program calls the team's channel."""
    locale = found.locale
    return TeamPage(
        lang=locale,
        name=" · ".join(part for part in (name, found.department) if part),
        span=wording.span(found.first, found.week.days[-1], locale),
        themes=tuple(words.say(locale, f"theme.{theme}") for theme in found.themes),
        challenges=tuple(_dare(words, locale, said(each, locale), high) for each, high in found.challenges)[
            :CHALLENGES_MOST
        ],
        agreements=tuple(_agreed(words, locale, each) for each in found.agreements[:AGREEMENTS_MOST]),
        strip=strip(words, locale, found.week, found.highs),
        pictures=words.say(locale, "paper.dots" if found.highs else "paper.no_dots"),
        sentence=found.sentence,
        recipe=found.recipe[:RECIPE_MOST],
        next_step=_planned(words, locale, found.next_step) if found.next_step else "",
        question=found.card.question.said_in(locale),
        case=found.case.id,
        case_title=found.case.title.said_in(locale),
        case_text=found.case.sentence.said_in(locale),
        words=Words(**{each.name: words.say(locale, f"paper.part.{each.name}") for each in fields(Words)}),
    )


def _in_strip(report: Report) -> tuple[Period, ...]:
    """The weeks of a strip; none at all when only this week would be in it, because the label tells that one."""
    return report.highs if report.highs != (Period.parse(report.period),) else ()


def strip(words: Wording, locale: Locale, last: Period, highs: Collection[Period]) -> Strip | None:
    """None for a team without a picture in that quarter: nothing to look at, and nothing is said about why."""
    if not highs:
        return None
    weeks = pictures.weeks_up_to(last)
    return Strip(
        rows=tuple((_about(words, locale, each), pictures.dots(weeks, highs, each)) for each in Question),
        months=tuple((place, wording.month(day, locale, "abbreviated")) for place, day in pictures.months(weeks)),
    )


def _told(words: Wording, locale: Locale, last: Period, highs: Collection[Period]) -> str:
    """The strip in words, by month: never a number."""
    months: dict[str, list[str]] = {}
    for week in pictures.weeks_up_to(last):
        if week in highs:
            about = _about(words, locale, week.question).lower()
            months.setdefault(wording.month(week.monday, locale, "wide"), []).append(about)
    return "; ".join(f"{month}: {', '.join(about)}" for month, about in months.items())


def _label(words: Wording, report: Report) -> str:
    if report.high:
        return label(words, report.locale, report.question, report.scope, report.department)
    return words.say(report.locale, "report.no_label")


def _dare(words: Wording, locale: Locale, name: str, high: bool) -> str:
    """A challenge by its name; what came of it only where that was a team picture."""
    return words.say(locale, "report.challenge_high", name=name) if high else name


def _agreed(words: Wording, locale: Locale, agreement: Agreement) -> str:
    sentence = words.say(locale, "commitment.sentence", cue=agreement.plan.cue, deed=agreement.plan.deed)
    outcome = words.say(locale, f"agree.outcome.{agreement.outcome}") if agreement.outcome else ""
    return f"{sentence} ({outcome})" if outcome else sentence


def _planned(words: Wording, locale: Locale, plan: Plan) -> str:
    sentence = words.say(locale, "commitment.sentence", cue=plan.cue, deed=plan.deed)
    return f"{sentence} ({wording.day(plan.day, locale)})"


def _about(words: Wording, locale: Locale, question: Question) -> str:
    return words.say(locale, f"paper.about.{question}")


def _note(words: Wording, report: Report) -> str:
    return words.say(report.locale, "paper.strip_note" if _in_strip(report) else "report.chance")
