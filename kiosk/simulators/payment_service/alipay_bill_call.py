"""alipay.data.dataservice.bill.downloadurl.query: an address to fetch the day's bill from."""

from __future__ import annotations

from datetime import date

from kiosk.simulators.payment_service.alipay_bill import zipped_bill
from kiosk.simulators.payment_service.alipay_request import Call
from kiosk.simulators.payment_service.till import Till


def download_url(till: Till, call: Call) -> dict[str, object]:
    """Days only; today's bill is given too, which the true service does not [S]."""
    call.biz.text("bill_type", 32, "trade")
    text = call.biz.text("bill_date", 10, "[0-9]{4}-[0-9]{2}-[0-9]{2}")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise call.biz.error("bill_date") from error
    token = till.new_token()
    till.shelf.put(token, zipped_bill(till.books, till.merchant, day))
    return {"bill_download_url": f"{till.shelf.address}/bills/{token}"}
