"""Ids travel through the chat program as hexadecimal text, and may come back as anything."""

import hashlib
import secrets

ID_BYTES = 16
ALIKE = 4
NOBODY = b""
"""The id of nothing: no row has it."""


def together(number: int) -> list[bytes]:
    """New ids for what is written down in one go. They begin alike, so an index has them on one page and not on as
    many as there are; how they go on, 96 bits, nobody can guess."""
    start = secrets.token_bytes(ALIKE)
    return [start + secrets.token_bytes(ID_BYTES - ALIKE) for _ in range(number)]


def parse(text: str) -> bytes:
    """The id behind that text; NOBODY for a text that is no id."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return NOBODY
    return found if len(found) == ID_BYTES else NOBODY


def made_by(maker: bytes, request: str | None) -> bytes:
    """The id of what `maker` makes with that request, by the name that the chat program gave it; by chance without one.

    A request that comes a second time leads to the same id, and so to what was made the first time. The digest keeps
    the name itself out of the database.
    """
    if not request:
        return secrets.token_bytes(ID_BYTES)
    return hashlib.blake2b(request.encode(), key=maker, digest_size=ID_BYTES).digest()
