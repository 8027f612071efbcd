"""Letters may come from strangers: no way out, no end that is not reached."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.draft import Kind
from drafter.errors import DrafterError, TemplateError
from tests.composing import body, written, yours
from tests.loops import loop


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.composition import Composed
    from drafter.interview import Interview
    from drafter.templating.letters import Library

CARD = (Kind.CARD,)
SECONDS = 3.0
"""A letter that takes longer has hung."""
ESCAPES = (
    "{{ topic.__class__ }}",
    "{{ topic.__class__.__mro__[1].__subclasses__() }}",
    "{{ topic.format }}",
    "{{ topic.field }}",
    "{{ topic['__class__'] }}",
    "{{ topics.__class__ }}",
    "{{ topics['count'] }}",
    "{{ interviewer._fields }}",
    "{{ interviewer.look_up }}",
    "{{ interviewer.items }}",
    "{{ you.pop('name') }}",
    "{{ ''.join }}",
    "{{ ().__class__ }}",
    "{{ loop.__init__ }}",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    "{% for x in topics %}{{ loop._iterator }}{% endfor %}",
    "{% for x in topics %}{{ loop.__class__ }}{% endfor %}",
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ topic | attr('__class__') }}",
    "{{ topics | map('upper') | list }}",
    "{{ range(3) }}",
    "{{ dict(a=1) }}",
    "{{ lipsum() }}",
    "{{ namespace() }}",
    "{{ joiner() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ _page }}",
    "{{ _page.values }}",
    "{{ greeting.__init__ }}",
    "{{ thanks.key }}",
    "{{ caller() }}",
    "{{ varargs }}",
    "{% include '/etc/hostname' %}",
    "{% include '../card.txt.j2' %}",
    "{% include 'packaged/../../card.txt.j2' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'card.txt.j2' %}",
    "{{ ('%s' % topic) }}",
    "{{ topics }}",
    "{{ interviewer }}",
    "{{ peer }}",
    "{{ [].append(1) }}",
    "{{ topic() }}",
    "{{ topic.upper() }}",
)
BOMBS = (
    "{% for a in topics * 9 %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 99999 }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = [a, a] | join %}" * 40 + "{{ a }}",
    "{% set a = topics %}" + "{% set a = a | join(a | join) %}" * 40 + "{{ a }}",
    "{% set a = topic %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}",
    "{% set a = [1,2,3,4,5,6,7,8,9,10] %}"
    + "".join(f"{{% for a{n} in a %}}" for n in range(9))
    + "{% endfor %}" * 9,
    "".join(f"{{% for a{n} in 'aaaaaaaaaaaaaaaaaaaa' %}}" for n in range(9))
    + "{{ topic }}"
    + "{% endfor %}" * 9,
    "{% for a in topics recursive %}{{ loop(topics) }}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'card.txt.j2' %}",
    "{% include 'card.txt.j2' %}{% include 'card.txt.j2' %}",
    "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ " + "not " * 5000 + "topic }}",
    "{{ topic" + " | cap" * 5000 + " | attr('x') }}",
    "{% if nobody is defined %}" * 300 + "{% endif %}" * 300,
)
PIECES = (
    "{{", "}}", "{%", "%}", "{#", "#}", " ", "\n", "\n\n", "choose", "or", "if",
    "endif", "elif", "else", "topic", "employer", ".name", "|", "cap", "thanks", "(",
    ")", "'", "[", "]", "~", "for x in", "endfor", "set a =", "block b", "endblock",
    "extends", "include", "'card.txt.j2'", "macro m()", "endmacro", "\u2028", "é",
    "1", "Subject:", "*", "<b>", "For:", "answer,", "topics", "quote", "answer",
    "raw", "endraw", "-", "filter cap", "endfilter", "[wish]", "{{ topic }}",
    "{{ thanks }}", "{{ answer }}", "{% if quote %}", "{% endif %}",
)  # fmt: skip
LINES = (
    "[wish]\n", "[thanks: card]\n", "[wish: peer, only]\n", "[", "]", ":", "\n",
    "{{ topic }}", "{{", "}}", "{% if quote %}", "{% endif %}", "{%", "Thanks. ",
    "[closing]\n", "[subject]\n", "# no\n", "{{ answer }}\n", "{{ nobody }}\n",
    "{{ takeaway.by }}", "{{ topics[4] }}", "é", "\u2028", "once", "*", "<b>",
)  # fmt: skip
MISTAKES = (
    ("{{ emial }}", "unknown name 'emial'"),
    ("{{ you.emial }}", "'you' has no field 'emial'"),
    ("{% if nobody %}{% endif %}", "unknown name 'nobody'"),
    ("{{ topic | upcase }}", "No filter named 'upcase'"),
    ("{{ quote }}", "'quote' is not filled for Dana Whitlock"),
    ("{{ quote | cap }}", "'quote' is not filled for Dana Whitlock"),
    ("{{ quote | length }}", "'quote' is not filled for Dana Whitlock"),
    ("{{ topic", "unexpected end of template"),
    ("{% endif %}", "Encountered unknown tag 'endif'"),
    ("{{ 1 // 0 }}", ""),
    ("{{ topics[9] }}", ""),
    ("{{ topic | join(3) }}", ""),
    ("{{ topic is divisibleby 3 }}", ""),
)


def refusal(folder: Path, source: str) -> tuple[str, float]:
    """What the author of a card is told, and after how long."""
    library = yours(folder, card=source)
    started = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        written(loop(1), CARD, library)
    return "\n".join(caught.value.lines), time.monotonic() - started


def outcome(interview: Interview, library: Library) -> tuple[str, tuple[Composed, ...]]:
    """What the author of the templates is told, or the notes."""
    try:
        return "", written(interview, library=library)
    except DrafterError as error:
        return "\n".join(error.lines), ()


@pytest.mark.parametrize("source", ESCAPES)
def test_a_letter_sees_nothing_but_the_fields(tmp_path: Path, source: str) -> None:
    lines, _ = refusal(tmp_path, f"fine\n{source}\n")
    assert "card.txt.j2" in lines


@pytest.mark.parametrize("source", BOMBS, ids=range(len(BOMBS)))
def test_an_endless_or_huge_letter_is_an_error_soon(
    tmp_path: Path, source: str
) -> None:
    lines, seconds = refusal(tmp_path, source)
    assert "card.txt.j2" in lines
    assert seconds < SECONDS


@pytest.mark.parametrize(("source", "fact"), MISTAKES)
def test_a_mistake_is_shown_at_its_line(tmp_path: Path, source: str, fact: str) -> None:
    lines, _ = refusal(tmp_path, f"fine\n\n{source}")
    assert "card.txt.j2:3: " in lines
    assert fact in lines


@pytest.mark.parametrize(
    "source", [*ESCAPES, *BOMBS], ids=range(len(ESCAPES) + len(BOMBS))
)
def test_a_line_of_phrases_has_no_way_out_either(tmp_path: Path, source: str) -> None:
    phrases = f"[bees]\n{source}\n"
    library = yours(tmp_path, phrases__warm=phrases, card="{{ bees }}{{ greeting }}")
    started = time.monotonic()
    mistake, notes = outcome(loop(1), library)
    assert time.monotonic() - started < SECONDS
    assert "phrases.warm.txt" in mistake or notes[1].draft.text == "Hi Dana,"


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    lines, _ = refusal(tmp_path, "{{ emial }}\n\n{{ toppic }}\n{{ you.emial }}\n")
    assert [line.split(":")[1] for line in lines.splitlines()] == ["1", "3", "4"]


def test_one_render_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    source = "{{ greeting }}\n\n{% if bees is defined %}x{% endif %}."
    source += "{% set bees = topic %}\n"
    notes = written(loop(2), CARD, yours(tmp_path, card=source))
    assert [one.draft.text.split("\n")[2] for one in notes] == [".", "."]


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ),
    st.sampled_from(["card", "thank_you", "card__bees", "thank_you__bees"]),
)
def test_whatever_stands_in_a_letter_there_is_no_traceback(
    tmp_path: Path, parts: list[str], name: str
) -> None:
    for path in tmp_path.rglob("*.j2"):
        path.unlink()
    library = yours(tmp_path, **{name: " ".join(parts)})
    mistake, notes = outcome(loop(2), library)
    assert mistake or len(notes) == 4


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(LINES),
        max_size=20,
    )
)
def test_whatever_stands_in_phrases_there_is_no_traceback(
    tmp_path: Path, parts: list[str]
) -> None:
    library = yours(tmp_path, phrases__warm="".join(parts))
    mistake, notes = outcome(loop(2), library)
    assert mistake or all(body(one) for one in notes)
