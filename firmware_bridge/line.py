"""What is heard on one line, whoever speaks: locks and scales. Pure; knows no turn and no door.

Our own echo is taken off before anything else is tried, for every family. An answer of a scale
is read against the request that was sent last, because it does not tell what it answers.
"""

from firmware_bridge import modbus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import AddressError
from firmware_bridge.frames import BITS_PER_BYTE, Frame, FrameReader, Taken, Wait, quiet_s
from firmware_bridge.messages import BoardMessage, ReadBoard, ReadLock, Request, RequestCopy, Unlock
from firmware_bridge.modbus import ModbusAnswer, ModbusRequest, ReadRegisters, WriteRegisters

GAP_BYTES = 4
"""Silence before we speak; Modbus asks for 3.5 byte times."""

LineRequest = Request | ModbusRequest
LineMessage = BoardMessage | ModbusAnswer


class Line:
    """Encodes what is said and decodes what is heard."""

    def __init__(self, plan: BusPlan) -> None:
        self._family = plan.family
        self._sent: tuple[LineRequest | None, bytes] = (None, b"")
        self._lengths: dict[ReadBoard, int] = {}
        """Of each board's last whole answer that only the quiet ended."""
        self._quiet_s = quiet_s(plan.line_baud)
        self._gap_s = GAP_BYTES * BITS_PER_BYTE / plan.line_baud
        self._reader = FrameReader[LineMessage](self._take, self._quiet_s)

    def encode(self, request: LineRequest) -> bytes:
        """Raises AddressError for what does not exist on this line."""
        if isinstance(request, ReadRegisters | WriteRegisters):
            return modbus.encode(request)
        if self._family is None:
            raise AddressError("there is no lock board on this line: set its family.")
        return self._family.encode(request)

    def say(self, request: LineRequest) -> bytes:
        """The bytes of `request`, whose echo and answer are looked for from now on."""
        data = self.encode(request)
        self._sent = (request, data)
        return data

    def overhear(self, data: bytes) -> None:
        """Somebody else wrote `data` in our name: a capture that is replayed."""
        self._sent = (self._request_in(data), data)

    @property
    def request(self) -> LineRequest | None:
        """What was said last."""
        return self._sent[0]

    def hear(self, data: bytes, now: float) -> list[LineMessage]:
        return self._reader.feed(data, now)

    def advance(self, now: float) -> list[LineMessage]:
        """What the quiet up to `now` has ended."""
        return self._reader.advance(now)

    def clear(self) -> None:
        self._reader.clear()

    @property
    def noise(self) -> int:
        """Senseless bytes since the last `clear`."""
        return self._reader.noise

    @property
    def is_in_frame(self) -> bool:
        return self._reader.is_in_frame

    @property
    def quiet_at(self) -> float:
        """When the frame that is coming in ends, if no more bytes come."""
        return self._reader.last_byte_at + self._quiet_s

    def is_free(self, now: float) -> bool:
        """Nobody is in the middle of a frame, and the last one is over for long enough."""
        return not self.is_in_frame and now - self._reader.last_byte_at >= self._gap_s

    # --- inside -------------------------------------------------------------------------------

    def _take(self, data: bytes, ended: bool) -> Taken[LineMessage]:  # noqa: FBT001 - a Take
        request, sent = self._sent
        if sent and data.startswith(sent):
            if isinstance(request, Unlock | ReadLock | ReadBoard):
                return Frame(RequestCopy(request), len(sent))
            return Frame(None, len(sent))
        taken = self._take_answer(request, data, ended=ended)
        if taken is None and not ended and sent.startswith(data):
            return Wait.WAIT
        return taken

    def _take_answer(
        self, request: LineRequest | None, data: bytes, *, ended: bool
    ) -> Taken[LineMessage]:
        if isinstance(request, ReadRegisters | WriteRegisters):
            taken = modbus.take_answer(request, data, ended=ended)
            if taken is not None:
                return taken
        return self._take_lock(request, data, ended=ended)

    def _take_lock(
        self, request: LineRequest | None, data: bytes, *, ended: bool
    ) -> Taken[LineMessage]:
        """As the family has it; but what ended with the quiet last time need not wait for it.

        Never taken from the number of channels: only from what this board said before.
        """
        if self._family is None:
            return None
        taken = self._family.take(data, ended=ended)
        if not isinstance(request, ReadBoard):
            return taken
        if taken is Wait.WAIT and len(data) == self._lengths.get(request):
            whole = self._family.take(data, ended=True)
            return whole if isinstance(whole, Frame) and whole.length == len(data) else taken
        if ended and isinstance(taken, Frame) and taken.length == len(data):
            self._lengths[request] = taken.length
        return taken

    def _request_in(self, data: bytes) -> LineRequest | None:
        taken = None if self._family is None else self._family.take(data, ended=True)
        if isinstance(taken, Frame) and isinstance(taken.message, RequestCopy):
            return taken.message.request
        return modbus.decode_request(data)
