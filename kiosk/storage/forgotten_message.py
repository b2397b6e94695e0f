"""What the back office is told of a member who is forgotten: the signed receipt, and no id.

It has purchases under the member's id, and finds them by the receipt's SHA-256 of it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from cloud_sync import topics
from cloud_sync.outbox import OutboundMessage
from cloud_sync.payloads import MemberForgotten
from kiosk.ports import ReceiptSigner


def forgotten_message(signer: ReceiptSigner, receipt: str, at: datetime) -> OutboundMessage:
    """The key is made of the receipt: however often it is put or sent, it is one forgetting."""
    payload = MemberForgotten(site=signer.site_id, device=signer.device_id, receipt=receipt)
    key = f"forgotten-{hashlib.sha256(receipt.encode()).hexdigest()[:40]}"
    topic = topics.answers(signer.site_id, signer.device_id)
    return OutboundMessage(key, topic, payload.to_bytes(), int(at.timestamp() * 1000))
