"""How long the session waits for what. All in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """The defaults suit 9600 baud and the boards' 300 ms pulse."""

    # --- an order
    reply_s: float = 0.5
    """For one answer to an order. The frame itself takes 5 ms."""
    settle_s: float = 0.35
    """After an unlock before the first reading: the pulse, and a little for the latch."""
    poll_s: float = 0.15
    """Between two readings of a lock whose command is not decided."""
    open_within_s: float = 1.5
    """A lock that is still closed this long after the unlock did not open."""
    unanswered_readings: int = 6
    """So many readings in a row without an answer, and the command's end is unknown."""
    give_up_s: float = 8.0
    """The whole of a command after its unlock was sent, lost links included."""
    send_within_s: float = 5.0
    """An order that could not be sent by then is given back: no door opens by surprise."""
    garbled_s: float = 0.03
    """After senseless bytes in the place of an answer: it came, and is not waited for any more."""
    forget_s: float = 3.5
    """A late answer is believed to be possible for this long."""

    # --- the watch
    poll_reply_s: float = 0.2
    """For one answer to a poll: a dead device must not hold up the line."""
    watch_s: float = 0.25
    """Between two readings of a watched board, or of a door that stands open."""
    weigh_s: float = 0.2
    """Between two readings of a scale."""
    silent_after: int = 6
    """So many polls unanswered, and the device is asked less often."""
    silent_s: float = 1.0
    """The same while a device does not answer."""
    stale_s: float = 3.0
    """A watched door that was not read for so long is unknown."""
    closed_for_s: float = 0.3
    """A door is closed when it reads closed for so long: hooks bounce."""
    reopen_s: float = 5.0
    """Between two reopenings of a port on which nobody answers."""

    # --- the port
    cool_down_s: float = 1.0
    """Between two attempts to open a port that is not there."""
