"""The files for running it for real say the same as the program: user, folders, version, what comes along."""

import configparser
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from bot.__main__ import main

CONTEXT = click.Context(main)
ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMAGE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def unit(name: str) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser["Service"]


def test_the_image_is_small_and_runs_as_nobody_special() -> None:
    assert set(re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)) == {"python:3.12-slim-bookworm"}
    user = re.search(r"^USER (\d+)$", IMAGE, re.MULTILINE)
    assert user
    assert int(user.group(1)) > 1000
    assert f"--uid {user.group(1)} " in IMAGE
    assert COMPOSE["services"]["zetje"]["user"] == user.group(1)


def test_the_image_asks_itself_how_it_is() -> None:
    check = re.search(r"^HEALTHCHECK .*?http://127\.0\.0\.1:(\d+)(/\w+)", IMAGE, re.MULTILINE | re.DOTALL)
    assert check
    assert f"ZETJE_HEALTH_PORT={check[1]}" in IMAGE
    assert COMPOSE["services"]["zetje"]["environment"]["ZETJE_HEALTH_PORT"] == check[1]
    assert f'"{check[2]}"' in (ROOT / "bot" / "health.py").read_text(encoding="utf-8")


def test_the_image_starts_a_command_that_exists() -> None:
    entry, words = (re.search(rf'^{name} \["(\w+)"\]$', IMAGE, re.MULTILINE) for name in ("ENTRYPOINT", "CMD"))
    assert entry
    assert words
    assert entry.group(1) in PROJECT["project"]["scripts"]
    assert words.group(1) in main.list_commands(CONTEXT)


def test_every_package_goes_into_the_image() -> None:
    """What is not copied, or kept out by .dockerignore, is missed only when it runs."""
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE, re.MULTILINE))
    names = {name for line in copied for name in line.split()}
    packages = {pattern.rstrip("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    allowed = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    assert packages <= names
    assert names == allowed


def test_every_file_that_is_no_code_is_installed_too() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    packages = [pattern.rstrip("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]]
    for package in packages:
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                assert any(path.match(pattern) for pattern in patterns), path


def test_each_service_of_the_compose_file_can_write_only_where_it_must() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "ports" not in service, name
        assert service["mem_limit"], name
    folders = {volume.partition(":")[2] for volume in COMPOSE["services"]["zetje"]["volumes"]}
    assert folders == set(re.findall(r'"(/\w+)"', re.search(r"^VOLUME (.+)$", IMAGE, re.MULTILINE)[1]))  # type: ignore[index]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_the_image_has_the_version_of_the_program() -> None:
    version = PROJECT["project"]["version"]
    assert COMPOSE["services"]["zetje"]["image"] == f"zetje:{version}"
    assert version in CliRunner().invoke(main, ["--version"]).output


@pytest.mark.parametrize("name", ["zetje.service", "zetje-backup.service"])
def test_a_service_may_do_nothing_it_does_not_need(name: str) -> None:
    found = unit(name)
    assert found["User"] == "zetje"
    assert found["ProtectSystem"] == "strict"
    assert found["NoNewPrivileges"] == "yes"
    assert found["CapabilityBoundingSet"] == ""
    assert found["UMask"] == "0077"
    assert found["EnvironmentFile"] == "/etc/zetje/env"


def test_a_command_as_the_service_sees_what_the_service_sees() -> None:
    words = (DEPLOY / "as_service.sh").read_text(encoding="utf-8")
    service = (DEPLOY / "zetje.service").read_text(encoding="utf-8")
    for line in re.findall(r"^Environment=((?:DATABASE|ZETJE)\S+)$", service, re.MULTILINE):
        assert f"--setenv={line}" in words
    for name in ("StateDirectory", "StateDirectoryMode", "EnvironmentFile", "UMask", "WorkingDirectory"):
        option = {"WorkingDirectory": "working-directory"}.get(name, f"property={name}")
        assert re.search(
            rf"--{option.replace('property=', 'property=.?')}={re.escape(unit('zetje.service')[name])}", words
        )


def test_every_service_starts_a_command_that_exists() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.glob("*.service"))
    started = re.findall(r"/opt/zetje/bin/zetje (\w+)(?: (--\w+))?", words)
    assert {name for name, _ in started} == {"run", "backup"}
    for name, option in started:
        assert not option or option in {opt for each in main.get_command(CONTEXT, name).params for opt in each.opts}  # type: ignore[union-attr]


def test_key_and_database_lie_apart() -> None:
    """Who backs up the one must not take the other along."""
    words = (DEPLOY / "zetje.service").read_text(encoding="utf-8")
    database = re.search(r"DATABASE_URL=sqlite:///(/\S+)", words)
    key = re.search(r"ZETJE_MASTER_KEY_FILE=(\S+)", words)
    assert database
    assert key
    assert os.path.dirname(database[1]) != os.path.dirname(key[1])
    assert COMPOSE["services"]["zetje"]["environment"]["ZETJE_MASTER_KEY_FILE"].startswith("/keys/")
