"""The kiosk's settings: one frozen tree, read from a TOML file, checked at start.

A setting exists only if two sites need different values; anything else is a constant beside its
use. Secrets are paths of files, never values. Units stand in the names. Each field's description
is its help text: `example_text()` prints them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from kiosk import typed_file
from kiosk.config_cabinet import Cabinets
from kiosk.config_money import (
    Alipay,
    Counter,
    Offline,
    Payments,
    Tax,
    Wallet,
    Wechat,
    refuse_half_set_ways,
)
from kiosk.config_risk import Risk
from kiosk.config_values import (
    FOLDER,
    CameraUrl,
    FilePath,
    Host,
    LockPort,
    Name,
    PackName,
    PrinterUrl,
    Section,
    Timezone,
    Words,
)
from kiosk.domain.language import Label, Language
from kiosk.typed_file_words import shown

SAMPLE_SHOP = "sample:"
"""As `paths.catalogue`: the café that comes with the software."""


def load(path: Path, *, relative_to: Path | None = None) -> Settings:
    """The settings in a .toml (or .json) file; relative paths start at the file's folder.

    `relative_to` names another folder to start from: the settings of the simulated kiosk are
    part of the installed package, where nothing may be written. Raises FileProblem.
    """
    folder = relative_to if relative_to is not None else path.parent
    return typed_file.read(path, Settings, context={FOLDER: folder.absolute()})


def simulated_path() -> Path:
    """Settings of a kiosk without hardware; load them relative to a folder to write in."""
    return _shop_folder() / "simulated.toml"


def example_text() -> str:
    """A settings file with every setting at its default, explained. It loads."""
    return "\n".join(_example_lines())


# --- sections -----------------------------------------------------------------------------------


class Site(Section, strict=False):  # strict would refuse a table for the Label; str stays str
    """Where this kiosk stands."""

    name: Words = Field(
        default=Label(zh="开门小店", en="Kaimen Shop"),
        description="The shop's name, on the screen and on receipts.",
    )
    site_id: Name = Field(default="site-1", description="The shop's id in the back office.")
    device_id: Name = Field(
        default="kiosk-1", description="This kiosk's id; no other kiosk of the site may have it."
    )
    timezone: Timezone = Field(
        default="Asia/Shanghai",
        description="IANA name. Business days, receipt numbers and queue numbers follow it.",
    )
    language: Language = Field(
        default=Language.ZH,
        description="The language the screen starts in: zh_CN or en. Shoppers can switch.",
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Paths(Section):
    """Where things lie. Relative paths start at the folder of this file; ~ is the home folder."""

    data_dir: FilePath = Field(
        default=Path("data"),
        description="Folder of the database (members, orders) and of everything else that is kept.",
    )
    catalogue: FilePath = Field(
        default=Path("catalogue.toml"),
        description=f'Products and prices. "{SAMPLE_SHOP}" is the café that comes with Kaimen.',
    )
    models_dir: FilePath = Field(
        default=Path("models"),
        description="Folder of the installed face models: python -m models install --root FOLDER",
    )

    @property
    def device_key_file(self) -> Path:
        """What this kiosk signs with. Made at the first start; never leaves the kiosk."""
        return self.data_dir / "device-key.pem"

    @field_validator("catalogue", mode="before")
    @classmethod
    def _sample(cls, value: Any) -> Any:
        return _shop_folder() / "catalogue.toml" if value == SAMPLE_SHOP else value


class Screen(Section):
    """The window."""

    fullscreen: bool = Field(default=True, description="false shows a window of the size below.")
    width_px: int = Field(default=1080, ge=320, le=7680, description="Width of the window.")
    height_px: int = Field(default=1920, ge=320, le=7680, description="Height of the window.")


class Camera(Section):
    """The camera that looks at the shopper."""

    url: CameraUrl = Field(
        default="none:",
        description="none: | v4l2:/dev/video0 | rtsp://HOST/PATH | file:VIDEO | dir:FOLDER "
        "(photographs, one after the other). Without a camera nobody can pay by face.",
    )
    credentials_file: FilePath | None = Field(
        default=None, description="File with USER:PASSWORD in it, for rtsp cameras that ask."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.credentials_file is not None and not self.url.startswith("rtsp"):
            raise ValueError("credentials_file is for rtsp cameras; remove it.")
        return self

    def url_with_credentials(self) -> str:
        """A secret: never log it. Reads `credentials_file`, so it raises FileProblem."""
        if self.credentials_file is None:
            return self.url
        user, colon, password = typed_file.text(self.credentials_file).strip().partition(":")
        if not colon:
            raise typed_file.FileProblem(self.credentials_file, ["Write one line: USER:PASSWORD"])
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{rest}"


class Face(Section):
    """How people are recognised. Thresholds belong to the model pack and are not set here."""

    pack: PackName = Field(
        default="yunet-sface",
        description="Name of the installed model pack.",
    )
    previous_pack: PackName | None = Field(
        default=None,
        description="The pack before it, until its members have been seen by the new one: both "
        "recognise. How far it is: python -m kiosk members packs",
    )
    previous_pack_days: int = Field(
        default=90,
        ge=1,
        le=180,
        description="So long after the change what the pack before made of members is kept, for "
        "going back, where the new pack knows them already.",
    )
    min_face_px: int = Field(
        default=112,
        ge=40,
        le=2000,
        description="Smaller faces are people who only pass by: width in camera pixels.",
    )
    search_timeout_s: float = Field(
        default=15, ge=3, le=120, description="How long to look for a known face before giving up."
    )
    gestures: int = Field(
        default=2,
        ge=0,
        le=4,
        description="Turns and nods asked for, drawn at random, before a face may pay or join; "
        "0 asks for none: then a photograph of a member is enough to pass for them.",
    )
    gestures_timeout_s: float = Field(
        default=8, ge=3, le=60, description="How long one try at the gestures may take."
    )
    passive_least: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="What the passive liveness network must find, where one is installed. Without: "
        "what its own pack says (fr-liveness 0.7, InsightFace's 0.8).",
    )

    @model_validator(mode="after")
    def _changes_to_another_pack(self) -> Self:
        if self.previous_pack == self.pack:
            raise ValueError("previous_pack is the pack in use; remove it.")
        return self


class Members(Section):
    """What is kept of members, and for how long."""

    device_secret: Literal["file", "credential", "tpm"] = Field(
        default="file",
        description="Where the key lies that members are encrypted under. file: in data_dir, 0600 "
        "(does not protect a stolen disk) | credential: given by systemd | tpm: sealed to this "
        "machine's TPM 2.0.",
    )
    unused_days: int = Field(
        default=180,
        ge=1,
        le=180,
        description="Members who were not here for so many days are forgotten. The consent says "
        "180 at most.",
    )
    filing_number: str | None = Field(
        default=None,
        min_length=4,
        max_length=64,
        description="Of your filing with the provincial CAC. Without one no more than 99,999 "
        "persons' faces are stored (order 19 of CAC and MPS, article 15).",
    )


class Timeouts(Section):
    """How long screens wait for people, and how long the kiosk waits for a payment."""

    idle_s: float = Field(
        default=60, ge=10, le=900, description="No touch for so long: ask whether anybody is there."
    )
    still_there_s: float = Field(
        default=10, ge=3, le=120, description='No answer to "still there?": clear cart and face.'
    )
    confirm_s: float = Field(
        default=30, ge=5, le=300, description="Wait for the shopper to confirm name and amount."
    )
    result_s: float = Field(default=20, ge=3, le=300, description="Show receipt and queue number.")
    payment_query_s: float = Field(
        default=3, ge=0.5, le=60, description="Ask again what became of an open payment."
    )
    payment_deadline_s: float = Field(
        default=60,
        ge=5,
        le=600,
        description="Then tell the shopper that it is not known yet. The kiosk goes on asking.",
    )

    @model_validator(mode="after")
    def _asks_before_the_deadline(self) -> Self:
        if self.payment_query_s >= self.payment_deadline_s:
            raise ValueError("payment_query_s must be shorter than payment_deadline_s.")
        return self


class Locks(Section):
    """The lock board, and the lock of the pick-up door."""

    port: LockPort = Field(
        default="none:", description="none: | simulator: | the serial port, such as /dev/ttyUSB0"
    )
    board: int = Field(default=1, ge=1, le=32, description="The board's address (DIP switches).")
    lock: int = Field(default=1, ge=1, le=50, description="The channel of the pick-up door's lock.")
    polarity: Literal["closing-feedback", "opening-feedback"] = Field(
        default="closing-feedback",
        description="What closes the lock's switch: closing-feedback is a closed door, "
        "opening-feedback an open one. Try with: python -m firmware_bridge status --port PORT",
    )


class Printer(Section):
    """The receipt printer (ESC/POS)."""

    url: PrinterUrl = Field(
        default="none:",
        description="none: | device:/dev/usb/lp0 | tcp:HOST:9100 | serial:/dev/ttyS1?baud=19200 | "
        "file:PATH (bytes) | text:PATH. Receipts are sent as pictures; with ?mode=text behind it "
        "as GB18030, for printers with a Chinese font on a slow line.",
    )
    columns: Literal[32, 48] = Field(
        default=32, description="Characters a line: 32 on 58 mm paper, 48 on 80 mm."
    )


class Cloud(Section):
    """The MQTT broker that carries orders to the back office."""

    mode: Literal["embedded", "broker", "off"] = Field(
        default="off",
        description="embedded: a broker inside this kiosk | broker: the one below | off: orders "
        "stay in the database and are sent once a broker is set.",
    )
    host: Host = Field(
        default="127.0.0.1",
        description="Name or address of the broker; embedded: the address it listens on.",
    )
    port: int = Field(default=1883, ge=1, le=65535, description="Usually 1883, with TLS 8883.")
    username: str | None = Field(
        default=None, min_length=1, max_length=256, description="If the broker wants one."
    )
    password_file: FilePath | None = Field(
        default=None, description="File with the password in it, readable by the kiosk alone."
    )
    tls: bool = Field(default=False, description="true: talk to the broker through TLS.")
    ca_file: FilePath | None = Field(
        default=None,
        description="Certificate of your own authority (PEM), if the system does not know it.",
    )
    expects_receipts: bool = Field(
        default=False,
        description="true: an order is sent again until the back office itself has answered. "
        "false: the broker's acknowledgement is enough.",
    )
    fleet_key: FilePath | None = Field(
        default=None,
        description="Public key (PEM) of your back office: it may then tell this kiosk to forget a "
        "member, and gets the signed receipt. Without: no commands are taken. "
        "python -m kiosk fleet --help",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.password_file is not None and self.username is None:
            raise ValueError("password_file needs a username as well.")
        if self.ca_file is not None and not self.tls:
            raise ValueError("ca_file is given but TLS is off: set tls = true or remove ca_file.")
        if self.tls and self.mode == "embedded":
            raise ValueError("tls is for mode broker; the embedded broker has none.")
        return self


class Receipt(Section):
    """The receipt as a link, shown as a QR code."""

    url_template: str | None = Field(
        default=None, description='Such as "https://shop.example/r/{order_id}". Without: no code.'
    )

    @field_validator("url_template")
    @classmethod
    def _is_a_link(cls, template: str | None) -> str | None:
        if template is None:
            return None
        if re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d+)?/[^\s{}]*\{order_id\}[^\s{}]*", template):
            return template
        raise ValueError(
            f"is {shown(template)}. It must begin with https://HOST/ and hold {{order_id}} once."
        )


class Settings(Section):
    """The whole tree. `Settings()` has every default, with relative paths left as they are."""

    site: Site = Field(default_factory=Site)
    paths: Paths = Field(default_factory=Paths)
    screen: Screen = Field(default_factory=Screen)
    camera: Camera = Field(default_factory=Camera)
    face: Face = Field(default_factory=Face)
    members: Members = Field(default_factory=Members)
    timeouts: Timeouts = Field(default_factory=Timeouts)
    locks: Locks = Field(default_factory=Locks)
    cabinet: Cabinets = Field(default_factory=Cabinets)
    printer: Printer = Field(default_factory=Printer)
    cloud: Cloud = Field(default_factory=Cloud)
    receipt: Receipt = Field(default_factory=Receipt)
    payments: Payments = Field(default_factory=Payments)
    alipay: Alipay = Field(default_factory=Alipay)
    wechat: Wechat = Field(default_factory=Wechat)
    counter: Counter = Field(default_factory=Counter)
    wallet: Wallet = Field(default_factory=Wallet)
    offline: Offline = Field(default_factory=Offline)
    risk: Risk = Field(default_factory=Risk)
    tax: Tax = Field(default_factory=Tax)

    @model_validator(mode="before")
    @classmethod
    def _with_every_section(cls, raw: Any) -> Any:
        """A section left out is made like an empty one, so that its paths start at the folder."""
        return {name: {} for name in cls.model_fields} | raw if isinstance(raw, dict) else raw

    @model_validator(mode="after")
    def _sells_for_money(self) -> Self:
        refuse_half_set_ways(self.payments, self.alipay, self.wechat, self.counter)
        return self


def _shop_folder() -> Path:
    return Path(str(resources.files("kiosk") / "shop"))


# --- the example --------------------------------------------------------------------------------


def _example_lines() -> Iterator[str]:
    yield "# Settings of a Kaimen kiosk. Any line may be left out: these are the defaults."
    for name, section in Settings.model_fields.items():
        kind: Any = section.annotation
        yield f"\n# {kind.__doc__}\n[{name}]"
        for key, field in kind.model_fields.items():
            yield f"# {field.description}"
            yield f'# {key} = "…"' if field.default is None else f"{key} = {_toml(field.default)}"
    yield ""


def _toml(value: object) -> str:
    match value:
        case Label(zh, en):
            return f"{{ zh = {_toml(zh)}, en = {_toml(en)} }}"
        case bool() | int() | float():
            return json.dumps(value)
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return json.dumps(str(value), ensure_ascii=False)  # a JSON text is a TOML text
