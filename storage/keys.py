"""The master key, and the keys that hang on it (disclosure-policy S1 and S2).

The master key lies in a file. It seals two keys that stand in the key store, and those seal all the rest: so it can be
replaced without touching anything else, and neither the file nor the store says anything without the other.
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
    def new(cls) -> "Keys":
        return cls(new_key(), new_key())

    def fingerprint(self) -> str:
        """Tells whether a database belongs to these keys, and nothing else."""
        return hmac.digest(self.lookup, b"zetje fingerprint", "sha256").hex()[:16]


@dataclass(frozen=True, slots=True)
class Master:
    """What stands in the key file."""

    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Tells one master key from another, and nothing else."""
        return hmac.digest(_derive(self.secret, b"zetje name"), b"", "sha256").hex()[:16]

    def seal(self, keys: Keys) -> bytes:
        return seal(_derive(self.secret, b"zetje master"), keys.lookup + keys.wrap, self.name.encode())

    def unseal(self, sealed: bytes) -> Keys:
        both = unseal(_derive(self.secret, b"zetje master"), sealed, self.name.encode())
        return Keys(lookup=both[:KEY_BYTES], wrap=both[KEY_BYTES:])

    def first_keys(self) -> Keys:
        """What databases from before the key store were sealed with: made from the master key itself."""
        return Keys(lookup=_derive(self.secret, b"zetje lookup"), wrap=_derive(self.secret, b"zetje wrap"))


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)


def read(path: Path, *, guarded: bool = True) -> Master:
    """The master key in that file. Raises KeyFault when it is missing, damaged or open to others.

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
        secret = base64.b64decode(path.read_text().strip(), validate=True)
    except PermissionError:
        raise KeyFault(
            f"The master key {path} belongs to another user of this machine. Run Zetje as that user."
        ) from None
    except (OSError, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyFault(f"{path} is not a master key of Zetje. Put the right file in its place.")
    return Master(secret)


def create(path: Path) -> Master:
    """A new key in a file that only its owner can read; an existing file is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = new_key()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(base64.b64encode(secret) + b"\n")
        file.flush()
        os.fsync(file.fileno())  # before anything is sealed with it
    return Master(secret)


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
