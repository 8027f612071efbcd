"""`drafter log`: what happened, told in a few words, and what is remembered of it.

A refusal remembers nothing; what is told twice is remembered once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from drafter.calendar import calendar_for
from drafter.cli.home import Home, drafts_of, followed, read_notes
from drafter.cli.options import DAY, JSON, TODAY, option
from drafter.cli.screen import print_json, say, warn
from drafter.dates import day_in_words
from drafter.draft import CHECK_INS
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.interview import Stage
from drafter.journal.history import canonical, is_same, unsent
from drafter.journal.journal import open_journal
from drafter.journal.told import UnclearError, Words, kind_of, sentence, understood, who
from drafter.planning.check_in import addressee, check_in
from drafter.planning.events import Event, EventKind
from drafter.timeline import understand


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Interviewer
    from drafter.journal.history import KnownDraft
    from drafter.journal.journal import Journal

    Result = tuple[Event, bool]
    """An event, and whether it was not known before."""

_EVENT = click.Choice([str(kind) for kind in EventKind])


class _Typed(NamedTuple):
    """The words of the command line."""

    event: str | None
    kind: str | None
    people: tuple[str, ...]
    on: date | None
    said: str | None
    item: int | None
    undo: bool


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False)
@click.argument("event", metavar="[EVENT]", required=False, type=_EVENT)
@click.argument("kind", metavar="[KIND]", required=False)
@option("--with", "people", multiple=True, metavar="ID", help="Who; `all` is everyone.")
@option("--on", type=DAY, metavar="DATE", help="When; today if left out.")
@option("--said", metavar="WORDS", help="replied: their words about when they decide.")
@option("--item", type=click.IntRange(1), metavar="N", help="Which of your promises.")
@option("--undo", is_flag=True, help="Take back what was logged by mistake.")
@TODAY
@JSON
def command(*, interview: str | None, today: date, as_json: bool, **words: Any) -> None:
    """Tell drafter what happened; without EVENT, list what it remembers.

    \b
    sent [KIND]  an email went out: thank-you, takeaway, check-in, reply
    posted       the card            connected  the LinkedIn note
    called       the check-in, by phone; a voicemail counts
    replied      they answered; --said "by June 19" is a newer timeline
    decided      they did            withdrew   you did
    dropped      you will not send the check-in that was drafted
    """  # noqa: D301 - \b is click's mark for lines to keep
    home, typed = Home.find(), _Typed(**words)
    if interview is None:
        _list_all(home, as_json=as_json)
    elif typed.event is None:
        _list_one(interview, home, as_json=as_json)
    else:
        try:
            _remember(interview, home, typed, today, as_json=as_json)
        except UnclearError as unclear:
            raise click.UsageError(str(unclear)) from None


def _list_all(home: Home, *, as_json: bool) -> None:
    """List everything that is remembered."""
    with open_journal(home.journal, write=False) as journal:
        known = journal.export()
    if as_json:
        print_json(known)
        return
    for entry in known["interviews"]:
        _print_entry(entry, {})
    if not known["interviews"]:
        say("Nothing is remembered yet. Start with: drafter thanks INTERVIEW")


def _list_one(path: str, home: Home, *, as_json: bool) -> None:
    """List what is remembered of one interview, and what waits to be sent."""
    interview = read_notes(path, home, cache=True).interview
    with open_journal(home.journal, write=False) as journal:
        known = journal.export(interview)
        history = journal.history(interview)
    if as_json:
        print_json(known)
        return
    for entry in known["interviews"]:
        _print_entry(entry, _names(interview))
    for draft in unsent(interview, history):
        since = day_in_words(draft.drafted_on)
        say(f"  not logged as sent: {draft.name}, drafted on {since}")
    if not known["interviews"]:
        say(f"Nothing is remembered of {path} yet.")


def _print_entry(entry: dict[str, Any], names: Mapping[str, str]) -> None:
    say(f"{entry['employer']}, {entry['date']}", bold=True)
    for row in entry["events"]:
        told = (row["draft_kind"], row["person"], row["said"], row["item"])
        event = Event(EventKind(row["kind"]), date.fromisoformat(row["on"]), *told)
        say(f"  {sentence(event, names, year=True)}")
    if not entry["events"]:
        say(f"  {len(entry['drafts'])} drafts made, nothing logged")


def _remember(
    path: str, home: Home, typed: _Typed, today: date, *, as_json: bool
) -> None:
    """Remember one event, or one for each person named, and tell."""
    interview = read_notes(path, home, cache=True).interview
    employer = interview.employer
    calendar = calendar_for(employer.country, employer.region, home.cache)
    words = _words(typed, today)
    _check_said(words, calendar, path)
    known_before = followed(path, interview, home)
    with open_journal(home.journal) as journal:
        results = list(_results(journal, interview, words, typed, path, today))
        known = journal.events(interview)
        later = journal.later_interview(interview)
    if as_json:
        print_json({"events": [_json(one, undone=typed.undo) for one in results]})
        return
    for line in known_before:
        say(line)
    _print(results, interview, undone=typed.undo)
    is_asked = interview.stage is not Stage.INFORMATIONAL
    if words.event is EventKind.REPLIED and is_asked:
        check = check_in(interview, known, today, calendar, later_interview=later)
        say(f"Next check-in: {'; '.join(check.refusals) or check.earliest.how}.")


def _words(typed: _Typed, today: date) -> Words:
    day = typed.on or today
    if day > today:
        fact = f"--on {day} is after today, {today}"
        raise click.UsageError(f"{fact}: log it when it is done")
    return Words(
        event=EventKind(typed.event or ""),
        on=day,
        kind=kind_of(typed.kind) if typed.kind else None,
        people=typed.people,
        said=(typed.said or "").strip(),
        item=typed.item or 0,
    )


def _check_said(words: Words, calendar: Calendar, path: str) -> None:
    """Refuse a timeline that nobody could put on a calendar later."""
    if words.event is not EventKind.REPLIED:
        return
    try:
        calendar.is_business_day(words.on)
    except ValueError as error:
        remedy = "see `country` and `region` under `employer`"
        raise InputError(Problem(Location(path), str(error), remedy)) from error
    try:
        if words.said:
            understand(" ".join(words.said.split()), words.on, calendar)
    except (ValueError, OverflowError) as error:
        raise InputError(Problem(Location("--said"), str(error))) from error


def _results(
    journal: Journal,
    interview: Interview,
    words: Words,
    typed: _Typed,
    path: str,
    today: date,
) -> Iterator[Result]:
    """Do what was typed; give each event, and whether it was not known before."""
    if typed.undo:
        yield _taken_back(journal, interview, words, typed)
        return
    if words.event is EventKind.DROPPED:
        yield from _dropped(journal, interview, words, path, today)
        return
    for event in understood(words, interview, journal.history(interview)):
        if journal.log(interview, event, today):
            yield canonical(event), True
        else:
            known = journal.events(interview)
            yield next((old for old in known if is_same(old, event)), event), False


def _taken_back(
    journal: Journal, interview: Interview, words: Words, typed: _Typed
) -> Result:
    """Forget the newest event that fits what was typed."""
    people = who(words, interview)
    for event in reversed(journal.events(interview)):
        fits = (
            event.kind is words.event
            and event.draft_kind == (words.kind or event.draft_kind)
            and event.on == (typed.on or event.on)
            and event.item == (words.item or event.item)
            and event.with_id in (people or [event.with_id])
        )
        if fits:
            return event, journal.forget(interview, event)
    raise UnclearError("nothing like that is remembered (see: drafter log INTERVIEW)")


def _print(results: list[Result], interview: Interview, *, undone: bool) -> None:
    for event, is_new in results:
        year = event.on.year != interview.date.year
        told = sentence(event, _names(interview), year=year)
        if undone:
            say(f"Taken back: {told}.")
        elif is_new:
            say(f"Recorded: {told}.")
        else:
            say(f"Recorded before: {told} (--undo takes it back).")


def _json(result: Result, *, undone: bool) -> dict[str, object]:
    event, is_new = result
    return {
        "event": str(event.kind),
        "kind": event.draft_kind,
        "with": event.with_id,
        "on": str(event.on),
        "said": event.said,
        "item": event.item,
        "recorded": is_new and not undone,
    }


def _people(interview: Interview) -> dict[str, Interviewer]:
    """Whom a letter may be to, by id; an interviewer before the contact."""
    return {one.id: one for one in (addressee(interview), *interview.interviewers)}


def _names(interview: Interview) -> dict[str, str]:
    return {chosen: person.name for chosen, person in _people(interview).items()}


# A check-in that was drafted and will not be made goes from the disk first and from the
# journal second: a run that is killed between the two is completed by the next.


def _dropped(
    journal: Journal, interview: Interview, words: Words, path: str, today: date
) -> Iterator[Result]:
    """Drop every check-in not sent; what the person edited stays where it is."""
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
        _remove(draft, drafts_of(path, interview), journal)
        event = Event(EventKind.DROPPED, words.on, str(draft.kind), draft.person)
        journal.drop(interview, [draft], event, today)
        yield event, True
    before = [event for event in history.events if event.kind is EventKind.DROPPED]
    if not drafts and not before:
        raise UnclearError("there is no check-in that was drafted and not sent")
    if not drafts:
        yield before[-1], False


def _remove(draft: KnownDraft, folder: Path, journal: Journal) -> None:
    """Remove the file, unless the person edited it."""
    from drafter.delivery.files import fingerprint, read_if_there, refusals_as_one_line
    from drafter.formats.eml import is_as_written

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
    from drafter.cli.imap import account_key, settings_for, sign_in
    from drafter.formats.eml import id_for
    from drafter.mailbox.prove import withdraw

    home, sender = Home.find(), interview.you.email
    account = draft.place.partition(":")[0]
    name = draft.name.removesuffix(".eml")
    reader = _people(interview).get(draft.person, addressee(interview))
    made = id_for(interview, reader, draft.kind, draft.number)
    try:
        assert sender, "an email has a From address"
        settings = settings_for(home, home.read_config(), sender, account)
        memory = journal.account(account_key(settings))
        with sign_in(settings) as session:
            done = withdraw(session, memory, made, sender, settings)
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
