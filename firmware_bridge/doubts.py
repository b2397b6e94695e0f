"""What commissioning is not sure of: a kind with its values, and a sentence for the installer."""

from dataclasses import dataclass
from enum import StrEnum


class DoubtKind(StrEnum):
    """A screen with words of its own has one text for each."""

    NO_DOOR = "no_door"
    NO_SWITCH = "no_switch"
    TURNED = "turned"
    SWAPPED = "swapped"
    NO_ORDER = "no_order"
    NO_WEIGHT = "no_weight"
    WEIGHS_WRONG = "weighs_wrong"
    GOOD_NOWHERE = "good_nowhere"
    GOOD_ELSEWHERE = "good_elsewhere"
    GOOD_WEIGHS_OTHER = "good_weighs_other"


SENTENCES = {
    DoubtKind.NO_DOOR: "lock {lock} opened no door: it is free, or its two power wires are off.",
    DoubtKind.NO_SWITCH: "lock {lock} opened door {door}, but the board does not notice: check "
    "the two wires of its switch.",
    DoubtKind.TURNED: "lock {lock} reads the other way round than the others: its switch is wired "
    "to the wrong contact (NO and NC).",
    DoubtKind.SWAPPED: "lock {lock} moves the switch of lock {other}: the wires of their switches "
    "are swapped.",
    DoubtKind.NO_ORDER: "the board's whole status fits no byte order: locks will be read one by "
    "one.",
    DoubtKind.NO_WEIGHT: "shelf {shelf} does not weigh: try it again.",
    DoubtKind.WEIGHS_WRONG: "shelf {shelf} shows {shown} g for {known} g: see that nothing touches "
    "it, and try it again.",
    DoubtKind.GOOD_NOWHERE: "{sku}: no shelf became heavier.",
    DoubtKind.GOOD_ELSEWHERE: "{sku}: shelf {seen} became heavier, not {shelf}.",
    DoubtKind.GOOD_WEIGHS_OTHER: "{sku} weighs {shown} g here, and {known} g in the planogram: is "
    "it the right good, and just one?",
}


@dataclass(frozen=True)
class Doubt:
    """`str` of it is the English sentence; `values` fill any other wording of its kind."""

    kind: DoubtKind
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return SENTENCES[self.kind].format(**dict(self.values))


def doubt(kind: DoubtKind, **values: object) -> Doubt:
    return Doubt(kind, tuple((name, str(value)) for name, value in values.items()))


def grams(mg: int) -> str:
    """350000 as 350, 350400 as 350.4."""
    return f"{mg / 1000:g}"
