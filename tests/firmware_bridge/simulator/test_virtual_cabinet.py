"""The whole virtual cabinet at real device paths: bytes, hands, scripts, faults, cables."""

from pathlib import Path

import pytest
import serial

from firmware_bridge.errors import SymlinkError
from firmware_bridge.messages import LockAddress, Unlock
from firmware_bridge.ports import open_port
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.errors import NotPossibleError, ScriptError
from firmware_bridge.simulator.plan import parse_plan
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from tests.firmware_bridge.simulator.builders import SMALL, real_cabinet, small_plan

UNLOCK_1 = bytes.fromhex("8a0101119b")
READ_1 = bytes.fromhex("80010133b3")
CLOSED_1, OPEN_1 = bytes.fromhex("8001011191"), bytes.fromhex("8001010080")
WEIGH_11 = bytes.fromhex("0b0300520002")


def exchange(cabinet: VirtualCabinet, request: bytes, count: int, baud: int = 9600) -> bytes:
    with serial.Serial(str(cabinet.path("bus")), baud, timeout=1.0) as port:
        port.write(request)
        return port.read(count)


def test_a_session_of_a_shopper_with_true_bytes() -> None:
    said: list[str] = []
    with real_cabinet(on_event=said.append) as cabinet:
        script = cabinet.begin(())
        script.result(2)
        assert exchange(cabinet, READ_1, 5) == CLOSED_1
        exchange(cabinet, UNLOCK_1, 5)
        cabinet.play("wait open 1 within 5\ntake cola 2\ntake crisps\nput back\n", 10)
        assert exchange(cabinet, READ_1, 5) == OPEN_1
        cabinet.play("close 1\n", 5)
        assert exchange(cabinet, READ_1, 5) == CLOSED_1
        assert cabinet.hand() == ("cola", "cola")
        assert (cabinet.count("A", "cola"), cabinet.count("B", "crisps")) == (1, 2)
        assert [pulse.door for pulse in cabinet.pulses()] == [1]
        assert cabinet.requests().count(Unlock(LockAddress(1, 1))) == 1
    assert said == [
        "door 1 opens",
        "2 cola taken from shelf A",
        "1 crisps taken from shelf B",
        "crisps put on shelf B",
        "door 1 was pushed shut",
    ]


def test_a_host_at_the_wrong_speed_opens_nothing_and_hears_nothing_sensible() -> None:
    with real_cabinet() as cabinet:
        with serial.Serial(str(cabinet.path("bus")), 19200, timeout=0.2) as port:
            port.write(UNLOCK_1)
            assert port.read(5) == b""
        assert cabinet.pulses() == ()
        assert not cabinet.is_open(1)


def test_an_echoing_adapter_and_a_dead_power_supply() -> None:
    with real_cabinet() as cabinet:
        cabinet.do(acts.Fault("echo", 1.0))
        assert exchange(cabinet, READ_1, 10) == READ_1 + CLOSED_1
        cabinet.do(acts.Fault("echo", 0.0))
        cabinet.do(acts.Power(on=False))
        with serial.Serial(str(cabinet.path("bus")), 9600, timeout=0.2) as port:
            port.write(READ_1)
            assert port.read(5) == b""
        cabinet.do(acts.Power(on=True))
        assert exchange(cabinet, READ_1, 5) == CLOSED_1


def test_a_stranger_on_the_bus_is_heard_by_host_and_board() -> None:
    with (
        real_cabinet() as cabinet,
        serial.Serial(str(cabinet.path("bus")), 9600, timeout=1.0) as port,
    ):
        cabinet.do(acts.Inject(UNLOCK_1))
        assert port.read(5) == UNLOCK_1
        cabinet.play("wait open 1 within 5", 6)


def test_a_pulled_cable_leaves_the_doors_and_comes_back_at_the_same_path(tmp_path: Path) -> None:
    with real_cabinet(folder=tmp_path) as cabinet:
        path = cabinet.path("bus")
        cabinet.do(acts.Force(1))
        cabinet.do(acts.Unplug("bus"))
        assert not path.exists()
        cabinet.do(acts.Plug())
        open_port(str(path)).close()
        assert exchange(cabinet, READ_1, 5) == OPEN_1
    assert not path.is_symlink()


def test_what_cannot_be_done_is_said_here_and_changes_nothing() -> None:
    with real_cabinet() as cabinet:
        with pytest.raises(NotPossibleError, match="port x does not exist; there are bus"):
            cabinet.do(acts.Reset("x"))
        with pytest.raises(NotPossibleError, match="line 1, 'take cola'"):
            cabinet.play("take cola", 5)
        with pytest.raises(ScriptError, match="line 1"):
            cabinet.play("dance")
        with pytest.raises(TimeoutError):
            cabinet.play("wait 60", 0.1)
        with pytest.raises(NotPossibleError, match="door 9 does not exist"):
            cabinet.is_open(9)


def test_the_link_of_a_killed_run_is_replaced_and_our_own_is_removed(tmp_path: Path) -> None:
    (tmp_path / "bus").symlink_to("/dev/pts/no-such-device")
    with real_cabinet(folder=tmp_path) as cabinet:
        assert exchange(cabinet, READ_1, 5) == CLOSED_1
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_the_path_is_the_ptys_own_and_stopping_twice_is_harmless() -> None:
    cabinet = real_cabinet()
    with pytest.raises(RuntimeError, match="start or plug it first"):
        cabinet.path("bus")
    cabinet.start()
    assert exchange(cabinet, READ_1, 5) == CLOSED_1
    cabinet.stop()
    cabinet.stop()


def test_a_board_that_reports_is_heard_by_itself_when_its_latch_lets_go() -> None:
    plan = parse_plan(SMALL.replace("locks = 2", "locks = 2\nreports = true"))
    with real_cabinet(plan) as cabinet:
        answer_and_report = exchange(cabinet, UNLOCK_1, 10)
    assert answer_and_report == bytes.fromhex("8a0101119b 8201010082")


def test_a_line_that_jams_latches_says_so_and_opens_nothing() -> None:
    said: list[str] = []
    with real_cabinet(on_event=said.append) as cabinet:
        cabinet.do(acts.Fault("jam", 1.0))
        exchange(cabinet, UNLOCK_1, 5)
        assert [pulse.door for pulse in cabinet.pulses()] == [1]
        assert exchange(cabinet, READ_1, 5) == CLOSED_1
    assert said == ["door 1 was pulsed but did not move"]


def test_a_taken_link_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "bus").write_text("mine")
    cabinet = real_cabinet(folder=tmp_path)
    with pytest.raises(SymlinkError, match="is a real file"):
        cabinet.start()
    cabinet.stop()
    with pytest.raises(RuntimeError, match="not running"):
        cabinet.describe()
    assert (tmp_path / "bus").read_text() == "mine"


def test_bytes_of_noise_open_nothing() -> None:
    plan = small_plan()
    with real_cabinet(plan) as cabinet:
        cabinet.do(acts.Fault("flip_byte", 1.0))
        exchange(cabinet, UNLOCK_1 + b"\x00" * 5, 0)
        cabinet.do(acts.Fault("flip_byte", 0.0))
        assert exchange(cabinet, READ_1, 5)[-5:] == CLOSED_1
        assert cabinet.pulses() == ()
