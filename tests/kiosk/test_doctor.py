"""The doctor finds real broken things, says so in both languages, and never falls over."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk import config
from kiosk.__main__ import main
from kiosk.config import Settings
from kiosk.doctor import LOW_DISK_BYTES, MEMORY_GOAL_MB, disk, findings, memory, recovery
from kiosk.doctor_liveness import liveness
from kiosk.domain.language import Label
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.flows.records import Finding, Grade
from kiosk.storage.recovery import Recovered
from kiosk.workers.health import LEAST_FREE_BYTES

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HAS_HAN = re.compile(r"[\u4e00-\u9fff]")


def kiosk_with(folder: Path, text: str = "") -> Settings:
    """A simulated kiosk in `folder`; `text` is more of its settings file."""
    path = folder / "kiosk.toml"
    sections = {"paths": 'data_dir = "data"\ncatalogue = "sample:"', "cloud": 'mode = "embedded"'}
    for section, lines in sections.items():
        if f"[{section}]" not in text:
            text += f"\n[{section}]\n{lines}\n"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def found(settings: Settings, topic: str, now: datetime = NOW) -> Finding:
    (finding,) = [one for one in findings(settings, now) if one.topic == topic]
    return finding


def is_bad_and_helps(finding: Finding) -> bool:
    """BAD, with detail and advice in Chinese and English; a command line needs no translation."""
    told = (finding.detail, finding.advice)
    return (
        finding.grade is Grade.BAD
        and all(label.zh and label.en for label in told)
        and bool(HAS_HAN.search(finding.detail.zh))
        and not HAS_HAN.search(finding.detail.en)
    )


def test_a_sound_simulated_kiosk_has_nothing_bad_but_models_to_install(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    settings = kiosk_with(tmp_path, '[camera]\nurl = "dir:people"\n[locks]\nport = "simulator:"')
    grades = {one.topic: one.grade for one in findings(settings, NOW, Recovered())}
    assert grades.pop("models") is Grade.BAD
    assert set(grades) == {
        "catalogue", "database", "clock", "disk", "camera", "ports", "printer", "cloud", "payments",
        "packs", "offline", "refunds", "day_end",
        "fonts", "memory", "recovery", "members", "liveness", "scores", "cabinets",
    }  # fmt: skip
    assert set(grades.values()) <= {Grade.GOOD, Grade.WARNING}
    assert [topic for topic, grade in grades.items() if grade is Grade.WARNING] in ([], ["memory"])


def test_the_worst_comes_first(tmp_path: Path) -> None:
    order = [Grade.BAD, Grade.WARNING, Grade.GOOD]
    grades = [order.index(one.grade) for one in findings(kiosk_with(tmp_path), NOW)]
    assert grades == sorted(grades)
    assert grades[0] == 0


def test_models_that_are_not_installed(tmp_path: Path) -> None:
    finding = found(kiosk_with(tmp_path), "models")
    assert is_bad_and_helps(finding)
    assert f"python -m models install --root {tmp_path / 'models'}" in finding.advice.zh


LIVENESS_PARTS = [
    ('url = "v4l2:/dev/null"', "depth camera: none. Does not stop a video that obeys, or a mask"),
    ('url = "dir:."\ndepth = "simulator:"', "simulated, protects nobody. Does not stop a video"),
    ('url = "v4l2:/dev/null"\ndepth = "json:Camera"', "json:Camera. Does not stop a mask"),
]


@pytest.mark.parametrize(("camera", "told"), LIVENESS_PARTS)
def test_the_status_tells_which_parts_of_the_liveness_check_are_active(
    tmp_path: Path, camera: str, told: str
) -> None:
    finding = found(kiosk_with(tmp_path, f"[camera]\n{camera}"), "liveness")
    assert finding.grade is Grade.GOOD
    assert finding.detail.en.startswith("2 gestures at random; passive network: none; depth camera")
    assert told in finding.detail.en


def test_a_depth_camera_whose_driver_is_not_there_or_fails_is_bad(tmp_path: Path) -> None:
    missing = kiosk_with(tmp_path, '[camera]\nurl = "v4l2:/dev/null"\ndepth = "not_there:Camera"')
    assert is_bad_and_helps(found(missing, "liveness"))
    failing = liveness(missing, "The depth camera fails (OSError: no device). Check its cable.")
    assert is_bad_and_helps(failing)
    assert liveness(missing, "").grade is Grade.GOOD


def test_a_model_manifest_that_is_nonsense(tmp_path: Path) -> None:
    pack = tmp_path / "models/yunet-sface"
    pack.mkdir(parents=True)
    (pack / "manifest.json").write_bytes(b"\xff{")
    assert is_bad_and_helps(found(kiosk_with(tmp_path), "models"))


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"[[products]]\nsku = 1"])
def test_a_catalogue_that_is_missing_or_broken(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "goods.toml").write_bytes(content)
    finding = found(kiosk_with(tmp_path, '[paths]\ncatalogue = "goods.toml"'), "catalogue")
    assert is_bad_and_helps(finding)
    assert str(tmp_path / "goods.toml") in finding.advice.en


def test_a_database_that_is_something_else(tmp_path: Path) -> None:
    settings = kiosk_with(tmp_path)
    settings.paths.data_dir.mkdir()
    (settings.paths.data_dir / "kiosk.sqlite3").write_bytes(b"a shopping list" * 100)
    assert is_bad_and_helps(found(settings, "database"))


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    settings = kiosk_with(tmp_path)
    assert is_bad_and_helps(found(settings, "database"))


def test_a_data_folder_that_cannot_be_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = kiosk_with(tmp_path, '[paths]\ncatalogue = "sample:"\ndata_dir = "file/data"')
    assert is_bad_and_helps(found(settings, "disk"))


def test_a_clock_from_before_this_software(tmp_path: Path) -> None:
    assert is_bad_and_helps(found(kiosk_with(tmp_path), "clock", NOW - timedelta(days=9000)))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ('[camera]\nurl = "v4l2:/dev/video77"', "camera"),
        ('[camera]\nurl = "dir:nobody"', "camera"),
        ('[camera]\nurl = "file:film.mp4"', "camera"),
        ('[camera]\nurl = "v4l2:0?wdith=640"', "camera"),
        ('[locks]\nport = "/dev/ttyUSB77"', "ports"),
        ('[cabinet]\nfile = "nowhere.toml"', "cabinets"),
        ('[printer]\nurl = "device:/dev/usb/lp77"', "printer"),
        (
            '[cloud]\nmode = "broker"\nhost = "mqtt.example"\nusername = "k"\n'
            'password_file = "secret"',
            "cloud",
        ),
    ],
)
def test_what_is_set_but_not_there(tmp_path: Path, text: str, topic: str) -> None:
    finding = found(kiosk_with(tmp_path, text), topic)
    assert is_bad_and_helps(finding)
    assert HAS_HAN.search(finding.advice.zh)
    assert not HAS_HAN.search(finding.advice.en)


def with_cabinets(folder: Path, device: str) -> Settings:
    sample = (Path(config.__file__).parent / "shop/cabinets.toml").read_text()
    written = sample.replace('device = "simulator:"\nscales', f'device = "{device}"\nscales')
    (folder / "cabinets.toml").write_text(written)
    return kiosk_with(folder, '[cabinet]\nfile = "cabinets.toml"')


def test_the_sample_cabinet_is_told_with_its_doors(tmp_path: Path) -> None:
    finding = found(with_cabinets(tmp_path, "simulator:"), "cabinets")
    assert finding == Finding(
        "cabinets", Grade.GOOD, Label("冷柜；门 1 扇", "the fridge; doors: 1")
    )


def test_a_cabinets_port_that_is_not_plugged_in(tmp_path: Path) -> None:
    finding = found(with_cabinets(tmp_path, "/dev/ttyUSB77"), "cabinets")
    assert is_bad_and_helps(finding)
    assert "/dev/ttyUSB77 is not there" in finding.detail.en
    assert f"device in {tmp_path / 'cabinets.toml'}" in finding.advice.en


def test_cabinets_wait_for_a_catalogue_that_can_be_read(tmp_path: Path) -> None:
    text = '[paths]\ncatalogue = "nowhere.toml"\n[cabinet]\nfile = "cabinets.toml"'
    finding = found(kiosk_with(tmp_path, text), "cabinets")
    assert finding.grade is Grade.WARNING
    assert "catalogue" in finding.detail.en


@pytest.mark.parametrize("trouble", list(PrinterTrouble))
def test_what_keeps_the_printer_from_printing(tmp_path: Path, trouble: PrinterTrouble) -> None:
    settings = kiosk_with(tmp_path, '[printer]\nurl = "tcp:10.255.255.1:9100"')
    (finding,) = [
        one for one in findings(settings, NOW, printer=lambda: trouble) if one.topic == "printer"
    ]
    assert is_bad_and_helps(finding)
    assert HAS_HAN.search(finding.advice.zh)
    assert not HAS_HAN.search(finding.advice.en)


def test_a_disk_that_fills_up() -> None:
    assert is_bad_and_helps(disk(LEAST_FREE_BYTES - 1))
    assert disk(LOW_DISK_BYTES - 1).grade is Grade.WARNING
    assert disk(LOW_DISK_BYTES) == Finding("disk", Grade.GOOD, Label("剩余 640 MB", "640 MB free"))


def test_too_much_memory_is_said_with_the_goal() -> None:
    assert memory(MEMORY_GOAL_MB).grade is Grade.GOOD
    told = memory(MEMORY_GOAL_MB + 1)
    assert told.grade is Grade.WARNING
    assert "400 MB" in told.advice.zh
    assert "400 MB" in told.advice.en


def test_what_a_restart_left_open_is_told() -> None:
    told = recovery(Recovered(undone=("order-1",), still_unknown=("order-2", "order-3")))
    assert told.grade is Grade.WARNING
    assert "撤销 1 单" in told.detail.zh
    assert "2 payments unknown" in told.detail.en


def test_a_check_that_breaks_down_is_a_finding_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> int:
        raise RuntimeError("no answer from the disk")

    monkeypatch.setattr("kiosk.doctor.free_bytes", refuse)
    finding = found(kiosk_with(tmp_path), "disk")
    assert is_bad_and_helps(finding)
    assert "no answer from the disk" in finding.detail.en


ODD = st.text(st.characters(codec="utf-8", exclude_characters='"\\\n\r'), min_size=1, max_size=30)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ODD, ODD, ODD)
def test_odd_places_are_findings_and_never_a_crash(
    tmp_path: Path, catalogue: str, camera: str, printer: str
) -> None:
    settings = kiosk_with(tmp_path)
    odd = settings.model_copy(
        update={
            "paths": settings.paths.model_copy(update={"catalogue": Path(catalogue)}),
            "camera": settings.camera.model_copy(update={"url": f"v4l2:{camera}"}),
            "printer": settings.printer.model_copy(update={"url": f"device:{printer}"}),
        }
    )
    assert len(findings(odd, NOW)) == 20


@pytest.mark.parametrize(
    ("arguments", "word"), [([], "没有设置摄像头"), (["--language", "en"], "no camera is set")]
)
def test_the_command_speaks_the_sites_language_or_the_one_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    kiosk_with(tmp_path)
    status = main(["doctor", "--config", str(tmp_path / "kiosk.toml"), *arguments])
    said = capsys.readouterr().out
    assert status == 1
    assert word in said
    assert said.startswith("BAD  models")


def test_a_look_before_the_first_start_makes_no_file(tmp_path: Path) -> None:
    """As root it would leave files that the kiosk's own user cannot write."""
    settings = kiosk_with(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    grades = {one.topic: one.grade for one in findings(settings, NOW)}
    assert grades["database"] is Grade.GOOD
    assert sorted(tmp_path.rglob("*")) == before
