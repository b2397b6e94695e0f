"""The words of a script, and what is said about others."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.acts import Step
from firmware_bridge.simulator.errors import ScriptError
from firmware_bridge.simulator.script import WORDS, parse_line, parse_script


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("open 3", acts.Open(3)),
        ("close", acts.Close()),
        ("close 3  # the left one", acts.Close(3)),
        ("force 3", acts.Force(3)),
        ("take cola", acts.Take("cola")),
        ("take cola 2", acts.Take("cola", 2)),
        ("take cola from A", acts.Take("cola", 1, "A")),
        ("take cola 2 from A", acts.Take("cola", 2, "A")),
        ("put back", acts.Put()),
        ("put back cola 2", acts.Put("cola", 2)),
        ("put cola on B", acts.Put("cola", 1, "B")),
        ("put cola 2 on B", acts.Put("cola", 2, "B")),
        ("restock cola 5 on A", acts.Restock("cola", 5, "A")),
        ("lay 500g on A", acts.Lay(500_000, "A")),
        ("lay 1.5kg on A", acts.Lay(1_500_000, "A")),
        ("lay 200mg on A", acts.Lay(200, "A")),
        ("lay 200 on A", acts.Lay(200, "A")),
        ("lift A", acts.Lift("A")),
        ("empty A", acts.Empty("A")),
        ("refill A", acts.Refill("A")),
        ("overload A", acts.Lay(100_000_000, "A")),
        ("jam 3", acts.Trouble("jam", 3)),
        ("ajar 3", acts.Trouble("ajar", 3)),
        ("drift A -5g", acts.Drift("A", -5_000)),
        ("noise A 2g", acts.Noise("A", 2_000)),
        ("dead A", acts.Dead("A")),
        ("freeze A", acts.Freeze("A")),
        ("heal A", acts.Heal("A")),
        ("temperature -5", acts.Temperature(-5.0)),
        ("fault drop_byte 0.05", acts.Fault("drop_byte", 0.05)),
        ("fault echo 1 on locks", acts.Fault("echo", 1.0, "locks")),
        ("reset", acts.Reset()),
        ("unplug locks", acts.Unplug("locks")),
        ("plug", acts.Plug()),
        ("power off", acts.Power(on=False)),
        ("say 8A0101119B on locks", acts.Inject(bytes.fromhex("8a0101119b"), "locks")),
        ("wait 2.5", acts.Wait(2.5)),
        ("wait 2.5s", acts.Wait(2.5)),
        ("at 10", acts.At(10.0)),
        ("wait open 3", acts.WaitDoor(3, is_open=True, within_s=60.0)),
        ("wait closed 3 within 5", acts.WaitDoor(3, is_open=False, within_s=5.0)),
    ],
)
def test_every_word_is_one_step(line: str, step: Step) -> None:
    assert parse_line(line) == (step,)


def test_free_ends_every_trouble_of_a_door() -> None:
    assert {step.what for step in parse_line("free 2") if isinstance(step, acts.Trouble)} == {
        "jam",
        "held",
        "ajar",
        "bounce",
    }


def test_empty_lines_and_remarks_say_nothing() -> None:
    assert parse_script("\n  # only a remark\n\n") == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dance", "'dance' means nothing here; `help` lists the words"),
        ("take cola -1", "'-1': say how many, 1 to 1000"),
        ("take cola ²", "'²': say how many, 1 to 1000"),
        ("open three", "'three': say a door by its number"),
        ("wait nan", "'nan': say seconds"),
        ("wait -1", "'-1': say seconds"),
        ("lay heavy on A", "say a weight, such as 500g"),
        ("lay -5g on A", "say a weight, such as 500g, 1.5kg or 200mg, not -5g"),
        ("fault rain 0.1", "fault 'rain' is not known: say one of drop_byte"),
        ("fault drop 2", "'2': say a chance from 0 to 1"),
        ("say 8A0", "say bytes as pairs of hex digits"),
        ("power maybe", "means nothing here"),
        ('take "cola', "cannot be read: No closing quotation"),
    ],
)
def test_other_words_are_refused_with_advice(line: str, words: str) -> None:
    with pytest.raises(ScriptError, match=words.replace("(", r"\(")):
        parse_line(line)


def test_a_script_names_the_wrong_line() -> None:
    with pytest.raises(ScriptError, match="line 3: 'dance' means nothing here"):
        parse_script("open 1\n\ndance\n")


def test_the_list_of_words_names_each_of_them() -> None:
    for word in [
        "open",
        "close",
        "force",
        "take",
        "put",
        "restock",
        "lay",
        "lift",
        "jam",
        "free",
        "drift",
        "fault",
        "power",
        "say",
    ]:
        assert f"{word} " in WORDS


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    with contextlib.suppress(ScriptError):
        parse_script(text)


WORD = st.sampled_from(
    [
        "open",
        "close",
        "take",
        "put",
        "back",
        "wait",
        "at",
        "3",
        "2.5",
        "cola",
        "on",
        "from",
        "A",
        "500g",
        "fault",
        "drop",
        "say",
        "00",
        "power",
        "off",
    ]
)


@given(st.lists(WORD, max_size=7))
def test_no_row_of_known_words_breaks_it_either(words: list[str]) -> None:
    with contextlib.suppress(ScriptError):
        parse_line(" ".join(words))
