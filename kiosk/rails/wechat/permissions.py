"""Members' permission for WeChat Payscore (免确认), known by the openid: does it stand, its end.

To give it, WeChat opens a page of its own from a mini program or an official account of the
merchant, with an `apply_permissions_token` [K]: a kiosk's screen has no such page, so the openid is
entered at the gateway (`python -m kiosk.gateway agreements set`). `authorization_state`:
UNAVAILABLE, AVAILABLE, UNBINDUSER [S: payscore/permissions/openid/{openid}].
"""

from __future__ import annotations

from collections.abc import Callable

from wechatpayv3 import WeChatPay

from kiosk.domain.agreement import Wish
from kiosk.rails.agreement_keeper import Found, Missing, Signed, Unclear
from kiosk.rails.errors import RailError
from kiosk.rails.wechat.answers import is_not_there, text
from kiosk.rails.wechat.merchant import Answer, Merchant


class PayscorePermissions:
    """An `AgreementService`. `number` is the member's openid."""

    def __init__(self, merchant: Merchant) -> None:
        self._merchant = merchant
        self._service_id = merchant.account.payscore_service_id

    def code_url(self, wish: Wish) -> str | None:
        """None: not on a screen of ours."""

    def find(self, wish_id: str, number: str) -> Found:
        if not number:
            return Missing()
        answer = self._ask(
            lambda wechat: wechat.payscore_permission_query(self._service_id, openid=number)
        )
        if isinstance(answer, Unclear):
            return answer
        match text(answer.fields.get("authorization_state")):
            case "AVAILABLE":
                return Signed(number)
            case "UNAVAILABLE" | "UNBINDUSER":
                return Missing()
            case _:
                return Missing() if is_not_there(answer) else _unclear(answer)

    def end(self, wish_id: str, number: str) -> Missing | Unclear:
        answer = self._ask(
            lambda wechat: wechat.payscore_permission_terminate(
                self._service_id,
                "the member ended it",
                openid=number,
                appid=self._merchant.account.appid,
            )
        )
        if isinstance(answer, Unclear):
            return answer
        if 200 <= answer.status < 300 or is_not_there(answer):
            return Missing()
        return Missing() if self.find(wish_id, number) == Missing() else _unclear(answer)

    def _ask(self, call: Callable[[WeChatPay], tuple[int, str]]) -> Answer | Unclear:
        try:
            return self._merchant.ask(call)
        except RailError as error:
            return Unclear(str(error))


def _unclear(answer: Answer) -> Unclear:
    return Unclear(f"WeChat Pay says HTTP {answer.status} {answer.code}.")
