"""What `drafter log` does: read the notes, understand the words, remember, tell.

A refusal remembers nothing; what is told twice is remembered once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from drafter.calendar import calendar_for
from drafter.cli.dropping import dropped
from drafter.cli.reading import read_notes
from drafter.cli.report import print_json
from drafter.cli.shell import Home, say
from drafter.dates import day_in_words
from drafter.errors import InputError, Location, Problem
from drafter.interview import Stage
from drafter.journal.history import canonical, is_same, unsent
from drafter.journal.journal import open_journal
from drafter.journal.told import (
    UnclearError,
    Words,
    kind_of,
    sentence,
    understood,
    who,
)
from drafter.planning.addressee import addressee
from drafter.planning.check_in import check_in
from drafter.planning.events import Event, EventKind
from drafter.timeline import understand


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.journal.journal import Journal


def remember(
    path: str, typed: Mapping[str, Any], today: date, *, as_json: bool
) -> None:
    """Remember one event, or one for each person named."""
    home = Home.find()
    interview = read_notes(path, home, cache=True).interview
    calendar = calendar_for(
        interview.employer.country, interview.employer.region, home.cache
    )
    try:
        words = _words(typed, today)
        _check_said(words, calendar, path)
        with open_journal(home.journal) as journal:
            if typed["undo"]:
                results = _taken_back(journal, interview, words, typed)
            elif words.event is EventKind.DROPPED:
                results = list(dropped(journal, interview, words, path, today))
            else:
                events = understood(words, interview, journal.history(interview))
                results = [_logged(journal, interview, e, today) for e in events]
            known = journal.events(interview)
            later = journal.later_interview(interview)
    except UnclearError as unclear:
        raise click.UsageError(str(unclear)) from None
    if as_json:
        _print_json(results, undone=typed["undo"])
        return
    _print(results, interview, undone=typed["undo"])
    is_asked = interview.stage is not Stage.INFORMATIONAL
    if words.event is EventKind.REPLIED and is_asked:
        check = check_in(interview, known, today, calendar, later_interview=later)
        say(f"Next check-in: {'; '.join(check.refusals) or check.earliest.how}.")


def list_all(*, as_json: bool) -> None:
    """List everything that is remembered."""
    with open_journal(Home.find().journal, write=False) as journal:
        known = journal.export()
    if as_json:
        print_json(known)
        return
    for entry in known["interviews"]:
        _print_entry(entry, {})
    if not known["interviews"]:
        say("Nothing is remembered yet. Start with: drafter thanks INTERVIEW")


def list_one(path: str, *, as_json: bool) -> None:
    """List what is remembered of one interview."""
    home = Home.find()
    interview = read_notes(path, home, cache=True).interview
    with open_journal(home.journal, write=False) as journal:
        known = journal.export(interview)
        history = journal.history(interview)
    if as_json:
        print_json(known)
        return
    for entry in known["interviews"]:
        _print_entry(entry, _names(interview))
    waiting = unsent(interview, history)
    for draft in waiting:
        since = day_in_words(draft.drafted_on)
        say(f"  not logged as sent: {draft.name}, drafted on {since}")
    if not known["interviews"]:
        say(f"Nothing is remembered of {path} yet.")


def _words(typed: Mapping[str, Any], today: date) -> Words:
    day = typed["on"] or today
    if day > today:
        raise UnclearError(
            f"--on {day} is after today, {today}: log it when it is done"
        )
    return Words(
        event=EventKind(typed["event"]),
        on=day,
        kind=kind_of(typed["kind"]) if typed["kind"] else None,
        people=typed["people"],
        said=(typed["said"] or "").strip(),
        item=typed["item"] or 0,
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


def _logged(
    journal: Journal, interview: Interview, event: Event, today: date
) -> tuple[Event, bool]:
    """Log one event; the one that is known instead, where it was told before."""
    if journal.log(interview, event, today):
        return canonical(event), True
    known = (old for old in journal.events(interview) if is_same(old, event))
    return next(known, event), False


def _taken_back(
    journal: Journal, interview: Interview, words: Words, typed: Mapping[str, Any]
) -> list[tuple[Event, bool]]:
    """Forget the newest event that fits what was typed."""
    people = who(words, interview)
    for event in reversed(journal.events(interview)):
        fits = (
            event.kind is words.event
            and event.draft_kind == (words.kind or event.draft_kind)
            and event.on == (typed["on"] or event.on)
            and event.item == (words.item or event.item)
            and event.with_id in (people or [event.with_id])
        )
        if fits:
            return [(event, journal.forget(interview, event))]
    raise UnclearError("nothing like that is remembered (see: drafter log INTERVIEW)")


def _print(
    results: list[tuple[Event, bool]], interview: Interview, *, undone: bool
) -> None:
    for event, is_new in results:
        year = event.on.year != interview.date.year
        told = sentence(event, _names(interview), year=year)
        if undone:
            say(f"Taken back: {told}.")
        elif is_new:
            say(f"Recorded: {told}.")
        else:
            say(f"Recorded before: {told} (--undo takes it back).")


def _print_entry(entry: dict[str, Any], names: Mapping[str, str]) -> None:
    say(f"{entry['employer']}, {entry['date']}", bold=True)
    for event in map(_event, entry["events"]):
        say(f"  {sentence(event, names, year=True)}")
    if not entry["events"]:
        say(f"  {len(entry['drafts'])} drafts made, nothing logged")


def _event(row: Mapping[str, Any]) -> Event:
    from datetime import date

    day = date.fromisoformat(row["on"])
    told = (row["draft_kind"], row["person"], row["said"], row["item"])
    return Event(EventKind(row["kind"]), day, *told)


def _print_json(results: list[tuple[Event, bool]], *, undone: bool) -> None:
    events = [
        {
            "event": str(event.kind),
            "kind": event.draft_kind,
            "with": event.with_id,
            "on": str(event.on),
            "said": event.said,
            "item": event.item,
            "recorded": is_new and not undone,
        }
        for event, is_new in results
    ]
    print_json({"events": events})


def _names(interview: Interview) -> dict[str, str]:
    people = [*interview.interviewers, addressee(interview)]
    return {person.id: person.name for person in people}
