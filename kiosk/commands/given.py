"""The settings that a command line names."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk import config
from kiosk.config import Settings


def settings_of(given: argparse.Namespace) -> Settings:
    if given.config is not None:
        settings = config.load(given.config)
    else:
        settings = config.load(config.simulated_path(), relative_to=Path.cwd())
    if getattr(given, "fullscreen", False):
        screen = settings.screen.model_copy(update={"fullscreen": True})
        settings = settings.model_copy(update={"screen": screen})
    return settings


def add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings (TOML); without it: the simulated kiosk, in ./var",
    )
