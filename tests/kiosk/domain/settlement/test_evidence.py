"""Evidence tells a person everything, survives being stored, and refuses what was tampered with."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.settlement.decision import decide
from kiosk.domain.settlement.evidence import (
    Evidence,
    EvidenceError,
    GoodSeen,
    ShelfSeen,
    Witnessed,
    as_json,
    evidence_of,
    from_json,
)
from kiosk.domain.settlement.policy import USUAL
from kiosk.domain.settlement.readings import DoorEdge, Quality, Reading
from kiosk.domain.settlement.settle import explain
from tests.kiosk.domain.settlement.a_cabinet import (
    COLA,
    LATTE,
    a_planogram,
    a_shelf,
    changed,
    full,
    steps,
)

EDGES = (DoorEdge(0, "main", is_open=True), DoorEdge(9_000, "main", is_open=False))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


def of_look_alikes() -> Evidence:
    planogram = a_planogram(a_shelf("A", COLA, LATTE))
    before = full(planogram)
    seen = Witnessed(before, changed(before, {"A": -345.2}), steps(("A", -345.2)), EDGES)
    findings = explain(planogram, seen.before, seen.after, seen.steps)
    return evidence_of(planogram, seen, findings, decide(planogram, findings, USUAL), USUAL)


def test_it_holds_what_a_person_needs() -> None:
    evidence = of_look_alikes()
    goods = (GoodSeen("cola", 345_000, 1_500, 6), GoodSeen("latte", 345_500, 1_500, 6))
    before, after = Reading(4_143_000), Reading(3_797_800)
    assert evidence.shelves == (ShelfSeen("A", goods, before, after, 6_344),)
    assert evidence.door_edges == EDGES
    assert (evidence.decision, evidence.reason, evidence.where) == ("review", "ambiguous", ("A",))
    assert [each.taken for each in evidence.candidates[:2]] == [{"cola": 1}, {"latte": 1}]
    assert evidence.odds == USUAL.odds


def test_it_survives_being_stored() -> None:
    evidence = of_look_alikes()
    assert from_json(json.loads(json.dumps(as_json(evidence)))) == evidence


def test_a_shelf_that_was_not_read_is_told_as_unknown() -> None:
    planogram = a_planogram()
    seen = Witnessed(full(planogram), {})
    findings = explain(planogram, seen.before, seen.after)
    evidence = evidence_of(planogram, seen, findings, decide(planogram, findings, USUAL), USUAL)
    assert {shelf.after.quality for shelf in evidence.shelves} == {Quality.UNKNOWN}
    assert evidence.where == ("A", "B", "C")


@given(st.dictionaries(st.sampled_from([*as_json(of_look_alikes())]), json_values, min_size=1))
def test_what_was_tampered_with_is_an_error_or_evidence(change: dict[str, Any]) -> None:
    value = {**as_json(of_look_alikes()), **change}
    try:
        read = from_json(value)
    except EvidenceError:
        return
    assert isinstance(read, Evidence)


def test_a_missing_part_says_what_to_do() -> None:
    value = as_json(replace(of_look_alikes(), candidates=()))
    del value["steps"]
    with pytest.raises(EvidenceError, match=r"steps.*asking the shopper"):
        from_json(value)
