"""What one is told to type, and commands that were typed, in every shell."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.reading.config import read_config
from drafter.words import split_command, typed


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@pytest.mark.parametrize(
    ("path", "windows"),
    [
        ("notes.yaml", "notes.yaml"),
        (r"C:\jobs\corvane.yaml", r"C:\jobs\corvane.yaml"),
        (r"C:\my jobs\corvane.yaml", r'"C:\my jobs\corvane.yaml"'),
        ("Ines's notes.yaml", '"Ines\'s notes.yaml"'),
        ("a&b.yaml", '"a&b.yaml"'),
        ("(1).yaml", '"(1).yaml"'),
        ("a;b,c.yaml", '"a;b,c.yaml"'),
        ("-notes.yaml", "./-notes.yaml"),
        ("$HOME's.yaml", "'$HOME''s.yaml'"),
        ("Zoë.yaml", "Zoë.yaml"),
    ],
)
def test_a_path_is_one_word_in_cmd_and_in_powershell(path: str, windows: str) -> None:
    assert typed(path, windows=True) == windows


@given(NAMES)
def test_a_path_is_one_word_in_a_posix_shell(name: str) -> None:
    (word,) = shlex.split(typed(name, windows=False))
    assert word.removeprefix("./") == name.removeprefix("./")
    assert not word.startswith("-")


@given(NAMES.filter(lambda name: '"' not in name))
def test_windows_sees_no_blank_and_no_operator_outside_quotes(name: str) -> None:
    word = typed(name, windows=True)
    bare = word[0] not in "\"'"
    assert bare or word[0] == word[-1]
    assert not (bare and set(word) & set(" \t&|<>^();,%$`'{}@#~="))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pass show mail/me", ("pass", "show", "mail/me")),
        ("pass show 'mail/my own'", ("pass", "show", "mail/my own")),
        (r"pass show mail/my\ own", ("pass", "show", "mail/my own")),
        (r"C:\Tools\gopass.exe show me", (r"C:\Tools\gopass.exe", "show", "me")),
        (
            r'"C:\Program Files\op.exe" read op://mail/me',
            (r"C:\Program Files\op.exe", "read", "op://mail/me"),
        ),
        (r"\\nas\tools\pw.exe -w", (r"\\nas\tools\pw.exe", "-w")),
        ("security find -s #drafter", ("security", "find", "-s", "#drafter")),
    ],
)
def test_a_command_is_split_as_its_shell_would(text: str, words: tuple[str]) -> None:
    assert split_command(text, windows=False) == words
    quoted = text.replace("'", "''")
    config = (
        f"accounts:\n  me: {{address: a@x.example, password_command: '{quoted}'}}\n"
    )
    (account,) = read_config(config.encode(), "config.yaml").accounts
    assert account.password_command == words


def test_on_windows_a_backslash_is_never_an_escape() -> None:
    text = r"tools\pw.exe --file C:\new\me"
    assert split_command(text, windows=True) == (
        r"tools\pw.exe",
        "--file",
        r"C:\new\me",
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_a_posix_command_is_split_as_python_splits_it(text: str) -> None:
    if text.lstrip("\"'")[1:3] == ":\\" or text.lstrip("\"'")[:1] == "\\":
        return
    try:
        wanted = tuple(shlex.split(text))
    except ValueError:
        with pytest.raises(ValueError, match=r"quotation|escaped"):
            split_command(text, windows=False)
    else:
        assert split_command(text, windows=False) == wanted


@pytest.mark.parametrize("told", ["", "latin-1"])
def test_what_is_piped_is_utf_8_wherever_it_runs(told: str) -> None:
    """As where the system's own encoding is another: on Windows, or with LC_ALL=C."""
    program = (
        "import io, sys\n"
        "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='cp1252')\n"
        "sys.argv = ['drafter', 'prepare', '-']\n"
        "from drafter.__main__ import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input="employer: Žabka\n".encode(),
        env={"PYTHONIOENCODING": told} if told else {}, cwd=sys.path[0],
        capture_output=True, check=True,
    )  # fmt: skip
    wanted = "cp1252" if told else "utf-8"
    assert done.stdout.split(b"\n")[0].rstrip() == "Žabka".encode(wanted)
