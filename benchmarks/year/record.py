"""All that left the bot: what the chat program received, the files, people's windows, the log, and the metrics."""

import io
import logging
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdf import PdfReader

from playground.model import Json
from playground.server import Playground


@dataclass(frozen=True, slots=True)
class Shown:
    """A window or a home; `owner` is the one who looks at it."""

    owner: str
    body: Json


@dataclass(frozen=True)
class Given:
    """A file; `words` is its text, for a document in whatever form. `readers` see it; nobody for a post's picture."""

    name: str
    kind: str
    content: bytes
    alt_text: str
    readers: tuple[str, ...]

    @cached_property
    def words(self) -> str:
        if self.kind == "application/pdf":
            reader = PdfReader(io.BytesIO(self.content))
            return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
        return "" if self.kind.startswith("image/") else self.content.decode()


@dataclass(slots=True)
class Record:
    """`calls` are the playground's own lines: Web API calls and answers by response url, each with its `args`."""

    calls: list[Json] = field(default_factory=list)
    heard: list[Json] = field(default_factory=list)
    """What the bot was told, for who stands behind a trigger or a window; and what it answered at once."""
    shown: dict[tuple[str, str], Shown] = field(default_factory=dict)
    files: dict[str, Given] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    metrics: list[str] = field(default_factory=list)
    """What /metrics said, and /healthz, once a day and at the end."""


class Keeping(logging.Handler):
    """Keeps every line of every logger, at every level, as it would be written."""

    def __init__(self, log: list[str]) -> None:
        super().__init__(logging.NOTSET)
        self.log = log
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(FOREIGN):
            self.log.append(self.format(record))


FOREIGN = ("httpx", "httpcore", "playground", "uvicorn", "asyncio", "websockets")
"""Loggers of the workspace and of the people in it, which live in this process too but are not the bot."""


class Traffic(deque[Json]):
    """The playground's log of its traffic, which keeps only the newest lines itself."""

    def __init__(self, record: Record, lines: Any = ()) -> None:
        super().__init__(lines)
        self.record = record
        for line in self:
            self._keep(line)

    def append(self, line: Json) -> None:
        super().append(line)
        self._keep(line)

    def _keep(self, line: Json) -> None:
        (self.record.calls if line["direction"] == "in" else self.record.heard).append(line)


def look(record: Record, playground: Playground) -> None:
    """Keeps the windows and files that are there now; files go after a day, windows when they are closed."""
    workspace = playground.workspace
    for view in list(workspace.views.values()):
        record.shown[view.id, view.hash] = Shown(view.user, view.body | {"state": {}})
    for file in list(workspace.files.values()):
        if file.id not in record.files and file.completed:
            there = [person for room in file.channels for person in workspace.channels[room].members]
            readers = tuple(person for person in there if not workspace.users[person].is_bot)
            record.files[file.id] = Given(file.name, file.mimetype, file.content, file.alt_text, readers)
