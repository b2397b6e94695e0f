"""The search for traces finds what is there, in every spelling, and nothing else."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest

from kiosk.tour.traces import PNG, Trace, masked, sealed, template, traces, words
from models.codes import encode
from tests.support.fake_shop import a_template

FACE = template("a face", a_template(1))
NUMBER = words("a number", "13812345678")
NAME = words("a name", "欧阳")
VECTOR = a_template(1).vector
CODES = encode(np.frombuffer(VECTOR, "<f4").reshape(1, -1)).codes.tobytes()
SEALED = sealed("a sealed face", bytes(range(60)))


@pytest.mark.parametrize(
    ("secret", "content"),
    [
        (FACE, b"\0" * 7 + VECTOR),
        (FACE, VECTOR[:24]),
        (FACE, VECTOR[-24:]),
        (FACE, VECTOR.hex().encode()),
        *[(FACE, base64.b64encode(b"." * shift + VECTOR)) for shift in range(3)],
        (NUMBER, b"x13812345678y"),
        (NUMBER, "13812345678".encode("utf-16-le")),
        *[(NUMBER, base64.b64encode(b"." * shift + b"13812345678")) for shift in range(3)],
        (NUMBER, b"13812345678".hex().upper().encode()),
        (FACE, b"." + CODES),
        (NAME, "欧阳".encode("gb18030")),
        (NAME, rb"\u6b27\u9633"),
        (SEALED, b"page" + bytes(range(60))),
        (SEALED, bytes(range(36, 60))),
    ],
)
def test_a_secret_is_found_in_every_spelling(
    tmp_path: Path, secret: object, content: bytes
) -> None:
    (tmp_path / "deep").mkdir()
    path = tmp_path / "deep" / "kiosk.sqlite3-wal"
    path.write_bytes(content)
    (found,) = traces(tmp_path, [secret])  # type: ignore[list-item]
    assert isinstance(found, Trace)
    assert found.path == path


def test_what_screens_show_is_no_trace(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("欧* 138****5678 m-1", encoding="utf-8")
    (tmp_path / "other").write_bytes(a_template(2).vector)
    assert traces(tmp_path, [FACE, NUMBER, NAME]) == []


@pytest.mark.parametrize("spelled", ["138****5678", "138*****678", "138******78"])
def test_a_masked_number_is_found_where_it_is_searched_for(tmp_path: Path, spelled: str) -> None:
    (tmp_path / "log").write_text(f"paid by {spelled}", encoding="utf-8")
    assert traces(tmp_path, [masked("it", "13812345678")]) != []
    assert traces(tmp_path, [masked("it", "13912345678")]) == []


def test_a_name_of_one_sign_cannot_be_searched_for() -> None:
    with pytest.raises(ValueError, match="too short"):
        words("a surname", "张")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + b"crc."


def test_a_pictures_texts_are_searched_and_its_pixels_are_not(tmp_path: Path) -> None:
    four = "欧阳".encode("gb18030")
    (tmp_path / "pixels.png").write_bytes(PNG + _chunk(b"IDAT", four) + _chunk(b"IEND", b""))
    assert traces(tmp_path, [NAME]) == []
    text = PNG + _chunk(b"IDAT", b"....") + _chunk(b"tEXt", four)
    (tmp_path / "text.png").write_bytes(text)
    assert traces(tmp_path, [NAME]) == [Trace("a name", tmp_path / "text.png", text.find(four))]


@pytest.mark.parametrize("cut", range(8, 40))
def test_a_torn_picture_is_searched_as_far_as_it_goes(tmp_path: Path, cut: int) -> None:
    whole = PNG + _chunk(b"IHDR", b"?" * 13) + _chunk(b"IDAT", b"x" * 9)
    (tmp_path / "torn.png").write_bytes(whole[:cut])
    assert traces(tmp_path, [NAME]) == []
