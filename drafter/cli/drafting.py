"""What every drafting command does: read, compose, clear, encode, deliver, note.

Everything is composed, cleared, encoded and read back before the first byte is written:
one refusal, and nothing is written for anyone.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from drafter.cli.home import drafts_of, followed, read_notes, rivals_of
from drafter.cli.report import Outcome, RunRefusedError
from drafter.cli.screen import warn
from drafter.composition import Past, compose
from drafter.delivery.deliver import Artefact, Folder, State, Terminal, deliver
from drafter.delivery.files import file_name, fingerprint
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.formats import eml
from drafter.guard import Cleared, Others, Refused, unjudged
from drafter.interview import Tone, whom
from drafter.journal.history import sent_names
from drafter.journal.journal import open_journal
from drafter.journal.run import elsewhere, entries, reworded
from drafter.journal.told import EVERYONE
from drafter.planning.plan import addressee
from drafter.reading.interview_file import Needs


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.cli.options import Wishes
    from drafter.cli.orders import Asked
    from drafter.composition import Composed
    from drafter.delivery.deliver import Receipt
    from drafter.draft import Draft
    from drafter.interview import Interview
    from drafter.journal.journal import Journal, Recollection
    from drafter.reading.config import Config

    Choose = Callable[[Wishes, Interview, Journal], Asked]


def draft_all(wishes: Wishes, choose: Choose, echo: Callable[[str], object]) -> Outcome:
    """Run the whole path of the data; `echo` shows the drafts of a dry run.

    `choose` says what is to be written, or raises why nothing is.
    """
    home = wishes.home
    config = home.read_config()
    interview, warnings = read_wished(wishes)
    settings = _settings(wishes, config, interview)
    folder = drafts_of(wishes.interview, interview, wishes.out)
    before = () if wishes.dry_run else followed(wishes.interview, interview, home)
    # Read-only until everything is cleared: a refused command leaves no trace.
    with open_journal(home.journal, write=False) as journal:
        past = journal.recall(interview)
        asked = choose(wishes, interview, journal)
        composed, judged = judge(wishes, config, asked, journal, past)
        sent = sent_names(asked.interview, journal.events(asked.interview))
    if refusals := [one for one in judged if isinstance(one, Refused)]:
        raise RunRefusedError(refusals, warnings)
    artefacts = encoded(composed, judged, chosen(wishes, interview))
    told = (*warnings, *asked.warnings, *_too_few(wishes, interview, composed))
    if resting := unjudged(asked.interview):
        told += (Problem(Location(wishes.interview), resting, "read them aloud"),)
    remarks = (*before, *asked.remarks)
    outcome = Outcome(wishes.interview, interview, folder, (), told, sent, remarks)
    if wishes.dry_run:
        return outcome._replace(receipts=deliver(artefacts, Terminal(echo)))
    variant = past.variant if wishes.variant is None else wishes.variant
    files = Folder(folder, wishes.replace, sent)
    with open_journal(home.journal) as journal:
        history = journal.history(asked.interview)
        files = files._replace(is_ours=journal.is_ours)
        journal.announce(fingerprint(artefact.data) for artefact in artefacts)
        receipts, failure = _delivered(artefacts, files, settings, journal)
        known = entries(receipts, composed)
        with _still_written(folder):
            journal.record(interview, variant, known, wishes.today)
    old = elsewhere(Location(wishes.interview), receipts, history, files)
    anew = reworded(receipts, composed, past.pins)
    return outcome._replace(
        receipts=receipts,
        failure=failure,
        warnings=(*told, *old),
        remarks=(*remarks, *anew),
    )


def _settings(wishes: Wishes, config: Config, interview: Interview) -> Settings | None:
    """Of the account that emails go to; None where they go into files."""
    if not wishes.imap or not interview.you.email:
        return None
    from drafter.cli.imap import settings_for

    return settings_for(wishes.home, config, interview.you.email, wishes.account)


def _delivered(
    artefacts: Sequence[Artefact],
    files: Folder,
    settings: Settings | None,
    journal: Journal,
) -> tuple[tuple[Receipt, ...], tuple[str, ...]]:
    """Put all into files, or emails into an account; and why that failed, if it did."""
    if settings is None:
        return deliver(artefacts, files), ()
    from drafter.cli.imap import saved

    return saved(artefacts, files, settings, journal)


def read_wished(wishes: Wishes) -> tuple[Interview, tuple[Problem, ...]]:
    """The interview as the options want it, and what would read badly."""
    path, cache = wishes.interview, not wishes.dry_run
    needs = Needs(timeline=wishes.needs_timeline)
    reading = read_notes(path, wishes.home, cache=cache, needs=needs)
    interview = reading.interview
    chosen(wishes, interview)
    if interview.you.email is None and any(p.email for p in interview.interviewers):
        fact = "your own email address is missing: the From of every email"
        problem = Problem(Location(path), fact, "add `you: {email: ...}`")
        raise InputError(problem)
    if wishes.tone:
        interview = interview._replace(tone=Tone(wishes.tone))
    return interview, reading.warnings


def chosen(wishes: Wishes, interview: Interview) -> set[str]:
    """The ids of those for whom drafts are wanted; nobody named is everyone."""
    people = (*interview.interviewers, addressee(interview))
    if EVERYONE in wishes.only:
        return set()
    try:
        return {whom(typed, people).id for typed in wishes.only}
    except ValueError as error:
        raise click.UsageError(f"--only: {error}") from None


def judge(
    wishes: Wishes,
    config: Config,
    asked: Asked,
    journal: Journal,
    past: Recollection,
) -> tuple[tuple[Composed, ...], list[Cleared | Refused]]:
    """Everyone's draft, composed, and what the guard says of each."""
    changed = wishes.variant is not None and wishes.variant != past.variant
    rivals = rivals_of(wishes.interview, asked.interview.you, past.employers)
    memory = journal.memory(asked.interview)
    known = Past({} if changed else past.pins, past.given)
    library = wishes.home.library(wishes.templates)
    variant = past.variant if wishes.variant is None else wishes.variant
    composed = compose(
        asked.interview, asked.orders, library, known,
        variant=variant, html=config.body == "both",
    )  # fmt: skip
    if mail := asked.answers:
        composed = tuple(
            one._replace(
                draft=one.draft._replace(subject=mail.answer, thread=mail.thread)
            )
            for one in composed
        )
    run = tuple(c.draft for c in composed)
    others = Others(run, memory, rivals, wishes.today)
    return composed, [_judged(c.draft, others, strict=wishes.strict) for c in composed]


def _judged(draft: Draft, others: Others, *, strict: bool) -> Cleared | Refused:
    try:
        return Cleared(draft, others, strict)
    except Refused as refusal:
        return refusal


def _too_few(
    wishes: Wishes, interview: Interview, composed: Sequence[Composed]
) -> Iterator[Problem]:
    """Tell which list of phrases has too few lines for all who were written to."""
    folder = wishes.templates or wishes.home.templates
    where = Location(str(folder / f"phrases.{interview.tone}.txt"))
    for heading, name in {
        h: c.order.person.name for c in composed for h in c.ran_out
    }.items():
        fact = f"[{heading}] has no line left for {name}, who reads a colleague's"
        yield Problem(where, fact, f"add a line under [{heading}] in that file")


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


def encoded(
    composed: Sequence[Composed],
    judged: Sequence[Cleared | Refused],
    only: Collection[str],
) -> list[Artefact]:
    """The bytes of those that were asked for; all, where nobody was named."""
    return [
        _encode(passed, one.order.number)
        for one, passed in zip(composed, judged, strict=True)
        if isinstance(passed, Cleared) and (not only or one.order.person.id in only)
    ]


def _encode(cleared: Cleared, number: int) -> Artefact:
    draft = cleared.draft
    if draft.is_mail:
        data = eml.encode(cleared, number=number)
    else:
        data = eml.encode_text(cleared)
    return Artefact(cleared, file_name(draft, number), data, number)


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
    draft = before.draft._replace(text=words)
    run = tuple(draft if one is before.draft else one for one in before.others.run)
    cleared: Cleared = replace(
        before, draft=draft, others=before.others._replace(run=run)
    )
    return replace(artefact, cleared=cleared, data=words.encode())
