"""`drafter log INTERVIEW dropped`: a check-in that was drafted and will not be made.

It goes from the disk first and from the journal second, so a run that is killed between
the two is completed by the next. What the person edited stays where it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli.reading import beside
from drafter.cli.shell import Home, say, warn
from drafter.delivery.files import (
    draft_folder,
    fingerprint,
    read_if_there,
    refusals_as_one_line,
)
from drafter.errors import InputError, NotDeliveredError
from drafter.formats.eml import id_for, is_as_written
from drafter.journal.history import CHECK_INS, unsent
from drafter.journal.told import UnclearError, who
from drafter.planning.addressee import addressee
from drafter.planning.events import Event, EventKind


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from drafter.interview import Interview
    from drafter.journal.history import KnownDraft
    from drafter.journal.journal import Journal
    from drafter.journal.told import Words


def dropped(
    journal: Journal, interview: Interview, words: Words, path: str, today: date
) -> Iterator[tuple[Event, bool]]:
    """Drop every check-in not sent; each with whether it was not dropped before."""
    history = journal.history(interview)
    people = who(words, interview)
    drafts = [
        draft
        for draft in unsent(interview, history)
        if draft.kind in CHECK_INS and draft.person in (people or [draft.person])
    ]
    for draft in drafts:
        if draft.is_in_account:
            _withdraw(draft, interview, journal)
        _remove(draft, interview, path, journal)
        event = Event(EventKind.DROPPED, words.on, str(draft.kind), draft.person)
        journal.drop(interview, [draft], event, today)
        yield event, True
    before = [event for event in history.events if event.kind is EventKind.DROPPED]
    if not drafts and not before:
        raise UnclearError("there is no check-in that was drafted and not sent")
    if not drafts:
        yield before[-1], False


def _remove(
    draft: KnownDraft, interview: Interview, path: str, journal: Journal
) -> None:
    """Remove the file, unless the person edited it."""
    folder = draft_folder(
        beside(path) / "drafts", interview.employer.name, interview.date
    )
    for file in dict.fromkeys((Path(draft.place), folder / draft.name)):
        data = read_if_there(file) if file.name == draft.name else None
        if data is None:
            continue
        proven = file.suffix == ".eml" and is_as_written(data)
        if proven or journal.is_ours(fingerprint(data)):
            with refusals_as_one_line(file):
                file.unlink(missing_ok=True)
        else:
            warn(f"{file}: you edited it, so it was left (delete it yourself)")


def _withdraw(draft: KnownDraft, interview: Interview, journal: Journal) -> None:
    """Take it out of the account's folder; where that fails, say where it lies."""
    from drafter.cli.saving import account_key
    from drafter.cli.signing_in import settings_for, sign_in
    from drafter.mailbox.prove import withdraw

    home, sender = Home.find(), interview.you.email
    account = draft.place.partition(":")[0]
    name = draft.name.removesuffix(".eml")
    try:
        assert sender, "an email has a From address"
        settings = settings_for(home, home.read_config(), sender, account)
        memory = journal.account(account_key(settings))
        made = _id(draft, interview)
        with sign_in(settings) as session:
            done = withdraw(session, memory, made, sender, settings.drafts)
        memory.forget(made)
    except (NotDeliveredError, InputError) as error:
        for line in error.lines:
            warn(line)
        warn(f"{name} is in {draft.place}: delete it there")
        return
    if done.removed:
        say(f"{name}: taken out of {draft.place}.")
    if not (done.removed or done.left):
        doubt = "if your mail program saved it anew, delete it there"
        warn(f"{name}: it was not found in {draft.place} ({doubt})")
    if done.left:
        warn(f"{name}: what you changed in {draft.place} was left: delete it yourself")


def _id(draft: KnownDraft, interview: Interview) -> str:
    """The ID its Message-ID holds."""
    contact = addressee(interview)
    people = {person.id: person for person in (contact, *interview.interviewers)}
    reader = people.get(draft.person, contact)
    return id_for(interview, reader, draft.kind, draft.number)
