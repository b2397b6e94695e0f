"""Keys in files: made once, kept to their owner, refused when they are anything else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rails.signing_key import KeyTextError, PublicKey, key_in, public_key, public_key_in
from kiosk.typed_file import FileProblem


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "new" / "device-key.pem"
    first = key_in(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_in(path).public_key == first.public_key
    assert first.public_key.has_signed(b"x", key_in(path).sign(b"x"))
    assert [one.name for one in path.parent.iterdir()] == ["device-key.pem"]


def test_two_devices_have_two_keys(tmp_path: Path) -> None:
    assert key_in(tmp_path / "a.pem").public_key != key_in(tmp_path / "b.pem").public_key


def test_the_pem_is_what_other_programs_read(tmp_path: Path) -> None:
    made = key_in(tmp_path / "key.pem").public_key
    read = serialization.load_pem_public_key(made.pem.encode())
    assert isinstance(read, Ed25519PublicKey)
    assert read.public_bytes_raw() == made.raw
    assert public_key(made.pem) == public_key(made.line) == public_key(f" {made.line}\n") == made


def test_a_key_that_others_may_read_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    key_in(path)
    path.chmod(0o644)
    with pytest.raises(FileProblem, match="chmod 600"):
        key_in(path)


def test_a_group_may_read_a_key_that_root_hands_out(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    made = key_in(path)
    path.chmod(0o640)
    assert key_in(path).public_key == made.public_key


@pytest.mark.parametrize(
    "content", [b"", b"not a key", b"\xff\xfe", b"-----BEGIN PRIVATE KEY-----"]
)
def test_a_broken_key_is_told_without_its_content(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(FileProblem) as caught:
        key_in(path)
    assert "not a key" not in str(caught.value)
    assert path.read_bytes() == content


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    other = rsa.generate_private_key(65537, 2048)
    path.write_bytes(
        other.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    path.chmod(0o600)
    with pytest.raises(FileProblem, match="not an Ed25519 private key"):
        key_in(path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileProblem, match="cannot be written"):
        key_in(tmp_path / "file" / "key.pem")


def test_a_public_key_file_says_what_it_should_be(tmp_path: Path) -> None:
    path = tmp_path / "gateway.pem"
    path.write_text("a shopping list")
    with pytest.raises(FileProblem, match="MCowBQYDK2Vw"):
        public_key_in(path)


@given(st.binary(min_size=32, max_size=32))
def test_every_key_is_read_back(raw: bytes) -> None:
    assert public_key(PublicKey(raw).line).raw == raw


@given(st.text(max_size=100))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(KeyTextError):
        public_key(text)


def test_a_folder_is_not_a_key_and_is_left_as_open_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(FileProblem, match="This is a folder"):
        key_in(tmp_path)
