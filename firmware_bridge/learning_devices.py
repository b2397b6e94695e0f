"""Carries out what learning asks of the devices, one effect at a time. The rim of learning.

    devices = LearningDevices([prober], wishes, clock, wait)
    while effects:
        effects = learning.handle(devices.carry_out(effects[0]))

Each lock is pulsed once for each PulseLock; readings alone are repeated.
"""

from collections.abc import Callable, Sequence
from statistics import median

from firmware_bridge.errors import PortGoneError, ProfileError
from firmware_bridge.findings import Finding, ScaleFound
from firmware_bridge.learning_steps import (
    DevicesFound,
    DoorsRead,
    Effect,
    Event,
    FindDevices,
    LockPulsed,
    OrderScale,
    PulseLock,
    ReadDoors,
    ScaleOrdered,
    Trouble,
    Weighed,
    WeighScales,
)
from firmware_bridge.learnt import Readings
from firmware_bridge.messages import BoardReport, LockAddress, LockReport, ReadBoard, ReadLock
from firmware_bridge.modbus import ReadRegisters, Refusal, Registers, WriteRegisters, Written
from firmware_bridge.prober import Prober
from firmware_bridge.scale_profile import ScaleProfile, load_profile
from firmware_bridge.scanning import Probe, ScanWishes, reading_family
from firmware_bridge.weights import Quality, Weight

READ_TRIES = 3
LATCH_S = 1.0
"""After a pulse before anybody is asked: boards pulse for 300 ms, latches are slower."""
STEADY_READINGS = 5
STEADY_MG = 3_000
"""Where a make does not say that it is steady: so many readings within so much."""
STEADY_WITHIN_S = 8.0
BETWEEN_S = 0.1


class LearningDevices:
    """One prober for each port. `wait` lets seconds go by; a worker ends that early to stop."""

    def __init__(
        self,
        probers: Sequence[Prober],
        wishes: ScanWishes,
        monotonic: Callable[[], float],
        wait: Callable[[float], object],
        progress: Callable[[Probe, int], None] = lambda _probe, _count: None,
    ) -> None:
        self._probers = {prober.port: prober for prober in probers}
        self._wishes = wishes
        self._monotonic = monotonic
        self._wait = wait
        self._progress = progress

    def carry_out(self, effect: Effect) -> Event:
        """The event that ends this effect. Raises PortGoneError if the port goes away."""
        match effect:
            case FindDevices():
                return DevicesFound(self._find())
            case ReadDoors():
                return DoorsRead(self._read(effect))
            case PulseLock(board, lock):
                family = reading_family(board.family)
                address = LockAddress(board.board, lock)
                self._probers[board.port].unlock(board.baud, family, address)
                self._wait(LATCH_S)
                return LockPulsed()
            case OrderScale():
                return self._order(effect)
            case WeighScales(scales):
                return Weighed(
                    {scale.place: self._steady_mg(scale, profile) for scale, profile in scales}
                )

    def _find(self) -> tuple[Finding, ...]:
        """On every port; one that cannot be used stops nobody, unless it is the only one."""
        found: list[Finding] = []
        gone: PortGoneError | None = None
        for prober in self._probers.values():
            try:
                found += prober.scan(self._wishes, self._progress)
            except PortGoneError as error:
                gone = error
        if gone is not None and not found:
            raise gone
        return tuple(found)

    # --- boards -------------------------------------------------------------------------------

    def _read(self, effect: ReadDoors) -> Readings:
        family = reading_family(effect.board.family)
        address = LockAddress(effect.board.board, effect.lock)
        board = effect.board
        whole = self._ask(board.port, Probe(board.baud, family, ReadBoard(address.board)))
        lock = None
        if isinstance(family.reading(address), ReadLock):
            lock = self._ask(board.port, Probe(board.baud, family, ReadLock(address)))
        return Readings(
            whole.is_open if isinstance(whole, BoardReport) else None,
            lock.is_open if isinstance(lock, LockReport) else None,
        )

    def _ask(self, port: str, probe: Probe) -> object:
        for _ in range(READ_TRIES):
            answer = self._probers[port].ask(probe)
            if answer is not None:
                return answer
        return None

    # --- scales -------------------------------------------------------------------------------

    def _order(self, effect: OrderScale) -> ScaleOrdered:
        """What swings, or does not weigh, is not calibrated."""
        profile, scale = load_profile(effect.profile), effect.scale
        if not self._is_steady(scale, profile):
            return ScaleOrdered(Trouble.NO_WEIGHT)
        try:
            writes = profile.writes(effect.order, self._status(scale, profile))
        except ProfileError:
            return ScaleOrdered(Trouble.REFUSED, is_able=False)
        for write in writes:
            request = WriteRegisters(scale.unit, write.register_, write.words)
            answer = self._probers[scale.port].write(scale.baud, request)
            if isinstance(answer, Refusal):
                return ScaleOrdered(Trouble.REFUSED, is_able=False)
            if not isinstance(answer, Written):
                return ScaleOrdered(Trouble.NO_ANSWER)
        return ScaleOrdered(None)

    def _is_steady(self, scale: ScaleFound, profile: ScaleProfile) -> bool:
        return self._steady_mg(scale, profile.name) is not None

    def _steady_mg(self, scale: ScaleFound, name: str) -> int | None:
        """The median of steady readings; what is there at last if it does not come to rest."""
        profile = load_profile(name)
        give_up_at = self._monotonic() + STEADY_WITHIN_S
        latest: list[int] = []
        while self._monotonic() < give_up_at:
            weight = self._weigh(scale, profile)
            if weight.mg is None or weight.quality is Quality.UNSTABLE:
                latest = []
            else:
                latest = [*latest, weight.mg][-STEADY_READINGS:]
            if len(latest) == STEADY_READINGS and max(latest) - min(latest) <= STEADY_MG:
                return round(median(latest))
            self._wait(BETWEEN_S)
        return round(median(latest)) if latest else None

    def _weigh(self, scale: ScaleFound, profile: ScaleProfile) -> Weight:
        number = profile.weight
        read = ReadRegisters(scale.unit, number.register_, number.count)
        answer = self._ask(scale.port, Probe(scale.baud, None, read))
        if not isinstance(answer, Registers):
            return Weight(None, Quality.UNKNOWN)
        return profile.weigh(answer.words, self._status(scale, profile))

    def _status(self, scale: ScaleFound, profile: ScaleProfile) -> int | None:
        if profile.status is None:
            return None
        read = ReadRegisters(scale.unit, profile.status.register_, 1)
        answer = self._ask(scale.port, Probe(scale.baud, None, read))
        return answer.words[0] if isinstance(answer, Registers) else None
