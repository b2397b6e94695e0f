"""A script in its time, without a clock."""

from firmware_bridge.simulator.cabinet import Cabinet, WorldAct
from firmware_bridge.simulator.player import Player
from firmware_bridge.simulator.script import parse_script
from tests.firmware_bridge.simulator.builders import small_cabinet


def advance(player: Player, cabinet: Cabinet, now: float) -> list[str]:
    def perform(act: object, at: float) -> str:
        assert isinstance(act, WorldAct)
        return cabinet.do(act, at)

    return player.advance(now, perform, lambda door, at: cabinet.doors[door].is_open(at))


def test_a_shopper_waits_for_the_door_takes_puts_back_and_leaves() -> None:
    cabinet = small_cabinet()
    script = "wait open 1 within 30\nwait 1\ntake cola 2\nat 20\nput back\nclose 1\n"
    player = Player(parse_script(script), now=0.0)
    assert advance(player, cabinet, 5.0) == []
    cabinet.doors[1].pulse(6.0)
    assert advance(player, cabinet, 6.5) == []
    assert advance(player, cabinet, 7.4) == []
    assert advance(player, cabinet, 7.5) == ["2 cola taken from shelf A"]
    assert advance(player, cabinet, 19.9) == []
    assert advance(player, cabinet, 20.0) == ["cola put on shelf A", "door 1 was pushed shut"]
    assert (player.is_done, player.failure) == (True, None)


def test_a_door_that_does_not_open_in_time_ends_the_script_with_its_line() -> None:
    cabinet = small_cabinet()
    player = Player(parse_script("\nwait open 1 within 3\ntake cola"), now=0.0)
    assert advance(player, cabinet, 0.0) == []
    assert advance(player, cabinet, 3.0) == []
    assert player.is_done
    assert player.failure == ("line 2, 'wait open 1 within 3': door 1 is not open after 3 s.")


def test_what_cannot_be_done_ends_the_script() -> None:
    cabinet = small_cabinet()
    player = Player(parse_script("take cola\nforce 1"), now=0.0)
    assert advance(player, cabinet, 0.0) == []
    assert player.failure == "line 1, 'take cola': no door with a shelf behind it is open."
    assert not cabinet.doors[1].is_open(1.0)
