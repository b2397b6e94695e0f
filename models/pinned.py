"""Fetches exactly one artifact from the package index that pip is set up for, known by its hash.

pip does the fetching, so an operator's mirror, proxy and certificates are used as they are set.
Nothing fetched is installed.
"""

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from models.errors import FetchError

TIMEOUT_S = 900.0

Report = Callable[[str], None]


def fetch_pinned(
    requirement: str, sha256: str, into: Path, *, sdist: bool = False, report: Report
) -> Path:
    """The artifact of `requirement` ("name==version") with this hash, in the folder `into`.

    One that is there already is not fetched again. With `sdist` the source archive is taken, else
    a wheel; pip compares the hash before it runs anything out of an archive.
    Raises FetchError; `into` then holds nothing new.
    """
    name = _project_name(requirement)
    into.mkdir(parents=True, exist_ok=True)
    there = _find(into.glob("*"), name, sha256)
    if there is not None:
        report(f"{there.name} is already there.")
        return there
    if importlib.util.find_spec("pip") is None:
        raise FetchError(
            f"pip is missing in this Python environment, so {requirement} cannot be fetched. "
            f"Run: {sys.executable} -m ensurepip"
        )
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=into) as scratch:
        return _download(requirement, sha256, Path(scratch), sdist=sdist, report=report)


def _project_name(requirement: str) -> str:
    match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]*)==[A-Za-z0-9.!+]+", requirement)
    if match is None:
        raise FetchError(f"{requirement!r} does not pin one version; write name==version.")
    return match[1]


def _download(requirement: str, sha256: str, scratch: Path, *, sdist: bool, report: Report) -> Path:
    name, into = _project_name(requirement), scratch.parent
    pins = scratch / "requirements.txt"
    pins.write_text(f"{requirement} --hash=sha256:{sha256}\n")
    report(f"Fetching {requirement} (at most {TIMEOUT_S / 60:.0f} minutes) ...")
    _run_pip(requirement, [
        "--no-deps", "--require-hashes", "-r", str(pins), "--dest", str(scratch),
        *(["--no-binary", name] if sdist else ["--only-binary", name]),
    ])  # fmt: skip
    arrived = _find(scratch.glob("*"), name, sha256)
    if arrived is None:
        raise FetchError(f"pip said that it fetched {requirement}, but it is not there. Try again.")
    target = into / arrived.name
    arrived.replace(target)
    report(f"{target.name} arrived ({target.stat().st_size / 1e6:.1f} MB), and its hash is right.")
    return target


def _run_pip(requirement: str, arguments: list[str]) -> None:
    command = [
        sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-input",
        "--progress-bar", "off", "--timeout", "30", "--retries", "2", *arguments,
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False,
            stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise FetchError(
            f"Fetching {requirement} took longer than {TIMEOUT_S / 60:.0f} minutes and was "
            "stopped. Check the network, then run the command again."
        ) from error
    if done.returncode != 0:
        raise FetchError(explain(requirement, done.stderr))


def explain(requirement: str, complaint: str) -> str:
    """What pip's error output means for the person who runs the command."""
    text = complaint.lower()
    if "do not match the hashes" in text or "hash mismatch" in text:
        return (
            f"What the package index gave for {requirement} is not what was pinned: its hash "
            "differs. It was thrown away. Check which index pip is set up for (pip config list)."
        )
    if any(sign in text for sign in ("connection", "resolution", "timed out", "proxy", "ssl")):
        return (
            f"The package index could not be reached for {requirement}. Check the network and "
            "pip's index and proxy settings (pip config list), then run the command again."
        )
    if "no matching distribution" in text:
        return (
            f"The package index that pip is set up for has no {requirement} of the kind needed. "
            "Check pip's index (pip config list)."
        )
    last = next((line for line in reversed(complaint.splitlines()) if line.strip()), "no reason")
    return f"pip could not fetch {requirement}: {last.strip()}"


def _find(paths: Iterable[Path], name: str, sha256: str) -> Path | None:
    """The file among `paths` that belongs to project `name` and has this hash."""
    prefix = _canonical(name)
    for path in paths:
        if path.is_file() and _canonical(path.name).startswith(prefix) and digest(path) == sha256:
            return path
    return None


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def digest(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
