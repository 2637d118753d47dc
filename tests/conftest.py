"""What tests stand on: real databases of both kinds, made anew for every test."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from bot import opening
from tests.postgres import empty_database, running_postgres

# Properties are checked for truth, not for speed: a busy machine must not fail them. And they are checked with the same
# examples every time, so that a change is judged by what it changes; --hypothesis-profile=hunting looks for new ones.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("patient", PATIENT, derandomize=True)
settings.register_profile("hunting", PATIENT, max_examples=500, print_blob=True)
settings.load_profile("patient")

# The five seconds of httpx are for a network, not for a machine that has much else to do.
DEFAULT_TIMEOUT_CONFIG.read = DEFAULT_TIMEOUT_CONFIG.connect = DEFAULT_TIMEOUT_CONFIG.write = 60


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    # Not in pytest's own folder: another run may tidy that up while this server still lives in it.
    with TemporaryDirectory(prefix="zetje-postgres-") as folder, running_postgres(Path(folder)) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/zetje.db"
        return
    with empty_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture
def db(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    """A store as `zetje run` opens it on its first start."""
    db = opening.open_store(database_url, tmp_path / "master.key")
    yield db
    db.dispose()
