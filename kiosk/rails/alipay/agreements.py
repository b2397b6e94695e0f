"""Members' agreements with Alipay: the code to sign one, whether it was signed, and its end.

The address of the signing page is made here and opened by the shopper's app; Alipay hears of it
only then. Status: TEMP (begun), NORMAL, STOP [S: alipay.user.agreement.query]. What is not there
says USER_AGREEMENT_NOT_EXIST [V: aliyun.com ask/285584].
"""

from __future__ import annotations

from kiosk.domain.agreement import Wish
from kiosk.rails.agreement_keeper import Found, Missing, Signed, Unclear
from kiosk.rails.alipay import wire
from kiosk.rails.alipay.answers import BUSINESS_NO, DONE, Fields
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.errors import RailError

NOT_THERE = {"USER_AGREEMENT_NOT_EXIST", "ACQ.USER_AGREEMENT_NOT_EXIST"}


class AlipayAgreements:
    """An `AgreementService`. Safe to share between threads."""

    def __init__(self, service: AlipayService) -> None:
        self._service = service

    def code_url(self, wish: Wish) -> str | None:
        account = self._service.account
        if not account.agreement_scene:
            return None
        biz = wire.sign_page(account, wish)
        return wire.page(account, wire.SIGN_PAGE, biz, self._service.now())

    def find(self, wish_id: str, number: str) -> Found:
        try:
            biz = wire.agreement(self._service.account, wish_id, number)
            fields = self._service.ask(wire.AGREEMENT_QUERY, biz)
        except RailError as error:
            return Unclear(str(error))
        if _is_not_there(fields):
            return Missing()
        if fields.get("code") != DONE:
            return Unclear(f"Alipay says {fields.get('code')} {fields.get('sub_code', '')}.")
        theirs = fields.get("agreement_no")
        is_ours = theirs == number if number else fields.get("external_agreement_no") == wish_id
        if not is_ours or not isinstance(theirs, str) or not theirs:
            return Unclear("Alipay's answer is about another agreement.")
        match fields.get("status"):
            case "NORMAL":
                return Signed(theirs)
            case "STOP" | "TEMP":  # ended; or begun, and not signed yet
                return Missing()
            case status:
                return Unclear(f"Alipay says {str(status)[:40]}.")

    def end(self, wish_id: str, number: str) -> Missing | Unclear:
        try:
            biz = wire.agreement(self._service.account, wish_id, number)
            fields = self._service.ask(wire.UNSIGN, biz)
        except RailError as error:
            return Unclear(str(error))
        if fields.get("code") == DONE or _is_not_there(fields):
            return Missing()
        return Unclear(f"Alipay says {fields.get('code')} {fields.get('sub_code', '')}.")


def _is_not_there(fields: Fields) -> bool:
    return fields.get("code") == BUSINESS_NO and fields.get("sub_code") in NOT_THERE
