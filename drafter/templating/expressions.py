"""Expressions of plain templates: `stage == "second" and not my_link`, `topic | cap`.

Python's own parser reads them, for Jinja's grammar is the same for what is allowed
here; anything else, and anything the two would read differently, is left to Jinja.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from drafter.templating.context import Facts, Unfilled
from drafter.templating.names import Use
from drafter.templating.values import FILTERS, ValueMistakeError


if TYPE_CHECKING:
    import _ast
    from collections.abc import Callable

    type_scope = dict[str, Any]
    Expression = Callable[[type_scope], Any]

_PRINT = re.compile(
    r"(?P<name>[a-z_]\w*)(?:\.(?P<field>[a-z_]\w*))?(?P<filters>(?:\s*\|\s*[a-z_]+)*)\Z"
)
_CONSTANTS = {"true": True, "false": False, "none": None}
_JINJAS = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs"})
_AST_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the import
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "Eq": lambda a, b: a == b,
    "NotEq": lambda a, b: a != b,
    "Lt": lambda a, b: a < b,
    "LtE": lambda a, b: a <= b,
    "Gt": lambda a, b: a > b,
    "GtE": lambda a, b: a >= b,
}


class NotPlainError(Exception):
    """This needs Jinja."""


def expression(text: str, line: int, uses: list[Use]) -> Expression:
    """Compile; `NotPlainError` for what only Jinja reads. Names go to `uses`."""
    simple = _PRINT.match(text)
    if simple and not simple["field"] and not simple["filters"]:
        return _name(simple["name"], line, uses)
    if simple:
        used = simple["filters"].replace("|", " ").split()
        return _filtered(_path(simple["name"], simple["field"], line, uses), used)
    if "#" in text or "\n" in text:
        raise NotPlainError(text)
    try:
        tree: Any = compile(text, "", "eval", _AST_ONLY)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotPlainError(text) from error
    return _build(tree.body, line, uses)


def bare(text: str) -> tuple[str, str | None] | None:
    """The name and field that a print shows as they are filled; None for any other."""
    simple = _PRINT.match(text)
    if not simple or "default" in simple["filters"] or "length" in simple["filters"]:
        return None
    return simple["name"], simple["field"]


def _name(name: str, line: int, uses: list[Use]) -> Expression:
    if name in _CONSTANTS:
        constant = _CONSTANTS[name]
        return lambda _: constant
    if name in _JINJAS:
        raise NotPlainError(name)
    uses.append(Use(line, name))

    def look_up(scope: type_scope) -> Any:
        try:
            return scope[name]
        except KeyError:
            raise ValueMistakeError(f"'{name}' is undefined") from None

    return look_up


def _path(name: str, field: str | None, line: int, uses: list[Use]) -> Expression:
    value = _name(name, line, uses)
    if not field:
        return value
    uses.append(Use(line, name, field))

    def look_up(scope: type_scope) -> Any:
        return field_of(value(scope), field)

    return look_up


def field_of(value: object, field: str) -> object:
    """A field of a group of fields; nothing else has attributes in a template."""
    if isinstance(value, Facts):
        try:
            return value.look_up(field)
        except KeyError:
            raise ValueMistakeError(f"there is no field '{field}' here") from None
    if isinstance(value, Unfilled):
        str(value)  # says which field it is
    raise ValueMistakeError(f"a value has no '.{field}' in a template")


def _filtered(value: Expression, names: list[str]) -> Expression:
    try:
        filters = [FILTERS[name] for name in names]
    except KeyError as error:
        raise NotPlainError(str(error)) from error
    if len(filters) == 1:
        (only,) = filters
        return lambda scope: only(value(scope))

    def through(scope: type_scope) -> Any:
        result = value(scope)
        for each in filters:
            result = each(result)
        return result

    return through


def _build(node: Any, line: int, uses: list[Use]) -> Expression:
    build = _BUILDERS.get(type(node).__name__)
    if build is None:
        raise NotPlainError(type(node).__name__)
    return build(node, line, uses)


def _constant(node: _ast.Constant, line: int, uses: list[Use]) -> Expression:
    del line, uses
    value = node.value
    if isinstance(value, str) or (isinstance(value, int) and abs(value) < 10**9):
        return lambda _: value
    raise NotPlainError(str(value))


def _not(node: _ast.UnaryOp, line: int, uses: list[Use]) -> Expression:
    if type(node.op).__name__ != "Not":
        raise NotPlainError("sign")
    value = _build(node.operand, line, uses)
    return lambda scope: not value(scope)


def _bool(node: _ast.BoolOp, line: int, uses: list[Use]) -> Expression:
    values = [_build(part, line, uses) for part in node.values]
    stop = type(node.op).__name__ == "Or"

    def either(scope: type_scope) -> Any:
        result = None
        for value in values:
            result = value(scope)
            if bool(result) is stop:
                break
        return result

    return either


def _compare(node: _ast.Compare, line: int, uses: list[Use]) -> Expression:
    if len(node.ops) != 1:
        raise NotPlainError("chain")
    compare = _COMPARE.get(type(node.ops[0]).__name__)
    if compare is None:
        raise NotPlainError("comparison")
    left = _build(node.left, line, uses)
    right = _build(node.comparators[0], line, uses)
    return lambda scope: compare(left(scope), right(scope))


def _binary(node: _ast.BinOp, line: int, uses: list[Use]) -> Expression:
    """`value | filter`, and the sum of two numbers."""
    sort = type(node.op).__name__
    if sort == "BitOr":
        return _pipe(node, line, uses)
    if sort != "Add":
        raise NotPlainError(sort)
    left, right = _build(node.left, line, uses), _build(node.right, line, uses)
    return lambda scope: added(left(scope), right(scope))


def _pipe(node: _ast.BinOp, line: int, uses: list[Use]) -> Expression:
    """`value | filter` and `value | filter(other)`."""
    # Jinja binds `|` tighter than `+`, Python does not: only a bare value is the same.
    is_pipe = type(getattr(node.left, "op", None)).__name__ == "BitOr"
    if not is_pipe and type(node.left).__name__ not in {
        "Name",
        "Attribute",
        "Constant",
    }:
        raise NotPlainError("what is piped")
    value = _build(node.left, line, uses)
    right: Any = node.right
    if type(right).__name__ == "Name":
        return _filtered(value, [right.id])
    if type(right).__name__ != "Call" or right.keywords or len(right.args) != 1:
        raise NotPlainError("call")
    through = FILTERS.get(getattr(right.func, "id", ""))
    if through is None:
        raise NotPlainError("filter")
    other = _build(right.args[0], line, uses)
    return lambda scope: through(value(scope), other(scope))


def added(left: object, right: object) -> int:
    """The sum of two small numbers."""
    if type(left) is int and type(right) is int and abs(left) + abs(right) < 10**9:
        return left + right
    raise ValueMistakeError("'+' works on numbers only")


def _attribute(node: _ast.Attribute, line: int, uses: list[Use]) -> Expression:
    if type(node.value).__name__ != "Name":
        raise NotPlainError("attribute")
    return _path(node.value.id, node.attr, line, uses)  # type: ignore[attr-defined]


_BUILDERS: dict[str, Callable[[Any, int, list[Use]], Expression]] = {
    "Name": lambda node, line, uses: _name(node.id, line, uses),
    "Attribute": _attribute,
    "Constant": _constant,
    "UnaryOp": _not,
    "BoolOp": _bool,
    "Compare": _compare,
    "BinOp": _binary,
}
