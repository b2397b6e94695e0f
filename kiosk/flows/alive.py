"""Is it a person, and still the same one? Gestures drawn at random, judged frame by frame.

    trying ─ every gesture seen ─▶ alive
       ├ frames were lost ─▶ the gesture again, more slowly
       ╰ wrong way, flat, somebody else, or too slow ─▶ trying once more ─▶ not alive

Whose face it must be is given as a template, and every look that counts must itself be like it, by
an embedding of its own, however dark, far or turned it is. So nobody answers for a picture that was
held up before, or that comes back after. What moved up to or since a look that does not count is
not counted either. A track that ends, or good looks that are not like it, end the try.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from kiosk.domain.cart import Cart
from kiosk.domain.identity import likeness
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_screens import AliveTrouble, FaceHint
from kiosk.flows.purpose import Purpose
from kiosk.flows.watching import hint_for
from models.liveness_active import Stage, TurnCheck, TurnPolicy
from models.results import Face, Sighting, Template

ALIVE_TIMER = "alive"
STRANGE_LOOKS = 2
PROGRESS_STEPS = 4
UNKNOWN = frozenset({AliveTrouble.TOO_SLOW, AliveTrouble.MISSED})
"""Troubles that tell nothing of whoever stood there."""
_OF_TURNED_HEADS = frozenset({FaceHint.GOOD, FaceHint.FACE_THE_CAMERA, FaceHint.HOLD_STILL})
"""What a look that counts is told of a head that moves as it was asked to."""


@dataclass(frozen=True, slots=True)
class AlivePolicy:
    """`draws`: what is asked must not be foreseen.

    `try_s` is for one try: who obeys at once takes two to three seconds, but people read first.
    `misses`: so many times, in all, somebody has that time anew because frames were lost.
    `same_person` is a cosine: 98 % of looks of other photographs of somebody reach it, turned or
    not, and 1 in 6,000 of others' (LFW; dark, far and blurred ones no more). `passive_least`:
    what a passive network must find, where one is installed; None: what its own spec says.
    """

    draws: Draws
    gestures: int = 2
    tries: int = 2
    try_s: float = 8.0
    misses: int = 3
    same_person: float = 0.40
    passive_least: float | None = None
    turns: TurnPolicy = field(default_factory=TurnPolicy)


class Verdict(Enum):
    ALIVE = auto()
    NOT_ALIVE = auto()


class AliveCheck:
    """`outcome` is set once it is over. Frames are watched by whoever began; `stop` ends that.

    `whose`: the member whose face it should be, if it is one's; `face` of a look a moment ago.
    `like`: for somebody who is none, what stands for them in the draws.
    `moved_wrong`: in one try at least something moved as no person asked to would: another way,
    flat, or with another face. Whoever was only too slow may have walked away, and of whoever was
    missed nothing is known.
    """

    def __init__(
        self,
        policy: AlivePolicy,
        face: Template | None,
        purpose: Purpose,
        cart: Cart | None = None,
        whose: str = "",
        like: str = "",
    ) -> None:
        self._whose = whose
        self._drawn_for = whose or like
        self._policy = policy
        self._face = face
        self._purpose = purpose
        self._cart = cart
        self._tries = 0
        self._misses = 0
        self._trouble: AliveTrouble | None = None
        self._begin_try()
        self.seen_at_s = 0.0
        self.moved_wrong = False
        self.outcome: Verdict | None = None

    def _begin_try(self) -> None:
        self._tries += 1
        row = self._policy.draws.row(self._drawn_for, self._policy.gestures)
        self._turns = TurnCheck(row, self._policy.turns)
        self._track: int | None = None
        self._strange = 0
        self._is_linked = False
        """The look before counted, so that what moved since then does."""
        self._passive: float | None = None
        self._passive_least: float | None = None

    def start(self) -> list[Effect]:
        timer = do.StartTimer(ALIVE_TIMER, self._policy.try_s)
        return [do.WatchFaces(closely=True), timer, self._asked()]

    def stop(self) -> list[Effect]:
        """Whoever moved a member's face wrongly is told to the risk engine, also if they leave."""
        is_counted = self.moved_wrong and self._whose and self.outcome is not Verdict.ALIVE
        noted: list[Effect] = [face_do.NoteNotAlive(self._whose)] if is_counted else []
        return [do.StopWatching(), do.StopTimer(ALIVE_TIMER), *noted]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case face_on.FaceObserved(sighting, _, at_s) if self.outcome is None:
                self.seen_at_s = at_s
                return self._observed(sighting)
            case on.TimedOut(timer) if timer == ALIVE_TIMER and self.outcome is None:
                return self._failed(AliveTrouble.TOO_SLOW)
            case _:  # a late frame
                return []

    def _observed(self, sighting: Sighting) -> list[Effect]:
        hint = hint_for(sighting)
        if sighting.face_count != 1 or sighting.face is None:
            return self._not_counted(hint)
        if self._track not in {None, sighting.track}:
            return self._failed(AliveTrouble.OTHER_FACE)
        if self.is_theirs(sighting):
            return self._counted(sighting, sighting.face, hint)
        self._strange += sighting.template is not None  # of a bad look it may be the look
        is_other = self._strange >= STRANGE_LOOKS
        return self._failed(AliveTrouble.OTHER_FACE) if is_other else self._not_counted(hint)

    def is_theirs(self, sighting: Sighting) -> bool:
        """Whether this very look shows the face that is asked to move."""
        seen = sighting.template or sighting.glimpse
        if seen is None or self._face is None:
            return False
        return likeness(self._face.vector, seen.vector) >= self._policy.same_person

    def _not_counted(self, hint: FaceHint) -> list[Effect]:
        self._is_linked = False
        return [self._asked(None if hint is FaceHint.GOOD else hint)]

    def _counted(self, sighting: Sighting, face: Face, hint: FaceHint) -> list[Effect]:
        parallax = sighting.parallax if self._is_linked else None
        self._track, self._strange, self._is_linked = sighting.track, 0, True
        self._passive, self._passive_least = sighting.alive, sighting.alive_least
        missed = self._turns.missed
        self._turns = self._turns.after(face, parallax, self.seen_at_s)
        in_the_way = None if hint in _OF_TURNED_HEADS else hint
        return self._missed() if self._turns.missed > missed else self._judged(in_the_way)

    def _judged(self, hint: FaceHint | None) -> list[Effect]:
        match self._turns.stage:
            case Stage.PASSED if self._looks_like_a_picture:
                return self._failed(AliveTrouble.UNSURE)
            case Stage.PASSED:
                self._policy.draws.decided(self._drawn_for)
                self.outcome = Verdict.ALIVE
                return self.stop()
            case Stage.WRONG_WAY:
                return self._failed(AliveTrouble.WRONG_WAY)
            case Stage.FLAT:
                return self._failed(AliveTrouble.UNSURE)
            case Stage.SETTLING | Stage.MOVING:
                return [self._asked(hint)]

    @property
    def _looks_like_a_picture(self) -> bool:
        """What a network that is installed was never shown, it has not found alive."""
        if self._passive_least is None:
            return False
        least = self._policy.passive_least
        least = self._passive_least if least is None else least
        return self._passive is None or self._passive < least

    def _missed(self) -> list[Effect]:
        self._misses += 1
        if self._misses > self._policy.misses:
            return self._failed(AliveTrouble.MISSED)
        self._trouble = AliveTrouble.MISSED
        return self._asked_anew()

    def _failed(self, trouble: AliveTrouble) -> list[Effect]:
        if trouble not in UNKNOWN:
            self.moved_wrong = True
            self._policy.draws.decided(self._drawn_for)
        if self._tries >= self._policy.tries:
            self.outcome = Verdict.NOT_ALIVE
            return self.stop()
        self._trouble = trouble
        self._begin_try()
        return self._asked_anew()

    def _asked_anew(self) -> list[Effect]:
        timer = do.StartTimer(ALIVE_TIMER, self._policy.try_s)
        return [timer, self._asked()]

    def _asked(self, in_the_way: FaceHint | None = None) -> Effect:
        turns = self._turns
        reached = int(min(1.0, turns.reached) * PROGRESS_STEPS) / PROGRESS_STEPS
        return do.Show(
            face_show.ProveAlive(
                self._purpose,
                turns.gesture,
                turns.done,
                len(turns.asked),
                reached,
                in_the_way,
                self._trouble,
                self._cart,
            )
        )
