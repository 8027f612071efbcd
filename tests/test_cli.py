"""The command line as a whole: help, versions, exits, streams, what a terminal gets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from drafter import __version__
from drafter.cli import EVERY_DAY, SET_UP
from tests import forked
from tests.conftest import ROOT


if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.desk import Desk

COMMANDS = [*EVERY_DAY, *SET_UP]


def process(
    desk: Desk,
    *arguments: str,
    code: int = 0,
    typed: bytes = b"",
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """A real drafter, with real streams."""
    environment = {
        "DRAFTER_HOME": str(desk.home),
        "PATH": os.environ["PATH"],
        **(variables or {}),
    }
    done = forked.run(
        *arguments, folder=desk.folder, environment=environment, typed=typed
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done


def test_help_has_two_groups_and_every_command(desk: Desk) -> None:
    told = desk.run("--help").stdout
    assert told.index("Every day:") < told.index("  thanks ") < told.index("Set-up:")
    assert all(f"\n  {name} " in told for name in COMMANDS)
    assert desk.run("-h").stdout == told
    assert desk.run("").stdout == told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(desk: Desk, name: str) -> None:
    told = desk.run(f"{name} --help").stdout
    assert told.startswith(f"Usage: drafter {name} ")
    assert "-h, --help" in told
    assert desk.run(f"{name} -h").stdout == told


@pytest.mark.parametrize(
    "line",
    ["thanks i.yaml --tone warm -h", "checkin -h i.yaml", "log i.yaml sent -h",
     "reply -h", "templates check -h", "templates -h check", "thanks --only -h -h"],
)  # fmt: skip
def test_help_is_given_wherever_it_is_asked_for(desk: Desk, line: str) -> None:
    assert desk.run(line).stdout.startswith(
        f"Usage: drafter {line.split(maxsplit=1)[0]} "
    )


def test_no_command_sends(desk: Desk) -> None:
    for line in ("--help", *(f"{name} --help" for name in COMMANDS)):
        options = desk.run(line).stdout
        assert not {"--send", "--cc", "--bcc", "--to-all", "--force"} & set(
            options.split()
        )


def test_tells_its_version(desk: Desk) -> None:
    assert desk.run("--version").stdout == f"drafter {__version__}\n"


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("thnks i.yaml", "did you mean 'thanks'?"),
        ("send i.yaml", "there is no command 'send'"),
        ("thanks", "Missing argument 'INTERVIEW...'"),
        ("thanks i.yaml --tone loud", "'loud' is not one of"),
        ("thanks i.yaml --variant many", "'many' is not a valid integer"),
        ("thanks i.yaml --variant -1", "-1 is not in the range"),
        ("thanks i.yaml --bcc me@mail.example", "No such option"),
        ("thanks i.yaml --only bob", "no interviewer 'bob'"),
        ("checkin i.yaml j.yaml", "unexpected extra argument"),
        ("thanks i.yaml --today soon", "'soon' is not a date"),
        ("--today soon thanks i.yaml", "'soon' is not a date"),
        ("thanks i.yaml --templates nowhere", "does not exist"),
        ("--nonsense", "No such option"),
    ],
)
def test_a_wrong_command_line_is_told_what_is_wrong(
    desk: Desk, line: str, fact: str
) -> None:
    result = desk.run(line, code=2)
    assert fact in result.stderr
    assert result.stdout == ""
    assert not desk.home.exists()


@pytest.mark.parametrize(
    ("line", "code", "start"),
    [
        ("thanks nope.yaml", 3, "nope.yaml: there is no such file"),
        ("checkin .", 3, ".: is a folder"),
        ("thanks broken.yaml", 3, "broken.yaml:2:1: "),
        ("thanks empty.yaml", 3, "empty.yaml:1:1: "),
        ("thanks i.yaml --templates t", 4, "t/thank_you.md.j2:3: "),
        ("checkin i.yaml", 5, "i.yaml: no check-in: "),
        ("thanks i.yaml --out i.yaml", 6, ""),
    ],
)
def test_every_kind_of_failure_has_its_exit_and_its_place(
    desk: Desk, line: str, code: int, start: str
) -> None:
    desk.note("broken.yaml", "employer: [\n")
    desk.note("empty.yaml", "")
    desk.note("t/thank_you.md.j2", "Subject: x\n\n{{ nonsense }}\n")
    result = desk.run(line, code=code)
    assert result.stderr.startswith(start)
    assert result.stdout == ""


def test_today_can_be_told_by_a_variable(desk: Desk) -> None:
    process(desk, "checkin", "i.yaml", variables={"DRAFTER_TODAY": "2026-06-15"})
    assert (desk.drafts / "check-in-dana.eml").exists()


def test_the_commands_own_today_wins(desk: Desk) -> None:
    desk.run("checkin i.yaml --today 2026-06-12", today="2026-06-15", code=5)
    desk.run("checkin i.yaml --today 2026-06-15", today="2026-06-12")


@pytest.mark.parametrize(
    ("variable", "value", "effect"),
    [
        ("DRAFTER_TONE", "formal", "Dear Dr. Lindqvist,"),
        ("DRAFTER_DRY_RUN", "1", "A dry run: nothing was written"),
        ("DRAFTER_ONLY", "tomas", "Tomas Lindqvist"),
        ("DRAFTER_JSON", "1", '"findings": []'),
        ("DRAFTER_OUT", "elsewhere", "In elsewhere"),
    ],
)
def test_every_option_can_be_set_by_a_variable(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    effect: str,
) -> None:
    monkeypatch.setenv(variable, value)
    shown = "--dry-run" if variable == "DRAFTER_TONE" else ""
    told = desk.run(f"thanks i.yaml {shown}").stdout
    assert effect in told
    assert ("dana" not in told) is (variable == "DRAFTER_ONLY")


def test_an_option_beats_its_variable(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_TONE", "formal")
    told = desk.run("thanks i.yaml --dry-run --tone brief").stdout
    assert "Hi Tomas," in told
    assert "Dear" not in told


def test_a_wrong_variable_is_a_wrong_command_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_TONE", "loud")
    assert "'loud' is not one of" in desk.run("thanks i.yaml", code=2).stderr


def test_words_go_out_and_problems_go_to_the_other_stream(desk: Desk) -> None:
    desk.say("reaction: It is the", "reaction: its the")
    done = desk.run("thanks i.yaml")
    assert "Nothing was sent." in done.stdout
    assert "i.yaml:" in done.stderr
    assert "i.yaml:" not in done.stdout


def test_json_is_alone_on_its_stream(desk: Desk) -> None:
    desk.say("reaction: It is the", "reaction: its the")
    done = desk.run("thanks i.yaml --json")
    assert len(json.loads(done.stdout)["drafts"]) == 6
    broken = desk.run("thanks nope.yaml --json", code=3)
    assert json.loads(broken.stdout)["drafts"] == []
    assert "nope.yaml: there is no such file" in broken.stderr


def test_a_pipe_gets_no_color(desk: Desk) -> None:
    desk.say("    role: peer", "    rolle: peer")
    done = process(desk, "thanks", "i.yaml", code=3)
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}])
def test_a_terminal_gets_color_unless_it_is_unwanted(
    desk: Desk, variables: dict[str, str]
) -> None:
    import pty  # noqa: PLC0415 - there is none on Windows

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "drafter", "thanks", "nope.yaml"],
        cwd=desk.folder, stdin=theirs, stdout=theirs, stderr=theirs, check=False,
        env={"DRAFTER_HOME": str(desk.home), "PYTHONPATH": str(ROOT), **variables},
    )  # fmt: skip
    shown = os.read(ours, 4096)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 3
    assert b"there is no such file" in shown
    assert (b"\x1b[31m" in shown) is (not variables)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"employer: \x1b[31mEvil\n", "U+001B"),
        ("employer: \u202elive\n".encode(), "U+202E"),
        (b"employer: \xff\n", "not UTF-8"),
        (b"a: " + b"x" * 2_000_000, "MiB"),
        (b"[" * 500, ":1:"),
        (b"a: &a [*a]\n", ":1:"),
        (b"\0", "U+0000"),
        (b"- 1\n- 2\n", ":1:1"),
    ],
)
def test_whatever_comes_in_no_control_character_goes_out(
    desk: Desk, data: bytes, shown: str
) -> None:
    result = desk.run("thanks -", typed=data, code=3)
    assert "<stdin>" in result.stderr
    assert shown in result.stderr
    assert all(c == "\n" or c.isprintable() for c in result.output)


def test_a_file_name_cannot_move_the_cursor(desk: Desk) -> None:
    result = desk.run("thanks 'x\x1b[2Jy.yaml'", code=3)
    assert "\x1b" not in result.output
    assert "x\\x1b[2Jy.yaml" in result.stderr


def test_a_dash_is_standard_input(desk: Desk) -> None:
    data = (desk.folder / "i.yaml").read_bytes()
    process(desk, "thanks", "-", "--today", "2026-06-02", typed=data)
    assert len(desk.written()) == 6
    desk.run("checkin -", today="2026-06-15", typed=data)
    assert len(desk.written()) == 7


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "Łucja Żak"),
        ({"PYTHONIOENCODING": "cp1252"}, "?ucja ?ak"),
    ],
)
def test_no_terminal_is_too_poor_for_a_name(
    desk: Desk, variables: dict[str, str], shown: str
) -> None:
    desk.say("Dana", "Łucja")
    desk.say("Whitlock", "Żak")
    environment = {
        "DRAFTER_HOME": str(desk.home), "PYTHONPATH": str(ROOT), **variables,
    }  # fmt: skip
    done, dry = (
        subprocess.run(
            [sys.executable, "-m", "drafter", "thanks", "i.yaml", *more],
            cwd=desk.folder, env=environment, capture_output=True, check=True,
        )
        for more in ([], ["--dry-run"])
    )  # fmt: skip
    assert shown.encode() in done.stdout
    assert f"To: {shown}".encode() in dry.stdout
    card = (desk.drafts / "card-dana.txt").read_text("utf-8")
    assert card.startswith("Hi Łucja,")


def test_a_reader_that_leaves_early_is_no_error_of_ours(desk: Desk) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "drafter", "rules"],
        cwd=desk.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={"DRAFTER_HOME": str(desk.home), "PYTHONPATH": str(ROOT)},
    ) as drafter:  # fmt: skip
        assert drafter.stdout is not None
        assert drafter.stderr is not None
        drafter.stdout.close()
        assert b"Traceback" not in drafter.stderr.read()


def test_a_home_that_is_a_file_is_one_line(desk: Desk) -> None:
    desk.home.write_text("not a folder")
    result = desk.run("thanks i.yaml", code=6)
    assert len(result.stderr.splitlines()) == 1
    assert not desk.drafts.exists()


def test_a_broken_config_is_told_by_its_place(desk: Desk) -> None:
    desk.home.mkdir()
    (desk.home / "config.yaml").write_text("you: {name: Ines}\ntoon: warm\n")
    result = desk.run("thanks i.yaml", code=3)
    assert "config.yaml:2:1: " in result.stderr
    assert "tone" in result.stderr


def test_a_path_is_never_suggested_as_an_option(desk: Desk) -> None:
    told = desk.run("new -- -odd.yaml", typed=b"").stdout
    assert "drafter new ./-odd.yaml" in told


@pytest.mark.parametrize("line", ["status", "thanks i.yaml", "account list"])
def test_a_config_that_is_no_file_is_one_line(desk: Desk, line: str) -> None:
    desk.home.mkdir()
    os.mkfifo(desk.home / "config.yaml")
    told = process(desk, *line.split(), code=3).stderr.decode()
    assert told == f"{desk.home}/config.yaml: is not a file (move it)\n"
    (desk.home / "config.yaml").unlink()
    (desk.home / "config.yaml").symlink_to("/dev/zero")
    assert process(desk, *line.split(), code=3).stderr.decode() == told


def test_a_draft_that_is_no_file_is_one_line(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    draft = desk.drafts / "thank-you-dana.eml"
    draft.unlink()
    os.mkfifo(draft)
    told = process(desk, "thanks", "i.yaml", code=6).stderr.decode()
    assert f"{draft.name}: is not a file (move it away" in told
    for place in (draft, "/dev/zero"):
        told = process(desk, "check", str(place), code=3).stderr.decode()
        assert told == f"{place}: is not a file\n"


def test_a_home_that_is_not_there_is_one_line(desk: Desk) -> None:
    variables = {"DRAFTER_HOME": "~nobody-at-all/x"}
    told = process(desk, "status", code=6, variables=variables).stderr.decode()
    assert told == (
        "~nobody-at-all/x: there is no such home folder"
        " (set DRAFTER_HOME to a folder of yours)\n"
    )


@pytest.mark.parametrize(
    "stop", ["drafter.cli", "click", "drafter.composition", "json"]
)
def test_ctrl_c_at_any_import_ends_it_without_a_traceback(
    desk: Desk, stop: str
) -> None:
    """As a signal that comes while that module is looked for."""
    program = f"""
import runpy, signal, sys
class Stop:
    def find_spec(self, name, path, target=None):
        if name == {stop!r}:
            signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Stop())
sys.argv = ["drafter", "thanks", "i.yaml"]
runpy.run_module("drafter", run_name="__main__")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=desk.folder, capture_output=True,
        text=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        env={
            "DRAFTER_HOME": str(desk.home), "PYTHONPATH": str(ROOT),
            "PATH": os.environ["PATH"],
        },
    )  # fmt: skip
    assert done.returncode == 130, done.stderr
    assert done.stderr in ("", "Stopped.\n")


def test_rules_are_told_to_a_program(desk: Desk) -> None:
    told = json.loads(desk.run("rules --json").stdout)["rules"]
    assert len({one["id"] for one in told}) == len(told) > 50
    (one,) = json.loads(desk.run("rules c5 --json").stdout)["rules"]
    assert one["id"] == "C5"
    assert "thank-you" in one["kinds"]
    assert one["reason"]
    assert one["source"]
    assert "no rule 'zz'" in desk.run("rules zz --json", code=2).stderr
