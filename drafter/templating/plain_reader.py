"""Reads a plain template: recursive descent from its tokens to small functions.

Each tag becomes a function from a `Run` to text. What only Jinja reads raises
`NotPlainError`, and the whole template goes there.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from drafter.templating.budget import budget
from drafter.templating.expressions import NotPlainError, bare, expression
from drafter.templating.offers import Alternative, Slot
from drafter.templating.plain_nodes import Print, Run, looked, shown, written
from drafter.templating.tags import CHOOSE_HEAD, key_of
from drafter.templating.tokens import Token, tokens


if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.templating.expressions import Expression
    from drafter.templating.names import Use
    from drafter.templating.plain_nodes import Node

_FOR = re.compile(r"([a-z_]\w*)\s+in\s+(.+)\Z")
_SET = re.compile(r"([a-z_]\w*)\s*=\s*([^=].*)\Z", re.DOTALL)


class Reader:
    """Recursive descent over the tokens."""

    def __init__(self, source: str, name: str) -> None:
        self._source = source
        self._name = name
        self._tokens = list(tokens(source))
        self._at = 0
        self._slots = 0
        self._inside = 0
        """How many choices we are in: what one sets must not reach its neighbours."""
        self.uses: list[Use] = []
        self.own: set[str] = set()

    def body(self, ends: tuple[str, ...]) -> list[Node]:
        """Nodes up to one of the tags in `ends`, which is left to be read."""
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind in ends:
                return nodes
            self._at += 1
            if token.kind == "text":
                nodes.append(token.words)
            elif read := _READERS.get(token.kind):
                nodes.append(read(self, token))
            else:
                raise NotPlainError(token.kind)
        if ends:
            raise NotPlainError(f"no {ends[-1]}")
        return nodes

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _expression(self, text: str, line: int) -> Expression:
        return expression(text.strip(), line, self.uses)

    def print(self, token: Token) -> Node:
        """`{{ value }}`."""
        value = self._expression(token.words, token.line)
        return Print(token.line, value, bare(token.words.strip()))

    def set(self, token: Token) -> Node:
        """`{% set name = value %}`, and `{% set name %} text {% endset %}`."""
        if self._inside:
            raise NotPlainError("set in a choice")
        if token.words.isidentifier():
            return self._captured(token)
        match = _SET.match(token.words)
        if match is None:
            raise NotPlainError("set")
        name, value = match[1], self._expression(match[2], token.line)
        self.own.add(name)

        def assigned(run: Run) -> str:
            run.line = token.line
            run.scope[name] = value(run.scope)
            return ""

        return assigned

    def _captured(self, token: Token) -> Node:
        name = token.words
        self.own.add(name)
        body = self.body(("endset",))
        self._next()

        def captured(run: Run) -> str:
            run.scope[name] = written(body, run)
            return ""

        return captured

    def if_(self, token: Token) -> Node:
        """`{% if %} {% elif %} {% else %} {% endif %}`."""
        cases: list[tuple[Expression | None, int, list[Node]]] = []
        while token.kind != "endif":
            condition = None
            if token.kind != "else":
                condition = self._expression(token.words, token.line)
            elif token.words:
                raise NotPlainError("else")
            body = self.body(("elif", "else", "endif"))
            cases.append((condition, token.line, body))
            was, token = token, self._next()
            if was.kind == "else" and token.kind != "endif":
                raise NotPlainError("after else")

        def chosen(run: Run) -> str:
            for condition, line, body in cases:
                run.line = line
                if condition is None or condition(run.scope):
                    return written(body, run)
            return ""

        return chosen

    def for_(self, token: Token) -> Node:
        """`{% for name in list %} {% endfor %}`."""
        match = _FOR.match(token.words)
        if match is None:
            raise NotPlainError("for")
        name, items = match[1], self._expression(match[2], token.line)
        self.own.add(name)
        body = self.body(("endfor", "else"))
        if self._next().kind == "else":
            raise NotPlainError("for else")

        def repeated(run: Run) -> str:
            run.line = token.line
            outside, out = run.scope, []
            for item in items(outside):
                budget.get().step()
                run.scope = {**outside, name: item}
                out.append(written(body, run))
            run.scope = outside
            return "".join(out)

        return repeated

    def choose(self, token: Token) -> Node:
        """`{% choose %} {% or %} {% endchoose %}`."""
        self._slots += 1
        self._inside += 1
        limit, number = None, f"fi{self._slots}"
        slot_line = token.line
        parts: list[tuple[Any, ...]] = []
        while token.kind != "endchoose":
            head = CHOOSE_HEAD.match(token.words)
            if head is None or (head["max"] and parts):
                raise NotPlainError(token.words)
            limit = int(head["max"]) if head["max"] else limit
            condition = self._expression(head["if"], token.line) if head["if"] else None
            start, line = token.end, token.line
            body = self.body(("or", "endchoose"))
            token = self._next()
            key = key_of(self._source[start : token.start])
            spare = head["spare"] is not None
            parts.append((line, key, condition, spare, body, shown(body)))
        self._inside -= 1
        slot = Slot(self._name, slot_line, number, limit)

        def picked(run: Run) -> str:
            alternatives = []
            for line, key, condition, spare, body, prints in parts:
                run.line = line
                asked = condition is not None
                fits = condition is None or bool(condition(run.scope))
                render = partial(written, body, run)
                look = None if prints is None else partial(looked, prints, run.scope)
                alternatives.append(
                    Alternative(line, key, fits, asked, spare, render, look)
                )
            run.line = slot_line
            return run.walk.pick(slot, alternatives)

        return picked


_READERS: dict[str, Callable[[Any, Token], Node]] = {
    "print": Reader.print,
    "set": Reader.set,
    "if": Reader.if_,
    "for": Reader.for_,
    "choose": Reader.choose,
}
