"""drafter from Python: read notes, compose letters, clear them, encode them.

Nothing here sends, writes, or looks into a home folder: what a run of the command line
takes from config.yaml and the journal is given as an argument, or left out. The guard
is the same, and the only way to bytes is past it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.calendar import calendar_for
from drafter.composition import Past
from drafter.composition import compose as composed
from drafter.draft import Draft, Kind, Order
from drafter.errors import RefusedError
from drafter.formats import eml
from drafter.guard import Cleared, Others, Refused
from drafter.language import packaged_folder
from drafter.reading.config import Config, read_config
from drafter.reading.interview_file import Reading, read_interview
from drafter.templating.letters import Library


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from drafter.interview import Interview

TO_EACH = (Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN)
"""Kinds that each interviewer may get, with nothing more to be said."""


def read(path: str | Path, config: str | Path | None = None) -> Reading:
    """Read an interview file: its `interview`, and `warnings` of what reads badly.

    `config` is a config.yaml with what the file leaves out. `InputError` has every
    problem with its place.
    """
    file = Path(path)
    settings = Config()
    if config is not None:
        settings = read_config(Path(config).read_bytes(), str(config))
    return read_interview(
        file.read_bytes(),
        file=str(path),
        folder=file.parent,
        defaults=settings.profile,
        calendars=lambda country, region: calendar_for(country, region, None),
    )


def compose(
    interview: Interview,
    kinds: Iterable[str] = (Kind.THANK_YOU, Kind.CARD),
    *,
    templates: Iterable[str | Path] = (),
    variant: int = 0,
    html: bool = True,
) -> tuple[Draft, ...]:
    """Compose thank-you, card or linkedin for everyone; `templates` beat the packaged.

    `TemplateError` where a letter is wrong, or none serves somebody.
    """
    wanted = [Kind(kind) for kind in kinds]
    if others := [str(kind) for kind in wanted if kind not in TO_EACH]:
        raise ValueError(f"not for everyone: {', '.join(others)} (use the commands)")
    orders = [
        Order(kind, person)
        for kind in wanted
        for person in interview.interviewers
        if kind is not Kind.LINKEDIN or person.linkedin_ok
    ]
    library = Library(tuple(map(Path, templates)), packaged_folder())
    made = composed(interview, orders, library, Past(), variant=variant, html=html)
    return tuple(one.draft for one in made)


def clear(
    drafts: Iterable[Draft],
    *,
    employers: Iterable[str] = (),
    today: date | None = None,
    strict: bool = False,
) -> tuple[Cleared, ...]:
    """Let the guard judge all drafts of a run; each has its `findings`.

    `RefusedError` has every reason, and nothing is cleared. `employers` are others you
    talk to, whom no note may name. `strict`: warnings refuse too.
    """
    run = tuple(drafts)
    others = Others(run, rivals=tuple(employers), today=today)
    judged = judge(run, others, strict=strict)
    if reasons := [x for one in judged if isinstance(one, Refused) for x in one.lines]:
        raise RefusedError(*reasons)
    return tuple(one for one in judged if isinstance(one, Cleared))


def judge(
    run: Iterable[Draft], others: Others, *, strict: bool
) -> list[Cleared | Refused]:
    """Let the guard judge each draft of a run."""
    judged: list[Cleared | Refused] = []
    for draft in run:
        try:
            judged.append(Cleared(draft, others, strict))
        except Refused as refusal:
            judged.append(refusal)
    return judged


def encode(cleared: Cleared, *, number: int = 1) -> bytes:
    """Give the bytes of its file: an .eml, or text where there is no address.

    `number` tells drafts of one kind to one person apart.
    """
    if cleared.draft.is_mail:
        return eml.encode(cleared, number=number)
    return eml.encode_text(cleared)
