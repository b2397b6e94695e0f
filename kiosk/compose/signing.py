"""Signs with this kiosk's own key: the one that it is known by at the payment gateway."""

from __future__ import annotations

import logging
from collections.abc import Callable

from kiosk.config import Settings
from kiosk.domain.problems import Fault, Problem
from kiosk.rails.signing_key import FileKey, key_in, public_key_in
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)


def fleet_signed(
    settings: Settings, problems: list[Problem]
) -> Callable[[bytes, bytes], bool] | None:
    """Whether the back office's key made a signature; None where it has nothing to say."""
    if settings.cloud.fleet_key is None:
        return None
    try:
        return public_key_in(settings.cloud.fleet_key).has_signed
    except FileProblem as problem:
        log.warning("no commands are taken: %s", problem)
        problems.append(Problem(Fault.CLOUD, str(problem)))
        return None


class DeviceSigner:
    """A `ReceiptSigner`. The key is read, or made, when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.paths.device_key_file
        self._key: FileKey | None = None
        self.site_id, self.device_id = settings.site.site_id, settings.site.device_id
        self.device = f"{self.site_id}.{self.device_id}"

    @property
    def key_id(self) -> str:
        key = self._there()
        return key.public_key.key_id if key else ""

    def sign(self, message: bytes) -> bytes:
        key = self._there()
        return key.sign(message) if key else b""

    def _there(self) -> FileKey | None:
        try:
            self._key = self._key or key_in(self._path)
        except FileProblem as problem:
            log.warning("receipts stay unsigned: %s", problem)
        return self._key
