"""One process in a SQLite file; and a process that dies leaves nothing locked behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import opening

HOLD = "import sys; from bot import opening; lock = opening.hold_alone(sys.argv[1]); print('held', flush=True); input()"


def test_a_second_process_is_refused_until_the_first_one_dies(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/zetje.db"
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(opening.CannotOpen, match="Another Zetje works in this database"):
            opening.hold_alone(url)
        first.kill()
    lock = opening.hold_alone(url)
    assert lock is not None
    lock.release()


def test_any_number_may_share_postgresql() -> None:
    assert opening.hold_alone("postgresql://somewhere/zetje") is None
