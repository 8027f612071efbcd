"""Drafts as they stand, after the person's own hand: read back for the guard.

They lie in files, or in an account's folder; what one was made as is not in it: a
file's name says so, or whoever knows the folder. What a mail client may have done to
one (a Cc, another From, an HTML part that no longer says what the text says) is found
here, by rules that letters are judged by as well, so that a person reads one list: A2
stands for all that would go to another, or come from another.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.draft import Draft, Kind
from drafter.formats.eml import SUBJECT, token_of
from drafter.formats.headers import collapsed
from drafter.formats.message import TEXT_MAX, misaddressed, read_message
from drafter.guard import RULES, Finding, Others, Severity, examine
from drafter.interview import Interviewer
from drafter.planning import addressee
from drafter.words import on_a_line


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from drafter.formats.message import Message
    from drafter.interview import Interview

SIZE_MAX = 64 * 1024 * 1024
"""An .eml with a take-away attached; more than that is no letter."""
_FIELDS = re.compile(
    rb"(?:From|To|Cc|Bcc|Reply-To|Sender|Message-ID|MIME-Version|X-Unsent|Received"
    rb"|Return-Path|Content-Type|Delivered-To|(?:Resent|DKIM|ARC)-[!-9;-~]+)[ \t]*:",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]|>?From ")
"""A line of a header: a field, the rest of one, or the first line of an mbox."""
HEAD_MAX = 64 * 1024


class Made(NamedTuple):
    """What a draft was made as."""

    kind: Kind
    person: str = ""
    """The id of its interviewer, or of the contact; empty where nothing says it."""


class Own(NamedTuple):
    """Your addresses, for drafts that no notes are at hand for; From is one of them."""

    keys: frozenset[str]
    """`Address.key` of each that is configured."""
    tokens: frozenset[str]
    """`eml.token_of` each that was drafted from."""


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
    above: int = 0
    """How many lines of its file stand above its words."""

    @property
    def place(self) -> str:
        """What a person reads: a path, or `Drafts: thank-you-dana`."""
        return f"{self.where}: {self.name}" if self.name else self.where


def read_edited(path: Path, data: bytes, interview: Interview | None) -> Edited:
    """Read a draft file; ValueError states why it is none."""
    data = data.removeprefix(BOM_UTF8).lstrip(b"\r\n")
    is_email = path.suffix.lower() == ".eml" or looks_like_email(data)
    made = _made(path, is_email=is_email)
    # A check-in may go to somebody who was not in the room.
    people = (*interview.interviewers, addressee(interview)) if interview else ()
    if is_email:
        return read_email(str(path), data, made, interview, people)
    if len(data) > TEXT_MAX:
        raise ValueError("too long for a letter")
    text = data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    person = next((one for one in people if one.id == made.person), None)
    subject, words = split_subject(text, made.kind)
    draft = Draft(made.kind, words, subject, interview=interview, interviewer=person)
    return Edited(str(path), draft, above=text[: -len(words)].count("\n"))


def split_subject(text: str, kind: Kind) -> tuple[str, str]:
    """Take the subject off a letter as text, where it stands above the words."""
    head, _, words = text.partition("\n")
    if kind.is_email and head.startswith(SUBJECT) and words.strip():
        return head.removeprefix(SUBJECT).strip(), words.lstrip("\n")
    return "", text


def looks_like_email(data: bytes) -> bool:
    """Tell an email by its beginning: fields, and among them one of delivery.

    A letter as text may have a line like `Subject: thank you` above it; an email may
    have a line that cannot be read among its fields.
    """
    head = data[:HEAD_MAX].removeprefix(BOM_UTF8).replace(b"\r\n", b"\n")
    head, ended, _ = head.replace(b"\r", b"\n").lstrip(b"\n").partition(b"\n\n")
    lines = head.rstrip(b"\n").split(b"\n")
    lines = lines if ended or len(data) < HEAD_MAX else lines[:-1] or lines
    known, fields = (sum(map(bool, map(p.match, lines))) for p in (_FIELDS, _FIELD))
    return bool(_FIELD.match(lines[0])) and known > (fields < len(lines))


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
    to = message.only("To")
    named = (one for one in people if one.id == made.person)
    written_to = (one for one in people if to and one.email and one.email.key == to.key)
    files = tuple(one.name or one.type for one in message.attachments)
    draft = Draft(
        kind=made.kind,
        text=message.text.strip("\n"),
        subject=message.subject,
        html=message.html,
        sender=message.only("From"),
        recipient=to,
        interview=interview,
        interviewer=next(chain(named, written_to), None),
        attachment=Path(files[0]) if files else None,
        addressed_to=message.tos[0].name if len(message.tos) == 1 else "",
    )
    found = tuple(_faults(message, draft, own))
    return Edited(where, draft, found, attachments=files)


def check(edited: Edited, others: Others) -> tuple[Finding, ...]:
    """Everything the guard says of an edited draft, each rule and text once."""
    judged = examine(edited.draft, others, edited=True)
    placed = (f._replace(line=f.line + edited.above * (f.line > 0)) for f in judged)
    found = (*edited.findings, *placed)
    return tuple({(f.rule, f.text, f.line): f for f in found}.values())


def others_of(one: Edited, all_: Iterable[Edited], others: Others) -> Others:
    """The rest of what is checked together, as the guard wants it."""
    run = tuple(e.draft for e in all_ if e is not one)
    # A card without its interview is nobody's: the journal would compare it to itself.
    known = one.draft.recipient or one.draft.interviewer
    return others._replace(run=run, memory=others.memory if known else None)


def _made(path: Path, *, is_email: bool) -> Made:
    for kind in Kind:
        if path.stem.startswith(f"{kind}-"):
            name = path.stem.removeprefix(f"{kind}-")
            is_script = kind is Kind.CHECK_IN and not is_email
            return Made(Kind.PHONE if is_script else kind, name)
    return Made(Kind.THANK_YOU if is_email else Kind.CARD)


def _faults(message: Message, draft: Draft, own: Own | None) -> Iterator[Finding]:
    """Tell what would take it to, or from, another, or show its reader other words."""
    for fact in misaddressed(message):
        why = "a note goes from one person to one person (take it out)"
        yield _refusal("A2", fact, why)
    # Of more, or of none, the headers were judged.
    if len(message.froms) == 1 and (why := _not_yours(draft, own)):
        yield _refusal("A2", message.froms[0].address, why)
    for kind in dict.fromkeys(message.odd):
        why = "a part that some mail programs would show instead (take it out)"
        yield _refusal("F13", kind, why)
    person, shown = draft.interviewer, message.tos[0].name if message.tos else ""
    if _spelt(shown) not in ("", *(box.address.casefold() for box in message.tos)):
        # The reader sees the name as much as the greeting.
        if person and _spelt(shown) not in _names_of(person):
            why = f"the name in To is not {person.name} (write that, or none)"
            yield _refusal("A0", shown, why)
        if person is None and not _is_one_name(shown):
            why = "the name in To is not one person's (write one name, or none)"
            yield _refusal("A0", shown, why)
    if draft.interview and person is None:
        why = "nobody in the interview file has this address"
        to = str(draft.recipient or "no address")
        yield _refusal("A1", to, f"{why} (send it to the person it is for)")


def _not_yours(draft: Draft, own: Own | None) -> str:
    """Judge the From by your address, else by `own`.

    A program of several accounts may put another of them there when it saves.
    """
    yours = draft.interview.you.email if draft.interview else None
    key = draft.sender.key if draft.sender else ""
    if yours and key != yours.key:
        return f"it is not from {yours}, your address in the interview file (choose it)"
    if yours or own is None or key in own.keys:
        return ""
    if draft.sender and token_of(draft.sender) in own.tokens:
        return ""
    return "From is none of your addresses that are known (choose one of them)"


def _is_one_name(name: str) -> bool:
    alone = Interviewer(id="to", name=name)
    judged = examine(Draft(Kind.THANK_YOU, "", interviewer=alone), Others())
    return all(finding.rule != "A0" for finding in judged)


def _names_of(person: Interviewer) -> set[str]:
    """Spell a name in every way that address books do: "Whitlock, Dana"."""
    given, family = person.given, person.family
    names = {person.name, person.address_as, given, f"{given} {family}"}
    first, _, last = person.name.rpartition(" ")
    names |= {f"{family}, {given}", f"{last}, {first}" if first else last}
    titled = (f"{person.honorific} {name}" for name in (person.name, family) if name)
    return {_spelt(name) for name in (*names, *titled)}


def _spelt(name: str) -> str:
    return collapsed(normalize("NFC", name)).strip("'\" ").casefold()


def _refusal(rule: str, text: str, why: str) -> Finding:
    assert rule in RULES
    return Finding(rule, Severity.REFUSE, on_a_line(text), 0, why)
