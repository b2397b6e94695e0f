"""A hand-wound talk with a Session: what goes out, what comes in, what is told. No clock runs."""

from firmware_bridge.messages import BoardMessage, LinkEvent, LockAddress, RequestCopy
from firmware_bridge.session import Session
from firmware_bridge.shuoming import ShuomingOptions, decode, encode_message
from firmware_bridge.timing import Timing


class Script:
    """Time moves only by `wait`. `wait` goes in small steps and sends what the session wants."""

    def __init__(
        self, options: ShuomingOptions | None = None, timing: Timing | None = None
    ) -> None:
        self.session = Session(options or ShuomingOptions(), timing)
        self.now = 100.0
        self.events: list[LinkEvent] = []
        self.sent: list[object] = []

    def unlock(self, command_id: str, address: LockAddress) -> None:
        self.events += self.session.unlock(command_id, address, self.now)
        self.pump()

    def look(self, address: LockAddress) -> None:
        self.session.look(address, self.now)
        self.pump()

    def hear(self, *messages: BoardMessage) -> None:
        self.hear_bytes(b"".join(encode_message(message) for message in messages))

    def hear_bytes(self, data: bytes) -> None:
        self.events += self.session.receive(data, self.now)
        self.pump()

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.05)):
            self.now += 0.05
            self.pump()

    def pump(self) -> None:
        """What the link's thread does in one turn."""
        self.events += self.session.advance(self.now)
        if self.session.wants_flush:
            self.session.line_was_flushed()
        data = self.session.next_bytes(self.now)
        if data is not None:
            message = decode(data)
            assert isinstance(message, RequestCopy)
            self.sent.append(message.request)
