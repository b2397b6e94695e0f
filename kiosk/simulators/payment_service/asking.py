"""A command to a running service, over its control address, and the answer as people read it."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

from kiosk.simulators.payment_service.errors import ControlError

ANSWER_S = 30.0


def ask(address: str, name: str, words: list[str]) -> object:
    """Raises ControlError."""
    parts = urlsplit(address)
    body = json.dumps({"do": name, "with": words})
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_S)
    try:
        connection.request("POST", "/", body)
        told = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ControlError(f"No payment service answers at {address}. Is it running?") from error
    finally:
        connection.close()
    if "done" not in told:
        raise ControlError(str(told.get("error", "The service did not understand.")))
    return told["done"]


def readable(done: object) -> str:
    """A text as it is; one line for each of many; else JSON."""
    if done is None:
        return "done"
    if isinstance(done, str):
        return done
    if isinstance(done, list):
        return "\n".join(_line(each) for each in done) or "none"
    return json.dumps(done, ensure_ascii=False, indent=2)


def _line(value: object) -> str:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if v not in (None, "", 0)}
        return "  ".join(f"{name}={each}" for name, each in kept.items())
    return json.dumps(value, ensure_ascii=False)
