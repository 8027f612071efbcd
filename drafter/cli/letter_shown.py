"""One person's email and card on the screen, as `thanks` would write them by now."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from drafter.calendar import calendar_for
from drafter.cli.home import beside
from drafter.cli.report import line_of
from drafter.cli.screen import say, warn
from drafter.compose import Past, compose
from drafter.draft import Kind, Order
from drafter.errors import DrafterError, InputError
from drafter.guard import Others, examine
from drafter.reading.interview_file import read_interview
from drafter.wizard.so_far import so_far


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.cli.home import Home
    from drafter.compose import Composed
    from drafter.interview import Interviewer
    from drafter.reading.interview_file import Reading
    from drafter.wizard.so_far import SoFar

_WIDTH = 76
_SEEN_ANYWAY = "as the given name"
"""The greeting shows it."""


def show_letter(file: str, text: str, number: int, home: Home) -> None:
    """Show what the file makes for one person; what is wrong or left out, in a line."""
    try:
        part, reading = _read(file, text, number, home)
        composed = _composed(reading, home)
    except DrafterError as error:
        say()
        warn("The letter cannot be written yet:", fg="yellow")
        for line in error.lines:
            warn(f"  {line}", fg="yellow")
        return
    person = reading.interview.interviewers[part.number]
    drafts = tuple(one.draft for one in composed)
    for one in composed:
        if one.order.person.id != person.id:
            continue
        _show(one, person)
        for finding in examine(one.draft, Others(drafts)):
            if person.email or not one.draft.kind.is_email:
                warn(f"  {line_of(str(one.draft.kind), finding)}", fg="yellow")
    for warning in reading.warnings:
        mine = warning.where.line >= part.first_line
        if mine and _SEEN_ANYWAY not in warning.fact:
            remedy = f" ({warning.remedy})" if warning.remedy else ""
            warn(f"  {warning.fact}{remedy}", fg="yellow")


def _read(file: str, text: str, number: int, home: Home) -> tuple[SoFar, Reading]:
    """Read the file up to this person; alone, where somebody before is not done."""
    parts = [so_far(text, number), so_far(text, number, alone=True)]
    for part in parts if number else parts[1:]:
        try:
            return part, read_interview(
                part.text.encode(),
                file=file,
                folder=beside(file),
                defaults=home.read_config().profile,
                calendars=lambda country, region: calendar_for(
                    country, region, home.cache
                ),
            )
        except InputError as error:
            failed = error
    raise failed


def _composed(reading: Reading, home: Home) -> tuple[Composed, ...]:
    """Compose everyone so far: no two people get the same words."""
    people = reading.interview.interviewers
    orders = [
        Order(kind, one) for kind in (Kind.THANK_YOU, Kind.CARD) for one in people
    ]
    return compose(reading.interview, orders, home.library(None), Past(), html=False)


def _show(one: Composed, person: Interviewer) -> None:
    say()
    if one.draft.kind is Kind.CARD:
        say("The card", bold=True)
    else:
        to = person.email or "no address: as text, to be passed on"
        say(f"The email to {person.name} ({to})", bold=True)
        say(f"  Subject: {one.draft.subject}")
        say()
    for line in _wrapped(one.draft.text):
        say(line)


def _wrapped(text: str) -> Iterator[str]:
    for line in text.rstrip("\n").split("\n"):
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
        ) or [""]
