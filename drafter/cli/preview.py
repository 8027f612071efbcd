"""`drafter preview`: every draft of an interview on one page, to be looked at.

It asks what the drafting commands ask and remembers nothing, so the page shows the very
words that `thanks`, `linkedin`, `takeaway` and `checkin` would write today.
"""

from __future__ import annotations

import gc
import time
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.calendar import calendar_for
from drafter.cli.drafting import as_left, chosen, encoded, judge, read_wished
from drafter.cli.home import STDIN, drafts_of
from drafter.cli.options import drafting, option
from drafter.cli.orders import (
    as_it_stands,
    checked_in,
    connections,
    handed_over,
    thanked,
)
from drafter.cli.report import Outcome, RunRefusedError, report_json
from drafter.cli.screen import say, warn
from drafter.delivery.deliver import Folder, OneFile, State, Terminal, deliver
from drafter.delivery.files import file_name, write_whole
from drafter.errors import DrafterError, InputError, RefusedError
from drafter.formats import page, picture
from drafter.guard import Refused
from drafter.journal.history import sent_names
from drafter.journal.journal import Recollection, open_journal
from drafter.planning.plan import plan
from drafter.planning.steps import State as StepState
from drafter.status import Standing, follow, named, together


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from drafter.cli.home import Home
    from drafter.cli.options import Wishes
    from drafter.cli.orders import Asked
    from drafter.cli.orders import Standing as Now
    from drafter.delivery.deliver import Artefact, Receipt
    from drafter.errors import Problem
    from drafter.interview import Interview
    from drafter.status import Followed

Stamps = dict[Path, tuple[int, int]]
"""When each file was last written, and how large it was then."""
_FILE = "preview.html"
_PAUSE = 0.3
_URGENCY = ("late", "due", "waiting")


@click.command()
@option("--open", "opens", is_flag=True, help="Open it in your browser.")
@option("--watch", is_flag=True, help="Make it anew whenever notes or letters change.")
@drafting
def command(wishes: Wishes, *, opens: bool, watch: bool) -> None:
    """Show every draft as its reader sees it: one page for your browser.

    Writes preview.html beside the drafts. It has buttons to copy a letter or to open it
    in your mail program, the card at true size, what the guard says, and the follow-up
    as a picture. Nothing is sent or remembered, and the page loads nothing.
    """
    if watch and wishes.interview == STDIN:
        raise click.UsageError("--watch needs a file to look at, not standard input")
    before = _stamps(wishes) if watch else {}  # first: what changes meanwhile counts
    made = _make(wishes, watching=watch)
    _tell(made, wishes)
    if opens and made.where:
        show(made.where)
    if watch and made.where:
        _watch(wishes, made.where, before)
    if made.refusals:
        raise RunRefusedError(made.refusals, made.warnings)


def show(where: Path) -> None:
    """Open a page in the browser."""
    if not webbrowser.open(where.resolve().as_uri()):
        warn(f"no browser could be opened: open {where} yourself", fg="yellow")


class _Made(NamedTuple):
    interview: Interview
    where: Path | None
    """None after a dry run."""
    receipts: tuple[Receipt, ...]
    warnings: tuple[Problem, ...]
    refusals: tuple[Refused, ...]


class _Seen(NamedTuple):
    """Everything there is to show."""

    sheets: list[page.Sheet]
    artefacts: list[Artefact]
    warnings: list[Problem]
    refusals: list[Refused]


def _make(wishes: Wishes, *, watching: bool = False) -> _Made:
    home = wishes.home
    interview, problems = read_wished(wishes)
    employer, cache = interview.employer, None if wishes.dry_run else home.cache
    days = calendar_for(employer.country, employer.region, cache)
    folder = drafts_of(wishes.interview, interview, wishes.out)
    today = wishes.today
    with open_journal(home.journal, write=False) as journal:
        now = as_it_stands(wishes.interview, interview, journal, days, today)
        history, later = journal.history(interview), journal.later_interview(interview)
        sent = sent_names(interview, now.events)
        files = Folder(folder, frozen=sent, is_ours=journal.is_ours)
        seen = _seen(wishes, interview, now, files)
    steps = plan(interview, now.events, today, days, later_interview=later)
    lines = picture.tracks(interview, steps, now.interview.timeline[-1])
    followed = follow(
        wishes.interview, interview, history, today, days, later_interview=later
    )

    told = page.Contents(
        now.interview,
        seen.sheets,
        picture.drawing(lines, today, [days]),
        _todos([followed]),
        today,
        [*map(str, (*problems, *seen.warnings))],
    )

    def bind(_: Sequence[Artefact]) -> bytes:
        return page.preview(told, watching=watching)

    where = folder / _FILE
    shown = (
        Terminal(lambda _: None) if wishes.dry_run else OneFile(where, bind, is_ours)
    )
    receipts = deliver(seen.artefacts, shown)
    warnings = tuple(dict.fromkeys((*problems, *seen.warnings)))
    place = None if wishes.dry_run else where
    return _Made(now.interview, place, receipts, warnings, tuple(seen.refusals))


def search(
    followed: Sequence[Followed], today: date, home: Home, remarks: Sequence[str]
) -> bytes:
    """The page of `drafter status --page`: what to do, and a track an interview."""
    shown = [one for one in followed if one.standing is Standing.OPEN]
    firms = {(i.country, i.region) for i in (one.interview.employer for one in shown)}
    calendars = [calendar_for(*firm, home.cache) for firm in sorted(firms)]
    todo = sorted(_todos(shown), key=lambda one: _URGENCY.index(one.state))
    return page.search(
        page.Search(
            picture.drawing([_track(one) for one in shown], today, calendars),
            [one for one in todo if one.state != "waiting"],
            [one for one in todo if one.state == "waiting"],
            [
                (one.interview.employer.name, str(one.standing), one.why)
                for one in followed
                if one.standing is not Standing.OPEN
            ],
            today,
            remarks,
        )
    )


def _track(one: Followed) -> picture.Track:
    interview, marks = one.interview, list[picture.Mark]()
    for row in sorted(one.rows, key=lambda row: row.urgency, reverse=True):
        day = row.earliest if row.state is StepState.WAITING else row.due
        marks.append(picture.Mark(day, str(row.state)))
    if interview.deadline:
        marks.append(picture.Mark(interview.deadline, "theirs"))
    marks.append(picture.Mark(interview.date, "plain"))
    return picture.Track(interview.employer.name, tuple(dict.fromkeys(marks)))


def _todos(followed: Sequence[Followed]) -> list[page.Todo]:
    """What there is to do about each interview, the most urgent first."""
    several = len(followed) > 1
    return [
        page.Todo(
            state=str(row.state),
            who=named(who),
            what=row.what,
            when=row.when,
            command=row.command,
            employer=one.interview.employer.name if several else "",
        )
        for one in followed
        for row, who in together(one)
    ]


def is_ours(data: bytes) -> bool:
    """Whether a page that stands there may give way to a new one."""
    return page.MARK in data


def _seen(wishes: Wishes, notes: Interview, now: Now, files: Folder) -> _Seen:
    """Compose and judge what each drafting command would write today."""
    config, past = wishes.home.read_config(), now.journal.recall(notes)
    only = chosen(wishes, notes)
    seen = _Seen([], [], [], [])
    asks: tuple[Callable[[], Asked], ...] = (
        lambda: thanked(wishes.interview, notes, wishes.today, past.pins),
        lambda: connections(now)._replace(warnings=()),  # the picture says when
        lambda: handed_over(now),
        lambda: checked_in(now, None, None),
    )
    for ask in asks:
        try:
            asked = ask()
        except RefusedError:  # nothing of this kind is to be written yet
            continue
        except InputError as error:
            seen.warnings.extend(error.problems)
            continue
        composed, judged = judge(wishes, config, asked, now.journal, past)
        artefacts = {id(a.cleared): a for a in encoded(composed, judged, only)}
        seen.warnings.extend(asked.warnings)
        for one, verdict in zip(composed, judged, strict=True):
            if artefact := artefacts.get(id(verdict)):
                sheet = _as_it_lies(artefact, files)
                seen.artefacts.append(artefact)
            elif isinstance(verdict, Refused):
                sheet = page.Sheet(verdict, file_name(one.draft, one.order.number))
            else:
                continue  # not asked for
            seen.sheets.append(sheet)
            if isinstance(sheet.verdict, Refused):
                seen.refusals.append(sheet.verdict)
        variant = past.variant if wishes.variant is None else wishes.variant
        pins = {one.order.key: one.choices for one in composed}
        kept = past.pins if variant == past.variant else {}
        past = Recollection(variant, kept | pins, past.given, past.employers)
    return seen


def _as_it_lies(artefact: Artefact, files: Folder) -> page.Sheet:
    """One draft, with what became of its file; a text you changed as you left it."""
    (state,) = files.look([artefact])
    word = "sent" if artefact.name in files.frozen else str(state)
    word = "" if state is State.WRITTEN else word
    try:
        left = as_left(artefact, files)
    except Refused as refusal:
        return page.Sheet(refusal, artefact.name, state="yours")
    word = word if left is artefact else "yours"
    return page.Sheet(left.cleared, artefact.name, left.data, word)


def _tell(made: _Made, wishes: Wishes) -> None:
    file, many = wishes.interview, len(made.receipts)
    if wishes.as_json:
        if not made.refusals:
            told = Outcome(file, made.interview, Path(), made.receipts, made.warnings)
            report_json([told])
        return
    if made.where is None:
        say(f"A dry run: a page of {many} drafts was made, and not written.")
        return
    state = made.receipts[0].state if made.receipts else State.WRITTEN
    say(f"{made.where}: {state}, {many} drafts to look at")
    say("Nothing was sent, nothing is remembered. Open it in your browser (--open).")
    if made.warnings and not made.refusals:
        say()
        for problem in made.warnings:
            warn(str(problem), fg="yellow")


def _watch(wishes: Wishes, where: Path, before: Stamps) -> None:
    """Keep the page true to notes and letters until Ctrl-C; it then rests as it is."""
    say("Watching your notes and letters; stop with Ctrl-C.")
    try:
        while True:
            time.sleep(_PAUSE)
            if (now := _stamps(wishes)) != before:
                before = now
                where = _again(wishes, where, watching=True)
                gc.collect()  # which is off, since most runs end at once
    except KeyboardInterrupt:
        _again(wishes, where, watching=False)
        raise


def _again(wishes: Wishes, where: Path, *, watching: bool) -> Path:
    """Make the page anew; where the notes are broken, it says what is wrong."""
    try:
        made = _make(wishes, watching=watching)
    except DrafterError as error:
        write_whole(where, page.trouble(error.lines, watching=watching))
        say(f"{where}: {len(error.lines)} problems, shown on the page")
        return where
    say(f"{made.where}: made anew")
    return made.where or where


def _stamps(wishes: Wishes) -> Stamps:
    """When what the page is made of was last written."""
    home = wishes.home
    files = [Path(wishes.interview), home.config, home.journal]
    for folder in home.library(wishes.templates).folders:
        files += folder.rglob("*.*")
    found = {}
    for file in files:
        with suppress(OSError):
            stat = file.stat()
            found[file] = stat.st_mtime_ns, stat.st_size
    return found
