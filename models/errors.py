"""What can go wrong between a photograph and a person, split by who must act."""


class ModelsError(Exception):
    """Root of everything that this library raises on purpose."""


class PackError(ModelsError):
    """An installed pack is missing, damaged or not made for this: the technician installs again."""


class InstallError(ModelsError):
    """A pack could not be fetched, checked or built; whatever was installed before is untouched."""


class FetchError(InstallError):
    """A pinned download did not arrive, or was not what was pinned."""


class CalibrationError(ModelsError):
    """The operator's photographs are too few or unfit to measure thresholds with: bring more."""


class ImageError(ModelsError):
    """The caller handed over something that is not a BGR uint8 picture."""


class TemplateError(ModelsError):
    """The caller mixed templates of different packs or sizes; filter them first."""
