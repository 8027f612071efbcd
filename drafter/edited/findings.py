"""What is wrong with an edited message itself, whatever its words say.

A finding is by a rule that letters are judged by as well, so that a person reads one
list: A2 stands for all that would go to another, or come from another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.formats.eml import token_of
from drafter.formats.headers import collapsed
from drafter.formats.message import unfit_headers, unlike_parts
from drafter.guard import RULES, Finding, Others, Severity, examine
from drafter.interview import Interviewer


if TYPE_CHECKING:
    from drafter.formats.message import Message

UNLIKE = "F14"
"""The rule about two parts; the message says more exactly where they differ."""


class Own(NamedTuple):
    """Your addresses, for drafts that no notes are at hand for; From is one of them."""

    keys: frozenset[str]
    """`Address.key` of each that is configured."""
    tokens: frozenset[str]
    """`eml.token_of` each that was drafted from."""


def only(message: Message, header: str) -> Address | None:
    """Read the address of a field that has one and no more."""
    boxes = message.mailboxes(header).all
    if len(boxes) != 1:
        return None
    try:
        return Address.parse(boxes[0].address)
    except ValueError:
        return None


def of_headers(message: Message) -> list[Finding]:
    """Tell what would take it to, or through, another than its reader."""
    why = "a note goes from one person to one person (take it out)"
    return [finding("A2", fact, why) for fact in unfit_headers(message)]


def of_sender(
    message: Message, yours: Address | None, own: Own | None
) -> list[Finding]:
    """Judge the From by `yours`, else by `own`; that there is one is a header's matter.

    A program of several accounts may put another of them there when it saves.
    """
    if len(message.froms) != 1:
        return []
    sender = only(message, "From")
    if yours:
        is_yours = sender is not None and sender.key == yours.key
        why = f"it is not from {yours}, your address in the interview file (choose it)"
    elif own:
        is_yours = sender is not None and (
            sender.key in own.keys or token_of(sender) in own.tokens
        )
        why = "From is none of your addresses that are known (choose one of them)"
    else:
        return []
    return [] if is_yours else [finding("A2", message.froms[0].address, why)]


def of_parts(message: Message) -> list[Finding]:
    """Tell what a reader may see that is not the text."""
    why = "a part that some mail programs would show instead (take it out)"
    odd = [finding("F13", kind, why) for kind in dict.fromkeys(message.odd)]
    fact = unlike_parts(message)
    why = (
        "the reader's program shows one of the two"
        " (write the same in both; with `body: text` in config.yaml there is only one)"
    )
    return [*odd, *([finding(UNLIKE, fact, why)] if fact else [])]


def of_name(message: Message, person: Interviewer | None) -> list[Finding]:
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
    return [finding("A0", message.tos[0].name, why)]


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


def finding(rule: str, text: str, why: str) -> Finding:
    """Refuse by one of the guard's rules."""
    from drafter.guard.rules import shown  # noqa: PLC0415

    assert rule in RULES
    return Finding(rule, Severity.REFUSE, shown(text), 0, why)
