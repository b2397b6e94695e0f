"""A shop to measure: a folder with settings, members and people to put before the camera.

Everything is as in the simulated kiosk: its own broker, a simulated lock board, real bytes.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from kiosk.devices.camera_source import PhotoFolderSource
from kiosk.devices.device_secret import FileSecret
from kiosk.devices.photo_scene import moving, prepare_picture
from kiosk.domain.money import Money
from kiosk.storage import members, staff_pin, wallet
from kiosk.storage.database import open_database
from kiosk.storage.sealing import open_vault
from models.packs import Pack, load_pack
from models.pipeline import Pipeline
from models.results import Template
from scripts.benchmarks.errors import FramesError
from scripts.benchmarks.frames import FRAME_SIZE

SAMPLES = Path("var/samples")
MEMBER, STRANGER = "obama.jpg", "biden.jpg"
STAFF_PIN = "820463"
OPENED = datetime(2026, 1, 5, 9, tzinfo=UTC)

_SETTINGS = """\
[site]
name = {{ zh = "麦光咖啡", en = "Maiguang Café" }}
[paths]
data_dir = "data"
catalogue = "sample:"
models_dir = "{models}"
[screen]
fullscreen = false
[camera]
url = "dir:{home}/people"
[face]
search_timeout_s = 60
gestures = 0  # their second or two are the shopper's, not the machine's
[locks]
port = "simulator:"
[printer]
url = "file:{home}/receipts.bin"
[cloud]
mode = "embedded"
port = {port}
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """`settings` is the kiosk's settings file; `member` can be recognised, `stranger` cannot."""

    settings: Path
    member: Path
    stranger: Path


@contextmanager
def furnished(models: Path, member_count: int) -> Iterator[Shop]:
    """A shop that was open before, so that the next start is a second one. Gone afterwards.

    Raises PackError, and FramesError without the sample photographs.
    """
    with TemporaryDirectory(prefix="kaimen-bench-") as folder:
        home = Path(folder)
        people = home / "people"
        people.mkdir()
        for name in (MEMBER, STRANGER):
            if not (SAMPLES / name).is_file():
                raise FramesError(f"{SAMPLES / name} is missing. Run: python -m kiosk samples")
            shutil.copy(SAMPLES / name, people)
        settings = home / "kiosk.toml"
        settings.write_text(
            _SETTINGS.format(models=models.absolute(), home=home, port=_free_port())
        )
        _fill(home / "data" / "kiosk.sqlite3", load_pack(models), people / MEMBER, member_count)
        yield Shop(settings, people / MEMBER, people / STRANGER)


def _fill(path: Path, pack: Pack, photo: Path, member_count: int) -> None:
    path.parent.mkdir(parents=True)
    with closing(open_database(path)) as database:
        vault = open_vault(database, FileSecret(path.with_name("device-secret")), os.urandom).vault
        staff_pin.choose(database, vault, STAFF_PIN, os.urandom(16), OPENED)
        rows = np.random.default_rng(1).standard_normal((member_count, pack.embedding.size))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        templates = [_templates_of(pack, photo)]
        templates += [(Template(pack.id, row.astype("<f4").tobytes()),) for row in rows[1:]]
        for number, some in enumerate(templates):
            phone = f"138{number:08d}"
            new = members.NewMember(f"member-{number}", phone, "王", None, some)
            members.register(database, vault, new, OPENED)
        wallet.top_up(database, "top-up-1", "member-0", Money(500_00), OPENED)


def _templates_of(pack: Pack, photo: Path) -> tuple[Template, ...]:
    """Four frames, half a second apart, as signing up takes them."""
    canvas = prepare_picture(photo, FRAME_SIZE, PhotoFolderSource(photo).fill)
    if canvas is None:
        raise FramesError(f"{photo} cannot be read. Run: python -m kiosk samples")
    pipeline = Pipeline(pack)
    seen = [pipeline.sight(moving(canvas, FRAME_SIZE, 1 + age / 2), None) for age in range(4)]
    return tuple(sighting.template for sighting in seen if sighting.template is not None)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
