"""The vault: what was sealed opens in its own place, and nowhere else."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.storage.vault import KeyLostError, SealBrokenError, Vault, template_place
from tests.support.fake_safe import VAULT, a_vault

OTHER_DEVICE = a_vault(b"o" * 32)


@given(st.text(max_size=20), st.binary(max_size=600))
def test_what_is_sealed_opens_again(member_id: str, content: bytes) -> None:
    key, wrapped = VAULT.new_key(member_id)
    sealed = key.seal("name", content)
    assert VAULT.key_of(member_id, wrapped).open("name", sealed) == content
    assert len(content) < 8 or content not in sealed


def test_equal_values_are_sealed_differently() -> None:
    key, _ = VAULT.new_key("m-1")
    assert key.seal("name", b"Anna") != key.seal("name", b"Anna")


@pytest.mark.parametrize("place", ["phone", "template:a", "nam"])
def test_a_value_moved_to_another_field_or_pack_does_not_open(place: str) -> None:
    key, _ = VAULT.new_key("m-1")
    with pytest.raises(SealBrokenError):
        key.open(place, key.seal("name", b"Anna"))


def test_a_value_moved_to_another_member_does_not_open() -> None:
    key, wrapped = VAULT.new_key("m-1")
    sealed = key.seal("name", b"Anna")
    with pytest.raises(SealBrokenError):
        VAULT.key_of("m-2", wrapped)
    other, _ = VAULT.new_key("m-2")
    with pytest.raises(SealBrokenError):
        other.open("name", sealed)


def test_no_two_places_are_bound_alike() -> None:
    """Not even when a member's id looks like the end of one and the beginning of the other."""
    key = bytes(32)
    one, other = (
        VAULT.new_key(member)[0].__class__(member, key, os.urandom) for member in ("a", "a\0b")
    )
    with pytest.raises(SealBrokenError):
        other.open("c", one.seal("b\0c", b"Anna"))


@given(st.data())
def test_a_changed_byte_anywhere_does_not_open(data: st.DataObject) -> None:
    key, wrapped = VAULT.new_key("m-1")
    sealed = key.seal(template_place("pack"), bytes(512))
    for kept, opens in (
        (sealed, lambda raw: key.open(template_place("pack"), raw)),
        (wrapped, lambda raw: VAULT.key_of("m-1", raw)),
    ):
        place = data.draw(st.integers(0, len(kept) - 1))
        raw = bytearray(kept)
        raw[place] ^= data.draw(st.integers(1, 255))
        with pytest.raises(SealBrokenError):
            opens(bytes(raw))


@given(st.binary(max_size=70))
def test_bytes_that_never_were_sealed_do_not_open(raw: bytes) -> None:
    with pytest.raises(SealBrokenError):
        VAULT.key_of("m-1", raw)


def test_another_device_secret_opens_nothing_and_finds_nobody() -> None:
    _, wrapped = VAULT.new_key("m-1")
    with pytest.raises(SealBrokenError):
        OTHER_DEVICE.key_of("m-1", wrapped)
    assert OTHER_DEVICE.phone_hash("13812345678") != VAULT.phone_hash("13812345678")
    assert OTHER_DEVICE.peppered("290417") != VAULT.peppered("290417")
    assert OTHER_DEVICE.key_id != VAULT.key_id


def test_every_use_has_a_key_of_its_own() -> None:
    said = {VAULT.phone_hash("1").hex(), VAULT.peppered("1"), VAULT.key_id}
    assert len(said) == 3


def test_a_locked_vault_seals_nothing_new() -> None:
    locked = Vault(bytes(32), os.urandom, is_locked=True)
    with pytest.raises(KeyLostError, match="lost"):
        locked.new_key("m-1")


def test_the_keys_are_what_the_formats_say() -> None:
    """Fixed for ever: a change would make every member unreadable. RFC 5869 with these inputs."""
    assert VAULT.key_id == "8023c9bd40f61512ca6c03fb9674fcbd"
    assert VAULT.phone_hash("13812345678").hex()[:32] == "8e51cf0a5d03d8cb953f2a586e75c721"
