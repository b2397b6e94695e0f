"""Doctor's check of smart cabinets: their file, and the serial ports that it names.

Nothing is opened or moved: which lock opens which door is learnt by `kiosk cabinet learn`.
"""

from __future__ import annotations

from kiosk import doctor_devices
from kiosk.config import Settings
from kiosk.domain.cabinet_wiring import SIMULATED
from kiosk.domain.language import Label
from kiosk.flows.records import Finding, Grade
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.typed_file import FileProblem


def cabinets(settings: Settings) -> Finding:
    path = settings.cabinet.file
    if path is None:
        return Finding("cabinets", Grade.GOOD, Label("没有设置柜机", "no cabinet is set"))
    try:
        catalogue = load_catalogue(settings.paths.catalogue)
    except FileProblem:
        told = Label("商品文件修好后才能检查", "can be checked once the catalogue can be read")
        return Finding("cabinets", Grade.WARNING, told)
    try:
        planned, wiring = load_cabinets(path, catalogue)
    except FileProblem as error:
        return Finding(
            "cabinets",
            Grade.BAD,
            Label(f"柜机文件读不了，或写得不对。{error}", str(error)),
            Label(f"请改正 {path}。", f"Correct {path}."),
        )
    in_file = Label(f"{path} 里的 device", f"device in {path}")
    for device in sorted({port.device for port in wiring.ports} - {SIMULATED}):
        found = doctor_devices.port_found("cabinets", device, in_file)
        if found.grade is not Grade.GOOD:
            return found
    names = Label(
        "、".join(one.name.zh for one in planned), ", ".join(one.name.en for one in planned)
    )
    count = sum(len(one.doors) for one in planned)
    detail = Label(f"{names.zh}；门 {count} 扇", f"{names.en}; doors: {count}")
    return Finding("cabinets", Grade.GOOD, detail)
