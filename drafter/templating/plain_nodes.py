"""What a plain template is made of once it is read: text, and functions of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drafter.templating.expressions import field_of


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drafter.templating.expressions import Expression
    from drafter.templating.walk import Walk

    Node = str | Callable[["Run"], str]


class Run:
    """One render: the names in reach, the walk, and the line we are at."""

    __slots__ = ("line", "scope", "walk")

    def __init__(self, context: Mapping[str, object], walk: Walk) -> None:
        self.scope = dict(context)
        self.walk = walk
        self.line = 0


class Print:
    """`{{ value }}`; `shows` is the field it prints, where it does just that."""

    __slots__ = ("_line", "_value", "shows")

    def __init__(
        self, line: int, value: Expression, shows: tuple[str, str | None] | None
    ) -> None:
        self._line, self._value, self.shows = line, value, shows

    def __call__(self, run: Run) -> str:
        """Print it."""
        run.line = self._line
        return run.walk.print(self._value(run.scope))


def shown(body: list[Node]) -> tuple[tuple[str, str | None], ...] | None:
    """The fields an alternative prints; None where only rendering it can tell."""
    fields = []
    for node in body:
        if isinstance(node, str):
            continue
        if not isinstance(node, Print) or node.shows is None:
            return None
        fields.append(node.shows)
    return tuple(fields)


def looked(
    shown: tuple[tuple[str, str | None], ...], scope: Mapping[str, Any]
) -> list[object]:
    """The values of those fields; what is not there shows when it is rendered."""
    return [
        field_of(scope[name], field) if field else scope[name]
        for name, field in shown
        if name in scope
    ]


def written(body: list[Node], run: Run) -> str:
    """Render a body."""
    return "".join([n if isinstance(n, str) else n(run) for n in body])
