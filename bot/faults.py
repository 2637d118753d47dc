"""Faults in the log: where it broke, without the words that broke it."""

from types import TracebackType


def without_words(fault: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """For `exc_info`: the traceback, with a message of ours. Its own may hold what somebody wrote (S5)."""
    return Wordless, Wordless(type(fault).__name__), fault.__traceback__


class Wordless(Exception):
    """Stands in a log for an exception whose message is left out."""
