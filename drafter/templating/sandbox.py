"""Jinja without a way out: templates may come from strangers.

A template sees the context's fields and nothing behind them: attributes exist on our
own groups of fields only, the filters are a short list, there are no globals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import Template, TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.templating.budget import budget
from drafter.templating.context import Facts, Unfilled
from drafter.templating.expressions import added, field_of
from drafter.templating.values import FILTERS, joined


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2.compiler import Frame
    from jinja2.runtime import Context

_NUMBER_MAX = 10**9
_OPEN_TYPES = (LoopContext, BlockReference, TemplateReference, TemplateModule)


class _Generator(CodeGenerator):
    """`a ~ b` can double a text at every step, so it is paid for too."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of every render."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            autoescape=False,
            **options,
        )
        self.globals.clear()
        self.filters = dict(FILTERS)
        self.tests["defined"] = _is_defined

    def _parse(
        self, source: str, name: str | None, filename: str | None
    ) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            call = nodes.EnvironmentAttribute("counted", lineno=loop.lineno)
            loop.iter = nodes.Call(
                call, [loop.iter], [], None, None, lineno=loop.lineno
            )
        tree.set_environment(self)
        self.check(tree, filename or "")
        return tree

    def check(self, tree: nodes.Template, file: str) -> None:
        """What is wrong with a template as a whole; the engine says what that is."""

    def counted(self, items: Iterable[object]) -> list[object]:
        """The items of a loop, each paid for before the first is used."""
        return list(_paid(items))

    def joined(self, parts: tuple[object, ...]) -> str:
        """What `~` makes."""
        return joined(parts)

    def get_template(self, *args: Any, **options: Any) -> Template:
        """As Jinja's; an include inside a render is a step."""
        if spent := budget.get(None):
            spent.step()
        return super().get_template(*args, **options)

    def call(self, context: Context, obj: Any, /, *args: Any, **options: Any) -> Any:
        """As Jinja's; every call is a step."""
        budget.get().step()
        return super().call(context, obj, *args, **options)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on small numbers."""
        del context
        if operator == "+":
            return added(left, right)
        if operator != "**" and _is_small(left) and _is_small(right):
            return self.binop_table[operator](left, right)
        raise SecurityError(f"'{operator}' works on numbers only")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Fields of our own groups; `loop.index` and the like; nothing else."""
        if isinstance(obj, _OPEN_TYPES) and not attribute.startswith("_"):
            return super().getattr(obj, attribute)
        return field_of(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`topics[1]`, and `employer["name"]`."""
        if isinstance(obj, Facts) and isinstance(argument, str):
            return field_of(obj, argument)
        if isinstance(obj, tuple | list) and isinstance(argument, int):
            try:
                return obj[argument]
            except IndexError:
                return Unfilled(f"item {argument + 1} of the list")
        raise SecurityError("only a list can be asked for its parts in a template")


def _paid(items: Iterable[object]) -> Iterator[object]:
    spend = budget.get()
    for item in items:
        spend.step()
        yield item


def _is_small(value: object) -> bool:
    return isinstance(value, int) and abs(value) < _NUMBER_MAX


def _is_defined(value: object) -> bool:
    return not isinstance(value, Unfilled)
