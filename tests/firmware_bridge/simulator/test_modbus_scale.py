"""The virtual scale answers with the published bytes."""

import random  # noqa: TID251 - seeded dice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.check_values import crc16_modbus
from firmware_bridge.scale_profile import known_profiles, load_profile
from firmware_bridge.simulator.modbus_scale import ModbusScaleTwin
from firmware_bridge.simulator.scale import Scale, ScaleHabits
from firmware_bridge.weights import Quality, Weight


def scale_with(mg: float, profile: str = "rs485-transmitter") -> tuple[ModbusScaleTwin, Scale]:
    scale = Scale(ScaleHabits(noise_mg=0.0, division_mg=1), random.Random(1), 0.0)  # noqa: S311
    scale.load(mg, float("-inf"))
    return ModbusScaleTwin(load_profile(profile), 1, scale), scale


def ask(twin: ModbusScaleTwin, asked: str, now: float = 10.0) -> str:
    return b"".join(twin.receive(bytes.fromhex(asked), now)).hex(" ").upper()


def with_crc(body: str) -> str:
    data = bytes.fromhex(body)
    return (data + crc16_modbus(data)).hex(" ").upper()


@pytest.mark.parametrize(
    ("profile", "mg", "asked", "answer"),
    [
        (
            "rs485-transmitter-gross",
            132_000,
            "01 03 00 50 00 02 C4 1A",
            "01 03 04 00 00 00 84 FA 50",
        ),
        (
            "rs485-transmitter",
            -15_889_000,
            "01 03 00 52 00 02 65 DA",
            "01 03 04 FF FF C1 EF EA 0B",
        ),
    ],
)
def test_weights_have_the_published_bytes(profile: str, mg: float, asked: str, answer: str) -> None:
    twin, _ = scale_with(mg, profile)
    assert ask(twin, asked) == answer


def test_the_status_tells_what_the_cell_does() -> None:
    twin, scale = scale_with(0)
    asked = "01 03 00 08 00 01 05 C8"
    said = [ask(twin, asked)]
    scale.load(700_000, 10.0)
    said.append(ask(twin, asked, 10.1))
    scale.load(90_000_000, 20.0)
    said.append(ask(twin, asked, 30.0))
    flags = ("00 80", "00 20", "02 60")  # zero, unstable, too much
    assert said == [with_crc(f"01 03 02 {flag}") for flag in flags]


def test_settings_are_locked_until_they_are_unlocked_and_again_after_a_restart() -> None:
    twin, _ = scale_with(0)
    set_unit, done = "01 10 00 00 00 01 02 00 01 67 90", "01 10 00 00 00 01 01 C9"
    refused = with_crc("01 90 03")
    said = [ask(twin, set_unit), ask(twin, "01 10 00 05 00 01 02 5A A5 5C DE")]
    said.append(ask(twin, set_unit))
    twin.restart(11.0)
    said.append(ask(twin, set_unit))
    assert said == [refused, "01 10 00 05 00 01 11 C8", done, refused]


def test_a_new_unit_answers_to_its_new_number() -> None:
    twin, _ = scale_with(132_000)
    ask(twin, "01 10 00 05 00 01 02 5A A5 5C DE")
    assert ask(twin, "01 10 00 00 00 01 02 00 02 27 91") == "01 10 00 00 00 01 01 C9"
    assert ask(twin, "01 03 00 52 00 02 65 DA") == ""
    assert ask(twin, with_crc("02 03 00 52 00 02")) == with_crc("02 03 04 00 00 00 84")


def test_tare_is_for_now_and_gone_with_the_power() -> None:
    twin, _ = scale_with(132_000)
    ask(twin, with_crc("01 10 00 54 00 02 04 7F FF FF FF"))
    assert ask(twin, "01 03 00 52 00 02 65 DA") == with_crc("01 03 04 00 00 00 00")
    twin.restart(11.0)
    assert ask(twin, "01 03 00 52 00 02 65 DA") == with_crc("01 03 04 00 00 00 84")


@pytest.mark.parametrize(
    ("body", "code"), [("01 03 00 99 00 01", "02"), ("01 06 00 00 00 01", "01")]
)
def test_what_it_does_not_know_is_refused(body: str, code: str) -> None:
    twin, _ = scale_with(0)
    function = int(body[3:5], 16) | 0x80
    assert ask(twin, with_crc(body)) == with_crc(f"01 {function:02X} {code}")


@pytest.mark.parametrize("asked", ["02 03 00 52 00 02 65 E9", "01 03 00 52 00 02 65 DB"])
def test_others_and_wrong_crcs_get_no_answer(asked: str) -> None:
    twin, _ = scale_with(0)
    assert ask(twin, asked) == ""


@pytest.mark.parametrize("name", known_profiles())
def test_what_it_says_is_what_the_profile_reads(name: str) -> None:
    profile = load_profile(name)
    twin, _ = scale_with(1_234_000, name)
    weight = profile.weight
    head = f"01 03 {weight.register_:04X} {weight.count:04X}"
    data = bytes.fromhex(ask(twin, with_crc(head)))[3:-2]
    words = tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
    assert profile.weigh(words, None) == Weight(1_234_000, Quality.UNKNOWN)


@given(st.lists(st.binary(max_size=30)))
def test_no_bytes_upset_it(chunks: list[bytes]) -> None:
    twin, _ = scale_with(1_000)
    for now, chunk in enumerate(chunks):
        twin.receive(b"\x01" + chunk, float(now))


@given(st.integers(0, 0xFFFF), st.binary(max_size=12), st.sampled_from([3, 6, 16]))
def test_no_sound_frame_upsets_it(register: int, rest: bytes, function: int) -> None:
    twin, _ = scale_with(1_000)
    body = bytes((1, function)) + register.to_bytes(2, "big") + rest
    twin.receive(body + crc16_modbus(body), 1.0)
