from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.errors import DrafterError, TemplateError
from drafter.templating.offers import DryError
from tests.conftest import rendered


if TYPE_CHECKING:
    from drafter.templating.library import Library
    from tests.conftest import Write

ESCAPES = (
    "{{ topic.__class__ }}",
    "{{ topic.__class__.__mro__[1].__subclasses__() }}",
    "{{ topic.format }}",
    "{{ topic['__class__'] }}",
    "{{ interviewer._fields }}",
    "{{ interviewer.look_up }}",
    "{{ ''.join }}",
    "{{ loop.__init__ }}",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    "{{ self._TemplateReference__context }}",
    "{{ topic | attr('__class__') }}",
    "{{ range(3) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{% include '/etc/hostname' %}",
    "{% include '../card.txt.j2' %}",
    "{% include 'packaged/../../card.txt.j2' %}",
    "{% import 'os' as os %}",
    "{{ ('%s' % topic) }}",
    "{{ topics }}",
    "{{ interviewer }}",
    "{{ peer }}",
    "{{ [].append(1) }}",
)


@pytest.mark.parametrize("source", ESCAPES)
def test_a_template_sees_nothing_but_the_fields(
    write_templates: Write, source: str
) -> None:
    library = write_templates(card__txt="x\n" + source)
    with pytest.raises(TemplateError) as error:
        rendered(library)
    assert "card.txt.j2" in str(error.value)


BOMBS = (
    "{% for a in topics * 9 %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 99999 }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = [a, a] | join %}" * 40 + "{{ a }}",
    "{% set a = topic %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}",
    "{% set a = [1,2,3,4,5,6,7,8,9,10] %}"
    + "".join(f"{{% for a{n} in a %}}" for n in range(9))
    + "{% endfor %}" * 9,
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'card.txt.j2' %}",
    "{% include 'card.txt.j2' %}{% include 'card.txt.j2' %}",
    "{% extends 'card.txt.j2' %}",
    "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{% if topic is defined %}" * 300 + "{% endif %}" * 300,
)


@pytest.mark.parametrize("source", BOMBS, ids=range(len(BOMBS)))
def test_an_endless_or_huge_render_is_an_error_of_the_template(
    write_templates: Write, source: str
) -> None:
    library = write_templates(card__txt=source)
    with pytest.raises(TemplateError) as error:
        rendered(library)
    assert "card.txt.j2" in str(error.value)


@pytest.mark.parametrize(
    ("source", "place", "fact"),
    [
        ("{{ emial }}", 2, "unknown name 'emial'"),
        ("{{ you.emial }}", 2, "'you' has no field 'emial' (did you mean 'email'?)"),
        ("{% if nobody %}{% endif %}", 2, "unknown name 'nobody'"),
        ("{{ topic | upcase }}", 2, "No filter named 'upcase'"),
        ("{{ quote }}", 2, "'quote' is not filled for Dana Whitlock"),
        ("{{ quote | cap }}", 2, "'quote' is not filled for Dana Whitlock"),
        ("{{ 1 // 0 }}", 2, "an expression does not work"),
        ("{{ topic + 1 }}", 2, "'+' works on numbers only"),
        ("{% for t in takeaways %}{{ t.dew }}{% endfor %}", 2, "no field 'dew'"),
        ("{{ topic", 2, "unexpected end of template"),
        ("{% endif %}", 2, "Encountered unknown tag 'endif'"),
    ],
)
def test_a_mistake_is_shown_at_its_line(
    write_templates: Write, source: str, place: int, fact: str
) -> None:
    from tests.changed import replace  # noqa: PLC0415
    from tests.loops import interviewer, loop  # noqa: PLC0415

    library = write_templates(card__txt="fine\n" + source)
    promised = replace(interviewer(0), takeaways=interviewer(1).takeaways)
    interview = replace(loop(1), interviewers=(promised,))
    with pytest.raises(TemplateError) as error:
        rendered(library, interview=interview)
    assert f"card.txt.j2:{place}: " in str(error.value)
    assert fact in str(error.value)


def test_a_known_but_empty_field_is_false_in_a_test(write_templates: Write) -> None:
    source = "{% if quote %}yes{% else %}no{% endif %}{{ quote | default('none') }}"
    assert rendered(write_templates(card__txt=source)).text == "nonone"


def test_lists_loops_and_macros_work(write_templates: Write) -> None:
    source = (
        "{% macro m(x) %}<{{ x }}>{% endmacro %}"
        "{% for t in topics %}{{ loop.index }} {{ m(t) }} {{ topics[0] }}{% endfor %}"
        " {{ topics | length + 1 }} {{ employer['short'] ~ '!' }}"
    )
    text = rendered(write_templates(card__txt=source)).text
    assert text == "1 <the release calendar> the release calendar 2 Corvane!"


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(
            ["{{", "}}", "{%", "%}", "{#", "#}", " ", "\n", "choose", "or", "if",
             "endif", "endchoose", "max 3", "topic", "employer", ".name", "|", "cap",
             "(", ")", "'", "[", "]", "~", "for x in", "endfor", "set a =", "block b",
             "endblock", "extends", "include", "'card.txt.j2'", "macro m()", "endmacro",
             "\u2028", "é", "1", "Subject:", "*", "<b>"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_whatever_stands_in_a_template_there_is_no_traceback(
    write_templates: Write, parts: list[str]
) -> None:
    library = write_templates(card__txt=" ".join(parts))
    mistake = mistake_in(library)
    assert mistake is None or mistake.lines


def mistake_in(library: Library) -> DrafterError | None:
    """What its author is told; running dry is for `compose` to tell."""
    try:
        rendered(library)
    except DrafterError as error:
        return error
    except DryError:
        return None
    return None
