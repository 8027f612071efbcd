"""`drafter log`: what happened, told in a few words, and what is remembered of it.

A refusal remembers nothing; what is told twice is remembered once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.home import Home, Opened, drafts_of, followed, only_of, read_notes
from drafter.cli.options import DAY, FILE, FOR, JSON, TODAY, option
from drafter.cli.screen import print_json, say, title, warn, with_command
from drafter.draft import CHECK_INS, Kind
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.interview import Interview, Interviewer, Stage
from drafter.journal import Journal, open_journal
from drafter.journal.history import KnownDraft, canonical, is_same, unsent
from drafter.journal.told import UnclearError, Words, kind_of, sentence, understood, who
from drafter.language import day_in_words
from drafter.planning import Event, EventKind, addressee
from drafter.status import named, together
from drafter.timeline import understand


if TYPE_CHECKING:
    from collections.abc import Iterator

    Result = tuple[Event, bool]
    """An event, and whether it was not known before."""

_EVENT = click.Choice([str(kind) for kind in EventKind])


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False, type=FILE)
@click.argument("event", metavar="[EVENT]", required=False, type=_EVENT)
@click.argument("kind", metavar="[KIND]", required=False)
@option("--with", "people", multiple=True, metavar="ID", help="Who; `all` is everyone.")
@option("--on", type=DAY, metavar="DATE", help="When; today if left out.")
@option("--said", metavar="WORDS", help="replied: their words about when they decide.")
@option("--item", type=click.IntRange(1), metavar="N", help="Which of your promises.")
@option("--undo", is_flag=True, help="Take back what was logged by mistake.")
@FOR
@TODAY
@JSON
@click.pass_obj
def command(
    home: Home,
    /,
    *,
    interview: str | None,
    event: str | None,
    today: date,
    as_json: bool,
    whose: str,
    **typed: Any,
) -> None:
    """Tell drafter what happened; without EVENT, list what it remembers.

    \b
    sent [KIND]  an email went out: thank-you, takeaway, check-in, reply
    posted       the card            connected  the LinkedIn note
    called       the check-in, by phone; a voicemail counts
    replied      they answered; --said "by June 19" is a newer timeline
    decided      they did            withdrew   you did
    dropped      you will not send the check-in that was drafted
    """  # noqa: D301 - \b is click's mark for lines to keep
    if interview is None:
        _list(home, None, whose, as_json=as_json)
        return
    notes = read_notes(interview, home).interview
    only_of(whose, [(interview, notes)])
    if event is None:
        _list(home, notes, whose, as_json=as_json)
        return
    for line in followed(interview, notes, home):
        warn(line)
    with open_journal(home.journal) as journal:
        now, undo = Opened(interview, notes, home, journal, today), typed["undo"]
        try:
            words = _words(now, event, typed)
            if undo:
                results = _taken_back(now, words, is_dated=bool(typed["on"]))
            else:
                results = [*_remembered(now, words)]
        except UnclearError as unclear:
            raise click.UsageError(str(unclear)) from None
        if as_json:
            print_json({"events": [_json(one, undone=undo) for one in results]})
        else:
            _tell(replace(now), words, results, undo=undo)


def _list(
    home: Home, interview: Interview | None, whose: str, *, as_json: bool
) -> None:
    """List what is remembered, of one interview also what waits to be sent."""
    with open_journal(home.journal, write=False) as journal:
        known = journal.export(interview)
        history = journal.history(interview) if interview else None
    wanted = whose.casefold().split()
    entries = [
        one
        for one in known["interviews"]
        if interview or all(word in one["you"] for word in wanted)
    ]
    if as_json:
        print_json(known | {"interviews": entries})
        return
    names = _names(interview) if interview else {}
    for entry in entries:
        say(f"{entry['employer']}, {entry['date']} ({entry['you']})", bold=True)
        for row in entry["events"]:
            rest = (row["draft_kind"], row["person"], row["said"], row["item"])
            event = Event(EventKind(row["kind"]), date.fromisoformat(row["on"]), *rest)
            say(f"  {sentence(event, names, year=True)}")
        if not entry["events"]:
            say(f"  {len(entry['drafts'])} drafts made, nothing logged")
    for draft in unsent(interview, history) if interview and history else ():
        since = day_in_words(draft.drafted_on)
        say(f"  not logged as sent: {draft.name}, drafted on {since}")
    if not entries:
        of = f"of {interview.employer.name} " if interview else ""
        say(f"Nothing is remembered {of}yet. Start with: drafter thanks INTERVIEW")


def _words(now: Opened, event: str, typed: dict[str, Any]) -> Words:
    """Read what was typed; refuse a timeline that nobody could put on a calendar."""
    on: date = typed["on"] or now.today
    if on > now.today:
        fact = f"--on {on} is after today, {now.today}"
        raise click.UsageError(f"{fact}: log it when it is done")
    said = (typed["said"] or "").strip()
    if event == EventKind.REPLIED:
        try:
            now.calendar.is_business_day(on)
        except ValueError as error:
            remedy = "see `country` and `region` under `employer`"
            raise InputError(Problem(now.where, str(error), remedy)) from error
        try:
            if said:
                understand(" ".join(said.split()), on, now.calendar)
        except (ValueError, OverflowError) as error:
            raise InputError(Problem(Location("--said"), str(error))) from error
    kind = kind_of(typed["kind"]) if typed["kind"] else None
    people, item = typed["people"], typed["item"] or 0
    return Words(EventKind(event), on, kind, people, said, item)


def _remembered(now: Opened, words: Words) -> Iterator[Result]:
    """Remember one event, or one for each person named."""
    if words.event is EventKind.DROPPED:
        yield from _dropped(now, words)
        return
    for event in understood(words, now.notes, now.history):
        if now.journal.log(now.notes, event, now.today):
            yield canonical(event), True
        else:
            known = now.journal.events(now.notes)
            yield next((old for old in known if is_same(old, event)), event), False
        end = _ended(now, event)
        if end and now.journal.log(now.notes, end, now.today):
            yield end, True


def _ended(now: Opened, event: Event) -> Event | None:
    """End it with an answer that withdrew, or that thanked for a no."""
    pins = now.journal.recall(now.notes).pins
    replies = [key for key in pins if key[:2] == (event.with_id, Kind.REPLY)]
    if event.delivered == Kind.REPLY and replies:
        marks = " ".join(pins[max(replies)])
        if "letter:reply_withdraw/" in marks:
            return Event(EventKind.WITHDREW, event.on)
        if "letter:reply_rejection/" in marks:
            return Event(EventKind.DECIDED, event.on)
    return None


def _tell(now: Opened, words: Words, results: list[Result], *, undo: bool) -> None:
    notes = now.notes
    if len({you for *_, you in now.journal.histories()}) > 1:
        say(title(notes, named=True), bold=True)
    for what, is_new in results:
        told = sentence(what, _names(notes), year=what.on.year != notes.date.year)
        if undo:
            say(f"Taken back: {told}.")
        elif is_new:
            say(f"Recorded: {told}.")
        else:
            say(f"Recorded before: {told} (--undo takes it back).")
    if words.event is EventKind.REPLIED and notes.stage is not Stage.INFORMATIONAL:
        check = now.plan.check_in
        say(f"Next check-in: {'; '.join(check.refusals) or check.earliest.how}.")
    for row, people in together(now.followed())[:1]:
        say(f"Next, {row.when}: {row.what}: {named(people)}")
        say(with_command("  ", row.command))


def _taken_back(now: Opened, words: Words, *, is_dated: bool) -> list[Result]:
    """Forget the newest event that fits what was typed, of each person named."""
    people, found = who(words, now.notes), dict[str, Event]()
    for event in now.events:  # a later one comes in its place
        if (
            event.kind is words.event
            and event.draft_kind == (words.kind or event.draft_kind)
            and (event.on == words.on or not is_dated)
            and event.item == (words.item or event.item)
            and event.with_id in (people or [event.with_id])
        ):
            found[event.with_id if people else ""] = event
    if not found:
        raise UnclearError(
            "nothing like that is remembered (see: drafter log INTERVIEW)"
        )
    return [(event, now.journal.forget(now.notes, event)) for event in found.values()]


def _json(result: Result, *, undone: bool) -> dict[str, object]:
    (kind, on, draft, person, said, item), is_new = result
    told = {"event": kind, "kind": draft, "with": person, "on": on, "said": said}
    return told | {"item": item, "recorded": is_new and not undone}


def _people(interview: Interview) -> dict[str, Interviewer]:
    """Whom a letter may be to, by id; an interviewer before the contact."""
    return {one.id: one for one in (addressee(interview), *interview.interviewers)}


def _names(interview: Interview) -> dict[str, str]:
    return {chosen: person.name for chosen, person in _people(interview).items()}


# A check-in that was drafted and will not be made goes from the disk first and from the
# journal second: a run that is killed between the two is completed by the next.


def _dropped(now: Opened, words: Words) -> Iterator[Result]:
    """Drop every check-in not sent; what the person edited stays where it is."""
    people = who(words, now.notes)
    drafts = [
        draft
        for draft in unsent(now.notes, now.history)
        if draft.kind in CHECK_INS and draft.person in (people or [draft.person])
    ]
    for draft in drafts:
        if draft.is_in_account:
            _withdraw(now, draft)
        _remove(draft, drafts_of(now.path, now.notes), now.journal)
        event = Event(EventKind.DROPPED, words.on, str(draft.kind), draft.person)
        now.journal.drop(now.notes, draft, event, now.today)
        yield event, True
    before = [event for event in now.events if event.kind is EventKind.DROPPED]
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


def _withdraw(now: Opened, draft: KnownDraft) -> None:
    """Take it out of the account's folder; where that fails, say where it lies."""
    from drafter.cli.imap import account_key, settings_for, sign_in
    from drafter.formats.eml import id_for
    from drafter.mailbox.decide import withdraw

    interview, home = now.notes, now.home
    sender = interview.you.email
    account = draft.place.partition(":")[0]
    name = draft.name.removesuffix(".eml")
    reader = _people(interview).get(draft.person, addressee(interview))
    made = id_for(interview, reader, draft.kind, draft.number)
    try:
        assert sender, "an email has a From address"
        settings = settings_for(home, home.read_config(), sender, account)
        memory = now.journal.account(account_key(settings))
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
