"""Options that several commands share; a check on one option lives in its type."""

from __future__ import annotations

from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.core import ParameterSource

from drafter.cli.home import Home, interviews_in


if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., Any]

AS_JSON, DONE = "drafter.json", "drafter.done"
"""Under these names the context knows whether `--json` was given, and what its object
holds already where the command is stopped."""


class Wishes(NamedTuple):
    """What a command that makes drafts was asked for."""

    home: Home
    interview: str
    today: date
    out: Path | None = None
    dry_run: bool = False
    only: tuple[str, ...] = ()
    replace: bool = False
    tone: str | None = None
    variant: int | None = None
    strict: bool = False
    templates: Path | None = None
    imap: bool = False
    account: str | None = None
    as_json: bool = False
    show_all: bool = False
    needs_timeline: bool = False
    """Whether days are counted from it; else one that is not understood warns."""


class Typed(click.ParamType):  # type: ignore[type-arg] # generic from click 8.4 on
    """A word as `read` understands it; its `ValueError` says how one is written."""

    def __init__(self, name: str, read: Callable[[str], object]) -> None:
        self.name, self._read = name, read

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Read the word, or tell what is wrong with it."""
        try:
            return self._read(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        message = f"'{word}' is not a date (write it as 2026-06-02)"
        raise ValueError(message) from None


DAY = Typed("date", _day)


def option(*names: str, **settings: Any) -> Callable[[Command], Command]:
    """`click.option`, also set by DRAFTER_NAME in the environment."""
    long = next(name for name in names if name.startswith("--"))
    variable = "DRAFTER_" + long.removeprefix("--").upper().replace("-", "_")
    return click.option(*names, envvar=variable, **settings)


def _today(ctx: click.Context, _: click.Parameter, value: date | None) -> date:
    """The day the command was told, else the whole line was, else the local day."""
    told: date | None = value or ctx.find_root().params.get("today")
    return told or date.today()  # noqa: DTZ011 - the user's own day counts


def _as_json(ctx: click.Context, _: click.Parameter, value: Any) -> bool:
    """Note it where errors are told."""
    ctx.meta[AS_JSON] = bool(value)
    return bool(value)


FILE = click.Path(readable=False)
"""A file or a folder, for a shell to complete; whether it can be read, we tell."""
INTERVIEW = click.argument("interview", metavar="INTERVIEW", type=FILE)
"""A path, or `-` for standard input."""
_INTERVIEWS = click.argument(
    "interview",
    nargs=-1,
    required=True,
    metavar="INTERVIEW...",
    type=FILE,
    callback=lambda _ctx, _param, paths: interviews_in(paths),
)

FOLDER = click.Path(path_type=Path)

TODAY = option(
    "--today",
    type=DAY,
    metavar="DATE",
    callback=_today,
    help="Take this day for today.",
)
JSON = option(
    "--json",
    "as_json",
    is_flag=True,
    is_eager=True,
    callback=_as_json,
    help="Print one JSON object.",
)
FOR = option(
    "--for",
    "whose",
    default="",
    metavar="NAME",
    help="This candidate's interviews only.",
)
_EXISTING = click.Path(path_type=Path, exists=True, file_okay=False)
TEMPLATES = option(
    "--templates", type=_EXISTING, metavar="DIR", help="Your letters; before the usual."
)
STRICT = option("--strict", is_flag=True, help="Warnings refuse; not the small ones.")
ALL = option("--all", "show_all", is_flag=True, help="Every warning, however small.")
_TONES = click.Choice(["formal", "warm", "brief"])
_VARIANTS = click.IntRange(0, 9999)

_DRAFTING = (
    option("--out", type=FOLDER, metavar="DIR", help="Where the drafts go."),
    option("--dry-run", is_flag=True, help="Show everything; write, remember nothing."),
    option(
        "--only", multiple=True, metavar="ID", help="Write theirs; check everyone's."
    ),
    option("--replace", is_flag=True, help="Also what you edited; kept as *.bak."),
    option("--tone", type=_TONES, help="The register; else what the file says."),
    option("--variant", type=_VARIANTS, metavar="N", help="Other words; remembered."),
    STRICT,
    ALL,
    TEMPLATES,
    TODAY,
    JSON,
)


def _or_account(ctx: click.Context, _: click.Parameter, value: Any) -> bool:
    """Naming an account says `--imap`; naming the usual one in the environment not."""
    source = ctx.get_parameter_source("account")
    return bool(value) or source is ParameterSource.COMMANDLINE


def in_account(words: str) -> Callable[[Command], Command]:
    """`--imap` and `--account NAME`, which are one wish."""
    imap = option("--imap", is_flag=True, callback=_or_account, help=words)
    account = option(
        "--account", metavar="NAME", is_eager=True, help="In that account."
    )
    return lambda command: imap(account(command))


mailing = in_account("Emails go into your account's Drafts folder.")
"""For every command that makes emails, besides `drafting`."""


def drafting(command: Command) -> Command:
    """The options of a command that makes drafts; it gets them as `Wishes`."""
    return _wished(INTERVIEW, command)


def drafting_each(command: Command) -> Command:
    """Likewise of one that takes several interviews, and folders of them."""
    return _wished(_INTERVIEWS, command)


def _wished(argument: Callable[[Command], Command], command: Command) -> Command:
    @wraps(command)
    @click.pass_obj
    def wished(home: Home, /, *, interview: str | list[str], **typed: Any) -> Any:
        home = home.traceless() if typed["dry_run"] else home
        told = {n: typed.pop(n) for n in Wishes._fields if n in typed}
        if isinstance(interview, str):
            return command(Wishes(home, interview, **told), **typed)
        return command([Wishes(home, path, **told) for path in interview], **typed)

    decorated: Command = wished
    for decorate in (argument, *_DRAFTING)[::-1]:
        decorated = decorate(decorated)
    return decorated
