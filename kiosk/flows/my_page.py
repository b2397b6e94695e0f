"""The page of a member's own data: what is on it, and what it offers now."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.problems import Problem
from kiosk.flows import effects as do
from kiosk.flows import member_screens as see
from kiosk.flows.effects import Effect
from kiosk.flows.my_agreements import Agreements, MyAgreements
from kiosk.flows.whose_data import By, Known


class MyPage:
    """`is_sure`: they typed something that only they know, or have just joined. `takes_faces`: this
    kiosk may store one more."""

    def __init__(self, known: Known, services: Agreements, *, takes_faces: bool = True) -> None:
        self.known = known
        self._takes_faces = takes_faces
        self.row = known.row
        self.agreements = MyAgreements(services, known.row)
        self.is_sure = known.by is not By.FACE
        self._told = see.MyData(known.row)

    @property
    def can_forget_face(self) -> bool:
        return self._told.can_forget_face

    @property
    def can_forget_all(self) -> bool:
        return self._told.can_forget_all

    def can_retake(self, why_no_face: Problem | None) -> bool:
        """Of who has just joined there is nothing to make better."""
        has_face = self.row.member.has_face and not self.row.leaves_since
        return has_face and why_no_face is None and self.known.by is not By.JOINING

    def can_add(self, why_no_face: Problem | None) -> bool:
        """Who has just joined without a face said so a moment ago."""
        has_none = not self.row.member.has_face and not self.row.leaves_since
        by_pin = self.known.by is By.PIN
        return has_none and by_pin and self._takes_faces and why_no_face is None

    def tell(
        self,
        why_no_face: Problem | None,
        *,
        failed: bool = False,
        agreed: str = "",
        agreed_rail: str = "",
        retaken: str = "",
        added: str = "",
    ) -> list[Effect]:
        """Shown with these words, until it is told anew: see member_screens.MyData."""
        self._told = see.MyData(
            self.row, failed, agreed=agreed, agreed_rail=agreed_rail, retaken=retaken, added=added
        )
        return self.show(why_no_face)

    def show(self, why_no_face: Problem | None) -> list[Effect]:
        shown = self.agreements.shown
        again, new = self.can_retake(why_no_face), self.can_add(why_no_face)
        told = replace(self._told, agreements=shown, can_retake=again, can_add=new)
        return [do.Show(told)]
