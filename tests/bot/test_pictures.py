"""The weekly post's picture: the same for LOW, silence and a small team, without a number, and again and again."""

import re
import struct
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot import draw, report
from bot.content import pack, wording
from bot.content.wording import LOCALES
from bot.core import ids, pictures
from bot.core.cells import Cell
from bot.core.disclosure import Label
from bot.core.periods import Period, Question
from bot.core.prompts import Case, Locale, Theme
from bot.core.styles import Logo, Style
from bot.messages import Report
from handlers import paper
from storage import periods, reports, rosters
from tests.bot import paper as looking
from tests.bot.sample import FRIDAY, found_team, team_of

WORDS = wording.load()
PACK = pack.load()
WEEK = Period(2027, 8)
WEEKS = pictures.weeks_up_to(WEEK)
SOME = (WEEKS[1], WEEKS[4], WEEKS[5], WEEKS[11])
HIGHS = st.sets(st.sampled_from(WEEKS)).map(sorted).map(tuple)


def post(
    locale: Locale, *, high: bool, highs: tuple[Period, ...] = (), case: Case = Case.TAKKEN, **more: object
) -> Report:
    shown = (WEEK, *highs) if high else highs
    return replace(
        Report(
            str(WEEK), WEEK.question, high, "team", None, None, PACK.cases[case], PACK.cards[Theme.OPENHEID], locale
        ),
        highs=tuple(sorted(set(shown))),
        **more,  # type: ignore[arg-type]
    )


def drawn(shown: Report, style: Style | None = None) -> bytes:
    return draw.week(paper.week_picture(WORDS, shown), style or Style())


@pytest.mark.parametrize("locale", LOCALES)
def test_low_silence_and_a_small_team_have_the_same_picture_to_the_byte(locale: Locale) -> None:
    """Whatever the question was, and whichever group the team counts in."""
    for highs in ((), SOME):
        quiet = [
            post(locale, high=False, highs=highs, question=question, scope=scope, department=name)
            for question, scope, name in product(Question, ("team", "department", "organisation"), (None, "Ruimte"))
        ]
        assert {paper.week_alt(WORDS, each) for each in quiet} == {paper.week_alt(WORDS, quiet[0])}
        assert {paper.week_picture(WORDS, each) for each in quiet} == {paper.week_picture(WORDS, quiet[0])}
        assert drawn(quiet[0]) == drawn(quiet[-1])
        looking.keep(f"picture-{locale}-{'quiet' if highs else 'first-week'}", drawn(quiet[0]))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", list(Case))
def test_a_picture_is_as_wide_as_a_phone_and_easy_to_read(locale: Locale, case: Case) -> None:
    shown = post(locale, high=True, highs=SOME, case=case)
    png = drawn(shown)
    width, height = struct.unpack(">II", png[16:24])
    assert width == 3 * 360
    assert height < 1.6 * width
    assert min(looking.sizes(draw.week(paper.week_picture(WORDS, shown), Style(), format="pdf"))) >= 14
    looking.keep(f"picture-{locale}-{case}", png)


@settings(deadline=None, max_examples=60)
@given(HIGHS, st.booleans(), st.sampled_from(LOCALES), st.sampled_from(list(Case)), st.sampled_from(list(Question)))
def test_no_picture_and_no_alt_text_has_a_digit(
    highs: tuple[Period, ...], high: bool, locale: Locale, case: Case, question: Question
) -> None:
    shown = post(locale, high=high, highs=highs, case=case, question=question)
    picture = paper.week_picture(WORDS, shown)
    said = [picture.heading, picture.title, picture.label, picture.quarter, picture.note, paper.week_alt(WORDS, shown)]
    said += [name for name, _ in picture.strip.rows] if picture.strip else []
    said += [name for _, name in picture.strip.months] if picture.strip else []
    assert not re.search(r"\d", " ".join(said))


@given(st.dates(date(2026, 11, 30), date(2033, 1, 1)).map(Period.of_day), st.data())
def test_every_team_picture_is_one_dot_in_its_own_row(last: Period, data: st.DataObject) -> None:
    weeks = pictures.weeks_up_to(last)
    highs = data.draw(st.sets(st.sampled_from(weeks)))
    rows = {question: pictures.dots(weeks, highs, question) for question in Question}
    assert {(weeks[place], question) for question, row in rows.items() for place in row} == {
        (week, week.question) for week in highs
    }
    places = [place for place, _ in pictures.months(weeks)]
    assert all(later - earlier > 1 for earlier, later in pairwise(places))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_alt_text_says_what_the_picture_says(locale: Locale) -> None:
    shown = post(locale, high=True, highs=SOME)
    picture, alt = paper.week_picture(WORDS, shown), paper.week_alt(WORDS, shown)
    for words in (picture.heading, picture.title, picture.label, picture.quarter, picture.note):
        assert words in alt
    for week in (*SOME, WEEK):
        assert wording.month(week.monday, locale) in alt
        assert WORDS.say(locale, f"paper.about.{week.question}").lower() in alt


def test_a_logo_that_cannot_be_drawn_is_left_out() -> None:
    shown = post("nl", high=False)
    plain = drawn(shown)
    for content, kind in ((b"no picture", "png"), (b"<svg", "svg"), (looking.LOGO, "jpg")):
        assert drawn(shown, Style(logo=Logo(content, kind))) == plain
    with_logo = drawn(shown, looking.OWN_STYLE)
    assert with_logo != plain
    looking.keep("picture-nl-own-style", with_logo)


def test_a_first_team_picture_is_told_in_words_only() -> None:
    """A strip with one dot, and that of this week, would show what the label says, and much emptiness."""
    assert paper.week_picture(WORDS, post("nl", high=True)).strip is None
    assert paper.week_picture(WORDS, post("nl", high=False, highs=SOME[:1])).strip is not None


def test_the_post_is_made_from_frozen_labels_and_says_the_same_again(db: Engine) -> None:
    """LOW, no label and no cell make the very same message; HIGH of earlier weeks comes back in the strip."""
    found_team(db, 6)
    team = ids.parse(team_of(db))
    cell = str(Cell("team", team.hex()))
    labels = {WEEKS[3]: Label.HIGH, WEEKS[4]: Label.LOW, WEEKS[6]: Label.HIGH, WEEKS[0].previous: Label.HIGH}
    with db.begin() as conn:
        for week in (*labels, WEEK):
            periods.open_once(conn, str(week))
            rosters.keep(conn, str(week), [], {team: cell})
        for week, label in labels.items():
            reports.keep(conn, reports.Report(str(week), cell, week.question, label, FRIDAY))

        def composed() -> Report | None:
            return report.compose(conn, PACK, team, str(WEEK), WEEK.monday)

        silent = composed()
        assert silent is not None
        assert silent.highs == (WEEKS[3], WEEKS[6])
        reports.keep(conn, reports.Report(str(WEEK), cell, WEEK.question, Label.LOW, FRIDAY))
        assert composed() == silent == composed()
