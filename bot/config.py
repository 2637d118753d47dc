"""Settings from the environment, read in one place; every missing or bad one is named at once, with its fix."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.engine import make_url

from bot import style
from bot.core.periods import Period
from bot.core.prompts import Locale
from bot.core.styles import Style
from bot.holidays import Region

SLACK = "https://slack.com/api/"
YES, NO = {"yes", "ja"}, {"no", "nee"}
T = TypeVar("T")


class BadConfig(Exception):
    """One line for each setting that is missing or wrong, by its name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("\n".join(faults.values()))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Config:
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    api_url: str
    database_url: str = field(repr=False)
    master_key_file: Path
    locale: Locale
    zone: ZoneInfo
    admins: frozenset[str] = field(repr=False)
    content: Path | None
    seed: int
    style: Style
    messages_per_minute: int
    health: tuple[str, int] | None
    """Where /healthz and /metrics are, if anywhere."""
    json_logs: bool
    holiday_weeks: frozenset[str]
    good_friday: bool
    quiet_weeks: frozenset[str] | Region

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, http: bool = False, slack: bool = True) -> "Config":
        """`slack` False: only what works without a workspace (plan, upgrade). Raises BadConfig."""
        read = _Reader(env)
        config = cls(
            bot_token=read.text("SLACK_BOT_TOKEN", _token("xoxb-"), needed=slack),
            app_token=read.text("SLACK_APP_TOKEN", _token("xapp-"), needed=slack and not http),
            signing_secret=read.text("SLACK_SIGNING_SECRET", str, needed=slack and http),
            api_url=read.text("SLACK_API_URL", _base_url, default=SLACK),
            database_url=read.text("DATABASE_URL", _database, default="sqlite:///data/zetje.db"),
            master_key_file=read.value("ZETJE_MASTER_KEY_FILE", Path, Path("data/master.key")),
            locale=read.value("ZETJE_LANG", _locale, "nl"),
            zone=read.value("ZETJE_TIMEZONE", _zone, ZoneInfo("Europe/Amsterdam")),
            admins=read.value("ZETJE_ADMINS", _list, frozenset()),
            content=read.value("ZETJE_CONTENT", _folder, None),
            seed=read.value("ZETJE_SEED", _whole_number, 1),
            style=read.value("ZETJE_STYLE", style.read, Style()),
            health=read.value("ZETJE_HEALTH_PORT", _place, None),
            json_logs=read.value("ZETJE_LOG", _log, False),
            messages_per_minute=read.value("ZETJE_MESSAGES_PER_MINUTE", _per_minute, 240),
            holiday_weeks=read.value("ZETJE_HOLIDAY_WEEKS", _weeks, frozenset()),
            good_friday=read.value("ZETJE_GOOD_FRIDAY", _yes, False),
            quiet_weeks=read.value("ZETJE_QUIET_WEEKS", _quiet_weeks, _quiet_weeks(Region.MIDDEN)),
        )
        if read.faults:
            raise BadConfig(read.faults)
        return config


class _Reader:
    """Reads one variable after the other and keeps what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.faults: dict[str, str] = {}

    def value(self, name: str, parse: Callable[[str], T], default: T) -> T:
        words = self.env.get(name, "").strip()
        if not words:
            return default
        try:
            return parse(words)
        except ValueError as fault:
            self.faults[name] = f"{name}: {fault}"
            return default

    def text(self, name: str, parse: Callable[[str], str], *, needed: bool = False, default: str = "") -> str:
        if needed and not self.env.get(name, "").strip():
            self.faults[name] = f"{name} is missing. Put it in .env; .env.example says where to find it."
        return self.value(name, parse, default)


def _token(prefix: str) -> Callable[[str], str]:
    def parse(words: str) -> str:
        if not words.startswith(prefix):
            # Never the value: it may be another secret in the wrong place.
            raise ValueError(f"this token must begin with {prefix}. The two tokens may be swapped.")
        return words

    return parse


def _base_url(words: str) -> str:
    if not words.startswith(("https://", "http://")):
        raise ValueError("write the whole address, such as https://slack.com/api/")
    return words if words.endswith("/") else words + "/"


def _database(words: str) -> str:
    known = words.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://"))
    if not known or not _leads_somewhere(words):
        # Never the value: it may hold a password.
        raise ValueError("write sqlite:///data/zetje.db or postgresql://user:password@host/database.")
    return words


def _leads_somewhere(url: str) -> bool:
    """A database in memory is gone when the bot stops, and is not what anybody means."""
    try:
        return make_url(url).database not in (None, "", ":memory:")
    except ValueError:  # a port that is no number
        return False


def _locale(words: str) -> Locale:
    if words == "nl":
        return "nl"
    if words == "en":
        return "en"
    raise ValueError("write nl or en.")


def _zone(words: str) -> ZoneInfo:
    if words not in available_timezones():
        raise ValueError(f"{words!r} is no time zone. Write one such as Europe/Amsterdam.")
    return ZoneInfo(words)


def _list(words: str) -> frozenset[str]:
    return frozenset(part.strip() for part in words.split(",") if part.strip())


def _weeks(words: str) -> frozenset[str]:
    return frozenset(str(Period.parse(week)) for week in _list(words))


def _yes(words: str) -> bool:
    if words.casefold() not in YES | NO:
        raise ValueError("write yes or no.")
    return words.casefold() in YES


def _quiet_weeks(words: str) -> frozenset[str] | Region:
    if words.casefold() in NO:
        return frozenset()
    return Region(words.casefold()) if words.casefold() in list(Region) else _weeks(words)


def _folder(words: str) -> Path:
    if not Path(words).is_dir():
        raise ValueError(f"there is no folder {words}.")
    return Path(words)


def _place(words: str) -> tuple[str, int]:
    host, _, port = words.rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise ValueError("write a port such as 9464, or an address and a port such as 0.0.0.0:9464.")
    return host or "127.0.0.1", int(port)


def _log(words: str) -> bool:
    if words not in ("text", "json"):
        raise ValueError("write text or json.")
    return words == "json"


def _per_minute(words: str) -> int:
    number = _whole_number(words)
    if not 1 <= number <= 6_000:
        raise ValueError("write a number from 1 to 6000.")
    return number


def _whole_number(words: str) -> int:
    if not words.isdecimal():
        raise ValueError("write a whole number, such as 1.")
    return int(words)
