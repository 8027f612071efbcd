"""A draft file, or a message of a folder, as the draft it was made as.

What it was made as is not in it: a file's name says so, or whoever knows the folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Draft, Kind
from drafter.edited.findings import (
    UNLIKE,
    finding,
    of_headers,
    of_name,
    of_parts,
    of_sender,
    only,
)
from drafter.formats.message import read_message
from drafter.formats.mime import TEXT_MAX
from drafter.guard import Others, examine
from drafter.planning.addressee import addressee


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from drafter.address import Address
    from drafter.edited.findings import Own
    from drafter.guard import Finding
    from drafter.interview import Interview, Interviewer

_HEADER = re.compile(
    rb"(?:From|To|Subject|Message-ID|MIME-Version|X-Unsent): ", re.IGNORECASE
)
"""How an email begins that comes without a name, on standard input."""
SIZE_MAX = 64 * 1024 * 1024
"""An .eml with a take-away attached; more than that is no letter."""

_STDIN = "-"


class Made(NamedTuple):
    """What a draft was made as."""

    kind: Kind
    person: str = ""
    """The id of its interviewer, or of the contact; empty where nothing says it."""


class Edited(NamedTuple):
    """One draft: what it holds now, and what is wrong with the message itself."""

    where: str
    """The path of its file, or a folder of an account."""
    draft: Draft
    findings: tuple[Finding, ...] = ()
    account: str = ""
    """Whose folder it is; empty for a file."""
    name: str = ""
    """How it is called in that folder; a file is called by its path."""
    attachments: tuple[str, ...] = ()
    """Names of the files that go with it, whoever attached them."""

    @property
    def place(self) -> str:
        """What a person reads: a path, or `Drafts: thank-you-dana`."""
        return f"{self.where}: {self.name}" if self.name else self.where


def read_edited(path: Path, data: bytes, interview: Interview | None) -> Edited:
    """Read a draft file; ValueError states why it is none."""
    if str(path) != _STDIN and path.exists() and not path.is_file():
        raise ValueError("is not a file")
    is_email = path.suffix == ".eml" or bool(_HEADER.match(data) and not path.suffix)
    made = _made(path, is_email=is_email)
    people: tuple[Interviewer, ...] = ()
    if interview:
        # A check-in may go to somebody who was not in the room.
        people = (*interview.interviewers, addressee(interview))
    if is_email:
        return read_email(str(path), data, made, interview, people)
    if len(data) > TEXT_MAX:
        raise ValueError("too long for a letter")
    text = data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    person = _named(people, made.person)
    draft = Draft(kind=made.kind, text=text, interview=interview, interviewer=person)
    return Edited(str(path), draft)


def read_email(
    where: str,
    data: bytes,
    made: Made,
    interview: Interview | None,
    people: Sequence[Interviewer],
    own: Own | None = None,
) -> Edited:
    """Read a message to one of these people; ValueError states why it is none.

    It is from the address of the interview, else from one of `own`, if that is known.
    """
    message = read_message(data)
    recipient = only(message, "To")
    person = _named(people, made.person) or _addressed(people, recipient)
    draft = Draft(
        kind=made.kind,
        text=message.text.strip("\n"),
        subject=message.subject,
        html=message.html,
        sender=only(message, "From"),
        recipient=recipient,
        interview=interview,
        interviewer=person,
    )
    found = [
        *of_headers(message),
        *of_sender(message, interview.you.email if interview else None, own),
        *of_parts(message),
        *of_name(message, person),
    ]
    if interview and person is None:
        why = (
            "nobody in the interview file has this address"
            " (send it to the person it is for)"
        )
        found.append(finding("A1", str(recipient or "no address"), why))
    files = tuple(one.name or one.type for one in message.attachments)
    return Edited(where, draft, tuple(found), attachments=files)


def check(edited: Edited, others: Others) -> tuple[Finding, ...]:
    """Everything the guard says of an edited draft, each rule and text once."""
    own = {f.rule for f in edited.findings if f.rule == UNLIKE}
    words = examine(edited.draft, others, edited=True)
    found = (*edited.findings, *(f for f in words if f.rule not in own))
    return tuple({(f.rule, f.text, f.line): f for f in found}.values())


def others_of(one: Edited, all_: Iterable[Edited], others: Others) -> Others:
    """The rest of what is checked together, as the guard wants it."""
    run = tuple(e.draft for e in all_ if e is not one)
    # A card without its interview is nobody's: the journal would compare it to itself.
    known = one.draft.recipient or one.draft.interviewer
    return Others(run, others.memory if known else None, others.rivals)


def _made(path: Path, *, is_email: bool) -> Made:
    """What the file's name says."""
    for kind in Kind:
        if path.stem.startswith(f"{kind}-"):
            name = path.stem.removeprefix(f"{kind}-")
            is_script = kind is Kind.CHECK_IN and not is_email
            return Made(Kind.PHONE if is_script else kind, name)
    return Made(Kind.THANK_YOU if is_email else Kind.CARD)


def _named(people: Sequence[Interviewer], name: str) -> Interviewer | None:
    return next((person for person in people if person.id == name), None)


def _addressed(
    people: Sequence[Interviewer], address: Address | None
) -> Interviewer | None:
    if address is None:
        return None
    return next((p for p in people if p.email and p.email.key == address.key), None)
