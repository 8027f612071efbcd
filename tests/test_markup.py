from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.templating.context import Text
from drafter.templating.markdown import clean, to_html, to_text
from drafter.templating.markup import FLOW, both_parts, flow, resolve, sentences, token
from tests.conftest import rendered


if TYPE_CHECKING:
    from tests.conftest import Write

PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Co", "Zl", "Zp")), min_size=1
)
AWKWARD = "C++ vector<int> *args _x_ {{ y }} #1 1. & <b>"


@pytest.mark.parametrize(
    ("laid_out", "letter"),
    [
        (f"Subject: {FLOW}x{FLOW}\nHi Bo,", "Subject: x\n\nHi Bo,"),
        (
            f"Hi,\n\n{FLOW}A.{FLOW}{FLOW}B.{FLOW}\nBest,\nInes",
            "Hi,\n\nA. B.\n\nBest,\nInes",
        ),
        (f"Static.\n{FLOW}A.{FLOW}", "Static. A."),
        (f"I {FLOW}like{FLOW} it{FLOW}{FLOW}.", "I like it."),
        (f"A.\n\n{FLOW}{FLOW}\nB.", "A.\n\nB."),
        (f"{FLOW}A.{FLOW}{FLOW}{FLOW}", "A."),
        ("a  \n\n\n\nb\t", "a\n\nb"),
    ],
)
def test_a_choice_flows_into_its_paragraph(laid_out: str, letter: str) -> None:
    assert flow(laid_out) == letter


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("it rains", "You said it rains. So."),
        ("it rains.", "You said it rains. So."),
        ("is it?", "You said is it? So."),
        ('he said "no."', 'You said he said "no." So.'),
    ],
)
def test_a_sentence_ends_once(value: str, text: str) -> None:
    assert resolve(f"You said {token(0)}. So.", [(value, "")]) == text


@given(PRINTABLE)
def test_a_value_reaches_both_parts_as_typed(value: str) -> None:
    source = f"About {token(0)}, *plainly*,\nand {token(1)}"
    values = [(value, ""), ("1. end", "")]
    plain, html = both_parts(source, values)
    assert value in plain
    assert plain.endswith("and 1. end")
    assert " ".join(value.split()) in " ".join(to_text(html).split())


def test_markup_in_a_value_is_text(write_templates: Write) -> None:
    from tests.changed import replace  # noqa: PLC0415
    from tests.loops import interviewer, loop  # noqa: PLC0415

    source = "Subject: {{ topic }}\n\n# {{ topic }}\n\n{{ topic }}\n\n- {{ topic }}\n"
    library = write_templates(thank_you__md=source)
    person = replace(interviewer(0), topics=(AWKWARD,))
    interview = replace(loop(1), interviewers=(person,))
    made = rendered(library, "thank_you.md.j2", interview)
    assert made.subject == AWKWARD
    assert made.text == f"{AWKWARD}\n\n{AWKWARD}\n\n- {AWKWARD}"
    assert (
        made.html.count("vector&lt;int&gt; *args _x_ {{ y }} #1 1. &amp; &lt;b&gt;")
        == 3
    )


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
    assert to_text(to_html(source)) == text


@pytest.mark.parametrize(
    "source",
    ["<script>x</script>", "[x](javascript:alert(1))", "<img src=http://x.example/a>",
     "![x](http://x.example/a.png)", "<style>p{}</style>", "[x](data:text/html,y)"],
)  # fmt: skip
def test_nothing_active_or_remote_is_left_in_the_html(source: str) -> None:
    html = clean(to_html(source)).lower()
    assert not any(tag in html for tag in ("<script", "<img", "<style"))
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_a_link_from_a_value_cannot_run_a_script() -> None:
    _, html = both_parts(f"[x]({token(0)})", [("javascript:alert(1)", "")])
    assert "href" not in html


def test_sentences_are_compared_folded_and_whole() -> None:
    first = sentences("Thank you. I liked the  long Talk we had! Bye now.")
    assert first == {"i liked the long talk we had!"}


def test_a_text_remembers_its_field() -> None:
    assert Text("x", "topic").field == "topic"


@given(
    st.text(
        st.sampled_from("ab .,'\"é:;-()!?1\n\n\n\ue000\ue001*&<>[]_#+="), max_size=40
    ),
    PRINTABLE,
)
def test_a_letter_of_paragraphs_is_what_markdown_makes_of_it(
    text: str, value: str
) -> None:
    laid_out = flow(text.replace("\ue000", token(0)).replace("\ue001", ""))
    values = [(value.replace("\xa0", " "), "")]
    html = to_html(laid_out)
    slow = resolve(to_text(html), values), clean(resolve(html, values, html=True))
    assert both_parts(laid_out, values) == slow
