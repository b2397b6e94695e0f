"""Every word on every screen, in both languages, and money as people read it.

No file but this one and the wording_*.py beside it holds text for people; each of those is for one
room of screens. Keys are dotted; where a key ends in a member of an enum (`hint.too_dark`,
`trouble.declined`), the enum names the keys that must exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.receipt import Receipt
from kiosk.ui.wording_agreements import AGREEMENTS
from kiosk.ui.wording_cabinet import CABINET
from kiosk.ui.wording_codes import CODES
from kiosk.ui.wording_commissioning import COMMISSIONING
from kiosk.ui.wording_decisions import DECISIONS
from kiosk.ui.wording_faces import FACES
from kiosk.ui.wording_faults import FAULTS
from kiosk.ui.wording_joining import JOINING
from kiosk.ui.wording_members import MEMBERS
from kiosk.ui.wording_paying import PAYING
from kiosk.ui.wording_risk import RISK
from kiosk.ui.wording_shopping import SHOPPING
from kiosk.ui.wording_staff_money import STAFF_MONEY
from kiosk.ui.wording_staff_pages import STAFF_PAGES
from kiosk.ui.wording_typing import TYPING

SYMBOLS = {"CNY": "¥"}


def price(money: Money) -> str:
    """`Money(2650)` as ¥26.50; a currency without a symbol here is named by its ISO code."""
    amount = decimal_text(money)
    sign, digits = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    symbol = SYMBOLS.get(money.currency, f"{money.currency} ")
    return f"{sign}{symbol}{digits}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `receipt_text` is what the e-receipt QR says; "" for no QR."""

    language: Language
    receipt_text: Callable[[Receipt], str] = lambda _receipt: ""

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, its {places} filled. Raises KeyError for a key nobody wrote."""
        return TEXTS[key].text(self.language).format(**values)

    def of(self, label: Label) -> str:
        """A shop's own words; the other language where this one was left empty."""
        return label.text(self.language) or label.zh or label.en


EVERYWHERE: dict[str, Label] = {
    "back": Label("返回", "Back"),
    "cancel": Label("取消", "Cancel"),
    "ok": Label("确定", "OK"),
    "erase": Label("删除", "Delete"),
    "done": Label("完成", "Done"),
    "retry": Label("再试一次", "Try again"),
    "quit": Label("结束购物", "Leave"),
    "total": Label("合计", "Total"),
    "items": Label("共 {count} 件", "{count} items"),
    "items.one": Label("共 1 件", "1 item"),
    "name.zh_CN": Label("中文", "中文"),
    "name.en": Label("English", "English"),
    "language": Label("语言", "Language"),
    "large_text": Label("大字", "Larger text"),
    "large_text.sign": Label("字", "A"),
    "still.title": Label("您还在吗？", "Are you still there?"),
    "still.body": Label(
        "倒计时结束后会清空购物车，回到首页。",
        "When the countdown ends, your cart is cleared and we start over.",
    ),
    "still.here": Label("我还在", "I'm still here"),
}

ROOMS = (
    EVERYWHERE, SHOPPING, FACES, TYPING, CODES, PAYING, RISK, JOINING, MEMBERS, AGREEMENTS, CABINET,
    STAFF_PAGES, STAFF_MONEY, DECISIONS, COMMISSIONING, FAULTS,
)  # fmt: skip
TEXTS: dict[str, Label] = {key: label for room in ROOMS for key, label in room.items()}
