"""A team's week and quarter in pictures and on paper: the same in every chat program, so without its markup."""

from collections.abc import Collection

from bot.content import wording
from bot.content.wording import Wording
from bot.core import pictures
from bot.core.cells import Scope
from bot.core.periods import Period, Question
from bot.core.pictures import Strip, WeekPicture
from bot.core.prompts import Locale
from bot.messages import Report


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
        strip=strip(words, locale, Period.parse(report.period), report.highs),
        note=_note(words, report),
    )


def week_alt(words: Wording, report: Report) -> str:
    """What the picture says, for who cannot see it."""
    told = _told(words, report.locale, Period.parse(report.period), report.highs)
    quarter = f"{words.say(report.locale, 'paper.quarter')}: {told}." if told else ""
    parts = (report.case.alt.said_in(report.locale), _label(words, report), quarter, _note(words, report))
    return " ".join(part for part in parts if part)


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


def _about(words: Wording, locale: Locale, question: Question) -> str:
    return words.say(locale, f"paper.about.{question}")


def _note(words: Wording, report: Report) -> str:
    return words.say(report.locale, "paper.strip_note" if report.highs else "report.chance")
