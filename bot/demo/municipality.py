"""The sample municipality, read from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "municipality.yaml"


@dataclass(frozen=True, slots=True)
class Team:
    channel: str
    department: str
    coach: str
    people: tuple[str, ...]
    readers: tuple[str, ...]
    own: tuple[str, ...]
    """Prompts that the team writes before it starts."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """`seed` is what the playground plants; `roles` tells the kind of work of each person, by name."""

    admin: str
    teams: tuple[Team, ...]
    roles: Mapping[str, str]
    seed: dict[str, Any]


def read(lang: str, seed: int) -> Municipality:
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    teams = tuple(
        Team(
            channel=each["name"],
            department=each["department"],
            coach=each["coach"],
            people=tuple(each["people"]),
            readers=tuple(each["readers"]),
            own=tuple(own[lang] for own in each["own"]),
        )
        for each in raw["channels"]
    )
    people, admin = raw["people"], raw["admin"]
    locale = "en-US" if lang == "en" else "nl-NL"
    users = [
        {"name": name, "locale": locale, "is_admin": name == admin}
        | {key: value for key, value in person.items() if key != "role"}
        | {"title": person["title"][lang]}
        for name, person in people.items()
    ]
    channels = [
        {"name": team.channel, "members": [admin, *dict.fromkeys([*team.people, *team.readers])]} for team in teams
    ]
    return Municipality(
        admin=admin,
        teams=teams,
        roles={name: person["role"] for name, person in people.items() if "role" in person},
        seed={
            "team": raw["team"] | {"lang": lang},
            "seed": seed,
            "users": users,
            "channels": channels,
            "hints": raw["hints"],
            "jumps": raw["jumps"],
        },
    )
