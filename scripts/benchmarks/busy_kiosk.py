"""A kiosk in a process of its own, in which members are recognised one after the other.

    python -m scripts.benchmarks.busy_kiosk SETTINGS PICTURE COUNT

Prints a line for each, and ends. Whoever started it can look at its memory meanwhile.
"""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

from kiosk import config
from scripts.benchmarks.visitor import Visitor


def main(arguments: list[str]) -> int:
    settings, picture, count = arguments
    visitor = Visitor(config.load(Path(settings)), time.perf_counter)
    with closing(visitor):
        visitor.wait("the invitation", lambda: visitor.screen == "Attract")
        for _ in range(int(count)):
            visitor.go_to_pay_by_face()
            visitor.present(Path(picture))
            visitor.wait("the name", lambda: "EnterPhone" in visitor.painted_at)
            visitor.pause(0.3)
            visitor.leave()
            print("recognised", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
