"""One round of the tour, in one language and shape: a kiosk of its own, people, a finger, a pen.

The chapters (shopper.py, staff.py) say what a person does in `step`s; each must come true on the
screen, and in the books (books.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.config import Settings
from kiosk.devices.photo_acting import Acting, Medium
from kiosk.domain.language import Language
from kiosk.run import Window
from kiosk.tour.books import Books
from kiosk.tour.hand import Hand, TourError


@dataclass(frozen=True, slots=True)
class Stage:
    """`people` is the folder the camera looks at; `say` gets a line for every step."""

    people: Path
    pictures: Path
    language: Language
    monotonic: Callable[[], float]
    say: Callable[[str], None]

    @property
    def other_language(self) -> Language:
        return Language.EN if self.language is Language.ZH else Language.ZH


class Round:
    """A kiosk with its window, the people before its camera, and a finger."""

    def __init__(self, settings: Settings, stage: Stage, orders_reported: list[str]) -> None:
        self.settings = settings
        self.stage = stage
        self._count = 0
        self.start()
        self.books = Books(settings, self.window.clock.now, orders_reported)

    def start(self) -> None:
        """A window and a kiosk behind it, with nobody before the camera."""
        self.window = Window(self.settings)
        self.hand = Hand(self.window.app, self.stage.monotonic)
        self.window.kiosk.stage.present(None)
        self.window.kiosk.start()

    def close(self) -> None:
        self.window.close()

    @contextmanager
    def step(self, what: str, picture: str = "") -> Iterator[Hand]:
        """Do it, take a picture of where it ended, say how long it took."""
        began = self.stage.monotonic()
        try:
            yield self.hand
        except TourError as error:
            self.stage.say(f"FAIL  {what}: {error}")
            self.picture("FAIL")
            raise
        self.stage.say(f"{self.stage.monotonic() - began:5.1f} s  {what}")
        if picture:
            self.picture(picture)

    def picture(self, name: str) -> None:
        self.hand.picture(self.next_picture(name))

    def next_picture(self, name: str) -> Path:
        """Numbered in the order of the tour."""
        self._count += 1
        return self.stage.pictures / f"{self._count:02d}-{name}.png"

    def present(self, *names: str) -> None:
        """Who stands before the camera, by the names of the photographs; nobody without a name."""
        self.window.kiosk.stage.act(Acting())
        self.window.kiosk.stage.plays = False
        people = [self.stage.people / f"{name}.jpg" for name in names]
        self.window.kiosk.stage.present(people or None)

    def hold_up(self, name: str) -> None:
        """This photograph as a print that is tilted as the screen asks of a head."""
        self.present(name)
        self.window.kiosk.stage.act(Acting(medium=Medium.PRINT))

    def play(self, name: str) -> None:
        """A screen with a video of this person, who does in it what is asked."""
        self.present(name)
        self.window.kiosk.stage.act(Acting(medium=Medium.SCREEN))
        self.window.kiosk.stage.plays = True
