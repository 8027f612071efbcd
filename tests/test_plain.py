"""The plain engine and Jinja mean the same by the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.errors import TemplateError
from drafter.interview import Role, Stage
from drafter.templating.context import context_for
from drafter.templating.ledger import Ledger
from drafter.templating.library import Library, packaged_folder, tone_of
from drafter.templating.offers import DryError
from drafter.templating.plain import Plain, read_plain
from drafter.templating.render import render
from drafter.templating.walk import Walk
from tests.loops import SPARSE, interviewer, loop


if TYPE_CHECKING:
    from drafter.interview import Interview
    from tests.conftest import Write

PACKAGED = sorted(path.name for path in packaged_folder().glob("*.j2"))
READERS = [
    *((loop(1, role=role), "") for role in Role),
    *((loop(1, stage=stage, role=Role.PEER), "") for stage in Stage),
    *(
        (loop(1, without=field, role=Role.HIRING_MANAGER, first=1), "")
        for field in SPARSE
    ),
    (loop(1, timeline=None), "I grew up on an island"),
]


def outcome(library: Library, name: str, interview: Interview, reason: str) -> object:
    """What one engine makes of a template: everything a reader or the journal sees."""
    person = interview.interviewers[0]
    takeaway = interviewer(1).takeaways[0]
    context = context_for(interview, person, reason, takeaway)
    walk = Walk(Ledger("seed"), person.id, thorough=True)
    try:
        made = render(library, name, context, walk)
    except TemplateError as error:
        return str(error).split(": ", 1)[1]
    except DryError as error:
        return error.slot.line, dict(error.why)
    met = [(choice.slot, choice.width, choice.endless) for choice in walk.open]
    return made, walk.chosen, walk.taken, walk.told, met


@pytest.mark.parametrize("name", PACKAGED)
def test_a_packaged_template_says_the_same_with_jinja(name: str) -> None:
    plain, jinja = (Library((), packaged_folder()) for _ in range(2))
    name = f"packaged/{name}"
    assert isinstance(plain.load(name), Plain)
    assert not isinstance(jinja.load(name, plain=False), Plain)
    from tests.changed import replace  # noqa: PLC0415

    for interview, reason in READERS:
        toned = replace(interview, tone=tone_of(name))
        assert outcome(plain, name, toned, reason) == outcome(
            jinja, name, toned, reason
        )


PARTS = (
    "Hello there, you. ", "\n", "\n\n", "  ", "{{ topic }}", "{{ topic | cap }}",
    "{{ quote }}", "{{ employer.name }}", "{{ nobody }}", "{# no #}",
    "{% if thanks_for %}", "{% if not my_link and stage == 'onsite' %}",
    "{% if (topic | length) + 3 > 20 %}", "{% elif recruiter or peer %}", "{% else %}",
    "{% endif %}", "{% for t in topics %}", "{{ t }}", "{% endfor %}",
    "{% set x = topic %}", "{{ x }}", "{% choose %}", "{% choose max 30 %}", "{% or %}",
    "{% or spare if peer %}", "{% or if thanks_for %}", "{% endchoose %}",
    "{{ thanks_for | sentence }}", "{% if a b %}", "{{ topics[0] }}", "{{ 1 + 1 }}",
    "{{ topic ~ '!' }}", "{% raw %}", "{% endraw %}",
)  # fmt: skip


@settings(
    max_examples=600,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_whatever_the_plain_engine_reads_jinja_reads_alike(
    write_templates: Write, parts: list[str]
) -> None:
    source = "".join(parts)
    try:
        if read_plain(source, "card.txt.j2", "x") is None:
            return
    except TemplateError:
        pass  # an unknown name: Jinja must say so too
    engines = []
    for plain in (True, False):
        library = write_templates(card__txt=source)
        try:
            library.load("card.txt.j2", plain=plain)
        except TemplateError as error:
            engines.append(str(error))
            continue
        engines.append(repr(outcome(library, "card.txt.j2", loop(1), "")))
    assert engines[0] == engines[1]


@pytest.mark.parametrize(
    "source",
    [
        "{% include 'card.txt.j2' %}", "{% macro m() %}{% endmacro %}",
        "{{ topic ~ 'x' }}", "{{ topic.upper() }}",
        "{% for a, b in topics %}{% endfor %}", "{{ a if b else c }}",
        "{%- if topic %}{% endif %}", "{% if topic is defined %}{% endif %}",
        "{{ 'a' + 'b' | cap }}", "{{ topics[0] }}",
        "{% choose %}{% set a = 1 %}{% endchoose %}", "{{ loop.index }}", "{{ -1 }}",
        "{{ topic # x }}", "{{ open", "{% if x %}", "{% endif %}",
    ],
)  # fmt: skip
def test_leaves_the_rest_to_jinja(source: str) -> None:
    assert read_plain(source, "card.txt.j2", "card.txt.j2") is None
