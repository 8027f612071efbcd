"""How much the tests notice: spoil one place of a module, run the tests of its room.

    .venv/bin/python benchmarks/mutation.py           # 60 places a room: half an hour
    .venv/bin/python benchmarks/mutation.py guard --sample 200 --seed 7
    .venv/bin/python benchmarks/mutation.py --all     # every place: a night
    .venv/bin/python benchmarks/mutation.py address --at drafter/address.py:44

A place is spoiled in memory, in a process of its own: no file changes, whatever
happens. The module's own tests run first, and the first that fails has noticed. What
nobody notices is printed; `mutation.txt` says which of these nobody could. Text for
people (a string with blanks) is left alone, and so are annotations. Promised: nine of
ten noticed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
ROOMS = {
    "guard": "guard*",
    "address": "address guard_recipients",
    "delivery": "deliver files",
    "planning": "plan events check_in status",
}
"""A room (a package or module of drafter), and the tests that hold its promises."""
PROMISED = 0.9
SLOW = 4
"""So many times as long as all tests take: the place made a loop without an end."""

_OTHER: dict[type, Any] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
}  # fmt: skip
_OTHER_NAME = {"any": "all", "all": "any", "min": "max", "max": "min"}
_WINDOWS = "sys.platform == 'win32'"
_FOR_TYPES = {"annotation", "returns", "decorator_list", "type_params"}


@dataclass(frozen=True, eq=False)
class Place:
    """One place of a module, and what stands there instead."""

    file: Path
    tree: ast.Module
    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST

    @property
    def old(self) -> ast.AST:
        """What stands there."""
        value = getattr(self.parent, self.field)
        return value if self.index is None else value[self.index]  # type: ignore[no-any-return]

    @property
    def line(self) -> int:
        """Where it stands."""
        return getattr(self.old, "lineno", getattr(self.parent, "lineno", 0))

    def __str__(self) -> str:
        old, new = (
            ast.unparse(node).split("\n")[0][:70] for node in (self.old, self.new)
        )
        return f"{self.file.relative_to(ROOT)}:{self.line}: {old}  ->  {new}"

    def spoil(self) -> None:
        """Put the new in place, for the rest of this process."""
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new
        ast.fix_missing_locations(self.tree)


def places(file: Path) -> Iterator[Place]:
    """Find every place of a module that can be spoiled."""
    tree = ast.parse(file.read_text("utf-8"))
    todo: list[ast.AST] = [tree]
    while todo:
        parent = todo.pop()
        for field, value in ast.iter_fields(parent):
            if field in _FOR_TYPES:
                continue
            for index, node in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(node, ast.AST) or _is_silent(node):
                    continue
                if isinstance(node, ast.If) and ast.unparse(node.test) == _WINDOWS:
                    todo.append(ast.Module(node.orelse, []))  # the rest runs elsewhere
                    continue
                at = index if isinstance(value, list) else None
                for new in _instead(node, parent):
                    yield Place(file, tree, parent, field, at, new)
                todo.append(node)


def _is_silent(node: ast.AST) -> bool:
    """Tell a docstring, and what only a type checker reads."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _instead(node: ast.AST, parent: ast.AST) -> Iterator[ast.AST]:
    """Say what may stand there instead: each a fault that a person could make."""
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Return(value) if value and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Constant(value) if not isinstance(parent, ast.JoinedStr):
            yield from _other_value(value)
        case ast.Name(name) if name in _OTHER_NAME and isinstance(parent, ast.Call):
            yield ast.Name(_OTHER_NAME[name], ast.Load())
        case ast.expr():
            yield from _other_operator(node)
    tested = getattr(parent, "test", None) is node or node in getattr(parent, "ifs", [])
    if tested and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _other_value(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
        case str() if value and " " not in value:
            yield ast.Constant("XX" + value)


def _other_operator(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, comparators):
            for number, op in enumerate(ops):
                new = [*ops[:number], _OTHER[type(op)](), *ops[number + 1 :]]
                yield ast.Compare(left, new, comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(_OTHER[type(op)](), values)
        case ast.BinOp(left, op, right) if type(op) in _OTHER:
            yield ast.BinOp(left, _OTHER[type(op)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand


class _Spoiled(SourceFileLoader):
    """Finds and loads the one spoiled module, and leaves all others to Python."""

    def __init__(self, place: Place) -> None:
        module = ".".join(place.file.relative_to(ROOT).with_suffix("").parts)
        super().__init__(module.removesuffix(".__init__"), str(place.file))
        self.tree = place.tree

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.name:
            return None
        return spec_from_file_location(name, self.path, loader=self)

    def get_code(self, fullname: str) -> Any:
        del fullname
        return compile(self.tree, self.path, "exec")


def run(place: Place | None, tests: Sequence[str]) -> int:
    """Run the tests in a child, on a spoiled module or (for none) as it is."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(quiet, number)
    if place:
        place.spoil()
        sys.meta_path.insert(0, _Spoiled(place))
    import pytest  # noqa: PLC0415 - imported before, by `warm_up`

    options = ["-x", "-q", "-n0", "-pno:cacheprovider", "--hypothesis-profile=mutation"]
    os._exit(int(pytest.main([*options, *tests]) != pytest.ExitCode.OK))


def warm_up() -> None:
    """Import once what every child needs: of drafter nothing, of libraries much."""
    import click.testing  # noqa: F401, PLC0415
    import email_validator  # noqa: F401, PLC0415
    import holidays  # noqa: F401, PLC0415
    import hypothesis  # noqa: F401, PLC0415
    import jinja2.sandbox  # noqa: F401, PLC0415
    import markdown  # noqa: F401, PLC0415
    import nh3  # noqa: F401, PLC0415
    import pytest  # noqa: F401, PLC0415
    import yaml  # noqa: F401, PLC0415


def tests_of(room: str, file: Path) -> list[str]:
    """Name the test files of a room, those of the module itself first."""
    stems = [room, file.stem, f"{room}_{file.stem}"]
    found = [
        path
        for pattern in ROOMS[room].split()
        for path in sorted((ROOT / "tests").glob(f"test_{pattern}.py"))
    ]
    own = [path for path in found if path.stem.removeprefix("test_") in stems[1:]]
    return [str(path) for path in dict.fromkeys([*own, *found])]


def unnoticed(
    room: str, chosen: Sequence[Place], jobs: int, patience: float
) -> list[Place]:
    """Spoil each place in turn, some at a time, and keep what no test noticed."""
    left, waiting = [], list(reversed(chosen))
    running: dict[int, tuple[Place, float]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            place = waiting.pop()
            running[run(place, tests_of(room, place.file))] = place, time.monotonic()
        for child, (place, since) in list(running.items()):
            done, status = os.waitpid(child, os.WNOHANG)
            if not done and time.monotonic() - since > patience:
                os.killpg(child, signal.SIGKILL)
            if done:
                del running[child]
            if done and status == 0:
                left.append(place)
                print(f"  {place}", flush=True)
        time.sleep(0.02)
    return left


def main() -> None:
    """Measure the rooms asked for; exit 1 where one holds less than promised."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=60, help="places a room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every place")
    parser.add_argument("--at", metavar="FILE[:LINE]", default="", help="only there")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    warm_up()
    poor = False
    with tempfile.TemporaryDirectory() as storage:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = storage
        for room in asked.rooms or ROOMS:
            poor |= measure(room, asked) < PROMISED
    sys.exit(poor)


def measure(room: str, asked: argparse.Namespace) -> float:
    """Print what is not noticed in one room, and which share is."""
    home = ROOT / "drafter" / room
    files = sorted(home.rglob("*.py")) if home.is_dir() else [home.with_suffix(".py")]
    file, _, line = asked.at.partition(":")
    found = [place for path in files for place in places(path)]
    if file:
        found = [
            p for p in found if p.file == ROOT / file and line in ("", str(p.line))
        ]
    if not found:
        return 1.0
    started = time.monotonic()
    if os.waitpid(run(None, tests_of(room, files[0])), 0)[1]:
        sys.exit(f"{room}: the tests fail as it is; mend that first")
    patience = SLOW * (time.monotonic() - started)
    if not asked.all and not file and asked.sample < len(found):
        found = random.Random(asked.seed).sample(found, asked.sample)
    started = time.monotonic()
    left = unnoticed(room, found, asked.jobs, patience)
    share = 1 - len(left) / len(found)
    seconds = time.monotonic() - started
    print(f"{room}: {share:.0%} of {len(found)} noticed, {seconds:.0f} s", flush=True)
    return share


if __name__ == "__main__":
    main()
