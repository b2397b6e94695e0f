"""What a kiosk need not import before its first screen, and for a shop without it, not ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SLOW = {
    "numpy", "cv2", "onnxruntime", "models.packs", "models.gallery",  # the vision thread's
    "requests", "urllib3", "wechatpayv3", "kiosk.rails.merchants",  # payment services'
    "kiosk.compose.cabinets", "firmware_bridge.simulator.virtual_cabinet",
    "kiosk.doctor", "kiosk.simulators", "kiosk.gateway", "kiosk.tour",
    "flask", "onnx", "PIL", "escpos", "insightface", "iotcore",
}  # fmt: skip

COMPOSED = """
import sys
from pathlib import Path
import kiosk.__main__, kiosk.run
from kiosk import config
from kiosk.compose.kiosk import Kiosk
from kiosk.ui.bridge import Bridge

settings = config.load(Path(sys.argv[1]))
bridge = Bridge(settings.site.name, settings.site.language, lambda receipt: "")
Kiosk(settings, bridge, lambda picture: None, lambda: None)
print(*sorted(sys.modules))
"""


def test_the_first_screen_waits_for_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text('[cloud]\nmode = "embedded"\n')
    command = [sys.executable, "-c", COMPOSED, str(settings)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.split())
    assert "kiosk.conductor" in imported
    assert SLOW & imported == set()
