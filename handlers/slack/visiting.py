"""A visit: somebody wants something, by a command or by a button, in a message, in a window or at home.

What it leads to is the same everywhere; only how to answer differs. A feature registers its doors, and a door is
opened by its name: that of a word after /zetje and that of a button.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot import enrol
from bot.core.members import Member
from bot.core.prompts import Locale
from handlers.slack import errors
from handlers.slack.listening import Asked

logger = logging.getLogger(__name__)

ACK_SECONDS = 0.5
"""By then an ack has arrived, unless the connection is in trouble."""
TOO_LATE = {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "invalid_trigger_id"}


@dataclass(frozen=True)
class Visit:
    """`words` is what was typed after the command, `value` what the button carried.

    `respond` is None where there is no message to answer: at home, and in a window, where `window` names it.
    """

    asked: Asked
    client: WebClient
    trigger_id: str
    respond: Respond | None = None
    words: str = ""
    value: str = ""
    channel: str = ""
    window: str = ""

    @cached_property
    def member(self) -> Member | None:
        """Looked up when somebody asks for it, so that an ack need not wait."""
        return enrol.find(self.asked.db, self.asked.person)

    @property
    def locale(self) -> Locale:
        return self.member.locale if self.member else self.asked.around.locale

    def text(self, key: str, **params: object) -> str:
        return self.asked.say(key, self.locale, **params)

    def say(self, key: str, **params: object) -> None:
        """One sentence, for this person only."""
        text = self.text(key, **params)
        self.show({"text": text, "blocks": [SectionBlock(text=text)]})

    def show(self, message: dict[str, Any], *, replace: bool = False) -> None:
        """A message for this person only; where there is none to answer, a small window."""
        if self.respond is None:
            self.open(self.notice(message["blocks"]))
        else:
            self.respond(response_type="ephemeral", replace_original=replace, **message)

    def apologise(self, text: str) -> None:
        """Without asking the database for anything: it may be what broke."""
        blocks, say = [SectionBlock(text=text)], self.asked.say
        if self.respond:
            self.show({"text": text, "blocks": blocks})
        else:
            self.open(View(type="modal", title=say("window.title"), close=say("modal.close"), blocks=blocks))

    def notice(self, blocks: Sequence[Block]) -> View:
        """A small window that only tells."""
        return View(type="modal", title=self.text("window.title"), close=self.text("modal.close"), blocks=[*blocks])

    def open(self, view: View) -> None:
        """A window, on top of the one they are in. Slack gives us three seconds for it."""
        try:
            if self.window:
                self.client.views_push(trigger_id=self.trigger_id, view=view)
            else:
                self.client.views_open(trigger_id=self.trigger_id, view=view)
        except SlackApiError as refused:
            if refused.response.get("error") not in TOO_LATE:
                raise
            self._say_late()

    def _say_late(self) -> None:
        """No window will open any more; the sentence goes where it can still be read."""
        text = self.text("window.late")
        if self.respond is None:
            self.client.chat_postMessage(channel=self.asked.person.key, text=text)
        else:
            self.respond(text=text, response_type="ephemeral", replace_original=False)


Door = Callable[[Visit], None]


def soon(visit: Visit, door: Callable[..., None], *args: Any) -> None:
    """Goes through the door after the ack. Whoever waits for an answer gets one, also when something breaks."""
    visit.asked.later(_go, visit, door, args)


def _go(visit: Visit, door: Callable[..., None], args: tuple[Any, ...]) -> None:
    try:
        door(visit, *args)
    except Exception as fault:
        visit.apologise(errors.apology(visit.asked, fault, "a visit"))


def on_click(door: Door) -> Callable[..., None]:
    """A listener for a button that leads through that door."""

    def listen(
        ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, respond: Respond, asked: Asked
    ) -> None:
        ack()
        soon(by_button(body, action, client, respond, asked), door)

    return listen


def by_button(body: dict[str, Any], action: dict[str, Any], client: WebClient, respond: Respond, asked: Asked) -> Visit:
    """The visit behind a click, wherever the button stands."""
    view = body.get("view") or {}
    return Visit(
        asked=asked,
        client=client,
        trigger_id=body.get("trigger_id", ""),
        respond=respond if body.get("response_url") else None,
        value=value_of(action),
        channel=(body.get("channel") or {}).get("id", ""),
        window=view.get("id", "") if view.get("type") == "modal" else "",
    )


def finish(asked: Asked, client: WebClient, view_id: str, work: Callable[[], View]) -> None:
    """Does the work that a window waits for, after the ack; the window then shows how it ended, whatever happens.

    The ack has put a line of waiting in the window. It goes out when the listener returns, maybe after quick work is
    done: an end that overtook it would be covered by "one moment". So the end waits for its turn.
    """
    asked.later(_finish, asked, client, view_id, work, time.monotonic() + ACK_SECONDS)


def _finish(asked: Asked, client: WebClient, view_id: str, work: Callable[[], View], not_before: float) -> None:
    try:
        view = work()
    except Exception as fault:
        blocks = [SectionBlock(text=errors.apology(asked, fault, "a visit"))]
        view = View(type="modal", title=asked.say("window.title"), close=asked.say("modal.close"), blocks=blocks)
    time.sleep(max(0.0, not_before - time.monotonic()))
    try:
        client.views_update(view_id=view_id, view=view)
    except SlackApiError as refused:
        if refused.response.get("error") != "not_found":  # they closed the window; the work is done all the same
            raise


def value_of(action: dict[str, Any]) -> str:
    """What a button carries, or what was chosen in a list; empty when a choice was taken away."""
    chosen = action.get("selected_option") or {}
    return str(chosen.get("value") or action.get("selected_conversation") or action.get("value") or "")
