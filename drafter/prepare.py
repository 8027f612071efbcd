"""One page to take along: what to ask before leaving, and blanks for what was said.

It is printed before the interview, when the notes are still mostly blank: whatever of
the file can be read is filled in, and what is missing is no mistake here. The page is
never over 60 lines of 80 columns: the more people, the less room for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.dates import day_in_words
from drafter.reading.fields import INTERVIEW
from drafter.reading.located import Keyed, load
from drafter.reading.records import read_fields, read_file, refusal
from drafter.words import shortened


if TYPE_CHECKING:
    from datetime import date

LINES_MAX, COLUMNS_MAX = 60, 80
_STRANGERS = 4
QUESTIONS = (
    "What are the next steps after today?",
    "When do you expect to decide, or to be in touch about the next step?",
    "Who makes the decision, and who will contact me?",
    "If I haven't heard by then, whom should I ask, by email or with a call?",
    "Is there anything you would like me to send?",
    "May I have your card, so that I spell your name right?",
    "After goodbye: would you mind if I connected with you on LinkedIn?",
)  # fmt: skip
# Below some questions there is a line for the answer; the last two are favors.
_ANSWERS = ("", 'A date, not "soon":', "", "", "I promise, by when:")
BLANKS = (
    "We talked about",
    "They said that",
    "Their own words",
    "They asked me about",
    "I promised, by when",
    "They decide by",
)
_CLOSING = "Then, while you remember: drafter new"


class Known(NamedTuple):
    """What is known beforehand; empty where nothing is."""

    employer: str = ""
    position: str = ""
    on: date | None = None
    people: tuple[str, ...] = ()


def read_known(data: bytes, file: str) -> Known:
    """Read what of an interview file is filled in; only broken YAML is an error."""
    source = load(data, file)
    if source.problems:
        raise refusal(source.problems)
    if not isinstance(source.root, Keyed):
        _, problems = read_file(data, file, INTERVIEW)
        if problems:
            raise refusal(problems)
        return Known()
    values = read_fields(source.root, INTERVIEW, "", []).values
    people = (
        record.values.get("name", "") for record in values.get("interviewers", ())
    )
    return Known(
        employer=_inner(values, "employer", "name"),
        position=_inner(values, "position", "title"),
        on=values.get("date"),
        people=tuple(people),
    )


def page(known: Known) -> str:
    """Lay the page out, with room for answers where there is room."""
    for answers, in_a_line in ((True, 1), (False, 1), (False, 2)):
        lines = _laid_out(known, answers=answers, in_a_line=in_a_line)
        if len(lines) <= LINES_MAX:
            break
    return "\n".join(
        shortened(line, COLUMNS_MAX).rstrip() for line in lines[:LINES_MAX]
    )


def _laid_out(known: Known, *, answers: bool, in_a_line: int) -> list[str]:
    facts = [known.employer, known.position]
    facts.append(day_in_words(known.on, year=True) if known.on else "")
    about = ", ".join(filter(None, facts)) or "Employer, position, day: " + "_" * 55
    lines = [about, "Before you leave, ask:", *[""] * answers]
    for number, question in enumerate(QUESTIONS, 1):
        lines.append(f"{number}. {question}")
        below = _ANSWERS[number - 1 : number] * answers
        lines += [_blank(f"   {x}" if x else "  ", COLUMNS_MAX) for x in below]
    lines.append("")
    wide = (COLUMNS_MAX + 2) // in_a_line - 2
    for name in known.people or ("",) * _STRANGERS:
        lines.append(_named(name))
        blanks = [_blank(label, wide) for label in BLANKS]
        firsts = range(0, len(blanks), in_a_line)
        lines += ["  ".join(blanks[first : first + in_a_line]) for first in firsts]
        lines += [""] * (in_a_line == 1)
    return [*lines, _CLOSING]


def _named(name: str) -> str:
    return f"* {name}" if name else _blank("* Name, title, email", COLUMNS_MAX)


def _blank(label: str, width: int) -> str:
    return f"{label} ".ljust(width, "_")


def _inner(values: dict[str, Any], name: str, field: str) -> str:
    record = values.get(name)
    return str(record.values.get(field, "")) if record else ""
