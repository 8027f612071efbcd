"""Drafts as they stand, after the person's own hand: read back for the guard.

They lie in files, or in an account's folder. What a mail client may have done to one (a
Cc, a second recipient, an HTML part that no longer says what the text says) is found
here, in the message itself; the words then go through the same rules as when they were
made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.formats.header_reader import collapsed
from drafter.formats.message import read_message, unfit_headers, unlike_parts
from drafter.formats.mime_reader import TEXT_MAX
from drafter.guard import RULES, Finding, Others, Severity, examine
from drafter.interview import Interviewer
from drafter.planning.addressee import addressee


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from drafter.formats.message import Message
    from drafter.interview import Interview

_HEADER = re.compile(
    rb"(?:From|To|Subject|Message-ID|MIME-Version|X-Unsent): ", re.IGNORECASE
)
"""How an email begins that comes without a name, on standard input."""
SIZE_MAX = 64 * 1024 * 1024
"""An .eml with a take-away attached; more than that is no letter."""

_STDIN = "-"
_UNLIKE = "F14"
"""The rule about two parts; the message says more exactly where they differ."""


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
) -> Edited:
    """Read a message to one of these people; ValueError states why it is none."""
    message = read_message(data)
    recipient = _only(message, "To")
    person = _named(people, made.person) or _addressed(people, recipient)
    draft = Draft(
        kind=made.kind,
        text=message.text.strip("\n"),
        subject=message.subject,
        html=message.html,
        sender=_only(message, "From"),
        recipient=recipient,
        interview=interview,
        interviewer=person,
    )
    found = [*_of_headers(message), *_of_parts(message), *_of_name(message, person)]
    if interview and person is None:
        why = (
            "nobody in the interview file has this address"
            " (send it to the person it is for)"
        )
        found.append(_finding("A1", str(recipient or "no address"), why))
    return Edited(where, draft, tuple(found))


def check(edited: Edited, others: Others) -> tuple[Finding, ...]:
    """Everything the guard says of an edited draft, each rule and text once."""
    own = {f.rule for f in edited.findings if f.rule == _UNLIKE}
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


def _only(message: Message, header: str) -> Address | None:
    boxes = message.mailboxes(header).all
    if len(boxes) != 1:
        return None
    try:
        return Address.parse(boxes[0].address)
    except ValueError:
        return None


def _of_headers(message: Message) -> list[Finding]:
    why = "a note goes from one person to one person (take it out)"
    return [_finding("A2", fact, why) for fact in unfit_headers(message)]


def _of_parts(message: Message) -> list[Finding]:
    why = "a part that some mail programs would show instead (take it out)"
    odd = [_finding("F13", kind, why) for kind in dict.fromkeys(message.odd)]
    fact = unlike_parts(message)
    why = (
        "the reader's program shows one of the two"
        " (write the same in both; with `body: text` in config.yaml there is only one)"
    )
    return [*odd, *([_finding(_UNLIKE, fact, why)] if fact else [])]


def _of_name(message: Message, person: Interviewer | None) -> list[Finding]:
    """Judge the name before the address: the reader sees it as much as the greeting."""
    name = _spelt(message.tos[0].name) if message.tos else ""
    if not name or name in (box.address.casefold() for box in message.tos):
        return []
    if person is None:
        alone = Interviewer(id="to", name=message.tos[0].name)
        judged = examine(
            Draft(kind=Kind.THANK_YOU, text="", interviewer=alone), Others()
        )
        if all(finding.rule != "A0" for finding in judged):
            return []
        why = "the name in To is not one person's (write one name, or none)"
    elif name in _names_of(person):
        return []
    else:
        why = f"the name in To is not {person.name} (write that, or none)"
    return [_finding("A0", message.tos[0].name, why)]


def _names_of(person: Interviewer) -> set[str]:
    given, family = person.given, person.family
    names = {person.name, person.address_as, given, f"{given} {family}"}
    names |= {f"{family}, {given}", *_family_first(person.name)}
    titled = (f"{person.honorific} {name}" for name in (person.name, family) if name)
    return {_spelt(name) for name in (*names, *titled)}


def _family_first(name: str) -> set[str]:
    """Give the name as address books turn it: "Whitlock, Dana"."""
    given, _, family = name.rpartition(" ")
    return {f"{family}, {given}"} if given else set()


def _spelt(name: str) -> str:
    return collapsed(normalize("NFC", name)).strip("'\" ").casefold()


def _finding(rule: str, text: str, why: str) -> Finding:
    from drafter.guard.rules import shown  # noqa: PLC0415

    assert rule in RULES
    return Finding(rule, Severity.REFUSE, shown(text), 0, why)
