"""What people do with each other in a year: help, thanks, agreements, challenges, messages, and the team's A4.

Their words carry marks too, which may be where their author sent them, and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.year.town import Shared, Town, until
from bot.demo.cast import Cast
from bot.demo.municipality import Team
from handlers.slack import agreeing_blocks, broadcast_blocks, challenge_blocks, guide_blocks
from playground.model import Json


@dataclass
class Sharing:
    """`teams` are taken in turn, one for every two weeks."""

    town: Town
    cast: Cast
    teams: tuple[Team, ...]
    agreed: str = ""
    """The mark in the newest agreement."""

    @property
    def needed(self) -> set[str]:
        """Those who do it all: they stay the whole year."""
        return {name for team in self.teams for name in (team.coach, *team.people[:2])}

    def asks_for_help(self, team: Team, _today: date) -> None:
        asker, helper = self._ids(*team.people[:2])
        mark = self._share(Shared(frozenset({helper}), frozenset({asker}), frozenset({asker, helper})))
        self.town.command(team.people[0], "/zetje hulp")
        self.town.submit(team.people[0], "ask", {"who": helper, "words": f"Kijk je mee met {mark}?"})
        self.town.submit(team.people[0], "ask.preview", {})
        until(lambda: self._reads(helper, self.town.app, mark))
        self.town.close(team.people[0])

    def thanks(self, team: Team, _today: date) -> None:
        """The bot sends nothing: it shows the words, to copy."""
        me, other = self._ids(team.people[1], team.people[0])
        mark = self._share(Shared(frozenset(), frozenset({me}), frozenset({other})))
        self.town.command(team.people[1], "/zetje bedankt")
        self.town.submit(team.people[1], "thank", {"who": other, "words": f"Dank je voor {mark}."})
        self._closes(team.people[1], lambda view: mark in str(view))

    def agrees(self, team: Team, today: date) -> None:
        """Over the talk card, which the coach puts in the channel."""
        name = team.people[1]
        keeper, coach = self._ids(name, team.coach)
        room = self.cast.channels[team.channel]
        self.agreed = self._share(Shared(frozenset({room}), frozenset({keeper, coach}), frozenset({keeper})))
        self.cast.tap_home(team.coach, guide_blocks.PLACE, team.channel)
        self.cast.tap_in(team.channel, keeper, agreeing_blocks.MAKE)
        day = (today + timedelta(days=9)).isoformat()
        words = {"cue": f"iemand wacht op {self.agreed}", "deed": "bellen we meteen", "day": day}
        self.town.submit(name, agreeing_blocks.MODAL, words)
        until(lambda: self._reads(keeper, room, self.agreed))

    def looks_back(self, team: Team, _today: date) -> None:
        keeper, room = self.cast.ids[team.people[1]], self.cast.channels[team.channel]
        message = until(lambda: self._with(keeper, room, f"'{agreeing_blocks.SETTLE}'"))
        [how] = [each for block in message["blocks"] for each in block.get("elements", []) if "options" in each]
        place = {"channel": room, "ts": message["ts"], "action_id": agreeing_blocks.SETTLE}
        self.cast.control.do("click", user=keeper, value=how["options"][0]["value"], **place)
        until(lambda: not self._with(keeper, room, f"'{agreeing_blocks.SETTLE}'"))

    def dares(self, team: Team, _today: date) -> None:
        """For next week, which is what the window proposes."""
        room, joiner = self.cast.channels[team.channel], self.cast.ids[team.people[0]]
        everybody = frozenset(self._ids(*team.people, team.coach))
        mark = self._share(Shared(frozenset({room, joiner}), everybody))
        self.town.command(team.coach, "/uitdaging")
        words = {"name": f"Groet {mark}", "deed": f"Groet elke bezoeker met {mark}."}
        self._plans(team, "challenge", words, challenge_blocks.PLAN)

    def joins(self, team: Team, _today: date) -> None:
        self.cast.tap_in(team.channel, self.cast.ids[team.people[0]], challenge_blocks.JOIN)

    def sends_to_the_channel(self, team: Team, today: date) -> None:
        self._sends(team, today, frozenset({self.cast.channels[team.channel]}), broadcast_blocks.CHANNELS)

    def sends_to_everybody(self, team: Team, today: date) -> None:
        self._sends(team, today, frozenset(self._ids(*team.people)), broadcast_blocks.MEMBERS)

    def wants_the_a4(self, team: Team, _today: date) -> None:
        files = self.town.playground.workspace.files
        before = set(files)  # not how many: yesterday's may be taken away meanwhile
        self.cast.tap_home(team.coach, guide_blocks.SUMMARY, team.channel)
        until(lambda: files.keys() - before)
        self._closes(team.coach, lambda _: True)

    def _sends(self, team: Team, today: date, to: frozenset[str], way: str) -> None:
        mark = self._share(Shared(to, frozenset(self._ids(team.coach))))
        self.town.command(team.coach, "/zetje bericht")
        day = (today + timedelta(days=1)).isoformat()
        words = {"text": f"Morgen is de balie dicht: {mark}.", "to": way, "day": day, "at": "10:00"}
        self._plans(team, "broadcast", words, broadcast_blocks.PLAN)

    def _plans(self, team: Team, window: str, words: Json, plan: str) -> None:
        """Fills the window in, reads what it will be like, and says yes."""
        view = until(lambda: self.town.top(team.coach, window))
        self.town.submit(team.coach, window, words | {"teams": [_box(view, self.cast.channels[team.channel])]})
        preview = until(lambda: self._top_with(team.coach, plan))
        place = next(block["block_id"] for block in preview["blocks"] if f"'{plan}'" in str(block))
        me = self.cast.ids[team.coach]
        self.cast.control.do("click", user=me, view_id=preview["id"], block_id=place, action_id=plan)
        self._closes(team.coach, lambda view: f"'{plan}'" not in str(view))

    def _closes(self, name: str, is_there: Callable[[Json], bool]) -> None:
        """Once the window shows what it should."""
        me = self.cast.ids[name]
        until(lambda: (view := self.cast.control.modal(me)) and is_there(view))
        self.town.close(name)

    def _top_with(self, name: str, action_id: str) -> Json | None:
        view = self.cast.control.modal(self.cast.ids[name])
        return view if view and f"'{action_id}'" in str(view["blocks"]) else None

    def _reads(self, person: str, channel: str, words: str) -> bool:
        return self._with(person, channel, words) is not None

    def _with(self, person: str, channel: str, words: str) -> Json | None:
        found = self.cast.control.messages(user=person, channel=channel)
        return next((each for each in found if words in str(each.get("blocks"))), None)

    def _share(self, shared: Shared) -> str:
        return self.town.marks.share(shared)

    def _ids(self, *names: str) -> list[str]:
        return [self.cast.ids[name] for name in names]


def _box(view: Json, channel: str) -> str:
    """What stands for the team of that channel among the boxes to tick."""
    boxes = [option for block in view["blocks"] for option in (block.get("element") or {}).get("options", [])]
    return next(str(each["value"]) for each in boxes if f"<#{channel}>" in str(each["text"]))
