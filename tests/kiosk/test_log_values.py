"""Nothing personal passes, in whatever form; what a technician needs does."""

from __future__ import annotations

import base64
import re
from array import array
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.surnames import SURNAMES, Surname
from kiosk.log_values import scrubbed

GAPS = st.sampled_from(["", " ", "-", ".", "\u00a0", " - ", "/", "\u2013"])
AROUND = st.sampled_from(["", " ", "member ", "='", "tel:", "(", "p-", "_", "id"])
MAINLAND = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ABROAD = st.from_regex(r"\+[1-9][0-9]{7,13}", fullmatch=True)
PIN = st.from_regex(r"[0-9]{6}", fullmatch=True)
CODE = st.from_regex(r"(1[0-5]|2[5-9]|30)[0-9]{14,22}", fullmatch=True)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
SEEDS, WIDTHS = st.integers(0, 2**32), st.sampled_from([128, 512])


def digits_of(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


@given(st.one_of(MAINLAND, ABROAD, PIN, CODE), st.lists(GAPS, min_size=30), AROUND, AROUND)
def test_no_number_of_a_person_passes_however_it_is_spaced(
    number: str, gaps: list[str], before: str, after: str
) -> None:
    spaced = "".join(one + gap for one, gap in zip(number, gaps, strict=False)).rstrip()
    for form in (number, spaced, f"+86 {number}", number.translate(WIDE)):
        assert digits_of(number) not in digits_of(scrubbed(f"{before}{form}{after}"))


WIDE = {ord("0") + one: chr(0xFF10 + one) for one in range(10)}


@given(
    st.sampled_from(SURNAMES), st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
)
def test_no_name_passes(surname: Surname, given_name: str) -> None:
    name = surname.hanzi + given_name
    said = scrubbed(f"welcome, {name}! ({name})")
    assert not re.search("[\u4e00-\u9fff]", said)
    assert said == f"welcome, <{len(name)} Han>! (<{len(name)} Han>)"


@given(SEEDS, WIDTHS)
def test_no_embedding_passes_in_any_form(seed: int, width: int) -> None:
    drawn = np.random.default_rng(seed).normal(size=width)
    vector = [float(one) for one in drawn / np.linalg.norm(drawn)]
    packed = array("f", vector).tobytes()
    forms = [
        str(vector), str(tuple(vector)), str(np.asarray(vector, np.float32)),
        repr(packed), packed.hex(), base64.b64encode(packed).decode(),
        base64.urlsafe_b64encode(packed).decode(), " ".join(f"{one:.3f}" for one in vector),
    ]  # fmt: skip
    for form in forms:
        said = scrubbed(f"the face {form} is new")
        assert len(said) < 40, said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("called 13812345678", "called <11 digits>"),
        ("called +86 138-1234-5678.", "called +<13 digits>."),
        ("typed 739205", "typed <6 digits>"),
        ("pays with 134567890123456789", "pays with <18 digits>"),
        ("token eyJhbGciOiJFZERTQSJ9.x", "token <code>.x"),
        ("got b'\\x00abc'", "got <bytes>"),
        ("[0.25 -0.5 0.125]", "[<numbers>]"),
    ],
)
def test_what_is_masked_says_what_it_was(text: str, said: str) -> None:
    assert scrubbed(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "order 0f3c5a7e9b1d2f4a6c8e0b2d4f6a8c1e is paid: 12.50 CNY",
        "from sface-2021dec-int8bq to turned-1 since 2026-11-22: 12 members moved, 99999 to move",
        "closed 2026-11-22T08:20:13.123+08:00",
        "no answer of 192.168.1.10:8080 within 3.0 s",
        "/var/lib/kaimen/log/kiosk.log cannot be written (No space left on device)",
        'File "/opt/kaimen/.venv/lib/python3.11/site-packages/PySide6/QtCore.py", line 123, in run',
        "trade 2026112222001400001234567890 of ACQ.TRADE_NOT_EXIST",
        "cafe/kiosk-1/orders/paid is not acknowledged",
        "ConnectionRefusedError: [Errno 111] Connection refused",
    ],
)
def test_what_a_technician_needs_stays(text: str) -> None:
    assert scrubbed(text) == text


def test_every_line_that_the_sources_can_write_keeps_its_words() -> None:
    """Of the templates, not of what is put into them."""
    root = Path(__file__).parents[2]
    calls = re.compile(r'log\.(?:info|warning|error|exception|critical)\(\s*"([^"]*)"')
    lines = [
        line
        for folder in ("kiosk", "models", "firmware_bridge", "cloud_sync")
        for path in (root / folder).rglob("*.py")
        for line in calls.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(lines) > 100
    assert [line for line in lines if scrubbed(line) != line] == []
