"""Which model packs the settings name, by the ids that templates carry. Reads manifests only."""

from __future__ import annotations

from kiosk.config import Settings
from kiosk.domain.pack_change import PackChange
from models.manifest import pack_id_in


def pack_id(settings: Settings) -> str | None:
    """Of the pack in use; None while it is not installed."""
    return pack_id_in(settings.paths.models_dir / settings.face.pack)


def change_of(settings: Settings) -> PackChange | None:
    """None where no pack is being given up, or one of the two cannot be read; and where both make
    templates that compare: then nobody has to be moved."""
    face = settings.face
    if face.previous_pack is None:
        return None
    pack = pack_id(settings)
    previous = pack_id_in(settings.paths.models_dir / face.previous_pack)
    if pack is None or previous is None or pack == previous:
        return None
    return PackChange(pack, previous, face.previous_pack_days)
