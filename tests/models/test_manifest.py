"""What a manifest may say, and garbage."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import PackError
from models.manifest import ThresholdRow, Thresholds, parse, to_bytes
from models.results import MatchPolicy
from tests.models.builders import a_manifest

FULL = json.loads(to_bytes(a_manifest({"detector": b"d", "embedder": b"e"})))
PATHS = [("name",), ("files", 0, "sha256"), ("thresholds", "rows", 0, "accept"), ("embedding",)]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def changed(path: tuple[Any, ...], value: Any) -> bytes:
    """A full manifest with one place changed."""
    copy = json.loads(json.dumps(FULL))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(copy).encode()


def rows(*limits: int | None) -> list[ThresholdRow]:
    return [ThresholdRow(members_up_to=n, accept=0.5, pay_accept=0.55) for n in limits]


def test_a_manifest_survives_being_written_and_read() -> None:
    manifest = a_manifest({"detector": b"d", "embedder": b"e"})
    assert parse(to_bytes(manifest)) == manifest


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (("colour",), "red", "colour: Extra inputs"),
        (("files", 0, "url"), "somewhere", "url: Extra inputs"),
        (("format",), 2, "format"),
        (("version",), "1", "version"),
        (("version",), True, "version"),
        (("name",), "../../etc", "name"),
        (("files", 0, "name"), "../detector.onnx", "name"),
        (("files", 0, "name"), "/etc/passwd", "name"),
        (("files", 0, "name"), "detector.onnx\n", "name"),
        (("files", 0, "sha256"), "abc", "sha256"),
        (("files", 0, "role"), "embedder", "one each"),
        (("files", 1, "name"), FULL["files"][0]["name"], "one name"),
        (("embedding",), None, "one each of detector"),
        (("thresholds",), None, "come together"),
        (("embedding", "channel_order"), "grey", "channel_order"),
        (("thresholds", "rows", 0, "pay_accept"), 0.1, "pay_accept must not be lower"),
        (("thresholds", "rows", 0, "accept"), 1.5, "accept"),
        (("thresholds", "rows", 0, "members_up_to"), 5000, "must rise"),
        (("thresholds", "rows"), [], "rows"),
        (("thresholds", "agreeing_frames"), 1, "agreeing_frames"),
        (("source", "kind"), "web", "source"),
    ],
)
def test_a_manifest_that_is_wrong_in_one_place_is_refused(
    path: tuple[Any, ...], value: Any, complaint: str
) -> None:
    with pytest.raises(PackError, match=complaint):
        parse(changed(path, value))


@given(st.binary() | json_values.map(lambda value: json.dumps(value).encode()))
def test_garbage_is_refused_and_nothing_else_happens(text: bytes) -> None:
    with pytest.raises(PackError, match="not valid"):
        parse(text)


@given(st.sampled_from(PATHS), json_values)
def test_any_value_in_any_place_is_taken_or_refused(path: tuple[Any, ...], value: Any) -> None:
    try:
        manifest = parse(changed(path, value))
    except PackError:
        return
    assert parse(to_bytes(manifest)) == manifest


def test_thresholds_rise_with_the_number_of_members() -> None:
    thresholds = Thresholds(
        basis="a test",
        rows=[
            ThresholdRow(members_up_to=10, accept=0.5, pay_accept=0.55),
            ThresholdRow(members_up_to=None, accept=0.6, pay_accept=0.65),
        ],
        margin=0.05,
        agreeing_frames=2,
    )
    assert [thresholds.at(n) for n in (0, 10, 11, 10**6)] == [
        MatchPolicy(0.5, 0.55, 0.05, 2, members=0),
        MatchPolicy(0.5, 0.55, 0.05, 2, members=10),
        MatchPolicy(0.6, 0.65, 0.05, 2, members=11),
        MatchPolicy(0.6, 0.65, 0.05, 2, members=10**6),
    ]


@pytest.mark.parametrize("limits", [(10,), (None, None), (20, 10, None), (10, 10, None)])
def test_threshold_rows_must_rise_and_end_with_everybody(limits: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        Thresholds(basis="a test", rows=rows(*limits), margin=0.05, agreeing_frames=2)


def test_a_pack_without_an_embedder_says_what_it_cannot_do() -> None:
    manifest = a_manifest({"detector": b"d"})
    with pytest.raises(PackError, match="can find faces but not tell people apart"):
        manifest.file("embedder")
