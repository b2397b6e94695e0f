"""A member's own data: prove who you are, see what is kept, change it or have it deleted.

    whose data? (whose_data.py) ─ known ─▶ the page
    page ─ face alone | everything ─▶ sure ─▶ forgetting.py ─▶ a receipt; nothing is left to see
    page ─ end an agreement ────────▶ sure ─▶ letting_go.py ─▶ page
    page ─ agree with a service ────────────▶ agreeing.py ───▶ page
    page ─ the face anew ───────────────────▶ retake.py ─────▶ page
    page ─ a face, who has none ────────────▶ adding_face.py ▶ page

Sure: whoever came by face types number or PIN first (typed_first.py), once a visit.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.agreement import Standing, Wish
from kiosk.domain.forgetting import Scope
from kiosk.domain.problems import Problem
from kiosk.flows import member_events as member_on
from kiosk.flows.adding_face import AddingFace
from kiosk.flows.adding_face_events import AddFacePressed
from kiosk.flows.agreeing import Agreed, Agreeing
from kiosk.flows.agreement_events import (
    AgreementEnded,
    AgreementLooked,
    AgreePressed,
    EndAgreementPressed,
)
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.forgetting import Forgetting, Went
from kiosk.flows.letting_go import LetGo, LettingGo
from kiosk.flows.my_agreements import Agreements
from kiosk.flows.my_page import MyPage
from kiosk.flows.retake import Retake, Retaken
from kiosk.flows.typed_first import Typed, TypedFirst, Wished
from kiosk.flows.way_out import WayOut, way_out
from kiosk.flows.whose_data import By, Known, WhoseData

Part = WhoseData | TypedFirst | Forgetting | LettingGo | Agreeing | Retake | AddingFace


class MyDataFlow:
    """`is_over` once the person has left.

    `joined`: somebody who has just become a member here, and need not prove it again.
    `search_s`, `alive`, `typing_s`: see whose_data.py. `takes_faces`: see my_page.py.
    """

    def __init__(  # noqa: PLR0913 - what a visit knows
        self,
        search_s: float,
        why_no_face: Problem | None,
        alive: AlivePolicy | None = None,
        *,
        agreements: Agreements | None = None,
        new_id: Callable[[], str] = str,
        joined: str = "",
        typing_s: float = 60.0,
        capture: CapturePolicy | None = None,
        takes_faces: bool = True,
    ) -> None:
        self._search_s = search_s
        self._why_no_face = why_no_face
        self._alive = alive
        self._services = agreements or Agreements()
        self._new_id = new_id
        self._joined = joined
        self._typing_s = typing_s
        self._capture = capture or CapturePolicy()
        self._takes_faces = takes_faces
        self._part: Part | None = None
        """Who has the touches; None: the page, or the receipt that is left of it."""
        self._page: MyPage | None = None
        self.is_over = False
        self.is_forgotten = False
        """Nothing but the receipt is left to look at."""

    def start(self) -> list[Effect]:
        whose = self._whose_data()
        return whose.has_joined(self._joined) if self._joined else whose.start()

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back. What the page tells stays on it."""
        is_news = (why_no_face is None) != (self._why_no_face is None)
        self._why_no_face = why_no_face
        match self._part:
            case WhoseData() | TypedFirst() | Retake() | AddingFace() as part:
                return self._go_on(part, part.faces_changed(why_no_face))
            case None if is_news and self._page is not None:
                return self._page.show(why_no_face)
            case _:  # nothing is watched there
                return []

    def handle(self, event: Event) -> list[Effect]:
        if isinstance(event, AgreementLooked | AgreementEnded) and not self._is_agreeing:
            return self._learnt(event)
        if self._part is not None:
            return self._go_on(self._part, self._part.handle(event))
        if way_out(event) is not None:
            self.is_over = True
        if self._page is None or self.is_over:
            return []
        return self._pressed(event, self._page)

    # --- who it is ----------------------------------------------------------------------------

    def _whose_data(self) -> WhoseData:
        """Nothing of anybody is left on the screen, nor here."""
        self._page = None
        whose = WhoseData(
            self._search_s,
            self._why_no_face,
            self._alive,
            new_id=self._new_id,
            typing_s=self._typing_s,
        )
        self._part = whose
        return whose

    def _known(self, known: Known) -> list[Effect]:
        self._page = MyPage(known, self._services, takes_faces=self._takes_faces)
        return [*self._page.show(self._why_no_face), *self._page.agreements.ask()]

    def _surely(self, wish: Wished, page: MyPage) -> list[Effect]:
        """What a face alone may not do: number or PIN first, once a visit."""
        if page.is_sure:
            return self._begin(wish)
        if page.known.seen is None:  # nothing to judge them by
            return self._whose_data().start()
        return self._begin(TypedFirst(wish, page.known.seen, self._typing_s, self._new_id))

    # --- what the page offers -----------------------------------------------------------------

    def _pressed(self, event: Event, page: MyPage) -> list[Effect]:
        row, agreements = page.row, page.agreements
        match event:
            case member_on.ForgetFacePressed() if page.can_forget_face:
                return self._surely(Forgetting(Scope.FACE, row), page)
            case member_on.ForgetAllPressed() if page.can_forget_all:
                return self._surely(Forgetting(Scope.ALL, row), page)
            case EndAgreementPressed(rail) if agreements.can_end(rail):
                return self._surely(LettingGo(row.member.id, rail), page)
            case AgreePressed(rail) if agreements.can_sign(rail):
                wish = Wish(self._new_id(), row.member.id, rail, row.member.masked)
                return self._begin(Agreeing(wish, self._services.policy))
            case member_on.RetakePressed() if page.can_retake(self._why_no_face):
                by_pin = page.known.by is By.PIN
                retake = Retake(row.member, self._capture, self._alive, by_pin=by_pin)
                return self._begin(retake)
            case AddFacePressed() if page.can_add(self._why_no_face):
                return self._begin(AddingFace(row, self._capture, self._alive))
            case _:  # greyed, or a touch of an earlier screen
                return []

    def _begin(self, part: Part) -> list[Effect]:
        self._part = part
        return part.start()

    def _go_on(self, part: Part, effects: list[Effect]) -> list[Effect]:
        if part.outcome is None:
            return effects
        self._part = None
        return [*effects, *self._after(part)]

    def _after(self, part: Part) -> list[Effect]:
        """What follows from how a part ended."""
        match part:
            case WhoseData(outcome=Known() as known):
                return self._known(known)
            case TypedFirst(outcome=Typed.UNKNOWN):
                return self._whose_data().start(not_found=True)
            case TypedFirst(outcome=Typed.GONE):
                return self._whose_data().start()
            case Forgetting(outcome=Went.GONE):
                self._page, self.is_forgotten = None, True
                return []
            case _ if self._page is None or part.outcome is WayOut.LEFT:
                self.is_over = True
                return []
            case _:
                return self._back_on(self._page, part)

    def _back_on(self, page: MyPage, part: Part) -> list[Effect]:
        tell, why = page.tell, self._why_no_face
        match part:
            case TypedFirst(wish=wish, outcome=Typed.SURE):
                page.is_sure = True
                return self._begin(wish)
            case Forgetting(outcome=Went.FAILED) | LettingGo(outcome=LetGo.FAILED):
                return tell(why, failed=True)
            case LettingGo(rail=rail, outcome=LetGo.ENDING as how):
                page.agreements.note(rail, Standing.UNKNOWN)  # until the service has said so
                return tell(why, agreed=how, agreed_rail=rail)
            case Agreeing(rail=rail, outcome=Agreed() as how):
                if how is Agreed.AGREED:
                    page.agreements.note(rail, Standing.AGREED)
                return tell(why, agreed=how, agreed_rail=rail)
            case Retake(outcome=Retaken() as how) if how is not Retaken.KEPT:
                return tell(why, retaken=how)
            case AddingFace(row=row, outcome=Retaken() as how) if how is not Retaken.KEPT:
                page.row = row
                return tell(why, added=how)
            case _:
                return tell(why)

    # --- news of payment services -------------------------------------------------------------

    @property
    def _is_agreeing(self) -> bool:
        """It hears for itself whether the service has said so."""
        return isinstance(self._part, Agreeing)

    def _learnt(self, news: AgreementLooked | AgreementEnded) -> list[Effect]:
        page = self._page
        is_new = page is not None and page.agreements.learn(news)
        return page.tell(self._why_no_face) if page and is_new and self._part is None else []
