from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.reading.located import Keyed, Listed, Node, Scalar, load, place_of, quoted


def _problems(text: str) -> list[str]:
    return [str(problem) for problem in load(text.encode(), "f").problems]


def _value(text: str) -> Node:
    source = load(text.encode(), "f")
    assert source.problems == []
    assert isinstance(source.root, Keyed)
    ((_, value),) = source.root.entries
    return value


@pytest.mark.parametrize(
    "typed",
    [
        "No",
        "on",
        "012",
        "1e3",
        "14:30",
        "2026-06-02",
        "~",
        "null",
        "0x1F",
        "1_000",
        "=",
        ".5",
    ],
)
def test_keeps_every_plain_scalar_as_typed(typed: str) -> None:
    node = _value(f"name: {typed}")

    assert isinstance(node, Scalar)
    assert node.value == typed
    assert not node.style


def test_remembers_where_each_node_stands() -> None:
    source = load(b"\xef\xbb\xbfa:\r\n  - x\r\n  - \xc3\xa9: 'y'\r\n", "f")

    assert isinstance(source.root, Keyed)
    ((_, listed),) = source.root.entries
    assert isinstance(listed, Listed)
    inner = listed.items[1]
    assert isinstance(inner, Keyed)
    ((key, value),) = inner.entries
    assert str(place_of(listed.items[0])) == "f:2:5"
    assert str(place_of(key)) == "f:3:5"
    assert str(place_of(value)) == "f:3:8"


def test_reads_json_with_characters_beyond_the_first_plane() -> None:
    node = _value(json.dumps({"name": "𠮷野"}))

    assert isinstance(node, Scalar)
    assert node.value == "𠮷野"
    assert node.style


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n"])
def test_an_empty_file_has_no_root(text: str) -> None:
    source = load(text.encode(), "f")

    assert source.root is None
    assert source.problems == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: &x y",
            "f:1:4: an anchor (&x) (leave it out; quote a text that begins with &)",
        ),
        (
            "a: *x",
            "f:1:4: an alias (*x) (write it out; quote a text that begins with *)",
        ),
        ("<<: {b: c}", "f:1:1: a merge key (<<) (write the fields out)"),
        (
            "a: !x y",
            "f:1:4: a tag (!x) (leave it out; quote a text that begins with !)",
        ),
        ("a: x\n---\nb: y", "f:2:1: a second document (write one)"),
        ("a: x\nb: y\na: z", "f:3:1: a is given twice, first on line 1 (keep one)"),
        ("a: x\x07y", "f:1:5: a control character, U+0007 (delete it)"),
        ("a: x\u202ey", "f:1:5: a control character, U+202E (delete it)"),
        (
            'a: "\\u202e"',
            "f:1:4: a control character, U+202E (delete it, or write a blank)",
        ),
        (
            'a: "\\t"',
            "f:1:4: a control character, U+0009 (delete it, or write a blank)",
        ),
        (
            "[x]: y",
            "f:1:1: a key must be one word (quote a text that begins with { or [)",
        ),
        ("a:\n\tb: x", "f:2:1: a tab in the indentation (indent with blanks)"),
        ("a:\n  b: x\n\tc: y", "f:3:1: a tab in the indentation (indent with blanks)"),
        (
            "a: x\nb\n",
            "f:2:1: no field: b (a field is `name: value`, with a blank between)",
        ),
        (
            "  a: x\nb: y",
            (
                "f:2:1: this line begins further left than the fields above it"
                " (line the fields up)"
            ),
        ),
    ],
)
def test_refuses_what_is_more_than_plain_data(text: str, expected: str) -> None:
    assert _problems(text) == [expected]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: C #1", 6),
        ("a: #1", 4),
        ("a: [x #1, y]", 7),
        ("a: x\n   y #z", 6),
        ("a: #1\n   text", 4),
        ("- #1", 3),
        ("a: x ##", 6),
    ],
)
def test_refuses_a_hash_that_yaml_takes_for_a_comment(text: str, column: int) -> None:
    (problem,) = load(text.encode(), "f").problems

    assert problem.where.column == column
    assert "YAML drops what follows" in problem.fact


@pytest.mark.parametrize(
    "text",
    [
        "a: x # y",
        "a: x #",
        "a: 'C #1'",
        "a: C#1",
        "a: # y\n  - x",
        "a: x\n#y",
        "a: x\t# y",
    ],
)
def test_leaves_real_comments_alone(text: str) -> None:
    assert _problems(text) == []


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ("ratio: 3", "a plain text cannot hold a colon followed by a blank"),
        ("ratio:", "a plain text cannot hold a colon followed by a blank"),
        ("{x", "{ begins a mapping that does not end as one"),
        ("[x", "[ begins a list that does not end as one"),
        ("[x, @y]", "a plain text cannot begin with @"),
        ("* x", "a plain text cannot begin with *"),
        ("& x", "a plain text cannot begin with &"),
        ("@x", "a plain text cannot begin with @"),
        ("%x", "a plain text cannot begin with %"),
        ("`x`", "a plain text cannot begin with `"),
        ("> x", "a plain text cannot begin with >"),
        ("- x", "a plain text cannot begin with -"),
        ("'it's", "the quotation marks do not enclose the whole value"),
        ("'x' y", "the quotation marks do not enclose the whole value"),
        ('"x', 'the quotation mark " is not closed'),
        (r'"\q"', "a backslash between double quotation marks is an escape"),
    ],
)
def test_says_what_broke_and_goes_on_behind_it(value: str, fact: str) -> None:
    text = f"list:\n  - a: {value}\n    b: x: y\nc: z\n"

    first, second = load(text.encode(), "f").problems

    assert (first.where.line, first.fact) == (2, fact)
    assert "quot" in first.remedy
    assert str(second.where) == "f:3:9"


def test_offers_the_value_in_quotation_marks() -> None:
    (problem,) = load(b'a: she: "no"', "f").problems

    assert problem.remedy == "quote it: 'she: \"no\"'"


def test_finds_the_other_problems_of_a_file_with_a_broken_line() -> None:
    text = "a: &x y\nb: ratio: 3\nc: C #1\nc: z\n"

    lines = [problem.where.line for problem in load(text.encode(), "f").problems]

    assert sorted(lines) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: \xe9", "f:1:4: not UTF-8 (save the file as UTF-8)"),
        ("a: é".encode("utf-16"), "f:1:1: not UTF-8 (save the file as UTF-8)"),
        (b"a: b\r\nc: \xc3\xa9\xff", "f:2:5: not UTF-8 (save the file as UTF-8)"),
        (
            b"#" * (1024 * 1024 + 1),
            "f:1:1: the file is over 1 MiB (one file is one interview day)",
        ),
    ],
)
def test_refuses_bytes_that_are_no_text(data: bytes, expected: str) -> None:
    assert [str(problem) for problem in load(data, "f").problems] == [expected]


@pytest.mark.parametrize(
    ("escape", "code"),
    [("\\r", "000D"), ("\\v", "000B"), ("\\f", "000C"), ("\\x1c", "001C"),
     ("\\x1d", "001D"), ("\\x1e", "001E"), ("\\x85", "0085"), ("\\N", "0085"),
     ("\\L", "2028"), ("\\u2028", "2028"), ("\\P", "2029"), ("\\u2029", "2029")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ('name: "Dana', 'Tomas"', 7),
        ('email: "d@x.example', '"', 8),
        ('topics: ["the ferry', 'timetable"]', 10),
        ('"na', 'me": Dana', 1),
        ('? "na', 'me"\n: Dana', 3),
    ],
)
def test_refuses_every_line_break_an_escape_can_write(
    escape: str, code: str, before: str, after: str, column: int
) -> None:
    remedy = "(delete it, or write a blank)"
    assert _problems(f"{before}{escape}{after}") == [
        f"f:1:{column}: a line break, U+{code} {remedy}"
    ]


def test_refuses_a_line_break_in_a_key() -> None:
    (problem,) = _problems('"na\\nme": Dana\nposition: x')
    assert "a key has a line break (write it on one line)" in problem


def test_reads_twenty_levels_and_no_more() -> None:
    assert _problems("[" * 20 + "]" * 20) == []
    assert _problems("[" * 21 + "]" * 21) == [
        "f:1:21: nested more than 20 deep (write it flat)"
    ]


@pytest.mark.parametrize("text", ["[" * 1_000_000, "- " * 500_000, "{a: " * 250_000])
def test_deep_input_does_not_crash(text: str) -> None:
    assert "nested" in _problems(text)[0]


# Text that looks like YAML finds more than random text does.
_YAMLISH = st.lists(
    st.sampled_from(
        (
            "a", "b", ":", " ", "\n", "  ", "- ", "#", "'", '"', "[", "]", "{", "}",
            ",", "&x", "*x", "!t", "|", ">", "%", "@", "`", "?", "\\", "---", "...",
            "\t", "\r", "é", "\u2028", "<<",
        )
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.binary() | st.text().map(str.encode) | _YAMLISH.map(str.encode))
def test_any_bytes_give_a_root_or_a_place_in_the_file(data: bytes) -> None:
    source = load(data, "f")

    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for problem in source.problems:
        assert problem.fact
        assert 1 <= problem.where.line <= len(lines)
        assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1


# What a person may type in one line: no controls, no line ends.
_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Cn")))


@given(_LINE)
def test_a_quoted_text_comes_back_as_typed(text: str) -> None:
    node = _value(f"a: {quoted(text)}")

    assert isinstance(node, Scalar)
    assert node.value == text
    assert node.style


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Cn"))))
def test_json_comes_back_as_written(text: str) -> None:
    node = _value(json.dumps({"a": text}))

    assert isinstance(node, Scalar)
    assert node.value == text
