"""`zetje`, with claims that run out within seconds: with a playground beside it nobody waits as for a network."""

from datetime import timedelta
from functools import partial

from bot import app
from bot.__main__ import main
from bot.core.leases import Lease
from bot.deliver import Sender

SHORT = Lease(begin=timedelta(seconds=1), call=timedelta(seconds=3), after=timedelta(seconds=1))

if __name__ == "__main__":
    vars(app)["Sender"] = partial(Sender, lease=SHORT)
    main()
