"""What every drafting command does: read, compose, clear, encode, deliver, note.

Everything is composed, cleared, encoded and read back before the first byte is written:
one refusal, and nothing is written for anyone.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter import api
from drafter.cli.home import Opened, drafts_of, followed, read_notes, rivals_of
from drafter.cli.report import Outcome, RunRefusedError
from drafter.cli.screen import warn
from drafter.composition import Composed, Past, compose
from drafter.delivery.deliver import Artefact, Folder, Receipt, State, Terminal, deliver
from drafter.delivery.files import file_name, fingerprint
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.guard import Cleared, Others, Refused, unjudged
from drafter.interview import Interview, Tone, whom
from drafter.journal import Journal, Recollection, open_journal
from drafter.journal.history import sent_names
from drafter.journal.run import elsewhere, entries, reworded
from drafter.planning import EVERYONE, addressee
from drafter.reading.interview_file import Needs


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from drafter.cli.options import Wishes
    from drafter.cli.orders import Asked

    Choose = Callable[[Opened], Asked]
    Put = Callable[
        [Sequence[Artefact], Folder, Journal],
        tuple[tuple[Receipt, ...], tuple[str, ...]],
    ]
    """Delivers, and says why not everything is where it was wanted."""


class Wanted(NamedTuple):
    """The notes of a command, as its options want them."""

    interview: Interview
    warnings: tuple[Problem, ...]
    """What would read badly."""
    only: set[str]
    """The ids of those for whom drafts are wanted; nobody is everyone."""
    folder: Path
    """Where the drafts go."""


class Run(NamedTuple):
    """What one command asked for: everyone's draft, and what the guard says of it."""

    asked: Asked
    composed: tuple[Composed, ...]
    judged: tuple[Cleared | Refused, ...]
    variant: int

    @property
    def refusals(self) -> list[Refused]:
        """The drafts that do not pass."""
        return [one for one in self.judged if isinstance(one, Refused)]

    def artefacts(self, only: set[str]) -> list[Artefact]:
        """The bytes of those that pass and are wanted."""
        return [
            Artefact(
                passed,
                file_name(passed.draft, one.order.number),
                api.encode(passed, number=one.order.number),
                one.order.number,
            )
            for one, passed in zip(self.composed, self.judged, strict=True)
            if isinstance(passed, Cleared) and (not only or one.order.person.id in only)
        ]


def draft_all(wishes: Wishes, choose: Choose, echo: Callable[[str], object]) -> Outcome:
    """Run the whole path of the data; `echo` shows the drafts of a dry run.

    `choose` says what is to be written, or raises why nothing is.
    """
    interview, warnings, only, folder = read_wished(wishes)
    path, home = wishes.interview, wishes.home
    put = _way_out(wishes, interview)
    before = () if wishes.dry_run else followed(path, interview, home)
    # Read-only until everything is cleared: a refused command leaves no trace.
    with opened_for(wishes, interview) as now:
        past = now.journal.recall(interview)
        run = judge(wishes, choose(now), now.journal, past)
        sent = sent_names(run.asked.interview, now.events)
    if run.refusals:
        raise RunRefusedError(run.refusals, warnings)
    artefacts = run.artefacts(only)
    doubts = [*warnings, *_doubts(wishes, interview, run)]
    outcome = Outcome(path, interview, folder, sent=sent)
    if wishes.dry_run:
        shown = deliver(artefacts, Terminal(echo))
        return outcome._replace(receipts=shown, warnings=tuple(doubts))
    with open_journal(home.journal) as journal:
        history = journal.history(run.asked.interview)
        files = Folder(folder, wishes.replace, sent, journal.is_ours)
        journal.announce(fingerprint(artefact.data) for artefact in artefacts)
        receipts, failure = put(artefacts, files, journal)
        known = entries(receipts, run.composed)
        with _still_written(folder):
            journal.record(interview, run.variant, known, wishes.today)
    doubts += elsewhere(Location(path), receipts, history, files)
    anew = reworded(receipts, run.composed, past.pins)
    return outcome._replace(
        receipts=receipts,
        failure=failure,
        warnings=tuple(doubts),
        remarks=(*before, *run.asked.remarks, *anew),
    )


def _way_out(wishes: Wishes, interview: Interview) -> Put:
    """Into files; or emails into an account, whose settings are read at once."""
    if not wishes.imap or not interview.you.email:
        return lambda artefacts, files, _: (deliver(artefacts, files), ())
    from drafter.cli.imap import saved, settings_for

    config = wishes.home.read_config()
    settings = settings_for(wishes.home, config, interview.you.email, wishes.account)
    return lambda artefacts, files, journal: saved(artefacts, files, settings, journal)


def read_wished(wishes: Wishes) -> Wanted:
    """Read the notes, and whom and what the options want of them."""
    path, needs = wishes.interview, Needs(timeline=wishes.needs_timeline)
    reading = read_notes(path, wishes.home, needs)
    interview = reading.interview
    only = _chosen(wishes.only, interview)
    if interview.you.email is None and any(p.email for p in interview.interviewers):
        fact = "your own email address is missing: the From of every email"
        problem = Problem(Location(path), fact, "add `you: {email: ...}`")
        raise InputError(problem)
    if wishes.tone:
        interview = interview._replace(tone=Tone(wishes.tone))
    folder = drafts_of(path, interview, wishes.out)
    return Wanted(interview, reading.warnings, only, folder)


def _chosen(only: Sequence[str], interview: Interview) -> set[str]:
    people = (*interview.interviewers, addressee(interview))
    if EVERYONE in only:
        return set()
    try:
        return {whom(typed, people).id for typed in only}
    except ValueError as error:
        raise click.UsageError(f"--only: {error}") from None


@contextmanager
def opened_for(wishes: Wishes, interview: Interview) -> Iterator[Opened]:
    """The interview beside its journal, where nothing is written."""
    path, home, today = wishes.interview, wishes.home, wishes.today
    with open_journal(home.journal, write=False) as journal:
        yield Opened(path, interview, home, journal, today, wishes.variant)


def judge(wishes: Wishes, asked: Asked, journal: Journal, past: Recollection) -> Run:
    """Compose everyone's draft, and let the guard judge each beside all others."""
    variant = past.variant if wishes.variant is None else wishes.variant
    known = Past({} if variant != past.variant else past.pins, past.given)
    composed = compose(
        asked.interview, asked.orders, wishes.home.library(wishes.templates), known,
        variant=variant, html=wishes.home.read_config().body == "both",
    )  # fmt: skip
    if mail := asked.answers:
        composed = tuple(
            one._replace(
                draft=one.draft._replace(subject=mail.answer, thread=mail.thread)
            )
            for one in composed
        )
    run = tuple(one.draft for one in composed)
    rivals = rivals_of(wishes.interview, asked.interview.you, past.employers)
    others = Others(run, journal.memory(asked.interview), rivals, wishes.today)
    judged = api.judge(run, others, strict=wishes.strict)
    return Run(asked, composed, tuple(judged), variant)


def _doubts(wishes: Wishes, interview: Interview, run: Run) -> Iterator[Problem]:
    yield from run.asked.warnings
    folder = wishes.templates or wishes.home.templates
    where = Location(str(folder / f"phrases.{interview.tone}.txt"))
    for heading, name in {
        h: c.order.person.name for c in run.composed for h in c.ran_out
    }.items():
        fact = f"[{heading}] has no line left for {name}, who reads a colleague's"
        yield Problem(where, fact, f"add a line under [{heading}] in that file")
    if resting := unjudged(run.asked.interview):
        yield Problem(Location(wishes.interview), resting, "read them aloud")


@contextmanager
def _still_written(folder: Path) -> Iterator[None]:
    """The drafts lie there also when the journal cannot be written."""
    try:
        yield
    except KeyboardInterrupt:
        warn(f"{folder}: the drafts are written")
        raise
    except NotDeliveredError as error:
        fact = f"{folder}: the drafts are written, and only not remembered"
        remedy = "run the command again once the journal can be used"
        raise NotDeliveredError(*error.lines, f"{fact} ({remedy})") from error


def as_left(artefact: Artefact, files: Folder) -> Artefact:
    """Give a text as the user left it in its file, judged again; `Refused` if not.

    An email is not read here: `check` does that, part by part.
    """
    is_mail, is_sent = artefact.cleared.draft.is_mail, artefact.name in files.frozen
    if is_mail or is_sent or files.look([artefact]) != (State.KEPT,):
        return artefact
    path, before = files.path / artefact.name, artefact.cleared
    try:
        words = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        problem = Problem(Location(str(path)), f"cannot be read: {error}")
        raise InputError(problem) from error
    from drafter.edited import split_subject

    subject, text = split_subject(words, before.draft.kind)
    draft = before.draft._replace(text=text, subject=subject or before.draft.subject)
    run = tuple(draft if one is before.draft else one for one in before.others.run)
    cleared: Cleared = replace(
        before, draft=draft, others=before.others._replace(run=run)
    )
    return replace(artefact, cleared=cleared, data=words.encode())
