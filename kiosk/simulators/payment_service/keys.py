"""The key pairs of both sides: made once into a folder, read again from there.

The merchant's private keys lie here too, because no portal exists to download them from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from kiosk.simulators.payment_service.errors import SettingsError
from kiosk.simulators.payment_service.given import Rng

PUBLIC_KEY_ID = "PUB_KEY_ID_0119000000422026112100000000000042"
MERCHANT_SERIAL = 0x42A1_0000_0000_0000_0000_0000_0000_0000_0000_0042
PLATFORM_SERIAL = 0x5157_0000_0000_0000_0000_0000_0000_0000_0000_0042
VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Keys:
    """`folder` holds the files that the kiosk or the gateway needs; see `merchant_files`."""

    folder: Path
    alipay: RSAPrivateKey = field(repr=False)  # signs answers and notifies
    alipay_merchant: RSAPublicKey = field(repr=False)  # checks requests
    wechat: RSAPrivateKey = field(repr=False)  # public-key mode
    wechat_platform: RSAPrivateKey = field(repr=False)  # certificate mode
    wechat_certificate: bytes = field(repr=False)
    wechat_merchant: RSAPublicKey = field(repr=False)
    apiv3_key: bytes = field(repr=False)
    forger: RSAPrivateKey = field(repr=False)  # signs what a stranger sends

    @property
    def merchant_serial(self) -> str:
        return serial_text(MERCHANT_SERIAL)

    @property
    def platform_serial(self) -> str:
        return serial_text(PLATFORM_SERIAL)

    def merchant_files(self) -> dict[str, Path]:
        """What the merchant configures, by what it is."""
        return {
            "alipay_private_key": self.folder / "alipay_merchant_private.pem",
            "alipay_public_key": self.folder / "alipay_public.pem",
            "wechat_private_key": self.folder / "wechat_merchant_private.pem",
            "wechat_public_key": self.folder / "wechat_public.pem",
            "wechat_apiv3_key": self.folder / "wechat_apiv3_key.txt",
        }


def serial_text(serial: int) -> str:
    return f"{serial:040X}"


def keys_in(folder: Path, rng: Rng) -> Keys:
    """The keys of `folder`; missing ones are made. Raises SettingsError for a file not of ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _keys(folder, rng)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(
            f"Cannot use the keys in {folder}: {error}. Move the folder away; new ones are made."
        ) from error


def _keys(folder: Path, rng: Rng) -> Keys:
    platform = _private(folder, "wechat_platform")
    return Keys(
        folder=folder,
        alipay=_private(folder, "alipay"),
        alipay_merchant=_private(folder, "alipay_merchant").public_key(),
        wechat=_private(folder, "wechat"),
        wechat_platform=platform,
        wechat_certificate=_certificate(folder, platform),
        wechat_merchant=_private(folder, "wechat_merchant").public_key(),
        apiv3_key=_apiv3_key(folder / "wechat_apiv3_key.txt", rng),
        forger=_private(folder, "forger"),
    )


def _private(folder: Path, name: str) -> RSAPrivateKey:
    path = folder / f"{name}_private.pem"
    if not path.exists():
        made = generate_private_key(public_exponent=65537, key_size=2048)
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(path, pem)
        public = made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        _write(folder / f"{name}_public.pem", public)
    # Our own file, for nobody else to write: checking its primes would take 90 ms a key.
    key = load_pem_private_key(
        path.read_bytes(), password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{path.name} is not an RSA key")
    return key


def _certificate(folder: Path, key: RSAPrivateKey) -> bytes:
    path = folder / "wechat_platform_certificate.pem"
    if not path.exists():
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Simulated Tenpay")])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(PLATFORM_SERIAL)
            .not_valid_before(VALID_FROM)
            .not_valid_after(VALID_FROM + timedelta(days=365 * 30))
            .sign(key, hashes.SHA256())
        )
        _write(path, made.public_bytes(Encoding.PEM))
    return path.read_bytes()


def _apiv3_key(path: Path, rng: Rng) -> bytes:
    """32 letters and digits, as a merchant would choose them in the portal."""
    if not path.exists():
        _write(path, rng.randbytes(16).hex().encode())
    key = path.read_bytes().strip()
    if len(key) != 32:
        raise ValueError(f"{path.name} does not hold 32 characters")
    return key


def _write(path: Path, contents: bytes) -> None:
    """Whole or not at all, and for this user only."""
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    part.write_bytes(contents)
    part.replace(path)
