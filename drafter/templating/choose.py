"""The `{% choose %}` tag for Jinja; see `plain` for templates that need none of this.

    {% choose [max N] [if COND] %} A {% or [spare] [if COND] %} B ... {% endchoose %}

A `spare` alternative is taken when the others like it are used up: for large loops.
Each alternative compiles to a macro; the tag calls `Walk.pick` with all of them. The
walk travels in the render context, never on the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import describe_token

from drafter.templating.offers import Alternative, Slot


if TYPE_CHECKING:
    from jinja2.parser import Parser
    from jinja2.runtime import Context

    from drafter.templating.walk import Walk

WALK = "_walk"
ALTERNATIVE = "_alternative_"
_ENDS = ("name:or", "name:endchoose")


class Choose(Extension):
    """Parses the tag."""

    tags = {"choose"}  # noqa: RUF012 - Jinja's own shape

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """One macro an alternative, and the call that picks."""
        start = next(parser.stream).lineno
        number = str(parser.free_identifier().name)
        macros: list[nodes.Node] = []
        offers: list[nodes.Expr] = []
        line, ended, limit = start, False, None
        while not ended:
            key = self._key(parser)
            if not offers:
                limit = self._limit(parser)
            spare = parser.stream.skip_if("name:spare")
            condition = self._condition(parser)
            body = parser.parse_statements(_ENDS)
            self._refuse_blocks(body, parser)
            name = f"{ALTERNATIVE}{number}_{len(offers)}"
            macros.append(nodes.Macro(name, [], [], body, lineno=line))
            fits = condition or nodes.Const(True)  # noqa: FBT003 - a node, not a flag
            asked, macro = condition is not None, nodes.Name(name, "load")
            offers.append(_tuple(line, key, fits, asked, spare, macro))
            tag = next(parser.stream)
            line, ended = tag.lineno, tag.value == "endchoose"
        slot = _tuple(parser.name or "", start, number, limit)
        arguments = [nodes.ContextReference(), slot, nodes.List(offers)]
        call = self.call_method("_pick", arguments, lineno=start)
        return [*macros, nodes.Output([call], lineno=start)]

    @staticmethod
    def _key(parser: Parser) -> str:
        """The name that `tags.with_keys` wrote into the tag."""
        if parser.stream.skip_if("name:key"):
            return str(parser.stream.expect("string").value)
        return ""  # the tags do not pair, and parsing ends in an error

    @staticmethod
    def _limit(parser: Parser) -> int | None:
        if not parser.stream.skip_if("name:max"):
            return None
        return int(parser.stream.expect("integer").value)

    @staticmethod
    def _condition(parser: Parser) -> nodes.Expr | None:
        asked = parser.stream.skip_if("name:if")
        condition = parser.parse_expression() if asked else None
        if parser.stream.current.type != "block_end":
            found = parser.stream.current
            raise TemplateSyntaxError(
                f"'{describe_token(found)}' cannot stand here; a choose takes"
                " 'max NUMBER', 'spare' and 'if CONDITION'",
                found.lineno,
                parser.name,
            )
        return condition

    @staticmethod
    def _refuse_blocks(body: list[nodes.Node], parser: Parser) -> None:
        for node in body:
            if isinstance(node, nodes.Block) or any(node.find_all(nodes.Block)):
                raise TemplateSyntaxError(
                    "a block cannot stand inside a choose", node.lineno, parser.name
                )

    def _pick(
        self, context: Context, slot: tuple[Any, ...], offers: list[tuple[Any, ...]]
    ) -> str:
        walk: Walk = context[WALK]
        alternatives = [
            Alternative(line, key, bool(fits), *rest)
            for line, key, fits, *rest in offers
        ]
        return walk.pick(Slot(*slot), alternatives)


@pass_context
def finalize(context: Context, value: object) -> object:
    """Every printed value passes here: the walk learns what the note tells."""
    walk: Walk = context[WALK]
    if isinstance(value, Undefined):
        str(value)  # raises, and says which name it is
    return walk.print(value)


def _tuple(*parts: object) -> nodes.Tuple:
    """A tuple of constants, and of expressions where they are."""
    items = [p if isinstance(p, nodes.Expr) else nodes.Const(p) for p in parts]
    return nodes.Tuple(items, "load")
