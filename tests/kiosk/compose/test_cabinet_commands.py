"""`python -m kiosk cabinet`: set up in a terminal on true bytes, look for alike goods, undo."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from firmware_bridge.commands.terminal import Terminal
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.compose import cabinet_commands as commands
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.config_cabinet import Cabinets
from kiosk.domain.language import Language
from kiosk.storage import commissioning
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.database import open_database
from kiosk.typed_file import FileProblem
from tests.firmware_bridge.simulator.builders import real_cabinet
from tests.support.fake_clock import AT
from tests.support.technician import FILE, odd_cabinet

SHOP = Path("kiosk/shop").absolute()
MINE = (
    FILE.replace('sku = "latte"', 'sku = "sparkling-water"')
    .replace('sku = "toast"', 'sku = "yoghurt-cup"')
)  # fmt: skip


def settings_of(folder: Path, text: str = MINE) -> Settings:
    file = folder / "cabinets.toml"
    file.write_text(text, encoding="utf-8")
    settings = Settings()
    paths = settings.paths.model_copy(
        update={"data_dir": folder, "catalogue": SHOP / "catalogue.toml"}
    )
    return settings.model_copy(update={"paths": paths, "cabinet": Cabinets(file=file)})


class Hands:
    """Answers by the first words that fit; acts at the cabinet first."""

    def __init__(self, cabinet: VirtualCabinet) -> None:
        self.cabinet = cabinet
        self.asked: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        rules: list[tuple[str, Callable[[], str]]] = [
            ("Open lock 3", lambda: "f"),
            ("Open lock", lambda: "y"),
            ("Which door", self._which),
            ("Push door", self._push),
            ("Scale 3", lambda: "s"),
            ("Scale 4", lambda: "s"),
            ("Write it", lambda: "y"),
        ]
        return next(answer() for words, answer in rules if words in question)

    def _which(self) -> str:
        for door in (1, 2):
            if self.cabinet.is_open(door):
                return str(door)
        return "n"

    def _push(self) -> str:
        self.cabinet.do(acts.Close())
        return ""


@pytest.mark.slow
def test_doors_are_learnt_in_a_terminal_and_written_and_undone(tmp_path: Path) -> None:
    ids, out = count(1), io.StringIO()
    clock = time.monotonic  # noqa: TID251  # a real pty lives in real time
    with real_cabinet(odd_cabinet("kerong-cu16")) as cabinet:
        text = MINE.replace('device = "simulator:"', f'device = "{cabinet.path("bus")}"')
        settings = settings_of(tmp_path, text)
        hands = Hands(cabinet)
        status = commands.learn(
            settings, Terminal(out, out, hands.ask), clock, lambda: AT,
            lambda: f"o-{next(ids)}", anew=False,
        )  # fmt: skip
        pulses = [pulse.door for pulse in cabinet.pulses()]
    assert status == 0, out.getvalue()
    assert pulses == [2, 1]
    assert settings.cabinet.file is not None
    wiring = load_cabinets(settings.cabinet.file, commands.catalogue_of(settings))[1]
    assert [(door.door, door.board, door.lock) for door in wiring.doors] == [
        ("d1", 2, 2), ("d2", 2, 1)
    ]  # fmt: skip
    db = open_database(database_path(settings))
    assert db.execute("SELECT id, state FROM commissioning_openings").fetchall() == [
        ("o-1", "pulsed"), ("o-2", "pulsed")
    ]  # fmt: skip
    kept = commissioning.load(db)
    assert kept is not None
    assert kept.written_at == AT.isoformat()
    db.close()
    said: list[str] = []
    assert commands.undo(settings, AT, said.append) == 0
    assert settings.cabinet.file.read_text() == text
    assert said == ["The version before is back; what was undone is kept as "
                    "cabinets.toml.undone-0001."]  # fmt: skip


def test_goods_that_no_scale_can_tell_apart_are_named_with_what_to_move(tmp_path: Path) -> None:
    said: list[str] = []
    near = '{ sku = "yoghurt-cup", weight_g = 331, spread_g = 1.0, stock = 5 }'
    text = MINE.replace("stock = 4 }]", f"stock = 4 }}, {near}]").replace(
        'facings = [{ sku = "yoghurt-cup", weight_g = 120, spread_g = 0.5, stock = 5 }]',
        'facings = [{ sku = "orange-juice", weight_g = 520, spread_g = 2.5, stock = 5 }]',
    )
    assert commands.advise(settings_of(tmp_path, text), Language.EN, said.append) == 1
    assert len(said) == 1
    assert said[0].startswith("warn Shelf A: ")
    assert "to shelf B." in said[0]


def test_without_a_file_of_cabinets_it_says_what_to_do() -> None:
    with pytest.raises(FileProblem, match=r"\[cabinet\] file"):
        commands.advise(Settings(), Language.EN, print)
