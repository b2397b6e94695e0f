"""Every screen as a picture for people to look at:

    QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery [NAME ...] [--lang en] [--way portrait]

writes out/gallery/{language}-{orientation}/{name}.png; with --large, in the larger text that a
visitor may choose, into out/gallery/{language}-{orientation}-large.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PySide6.QtTest import QTest

from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows.screens import Screen
from kiosk.tour import finger
from kiosk.ui.app import App, Look, Times
from tests.ui.drawn_face import drawn_face
from tests.ui.samples import SCREENS, SHOP, receipt_text

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
FOLDER = Path("out/gallery")
NEW_VISIT = ("attract", "cabinet-home")
"""Screens on which larger text ends."""
SETTLED_MS = 900
"""Slide, tick and rings have come to rest."""


def open_app(language: Language, way: str) -> App:
    look = Look(SHOP, language, receipt_text, SIZES[way])
    return App(look, lambda _event: None, Times(lambda: 0.0, lambda: "14:32"))


def draw(app: App, name: str, screen: Screen, into: Path) -> None:
    app.bridge.show(screen)
    QTest.qWait(50)
    while not finger.is_settled(app.view):
        QTest.qWait(20)
    if name.startswith("look"):
        app.preview.set_image(drawn_face())
    QTest.qWait(SETTLED_MS)
    into.mkdir(parents=True, exist_ok=True)
    app.view.grabWindow().save(str(into / f"{name}.png"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="screens to draw; all when none is named")
    parser.add_argument("--lang", choices=[str(one) for one in Language])
    parser.add_argument("--way", choices=list(SIZES))
    parser.add_argument("--large", action="store_true", help="in larger text")
    wanted = parser.parse_args()
    for language in [Language(wanted.lang)] if wanted.lang else list(Language):
        for way in [wanted.way] if wanted.way else list(SIZES):
            draw_all(language, way, wanted.names or list(SCREENS), is_large=wanted.large)


def draw_all(language: Language, way: str, names: list[str], *, is_large: bool) -> None:
    app = open_app(language, way)
    into = FOLDER / f"{language}-{way}{'-large' * is_large}"
    if is_large:
        app.bridge.show(SCREENS["browse"])
        QTest.qWait(SETTLED_MS)
        finger.press(app.view, "a11y")
    for name in names:
        if is_large and name.startswith(NEW_VISIT):
            continue
        base = name.removesuffix("+still").removesuffix("+badges")
        app.bridge.set_badges((Fault.CLOUD, Fault.PRINTER) if name.endswith("+badges") else ())
        app.bridge.ask_still_there(10 if name.endswith("+still") else None)
        draw(app, name, SCREENS[base], into)
    app.close()


if __name__ == "__main__":
    main()
