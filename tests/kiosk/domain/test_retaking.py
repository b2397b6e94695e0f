"""A face is taken anew on two proofs of three, and nothing opens it to who proved nothing."""

from __future__ import annotations

import pytest

from kiosk.domain.retaking import Witness, may_retake, missing

PIN, FACE, STAFF = Witness.PIN, Witness.FACE, Witness.STAFF


@pytest.mark.parametrize(
    ("proofs", "has_pin", "asked"),
    [
        ({PIN, FACE}, True, None),
        ({PIN, STAFF}, True, None),
        ({FACE, STAFF}, False, None),
        ({PIN}, True, STAFF),
        ({FACE}, True, PIN),
        ({FACE}, False, STAFF),
        (set(), True, None),
    ],
)
def test_what_is_asked_for(proofs: set[Witness], has_pin: bool, asked: Witness | None) -> None:  # noqa: FBT001
    assert missing(proofs, has_pin=has_pin) is asked
    assert may_retake(proofs) == (len(proofs) == 2)
