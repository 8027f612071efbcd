"""One render of one template for one reader: text out, or an error at a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import Location, Problem, TemplateError
from drafter.templating.budget import Budget, BudgetError, budget
from drafter.templating.context import UnfilledError
from drafter.templating.markup import both_parts, flow, resolve
from drafter.templating.values import ValueMistakeError


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.templating.library import Library
    from drafter.templating.walk import Walk

_SUBJECT = "Subject:"


class Rendered(NamedTuple):
    """What a template made."""

    text: str
    subject: str = ""
    html: str = ""


def render(
    library: Library, name: str, context: Mapping[str, object], walk: Walk
) -> Rendered:
    """Render the template; the walk records what was chosen and told."""
    template = library.load(name)
    is_email = name.endswith(".md.j2")
    walk.has_subject = is_email
    spent = budget.set(Budget())
    try:
        template.run(context, walk)
        text = flow("".join(walk.written))
        # Also what stands outside the choices: a card must not say it again.
        walk.told |= frozenset(walk.facts_in(text.partition("\n\n")[2]))
        return _email(library, name, text, walk) if is_email else _plain(text, walk)
    except UnfilledError as error:
        fact = f"'{error.field}' is not filled for {context['name']}"
        remedy = f"fill it, or write {{% if {error.field} %}} around the sentence"
        raise TemplateError(Problem(template.place(error), fact, remedy)) from error
    except BudgetError as error:
        remedy = "is a loop or an include too many in it?"
        raise TemplateError(
            Problem(template.place(error), str(error), remedy)
        ) from error
    except ValueMistakeError as error:
        raise TemplateError(Problem(template.place(error), str(error))) from error
    except template.errors as error:
        from drafter.templating.jinja_engine import fact_of  # noqa: PLC0415 - only for a mistake

        raise TemplateError(Problem(template.place(error), fact_of(error))) from error
    finally:
        budget.reset(spent)


def _plain(text: str, walk: Walk) -> Rendered:
    return Rendered(text=resolve(text, walk.values))


def _email(library: Library, name: str, text: str, walk: Walk) -> Rendered:
    head, _, body = text.partition("\n\n")
    for line in head.split("\n"):
        if not line.startswith(_SUBJECT):
            raise TemplateError(_foreign_header(library, name, line))
    if head.count("\n"):
        raise TemplateError(_foreign_header(library, name, head.split("\n")[1]))
    subject = resolve(head.removeprefix(_SUBJECT), walk.values)
    words, html = both_parts(body, walk.values)
    return Rendered(subject=" ".join(subject.split()), text=words, html=html)


def _foreign_header(library: Library, name: str, line: str) -> Problem:
    path = library.path(name)
    key, colon, _ = line.partition(":")
    lines = path.read_text("utf-8-sig").splitlines()
    found = (n for n, text in enumerate(lines, 1) if text.strip().startswith(key[:40]))
    where = Location(str(path), next(found, 1))
    if colon and key.isascii() and key.replace("-", "").isalpha():
        fact = f"a template cannot set the header '{key}'"
        return Problem(where, fact, "the interview file says who gets the note")
    fact = "an email template begins with 'Subject: ...' and then an empty line"
    return Problem(where, fact)
