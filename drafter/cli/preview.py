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

from drafter.cli.drafting import as_left, judge, opened_for, read_wished
from drafter.cli.home import STDIN, Home, Opened
from drafter.cli.options import Wishes, drafting, option
from drafter.cli.orders import Asked, checked_in, connections, handed_over, thanked
from drafter.cli.report import Outcome, RunRefusedError, line_of, report_json
from drafter.cli.screen import say, warn
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
from drafter.errors import DrafterError, InputError, Problem, RefusedError
from drafter.formats import cards as pdf
from drafter.formats import page, picture
from drafter.guard import Refused
from drafter.journal import Recollection
from drafter.journal.history import sent_names
from drafter.planning import State as StepState
from drafter.status import Followed, Standing, named, together


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


Stamps = dict[Path, tuple[int, int]]
"""When each file was last written, and how large it was then."""
_PAGE, _PDF = "preview.html", "cards.pdf"
_PAUSE = 0.3
_URGENCY = ("late", "due", "waiting")


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
        report_json([made])
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
        report_json([told])
    else:
        tell_cards(told)


def show(where: Path) -> None:
    """Open a page in the browser."""
    if not webbrowser.open(where.resolve().as_uri()):
        warn(f"no browser could be opened: open {where} yourself", fg="yellow")


class _Seen(NamedTuple):
    """Everything there is to show."""

    sheets: list[page.Sheet]
    artefacts: list[Artefact]
    warnings: list[Problem]


def _make(wishes: Wishes, *, watching: bool = False) -> tuple[Outcome, list[Refused]]:
    """Make the page; also give what the guard refuses, which is shown on it."""
    interview, problems, only, folder = read_wished(wishes)
    with opened_for(wishes, interview) as now:
        seen = _seen(wishes, now, only, _files(now, folder))
        lines = picture.tracks(interview, now.steps(), now.interview.timeline[-1])
        todos = _todos([now.followed()])
    warnings = tuple(dict.fromkeys((*problems, *seen.warnings)))
    told = page.Contents(
        now.interview,
        seen.sheets,
        picture.drawing(lines, wishes.today, [now.calendar]),
        todos,
        wishes.today,
        [*map(str, warnings)],
    )

    def bind(_: Sequence[Artefact]) -> bytes:
        return page.preview(told, watching=watching)

    made = Outcome(wishes.interview, now.interview, folder, warnings=warnings)
    receipts = _bound(wishes, OneFile(folder / _PAGE, bind, is_ours), seen.artefacts)
    verdicts = [sheet.verdict for sheet in seen.sheets]
    refusals = [one for one in verdicts if isinstance(one, Refused)]
    return made._replace(receipts=receipts), refusals


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

    def bind(artefacts: Sequence[Artefact]) -> bytes:
        return pdf.encode([one.cleared for one in artefacts], font)

    receipts = _bound(wishes, OneFile(folder / _PDF, bind, is_ours), left)
    return Outcome(wishes.interview, interview, folder, receipts, problems)


def _files(now: Opened, folder: Path) -> Folder:
    """The drafts that lie there, to be looked at."""
    sent = sent_names(now.notes, now.events)
    return Folder(folder, frozen=sent, is_ours=now.journal.is_ours)


def _bound(
    wishes: Wishes, one: OneFile, artefacts: Sequence[Artefact]
) -> tuple[Receipt, ...]:
    """Make the one file; a dry run tells what cannot be drawn, too."""
    if not wishes.dry_run:
        return deliver(artefacts, one)
    one.bind(artefacts)
    return deliver(artefacts, Terminal(lambda _: None))


def is_ours(data: bytes) -> bool:
    """Whether what stands there is a page or a PDF that may give way to a new one."""
    return page.MARK in data or pdf.MARK in data


def search(
    followed: Sequence[Followed], today: date, home: Home, remarks: Sequence[str]
) -> bytes:
    """The page of `drafter status --page`: what to do, and a track an interview."""
    shown = [one for one in followed if one.standing is Standing.OPEN]
    firms = {(i.country, i.region) for i in (one.interview.employer for one in shown)}
    calendars = [home.calendar(*firm) for firm in sorted(firms)]
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


def _seen(wishes: Wishes, now: Opened, only: set[str], files: Folder) -> _Seen:
    """Compose and judge what each drafting command would write today."""
    past, seen = now.journal.recall(now.notes), _Seen([], [], [])
    asks: tuple[Callable[[], Asked], ...] = (
        lambda: thanked(now),
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
        seen.warnings.extend(asked.warnings)
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
    for problem in told.warnings:
        warn(str(problem), fg="yellow")
    for receipt in told.receipts:
        cleared = receipt.artefact.cleared
        for finding in cleared.findings:
            warn(line_of(cleared.draft.name, finding), fg="yellow")
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
        write_whole(where, page.trouble(error.lines, watching=watching))
        say(f"{where}: {len(error.lines)} problems, shown on the page")
        return where
    where = made.folder / _PAGE
    say(f"{where}: made anew")
    return where


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
