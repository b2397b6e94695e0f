"""Bill files in folders and on USB sticks: listed, and read within limits."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.bill import MAX_BYTES, BillError
from kiosk.domain.bill_alipay import is_alipay
from kiosk.domain.language import Label
from kiosk.flows.staff_records import BillFile

ENDINGS = {".csv", ".txt", ".zip", ".gz"}
MOST = 50
"""Files that a screen lists; the newest first."""

_UNREADABLE = (
    OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error
)  # fmt: skip
"""What broken, encrypted and unknown kinds of files raise."""

MEDIA = (Path("/media"), Path("/run/media"), Path("/mnt"))


@dataclass(frozen=True, slots=True)
class Folders:
    """`bills` and `reports` below the data folder; sticks are looked for below `media`."""

    bills: Path
    reports: Path
    media: tuple[Path, ...] = MEDIA


def sticks(media: Iterable[Path]) -> tuple[Path, ...]:
    """What is mounted there: /media/STICK, or /media/USER/STICK."""
    found = []
    for root in media:
        for depth in ("*", "*/*"):
            found += [path for path in _safe_glob(root, depth) if _is_mounted(path)]
    return tuple(sorted(found))


def bill_files(folders: Folders) -> tuple[BillFile, ...]:
    """What looks like a bill in the bills folder and at the top of each stick."""
    places = [(folders.bills, False), *((stick, True) for stick in sticks(folders.media))]
    found = []
    for folder, on_stick in places:
        for path in _safe_glob(folder, "*"):
            if path.suffix.lower() in ENDINGS and path.is_file():
                stat = path.stat()
                found.append(
                    (stat.st_mtime, BillFile(str(path), path.name, stat.st_size, on_stick))
                )
    return tuple(file for _, file in sorted(found, key=lambda one: one[0], reverse=True)[:MOST])


def read_bill(path: Path) -> bytes:
    """The bytes of a bill, unpacked; out of a zip, its list of trades. Raises BillError."""
    try:
        if path.suffix.lower() == ".zip":
            return _unzipped(path)
        packed = path.suffix.lower() == ".gz"
        with gzip.open(path) if packed else path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except _UNREADABLE as error:
        raise BillError(0, Label("文件读不出来", f"the file cannot be read: {error}")) from error


def _unzipped(path: Path) -> bytes:
    """Alipay packs the trades with a summary, under names in GBK: known by how they begin."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist()[:10]:
            with archive.open(member) as file:
                data = file.read(MAX_BYTES + 1)
            if is_alipay(data):
                return data
    raise BillError(0, Label("压缩包里没有业务明细", "there is no list of trades in the zip file"))


def _safe_glob(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:  # a stick that was pulled out just now
        return []


def _is_mounted(path: Path) -> bool:
    try:
        return os.path.ismount(path)
    except OSError:
        return False
