"""Jinja for letters: conditions, loops and filters, and no way out.

Letters may come from strangers. Of Jinja a letter has what letters need; anything else,
and a name that no interview has, is an error at its line before anything is rendered.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.errors import Location, Problem, TemplateError
from drafter.reading.records import did_you_mean
from drafter.templating.context import Text, UnfilledError, known_names
from drafter.templating.markup import NOTHING, RESERVED, token
from drafter.templating.values import FILTERS, Phrase, printable


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2.runtime import Context

_PAGE = "_page"
_CHARACTERS_MAX = 1_000_000
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Filter, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.For, nodes.Assign, nodes.Test,
    nodes.Keyword,
)  # fmt: skip
_TAGS_ALONE = re.compile(r"^((?:[ \t]*\{%(?:(?!%\}).)*%\})+)[ \t]*\n", re.MULTILINE)
"""A line of tags alone leaves no line; one that ends in a tag keeps its end."""
_MISTAKES = (JinjaError, RecursionError, MemoryError, TypeError, ValueError,
             ArithmeticError, AttributeError, LookupError)  # fmt: skip
"""What a render may raise by the letter's fault."""


@dataclass(slots=True)
class Page:
    """What one render has printed."""

    values: list[str] = field(default_factory=list)
    """By the number of their token."""
    phrases: list[Phrase] = field(default_factory=list)
    told: frozenset[str] = frozenset()
    """Facts that the finished letter tells."""
    length: int = 0

    def token_of(self, value: object) -> str:
        """Note the value and give the token that stands for it."""
        words = printable(value)
        self.grow(len(words))
        if isinstance(value, Phrase):
            self.phrases.append(value)
            return words
        if not words or RESERVED.search(words):  # promises hold their tokens
            return words or NOTHING
        self.values.append(value if isinstance(value, Text) else words)
        return token(len(self.values) - 1)

    def grow(self, length: int) -> None:
        """Count what is made; a letter that prints without end is stopped."""
        self.length += length
        if self.length > _CHARACTERS_MAX:
            raise ValueError("the letter makes too much text")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of every render."""

    def __init__(self) -> None:
        super().__init__(
            lstrip_blocks=True, finalize=_finalize, undefined=StrictUndefined
        )
        self.globals.clear()
        self.filters = dict(FILTERS)
        self.tests = {"defined": lambda value: not isinstance(value, Undefined)}
        self.phrases: frozenset[str] = frozenset()
        """The headings, which are names too."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Fields of our own groups, and `loop.first` and the like; nothing else."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and not attribute.startswith("_"):
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            str(obj)  # raises, and says which field is not filled
        raise SecurityError(f"there is no field '{attribute}' here")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`topics[1]`, and `employer["name"]`."""
        if isinstance(obj, tuple) and isinstance(argument, int):
            return obj[argument]
        return self.getattr(obj, str(argument))


@pass_context
def _finalize(context: Context, value: object) -> object:
    """Every printed value passes here: the page learns what the letter tells."""
    page: Page = context[_PAGE]
    return page.token_of(value)


class UnfilledLetterError(TemplateError):
    """The letter prints a field that this reader lacks: another letter may serve."""


class Source:
    """A letter, or one line of phrases: its text, and how it is rendered."""

    def __init__(
        self, text: str, where: Location, library: Sandbox, *, packaged: bool
    ) -> None:
        self.text, self.where, self.packaged = text, where, packaged
        self._environment = library

    @cached_property
    def tree(self) -> nodes.Template:
        """Parsed; `TemplateError` says what is wrong, each thing at its line.

        What is packaged our tests have looked at: it is not looked at again.
        """
        file, line, _ = self.where
        laid_out = _TAGS_ALONE.sub(r"\1{#\n#}", self.text)
        try:
            tree = self._environment.parse("\n" * (line - 1) + laid_out, file, file)
            problems = [] if self.packaged else [*self.mistakes(tree)]
        except TemplateSyntaxError as error:
            problems = [Problem(Location(file, error.lineno), *_syntax(error))]
        except (RecursionError, MemoryError):
            problems = [Problem(self.where, "is nested too deep")]
        if problems:
            raise TemplateError(*problems)
        return tree

    def mistakes(self, tree: nodes.Template) -> Iterator[Problem]:
        """What has no place in a letter, and names that are nobody's."""
        file = self.where.file
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                fact = f"'{type(node).__name__.lower()}' has no place in a letter"
                remedy = "a letter has if, for, set and filters"
                yield Problem(Location(file, node.lineno), fact, remedy)
            if isinstance(node, nodes.For) and any(node.find_all(nodes.For)):
                yield Problem(Location(file, node.lineno), "a loop stands in a loop")
        phrases = {name: frozenset[str]() for name in self._environment.phrases}
        known = known_names() | phrases
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        for line, name, asked in sorted(set(_uses(tree))):
            where = Location(file, line)
            if name not in known and name not in {*own, "loop"}:
                meant = did_you_mean(name, known)
                yield Problem(where, f"unknown name '{name}'", meant)
            elif asked and name not in own and asked not in known.get(name, {asked}):
                fact = f"'{name}' has no field '{asked}'"
                yield Problem(where, fact, did_you_mean(asked, known[name]))

    @cached_property
    def template(self) -> Template:
        """Compiled."""
        file = self.where.file
        try:
            code = self._environment.compile(self.tree, file, file)
        except (JinjaError, RecursionError, MemoryError, SyntaxError) as error:
            where = Location(file, getattr(error, "lineno", None) or self.where.line)
            fact = str(error) if isinstance(error, JinjaError) else "is nested too deep"
            raise TemplateError(Problem(where, fact)) from error
        return Template.from_code(self._environment, code, {})

    def render(self, context: Mapping[str, object], page: Page) -> str:
        """The text, with a token for each value."""
        made = self.template.new_context({**context, _PAGE: page})
        written = []
        try:
            for chunk in self.template.root_render_func(made):
                page.grow(len(chunk))
                written.append(chunk)
        except UnfilledError as error:
            who = context.get("name") or "this reader"
            fact = f"'{error}' is not filled for {who}"
            remedy = f"fill it, or write {{% if {error} %}} around the sentence"
            problem = Problem(self._place(error), fact, remedy)
            raise UnfilledLetterError(problem) from error
        except _MISTAKES as error:
            fact = str(error) or type(error).__name__
            if not isinstance(error, JinjaError | ValueError):
                fact = f"an expression does not work: {fact}"
            raise TemplateError(Problem(self._place(error), fact)) from error
        return "".join(written)

    def _place(self, error: BaseException) -> Location:
        """The line of the letter in the error's traceback."""
        number = 0
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_globals.get("__jinja_template__") is self.template:
                number = self.template.get_corresponding_lineno(line)
        return Location(self.where.file, number)


def _syntax(error: TemplateSyntaxError) -> tuple[str, str]:
    if "'choose'" in (error.message or ""):
        remedy = "write each letter as a file of its own, and drop the tag"
        return "{% choose %} is no longer known", remedy
    return error.message or "does not parse", ""


def _uses(tree: nodes.Node) -> Iterator[tuple[int, str, str]]:
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            yield node.lineno, node.node.name, node.attr
        elif isinstance(node, nodes.Name):
            yield node.lineno, node.name, ""
