"""How long the session waits for what. All in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """The defaults suit 9600 baud and the boards' 300 ms pulse."""

    reply_s: float = 0.5
    """For one answer. The frame itself takes 5 ms."""
    settle_s: float = 0.35
    """After an unlock before the first reading: the pulse, and a little for the latch."""
    poll_s: float = 0.15
    """Between two readings of a lock whose command is not decided."""
    open_within_s: float = 1.5
    """A lock that is still closed this long after the unlock did not open."""
    unanswered_readings: int = 3
    """So many readings without an answer, and the command's end is unknown."""
    give_up_s: float = 8.0
    """The whole of a command after its unlock was sent, lost links included."""
    send_within_s: float = 5.0
    """An unlock that could not be sent by then is given back: no door opens by surprise."""
    watch_s: float = 0.7
    """Between two readings of a door that we opened, until it is closed."""
    watch_silent_s: float = 3.0
    """The same while the board does not answer."""
    forget_s: float = 5.0
    """A late answer is believed to be possible for this long."""
