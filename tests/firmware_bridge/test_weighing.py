"""One scale's steady weighing: what is asked again, and how old a weight is."""

from firmware_bridge.bus_plan import ScaleOnBus
from firmware_bridge.modbus import ReadRegisters, Registers
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.timing import Timing
from firmware_bridge.weighing import ROUND_TRIES, Weighing
from firmware_bridge.weights import Quality, ScaleAddress, WeightRead

SCALE = ScaleAddress(1)
WEIGHT, STATUS = ReadRegisters(1, 82, 2), ReadRegisters(1, 8, 1)


def a_weighing() -> tuple[Weighing, list[WeightRead]]:
    told: list[WeightRead] = []
    on_bus = ScaleOnBus(SCALE, load_profile("rs485-transmitter"))
    return Weighing(on_bus, Timing(), told.append), told


def ask(weighing: Weighing, now: float) -> ReadRegisters:
    request = weighing.next_request(now)
    assert isinstance(request, ReadRegisters)
    weighing.sent(request, now)
    return request


def test_a_weight_is_as_old_as_its_own_half_not_as_the_status() -> None:
    weighing, told = a_weighing()
    ask(weighing, 0.0)
    weighing.heard(Registers(1, (0, 500)), as_of=0.0)
    ask(weighing, 3.0)
    weighing.heard(Registers(1, (0,)), as_of=3.0)
    assert told == [WeightRead(SCALE, 500_000, Quality.STABLE, 0.0)]


def test_only_the_lost_half_is_asked_again() -> None:
    weighing, told = a_weighing()
    assert ask(weighing, 0.0) == WEIGHT
    weighing.unanswered(WEIGHT, 0.2)
    assert ask(weighing, 0.2) == WEIGHT
    weighing.heard(Registers(1, (0, 500)), as_of=0.2)
    assert ask(weighing, 0.3) == STATUS
    weighing.unanswered(STATUS, 0.5)
    assert ask(weighing, 0.5) == STATUS
    weighing.heard(Registers(1, (0,)), as_of=0.5)
    assert told == [WeightRead(SCALE, 500_000, Quality.STABLE, 0.2)]


def test_a_dead_scale_is_told_after_a_few_tries_and_then_asked_less_often() -> None:
    weighing, told = a_weighing()
    now = 0.0
    for _ in range(ROUND_TRIES):
        ask(weighing, now)
        now += 0.2
        weighing.unanswered(WEIGHT, now)
    assert [one.mg for one in told] == [None]
    for _ in range(Timing().silent_after):
        now += 1.0
        ask(weighing, now)
        weighing.unanswered(WEIGHT, now)
    ask(weighing, now + 1.1)
    told.clear()
    weighing.unanswered(WEIGHT, now + 1.3)
    assert len(told) == 1
    assert weighing.next_request(now + 2.0) is None
    assert weighing.next_request(now + 2.2) == WEIGHT
