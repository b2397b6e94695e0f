"""The two languages of every screen, and a text that exists in both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ZH = "zh_CN"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Label:
    """A shop's own words (a product, a category) in both languages."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en
