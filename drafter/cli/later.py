"""What the commands after the thank-you share: the interview as it stands by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drafter.cli.shell import Home, say, told


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.cli.asking import Asked
    from drafter.interview import Interview
    from drafter.journal.journal import Journal

    Ask = Callable[[Interview, Journal, Calendar], Asked]


def run(path: str, today: date, ask: Ask, *, as_json: bool, **wishes: Any) -> None:
    """Draft what `ask` wants of the interview, and say so."""
    with told(as_json=as_json):
        from drafter.calendar import calendar_for
        from drafter.cli import report
        from drafter.cli.asking import Wishes
        from drafter.cli.drafting import draft_all
        from drafter.cli.orders import as_it_stands

        asked = Wishes(interview=path, today=today, **wishes)
        cache = None if asked.dry_run else Home.find().cache

        def choose(interview: Interview, journal: Journal) -> Asked:
            employer = interview.employer
            calendar = calendar_for(employer.country, employer.region, cache)
            return ask(as_it_stands(interview, journal, calendar), journal, calendar)

        outcome = draft_all(asked, choose, (lambda _: None) if as_json else say)
        report.tell(outcome, as_json=as_json)
