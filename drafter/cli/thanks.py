"""`drafter thanks`: the main job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import INTERVIEW, drafting, mailing
from drafter.cli.shell import local_today, say, told


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from drafter.errors import Problem
    from drafter.interview import Interview
    from drafter.journal.journal import Journal

LATE_DAYS, LONG_AGO = 2, 60
"""Late from the second day after the interview on, never refused; after two months the
person knows."""


@click.command()
@INTERVIEW
@mailing
@drafting
def command(
    *, interview: str, today: date | None, as_json: bool, **wishes: Any
) -> None:
    """One personal thank-you email and one card for each interviewer.

    Writes thank-you-ID.eml and card-ID.txt to drafts/EMPLOYER-DATE beside the interview
    file. Nothing is sent: read them, change them, send them yourself.
    """
    with told(as_json=as_json):
        from drafter.cli import report
        from drafter.cli.asking import Asked, Wishes
        from drafter.cli.drafting import draft_all, everyone
        from drafter.draft import Kind

        day, path = local_today(today), interview

        def all_of_them(standing: Interview, _: Journal) -> Asked:
            orders = everyone(standing, (Kind.THANK_YOU, Kind.CARD))
            doubts = tuple(_doubts(standing, day, path))
            return Asked(standing, orders, doubts, _late(standing, day))

        asked = Wishes(interview=path, today=day, **wishes)
        echo = (lambda _: None) if as_json else say
        outcome = draft_all(asked, all_of_them, echo)
        report.tell(outcome, as_json=as_json)


def _doubts(interview: Interview, today: date, path: str) -> Iterator[Problem]:
    """What is probably a slip: a day to come, a file that is not there."""
    from drafter.errors import Location, Problem

    where = Location(path)
    if interview.date > today:
        fact = f"the interview is on {interview.date}, which is still to come"
        yield Problem(where, fact, "is the year right?")
    for person in interview.interviewers:
        for promise in person.takeaways:
            if promise.file and not promise.file.is_file():
                fact = f"there is no file {promise.file} to send to {person.name}"
                yield Problem(where, fact, "is the name right?")


def _late(interview: Interview, today: date) -> tuple[str, ...]:
    days = (today - interview.date).days
    if not LATE_DAYS <= days <= LONG_AGO:
        return ()
    return (f"That was {days} days ago: late, and still better sent than not.",)
