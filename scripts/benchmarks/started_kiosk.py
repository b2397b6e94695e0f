"""`python -m kiosk` in a process of its own, with a note of when its first screen was painted.

    python -m scripts.benchmarks.started_kiosk SETTINGS

Prints `first screen NAME MOMENT`, a moment of the machine's monotonic clock, and ends.
"""

from __future__ import annotations

import os
import sys
import time

from kiosk import __main__ as kiosk_command


def main(arguments: list[str]) -> int:
    """The kiosk's own start, with a Window that tells when it is painted."""
    (settings,) = arguments
    import kiosk.run as product  # noqa: PLC0415  # as in kiosk/__main__.py: Qt is slow to import

    class Watched(product.Window):
        def run(self) -> int:
            self.app.view.frameSwapped.connect(self._painted)
            return super().run()

        def _painted(self) -> None:
            screen = str(self.app.bridge.screen_name)
            if screen:
                print(f"first screen {screen} {time.perf_counter()}", flush=True)
                os._exit(0)  # all is measured; the models need not be loaded first

    product.Window = Watched  # type: ignore[misc]  # the product has no hook for benchmarks
    return kiosk_command.main(["--config", settings])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
