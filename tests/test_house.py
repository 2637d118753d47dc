"""The house keeps its own rules: rooms in a contract, settings in the example, wording in both languages."""

import re
from configparser import ConfigParser
from pathlib import Path

from bot import config

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "playground", "benchmarks")


def named_in_contracts() -> set[str]:
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter")
    fields = ("layers", "source_modules", "forbidden_modules")
    words = " ".join(rules[section].get(field, "") for section in rules.sections() for field in fields)
    return set(re.findall(r"[a-z_.]+", words))


def test_every_module_of_the_bot_is_named_in_a_contract() -> None:
    named = named_in_contracts()
    rooms = {
        f"bot.{path.stem}"
        for path in (ROOT / "bot").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"bot.__init__"} <= named
    assert set(ROOMS) - {"bot", "benchmarks"} <= named


def test_only_the_demo_imports_the_playground() -> None:
    for path in (ROOT / "bot").rglob("*.py"):
        if "demo" not in path.parts:
            assert not re.search(r"^\s*(from|import) playground", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_the_example_names_every_setting() -> None:
    code = Path(config.__file__).read_text(encoding="utf-8")
    read = set(re.findall(r'"((?:SLACK|ZETJE|DATABASE)_[A-Z_]+)"', code))
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert read == example


def test_nobody_else_reads_the_environment() -> None:
    for room in ("bot", "handlers", "storage"):
        for path in (ROOT / room).rglob("*.py"):
            if path.name != "failing.py":
                assert "os.environ" not in path.read_text(encoding="utf-8"), path


def test_the_lock_carries_no_addresses() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9.+]+", line), line


def test_modules_stay_small() -> None:
    """About 250 lines; a longer one is two features (house-style, names and size)."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 260, path
