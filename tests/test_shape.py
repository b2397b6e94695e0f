"""The shape of the project: what the documents name exists, and no room becomes a drawer."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("kiosk", "models", "firmware_bridge", "cloud_sync")
DRAWERS = {"utils", "util", "common", "helpers", "manager", "base", "misc"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_every_path_in_the_documents_exists() -> None:
    rooms = (
        *PACKAGES,
        "scripts",
        "tests",
        "ui",
        "flows",
        "storage",
        "workers",
        "compose",
        "domain",
    )
    named = re.compile(rf"`((?:{'|'.join(rooms)})/[\w./-]+?)`")
    for document in tracked("*.md"):
        for path in named.findall(document.read_text()):
            assert (ROOT / path).exists() or (ROOT / "kiosk" / path).exists(), (document, path)


def test_every_link_in_the_documents_leads_somewhere() -> None:
    link = re.compile(r"\]\(([^)#:]*)(?:#([^)]*))?\)")
    for document in tracked("*.md"):
        for path, anchor in link.findall(document.read_text()):
            target = document.parent / path if path else document
            assert target.exists(), (document, path)
            assert not anchor or anchor in anchors(target), (document, path, anchor)


def anchors(document: Path) -> set[str]:
    """A heading's anchor: lower case, spaces as hyphens, nothing but letters and digits beside."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_package_file_holds_a_docstring_and_nothing_else() -> None:
    for path in tracked("*__init__.py"):
        body = ast.parse(path.read_text()).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_every_module_says_what_it_owns() -> None:
    for package in PACKAGES:
        for path in tracked(f"{package}/*.py"):
            assert ast.get_docstring(ast.parse(path.read_text())), path


def test_there_is_no_drawer() -> None:
    assert not [path for path in tracked("*.py") if path.stem in DRAWERS]


def test_no_registry_is_named() -> None:
    hosts = re.compile(
        "pypi" + r"\.org|python" + r"hosted|npm" + r"js\.(org|com)|deb\.debian" + ".org"
    )
    for path in tracked():
        if path.suffix not in {".png", ".jpg"}:
            assert not hosts.search(path.read_text(errors="replace")), path


def test_no_picture_of_a_real_person_is_committed() -> None:
    allowed = {ROOT / "docs/kiosk.png", ROOT / "docs/set-up.png"}
    photographs = tracked("*.jpg", "*.jpeg", "*.png", "*.webp", "*.onnx")
    assert set(photographs) <= allowed
