"""Doctor's checks of what is around the kiosk: models, camera, lock port, printer, back office.

Nothing is opened or moved here, for the kiosk may be selling while these run. Only a printer is
asked how it is, where no kiosk has asked already.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from firmware_bridge.ports import known_ports
from kiosk.config import Settings
from kiosk.devices.printer_url import open_printer, parse_printer_url
from kiosk.domain.language import Label
from kiosk.domain.receipt_lines import PrinterError, PrinterTrouble
from kiosk.flows.records import Finding, Grade
from models.errors import ModelsError

log = logging.getLogger(__name__)

CLOUD_KINDS = {"embedded": "内置", "broker": "外部"}


def models(settings: Settings) -> Finding:
    from models.packs import read_checked, read_manifest  # noqa: PLC0415  # heavy: OpenCV

    folder = settings.paths.models_dir / settings.face.pack
    before = settings.paths.models_dir / (settings.face.previous_pack or settings.face.pack)
    try:
        manifest = read_manifest(folder)
        for each in {folder, before} if before.is_dir() else {folder}:
            for file in read_manifest(each).files:
                read_checked(each, file)
    except ModelsError as error:
        install = f"python -m models install --root {settings.paths.models_dir}"
        return Finding(
            "models",
            Grade.BAD,
            Label(f"人脸模型没有安装，或已损坏。{error}", str(error)),
            Label(f"安装：{install}", install),
        )
    pack = f"{manifest.name} {manifest.version}"
    return Finding("models", Grade.GOOD, Label(f"{pack}，校验通过", f"{pack}, verified"))


def camera(settings: Settings) -> Finding:
    from kiosk.devices.camera_url import parse_camera_url  # noqa: PLC0415  # heavy: OpenCV
    from kiosk.domain.camera import CameraError  # noqa: PLC0415

    url = settings.camera.url
    if url == "none:":
        return Finding(
            "camera",
            Grade.WARNING,
            Label("没有设置摄像头", "no camera is set"),
            Label("要用刷脸支付，请设置 [camera] url。", "Set [camera] url to offer face payment."),
        )
    try:
        source = parse_camera_url(url)
    except CameraError as error:
        return Finding(
            "camera",
            Grade.BAD,
            Label(f"摄像头地址写得不对。{error}", str(error)),
            Label("请改正 [camera] url。", "Correct [camera] url."),
        )
    path = getattr(source, "path", getattr(source, "device", None))
    if isinstance(path, Path) and not path.exists():
        advice = Label(
            "请插好摄像头，或改正 [camera] url。", "Plug the camera in, or correct [camera] url."
        )
        return Finding("camera", Grade.BAD, _not_there(path), advice)
    kind = url.partition(":")[0]
    return Finding("camera", Grade.GOOD, Label(f"已设置（{kind}）", f"{kind} camera is set up"))


def ports(settings: Settings) -> Finding:
    port = settings.locks.port
    if port == "none:":
        return Finding("ports", Grade.GOOD, Label("没有设置锁控板", "no lock board is set"))
    if port == "simulator:":
        return Finding("ports", Grade.GOOD, Label("模拟锁控板", "a simulated lock board"))
    return port_found("ports", port, Label("[locks] port", "[locks] port"))


def port_found(topic: str, port: str, setting: Label) -> Finding:
    """Whether a serial port is there and may be opened; `setting` is where it is written."""
    if not Path(port).exists():
        names = ", ".join(name for name, _ in known_ports())
        missing = _not_there(Path(port))
        return Finding(
            topic,
            Grade.BAD,
            Label(
                f"{missing.zh}；现有串口：{names or '无'}",
                f"{missing.en}; ports found: {names or 'none'}",
            ),
            Label(
                f"请插好转接线，或改正 {setting.zh}。",
                f"Plug the adapter in, or correct {setting.en}.",
            ),
        )
    if not os.access(port, os.R_OK | os.W_OK):
        allow = "sudo usermod -aG dialout $USER"
        return Finding(
            topic,
            Grade.BAD,
            Label(f"当前用户无权打开 {port}", f"{port} may not be opened by this user"),
            Label(f"{allow}，然后重新登录", f"{allow}, then log in again"),
        )
    return Finding(topic, Grade.GOOD, Label(port, port))


PRINTER_TROUBLES = {
    PrinterTrouble.NO_PAPER: (
        Label("没纸了", "out of paper"),
        Label("请装新纸卷。", "Put in a roll."),
    ),
    PrinterTrouble.COVER_OPEN: (
        Label("盖子开着", "cover open"),
        Label("请合上盖子。", "Close it."),
    ),
    PrinterTrouble.OFFLINE: (
        Label("打印机离线", "the printer is offline"),
        Label("请按打印机上的联机键或走纸键。", "Press its online or feed button."),
    ),
    PrinterTrouble.JAMMED: (
        Label("打印机故障", "the printer has a fault"),
        Label("请看是否卡纸，再关机重开。", "Look for jammed paper, switch it off and on."),
    ),
    PrinterTrouble.NOT_THERE: (
        Label("连不上打印机", "the printer does not answer"),
        Label(
            "请检查电源和连线，或改正 [printer] url。",
            "Check its power and cable, or correct [printer] url.",
        ),
    ),
    PrinterTrouble.OTHER: (
        Label("打印机用不了", "the printer cannot be used"),
        Label("详情见日志；请改正 [printer] url。", "See the log; correct [printer] url."),
    ),
}


def printer(settings: Settings, seen: Callable[[], PrinterTrouble | None]) -> Finding:
    """`seen`: what keeps it from printing, if anything."""
    url = settings.printer.url
    if url.startswith("none:"):
        return Finding("printer", Grade.GOOD, Label("没有设置打印机", "no printer is set"))
    trouble = seen()
    if trouble is None:
        return Finding("printer", Grade.GOOD, Label(url, url))
    what, advice = PRINTER_TROUBLES[trouble]
    return Finding("printer", Grade.BAD, Label(f"{what.zh}（{url}）", f"{what.en} ({url})"), advice)


def ask_printer(settings: Settings) -> PrinterTrouble | None:
    """What keeps it from printing, as it tells itself. Takes up to 3 s where nobody answers."""
    try:
        open_printer(parse_printer_url(settings.printer.url, settings.printer.columns)).check()
    except PrinterError as error:
        log.warning("%s", error)
        return error.trouble
    return None


def cloud(settings: Settings) -> Finding:
    cloud = settings.cloud
    if cloud.mode == "off":
        return Finding(
            "cloud",
            Grade.WARNING,
            Label("订单只留在本机", "orders stay on this kiosk"),
            Label(
                "要上传订单，请设置 [cloud] mode。",
                "Set [cloud] mode to send orders to the back office.",
            ),
        )
    if cloud.password_file is not None and not cloud.password_file.is_file():
        advice = Label(
            "请新建这个文件，写入服务器密码。",
            "Create the file with the broker's password in it.",
        )
        return Finding("cloud", Grade.BAD, _not_there(cloud.password_file), advice)
    where = f"{cloud.host}:{cloud.port}"
    return Finding(
        "cloud",
        Grade.GOOD,
        Label(f"{CLOUD_KINDS[cloud.mode]}服务器 {where}", f"{cloud.mode} broker, {where}"),
    )


def _not_there(path: Path) -> Label:
    return Label(f"找不到 {path}", f"{path} is not there")
