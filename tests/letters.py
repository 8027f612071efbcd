"""Emails and cards to awkward people, for the tests of formats and destinations."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.interview import Employer, Interview, Interviewer, Position, You


if TYPE_CHECKING:
    from pathlib import Path


AWKWARD = {
    "plain": ("Dana Whitlock", "dana.whitlock@corvane.example"),
    "polish": ("Łukasz Żak", "l.zak@corvane.example"),
    "comma": ("Pat O'Neil, Jr.", "pat+jobs@corvane.example"),
    "chinese": ("陳 大文", "chen@corvane.example"),
    "idn": ("Jürg", "pat@müller.example"),
    "long": (f"Council, {'the ferry office, ' * 5}Ltd., far away", "j@corvane.example"),
    "quotes": ('Pat "the \\ bridge" O\'Neil', "pat@corvane.example"),
    "encoded": ("=?utf-8?q?x=2C_y=40z?=", "x@corvane.example"),
    "address": ("a@evil.example, Bob <b@evil.example>", "a@corvane.example"),
    "emoji": ("Zoë 🎉" * 12, "zoe@corvane.example"),
    "nameless": ("", "nobody@corvane.example"),
}
TEXT = (
    "Hi Dana,\n\n"
    "From what you said it’s clear – the timetables ship in spring. "
    + "That is a long line. " * 8
    + "End.\n\n.\n>From here\nFrom a line start "
    + "x" * 90
    + "\n  indented\n\nBest,\nInés\n"
)
HTML = "".join(
    f"<p>{escape(line.strip(), quote=False)}</p>\n" for line in TEXT.split("\n\n")
)


def letter_to(
    name: str = "Dana Whitlock",
    address: str = "dana.whitlock@corvane.example",
    *,
    kind: Kind = Kind.THANK_YOU,
    text: str = TEXT,
    html: str = HTML,
    subject: str = "Thank you – the release calendar",
    identifier: str = "dana",
    employer: str = "Corvane Ferries",
    you: str = "Inés Okafor",
    attachment: Path | None = None,
) -> Draft:
    """Give one draft; nothing in it has to please the guard."""
    sender, recipient = Address.parse("ines@mail.example"), Address.parse(address)
    person = Interviewer(id=identifier, name=name, email=recipient)
    return Draft(
        kind=kind,
        text=text,
        html=html if kind.is_email else "",
        subject=subject if kind.is_email else "",
        sender=sender if kind.is_email else None,
        recipient=recipient if kind.is_email else None,
        interview=Interview(
            you=You(name=you, email=sender),
            employer=Employer(name=employer),
            position=Position(title="Software Engineer"),
            date=date(2026, 6, 2),
            interviewers=(person,),
        ),
        interviewer=person,
        attachment=attachment,
    )
