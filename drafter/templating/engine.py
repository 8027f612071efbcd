"""Jinja for letters: conditions, loops and filters, and no way out.

Letters may come from strangers. Of Jinja a letter has what letters need; anything else,
and a name that no interview has, is an error at its line before anything is rendered.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, filters, nodes
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.errors import Location, Problem, TemplateError
from drafter.reading.people import is_ended
from drafter.reading.records import did_you_mean
from drafter.reading.speech import is_bare
from drafter.templating.context import Text, UnfilledError, known_names
from drafter.templating.markup import NOTHING, RESERVED, marked


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


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


def _printed(value: object) -> str:
    """Every value is printed so: with its field, for the letter to know what it tells.

    A line of the phrases holds marked values already, and says its heading first.
    """
    words, field = _printable(value), getattr(value, "field", "")
    if field.startswith("["):
        return marked(field, "") + words
    if not words or RESERVED.search(words):
        return words or NOTHING
    return marked(field, words)


def _printable(value: object) -> str:
    """The text of a value; a list, a yes/no or a group of fields has none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Undefined):
        names: dict[type, str] = {bool: "yes or no", tuple: "list", dict: "group"}
        fact = f"a {names.get(type(value), 'thing')} cannot be printed"
        raise ValueError(fact)  # noqa: TRY004 - the letter is wrong, not the code
    return str(value)


def _cap(value: str) -> str:
    first = value.split(" ", 1)[0]
    fixed = any(letter.isupper() for letter in first[1:])
    return value if fixed else value[:1].upper() + value[1:]


def _known(form: Callable[[str], str]) -> Callable[[str], Text]:
    """A filter whose result is known as the value was."""
    return lambda value: Text(form(value), getattr(value, "field", ""))


FILTERS: dict[str, Callable[..., Any]] = {
    **{name: filters.FILTERS[name] for name in ("default", "length", "lower")},
    "join": lambda values, between="": between.join(map(_printable, values)),
    # First letter up, where a value begins a sentence; `iOS` stays as it is.
    "cap": _known(_cap),
    # Without its full stop, for a sentence that goes on: ", and for asking ...".
    "open": _known(lambda value: value.removesuffix(".")),
    # In quotation marks, ending a sentence, with the full stop inside.
    "quoted": _known(lambda said: f'"{_cap(said)}{"" if is_ended(said) else "."}"'),
    # After "You told me": "that new timetables ship", "to bring boots".
    "that": _known(lambda value: value if is_bare(value) else f"that {value}"),
}


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of every render."""

    def __init__(self) -> None:
        super().__init__(
            lstrip_blocks=True, finalize=_printed, undefined=StrictUndefined
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


class UnfilledLetterError(TemplateError):
    """The letter prints a field that this reader lacks: another letter may serve."""


class Source:
    """A letter, or one line of phrases: its text, and how it is rendered."""

    def __init__(
        self, name: str, text: str, where: Location, sandbox: Sandbox, *, packaged: bool
    ) -> None:
        self.name, self.text, self.where = name, text, where
        self.packaged, self._sandbox = packaged, sandbox

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that it may say, and its words."""
        return frozenset(re.findall("[a-z_]+", self.text))

    @cached_property
    def tree(self) -> nodes.Template:
        """Parsed; `TemplateError` says what is wrong, each thing at its line.

        What is packaged our tests have looked at: it is not looked at again.
        """
        file, line, _ = self.where
        laid_out = "\n" * (line - 1) + _TAGS_ALONE.sub(r"\1{#\n#}", self.text)
        with self._telling():
            tree = self._sandbox.parse(laid_out, file, file)
            problems = [] if self.packaged else [*self.mistakes(tree)]
        if problems:
            raise TemplateError(*problems)
        return tree

    @cached_property
    def template(self) -> Template:
        """Compiled."""
        file = self.where.file
        with self._telling():
            code = self._sandbox.compile(self.tree, file, file)
        return Template.from_code(self._sandbox, code, {})

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What Jinja and Python say against a text, at its line."""
        try:
            yield
        except TemplateSyntaxError as error:
            where = Location(self.where.file, error.lineno)
            fact = error.message or "does not parse"
            raise TemplateError(Problem(where, fact)) from error
        except (RecursionError, MemoryError, SyntaxError) as error:
            raise TemplateError(Problem(self.where, "is nested too deep")) from error

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
        known = known_names() | dict.fromkeys(self._sandbox.phrases, frozenset[str]())
        own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        uses = {(node.lineno, node.name, "") for node in tree.find_all(nodes.Name)} | {
            (node.lineno, node.node.name, node.attr)
            for node in tree.find_all(nodes.Getattr)
            if isinstance(node.node, nodes.Name)
        }
        for line, name, asked in sorted(uses):
            where = Location(file, line)
            if name not in known and name not in {*own, "loop"}:
                meant = did_you_mean(name, known)
                yield Problem(where, f"unknown name '{name}'", meant)
            elif asked and name not in own and asked not in known.get(name, {asked}):
                fact = f"'{name}' has no field '{asked}'"
                yield Problem(where, fact, did_you_mean(asked, known[name]))

    def render(self, context: Mapping[str, object]) -> str:
        """The text, its values marked; one that grows without end is stopped."""
        made = self.template.new_context(dict(context))
        written, length = [], 0
        try:
            for chunk in self.template.root_render_func(made):
                written.append(chunk)
                length += len(chunk)
                if length > _CHARACTERS_MAX:
                    raise ValueError("the letter makes too much text")
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
        number, trace = 0, error.__traceback__
        while trace:
            if trace.tb_frame.f_globals.get("__jinja_template__") is self.template:
                number = self.template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return Location(self.where.file, number)
