"""The physical world of a virtual cabinet: doors, shelves, goods, one person's hands. Pure.

    cabinet = Cabinet(plan, rng, now=0.0)
    cabinet.doors[1].pulse(now=0.0)
    cabinet.do(Take("cola", 2), now=1.0)      # "2 cola taken from shelf 1"

It knows no bytes: boards and scales reach into it through `doors` and `scales`.
"""

from collections.abc import Mapping
from typing import Protocol

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.door import Door, DoorHabits
from firmware_bridge.simulator.errors import NotPossibleError
from firmware_bridge.simulator.plan import CabinetPlan, GoodPlan, ScalePlan, ShelfPlan
from firmware_bridge.simulator.scale import Scale, ScaleHabits
from firmware_bridge.simulator.shelf import Shelf, Unit

HEAVIEST_PUSH_MG = 250_000
"""A hand that reaches for something leans on the shelf with up to 250 g."""

WorldAct = (
    acts.Open | acts.Close | acts.Force | acts.Take | acts.Put | acts.Restock
    | acts.Lay | acts.Lift | acts.Empty | acts.Refill
    | acts.Trouble | acts.Drift | acts.Noise | acts.Temperature
    | acts.Dead | acts.Freeze | acts.Heal
)  # fmt: skip
"""What happens to the world; the rest of acts.Act happens to the line."""


class WorldRng(Protocol):
    """The part of random.Random that the world uses."""

    def random(self) -> float: ...
    def gauss(self, mu: float, sigma: float) -> float: ...


class Cabinet:
    """Everything begins closed, stocked and at rest."""

    def __init__(self, plan: CabinetPlan, rng: WorldRng, now: float) -> None:
        self.plan = plan
        self.doors = {
            door.number: Door(
                DoorHabits(door.latch_s, door.springs_open, door.released_s, door.bounce_s)
            )
            for door in plan.doors
        }
        self.hand: list[Unit] = []
        """What the person holds, the latest last."""
        self._rng = rng
        self._goods = {good.sku: good for good in plan.goods}
        self.shelves = {shelf.name: self._stocked(shelf, now) for shelf in plan.shelves}

    @property
    def scales(self) -> Mapping[str, Scale]:
        """By the name of the shelf."""
        return {
            name: shelf.scale for name, shelf in self.shelves.items() if shelf.scale is not None
        }

    def do(self, act: WorldAct, now: float) -> str:
        """Carry it out; what happened, in words. NotPossibleError: nothing changed."""
        match act:
            case acts.Open(door):
                return self._open(door, now)
            case acts.Close(door):
                return self._close(door, now)
            case acts.Force(door):
                self._door(door).force(now)
                return f"door {door} was opened without a pulse"
            case acts.Take(sku, count, shelf):
                return self._take(sku, count, shelf, now)
            case acts.Put(sku, count, shelf):
                return self._put(sku, count, shelf, now)
            case acts.Restock(sku, count, shelf):
                return self._restock(sku, count, shelf, now)
            case acts.Lay() | acts.Lift() | acts.Empty() | acts.Refill():
                return self._handle(act, now)
            case acts.Trouble():
                return self._trouble(act)
            case acts.Temperature(degrees):
                for scale in self.scales.values():
                    scale.degrees = degrees
                return f"it is {degrees:g} degrees now"
            case _:
                return self._change_scale(act, now)

    def describe(self, now: float) -> list[str]:
        """One line for each door, each shelf and the hand."""
        lines = [f"door {number:2}: {door.describe(now)}" for number, door in self.doors.items()]
        for shelf in self.shelves.values():
            shown = "no scale" if shelf.scale is None else _shown(shelf.scale, now)
            lines.append(f"shelf {shelf.name} (door {shelf.door}): {shelf.describe()}; {shown}")
        held = ", ".join(unit.sku for unit in self.hand)
        return [*lines, f"in the hand: {held or 'nothing'}"]

    # --- doors --------------------------------------------------------------------------------

    def _open(self, number: int, now: float) -> str:
        if self._door(number).pull(now):
            return f"door {number} is open"
        raise NotPossibleError(f"door {number} is locked; `force {number}` opens it anyway.")

    def _close(self, number: int | None, now: float) -> str:
        if number is not None:
            self._door(number).push_shut(now)
            return f"door {number} was pushed shut"
        for door in self.doors.values():
            door.push_shut(now)
        return "every door was pushed shut"

    def _trouble(self, act: acts.Trouble) -> str:
        door = self._door(act.door)
        match act.what:
            case "jam":
                door.is_jammed = act.on
            case "held":
                door.is_held_shut = act.on
            case "ajar":
                door.misses_catch = act.on
            case _:
                door.bounce_s = BOUNCE_S if act.on else 0.0
        return f"door {act.door}: {TROUBLES[act.what] if act.on else f'no more {act.what}'}"

    def _door(self, number: int) -> Door:
        if number not in self.doors:
            known = ", ".join(map(str, self.doors))
            raise NotPossibleError(f"door {number} does not exist; there are {known or 'none'}.")
        return self.doors[number]

    # --- goods --------------------------------------------------------------------------------

    def _take(self, sku: str, count: int, name: str | None, now: float) -> str:
        self._known_good(sku)
        shelf = self._within_reach(name, now) if name else self._open_shelf_with(sku, count, now)
        units = shelf.take(sku, count)
        self.hand += units
        self._touched(shelf, now)
        return f"{count} {sku} taken from shelf {shelf.name}"

    def _put(self, sku: str | None, count: int, name: str | None, now: float) -> str:
        held = [unit for unit in reversed(self.hand) if sku in {None, unit.sku}][:count]
        if len(held) < count:
            raise NotPossibleError(f"the hand holds only {len(held)} of {sku or 'anything'}.")
        places = {name or unit.home for unit in held}
        shelves = {place: self._within_reach(place, now) for place in places}
        for unit in held:
            self.hand.remove(unit)
            shelves[name or unit.home].put([unit])
        for shelf in shelves.values():
            self._touched(shelf, now)
        names = ", ".join(unit.sku for unit in held)
        return f"{names} put on shelf {', '.join(sorted(shelves))}"

    def _restock(self, sku: str, count: int, name: str, now: float) -> str:
        shelf = self._within_reach(name, now)
        shelf.put(self._new_units(sku, count, name))
        self._touched(shelf, now)
        return f"{count} {sku} brought to shelf {name}"

    def _handle(self, act: acts.Lay | acts.Lift | acts.Empty | acts.Refill, now: float) -> str:
        shelf = self._within_reach(act.shelf, now)
        match act:
            case acts.Lay(mg):
                shelf.lay(mg)
                said = f"{mg / 1000:g} g laid on shelf {act.shelf}"
            case acts.Lift():
                said = f"{shelf.lift() / 1000:g} g lifted from shelf {act.shelf}"
            case acts.Empty():
                shelf.clear()
                said = f"shelf {act.shelf} is empty"
            case acts.Refill():
                shelf.refill()
                said = f"shelf {act.shelf} is as it was"
        self._touched(shelf, now)
        return said

    def _within_reach(self, name: str, now: float) -> Shelf:
        if name not in self.shelves:
            known = ", ".join(self.shelves)
            raise NotPossibleError(f"shelf {name} does not exist; there are {known or 'none'}.")
        shelf = self.shelves[name]
        if not self.doors[shelf.door].is_open(now):
            raise NotPossibleError(f"shelf {name} is behind door {shelf.door}, which is closed.")
        return shelf

    def _open_shelf_with(self, sku: str, count: int, now: float) -> Shelf:
        reached = [s for s in self.shelves.values() if self.doors[s.door].is_open(now)]
        if not reached:
            raise NotPossibleError("no door with a shelf behind it is open.")
        enough = [shelf for shelf in reached if shelf.count(sku) >= count]
        if not enough:
            most = max(shelf.count(sku) for shelf in reached)
            raise NotPossibleError(f"no open shelf has {count} of {sku}; the most is {most}.")
        return enough[0]

    def _touched(self, shelf: Shelf, now: float) -> None:
        """A hand leans on the plate for a moment; then what is there now lies there."""
        if shelf.scale is None:
            return
        hand_s = self.plan.hand_s
        if hand_s:
            push = self._rng.random() * HEAVIEST_PUSH_MG
            shelf.scale.load(shelf.scale.load_now(now) + push, now)
        shelf.scale.load(shelf.mg, now + hand_s)

    # --- scales -------------------------------------------------------------------------------

    def _change_scale(
        self, act: acts.Drift | acts.Noise | acts.Dead | acts.Freeze | acts.Heal, now: float
    ) -> str:
        scale = self.scales.get(act.shelf)
        if scale is None:
            raise NotPossibleError(f"shelf {act.shelf} has no scale.")
        match act:
            case acts.Drift(_, rate):
                scale.drift(rate, now)
                return f"shelf {act.shelf} drifts by {rate / 1000:g} g an hour"
            case acts.Noise(_, mg):
                scale.noise_mg = mg
                return f"shelf {act.shelf} trembles by {mg / 1000:g} g"
            case acts.Dead():
                scale.is_dead = True
                return f"shelf {act.shelf}: a wire of the load cell is off"
            case acts.Freeze():
                scale.freeze(now)
                return f"shelf {act.shelf}: the plate is stuck"
            case acts.Heal():
                scale.heal(now)
                return f"shelf {act.shelf} weighs again"

    # --- building it --------------------------------------------------------------------------

    def _stocked(self, plan: ShelfPlan, now: float) -> Shelf:
        scale = None if plan.scale is None else self._scale(plan.scale, now)
        shelf = Shelf(plan.name, plan.door, scale, plan.plate_mg)
        for facing in plan.goods:
            shelf.put(self._new_units(facing.sku, facing.stock, plan.name))
        if scale is not None:
            scale.load(shelf.mg, float("-inf"))
        return shelf

    def _scale(self, plan: ScalePlan, now: float) -> Scale:
        habits = ScaleHabits(
            capacity_mg=plan.capacity_mg,
            division_mg=plan.division_mg,
            noise_mg=plan.noise_mg,
            settle_s=plan.settle_s,
            drift_mg_per_hour=plan.drift_mg_per_hour,
            zero_mg=plan.zero_mg,
            span=plan.span,
        )
        scale = Scale(habits, self._rng, now)
        scale.degrees = self.plan.degrees
        return scale

    def _new_units(self, sku: str, count: int, home: str) -> list[Unit]:
        good = self._known_good(sku)
        return [
            Unit(sku, max(1.0, self._rng.gauss(good.weight_mg, good.spread_mg)), home)
            for _ in range(count)
        ]

    def _known_good(self, sku: str) -> GoodPlan:
        if sku not in self._goods:
            known = ", ".join(self._goods)
            raise NotPossibleError(f"{sku} is no good here; there are {known or 'none'}.")
        return self._goods[sku]


BOUNCE_S = 0.15

TROUBLES = {
    "jam": "jammed: a pulse does not move the latch",
    "held": "held shut: it does not come open",
    "ajar": "its hook will not catch",
    "bounce": "its hook bounces",
}


def _shown(scale: Scale, now: float) -> str:
    weighed = scale.weigh(now)
    if weighed.is_overloaded:
        return "shows overload"
    return f"shows {weighed.mg / 1000:g} g{'' if weighed.is_stable else ' (swinging)'}"
