"""What is missing or broken on this kiosk, and what to do about it.

One check a function; each answers with one finding and never raises. Used by
`python -m kiosk doctor` and by the staff's status page.
"""

from __future__ import annotations

import importlib.util
import os
import resource
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from firmware_bridge.link import known_ports
from kiosk.config import Settings
from kiosk.flows.records import Finding, Grade
from kiosk.storage import journal
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.database import StorageError, check, open_database
from kiosk.storage.recovery import Recovered
from kiosk.typed_file import FileProblem
from kiosk.workers.health import LEAST_FREE_BYTES, Vitals, free_bytes, problems
from models.errors import ModelsError

MEMORY_GOAL_MB = 400
LOW_DISK_BYTES = 10 * LEAST_FREE_BYTES


def findings(
    settings: Settings, now: datetime, recovered: Recovered | None = None
) -> tuple[Finding, ...]:
    """Every check, worst first within the order people look at things."""
    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _catalogue(settings.paths.catalogue),
        lambda: _database(settings.paths.data_dir, now),
        lambda: _clock(settings.paths.data_dir, now),
        lambda: _disk(settings.paths.data_dir),
        lambda: _models(settings),
        lambda: _camera(settings),
        lambda: _ports(settings),
        lambda: _printer(settings),
        lambda: _cloud(settings),
        _fonts,
        _memory,
    )
    found = [one() for one in checks]
    if recovered is not None:
        found.append(_recovery(recovered))
    order = {Grade.BAD: 0, Grade.WARNING: 1, Grade.GOOD: 2}
    return tuple(sorted(found, key=lambda finding: order[finding.grade]))


def _catalogue(path: Path) -> Finding:
    try:
        catalogue = load_catalogue(path)
    except FileProblem as error:
        return Finding("catalogue", Grade.BAD, str(error), f"Correct {path}.")
    return Finding("catalogue", Grade.GOOD, f"{len(catalogue.products)} products")


def _database(data_dir: Path, now: datetime) -> Finding:
    try:
        connection = open_database(data_dir / "kiosk.sqlite3")
        try:
            check(connection)
            (orders,) = connection.execute(
                "SELECT count(*) FROM orders WHERE receipt_date = ?", (now.date().isoformat(),)
            ).fetchone()
        finally:
            connection.close()
    except StorageError as error:
        return Finding("database", Grade.BAD, str(error), "Keep the file and call for help.")
    return Finding("database", Grade.GOOD, f"sound; {orders} paid orders today")


def _clock(data_dir: Path, now: datetime) -> Finding:
    found = problems(Vitals(LEAST_FREE_BYTES, now, _last_act(data_dir)))
    for problem in found.values():
        return Finding("clock", Grade.BAD, problem.detail, "sudo timedatectl set-ntp true")
    return Finding("clock", Grade.GOOD, f"{now:%Y-%m-%d %H:%M %Z}")


def _last_act(data_dir: Path) -> datetime | None:
    try:
        connection = open_database(data_dir / "kiosk.sqlite3")
    except StorageError:
        return None  # the database check says so
    try:
        return journal.last_time(connection)
    finally:
        connection.close()


def _disk(data_dir: Path) -> Finding:
    try:
        free = free_bytes(data_dir)
    except OSError as error:
        advice = "Check paths.data_dir in the settings."
        return Finding("disk", Grade.BAD, f"{data_dir}: {error.strerror}", advice)
    detail = f"{free // 2**20} MB free"
    if free < LEAST_FREE_BYTES:
        return Finding("disk", Grade.BAD, detail, "Delete what is not needed; sales have stopped.")
    if free < LOW_DISK_BYTES:
        return Finding("disk", Grade.WARNING, detail, "Delete what is not needed.")
    return Finding("disk", Grade.GOOD, detail)


def _models(settings: Settings) -> Finding:
    from models.packs import read_checked, read_manifest  # noqa: PLC0415  # heavy: OpenCV

    folder = settings.paths.models_dir / settings.face.pack
    try:
        manifest = read_manifest(folder)
        for file in manifest.files:
            read_checked(folder, file)
    except ModelsError as error:
        return Finding("models", Grade.BAD, str(error), "python -m models install")
    return Finding("models", Grade.GOOD, f"{manifest.name} {manifest.version}, verified")


def _camera(settings: Settings) -> Finding:
    from kiosk.devices.camera_url import parse_camera_url  # noqa: PLC0415  # heavy: OpenCV
    from kiosk.domain.camera import CameraError  # noqa: PLC0415

    url = settings.camera.url
    if url == "none:":
        advice = "Set [camera] url to offer face payment."
        return Finding("camera", Grade.WARNING, "no camera is set", advice)
    try:
        source = parse_camera_url(url)
    except CameraError as error:
        return Finding("camera", Grade.BAD, str(error), "Correct [camera] url.")
    path = getattr(source, "path", getattr(source, "device", None))
    if isinstance(path, Path) and not path.exists():
        advice = "Plug the camera in, or correct [camera] url."
        return Finding("camera", Grade.BAD, f"{path} is not there", advice)
    kind = url.partition(":")[0]
    return Finding("camera", Grade.GOOD, f"{kind} camera is set up")


def _ports(settings: Settings) -> Finding:
    port = settings.locks.port
    if port in {"none:", "simulator:"}:
        word = "no lock board is set" if port == "none:" else "a simulated lock board"
        return Finding("ports", Grade.GOOD, word)
    if not Path(port).exists():
        seen = ", ".join(name for name, _ in known_ports()) or "none"
        advice = "Plug the adapter in, or correct [locks] port."
        return Finding("ports", Grade.BAD, f"{port} is not there; ports found: {seen}", advice)
    if not os.access(port, os.R_OK | os.W_OK):
        advice = "sudo usermod -aG dialout $USER, then log in again"
        return Finding("ports", Grade.BAD, f"{port} may not be opened by this user", advice)
    return Finding("ports", Grade.GOOD, port)


def _printer(settings: Settings) -> Finding:
    url = settings.printer.url
    scheme, _, target = url.partition(":")
    path = target.partition("?")[0]
    if scheme == "device" and not Path(path).exists():
        advice = "Switch the printer on, or correct [printer] url."
        return Finding("printer", Grade.BAD, f"{path} is not there", advice)
    return Finding("printer", Grade.GOOD, "no printer is set" if scheme == "none" else url)


def _cloud(settings: Settings) -> Finding:
    cloud = settings.cloud
    if cloud.mode == "off":
        advice = "Set [cloud] mode to send orders to the back office."
        return Finding("cloud", Grade.WARNING, "orders stay on this kiosk", advice)
    if cloud.password_file is not None and not cloud.password_file.is_file():
        advice = "Create the file with the broker's password in it."
        return Finding("cloud", Grade.BAD, f"{cloud.password_file} is not there", advice)
    return Finding("cloud", Grade.GOOD, f"{cloud.mode} broker, {cloud.host}:{cloud.port}")


def _fonts() -> Finding:
    if importlib.util.find_spec("pylopdf_fonts_zh_cn") is None:
        advice = "pip install pylopdf-fonts-zh-cn"
        return Finding("fonts", Grade.BAD, "the Chinese font is not installed", advice)
    return Finding("fonts", Grade.GOOD, "Noto Sans SC")


def _memory() -> Finding:
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if peak_mb > MEMORY_GOAL_MB:
        return Finding("memory", Grade.WARNING, f"{peak_mb} MB at most so far", "Restart at night.")
    return Finding("memory", Grade.GOOD, f"{peak_mb} MB at most so far")


def _recovery(done: Recovered) -> Finding:
    if done == Recovered():
        return Finding("recovery", Grade.GOOD, "the last start found nothing open")
    detail = (
        f"the last start finished {len(done.finished)} orders, undid {len(done.undone)}, "
        f"found {len(done.doors)} doors unclear and {len(done.still_unknown)} payments unknown"
    )
    return Finding("recovery", Grade.WARNING, detail, "Look at these orders in the orders list.")
