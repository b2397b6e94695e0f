"""What people agreed to stays word for word: a changed text needs a new version."""

from __future__ import annotations

import pytest

from kiosk.domain.consent import FACE, MEMBERSHIP, TEXTS, ConsentKind, GivenConsent, text_of

SHOWN = {
    "2026-11": "e1f5bfa648cec97e410bd9b37cbc8ae02cc04ae757618e74e91cff76f4a9c2cd",
    "2026-12-face": "c31e333facb3004d1ee9a1291fa81791d7ef367f931a7628c962bb050d9293da",
    "2026-12-face-2": "da91186e09e26115c8e0354816b90f77da53cd11c01ce5decaed5e5a5203de85",
    "2026-12-membership-2": "eebd0770cd8c6a6cc758478c6a0c3bf010898cb3f3f27b486c745fc6d57a0b92",
    "2026-12-membership": "348523c5bd8ee9cda690859b189cae6a702c0c05504297c49af0901044701042",
}


def test_no_text_that_was_shown_has_changed() -> None:
    """Red? Do not correct the hash: give the new text a new version, and keep the old one."""
    assert {text.version: text.sha256 for text in TEXTS} == SHOWN


@pytest.mark.parametrize(
    ("with_face", "versions"),
    [(True, (MEMBERSHIP.version, FACE.version)), (False, (MEMBERSHIP.version,))],
)
def test_a_yes_to_the_face_is_a_yes_of_its_own(
    *, with_face: bool, versions: tuple[str, ...]
) -> None:
    assert GivenConsent(with_face).versions == versions


def test_every_version_is_found_and_speaks_both_languages() -> None:
    assert text_of("never-shown") is None
    for text in TEXTS:
        assert text_of(text.version) is text
        assert text.zh
        assert text.en
    assert {text.kind for text in TEXTS} == set(ConsentKind)
