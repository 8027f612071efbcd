"""The drafts of an account's Drafts folder for `drafter check`; nothing there changes.

What the journal remembers and what the notes say are joined here: no layer below knows
both.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from drafter.cli.saving import account_key
from drafter.cli.shell import say
from drafter.cli.signing_in import settings_for, sign_in
from drafter.draft import Kind
from drafter.edited import SIZE_MAX, Made, Own
from drafter.errors import InputError, Location, Problem
from drafter.formats.eml import parse_message_id, token_of
from drafter.journal.history import identity
from drafter.mailbox.look import find_folders
from drafter.mailbox.recognise import (
    Known,
    Wanted,
    edited,
    recognised,
    roll_of,
    standing,
    with_subject,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drafter.accounts.settings import Settings
    from drafter.cli.shell import Home
    from drafter.edited import Edited
    from drafter.interview import Interview
    from drafter.journal.history import Identity, KnownLetter
    from drafter.journal.journal import Journal
    from drafter.journal.placements import Placed
    from drafter.mailbox.recognise import Roll
    from drafter.reading.config import Config

    Letters = Mapping[Identity, Sequence[KnownLetter]]


class InFolder(NamedTuple):
    """What lies in the folder."""

    folder: str
    """Account and folder: `personal: Drafts`."""
    drafts: tuple[Edited, ...]
    problems: tuple[Problem, ...]
    """About drafts that cannot be read as such."""


def in_account(
    home: Home, journal: Journal, interview: Interview | None, name: str | None
) -> InFolder:
    """Read what stands in the folder now; `MailboxError` says what is in the way."""
    config = home.read_config()
    settings = _settings(home, config, interview, name)
    placed = journal.account(account_key(settings)).everything()
    letters = journal.letters()
    own = _own(config, interview, letters)
    remembered = _remembered(letters, placed, interview)
    roll = roll_of(interview, remembered, own, journal.memory(None))
    wanted = _wanted(settings, config, roll, placed)
    drafts: list[tuple[Edited, str]] = []
    problems: list[Problem] = []
    with sign_in(settings) as session:
        folder = find_folders(session, settings.drafts).drafts
        for one in standing(session, folder, wanted, SIZE_MAX):
            whose = recognised(one, roll)
            place = Location(f"{folder}: {whose.name}")
            try:
                if not one.data:
                    raise ValueError("too large for a letter")  # noqa: TRY301 - likewise
                draft = edited(one, whose, roll)
            except ValueError as error:
                garbled = isinstance(error, UnicodeError)
                fact = "its letters cannot be read" if garbled else str(error)
                problems.append(Problem(place, fact, "look at it yourself"))
                continue
            draft = draft._replace(where=folder, account=settings.name, name=whose.name)
            drafts.append((draft, one.subject))
    told_apart = tuple(_told_apart(drafts))
    return InFolder(f"{settings.name}: {folder}", told_apart, tuple(problems))


def _settings(
    home: Home, config: Config, interview: Interview | None, name: str | None
) -> Settings:
    """Choose by name, the From address of the notes, yours; else the only account."""
    accounts = config.accounts
    sender = interview.you.email if interview else None
    if name is None and sender is None and len(accounts) == 1:
        name = accounts[0].name
    sender = sender or config.profile.email
    if name is not None and accounts:
        sender = sender or accounts[0].address  # not asked, where there is a name
    if sender is None:
        listed = ", ".join(f"{one.name} ({one.address})" for one in accounts) or "none"
        remedy = f"drafter account add, or --account NAME; there are: {listed}"
        fact = "nothing says which account is meant"
        raise InputError(Problem(Location(str(home.config)), fact, remedy))
    return settings_for(home, config, sender, name)


def _own(config: Config, interview: Interview | None, letters: Letters) -> Own:
    """Every address of yours that is configured, or that was drafted from."""
    known = [config.profile.email, *(account.address for account in config.accounts)]
    if interview:
        known.append(interview.you.email)
    ids = (
        parse_message_id(one.message_id) for all_ in letters.values() for one in all_
    )
    return Own(
        frozenset(address.key for address in known if address),
        frozenset(own.token for own in ids if own),
    )


def _remembered(
    letters: Letters, placed: Iterable[Placed], interview: Interview | None
) -> Iterator[Known]:
    """Every email the journal knows, and whether it is of another interview."""
    readers = {one.draft: one.reader for one in placed}
    this = identity(interview) if interview else None
    for interview_of, drafted in letters.items():
        for letter in drafted:
            if own := parse_message_id(letter.message_id):
                yield Known(
                    own.id,
                    Made(letter.draft.kind, letter.draft.person),
                    letter.draft.number,
                    readers.get(own.id, ""),
                    is_foreign=interview_of != this,
                )


def _wanted(
    settings: Settings, config: Config, roll: Roll, placed: Iterable[Placed]
) -> Wanted:
    you = roll.interview.you.email if roll.interview else None
    senders = filter(None, (you, settings.address, config.profile.email))
    people = (person.email for person in roll.people(Kind.THANK_YOU))
    return Wanted(
        frozenset(map(token_of, senders)),
        frozenset(roll.drafts),
        tuple(dict.fromkeys(filter(None, people))),
        frozenset(one.reader for one in placed),
    )


def _told_apart(drafts: Iterable[tuple[Edited, str]]) -> Iterator[Edited]:
    """Add the subject where two have one name: two versions, or two interviews."""
    found = list(drafts)
    names = Counter(draft.name for draft, _ in found)
    for draft, subject in found:
        is_alone = names[draft.name] == 1
        name = draft.name if is_alone else with_subject(draft.name, subject)
        yield draft._replace(name=name)


def report_folder(there: InFolder, interview: Interview | None) -> None:
    """Say that there is nothing, and what was not judged by the notes given."""
    if not there.drafts and not there.problems:
        say(f"{there.folder}: no drafts to check")
    if interview is None:
        return
    names = [one.name for one in there.drafts if one.draft.interview is None]
    if names:
        fact = "not of this interview, so checked without its notes"
        say(f"{there.folder}: {', '.join(names)}: {fact}")
