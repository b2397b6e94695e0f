"""What the session needs to know of a family of lock boards. Each family is one file."""

from typing import Literal, Protocol

from firmware_bridge.frames import Taken
from firmware_bridge.messages import BoardMessage, LockAddress, ReadBoard, ReadLock, Request

FamilyName = Literal["shuoming", "kerong-cu16", "kerong-cu48", "wkly", "winnsen"]

FAMILY_NAMES: tuple[FamilyName, ...] = (
    "shuoming",
    "kerong-cu16",
    "kerong-cu48",
    "wkly",
    "winnsen",
)


class Family(Protocol):
    """Bytes to messages and back; a frozen value, pure.

    Polarity, byte order and whatever else differs between boards of one family are fields of the
    family's class, so that a message always says what the door does, never what a bit is.
    """

    @property
    def name(self) -> str:
        """As in settings: lower case, such as `kerong-cu16`."""

    @property
    def baud(self) -> int:
        """The factory's setting; 8 data bits, no parity, 1 stop bit everywhere."""

    @property
    def boards(self) -> range:
        """Addresses that its switches can say."""

    @property
    def locks(self) -> range:
        """Channels of its largest board, from 1."""

    @property
    def answers_unlock(self) -> bool:
        """Whether an answer to Unlock is worth waiting for; without, the lock is read at once."""

    @property
    def readings_needed(self) -> int:
        """So many equal readings make one fact: 1, or 2 where frames carry no check value."""

    def encode(self, request: Request) -> bytes:
        """Raises AddressError for a board or lock that this family does not have."""

    def reading(self, address: LockAddress) -> ReadLock | ReadBoard:
        """The request whose answer tells about this lock."""

    def board_reading(self, board: int) -> ReadBoard | None:
        """The request that tells about all locks of a board; None: it must be lock by lock."""

    def take(self, data: bytes, *, ended: bool) -> Taken[BoardMessage]:
        """The frame at the beginning of `data`; see frames.py.

        A request, ours or a stranger's, is taken as RequestCopy.
        """
