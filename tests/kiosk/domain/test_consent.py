"""What people agreed to stays word for word: a changed text needs a new version."""

from __future__ import annotations

import pytest

from kiosk.domain.consent import FACE, MEMBERSHIP, TEXTS, ConsentKind, GivenConsent, text_of

SHOWN = {
    "2026-11": "e1f5bfa648cec97e410bd9b37cbc8ae02cc04ae757618e74e91cff76f4a9c2cd",
    "2026-12-face": "fed76e8e66f14c35df7c84bdcd835e27b27f3db67cd4b5658e24c7234fa6b5df",
    "2026-12-membership": "700c6f59d49a7496e20a397c199730376095023128d8a1e4e213331f3af540ba",
}


def test_no_text_that_was_shown_has_changed() -> None:
    """Red? Do not correct the hash: give the new text a new version, and keep the old one."""
    assert {text.version: text.sha256 for text in TEXTS} == SHOWN


@pytest.mark.parametrize(
    ("with_face", "versions"),
    [(True, (MEMBERSHIP.version, FACE.version)), (False, (MEMBERSHIP.version,))],
)
def test_a_yes_to_the_face_is_a_yes_of_its_own(with_face: bool, versions: tuple[str, ...]) -> None:
    assert GivenConsent(with_face).versions == versions


def test_every_version_is_found_and_speaks_both_languages() -> None:
    assert text_of("never-shown") is None
    for text in TEXTS:
        assert text_of(text.version) is text
        assert text.zh
        assert text.en
    assert {text.kind for text in TEXTS} == set(ConsentKind)
