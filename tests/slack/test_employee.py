"""Everything an employee does, as conversations in both languages, through the real app and the playground."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import appoint
from bot.content import pack
from tests.slack.stage import ADMIN, MONDAY, PEOPLE, Stage, on_stage
from tests.slack.talk import Step, Talk

EXAMPLE = pack.load().templates[0]
NEXT_FRIDAY = "2026-12-04"
ALL_WEEK = (
    "maandag 30 november tot en met vrijdag 4 december",
    "Monday 30 November up to and including Friday 4 December",
)
PLAN = {"cue": "ik vastzit", "deed": "vraag ik Bram", "day": NEXT_FRIDAY}

FLOWS: dict[str, list[Step]] = {
    "the menu, by command": [
        ("types", "/zetje"),
        ("sees", "menu.what"),
        ("taps", "open.rhythm"),
        ("window", "rhythm.title"),
    ],
    "a rhythm of one's own": [
        ("types", ("/zetje ritme", "/zetje rhythm")),
        ("window", "rhythm.title"),
        ("submits", {"morning": "10:45", "pace": "3", "days": ["1", "2", "4"], "themes": ["openheid"]}),
        ("has_no_window",),
        ("opens_home",),
        ("home_shows_words", "10:45"),
        ("home_shows", "pace.3"),
    ],
    "an hour in the quiet hours is explained": [
        ("types", ("/zetje ritme", "/zetje rhythm")),
        ("window", "rhythm.title"),
        ("submits", {"morning": "06:30"}),
        ("is_told", "steer.morning_is_quiet"),
        ("submits", {"morning": "09:30", "quiet_from": "15:00"}),
        ("is_told", "steer.afternoon_is_quiet"),
    ],
    "away until Friday in one line, and taken back": [
        ("types", ("/zetje weg t/m vrijdag", "/zetje away through Friday")),
        ("sees", "away.done", {"span": ALL_WEEK, "back": ("maandag 7 december", "Monday 7 December")}),
        ("taps", "away.take_back"),
        ("sees", "away.taken_back"),
    ],
    "away twice over, and one of them taken back": [
        ("types", ("/zetje weg t/m vrijdag", "/zetje away through Friday")),
        ("sees", "away.done", {"span": ALL_WEEK, "back": ("maandag 7 december", "Monday 7 December")}),
        ("types", ("/zetje weg morgen", "/zetje away tomorrow")),
        (
            "sees",
            "away.done",
            {
                "span": ("dinsdag 1 december", "Tuesday 1 December"),
                "back": ("maandag 7 december", "Monday 7 December"),
            },
        ),
        ("taps", "away.take_back", "2026-12-01"),
        ("sees", "away.taken_back_partly", {"spans": ALL_WEEK}),
    ],
    "away by a window": [
        ("types", ("/zetje weg gisteren", "/zetje away yesterday")),
        ("window", "commitment.doubt.past"),
        ("closes",),
        ("types", ("/zetje weg", "/zetje away")),
        ("window", "away.title"),
        ("submits", {"first": "2026-12-10", "last": "2026-12-01"}),
        ("is_told", "steer.backwards"),
        ("submits", {"first": "2026-12-24", "last": "2027-01-03"}),
        ("has_no_window",),
        ("types", ("/zetje weg", "/zetje away")),
        ("window", "away.take_back"),
        ("chooses", "away.take_back", "2026-12-24"),
    ],
    "a pause and back": [
        ("types", ("/zetje pauze", "/zetje pause")),
        ("sees", "steer.paused"),
        ("types", ("/zetje weg t/m vrijdag", "/zetje away through Friday")),
        ("sees", "away.paused", {"span": ALL_WEEK}),
        ("taps", "away.take_back"),
        ("sees", "away.taken_back_paused"),
        ("types", ("/zetje bilateraal vrijdag", "/zetje one-to-one Friday")),
        ("window", "talk.title"),
        ("submits", {}),
        ("window", "talk.paused"),
        ("closes",),
        ("types", ("/afspraak als ik bel, dan groet ik vrijdag", "/commit if I call, then I say hello Friday")),
        ("window", "commitment.intro"),
        ("submits", {}),
        ("window", "commitment.paused"),
        ("closes",),
        ("opens_home",),
        ("home_shows", "home.paused"),
        ("taps_home", "open.resume"),
        ("window", "steer.resumed"),
    ],
    "stop, and hello again": [
        ("types", "stop"),
        ("sees", "reply.stopped"),
        ("types", ("hallo", "hello")),
        ("sees", "reply.welcome_back"),
        ("types", ("hoi", "hi")),
        ("sees", "reply.greeted"),
    ],
    "later today": [
        ("taps", "nudge.snooze", "hour"),
        ("sees", "nudge.put_off", {"moment": "10:20"}),
        ("opens_home",),
        ("home_shows", "reply.put_off"),
    ],
    "another one after answering, and then enough": [
        ("types", ("/zetje nu", "/zetje now")),
        ("sees", "now.still_open"),
        ("taps", "nudge.answer.done"),
        ("sees", "nudge.received"),
        ("types", ("/zetje nu", "/zetje now")),
        ("sees", "now.on_its_way"),
        ("types", ("/zetje nu", "/zetje now")),
        ("sees", "now.enough"),
    ],
    "help, from any prompt": [
        ("taps", "nudge.menu", "ask"),
        ("window", "ask.intro"),
    ],
    "not clear, why, not for my work": [
        ("taps", "nudge.menu", "unclear"),
        ("sees", "menu.unclear_done"),
        ("taps", "nudge.menu", "why"),
        ("sees_part", "why.because"),
        ("taps", "nudge.menu", "not_mine"),
        ("sees", "menu.not_mine_done"),
        ("taps", "open.now"),
        ("sees", "now.on_its_way"),
    ],
    "a commitment in one line": [
        (
            "types",
            ("/afspraak als ik vastzit, dan vraag ik Bram vrijdag", "/commit if I am stuck, then I ask Bram Friday"),
        ),
        ("window", "commitment.title"),
        ("window_shows", ("vraag ik Bram", "I ask Bram")),
        ("window_shows", ("vrijdag 4 december", "Friday 4 December")),
        ("submits", {}),
        ("window_shows", ("Als ik vastzit, dan vraag ik Bram.", "If I am stuck, then I ask Bram.")),
    ],
    "a day in the cue stays in the cue": [
        (
            "types",
            ("/afspraak als ik het vrijdag niet af heb, dan bel ik", "/commit if I am not done by Friday, then I call"),
        ),
        ("window_shows", ("vrijdag 4 december", "Friday 4 December")),
        ("submits", {}),
        ("window_shows", ("Als ik het vrijdag niet af heb, dan bel ik.", "If I am not done by Friday, then I call.")),
    ],
    "later, typed": [
        ("types", ("later", "later")),
        ("sees", "reply.put_off"),
    ],
    "a commitment without a date, without a cue, in the past": [
        ("types", ("/afspraak", "/commit")),
        ("window", "commitment.intro"),
        ("submits", {"cue": "ik vastzit", "deed": "vraag ik Bram"}),
        ("is_told", "commitment.error.no_day"),
        ("submits", {**PLAN, "cue": " als "}),
        ("is_told", "commitment.error.no_cue"),
        ("submits", {**PLAN, "day": "2026-11-01"}),
        ("is_told", "commitment.error.over"),
        ("submits", PLAN),
        ("window_shows", "ik vastzit"),
    ],
    "a commitment from an example": [
        ("types", ("/afspraak", "/commit")),
        ("window", "commitment.intro"),
        ("chooses", "commitment.example", "0"),
        ("window_shows", (EXAMPLE.cue.nl, EXAMPLE.cue.en)),
        ("submits", {"day": NEXT_FRIDAY}),
        ("window_shows", ":white_check_mark:"),
    ],
    "moved, changed, kept, let go": [
        ("types", ("/afspraak", "/commit")),
        ("submits", PLAN),
        ("window_shows", ":white_check_mark:"),
        ("closes",),
        ("opens_home",),
        ("taps_home", "commitment.menu", "move"),
        ("window", "commitment.new_day"),
        ("submits", {"day": "2026-12-11"}),
        ("closes",),
        ("home_shows_words", ("vrijdag 11 december", "Friday 11 December")),
        ("taps_home", "commitment.menu", "change"),
        ("window", "commitment.change_intro"),
        ("submits", {"deed": "vraag ik Elif"}),
        ("closes",),
        ("home_shows_words", "Elif"),
        ("types", ("/afspraak lijst", "/commit list")),
        ("taps", "commitment.menu", "done"),
        ("sees", "commitment.outcome.done"),
        ("home_shows", "commitment.none"),
    ],
    "three at a time is enough": [
        *[
            step
            for deed in ("een", "twee", "drie")
            for step in (
                ("types", ("/afspraak", "/commit")),
                ("window", "commitment.intro"),
                ("submits", {**PLAN, "deed": deed}),
                ("window_shows", ":white_check_mark:"),
                ("closes",),
            )
        ],
        ("types", ("/afspraak", "/commit")),
        ("sees", "commitment.full"),
    ],
    "one habit at a time": [
        ("types", ("/afspraak", "/commit")),
        ("submits", {**PLAN, "day": None, "habit": ["yes"]}),
        ("window_shows", ":white_check_mark:"),
        ("closes",),
        ("types", ("/afspraak", "/commit")),
        ("submits", {**PLAN, "habit": ["yes"]}),
        ("is_told", "commitment.error.habit_open"),
    ],
    "asking a colleague for help": [
        ("types", ("/zetje hulp", "/zetje ask")),
        ("window", "ask.intro"),
        ("chooses", "ask.hint", ""),
        ("window", "ask.hint.1"),
        ("closes",),
        ("types", ("/zetje hulp", "/zetje ask")),
        ("submits", {"who": "me", "words": "Kijk je mee?"}),
        ("is_told", "ask.yourself"),
        ("submits", {"who": "bram", "words": "Kijk je mee?"}),
        ("window_shows", "> Kijk je mee?"),
        ("submits", {}),
        ("window", "ask.sent"),
    ],
    "a thank-you to send oneself": [
        ("types", ("/zetje bedankt", "/zetje thanks")),
        ("window", "thank.intro"),
        ("submits", {"who": "bram", "words": "Dank je voor de brief."}),
        ("window_shows", "Dank je voor de brief."),
    ],
    "read back what I said": [
        ("types", ("/zetje gezegd", "/zetje said")),
        ("window", "said.nothing"),
        ("closes",),
        ("taps", "nudge.answer.done"),
        ("sees", "nudge.received"),
        ("types", ("/zetje gezegd", "/zetje said")),
        ("window_shows", ("Gedaan", "Done")),
    ],
    "what Zetje knows, and taking it along": [
        ("types", "/zetje privacy"),
        ("window", "data.kept"),
        ("chooses", "open.export", ""),
        ("window", "export.what"),
        ("submits", {}),
        ("window", "export.sent"),
        ("sees", "export.comment"),
    ],
    "erasing everything": [
        ("types", ("/zetje wis", "/zetje erase")),
        ("window", "erase.goes"),
        ("submits", {"sure": ["yes"]}),
        ("window", "erase.done"),
        ("closes",),
        ("types", "/zetje privacy"),
        ("sees", "data.nothing"),
    ],
    "a page for the yearly talk": [
        ("types", ("/zetje mijn jaar", "/zetje my year")),
        ("window", "year.intro"),
        ("submits", {"proud": "Ik belde elke inwoner terug."}),
        ("window", "year.check"),
        ("window_shows", "Ik belde elke inwoner terug."),
        ("submits", {}),
        ("window", "year.sent"),
        ("sees", "year.comment"),
    ],
    "a prompt of one's own, before there is a coach": [
        ("types", ("/recept", "/recipe")),
        ("window", "recipe.intro"),
        ("submits", {"text": ("Bel vandaag een inwoner.", "Call a resident today.")}),
        ("window", "recipe.waits"),
    ],
}


ACTORS = {flow: f"actor{number}" for number, flow in enumerate(FLOWS)}
"""Everybody plays one conversation, so that one stage serves them all."""
EVERYBODY = (*PEOPLE, *ACTORS.values())


@pytest.fixture(scope="module", params=["nl", "en"])
def working(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Monday morning; everybody's nudge is there."""
    folder = tmp_path_factory.mktemp("employee")
    with on_stage(folder, f"sqlite:///{folder}/zetje.db", request.param, people=EVERYBODY) as stage:
        stage.found_team()
        stage.everybody_joins(EVERYBODY)
        stage.move_to(MONDAY)
        stage.until(lambda: all(stage.nudges(name) for name in EVERYBODY))
        yield stage


@pytest.mark.parametrize("flow", FLOWS)
def test_a_conversation(working: Stage, flow: str) -> None:
    Talk(working, ACTORS[flow]).play(FLOWS[flow])


def test_the_colleague_who_is_asked_gets_exactly_what_was_shown(working: Stage) -> None:
    Talk(working, "femke").play(FLOWS["asking a colleague for help"])
    Talk(working, "bram").play([("sees", "ask.answer_directly", {"sender": f"<@{working.ids['femke']}>"})])


def test_a_coach_takes_up_a_proposal_and_the_team_gets_it(working: Stage) -> None:
    Talk(working, ADMIN).play(
        [
            ("types_in", "balie", "/zetje coach"),
            ("window", "coach.who"),
            ("submits", {"who": "bram"}),
            ("window", "coach.named"),
        ]
    )
    text = ("Bel vandaag een inwoner.", "Call a resident today.")
    Talk(working, "anna").play(
        [
            ("types", ("/recept", "/recipe")),
            ("window", "recipe.intro"),
            ("submits", {"text": text}),
            ("window", "recipe.sent"),
        ]
    )
    Talk(working, "bram").play([("taps", "recipe.accept"), ("sees", "recipe.accepted")])
    Talk(working, "chadia").play(
        [
            ("taps", "nudge.answer.done"),
            ("types", ("/zetje nu", "/zetje now")),
            ("sees", "nudge.from_colleague"),
            ("opens_home",),
            ("home_shows", "nudge.from_colleague"),
        ]
    )
    here = working.address(ADMIN)  # the conversations above are about a team without a coach, and may come later
    now, place = working.playground.clock.now(), working.place("balie")
    appoint.relieve_coach(working.zetje.db, here, {here.key}, place, working.address("bram"), now)


def test_a_greeting_is_no_consent(tmp_path: Path) -> None:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db") as stage:
        stage.found_team()
        Talk(stage, "anna").play([("sees", "invitation.what"), ("types", "hallo"), ("sees", "reply.invited")])
        stage.move_to(MONDAY)
        assert stage.nudges("anna") == []
