"""Plain templates: text, prints, `if`, `for`, `set` and `choose`, run without Jinja.

Every packaged template is one, and most of what people write. Compiling a thousand
sentences with Jinja, and importing it, would be most of a run's time; these are read in
a few milliseconds. What is not plain (`include`, macros, calls ...) goes to Jinja,
which means the same by the same words: a test renders everything with both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.errors import Location, TemplateError
from drafter.templating.expressions import NotPlainError
from drafter.templating.names import unknown_names
from drafter.templating.plain_nodes import Run
from drafter.templating.plain_reader import Reader


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.templating.plain_nodes import Node
    from drafter.templating.walk import Walk


class Plain:
    """A template that was read; `errors` is what its expressions may raise."""

    errors: tuple[type[Exception], ...] = (TypeError, AttributeError, RecursionError)

    def __init__(self, file: str, body: list[Node]) -> None:
        self._file = file
        self._body = body
        self._run: Run | None = None

    def run(self, context: Mapping[str, object], walk: Walk) -> None:
        """Render into the walk."""
        self._run = Run(context, walk)
        for node in self._body:
            walk.write(node if isinstance(node, str) else node(self._run))

    def place(self, error: BaseException) -> Location:
        """Where the last render stopped."""
        del error
        return Location(self._file, self._run.line if self._run else 0)


def read_plain(source: str, name: str, file: str) -> Plain | None:
    """The template, or None where it needs Jinja; `TemplateError` for unknown names."""
    try:
        reader = Reader(source, name)
        body = reader.body(())
    except (NotPlainError, RecursionError):
        return None
    if problems := unknown_names(reader.uses, reader.own, file):
        raise TemplateError(*problems)
    return Plain(file, body)
