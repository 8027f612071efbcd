"""Rendered words and HTML of the same words: nothing in a value is taken for markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.html import read_html
from drafter.templating.markup import (
    NOTHING,
    both_parts,
    fields_in,
    flow,
    from_markdown,
    marked,
    plain,
)


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Co", "Zl", "Zp")), min_size=1
)
N = NOTHING
"""What an empty sentence leaves."""


@pytest.mark.parametrize(
    ("laid_out", "letter"),
    [
        (f"Hi,\n\n{N}\n\nBest,", "Hi,\n\nBest,"),
        (f"Hi,\n\n{N} {N}  {N}\n\nBest,", "Hi,\n\nBest,"),
        (f"A. {N} B.", "A. B."),
        (f"A. {N} {N} B.", "A. B."),
        (f"{N} A. {N}\nB.", "A.\nB."),
        (f"A.\n{N}\nB.", "A.\nB."),
        (f"A.\n\n{N}\n\n{N}\n\nB.", "A.\n\nB."),
        (f"A. {N}", "A."),
        (f"{N}\nA.", "A."),
        (N, ""),
        ("a  \n\n\n\nb\t", "a\n\nb"),
    ],
)
def test_blanks_close_up_around_what_is_empty(laid_out: str, letter: str) -> None:
    assert flow(laid_out) == letter


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("it rains", "You said it rains. So."),
        ("it rains.", "You said it rains. So."),
        ("is it?", "You said is it? So."),
        ('he said "no."', 'You said he said "no." So.'),
        ("and then…", "You said and then… So."),
        ("(it rains!)", "You said (it rains!) So."),
        ("at 5 p.m", "You said at 5 p.m. So."),
    ],
)
def test_a_sentence_ends_once(value: str, text: str) -> None:
    assert plain(f"You said {marked('they_said', value)}. So.") == text


@given(PRINTABLE)
def test_a_value_reaches_both_parts_as_typed(value: str) -> None:
    source = f"About {marked('topic', value)}, *plainly*,\nand {marked('', '1. end')}"
    words, html = both_parts(source)
    assert value in words
    assert words.endswith("and 1. end")
    assert " ".join(value.split()) in " ".join(read_html(html).text.split())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one\ntwo", "one\ntwo"),
        ("**bold** and `code`", "bold and code"),
        ("- a\n- b\n\nc", "- a\n- b\n\nc"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("[site](https://x.example/a)", "site (https://x.example/a)"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("<b>x</b> & <script>y</script>", "<b>x</b> & <script>y</script>"),
        ("<div>\nblock\n</div>", "<div>\nblock\n</div>"),
        ("![me](http://x.example/a.png)", "![me](http://x.example/a.png)"),
        ("> quoted", "quoted"),
        ("# Head\nbody", "Head\n\nbody"),
    ],
)
def test_the_plain_part_is_no_markdown(source: str, text: str) -> None:
    assert from_markdown(source)[0] == text


@pytest.mark.parametrize(
    "source",
    ["<script>x</script>", "[x](javascript:alert(1))", "<img src=http://x.example/a>",
     "![x](http://x.example/a.png)", "<style>p{}</style>", "[x](data:text/html,y)"],
)  # fmt: skip
def test_nothing_active_or_remote_is_left_in_the_html(source: str) -> None:
    html = from_markdown(source)[1].lower()
    assert not any(tag in html for tag in ("<script", "<img", "<style"))
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_a_link_from_a_value_cannot_run_a_script() -> None:
    _, html = both_parts(f"[x]({marked('topic', 'javascript:alert(1)')})")
    assert "href" not in html


def test_a_rendered_text_says_which_fields_it_tells() -> None:
    text = f"{marked('topic', 'x')} and {marked('', 'z')}.\n{marked('asked', 'y')}"
    assert fields_in(text) == ["topic", "", "asked"]


@given(
    st.text(
        st.sampled_from("ab .,'\"é:;-()!?1\n\n\n\ue000\ue001*&<>[]_#+="), max_size=40
    ),
    PRINTABLE,
)
def test_a_letter_of_paragraphs_is_what_markdown_makes_of_it(
    text: str, value: str
) -> None:
    told = marked("topic", value.replace("\xa0", " "))
    laid_out = flow(text.replace("\ue000", told).replace("\ue001", ""))
    assert single(both_parts(laid_out)) == single(from_markdown(laid_out))


def single(parts: tuple[str, str]) -> list[str]:
    """Both parts with single blanks: of more, HTML shows one."""
    return [re.sub(" +", " ", part) for part in parts]
