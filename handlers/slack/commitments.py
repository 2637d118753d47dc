"""Commitments: made in a window that helps, or in one line; listed, moved, changed, let go."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot import commit, dates, enrol
from bot.commit import Refusal
from bot.content import wording
from bot.core import commitments as arcs
from bot.core import timing
from bot.core.commitments import Commitment, Outcome, Plan
from bot.core.members import Member, Standing
from bot.dates import Doubt, Found
from handlers.slack import commitment_blocks, home, visiting
from handlers.slack.commitment_blocks import CUE, DAY, DEED, HABIT, Draft
from handlers.slack.fields import Filled, carried
from handlers.slack.listening import Asked
from handlers.slack.visiting import Visit, by_button, soon

LIST = frozenset({"lijst", "list", "toon", "show", "mijn", "mine"})
OPENINGS = ("als ", "if ", "when ", "wanneer ", "zodra ")
LINKS = ("dan ", "then ")
BESIDE = {
    Refusal.NO_CUE: CUE,
    Refusal.NO_DEED: DEED,
    Refusal.OVER: DAY,
    Refusal.TOO_FAR: DAY,
    Refusal.HABIT_OPEN: HABIT,
    Refusal.HABIT_RESTS: HABIT,
}
OUTCOMES = {"done": Outcome.DONE, "partly": Outcome.PARTLY, "drop": Outcome.DROPPED}


def open_window(visit: Visit) -> None:
    """`/afspraak`, alone or with a whole plan in one line: what was understood is shown before it counts."""
    if visit.words.casefold() in LIST:
        show_list(visit)
        return
    if not _takes_part(visit.member):
        visit.say("refusal.stranger")
        return
    mine = commit.mine(visit.asked.db, visit.asked.person)
    if sum(each.is_open for each in mine) >= arcs.MOST_OPEN:
        visit.show(_with_sentence(visit, "commitment.full", mine))
        return
    visit.open(_view(visit, understand(visit)))


def open_smaller(visit: Visit, commitment: Commitment) -> None:
    """After "not yet": a smaller step, or another date."""
    draft = commitment_blocks.draft_of(commitment, "commitment.smaller")
    visit.open(_view(visit, replace(draft, day=None)))


def show_list(visit: Visit) -> None:
    mine = commit.mine(visit.asked.db, visit.asked.person)
    visit.show(commitment_blocks.listed(visit.asked.words, visit.locale, mine))


def understand(visit: Visit) -> Draft:
    """What a line of words says: the cue, the deed and the day."""
    if not visit.words or visit.member is None:
        return Draft()
    today = timing.local_day(visit.asked.now, visit.member.rhythm.zone)
    cue, deed = arcs.sounds_like(visit.words) or ("", _without(visit.words, LINKS))
    day = dates.find_day(deed, today)
    if isinstance(day, Found):
        deed = day.rest
    elif day is Doubt.NONE_FOUND and cue:
        day = dates.find_day(cue, today)  # "als ik vrijdag …": a day to look back on, but a part of the cue too
    known = day.day if isinstance(day, Found) else None
    draft = Draft(cue[: arcs.MOST_CHARACTERS], deed[: arcs.MOST_CHARACTERS], known)
    return replace(draft, understood=_understood(visit, day))


def on_example(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, asked: Asked) -> None:
    ack()
    member, view = enrol.find(asked.db, asked.person), body["view"]
    number, templates = visiting.value_of(action), asked.around.pack.templates
    if member is None or not number.isdecimal() or int(number) >= len(templates):
        return
    filled, chosen = Filled(view), templates[int(number)]
    draft = Draft(
        cue=chosen.cue.said_in(member.locale),
        deed=chosen.deed.said_in(member.locale),
        day=filled.day(DAY),
        turn=int(carried(view).get("turn") or 0) + 1,
    )
    again = commitment_blocks.window(asked.words, member.locale, asked.around.pack, draft)
    asked.later(lambda: client.views_update(view_id=view["id"], view=again))


def on_submit(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    member, filled = enrol.find(asked.db, asked.person), Filled(view)
    if member is None:
        ack(response_action="errors", errors={filled.block(CUE): asked.say("commitment.error.stranger")})
        return
    habit, day = bool(filled.many(HABIT)), filled.day(DAY)
    if day is None and not habit:
        sentence = asked.say("commitment.error.no_day", member.locale)
        ack(response_action="errors", errors={filled.block(DAY): sentence})
        return
    today = timing.local_day(asked.now, member.rhythm.zone)
    plan = Plan(_without(filled.text(CUE), OPENINGS), _without(filled.text(DEED), LINKS), day or today, habit)
    _finish(ack, asked, client, member, filled, view["id"], str(carried(view).get("commitment", "")), plan)


def on_move(ack: Ack, view: dict[str, Any], client: WebClient, asked: Asked) -> None:
    member, filled = enrol.find(asked.db, asked.person), Filled(view)
    name, day = str(carried(view).get("commitment", "")), filled.day(DAY)
    found = _mine(asked, name)
    if member is None or found is None or day is None:
        ack(response_action="errors", errors={DAY: asked.say("commitment.error.unknown")})
        return
    _finish(ack, asked, client, member, filled, view["id"], name, replace(found.plan, day=day))


def on_menu(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
) -> None:
    ack()
    soon(by_button(body, action, client, respond, asked), _choose)


def _finish(
    ack: Ack, asked: Asked, client: WebClient, member: Member, filled: Filled, window: str, name: str, plan: Plan
) -> None:
    if name:
        outcome = commit.change(asked.db, asked.person, name, plan, asked.holidays, asked.now)
    else:
        outcome = commit.make(asked.db, asked.person, plan, asked.holidays, asked.now, window)
    if isinstance(outcome, Refusal):
        beside = filled.block(BESIDE.get(outcome, DAY if filled.day(DAY) else DEED))
        ack(response_action="errors", errors={beside: asked.say(f"commitment.error.{outcome}", member.locale)})
        return
    text = commitment_blocks.kept(asked.words, member.locale, outcome)
    if member.standing is Standing.PAUSED:
        text = f"{text}\n{asked.say('commitment.paused', member.locale)}"
    ack(response_action="update", view=_done(asked, member, text))
    asked.later(home.refresh, asked, client)


def _choose(visit: Visit) -> None:
    choice, _, name = visit.value.partition(":")
    found = _mine(visit.asked, name)
    if found is None:
        visit.say("commitment.error.unknown")
    elif choice == "move":
        visit.open(commitment_blocks.move_window(visit.asked.words, visit.locale, found))
    elif choice == "change":
        visit.open(_view(visit, commitment_blocks.draft_of(found, "commitment.change_intro")))
    elif choice in OUTCOMES:
        _settle(visit, name, OUTCOMES[choice])


def _settle(visit: Visit, name: str, outcome: Outcome) -> None:
    asked = visit.asked
    commit.settle(asked.db, asked.person, name, outcome, asked.holidays, asked.now)
    if visit.respond is not None:
        mine = commit.mine(asked.db, asked.person)
        visit.show(commitment_blocks.listed(asked.words, visit.locale, mine), replace=True)
    elif visit.window:
        mine = commit.mine(asked.db, asked.person)
        message = commitment_blocks.listed(asked.words, visit.locale, mine)
        visit.client.views_update(view_id=visit.window, view=visit.notice(message["blocks"]))
    home.refresh(asked, visit.client)


def _with_sentence(visit: Visit, key: str, mine: list[Commitment]) -> dict[str, Any]:
    message = commitment_blocks.listed(visit.asked.words, visit.locale, mine)
    return message | {"blocks": [SectionBlock(text=visit.text(key)), *message["blocks"]]}


def _understood(visit: Visit, day: Found | Doubt) -> str:
    if isinstance(day, Found):
        return visit.text("commitment.understood", day=wording.day(day.day, visit.locale))
    return visit.text(f"commitment.doubt.{day}")


def _view(visit: Visit, draft: Draft) -> View:
    return commitment_blocks.window(visit.asked.words, visit.locale, visit.asked.around.pack, draft)


def _done(asked: Asked, member: Member, text: str) -> View:
    return View(
        type="modal",
        title=asked.say("commitment.title", member.locale),
        close=asked.say("modal.close", member.locale),
        blocks=[SectionBlock(text=text)],
    )


def _mine(asked: Asked, name: str) -> Commitment | None:
    return next((each for each in commit.mine(asked.db, asked.person) if each.id.hex() == name), None)


def _takes_part(member: Member | None) -> bool:
    return member is not None and member.takes_part


def _without(words: str, openings: tuple[str, ...]) -> str:
    """People write "als" again where the label says it already."""
    words = " ".join(words.split()) + " "
    opening = next((each for each in openings if words.casefold().startswith(each)), "")
    return words[len(opening) :].rstrip(" .,")


def register(app: App) -> None:
    app.action(commitment_blocks.EXAMPLE)(on_example)
    app.action(commitment_blocks.MENU)(on_menu)
    app.view(commitment_blocks.MODAL)(on_submit)
    app.view(commitment_blocks.MOVE)(on_move)
