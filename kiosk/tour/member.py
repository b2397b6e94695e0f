"""The tour's chapters about a member's own data: seen, the face deleted, and no trace left.

The search for traces is made over everything that the round wrote: the data folder with its
database, log and index files, log files, receipts, pictures, and both captures of the wire.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kiosk.tour.books import MEMBER_PIN, PHONE
from kiosk.tour.hand import TourError
from kiosk.tour.round import Round
from kiosk.tour.traces import Secret, traces, words


def deletes_the_face(tour: Round) -> list[Secret]:
    """What must not be found anywhere afterwards."""
    kept = [*tour.books.secrets(), *tour.books.sealed_faces()]
    with tour.step("a member wants to see what is kept", "prove-yourself") as hand:
        hand.sees("Attract")
        hand.touch("join")
        hand.sees("Consent")
        hand.touch("my-data")
        hand.sees("ProveYourself")
    with tour.step("proves it with number and PIN", "my-data") as hand:
        hand.touch("payByPhone")
        hand.sees("EnterPhone")
        hand.type_digits(PHONE)
        hand.sees("EnterPin")
        hand.type_digits(MEMBER_PIN)
        hand.sees("MyData")
    with tour.step("has the face deleted: a second tap", "forget-face") as hand:
        hand.touch("forget-face")
        hand.sees("ForgetConfirm")
    with tour.step("and gets a receipt", "forgotten") as hand:
        hand.touch("confirm")
        hand.sees("Forgotten")
        hand.pause(1.2)  # the tick draws itself
    with tour.step("leaves") as hand:
        hand.touch("done")
        hand.sees("Attract")
    return kept


def left_no_trace(tour: Round, home: Path, kept: list[Secret]) -> None:
    """Once everything is closed. A search that finds nothing must be able to find something."""
    say = tour.stage.say
    try:
        _can_be_found(tour, home)
        say("       the search finds an order where orders are written and sent")
        _is_nowhere((home, tour.stage.pictures, tour.stage.pictures.parent / "log"), kept)
        say("       no face, number, name or PIN is on the disk, in logs or on the wire")
    except TourError as error:
        say(f"FAIL  no trace is left: {error}")
        raise


def _can_be_found(tour: Round, home: Path) -> None:
    order = [words("an order", tour.books.paid[0])]
    if not traces(tour.settings.paths.data_dir, order):
        raise TourError("no order is in the data folder: the search sees nothing")
    heard = {trace.path.name.partition("-")[0] for trace in traces(home / "wire", order)}
    if heard != {"line", "messages"}:
        raise TourError(f"of what went over the wire, only {sorted(heard)} holds an order")


def _is_nowhere(folders: Iterable[Path], kept: list[Secret]) -> None:
    for folder in folders:
        for found in traces(folder, kept):
            raise TourError(f"{found.secret} is in {found.path} at {found.offset}")
