"""Ids travel through the chat program as hexadecimal text, and may come back as anything."""

ID_BYTES = 16
NOBODY = b""
"""The id of nothing: no row has it."""


def parse(text: str) -> bytes:
    """The id behind that text; NOBODY for a text that is no id."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return NOBODY
    return found if len(found) == ID_BYTES else NOBODY
