"""The kinds of values that settings take: names, paths, zones and the ends of devices. Pure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from cloud_sync.errors import SettingsError
from cloud_sync.topics import checked_name
from kiosk.domain.language import Label
from kiosk.typed_file_words import nearest, shown

FOLDER = "folder"
"""Key of the validation context: the folder that relative paths start at."""


class Section(BaseModel):
    """One table of a settings file: nothing is converted, nothing unknown is let through."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_default=True, allow_inf_nan=False
    )


def _topic_name(name: str) -> str:
    try:
        return checked_name(name)
    except SettingsError as error:
        raise ValueError(f"is {shown(name)}; use 1 to 64 of A-Z a-z 0-9 . _ - only.") from error


def _in_folder(path: Path, info: ValidationInfo) -> Path:
    if "\0" in str(path):
        raise ValueError("holds a NUL character, which no path can.")
    expanded = _home_expanded(path)
    folder = (info.context or {}).get(FOLDER)
    return expanded if folder is None else folder / expanded


def _home_expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError(f"is {shown(str(path))}, but that home folder is unknown.") from error


def _url_in_folder(url: str, info: ValidationInfo) -> str:
    """A URL of a file or folder with its whole path, other URLs as they are.

    As in every URL, %3F in the path is a question mark, and options may follow a bare one.
    """
    scheme, _, rest = url.partition(":")
    if scheme not in {"file", "dir", "text"}:
        return url
    path, mark, options = rest.partition("?")
    whole = str(_in_folder(Path(unquote(path)), info))
    return f"{scheme}:{whole.replace('%', '%25').replace('?', '%3F')}{mark}{options}"


def one_of(*forms: tuple[str, str]) -> AfterValidator:
    """A text that has one of the forms, each (regular expression, how people write it)."""

    def check(text: str) -> str:
        if not any(re.fullmatch(pattern, text) for pattern, _ in forms):
            written = " or ".join(form for _, form in forms)
            raise ValueError(f"is {shown(text)}. Write it like {written}.")
        return text

    return AfterValidator(check)


def _without_password(url: str) -> str:
    if re.match(r"rtsps?://[^/]*@", url):
        raise ValueError("holds a password. Put USER:PASSWORD into a file: credentials_file.")
    return url


def _safe_transport(url: str) -> str:
    """Without TLS to this computer only: others on the line would read the shoppers' codes."""
    if re.match(r"http://(?!(localhost|127\.[0-9.]+)([:/]|$))", url):
        raise ValueError(f"is {shown(url)}. Use https; http is for simulators on this computer.")
    return url


def _not_blank(label: Label) -> Label:
    if not (label.zh.strip() and label.en.strip()):
        raise ValueError("needs words in both languages, zh and en.")
    return label


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(_zone_sentence(name, available_timezones())) from error
    return name


def _zone_sentence(name: str, known: set[str]) -> str:
    if not known:
        return "cannot be checked: no time zones on this system. Install them: apt install tzdata"
    return f"is {shown(name)}, which is no time zone.{_zone_hint(name, known)}"


def _zone_hint(name: str, known: set[str]) -> str:
    hint = nearest(name, sorted(known))
    return hint if "Did you mean" in hint else ' Use an IANA name such as "Asia/Shanghai".'


Name = Annotated[str, AfterValidator(_topic_name)]
PackName = Annotated[str, one_of((r"[a-z0-9][a-z0-9._-]{0,63}", "yunet-sface"))]
Host = Annotated[str, one_of((r"[A-Za-z0-9._:-]{1,253}", "mqtt.example.com"))]
FilePath = Annotated[Path, Field(strict=False), AfterValidator(_in_folder)]
Timezone = Annotated[str, AfterValidator(_known_zone)]
Words = Annotated[Label, AfterValidator(_not_blank)]

ServiceUrl = Annotated[
    str,
    AfterValidator(_safe_transport),
    one_of((r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[\w./-]*)?", "https://pay.example.com")),
]

# Only the kind is checked here; the devices know the rest of their URLs.
CameraUrl = Annotated[
    str,
    AfterValidator(_without_password),
    one_of(
        (r"none:", "none:"),
        (r"v4l2:.+", "v4l2:/dev/video0"),
        (r"rtsps?://.+", "rtsp://HOST/PATH"),
        (r"file:.+", "file:VIDEO"),
        (r"dir:.+", "dir:FOLDER"),
    ),
    AfterValidator(_url_in_folder),
]
DepthUrl = Annotated[
    str,
    one_of(
        (r"none:", "none:"),
        (r"simulator:", "simulator:"),
        (r"[A-Za-z_][\w.]*:[A-Za-z_]\w*", "my_camera:MyCamera"),
    ),
]
PrinterUrl = Annotated[
    str,
    one_of(
        (r"none:", "none:"),
        (r"device:.+", "device:/dev/usb/lp0"),
        (r"tcp:.+", "tcp:HOST:9100"),
        (r"serial:.+", "serial:/dev/ttyUSB1"),
        (r"file:.+", "file:PATH"),
        (r"text:.+", "text:PATH"),
    ),
    AfterValidator(_url_in_folder),
]
LockPort = Annotated[
    str,
    one_of(
        (r"none:", "none:"),
        (r"simulator:", "simulator:"),
        (r"/dev/[\w./:-]+", "/dev/ttyUSB0"),
        (r"COM[0-9]{1,3}", "COM3"),
    ),
]
