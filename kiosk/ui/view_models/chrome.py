"""What stands around every page: header, back and cancel, and the still-there question."""

from __future__ import annotations

from kiosk.domain.language import Label, Language
from kiosk.ui.wording import Words


def chrome(shop: Label, words: Words) -> dict[str, object]:
    name = words.of(shop)
    return {
        "shop": name,
        "letter": name[:1].upper(),
        "back": words("back"),
        "cancel": words("cancel"),
        "leave_staff": words("staff.exit"),
        "large_text": words("large_text"),
        "large_sign": words("large_text.sign"),
        "language_label": words("language"),
        "language": str(words.language),
        "languages": [
            {"id": str(language), "name": words(f"name.{language}")} for language in Language
        ],
        "still_title": words("still.title"),
        "still_body": words("still.body"),
        "still_here": words("still.here"),
    }
