"""Reading a pack in a process of its own: what reads and checks it is gone when it is done.

Here it would stay, 10 MB that the bot does without; and no click waits while a pack is read again.
"""

import logging
import pickle
import subprocess
import sys
from functools import cache
from pathlib import Path

from bot.content import pack
from bot.content.pack import BadPack, Pack

logger = logging.getLogger(__name__)

# What this process finds its modules by, and nothing else: a file of the same name may lie where the manager stands.
# A Ctrl-C is for who asked; when that one is gone there is nobody to tell, nor to complain to.
CODE = (
    "import sys; from signal import *; signal(SIGINT, SIG_IGN); signal(SIGPIPE, SIG_DFL); "
    "sys.path[:] = {path!r}; from {module} import tell; tell(sys.argv[1])"
)


def load(folder: Path) -> Pack:
    """The pack in that folder. Raises BadPack with every problem at once."""
    code = CODE.format(path=sys.path, module=__name__)
    try:
        told = subprocess.run([sys.executable, "-P", "-c", code, folder], stdout=subprocess.PIPE, check=True).stdout  # noqa: S603  (ourselves)
    except (OSError, subprocess.CalledProcessError) as fault:
        logger.warning("the prompts are read here, as another process cannot: %s", type(fault).__name__)
        return pack.load(folder)
    found: Pack | list[str] = pickle.loads(told)  # noqa: S301  (what we wrote)
    if isinstance(found, list):
        raise BadPack(found)
    return found


@cache
def shipped() -> Pack:
    """The pack that comes with Zetje, which does not change while it runs."""
    return load(pack.SHIPPED)


def tell(folder: str) -> None:
    """In that other process."""
    try:
        found: Pack | list[str] = pack.load(Path(folder))
    except BadPack as bad:
        found = bad.problems
    sys.stdout.buffer.write(pickle.dumps(found))
