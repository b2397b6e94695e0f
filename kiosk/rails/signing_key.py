"""Ed25519 keys: one proves which kiosk asks, the other which gateway answers.

A private key is a PEM file (PKCS 8) of its own, made at the first start. A public key is PEM
(SubjectPublicKeyInfo), or the one line in the middle of it. A TPM or a service's credential store
can take the file's place: whatever is a `Signer`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from kiosk import typed_file
from kiosk.secret_file import secret_text, write_secret
from kiosk.typed_file import FileProblem

_SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")
"""RFC 8410, section 4: the DER of an Ed25519 public key is this, then its 32 bytes."""


class KeyTextError(ValueError):
    """Not the text of an Ed25519 public key."""


class Signer(Protocol):
    """Holds a private key and never shows it."""

    @property
    def public_key(self) -> PublicKey: ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes. Raises FileProblem if the key cannot be used."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """`raw` is 32 bytes."""

    raw: bytes

    @property
    def key_id(self) -> str:
        """The fingerprint: the first 16 bytes of the SHA-256 of `raw`, as 32 hex digits."""
        return hashlib.sha256(self.raw).hexdigest()[:32]

    @property
    def line(self) -> str:
        """One line of 60 characters, as it stands in the middle of the PEM."""
        return base64.b64encode(_SPKI_PREFIX + self.raw).decode()

    @property
    def pem(self) -> str:
        return f"-----BEGIN PUBLIC KEY-----\n{self.line}\n-----END PUBLIC KEY-----\n"

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class FileKey:
    """A `Signer` whose key is in a file."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._public = PublicKey(key.public_key().public_bytes_raw())

    @property
    def public_key(self) -> PublicKey:
        return self._public

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def key_in(path: Path) -> FileKey:
    """The key in the file; made there if there is none. Raises FileProblem."""
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        write_secret(path, _private_pem(made))
    return kept_key_in(path)


def kept_key_in(path: Path) -> FileKey:
    """The key in the file, for whoever only looks. Raises FileProblem, also where there is none."""
    try:
        key = serialization.load_pem_private_key(secret_text(path).encode(), password=None)
    except (ValueError, TypeError) as error:
        raise _not_a_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _not_a_key(path)
    return FileKey(key)


def nobodys_key() -> FileKey:
    """To ask as somebody unknown: in no file, and gone afterwards."""
    return FileKey(Ed25519PrivateKey.generate())


def public_key_in(path: Path) -> PublicKey:
    """Raises FileProblem."""
    try:
        return public_key(typed_file.text(path))
    except KeyTextError as error:
        raise FileProblem(path, [f"The file {error}"]) from error


def public_key(text: str) -> PublicKey:
    """Of a PEM text or of its one line. Raises KeyTextError."""
    line = re.sub(r"-----(BEGIN|END) PUBLIC KEY-----|\s", "", text)
    try:
        der = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyTextError(_WRONG_TEXT) from error
    if len(der) != len(_SPKI_PREFIX) + 32 or not der.startswith(_SPKI_PREFIX):
        raise KeyTextError(_WRONG_TEXT)
    return PublicKey(der.removeprefix(_SPKI_PREFIX))


_WRONG_TEXT = (
    "is not an Ed25519 public key. It has 60 characters and begins with MCowBQYDK2Vw, or is a PEM "
    "file with that line in it."
)


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _not_a_key(path: Path) -> FileProblem:
    return FileProblem(
        path,
        ["This is not an Ed25519 private key (PEM). Restore it, or move it away for a new one."],
    )
