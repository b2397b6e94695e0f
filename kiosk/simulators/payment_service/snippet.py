"""What a merchant needs to know of a running service: a file for commands, settings to copy."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.simulators.payment_service.errors import ControlError
from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID
from kiosk.simulators.payment_service.service import PaymentService

ADDRESSES = "service.json"
AGREEMENT_SCENE = "INDUSTRY|SOCIALIZATION"


def write_addresses(service: PaymentService) -> None:
    """So that commands find the service that runs on this folder."""
    path = service.folder / ADDRESSES
    addresses = {
        "alipay": service.alipay_url,
        "wechat": service.url,
        "control": service.control_url,
    }
    path.write_text(json.dumps(addresses, indent=2) + "\n", encoding="utf-8")


def control_address(folder: Path) -> str:
    """Raises ControlError."""
    try:
        known = json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))
        return str(known["control"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ControlError(
            f"No payment service has run in {folder}. Start one, or name its --folder."
        ) from error


def settings_snippet(service: PaymentService) -> str:
    """Sections [alipay] and [wechat] as the gateway reads them, or the kiosk in mode direct."""
    merchant = service.settings.merchant
    files = {name: path.absolute() for name, path in service.keys.merchant_files().items()}
    return f"""[alipay]
app_id = "{merchant.app_id}"
seller_id = "{merchant.seller_id}"
private_key_file = "{files["alipay_private_key"]}"
alipay_public_key_file = "{files["alipay_public_key"]}"
agreement_scene = "{AGREEMENT_SCENE}"
url = "{service.alipay_url}"

[wechat]
mchid = "{merchant.mchid}"
appid = "{merchant.wechat_appid}"
serial = "{service.keys.merchant_serial}"
private_key_file = "{files["wechat_private_key"]}"
apiv3_key_file = "{files["wechat_apiv3_key"]}"
public_key_file = "{files["wechat_public_key"]}"
public_key_id = "{PUBLIC_KEY_ID}"
payscore_service_id = "{merchant.service_id}"
url = "{service.url}"
"""
