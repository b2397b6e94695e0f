"""What can go wrong between us and a lock board, split by who must act."""


class FirmwareBridgeError(Exception):
    """Root of this library's errors."""


class AddressError(FirmwareBridgeError, ValueError):
    """The caller named a board or lock that cannot exist. The caller's planogram is wrong."""


class PortGoneError(FirmwareBridgeError):
    """The serial port is missing, unplugged or taken. It may come back by itself."""


class PortDeniedError(PortGoneError):
    """The operating system refuses us the port. Somebody must change the machine."""


class SymlinkError(FirmwareBridgeError):
    """The simulator's link path is taken by something that is not a link. The caller moves it."""


class PlanError(FirmwareBridgeError, ValueError):
    """The settings describe a bus that cannot be. The owner must change them."""


class ProfileError(FirmwareBridgeError, ValueError):
    """A scale's profile is missing or says something impossible. Its author must change it."""


class CaptureError(FirmwareBridgeError, ValueError):
    """A line of a bus capture cannot be read. The caller picks another file."""
