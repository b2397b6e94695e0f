"""The product's gateway at this chaos's pace: python -m scripts.chaoses.money.gateway_process."""

from __future__ import annotations

import json
import os
import sys

import kiosk.gateway.__main__ as gateway
from scripts.chaoses.money.pace import Pace, set_pace


def main(config: str, pace: Pace) -> int:
    set_pace(pace)
    return gateway.main(["serve", "--config", config])


if __name__ == "__main__":
    code = main(sys.argv[1], Pace(**json.loads(sys.argv[2])))
    os._exit(code)  # as the product's own command does
