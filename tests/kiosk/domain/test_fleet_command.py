"""Commands of the back office: whatever else comes down the line is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.fleet_command import CommandError, ForgetCommand, command_in
from tests.support.fake_safe import SIGNER

DEVICE = "site-1.kiosk-1"
COMMAND = ForgetCommand("c-1", DEVICE, "m-1", "2026-11-22T10:00:00+08:00")
JWS = COMMAND.jws(SIGNER.key_id, SIGNER.sign).encode()
has_signed = SIGNER.public_key.has_signed


def test_a_command_says_what_it_was_made_with() -> None:
    assert command_in(JWS, DEVICE, has_signed) == COMMAND


@given(st.integers(0, len(JWS) - 1), st.integers(0, 255))
def test_an_altered_command_is_refused(place: int, byte: int) -> None:
    altered = JWS[:place] + bytes([byte]) + JWS[place + 1 :]
    try:
        assert command_in(altered, DEVICE, has_signed) == COMMAND
    except CommandError:
        assert altered != JWS


@given(st.binary(max_size=300) | st.from_regex(rb"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*"))
def test_whatever_else_comes_is_refused(raw: bytes) -> None:
    with pytest.raises(CommandError):
        command_in(raw, DEVICE, has_signed)


def test_a_command_for_another_kiosk_is_refused() -> None:
    with pytest.raises(CommandError, match="another device"):
        command_in(JWS, "site-1.kiosk-2", has_signed)
