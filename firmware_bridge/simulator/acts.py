"""What can be done to a virtual cabinet, as frozen values. A script is a list of these.

Goods are named by SKU, shelves by name, doors by number; weights are milligrams, times seconds.
"""

from dataclasses import dataclass

# --- what a person does -------------------------------------------------------------------------


@dataclass(frozen=True)
class Open:
    """Pull a door; it comes if the latch has let go."""

    door: int


@dataclass(frozen=True)
class Close:
    """Push a door shut. None: all that stand open."""

    door: int | None = None


@dataclass(frozen=True)
class Force:
    """Open a door with a key or a crowbar: no pulse explains it."""

    door: int


@dataclass(frozen=True)
class Take:
    """Units of a good, from whichever open shelf has them, or from the one named."""

    sku: str
    count: int = 1
    shelf: str | None = None


@dataclass(frozen=True)
class Put:
    """Units from the hand onto a shelf; no shelf: where they were taken from.

    No SKU: whatever was taken last.
    """

    sku: str | None = None
    count: int = 1
    shelf: str | None = None


@dataclass(frozen=True)
class Restock:
    """New units from outside onto a shelf."""

    sku: str
    count: int
    shelf: str


@dataclass(frozen=True)
class Lay:
    """Something that is no good: a bag, a known weight for calibration."""

    mg: int
    shelf: str


@dataclass(frozen=True)
class Lift:
    """Take away what was laid last."""

    shelf: str


@dataclass(frozen=True)
class Empty:
    """Everything off a shelf: goods and what was laid. It comes back with Refill."""

    shelf: str


@dataclass(frozen=True)
class Refill:
    """Put back what Empty took off."""

    shelf: str


# --- what goes wrong ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Trouble:
    """`what`: jam, held, ajar, bounce; `on` undoes nothing, `off` does."""

    what: str
    door: int
    on: bool = True


@dataclass(frozen=True)
class Drift:
    shelf: str
    mg_per_hour: int


@dataclass(frozen=True)
class Noise:
    shelf: str
    mg: int


@dataclass(frozen=True)
class Temperature:
    degrees: float


@dataclass(frozen=True)
class Dead:
    """The load cell's wire is off."""

    shelf: str


@dataclass(frozen=True)
class Freeze:
    """The scale goes on showing what it shows."""

    shelf: str


@dataclass(frozen=True)
class Heal:
    """The scale is as new."""

    shelf: str


# --- the line -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """Chance of a fault of the line (see wire.py); no port: every port."""

    name: str
    chance: float
    port: str | None = None


@dataclass(frozen=True)
class Reset:
    """Every board on the port restarts."""

    port: str | None = None


@dataclass(frozen=True)
class Unplug:
    port: str | None = None


@dataclass(frozen=True)
class Plug:
    port: str | None = None


@dataclass(frozen=True)
class Power:
    """Of the whole cabinet: boards and scales are silent without it; doors stay as they are."""

    on: bool


@dataclass(frozen=True)
class Inject:
    """A stranger on the bus says these bytes; boards and host hear them."""

    data: bytes
    port: str | None = None


Act = (
    Open | Close | Force | Take | Put | Restock | Lay | Lift | Empty | Refill
    | Trouble | Drift | Noise | Temperature | Dead | Freeze | Heal
    | Fault | Reset | Unplug | Plug | Power | Inject
)  # fmt: skip

# --- when ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    seconds: float


@dataclass(frozen=True)
class At:
    """Not before so many seconds after the script began."""

    seconds: float


@dataclass(frozen=True)
class WaitDoor:
    """Until the door is open (or closed); the script fails if that takes longer."""

    door: int
    is_open: bool
    within_s: float


Pause = Wait | At | WaitDoor
Step = Act | Pause
