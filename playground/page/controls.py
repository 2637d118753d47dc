"""What a control shows: what is chosen or filled in now, and what there is to choose from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from playground.acts import choices
from playground.model import Json, User
from playground.page.render.mrkdwn import plain
from playground.workspace import Workspace

Choices = list[tuple[str, list[tuple[str, str]]]]
"""Groups, each with its (value, label) pairs; a group without a name is no group."""
WORDS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")


class Controls:
    """For one person, `viewer`."""

    workspace: Workspace
    viewer: User
    zone: ZoneInfo

    def value(self, state: Json, block: Json, element: Json) -> Json:
        """What is in that control now; what the app put there as long as nobody touched it."""
        kept: Json | None = state.get(str(block.get("block_id")), {}).get(str(element.get("action_id")))
        return kept or choices.initial(element)

    def when_told(self, element: Json) -> str:
        """At which of the browser's events the app hears of it."""
        if element["type"] in WORDS:
            moments = element.get("dispatch_action_config", {}).get("trigger_actions_on", [])
            return "told, input changed delay:300ms" if "on_character_entered" in moments else "told"
        # Typing a year fires four changes.
        return "change delay:700ms" if element["type"].startswith("date") else "change"

    def words(self, element: Json, now: Json) -> str:
        if element["type"] != "rich_text_input":
            return str(now["value"] if now["value"] is not None else "")
        return _words_of(now["rich_text_value"] or {})

    def moment(self, element: Json, now: Json) -> str:
        """A date, a time, or both on the viewer's own wall clock."""
        found = now[choices.PICKS[element["type"]]] or ""
        if element["type"] == "datetimepicker" and found:
            return datetime.fromtimestamp(float(found), self.zone).strftime("%Y-%m-%dT%H:%M")
        return str(found)

    def chosen_options(self, element: Json, now: Json) -> list[Json]:
        """Whole options, for a control that does not know them all."""
        return [each for each in _chosen(now) if isinstance(each, dict)]

    def chosen(self, element: Json, now: Json) -> list[str]:
        return [each["value"] if isinstance(each, dict) else str(each) for each in _chosen(now)]

    def choices(self, element: Json) -> Choices:
        """Everything a select offers this person."""
        match element["type"].removeprefix("multi_"):
            case "users_select":
                people = (each for each in self.workspace.users.values() if not each.deleted)
                return [("", [(person.id, person.real_name) for person in people])]
            case "channels_select":
                return [("", self._rooms(private=False))]
            case "conversations_select":
                return [("", self._conversations(element.get("filter", {})))]
        groups = [(str(plain(each["label"]["text"])), each["options"]) for each in element.get("option_groups", [])]
        listed = [("", element["options"])] if element.get("options") else []
        return [(label, [_pair(option) for option in options]) for label, options in [*listed, *groups]]

    def _conversations(self, wanted: Json) -> list[tuple[str, str]]:
        """`wanted` is the app's filter: kinds to include, and whether to leave bots out."""
        kinds = wanted.get("include", ["public", "private", "im"])
        rooms = [name for kind in ("public", "private") if kind in kinds for name in self._rooms(kind == "private")]
        return rooms + (self._directs(not wanted.get("exclude_bot_users")) if "im" in kinds else [])

    def _rooms(self, private: bool) -> list[tuple[str, str]]:
        """Without private channels of other people."""
        rooms = (each for each in self.workspace.channels.values() if each.name and not each.is_archived)
        kind = (each for each in rooms if each.is_private == private)
        return [(each.id, f"#{each.name}") for each in kind if not private or self.viewer.id in each.members]

    def _directs(self, with_bots: bool) -> list[tuple[str, str]]:
        own = (each for each in self.workspace.channels.values() if each.is_im and self.viewer.id in each.members)
        keys = ((each.id, next((one for one in each.members if one != self.viewer.id), "")) for each in own)
        others = [(key, self.workspace.users[other]) for key, other in keys if other]
        return [(key, other.real_name) for key, other in others if with_bots or not other.is_bot]


def _pair(option: Json) -> tuple[str, str]:
    return option["value"], plain(option["text"]["text"])


def _chosen(now: Json) -> list[Json | str]:
    found = [value for name, value in now.items() if name.startswith("selected_")]
    flat = [each for value in found for each in (value if isinstance(value, list) else [value])]
    return [each for each in flat if each]


def _words_of(rich: Json) -> str:
    """The plain words of rich text, a line for each section."""
    if "elements" not in rich:
        return str(rich.get("text", ""))
    parts = [_words_of(each) for each in rich["elements"]]
    return ("\n" if rich.get("type") == "rich_text" else "").join(parts)
