"""A text in two languages."""

from __future__ import annotations

from kiosk.domain.language import Label, Language


def test_a_label_speaks_both_languages() -> None:
    label = Label("拿铁", "Latte")
    assert [label.text(language) for language in Language] == ["拿铁", "Latte"]
