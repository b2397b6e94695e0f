"""What one shopper wants, and how they behave: drawn from the seed, kiosk and number alone.

So the same shopper comes again in the next run, whatever is killed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random  # noqa: TID251  # the type of what is given

from kiosk.domain.payment import Rail

SKUS = ("americano", "latte", "mocha", "croissant")
SCAN, SCREEN, PHONE = "scan", "screen", "phone"
NONE, HALF, ALL = "none", "half", "all"


@dataclass(frozen=True, slots=True)
class Errand:
    """`way`: scan (my code), screen (the kiosk's code) or phone (wallet); `rail`: whose app.

    `habit` and `fen`: of the buyer at the service. `taps`: how often every touch is made.
    `stops`: gives up as soon as that is offered; `is_early`: shows the code before the amount is
    seen; `answers`: what they do in their app, if it asks; `tries`: ways tried until they leave;
    `returns`: none, half or all of what they bought, and staff give the money back.
    """

    skus: tuple[str, ...]
    way: str
    rail: Rail
    habit: str
    fen: int
    taps: int
    stops: bool
    is_early: bool
    answers: str
    tries: int
    returns: str


def errand(dice: Random) -> Errand:
    way = dice.choices((SCAN, SCREEN, PHONE), (6, 3, 2))[0]
    return Errand(
        skus=tuple(dice.choice(SKUS) for _ in range(dice.randint(1, 3))),
        way=way,
        rail=dice.choice((Rail.ALIPAY, Rail.WECHAT)),
        habit="password" if dice.random() < 0.12 else "plain",
        fen=50 if dice.random() < 0.05 else 1_000_000,
        taps=2 if dice.random() < 0.3 else 1,
        stops=dice.random() < 0.2,
        is_early=dice.random() < 0.2,
        answers=dice.choices(("confirm", "refuse", "nothing"), (7, 1, 2))[0],
        tries=dice.choice((1, 2, 2, 3)),
        returns=dice.choices((NONE, HALF, ALL), (8, 1, 1))[0],
    )
