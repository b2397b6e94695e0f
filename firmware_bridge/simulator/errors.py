"""What can go wrong with a virtual cabinet, split by who must act."""

from firmware_bridge.errors import FirmwareBridgeError


class CabinetPlanError(FirmwareBridgeError, ValueError):
    """The description of the cabinet is wrong. Whoever wrote the file must correct it."""


class ScriptError(FirmwareBridgeError, ValueError):
    """A line of a script or of the prompt means nothing. Whoever wrote it must reword it."""


class NotPossibleError(FirmwareBridgeError):
    """Nobody can do this to the cabinet as it is: the door is locked, the shelf is empty."""
