"""How a back office can misbehave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Faults:
    """None of them by default.

    `silent`: takes orders, never answers. `delay_s`: answers late. `drop_every` n: every nth
    receipt is not sent. `duplicate`: every receipt is sent twice.
    """

    silent: bool = False
    delay_s: float = 0.0
    drop_every: int = 0
    duplicate: bool = False
