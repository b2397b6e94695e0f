"""The gateway's settings: where it listens, and the accounts whose keys it holds. A TOML file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from kiosk import typed_file
from kiosk.config_messages import MessageAccount
from kiosk.config_money import AlipayAccount, WechatAccount
from kiosk.config_values import FOLDER, FilePath, Host, Section, Timezone

KEY_FILE = "gateway-key.pem"
DATABASE = "gateway.sqlite3"


class Gateway(Section):
    """Where the gateway listens, and where it keeps its books and its own key."""

    host: Host = Field(
        default="127.0.0.1",
        description="Address to listen on. Put a proxy with TLS in front: kiosks refuse http.",
    )
    port: int = Field(default=8480, ge=0, le=65535, description="0: any free one.")
    data_dir: FilePath = Field(
        default=Path("data"), description=f"Folder of {DATABASE} and {KEY_FILE}. Back it up."
    )
    timezone: Timezone = Field(
        default="Asia/Shanghai", description="IANA name. Daily limits follow it."
    )
    store_id: str = Field(
        default="", max_length=32, description="The shop's number at the payment services, if any."
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> Path:
        return self.data_dir / DATABASE

    @property
    def key_file(self) -> Path:
        return self.data_dir / KEY_FILE


class GatewaySettings(Section):
    """The whole file. An account that is left out is a service that is not offered."""

    gateway: Gateway = Field(default_factory=Gateway)
    alipay: AlipayAccount | None = None
    wechat: WechatAccount | None = None
    messages: MessageAccount | None = None

    @model_validator(mode="before")
    @classmethod
    def _with_its_own_section(cls, raw: Any) -> Any:
        """Left out it is made like an empty one, so that its paths start at the folder."""
        return {"gateway": {}} | raw if isinstance(raw, dict) else raw

    @model_validator(mode="after")
    def _complete(self) -> Self:
        accounts = {"alipay": self.alipay, "wechat": self.wechat, "messages": self.messages}
        for name, account in accounts.items():
            if account is not None and (missing := account.missing()):
                raise ValueError(f"needs [{name}] {', '.join(missing)}, or no [{name}] at all.")
        return self


def load(path: Path) -> GatewaySettings:
    """Relative paths start at the file's folder. Raises FileProblem."""
    return typed_file.read(path, GatewaySettings, context={FOLDER: path.parent.absolute()})


def example_text() -> str:
    """A settings file with every setting explained. It loads."""
    return "\n".join(_example_lines())


def _example_lines() -> Iterator[str]:
    yield "# Settings of a Kaimen payment gateway: python -m kiosk.gateway serve --config FILE"
    yield from _section("gateway", Gateway, "")
    accounts: dict[str, type[Section]] = {
        "alipay": AlipayAccount,
        "wechat": WechatAccount,
        "messages": MessageAccount,
    }
    for name, kind in accounts.items():
        yield from _section(name, kind, "# ")
    yield ""


def _section(name: str, kind: type[Section], mark: str) -> Iterator[str]:
    yield f"\n# {kind.__doc__}\n{mark}[{name}]"
    for key, field in kind.model_fields.items():
        yield f"# {field.description}"
        if field.default is None:
            yield f'# {key} = "…"'
        else:
            value = field.default if isinstance(field.default, int) else str(field.default)
            yield f"{mark}{key} = {json.dumps(value)}"
