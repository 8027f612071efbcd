"""How much the tests notice: spoil one place of a module, run the tests that reach it.

    .venv/bin/python benchmarks/mutation.py           # 20 places a file
    .venv/bin/python benchmarks/mutation.py guard --sample 12 --seed 7 --minutes 60
    .venv/bin/python benchmarks/mutation.py --all     # every place: a night
    .venv/bin/python benchmarks/mutation.py address --at drafter/address.py:44

A place is spoiled in memory, in a process of its own: no file changes, whatever
happens. All tests of the room run once, to learn which functions each of them reaches;
then only these run, the module's own and the quick ones first, and the first that fails
has noticed. What nobody notices is printed; `mutation.txt` says which of these nobody
could. The files take turns, so a run that reaches its time limit has looked at all of
them alike, and says so. Text for people (a string with blanks) is left alone, and so
are annotations. Promised: nine of ten noticed.
"""

from __future__ import annotations

import argparse
import ast
import gc
import math
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import suppress
from cProfile import Profile
from dataclasses import dataclass
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from inspect import CO_OPTIMIZED
from itertools import accumulate, zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

import pytest


if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "drafter"
OPTIONS = ["-q", "-n0", "-pno:cacheprovider", "--hypothesis-profile=mutation"]
ROOMS = {
    "guard": "guard* language",
    "address": "address guard_recipients",
    "delivery": "deliver files",
    "planning": "plan events check_in status",
}
"""A room (a package or module of drafter), and the tests that hold its promises."""
PROMISED = 0.9
SLOW = 4
"""So many times as long as all tests take: the place made a loop without an end."""

WAITING = 50
"""So many times longer may a child wait for its turn, or for whatever it waits for."""
ENOUGH = 15
"""So many seconds of tests are run on a place, on an idle machine."""
TIRED = 40
"""So many tests may fail although nothing is spoiled, and are left out."""
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
        """Put the new in place."""
        self.mend(self.new)
        ast.fix_missing_locations(self.tree)

    def mend(self, node: ast.AST) -> None:
        """Put a node there, as what stood there before."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


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


def forked(work: Callable[[], bool], patience: float) -> bool:
    """Do it in a child, and say whether it found something.

    A child that falls over has noticed, and so has one that takes more of the processor
    than `patience`, in seconds: the place made a loop without an end. On a busy machine
    it may take long.
    """
    if not (child := os.fork()):
        os.setsid()
        quiet = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(quiet, number)
        resource.setrlimit(resource.RLIMIT_CPU, (int(patience), int(patience) + 1))
        signal.alarm(int(patience * WAITING))
        noticed = True
        with suppress(BaseException):
            noticed = work()
        os._exit(noticed)
    return os.waitpid(child, 0)[1] != 0


def fails_anew(place: Place, tests: Sequence[str]) -> bool:
    """Import the spoiled module and run the tests, as a process that begins does."""
    ours = (str(HOUSE), str(ROOT / "tests"))
    for name, module in [*sys.modules.items()]:
        if (getattr(module, "__file__", None) or "").startswith(ours):
            del sys.modules[name]
    place.spoil()
    sys.meta_path.insert(0, _Spoiled(place))
    return pytest.main(["-x", *OPTIONS, *tests]) != pytest.ExitCode.OK


def codes(code: CodeType) -> Iterator[CodeType]:
    """Give the code of a module or function, and of all functions in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def bare(code: CodeType) -> tuple[object, ...]:
    """Give what a code does itself, without the functions in it."""
    constants = [c for c in code.co_consts if not isinstance(c, CodeType)]
    return code.co_code, repr(constants), code.co_names, code.co_varnames


def known(code: CodeType) -> tuple[str, int]:
    """Tell by what a function is known, in its file."""
    return code.co_qualname, code.co_firstlineno


class Judge:
    """A pytest plugin that runs all tests once, and then some of them per place.

    Everything is imported and every test collected by then: to spoil a function is to
    give it another code in a child of this process. Only what runs on import (tables,
    defaults, decorators) needs a child that imports again.
    """

    def __init__(self, room: str, chosen: Sequence[Place], asked: Namespace) -> None:
        self._room, self._chosen, self._asked = room, chosen, asked
        self._failed = False
        self._reached: dict[tuple[str, tuple[str, int]], set[int]] = {}
        self._seconds: list[float] = []
        self._left_out: set[int] = set()
        self.left: list[Place] = []
        self.judged = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        self._failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all as it is, then the tests that reach each place until one fails."""
        self._items = session.items
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        session.config.pluginmanager.unregister(reporter)
        for number, item in enumerate(session.items):
            self._watch(number, item)
        print(f"{len(session.items)} tests, {sum(self._seconds):.0f} s", flush=True)
        self._leave_out_what_cannot_be_run_again()
        if len(self._left_out) > TIRED:
            sys.exit("the tests fail as it is; mend that first")
        end = time.monotonic() + 60 * self._asked.minutes
        for place in self._chosen:
            if time.monotonic() > end:
                break
            self.judged += 1
            if self.judged % 50 == 0:
                print(f"{self.judged} of {len(self._chosen)}", flush=True)
            if not self._is_noticed(place):
                self.left.append(place)
                print(f"  {place}", flush=True)
        return True

    def _run(self, item: pytest.Item) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)

    def _watch(self, number: int, item: pytest.Item) -> None:
        """Run a test, and remember which functions of drafter it reaches."""
        seen, started = Profile(builtins=False), time.process_time()
        with seen:
            self._run(item)
        self._seconds.append(time.process_time() - started)
        if self._failed:  # watched, it is too slow for its own clock
            print(f"left out, since it fails as it is: {item.nodeid}", flush=True)
            self._left_out.add(number)
            self._failed = False
            return
        for entry in seen.getstats():
            code = entry.code
            if isinstance(code, CodeType) and code.co_filename.startswith(str(HOUSE)):
                at = code.co_filename, known(code)
                self._reached.setdefault(at, set()).add(number)

    def _leave_out_what_cannot_be_run_again(self) -> None:
        with tempfile.NamedTemporaryFile("w+", encoding="ascii") as answer:

            def again() -> bool:
                for number, item in enumerate(self._items):
                    self._failed = False
                    self._run(item)
                    if self._failed:
                        print(number, file=answer, flush=True)
                return False

            forked(again, SLOW * (10 + sum(self._seconds)))
            answer.seek(0)
            found = {int(number) for number in answer.read().split()}
        for number in found - self._left_out:
            print(f"left out, since it runs once: {self._items[number].nodeid}")
        self._left_out |= found

    def _is_noticed(self, place: Place) -> bool:
        file = str(place.file)
        tests = tests_of(self._room, place.file)
        old = compile(ast.parse(place.file.read_text("utf-8")), file, "exec")
        before = place.old
        place.spoil()
        new = compile(place.tree, file, "exec")
        place.mend(before)
        after: dict[tuple[str, int], list[CodeType]] = {}
        for code in codes(new):
            after.setdefault(known(code), []).append(code)
        pairs = [
            (code, after[at].pop(0))
            for code in codes(old)
            if after.get(at := known(code))
        ]
        changed = [was for was, now in pairs if bare(was) != bare(now)]
        reached = {n for c in changed for n in self._reached.get((file, known(c)), ())}
        runs_on_import = any(not c.co_flags & CO_OPTIMIZED for c in changed)
        if runs_on_import or not reached:
            patience = SLOW * (10 + sum(self._seconds))
            files = [tests[0], *self._closest(file)]
            return forked(partial(fails_anew, place, files), patience)
        numbers = self._quickest(reached, tests[0])
        patience = SLOW * (5 + sum(self._seconds[n] for n in numbers))
        swapped = {was: now for was, now in pairs if was != now}
        return forked(lambda: self._fails(swapped, numbers), patience)

    def _closest(self, file: str) -> list[str]:
        """Find the test files that reach most of a module: two, and more if quick."""
        count: Counter[str] = Counter()
        for (reached, _), numbers in self._reached.items():
            if reached == file:
                count.update(str(self._items[n].path) for n in numbers)
        seconds: defaultdict[str, float] = defaultdict(float)
        for item, took in zip(self._items, self._seconds, strict=True):
            seconds[str(item.path)] += took
        order = [path for path, _ in count.most_common()]
        spent = accumulate(seconds[path] for path in order)
        quick = [
            path for path, until in zip(order, spent, strict=True) if until < ENOUGH
        ]
        return max(order[:2], quick, key=len)

    def _quickest(self, reached: set[int], own: str) -> list[int]:
        """Put the module's own tests first, and the quick before the slow.

        The slow ones are left out where all would take too long.
        """
        order = sorted(
            reached - self._left_out,
            key=lambda n: (str(self._items[n].path) != own, self._seconds[n]),
        )
        spent = accumulate(self._seconds[n] for n in order)
        return [n for n, until in zip(order, spent, strict=True) if until < ENOUGH]

    def _fails(self, swapped: dict[CodeType, CodeType], numbers: list[int]) -> bool:
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__ in swapped:
                one.__code__ = swapped[one.__code__]
            elif hasattr(one, "cache_clear") and not isinstance(one, type):
                one.cache_clear()
        for number in numbers:
            self._run(self._items[number])
            if self._failed:
                return True
        return False


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


def sampled(found: Sequence[Place], asked: Namespace) -> list[Place]:
    """Choose so many places of each file, the same for the same seed, files by turns.

    So a run that is cut off has looked at all files alike.
    """
    chance = random.Random(asked.seed)
    files: dict[Path, list[Place]] = {}
    for place in found:
        files.setdefault(place.file, []).append(place)
    turns = [
        chance.sample(own, len(own) if asked.all else min(asked.sample, len(own)))
        for own in files.values()
    ]
    return [place for turn in zip_longest(*turns) for place in turn if place]


def bounds(noticed: int, of: int) -> tuple[float, float]:
    """Give the share that is true of all places, with 95 % confidence (Wilson)."""
    z = 1.96
    share, more = noticed / of, z * z / of
    middle = (share + more / 2) / (1 + more)
    wide = z * math.sqrt(share * (1 - share) / of + more / (4 * of)) / (1 + more)
    return middle - wide, middle + wide


def main() -> None:
    """Measure the rooms asked for; exit 1 where one holds less than promised."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=20, help="places a file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every place")
    parser.add_argument("--at", metavar="FILE[:LINE]", default="", help="only there")
    parser.add_argument("--minutes", type=float, default=30, help="at most, a room")
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    gc.freeze()
    poor = False
    with tempfile.TemporaryDirectory() as storage:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = storage
        for room in asked.rooms or ROOMS:
            poor |= bool(forked_room(room, asked))
    sys.exit(poor)


def forked_room(room: str, asked: Namespace) -> int:
    """Measure a room in a process of its own: what it imported is gone with it."""
    sys.stdout.flush()
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        code = int(measure(room, asked) < PROMISED)
    finally:
        sys.stdout.flush()
        os._exit(code)


def measure(room: str, asked: Namespace) -> float:
    """Print what is not noticed in one room, and which share is."""
    home = HOUSE / room
    files = sorted(home.rglob("*.py")) if home.is_dir() else [home.with_suffix(".py")]
    file, _, line = asked.at.partition(":")
    found = [place for path in files for place in places(path)]
    if file:
        found = [
            p for p in found if p.file == ROOT / file and line in ("", str(p.line))
        ]
    chosen = sampled(found, asked)
    if not chosen:
        return 1.0
    started = time.monotonic()
    judge = Judge(room, chosen, asked)
    pytest.main([*OPTIONS, *tests_of(room, files[0])], plugins=[judge])
    if not judge.judged:
        sys.exit(f"{room}: nothing was judged")
    noticed = judge.judged - len(judge.left)
    share = noticed / judge.judged
    low, high = bounds(noticed, judge.judged)
    cut = "" if judge.judged == len(chosen) else f" (cut off, of {len(chosen)} chosen)"
    sure = f"of all {len(found)} places {low:.0%} to {high:.0%} (95 % sure)"
    seconds = time.monotonic() - started
    print(
        f"{room}: {share:.0%} of {judge.judged} noticed{cut}; {sure}; {seconds:.0f} s"
    )
    return share


if __name__ == "__main__":
    main()
