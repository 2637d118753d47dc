"""The master key, and the keys made from it (disclosure-policy S1 and S2).

The master key lies in a file outside the database. Without it the database says nothing about who is who.
"""

import base64
import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class KeyFault(Exception):
    """The key cannot be used; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`lookup` finds a chat id again without keeping it; `wrap` seals the other keys and the chat ids."""

    lookup: bytes = field(repr=False)
    wrap: bytes = field(repr=False)

    @classmethod
    def from_master(cls, master: bytes) -> "Keys":
        return cls(lookup=_derive(master, b"zetje lookup"), wrap=_derive(master, b"zetje wrap"))

    def fingerprint(self) -> str:
        """Tells whether a database belongs to this key, and nothing else."""
        return hmac.digest(self.lookup, b"zetje fingerprint", "sha256").hex()[:16]


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)


def read(path: Path, *, guarded: bool = True) -> Keys:
    """The keys in that file. Raises KeyFault when it is missing, damaged or open to others.

    `guarded` False: others may read it too, as on a stick that knows no owners.
    """
    if not path.exists():
        raise KeyFault(
            f"The master key {path} is missing. Put the key back that belongs to this database; "
            "without it nobody can be reached and no answer can be read."
        )
    if guarded and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFault(f"The master key {path} can be read by others. Run: chmod 600 {path}")
    try:
        master = base64.b64decode(path.read_text().strip(), validate=True)
    except ValueError:
        master = b""
    if len(master) != KEY_BYTES:
        raise KeyFault(f"{path} is not a master key of Zetje. Put the right file in its place.")
    return Keys.from_master(master)


def create(path: Path) -> Keys:
    """A new key in a file that only its owner can read; an existing file is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    master = secrets.token_bytes(KEY_BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(base64.b64encode(master) + b"\n")
    return Keys.from_master(master)


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """AES-256-GCM; what comes out can be opened only with the same key and the same `bound_to`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Raises KeyFault when the key, or the place it was sealed for, is another one."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except InvalidTag:
        raise KeyFault("A sealed value does not open with this master key.") from None
