"""Templates that need the whole of Jinja: `extends`, `include`, macros, calls."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.exceptions import TemplateError as JinjaError

from drafter.errors import Location, Problem, TemplateError
from drafter.templating.choose import ALTERNATIVE, WALK, Choose, finalize
from drafter.templating.names import Use, unknown_names
from drafter.templating.sandbox import Sandbox
from drafter.templating.tags import with_keys


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from jinja2 import Environment, Template

    from drafter.templating.walk import Walk

    Read = Callable[[str], tuple[str, Path]]

_OURS = frozenset({"caller", "loop", "self", "super", "varargs", "kwargs", WALK})


class Compiled:
    """A template compiled by Jinja; `errors` is what a render may raise."""

    errors: tuple[type[Exception], ...] = (
        JinjaError, RecursionError, MemoryError, TypeError, ValueError, ArithmeticError,
        AttributeError, LookupError,
    )  # fmt: skip

    def __init__(self, template: Template, file: str) -> None:
        self._template = template
        self._file = file

    def run(self, context: Mapping[str, object], walk: Walk) -> None:
        """Render into the walk."""
        made = self._template.new_context({**context, WALK: walk})
        for chunk in self._template.root_render_func(made):
            walk.write(chunk)

    def place(self, error: BaseException) -> Location:
        """The innermost template line of the error's traceback."""
        place = Location(self._file)
        for frame, line in traceback.walk_tb(error.__traceback__):
            template = frame.f_globals.get("__jinja_template__")
            if template is not None and template.filename:
                number = template.get_corresponding_lineno(line)
                place = Location(template.filename, number)
        return place


def compile_template(environment: Environment, name: str, path: Path) -> Compiled:
    """Compile, with every name looked at; `TemplateError` says what is wrong where."""
    try:
        return Compiled(environment.get_template(name), str(path))
    except TemplateSyntaxError as error:
        where = Location(error.filename or str(path), error.lineno)
        raise TemplateError(
            Problem(where, error.message or "does not parse")
        ) from error
    except (JinjaError, RecursionError, MemoryError, SyntaxError) as error:
        fact = str(error) if isinstance(error, JinjaError) else "is nested too deep"
        raise TemplateError(Problem(Location(str(path)), fact)) from error


def new_environment(read: Read) -> Environment:
    """An environment that reads templates through `read`."""
    return _Checked(
        loader=_Loader(read),
        extensions=[Choose],
        finalize=finalize,
        undefined=StrictUndefined,
        cache_size=100,
    )


def fact_of(error: Exception) -> str:
    """What a render's error says to the person who wrote the template."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}' to include or extend"
    if isinstance(error, RecursionError):
        return "the template includes or calls itself without end"
    if isinstance(error, MemoryError):
        return "the template makes too much text"
    if isinstance(error, JinjaError):
        return str(error)
    return f"an expression does not work: {error}"


class _Checked(Sandbox):
    """Templates with a name that no interview has do not load."""

    def check(self, tree: nodes.Template, file: str) -> None:
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        own |= {macro.name for macro in tree.find_all(nodes.Macro)} | _OURS
        own |= {
            name
            for imported in tree.find_all(nodes.Import)
            for name in [imported.target]
        }
        for imported in tree.find_all(nodes.FromImport):
            own |= {n if isinstance(n, str) else n[1] for n in imported.names}
        if problems := unknown_names(_uses(tree), own, file):
            raise TemplateError(*problems)


def _uses(tree: nodes.Template) -> Iterator[Use]:
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            yield Use(node.lineno, node.node.name, node.attr)
        elif isinstance(node, nodes.Name) and not node.name.startswith(ALTERNATIVE):
            yield Use(node.lineno, node.name)


class _Loader(BaseLoader):
    """Reads through the library, which knows the folders."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def get_source(self, environment: Environment, template: str) -> Any:
        del environment
        try:
            source, path = self._read(template)
        except KeyError:
            raise TemplateNotFound(template) from None
        return with_keys(source), str(path), None


__all__ = ["Compiled", "Undefined", "compile_template", "fact_of", "new_environment"]
