"""The weekly posts of the year: each is one of the few that the policy allows, and all of them are attacked.

A post is made again for the same week and team, once with a team picture and once without (and so too for a challenge
that was asked about). What was posted must be one of these, to the letter and to the last byte of its picture: so there
is nothing else in it that answers could tell.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.exc import NoResultFound

from benchmarks.histories.attack import Answer
from benchmarks.histories.life import PACK, WORDS, Week
from benchmarks.year.record import Record
from bot import agree, draw, local, pool
from bot.core import answers, disclosure
from bot.core.addresses import Address
from bot.core.challenges import State
from bot.core.commitments import Plan
from bot.core.periods import ZONE, Period, Question
from bot.core.prompts import Text, Theme
from bot.core.styles import Style
from bot.messages import Report
from handlers import paper
from handlers.slack import report_blocks
from playground.model import Json
from storage import challenges, identities, journal, rosters, tables, teams


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened in a week, at the freeze: its channels and their themes are in the order of team numbers."""

    week: Week
    channels: tuple[str, ...]
    agreed: Mapping[int, Plan]
    """What a team works on, by its number; its members wrote it, and the post says it again."""
    dared: Mapping[int, Text]
    """The challenge that was asked about."""
    themes: Mapping[int, Theme]


def truth(conn: Connection, period: Period, channels: Sequence[Address]) -> Truth:
    """Who was on the roster and what they answered, which only a test may know."""
    code = str(period)
    rows = conn.execute(select(tables.rosters).where(tables.rosters.c.period == code)).all()
    people = {row.person_id: number for number, row in enumerate(rows)}
    ids = [identities.find(conn, channel) for channel in channels]
    cells = {n: cell for n, id in enumerate(ids) if id and (cell := rosters.cells_of_teams(conn, code).get(id))}
    there = {n: frozenset(people[row.person_id] for row in rows if row.cell == cell) for n, cell in cells.items()}
    departments = {n: found.department for n, id in enumerate(ids) if id and (found := teams.get(conn, id))}
    week = Week(code, period.question, disclosure.K_DEFAULT, departments, there, cells)
    for person_id, number in people.items():
        week.answers[number] = _said(conn, period, person_id)
    agreed = {n: plan for n, id in enumerate(ids) if id and (plan := agree.open_of(conn, id, period.posts_at.date()))}
    dared = {n: name for n, id in enumerate(ids) if id and (name := _dare(conn, id, period))}
    themes = {n: local.theme(conn, id, period) for n, id in enumerate(ids) if id}
    return Truth(week, tuple(channel.key for channel in channels), agreed, dared, themes)


def _dare(conn: Connection, team_id: bytes, period: Period) -> Text | None:
    found = (each for each in challenges.of_teams(conn, [team_id]) if each.asked_in == period)
    return next((each.words.name for each in found if each.state is State.PLANNED), None)


def _said(conn: Connection, period: Period, person_id: bytes) -> Answer:
    try:
        kept = journal.of_days(conn, {person_id: identities.data_key(conn, person_id)}, period.days)[person_id]
    except NoResultFound:  # forgotten, with all they said
        return None
    said = [(pool.find(conn, PACK.library, id), answer) for id, answer in kept]
    values = [answers.positive(period.question, prompt, answer) for prompt, answer in said if prompt]
    positive = answers.together(values)
    if positive is None:
        return None
    return int(positive) if period.question is Question.ACTION else (5 if positive else 1)


def weekly(record: Record, channels: Sequence[str]) -> list[Json]:
    """The weekly posts as the chat program received them."""
    posted = (call for call in record.calls if call["what"] == "chat.postMessage" and not call["error"])
    return [call for call in posted if call["args"]["channel"] in channels and _is_weekly(call["args"]["blocks"])]


def _is_weekly(blocks: list[Json]) -> bool:
    return blocks[0]["type"] == "header" and WORDS.say("nl", "report.team") in json.dumps(blocks, ensure_ascii=False)


def read(record: Record, truths: Sequence[Truth]) -> list[Week]:
    """The weeks with what their channels read, for the attack."""
    weeks = []
    for each in truths:
        week = replace(each.week, posts={})
        for call in _of(record, each):
            team = each.channels.index(call["args"]["channel"])
            week.posts.setdefault(team, []).append(json.dumps(call["args"], ensure_ascii=False))
        weeks.append(week)
    return weeks


def faults(record: Record, truths: Sequence[Truth]) -> Iterator[str]:
    """Posts that are none of the few, come at another hour, or not once."""
    highs: dict[str, list[Period]] = {}
    for each in truths:
        period, calls = Period.parse(each.week.topic), _of(record, each)
        if sorted(call["args"]["channel"] for call in calls) != sorted(each.channels):
            yield f"{period}: not one post for every team"
        for call in calls:
            at = datetime.fromisoformat(call["at"]).astimezone(ZONE)
            if not (at.isoweekday() == 2 and (at.hour, at.minute) == (10, 0)):
                yield f"{period}: posted at {at:%a %H:%M}"
            channel = call["args"]["channel"]
            before = highs.setdefault(channel, [])
            found = {made.high for made in _reports(each, channel, before) if _is(record, call["args"], made)}
            if not found:
                yield f"{period}: a post that the policy has no words for"
            before += [period] if found == {True} else []


def _of(record: Record, truth: Truth) -> list[Json]:
    """The posts about that week, by the day they came."""
    day = Period.parse(truth.week.topic).posts_at.date().isoformat()
    return [call for call in weekly(record, truth.channels) if call["at"].startswith(day)]


def _reports(truth: Truth, channel: str, highs: list[Period]) -> Iterator[Report]:
    """All that the policy allows: with a team picture and without; and the same of a challenge that was asked about."""
    dare = truth.dared.get(truth.channels.index(channel))
    for high in (True, False):
        made = _report(truth, channel, highs, high=high)
        yield from (replace(made, challenge=(dare, each)) for each in (True, False)) if dare else (made,)


def _report(truth: Truth, channel: str, highs: list[Period], *, high: bool) -> Report:
    week, team = truth.week, truth.channels.index(channel)
    period = Period.parse(week.topic)
    theme = truth.themes[team]
    first = period.number - 12
    shown = [*(each for each in highs if each.number >= first), *([period] if high else [])]
    cell = week.cells.get(team, "team:")
    return Report(
        period=week.topic,
        question=week.question,
        high=high,
        scope="team" if cell.startswith("team") else "department" if cell.startswith("dep") else "organisation",
        department=week.departments[team],
        teams_high=None,
        case=PACK.cases[period.case(theme)],
        card=PACK.cards[theme],
        locale="nl",
        highs=tuple(shown),
        agreement=truth.agreed.get(team),
    )


def _is(record: Record, posted: Json, made: Report) -> bool:
    picture = next((block["slack_file"]["id"] for block in posted["blocks"] if block["type"] == "image"), None)
    again = report_blocks.post(WORDS, made, picture)
    blocks = [block.to_dict() for block in again["blocks"]]
    same: bool = posted["text"] == again["text"] and posted["blocks"] == json.loads(json.dumps(blocks))
    if not (same and picture):
        return same
    return record.files[picture].content == draw.week(paper.week_picture(WORDS, made), Style())
