"""From the command to ready, and the memory it takes; beside a process with the same libraries that does nothing."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, Target
from benchmarks.processes import serving

MEGABYTE = 1024


def measure(times: int) -> list[Figure]:
    """In turns, on a store that exists already."""
    with TemporaryDirectory(prefix="zetje-bench-") as folder, serving("benchmarks.slack") as slack:
        url = f"http://127.0.0.1:{slack.port}/"
        commands = (["bot", "run", "--http", "0"], ["benchmarks.bare", "--slack", url, "--folder", folder])
        env = os.environ | _settings(url, Path(folder))
        _start(commands[0], env, folder)  # makes the database
        taken = [[_start(command, env, folder) for command in commands] for _ in range(times)]
    (ours, bare) = zip(*taken, strict=True)
    seconds, computing, memory = zip(_medians(ours), _medians(bare), strict=True)
    return [
        Figure("from the command to ready", "s", *seconds, target=Target("ours", most=2)),
        Figure("from the command to ready, computing", "s", *computing),
        Figure("resident memory when ready", "MB", *memory, target=Target("ratio", most=1.5)),
    ]


def _medians(side: Sequence[tuple[float, ...]]) -> list[float]:
    return [median(each) for each in zip(*side, strict=True)]


def _start(command: list[str], env: dict[str, str], folder: str) -> tuple[float, float, float]:
    """Seconds until it says that it runs, how many of them it computed, and its memory then."""
    began = time.perf_counter()
    whole = [sys.executable, "-m", *command]
    # Elsewhere, so that it does not find somebody's .env.
    with subprocess.Popen(whole, stdout=subprocess.PIPE, text=True, env=env, cwd=folder) as process:
        try:
            assert process.stdout
            if "running" not in process.stdout.readline():
                raise RuntimeError(f"{command[0]} did not start")
            return time.perf_counter() - began, _computed(process.pid), _resident(process.pid)
        finally:
            process.kill()


def _settings(url: str, folder: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(Path(__file__).parent.parent),
        # The first start compiles what pip has compiled in an installation.
        "PYTHONDONTWRITEBYTECODE": "",
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": "bench",
        "SLACK_API_URL": url,
        "DATABASE_URL": f"sqlite:///{folder}/zetje.db",
        "ZETJE_MASTER_KEY_FILE": f"{folder}/master.key",
        "ZETJE_ADMINS": "U0ADMIN",
    }


def _resident(pid: int) -> float:
    """Megabytes; Linux tells it in /proc."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / MEGABYTE


def _computed(pid: int) -> float:
    """Seconds, with those of the processes it waited for."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
