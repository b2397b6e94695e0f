"""Scales as data: the profiles that ship, and what a wrong one is told."""

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.errors import ProfileError
from firmware_bridge.scale_profile import (
    Number,
    ScaleProfile,
    Write,
    known_profiles,
    load_profile,
    parse_profile,
)
from firmware_bridge.weights import (
    CalibrateEmpty,
    CalibrateWith,
    Quality,
    SetUnit,
    Tare,
    Weight,
)

TRANSMITTER = load_profile("rs485-transmitter")
UNLOCK = Write(register=5, words=(0x5AA5,))

MINIMAL = """
name = "mine"
source = "my own scale"
[weight]
register = 0
unit_mg = 1000
"""


@pytest.mark.parametrize("name", known_profiles())
def test_every_profile_that_ships_is_sound_and_names_its_source(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert len(profile.source) > 20


@pytest.mark.parametrize(
    ("words", "status", "weight"),
    [
        ((0, 132), 0x0800, Weight(132_000, Quality.STABLE)),
        ((0xFFFF, 0xC1EF), 0x0008, Weight(-15_889_000, Quality.STABLE)),
        ((0, 132), 0x0802, Weight(1_320, Quality.STABLE)),  # two decimals
        ((0, 132), 0x0820, Weight(132_000, Quality.UNSTABLE)),
        ((0, 132), 0x0840, Weight(None, Quality.OVERLOAD)),  # overflow
        ((0, 132), 0x0A00, Weight(None, Quality.OVERLOAD)),
        ((0, 132), None, Weight(132_000, Quality.UNKNOWN)),
    ],
)
def test_the_transmitter_tells_weight_sign_decimals_and_quality(
    words: tuple[int, ...], status: int | None, weight: Weight
) -> None:
    assert TRANSMITTER.weigh(words, status) == weight


def test_the_other_word_order() -> None:
    profile = load_profile("low-word-first")
    assert profile.weigh((132, 0), None) == Weight(132_000, Quality.UNKNOWN)
    assert profile.weigh((0xC1EF, 0xFFFF), None) == Weight(-15_889_000, Quality.UNKNOWN)


@pytest.mark.parametrize(
    ("number", "mg"), [(1.5, 1_500_000), (-0.25, -250_000), (float("nan"), None)]
)
def test_a_float_of_kilograms(number: float, mg: int | None) -> None:
    words = struct.unpack(">2H", struct.pack(">f", number))
    assert load_profile("mettler-float32").weigh(words, None) == Weight(mg, Quality.UNKNOWN)


def test_a_sign_that_stands_in_the_status() -> None:
    text = MINIMAL.replace("unit_mg", 'encoding = "uint16"\nunit_mg')
    profile = parse_profile(text + "[status]\nregister = 8\nnegative_bit = 3\n", "mine")
    assert profile.weigh((70,), 0b1000) == Weight(-70_000, Quality.UNKNOWN)


def test_orders_are_the_published_writes_and_unlock_the_settings_first() -> None:
    assert TRANSMITTER.writes(Tare(), 0) == (Write(register=84, words=(0x7FFF, 0xFFFF)),)
    assert TRANSMITTER.writes(CalibrateEmpty(), 0) == (UNLOCK, Write(register=38, words=(0, 0)))
    assert TRANSMITTER.writes(CalibrateWith(1_000_000), 0) == (
        UNLOCK,
        Write(register=42, words=(0, 1000)),
    )
    assert TRANSMITTER.writes(CalibrateWith(1_000_000), 2)[1].words == (1, 0x86A0)
    assert TRANSMITTER.writes(SetUnit(2), 0) == (UNLOCK, Write(register=0, words=(2,)))


def test_what_a_make_cannot_do_is_said() -> None:
    with pytest.raises(ProfileError, match="low-word-first cannot tare"):
        load_profile("low-word-first").writes(Tare(), None)
    with pytest.raises(ProfileError, match="does not fit into int32"):
        TRANSMITTER.writes(CalibrateWith(10**15), 0)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name = ", "is not TOML"),
        (MINIMAL.replace("register = 0", "register = 70000"), "weight.register: Input should be"),
        (MINIMAL.replace("register = 0", "registre = 0"), "weight.registre: Extra inputs"),
        (MINIMAL.replace("1000", "0"), "weight.unit_mg"),
        (MINIMAL.replace("unit_mg", 'encoding = "int64"\nunit_mg'), "weight.encoding"),
        (MINIMAL + "[status]\nregister = 8\nnegative_bit = 3\n", "unsigned"),
        ("", "name: Field required"),
    ],
)
def test_a_wrong_profile_is_told_where_and_why(text: str, fault: str) -> None:
    with pytest.raises(ProfileError, match=fault):
        parse_profile(text, "mine.toml")


def test_a_profile_of_ones_own_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    assert load_profile(path).name == "mine"
    with pytest.raises(ProfileError, match="cannot be read"):
        load_profile(tmp_path / "other.toml")
    with pytest.raises(ProfileError, match=r"say one of .*rs485-transmitter"):
        load_profile("mine")


@given(st.text(max_size=200))
def test_any_text_is_a_profile_or_a_clear_refusal(text: str) -> None:
    with contextlib.suppress(ProfileError):
        assert isinstance(parse_profile(text, "any"), ScaleProfile)


@given(
    st.integers(-(2**31), 2**31 - 1),
    st.sampled_from(["high-first", "low-first"]),
    st.sampled_from(["int32", "float32"]),
)
def test_numbers_survive_their_registers(value: int, order: str, encoding: str) -> None:
    number = Number.model_validate({"register": 0, "encoding": encoding, "word_order": order})
    assert number.decode(number.encode(value)) == pytest.approx(value, rel=1e-6)
