"""A module imports only from rows above its own; nothing here can send mail."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = (
    ("errors",),
    ("words", "expressions"),
    ("address", "language", "html"),
    ("interview",),
    ("calendar",),
    ("timeline",),
    ("draft",),
    ("planning",),
    ("guard",),
    ("reading",),
    ("templating",),
    ("composition",),
    ("formats", "edited"),
    ("delivery",),
    ("journal",),
    ("accounts",),
    ("mailbox",),
    ("invitation", "wizard"),
    ("sync",),
    ("index",),
    ("status",),
    ("api",),
    ("cli",),
    ("__main__",),
)
"""The house in import order; a name is a module or a package of `drafter`."""
FORBIDDEN = ("smtplib", "socket", "http", "urllib.request", "ftplib", "telnetlib")
ALLOWED = {("drafter.mailbox.connection", "socket")}
"""It sets an option of the connection that the IMAP library made, and opens none."""
FILES = sorted((ROOT / "drafter").rglob("*.py"))
LONGEST = 400


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


MODULES = {name_of(path) for path in FILES}


def row_of(module: str) -> int:
    part = module.removeprefix("drafter.").split(".")[0]
    for number, names in enumerate(ROWS):
        if part in names:
            return number
    pytest.fail(f"{module} has no row in the house")


@cache
def imports(path: Path) -> list[tuple[str, bool]]:
    """What a file imports, and whether only for its types."""
    found = []
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node in typing_only) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            whole = node.module or ""
            inner = {f"{whole}.{alias.name}" for alias in node.names} & MODULES
            found += [(name, node in typing_only) for name in inner or {whole}]
    return found


def test_no_two_files_import_each_other_not_even_for_types() -> None:
    known = {
        name_of(path).removesuffix(".__init__"): {module for module, _ in imports(path)}
        for path in FILES
    }
    circles = {
        frozenset({one, other})
        for one, wanted in known.items()
        for other in wanted
        if one != other and one in known.get(other, ())
    }
    assert not circles


def test_the_package_itself_loads_its_api_when_it_is_used() -> None:
    path = ROOT / "drafter" / "__init__.py"
    body = ast.parse(path.read_text("utf-8")).body
    eager = {one.module for one in body if isinstance(one, ast.ImportFrom)}
    assert eager == {"__future__", "typing"}


def test_imports_point_upwards() -> None:
    downwards = [
        f"{name} imports {module}"
        for name, module in every_import()
        if module.startswith("drafter.") and row_of(module) > row_of(name)
    ]
    assert not downwards


def test_nothing_imports_what_could_send() -> None:
    found = {
        (n, module) for n, module in every_import() if module.startswith(FORBIDDEN)
    }
    assert found <= ALLOWED


def every_import() -> Iterator[tuple[str, str]]:
    """Who imports what, but for the package itself, which has no row."""
    for path in FILES:
        name = name_of(path)
        if name != "drafter.__init__":
            yield from ((name, module) for module, _ in imports(path))


def test_nothing_opens_a_socket_itself() -> None:
    source = (ROOT / "drafter" / "mailbox" / "connection.py").read_text("utf-8")
    used = set(re.findall(r"\bsocket\.(\w+)", source))
    assert used <= {"IPPROTO_TCP", "TCP_NODELAY"}


def test_modules_stay_small_and_say_what_they_are_for() -> None:
    texts = {name_of(path): path.read_text("utf-8") for path in FILES}
    long = {name for name, text in texts.items() if len(text.splitlines()) > LONGEST}
    silent = {n for n, text in texts.items() if not ast.get_docstring(ast.parse(text))}
    assert (long, silent) == (set(), set())


def test_only_the_console_entry_and_cli_read_the_environment() -> None:
    readers = {
        path.relative_to(ROOT / "drafter").parts[0]
        for path in FILES
        if "os.environ" in path.read_text("utf-8")
    }
    assert readers <= {"cli", "__main__.py"}
