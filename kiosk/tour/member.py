"""The tour's chapters about a member's own data: seen, the face deleted, and no trace left."""

from __future__ import annotations

from kiosk.tour.books import PHONE
from kiosk.tour.hand import TourError
from kiosk.tour.round import Round
from kiosk.tour.shopper import MEMBER_PIN
from kiosk.tour.traces import traces


def deletes_the_face(tour: Round) -> None:
    kept = tour.books.secrets()
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
    with tour.step("neither face, number nor name lie on the disk in the clear") as hand:
        hand.touch("done")
        hand.sees("Attract")
        for folder in (tour.settings.paths.data_dir, tour.stage.pictures.parent / "log"):
            found = traces(folder, kept)
            if found:
                raise TourError(f"{found[0].secret} is in {found[0].path} at {found[0].offset}")
