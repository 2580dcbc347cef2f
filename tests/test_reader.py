"""YAML by the 1.2 core rules, with the place of every value."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.reading.document import Document, dotted, read_mapping
from sim.reading.reader import read, read_text, read_value, write_text
from sim.reading.scalars import quoted, scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24", 24),
        ("-3", -3),
        ("+7", 7),
        ("0", 0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5),
        ("1e-3", 0.001),
        ("1.5e6", 1_500_000),
        ("500.0", 500),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes please", "yes please"),
        ("nan", "nan"),
        ("0,5", "0,5"),
        ("1.2.3", "1.2.3"),
        ("north", "north"),
        ("2024-01-01 to 2024-06-30", "2024-01-01 to 2024-06-30"),
    ],
)
def test_plain_scalars(text: str, value: object) -> None:
    found, misread = scalar(text)
    assert misread is None
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "ON", "off", "y", "N", "010", "089", "0_1", "0x1F", "0o17", "0b11", "1_000",
     "12:30", "1:30.5", "2024-01-01", "2024-1-1 10:00:00", ".inf", "-.INF", ".NaN", "<<", "=",
     "1e999", "9" * 400],
)  # fmt: skip
def test_what_programs_disagree_on_is_refused(text: str) -> None:
    assert scalar(text)[1] is not None


def test_a_word_in_quotes_is_text() -> None:
    document = read_text("a: 'no'\nb: \"0500\"\nc: '2024-01-01'\nd: ''\n")
    assert document.content == {"a": "no", "b": "0500", "c": "2024-01-01", "d": ""}
    assert not document.faults


def test_places_of_keys_and_values() -> None:
    document = read_text("a: 1\nb:\n  c:\n    - x\n    - {d: 5}\n", "f.yaml")
    assert document.content == {"a": 1, "b": {"c": ["x", {"d": 5}]}}
    assert document.values["a",] == ("f.yaml", 1, 4)
    assert document.keys["b", "c"] == ("f.yaml", 3, 3)
    assert document.values["b", "c", 0] == ("f.yaml", 4, 7)
    assert document.keys["b", "c", 1, "d"] == ("f.yaml", 5, 8)
    assert document.values["b", "c", 1, "d"] == ("f.yaml", 5, 11)


def test_the_place_of_something_missing_is_what_surrounds_it() -> None:
    document = read_text("a:\n  b: 1\n", "f.yaml")
    assert document.place(("a", "x", "y")) == document.values["a",]
    assert document.place(("x",)) == ("f.yaml", 1, 1)


def test_columns_count_characters() -> None:
    document = read_text("标题: {县: 5}\n")
    assert document.values["标题", "县"][1:] == (1, 9)


def test_line_ends_and_marks_change_nothing(tmp_path: Path) -> None:
    text = "a: 1\nb: [x, 'y z']\n"
    plain = read_text(text)
    for raw in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
    ):
        (tmp_path / "f.yaml").write_bytes(raw)
        document = read(tmp_path / "f.yaml")
        assert document.content == plain.content
        assert [place[1:] for place in document.values.values()] == [
            place[1:] for place in plain.values.values()
        ]


def test_an_alias_repeats_a_value() -> None:
    assert read_text("a: &x {b: 1}\nc: *x\n").content == {"a": {"b": 1}, "c": {"b": 1}}


def test_all_faults_are_noted() -> None:
    document = read_text("a: no\nb: 010\na: 5\nc: !x 1\n")
    assert [problem.line for _, problem in document.faults] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nope.yaml", "not found"),
        (".", "a folder"),
        ("a\0b", "cannot be read"),
        ("x" * 300, "read"),
    ],
)
def test_what_is_no_file(path: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=words):
        read(tmp_path / path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("true", True),
        ("", None),
        (" north ", "north"),
        ("Phase 1: pilot", "Phase 1: pilot"),
        ("[a, 1e-3]", ["a", 0.001]),
        ("{a: 1}", {"a": 1}),
        ('"no"', "no"),
        ("a # b", "a # b"),
    ],
)
def test_a_single_value(text: str, value: object) -> None:
    assert read_value(text) == value


@pytest.mark.parametrize("text", ["no", "0500", "[a", "[no]", "'a"])
def test_a_single_faulty_value(text: str) -> None:
    with pytest.raises(ScenarioError):
        read_value(text)


def test_a_mapping_given_in_python() -> None:
    document = read_mapping({"a": 5.0, "b": (1, 2), "c": {"d": None}, "p": Path("x.csv")})
    assert document.content == {"a": 5, "b": [1, 2], "c": {"d": None}, "p": "x.csv"}
    assert read_mapping({1: 2, "a": 3}).faults
    endless: dict[str, object] = {}
    endless["a"] = endless
    assert "nested" in str(read_mapping(endless).faults[0][1])


def test_values_in_messages_are_short_and_hide_nothing() -> None:
    assert quoted("a\x1b[2J\u202e") == '"a\\x1b[2J\\u202e"'
    assert len(quoted("x" * 10_000)) == 62
    assert quoted(["a"]) == "a list of 1 item"
    assert dotted(("policies", "x", "where", 1)) == "policies.x.where[1]"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
    | st.sampled_from(["no", "1e5", "0500", "0o17", "y", "12:30", "2024-01-01", " a", "a: b", "#"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcdefg_", min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcdefg_", min_size=1, max_size=8), VALUES, max_size=4))
def test_what_is_written_is_read_back(values: dict[str, object]) -> None:
    document: Document = read_text(write_text(values))
    assert document.content == read_mapping(values).content
    assert not document.faults


@given(st.text(st.characters(), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ScenarioError):
        read_text(text)
