"""When a trade that nobody pays closes: Alipay's relative times and WeChat's RFC 3339."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from kiosk.simulators.payment_service.errors import FieldError
from kiosk.simulators.payment_service.trades import BEIJING, beijing

UNITS_MS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}
LONGEST_MS = 15 * 86_400_000  # [K] 1m to 15d


def express_ms(text: str, now_ms: int) -> int:
    """ "2m", "1h", "3d", or "1c": until the end of the day in Beijing. Raises FieldError."""
    if text == "1c":
        day = beijing(now_ms).replace(hour=0, minute=0, second=0, microsecond=0)
        return int((day + timedelta(days=1)).timestamp() * 1000)
    found = re.fullmatch("([1-9][0-9]{0,4})([mhd])", text)
    life_ms = int(found[1]) * UNITS_MS[found[2]] if found else LONGEST_MS + 1
    if life_ms > LONGEST_MS:
        raise FieldError("timeout_express", missing=False)
    return now_ms + life_ms


def beijing_ms(text: str, now_ms: int) -> int:
    """ "2026-11-21 15:04:05", in Beijing. A time that is over is refused [K]. Raises FieldError."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
    except ValueError as error:
        raise FieldError("time_expire", missing=False) from error
    expires_ms = int(moment.timestamp() * 1000)
    if expires_ms <= now_ms:
        raise FieldError("time_expire", missing=False)
    return expires_ms


def rfc3339_ms(text: str) -> int:
    """ "2026-11-21T15:04:05+08:00". Raises FieldError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise FieldError("time_expire", missing=False) from error
    if moment.tzinfo is None or "T" not in text:
        raise FieldError("time_expire", missing=False)
    return int(moment.timestamp() * 1000)
