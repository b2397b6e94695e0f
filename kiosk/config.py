"""The kiosk's settings: one frozen tree, read from a TOML file, checked at start.

A setting exists only if two sites need different values; anything else is a constant beside its
use. Secrets are paths of files, never values. Units stand in the names. Each field's description
is its help text: `example_text()` prints them all. Sections of one kind are in config_*.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from kiosk import typed_file
from kiosk.config_cabinet import Cabinets
from kiosk.config_cloud import Cloud, Receipt
from kiosk.config_devices import Camera, Locks, Printer, Screen
from kiosk.config_messages import Messages, refuse_half_set_messages
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
from kiosk.config_people import Face, Members, Timeouts
from kiosk.config_risk import Risk
from kiosk.config_values import FOLDER, FilePath, Name, Section, Timezone, Words
from kiosk.domain.language import Label, Language

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
    messages: Messages = Field(default_factory=Messages)
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
        gateway = self.payments.model_dump(include={"gateway_url", "gateway_key_file"})
        refuse_half_set_messages(self.messages, gateway)
        return self

    @model_validator(mode="after")
    def _asks_the_depth_camera(self) -> Self:
        """It is asked while people move, and what it finds is weighed as the network's word is."""
        if self.camera.depth != "none:" and not (
            self.face.gestures and self.face.passive_least != 0
        ):
            raise ValueError(
                "[camera] depth would not be asked: [face] gestures must be 1 or more, and "
                "passive_least not 0."
            )
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
