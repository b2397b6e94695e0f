"""One round of the tour: the real window, camera, models, lock board, printer file and broker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.ui
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_shop_sees_its_first_hour(tmp_path: Path) -> None:
    tour = [sys.executable, "-m", "kiosk", "tour", "--language", "en", "--shape", "portrait"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

    done = subprocess.run(
        [*tour, "--out", str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=360,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    pictures = sorted(path.name for path in (tmp_path / "en-portrait").glob("*.png"))
    assert len(pictures) >= 40
    assert not [name for name in pictures if "FAIL" in name]
    assert "Traceback" not in done.stderr
