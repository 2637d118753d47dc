"""The page for the jaargesprek: made by its owner, for its owner only (content-spec §9)."""

from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot import commit, draw, enrol, look
from bot.content import wording
from bot.core import timing
from bot.core.members import Member
from bot.core.yearpage import LESSON_MOST, PLAN_MOST, YearPage
from bot.look import Said
from handlers.slack import fields, files, visiting, year_blocks
from handlers.slack.fields import Filled
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit
from handlers.slack.year_blocks import CUE, DAY, DEED, HELPED, LEARNT, NEEDS, PLANS, PROUD

PAGES_OF_ANSWERS = 5


def open_window(visit: Visit) -> None:
    if visit.member is None or visit.member.since is None:
        visit.say("refusal.stranger")
        return
    asked = visit.asked
    mine = commit.mine(asked.db, asked.person)[::-1]
    visit.open(year_blocks.window(asked.words, visit.locale, mine, _answers(asked)))


def on_submit(ack: Ack, view: dict[str, Any], asked: Asked) -> None:
    member = enrol.find(asked.db, asked.person)
    if member is None:
        ack()
        return
    carried = _carried(Filled(view))
    page = _page(asked, member, "", carried)
    ack(response_action="push", view=year_blocks.preview(asked.words, member.locale, page, carried))


def on_make(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    member = enrol.find(asked.db, asked.person)
    if member is None:
        ack()
        return
    ack(response_action="update", view=year_blocks.told(asked.words, member.locale, "year.making"))
    kept = fields.carried(view)
    visiting.finish(asked, client, view["id"], lambda: _make(asked, client, member, kept))


def _make(asked: Asked, client: WebClient, member: Member, carried: dict[str, Any]) -> View:
    words, locale = asked.words, member.locale
    user = client.users_info(user=asked.person.key)["user"]
    page = _page(asked, member, str(user.get("real_name") or user.get("name") or ""), carried)
    day, headings = wording.full_date(page.day, locale), year_blocks.headings(words, locale)
    pdf = draw.year_page(page, locale, day, headings, asked.around.style)
    name = asked.say("year.file", locale)
    sent = files.give(asked, client, {name: pdf}, asked.say("year.comment", locale))
    return year_blocks.told(words, locale, "year.sent" if sent else "export.failed")


def _carried(filled: Filled) -> dict[str, Any]:
    """What the preview has to remember; little enough for Slack's 3,000 characters."""
    day = filled.day(DAY)
    texts = {name: filled.text(name) for name in (PROUD, HELPED, NEEDS, CUE, DEED)}
    return {
        **texts,
        PLANS: filled.many(PLANS),
        LEARNT: filled.many(LEARNT),
        DAY: day.isoformat() if day else "",
    }


def _page(asked: Asked, member: Member, name: str, carried: dict[str, Any]) -> YearPage:
    words, locale = asked.words, member.locale
    plans = {each.id.hex(): each for each in commit.mine(asked.db, asked.person)}
    said = {each.nudge_id: each for each in _answers(asked)}
    day = date.fromisoformat(carried[DAY]) if carried.get(DAY) else None
    return YearPage(
        name=name,
        proud=str(carried.get(PROUD, "")),
        commitments=tuple(
            fields.short(year_blocks.plan_on_page(words, locale, plans[each]), PLAN_MOST)
            for each in carried.get(PLANS, [])
            if each in plans
        ),
        learnt=tuple(_learnt(said[each], asked, member) for each in carried.get(LEARNT, []) if each in said),
        helped=str(carried.get(HELPED, "")),
        needs=str(carried.get(NEEDS, "")),
        next_step=year_blocks.next_step(words, locale, str(carried.get(CUE, "")), str(carried.get(DEED, "")), day),
        day=timing.local_day(asked.now, member.rhythm.zone),
    )


def _learnt(said: Said, asked: Asked, member: Member) -> str:
    return fields.short(year_blocks.lesson(asked.words, member.locale, said), LESSON_MOST)


def _answers(asked: Asked) -> list[Said]:
    """Own answers in words; a deed that was done has nothing to read, and commitments have a part of their own."""
    found: list[Said] = []
    for _page_number in range(PAGES_OF_ANSWERS):
        answers, more = look.back(asked.db, asked.rules.library, asked.person, len(found))
        found += answers
        if not more:
            break
    return [each for each in found if each.answer.startswith(("text:", "choice:")) and not each.prompt.looks_back]


def register(app: App) -> None:
    app.view(year_blocks.MODAL)(on_submit)
    app.view(year_blocks.PREVIEW)(on_make)
