"""How a team starts: nobody is invited before the A4 is clear to three colleagues and the team wrote five prompts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import gather
from handlers.slack.launching_blocks import A4, CLEAR, START, WRITE
from storage import audit
from tests.slack.stage import Stage, on_stage, text_of
from tests.slack.talk import Talk

SENTENCE = ("Elke dag een klein zetje.", "A little push every day.")
PROMPTS = (
    "Bel één inwoner.\nGroet iemand in de hal.\nRuim je bureau op.\n\nWie wacht het langst?\nBedank een collega.",
    "Call a resident.\nGreet somebody in the hall.\nClear your desk.\n\nWho waits longest?\nThank a colleague.",
)


@pytest.fixture(params=["nl", "en"])
def preparing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with on_stage(tmp_path, f"sqlite:///{tmp_path}/zetje.db", request.param) as stage:
        stage.make_team_in_window(coach="bram")
        yield stage


def read(stage: Stage, name: str, role: str) -> None:
    Talk(stage, name).play(
        [
            ("taps_in", "balie", CLEAR),
            ("window", "launch.sentence"),
            ("submits", {"sentence": SENTENCE, "role": role}),
            ("window", "launch.thanks"),
            ("closes",),
        ]
    )


def test_a_team_starts_when_it_is_ready_and_not_before(preparing: Stage) -> None:
    stage, coach = preparing, Talk(preparing, "bram")
    coach.play([("opens_home",), ("home_shows", "launch.readers_missing", {"number": 3}), ("taps_home", A4)])
    coach.play([("window", "launch.sheet_sent"), ("closes",)])
    stage.expects("anna", "sheet.why", "balie")
    coach.play([("taps_home", A4), ("window", "launch.error.sent_today"), ("closes",)])
    Talk(stage, "anna").play(
        [
            ("taps_in", "balie", CLEAR),
            ("window", "launch.sentence"),
            ("submits", {"sentence": " ", "role": "backoffice"}),
            ("is_told", "launch.error.empty"),
            ("closes",),
        ]
    )
    for name, role in (("anna", "balie_kcc"), ("chadia", "backoffice"), ("daan", "vakspecialist")):
        read(stage, name, role)
    coach.play([("opens_home",), ("home_shows", "launch.readers_there"), ("home_shows", "launch.door_missing")])
    assert START not in str(coach.home())
    read(stage, "elif", "bode")
    coach.play([("opens_home",), ("home_shows", "launch.door_there"), ("taps_home", WRITE)])
    coach.play(
        [("window", "launch.write_intro"), ("submits", {"texts": PROMPTS}), ("window", "launch.written"), ("closes",)]
    )
    assert all("join.yes" not in str(stage.messages(name)) for name in ("anna", "femke"))
    coach.play([("opens_home",), ("home_shows", "launch.prompts_there"), ("taps_home", START)])
    coach.play([("window", "launch.started"), ("closes",)])
    for name in ("anna", "femke"):
        stage.expects(name, "invitation.what")
    stage.until(lambda: "guide.place" in str(coach.home()))
    with stage.zetje.db.begin() as conn:
        acts = [entry.act for entry in audit.latest(conn, 9) if entry.act != audit.Act.ROSTER_WRITTEN]
        assert acts[::-1] == ["team_founded", "coach_named", "team_launched"]
        assert audit.broken_at(conn) is None


def test_the_coach_reads_the_sentences_and_not_the_names(preparing: Stage) -> None:
    Talk(preparing, "bram").play([("opens_home",), ("taps_home", A4), ("window", "launch.sheet_sent"), ("closes",)])
    read(preparing, "anna", "balie_kcc")
    talk = Talk(preparing, "bram")
    talk.play([("opens_home",), ("home_shows_words", SENTENCE)])
    page = text_of(talk.home() or {})
    assert preparing.ids["anna"] not in str(talk.home())
    assert "Anna" not in page
    Talk(preparing, "anna").play(
        [
            ("taps_in", "balie", CLEAR),
            ("window", "launch.sentence"),
            ("submits", {"sentence": SENTENCE, "role": "bode"}),
            ("is_told", "launch.error.said_before"),
        ]
    )


def test_before_the_start_one_can_propose_but_not_join(preparing: Stage) -> None:
    Talk(preparing, "anna").play(
        [
            ("opens_home",),
            ("home_shows", "refusal.preparing"),
            ("types", ("hallo", "hello")),
            ("sees", "reply.preparing"),
            ("types", "/zetje mee"),
            ("sees", "refusal.preparing"),
            ("types", ("/recept", "/recipe")),
            ("window", "recipe.intro"),
            ("submits", {"text": ("Bel vandaag een inwoner.", "Call a resident today.")}),
            ("window", "recipe.sent"),
        ]
    )
    preparing.until(lambda: preparing.with_control("bram", "recipe.accept"))


def test_people_come_and_go_with_the_channel(preparing: Stage) -> None:
    """Anna is in two teams, and chooses; when she leaves one, only the other is left."""
    stage, talk = preparing, Talk(preparing, "anna")
    stage.start_team()
    stage.make_team_in_window("post")
    stage.start_team("post")
    stage.tap("anna", "join.yes")
    stage.expects("anna", "welcome.text", hour="09:15")
    balie, post = (is_home(stage, name) for name in ("balie", "post"))
    assert [balie, post] == [True, False]
    talk.play([("types", ("/zetje mijn team", "/zetje my team")), ("window", "belong.choose")])
    talk.play([("submits", {"team": team_of(stage, "post")}), ("window", "belong.moved"), ("closes",)])
    assert is_home(stage, "post")
    talk.play([("types", ("/zetje mijn team", "/zetje my team")), ("window", "belong.choose")])
    talk.play([("submits", {"team": team_of(stage, "balie")})])
    stage.until(lambda: "26 feb" in str((talk.modal() or {}).get("errors")).casefold())  # thirteen weeks later
    talk.play([("closes",)])
    stage.do("leave", user=stage.ids["anna"], channel="post")
    stage.until(lambda: is_home(stage, "balie"))
    talk.play([("types", ("/zetje mijn team", "/zetje my team")), ("sees", "belong.one_team")])


def test_a_user_group_can_be_a_teams_people(preparing: Stage) -> None:
    stage = preparing
    stage.do("change_group", handle="postkamer", users=[stage.ids["anna"]])
    group = stage.playground.control.get("usergroups")[0]["id"]
    stage.make_team_in_window("post", group=group)
    stage.start_team("post")
    stage.do("change_group", handle="postkamer", users=[stage.ids["anna"], stage.ids["bram"]])
    stage.until(lambda: len(gather.homes(stage.zetje.db, stage.address("bram"))) == 2)
    stage.do("change_group", handle="postkamer", users=[stage.ids["bram"]])
    stage.until(lambda: len(gather.homes(stage.zetje.db, stage.address("anna"))) == 1)


def homes(stage: Stage) -> dict[str, gather.Home]:
    names = {each.id: each.name for each in stage.playground.workspace.channels.values()}
    return {names[home.channel.key]: home for home in gather.homes(stage.zetje.db, stage.address("anna"))}


def is_home(stage: Stage, channel: str) -> bool:
    return homes(stage)[channel].own


def team_of(stage: Stage, channel: str) -> str:
    return homes(stage)[channel].team
