"""The manifest asks for exactly what the code uses: no command, event or scope more or less."""

import re
from pathlib import Path
from typing import Any

import pytest

import handlers.slack
from handlers.slack.manifest import EVENTS, SCOPES, manifest
from playground import api
from playground.seed import NEEDS
from tests.slack.registered import listeners
from tests.slack.stage import WORDS

HANDLERS = Path(handlers.slack.__file__).parent
EVENT_OF = {"message": "message.im"}
"""Bolt's name of an event, where the manifest has a longer one."""
UPLOADS = {"files_upload_v2": ("files_getUploadURLExternal", "files_completeUploadExternal")}
"""What the SDK makes of one call of ours."""


@pytest.fixture(scope="module")
def registered() -> dict[str, set[str]]:
    return {kind: set(map(str, names)) for kind, names in listeners().items()}


def called() -> set[str]:
    """The Web API methods that the code calls, as Slack writes them."""
    words = "".join(path.read_text(encoding="utf-8") for path in HANDLERS.glob("*.py"))
    names = set(re.findall(r"client\.([a-z]+_[A-Za-z0-9_]+)\(", words))
    return {part.replace("_", ".") for name in names for part in UPLOADS.get(name, (name,))}


def commands(lang: Any) -> set[str]:
    return {each["command"] for each in manifest(WORDS, lang)["features"]["slash_commands"]}


def test_every_command_is_listened_to_and_none_is_forgotten(registered: dict[str, set[str]]) -> None:
    assert commands("nl") | commands("en") == registered["command"]


def test_every_event_is_listened_to_and_none_is_forgotten(registered: dict[str, set[str]]) -> None:
    assert {EVENT_OF.get(name, name) for name in registered["event"]} == set(EVENTS)


def test_every_method_has_a_scope() -> None:
    methods = api.methods()
    for name in called():
        needed = set(methods[name].scopes)
        assert not needed or needed & SCOPES.keys(), name


def test_no_scope_is_asked_for_in_vain() -> None:
    methods = api.methods()
    used = {scope for name in called() for scope in methods[name].scopes}
    used |= {scope for event in EVENTS for scope in NEEDS.get(event, ())}
    assert SCOPES.keys() - used == {"commands"}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_slack_sets_limits_to_stays_within_them(lang: Any) -> None:
    made = manifest(WORDS, lang, "https://zetje.voorbeeld.nl/slack/events")
    display, settings = made["display_information"], made["settings"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    for command in made["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z_-]{1,31}", command["command"])
        assert 0 < len(command["description"]) <= 2000
        assert 0 < len(command["usage_hint"]) <= 1000
        assert command["url"] == settings["interactivity"]["request_url"]
    assert settings["socket_mode_enabled"] is False
    assert manifest(WORDS, lang)["settings"]["socket_mode_enabled"] is True
