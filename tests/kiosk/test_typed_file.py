"""Files people wrote: read whole, or refused in sentences with the place and what to do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from kiosk import typed_file
from kiosk.domain.language import Label
from kiosk.typed_file import MAX_BYTES, MAX_LINES, FileProblem


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    sku: str
    name: Label | None = None
    weight_g: int = 0


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = "untitled"
    rows: tuple[Row, ...] = ()


def written(folder: Path, content: str | bytes, name: str = "sheet.toml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines_about(path: Path) -> tuple[str, ...]:
    with pytest.raises(FileProblem) as caught:
        typed_file.read(path, Sheet, word="field")
    assert caught.value.path == path
    return caught.value.lines


def test_toml_and_json_say_the_same(tmp_path: Path) -> None:
    as_toml = written(
        tmp_path, 'title = "A"\n[[rows]]\nsku = "x"\nname = { zh = "一", en = "1" }\n'
    )
    as_json = written(
        tmp_path,
        '{"title": "A", "rows": [{"sku": "x", "name": {"zh": "一", "en": "1"}}]}',
        "sheet.json",
    )
    expected = Sheet(title="A", rows=(Row(sku="x", name=Label("一", "1")),))
    assert typed_file.read(as_toml, Sheet) == typed_file.read(as_json, Sheet) == expected


def test_a_windows_editors_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = written(tmp_path, b'\xef\xbb\xbftitle = "A"\r\n')
    assert typed_file.read(path, Sheet) == Sheet(title="A")


def test_the_text_of_a_problem_names_the_file_on_every_line(tmp_path: Path) -> None:
    path = written(tmp_path, "titel = 'A'\ntitle = 3\n")
    with pytest.raises(FileProblem) as caught:
        typed_file.read(path, Sheet)
    assert str(caught.value) == (
        f'{path}: title must be text in quotes: "…", not 3.\n'
        f"{path}: titel is not a setting. Did you mean title?"
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "a.toml",
            "title = 'A'\nrows 3\n",
            "Line 2 is not TOML: Expected '=' after a key in a key/value pair. "
            'Write name = value, and text in quotes: name = "text".',
        ),
        ("a.toml", "title = 'A'\n\ntitle =", "Line 3 is not TOML: Invalid value."),
        ("a.toml", "title = 'A'\ntitle = 'B'\n", "Line 2 is not TOML: Cannot overwrite a value."),
        ("a.json", '{"title": \n "A",}', "Line 2, column 6 is not JSON"),
        ("a.json", '{"title": "A", "title": "B"}', '"title" stands twice in the same object'),
        ("a.json", '{"title": NaN}', "A value cannot be read: NaN is not a number."),
        ("a.json", "[]", "The file must be a table of names and values, not a list."),
        ("a.json", "[" * 100_000, "The file is nested too deeply."),
        ("a.toml", "a = " + "[" * 100_000, "The file is nested too deeply."),
        ("a.toml", "title = " + "1" * 5000, "A value cannot be read"),
        ("a.toml", "title = 0x" + "f" * 5000, "not a very large number."),
        ("a.toml", "title = 1979-02-31", "is not TOML"),
        ("a.toml", b"title = 'A'\n# \xc4\xfa\n", "Line 2 is not UTF-8 text. Save the file again"),
        ("a.toml", "title = 'A'".encode("utf-16"), "The file is UTF-16. Save it again as UTF-8."),
        ("a.yaml", "title: A", "The file's name must end in .toml or .json."),
        ("a.toml", "[[rows]]\nsku = 'tea'\nweight = 3", "[[rows]] tea: weight is not a field. Did"),
        ("a.toml", "[[rows]]\nweight_g = 3", "[[rows]] number 1: sku is missing. Add it."),
        (
            "a.toml",
            "[[rows]]\nsku = 'tea'\nname = { zh = 1 }",
            "[[rows]] tea: name.zh must be text",
        ),
        ("a.toml", "rows = ['tea']", "[[rows]] number 1 must be a table"),
        ("a.toml", "[rows]\n", "[rows] must be a list, not a table."),
        ("a.json", '{"\\u001b[31m": 1}', "is not a field."),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    (line, *_) = lines_about(written(tmp_path, content, name))
    assert told in line
    assert line.isprintable()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert lines_about(tmp_path / "no.toml") == (
        "There is no such file. Check the name, or create the file.",
    )


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert lines_about(tmp_path) == ("This is a folder. Name the file in it.",)


def test_a_pipe_is_told_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert "This is a device, not a file." in lines_about(tmp_path / "pipe.toml")[0]


def test_a_name_no_disk_can_hold_is_told() -> None:
    assert "cannot be read" in lines_about(Path("a\0.toml"))[0]
    assert "cannot be read" in lines_about(Path("a" * 5000 + ".toml"))[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_this_user_may_not_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.chmod(0)
    assert "may not read" in lines_about(path)[0]


def test_a_file_of_more_than_2_mb_is_not_read(tmp_path: Path) -> None:
    assert lines_about(written(tmp_path, b"#" * (MAX_BYTES + 1))) == (
        "The file is larger than 2 MB. Is it the right file?",
    )
    assert typed_file.read(written(tmp_path, b"#" * MAX_BYTES), Sheet) == Sheet()


def test_thousands_of_mistakes_are_told_in_a_few_lines(tmp_path: Path) -> None:
    told = lines_about(written(tmp_path, "[[rows]]\n" * 5000))
    assert len(told) == MAX_LINES + 1
    assert told[-1] == "… and 4980 more like these."


_JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "rows", "sku", "name", "zh", "x\n"]), inner)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from(["a.toml", "a.json"]))
@example(b'{"\\ud800": 1}', "a.json")
@example(b'{"title": "\\ud800"}', "a.json")
@example(b'{"rows": [{"sku": "\\ud800"}]}', "a.json")
def test_any_bytes_are_a_sheet_or_a_problem(tmp_path: Path, content: bytes, name: str) -> None:
    _read_or_refused(written(tmp_path, content, name))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_JSON_LIKE)
def test_any_shape_is_a_sheet_or_a_problem(tmp_path: Path, shape: object) -> None:
    _read_or_refused(written(tmp_path, json.dumps(shape), "a.json"))


def _read_or_refused(path: Path) -> None:
    try:
        typed_file.read(path, Sheet)
    except FileProblem as problem:
        assert problem.lines  # noqa: PT017 - either outcome is right; no other exception is
        assert str(problem).replace("\n", "").isprintable()  # noqa: PT017
        str(problem).encode()
