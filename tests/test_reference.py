"""What docs/ tells of fields, exits, variables and commands is what the program has."""

from __future__ import annotations

import ast
import re

import pytest

from drafter import errors
from drafter.cli import drafter
from tests.conftest import ROOT
from tests.reference import DOCS, EXITS, VARIABLES, commands, reference


@pytest.mark.parametrize("name", reference())
def test_a_generated_file_is_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == reference()[name], "renew: ./run docs"


def test_every_exit_code_is_told() -> None:
    kinds = vars(errors).values()
    codes = {
        k.exit_code for k in kinds if isinstance(k, type) and hasattr(k, "exit_code")
    }
    assert set(EXITS) == codes - {1} | {0, 2, 130}


def test_every_variable_that_is_read_is_told() -> None:
    page = (DOCS / "fields.md").read_text("utf-8")
    for path in (ROOT / "drafter").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for name in re.findall(r"\ADRAFTER_[A-Z]+\Z|\ANO_COLOR\Z", node.value):
                    assert f"`{name}`" in page
    assert all(f"`{name}`" in page for name in VARIABLES)
    assert "`DRAFTER_DRY_RUN`" in page


def test_the_man_page_has_every_command_and_no_stray_request() -> None:
    page = (DOCS / "drafter.1").read_text("utf-8")
    for name, _ in commands():
        assert f".SS drafter {name}".replace("-", "\\-") in page
    requests = {line.split()[0] for line in page.splitlines() if line[:1] in {".", "'"}}
    assert requests == {'.\\"', ".TH", ".SH", ".B", ".PP", ".SS", ".TP", ".nf", ".fi"}
    assert (drafter.help or "").split("\n")[0] in page.replace("\\-", "-")
