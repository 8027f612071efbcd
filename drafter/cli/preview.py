"""`drafter preview`, `cards` and `status --page`: everything bound into one file.

What is shown are the very words that the drafting commands would write today, or yours,
where you changed the file of a text: then the guard looks at them again. Nothing is
remembered.
"""

from __future__ import annotations

import gc
import time
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.calendar import UnknownPlaceError
from drafter.cli.drafting import as_left, judge, opened_for, read_wished
from drafter.cli.home import STDIN, Home, Opened
from drafter.cli.options import Wishes, drafting, option
from drafter.cli.orders import checked_in, connections, handed_over, thanked
from drafter.cli.report import Outcome, RunRefusedError, tell_doubts, told_json
from drafter.cli.screen import print_json, say, warn
from drafter.delivery.deliver import (
    Artefact,
    Folder,
    OneFile,
    Receipt,
    State,
    Terminal,
    deliver,
)
from drafter.delivery.files import file_name, write_whole
from drafter.draft import Kind
from drafter.errors import DrafterError, InputError, Location, Problem, RefusedError
from drafter.formats import cards as pdf
from drafter.formats import page
from drafter.guard import Refused
from drafter.journal import Recollection
from drafter.journal.history import sent_names
from drafter.planning import State as StepState
from drafter.status import Followed, Row, Standing, named, together


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


Stamps = dict[Path, tuple[int, int]]
"""When each file was last written, and how large it was then."""
_PAGE, _PDF = "preview.html", "cards.pdf"
_PAUSE = 0.3


@click.command()
@option("--open", "opens", is_flag=True, help="Open it in your browser.")
@option("--watch", is_flag=True, help="Make it anew whenever notes or letters change.")
@drafting
def preview(wishes: Wishes, *, opens: bool, watch: bool) -> None:
    """Show every draft as its reader sees it: one page for your browser.

    Writes preview.html beside the drafts. It has buttons to copy a letter or to open it
    in your mail program, the card at true size, what the guard says, and the follow-up
    as a picture. Nothing is sent or remembered, and the page loads nothing.
    """
    if watch and wishes.interview == STDIN:
        raise click.UsageError("--watch needs a file to look at, not standard input")
    before = _stamps(wishes) if watch else {}  # first: what changes meanwhile counts
    made, refusals = _make(wishes, watching=watch)
    if wishes.as_json and not refusals:
        print_json(told_json([made]))
    elif not wishes.as_json:
        _tell(made, wishes, is_refused=bool(refusals))
    if opens and not wishes.dry_run:
        show(made.folder / _PAGE)
    if watch and not wishes.dry_run:
        _watch(wishes, made.folder / _PAGE, before)
    if refusals:
        raise RunRefusedError(refusals, made.warnings)


@click.command()
@option(
    "--font",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TTF",
    help="A font of yours for letters that ours do not have.",
)
@drafting
def cards(wishes: Wishes, font: Path | None) -> None:
    """Put every card on paper: at true size, to write from or to lay under the card.

    Writes cards.pdf beside the drafts, a page a person: the card with the lines of your
    handwriting, its words in plain type, and the envelope where the address is known.
    Print it at 100 %; a ruler on each page shows whether the size is right.
    """
    told = bind_cards(wishes, font)
    if wishes.as_json:
        print_json(told_json([told]))
    else:
        tell_cards(told)
        tell_doubts([told], show_all=wishes.show_all)


def show(where: Path) -> None:
    """Open a page in the browser."""
    if not webbrowser.open(where.resolve().as_uri()):
        warn(f"no browser could be opened: open {where} yourself", fg="yellow")


def is_ours(data: bytes) -> bool:
    """Whether what stands there is a page or a PDF that may give way to a new one."""
    return page.MARK in data or pdf.MARK in data


def _make(wishes: Wishes, *, watching: bool = False) -> tuple[Outcome, list[Refused]]:
    """Make the page; also give what the guard refuses, which is shown on it."""
    interview, problems, only, folder = read_wished(wishes)
    with opened_for(wishes, interview) as now:
        seen = _seen(wishes, now, only, _files(now, folder))
        lines = page.tracks(interview, now.steps(), now.interview.timeline[-1])
        todo = _todo([now.followed()])
    warnings = tuple(dict.fromkeys((*problems, *seen.doubts)))
    verdicts = [sheet.verdict for sheet in seen.sheets]
    refusals = [one for one in verdicts if isinstance(one, Refused)]
    data = page.preview(
        now.interview,
        seen.sheets,
        picture=page.Picture(lines, wishes.today, [now.calendar]),
        todo=todo,
        today=wishes.today,
        remarks=[*map(str, warnings)],
        refused=len(refusals),
        watching=watching,
    )
    bound = OneFile(folder / _PAGE, lambda _: data, is_ours)
    receipts = _put(wishes, bound, seen.artefacts)
    told = Outcome(wishes.interview, now.interview, folder, receipts, warnings)
    return told, refusals


class _Seen(NamedTuple):
    """Everything there is to show."""

    sheets: list[page.Sheet]
    artefacts: list[Artefact]
    doubts: list[Problem]


def _seen(wishes: Wishes, now: Opened, only: set[str], files: Folder) -> _Seen:
    """Compose and judge what each drafting command would write today."""
    seen = _Seen([], [], [])
    past = now.journal.recall(now.notes)
    for ask in (
        thanked,
        lambda now: connections(now)._replace(warnings=()),  # the picture says when
        handed_over,
        lambda now: checked_in(now, None, None),
    ):
        try:
            asked = ask(now)
        except RefusedError:  # nothing of this kind is to be written yet
            continue
        except InputError as error:
            seen.doubts.extend(error.problems)
            continue
        seen.doubts.extend(asked.warnings)
        run = judge(wishes, asked, now.journal, past)
        artefacts = {id(one.cleared): one for one in run.artefacts(only)}
        seen.artefacts.extend(artefacts.values())
        for one, verdict in zip(run.composed, run.judged, strict=True):
            if artefact := artefacts.get(id(verdict)):
                seen.sheets.append(_as_it_lies(artefact, files))
            elif isinstance(verdict, Refused):
                name = file_name(one.draft, one.order.number)
                seen.sheets.append(page.Sheet(verdict, name))
        pins = {one.order.key: one.choices for one in run.composed}
        kept = past.pins if run.variant == past.variant else {}
        past = Recollection(run.variant, kept | pins, past.given, past.employers)
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


def bind_cards(wishes: Wishes, font: Path | None = None) -> Outcome:
    """Bind the cards of everyone, or of those named with `--only`."""
    interview, problems, only, folder = read_wished(wishes)
    left: list[Artefact] = []
    with opened_for(wishes, interview) as now:
        run = judge(wishes, thanked(now), now.journal, now.journal.recall(interview))
        files, refusals = _files(now, folder), run.refusals
        for one in run.artefacts(only):
            try:
                if one.cleared.draft.kind is Kind.CARD:
                    left.append(as_left(one, files))
            except Refused as refusal:
                refusals.append(refusal)
    if refusals:
        raise RunRefusedError(refusals, problems)
    if not left:
        raise RefusedError(f"{wishes.interview}: those named get no card")
    try:
        data = pdf.encode([one.cleared for one in left], font)
    except UnknownPlaceError as error:
        where = Location(wishes.interview)
        raise InputError(Problem(where, f"no envelope: {error}")) from error
    receipts = _put(wishes, OneFile(folder / _PDF, lambda _: data, is_ours), left)
    return Outcome(wishes.interview, interview, folder, receipts, problems)


def _files(now: Opened, folder: Path) -> Folder:
    sent = sent_names(now.notes, now.events)
    return Folder(folder, frozen=sent, is_ours=now.journal.is_ours)


def _put(
    wishes: Wishes, bound: OneFile, artefacts: Sequence[Artefact]
) -> tuple[Receipt, ...]:
    return deliver(artefacts, Terminal(lambda _: None) if wishes.dry_run else bound)


def search(
    followed: Sequence[Followed], today: date, home: Home, remarks: Sequence[str]
) -> bytes:
    """The page of `drafter status --page`: what to do, and a track an interview."""
    shown = [one for one in followed if one.standing is Standing.OPEN]
    firms = {(i.country, i.region) for i in (one.interview.employer for one in shown)}
    calendars = [home.calendar(*firm) for firm in sorted(firms)]
    todo = sorted(_todo(shown), key=lambda one: one[1].urgency[0])
    return page.render(
        "status.html",
        picture=page.Picture([*map(_track, shown)], today, calendars),
        now=[one for one in todo if one[1].state is not StepState.WAITING],
        later=[one for one in todo if one[1].state is StepState.WAITING],
        quiet=[one for one in followed if one.standing is not Standing.OPEN],
        today=today,
        remarks=remarks,
        watching=False,
    )


def _track(one: Followed) -> page.Track:
    interview, marks = one.interview, list[page.Mark]()
    for row in sorted(one.rows, key=lambda row: row.urgency, reverse=True):
        day = row.earliest if row.state is StepState.WAITING else row.due
        marks.append(page.Mark(day, row.state))
    if interview.deadline:
        marks.append(page.Mark(interview.deadline, "theirs"))
    marks.append(page.Mark(interview.date, "plain"))
    return page.Track(interview.employer.name, tuple(dict.fromkeys(marks)))


def _todo(followed: Sequence[Followed]) -> list[tuple[str, Row, str]]:
    """What there is to do, most urgent first: employer (of several), row, names."""
    return [
        (one.interview.employer.name if len(followed) > 1 else "", row, named(who))
        for one in followed
        for row, who in together(one)
    ]


def _tell(made: Outcome, wishes: Wishes, *, is_refused: bool) -> None:
    many = len(made.receipts)
    if wishes.dry_run:
        say(f"A dry run: a page of {many} drafts was made, and not written.")
        return
    state = made.receipts[0].state if made.receipts else State.WRITTEN
    say(f"{made.folder / _PAGE}: {state}, {many} drafts to look at")
    say("Nothing was sent, nothing is remembered. Open it in your browser (--open).")
    if made.warnings and not is_refused:
        say()
        for problem in made.warnings:
            warn(str(problem), fg="yellow")


def tell_cards(told: Outcome) -> None:
    """Say what is on paper now, and how it is printed."""
    count = len(told.receipts)
    many = "1 card" if count == 1 else f"{count} cards, a page each"
    state = "not written" if told.is_dry else told.receipts[0].state
    say(f"{told.folder / _PDF}: {state}, {many}")
    if missing := pdf.missing_for_envelope(told.interview):
        say(f"No envelopes: {missing}.")
    say("Print at 100 %: the ruler on each page must measure 50 mm.")


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
        made, _ = _make(wishes, watching=watching)
    except DrafterError as error:
        lines = error.lines
        write_whole(where, page.render("trouble.html", lines=lines, watching=watching))
        say(f"{where}: {len(lines)} problems, shown on the page")
        return where
    where = made.folder / _PAGE
    say(f"{where}: made anew")
    return where


def _stamps(wishes: Wishes) -> Stamps:
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
