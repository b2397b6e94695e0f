"""alipay.user.agreement.*: the page that the app opens to sign, query, and unsign.

Fields and statuses: [S] the vendor's page of alipay.user.agreement.query and notices seen in public
code (NORMAL, STOP; personal_product_code, sign_scene, external_agreement_no). By which numbers an
agreement is found: [V] aliyun.com ask/285584. That the page's address is as strictly checked as a
request is [K].
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from kiosk.simulators.payment_service import agreements, buyers
from kiosk.simulators.payment_service.agreements import Agreement, Terms
from kiosk.simulators.payment_service.alipay_request import Call, GatewayError, checked
from kiosk.simulators.payment_service.alipay_trades import Node, stamp
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.buyers import Buyer
from kiosk.simulators.payment_service.errors import ControlError, FieldError
from kiosk.simulators.payment_service.exchange import Request
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.keys import Keys
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.till import Till

SIGN_PAGE = "alipay.user.agreement.page.sign"
SCENE = r"[A-Z_]+\|[A-Z_]+"
DEFAULT_SCENE = "DEFAULT|DEFAULT"


def page(url: str, keys: Keys, merchant: Merchant, now: datetime, slack_s: float) -> Terms:
    """What the app shows of a scanned address, once its signature verified. Raises ControlError."""
    parts = urlsplit(url)
    request = Request("GET", f"{parts.path}?{parts.query}", {}, b"")
    try:
        call = checked(request, keys, merchant, now, slack_s)
        if parts.path != "/gateway.do" or call.method != SIGN_PAGE:
            raise ControlError("This QR code is no page to sign an agreement on.")
        if call.biz.inner("access_params").text("channel", 16) not in {"QRCODE", "QRCODEORSMS"}:
            raise ControlError("This agreement is not to be signed by scanning.")
        return _terms(call.biz, shown=call.biz.text("external_logon_id", 100, default=""))
    except (GatewayError, FieldError) as error:
        raise ControlError(f"The app does not open this page: {error}.") from error


def query(till: Till, call: Call) -> Node:
    found = _named(till.books, call.biz)
    return {
        **_buyer_fields(buyers.named(till.books, found.buyer)),
        "agreement_no": found.number,
        "external_agreement_no": found.external,
        "personal_product_code": found.product,
        "sign_scene": found.scene,
        "status": "NORMAL" if found.stands else "STOP",
        "sign_time": stamp(found.signed_ms),
        "valid_time": stamp(found.signed_ms),
        "invalid_time": "2115-02-01 00:00:00",
    }


def unsign(till: Till, call: Call) -> Node:
    """Once it is ended there is none to end [K]."""
    found = _named(till.books, call.biz)
    agreements.end(till.books, agreements.standing(till.books, found.number))
    return {}


def _named(books: Books, biz: Fields) -> Agreement:
    if biz.has("agreement_no"):
        return agreements.numbered(books, biz.text("agreement_no", 64))
    return agreements.of_merchant(books, _terms(biz))


def _terms(biz: Fields, shown: str = "") -> Terms:
    scene = biz.text("sign_scene", 64, SCENE)
    if scene == DEFAULT_SCENE:  # [V] not together with the merchant's own number
        raise biz.error("sign_scene")
    external = biz.text("external_agreement_no", 32, "[0-9A-Za-z_]+")
    return Terms(external, biz.text("personal_product_code", 64), scene, shown)


def _buyer_fields(buyer: Buyer) -> Node:
    return {"alipay_logon_id": buyer.logon_id, "principal_id": buyer.alipay_id}
