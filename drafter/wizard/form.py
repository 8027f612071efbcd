"""The interview file before the first answer: every field a marked blank.

    topics: ___            must be filled in: `thanks` says where it still stands
    # quote: ___           may stay as it is: to YAML it is a comment

A person's fields stand in the order of the letter. The words beside them come from the
field table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.fields import (
    EMPLOYER,
    INTERVIEW,
    INTERVIEWER,
    MOST_INTERVIEWERS,
    POSITION,
    TAKEAWAY,
    YOU,
)
from drafter.wizard.quoting import quoted


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drafter.reading.records import Field

BLANK = "___"
_COMMENT_COLUMN = 34
_MUST = frozenset({"date", "timeline", "topics"})
_BEFORE = ("address_as", "honorific", "title", "role", "email", "topics", "thanks_for")
_MIDDLE = (
    "they_said",
    "quote",
    "moment",
    "impressed_by",
    "reaction",
    "asked",
    "answer",
)
_PROMISE = ("due", "here_is", "file", "link")
_HEAD = """\
# One interview day at one employer. What you write ends the sentence beside it.
# `drafter new` with this file's name goes on asking; or fill in every {blank} here, and
# take the # away from the lines you use. Whoever writes a letter alone gives the person
# `letter: |` and `card: |`, with the text below, further in.
"""


class Start(NamedTuple):
    """What is known before the first question; empty where nothing is."""

    date: str = ""
    domain: str = ""
    people: Sequence[tuple[str, str]] = ()
    """Of each, the name and the address."""


def form(you: Mapping[str, str], start: Start) -> str:
    """Write the file; `you` are the fields to ask for, with what is known of them."""
    people = start.people[:MOST_INTERVIEWERS] or [("", "")]
    lines = [
        _HEAD.format(blank=BLANK),
        "employer:",
        _line("  ", EMPLOYER, "name", must=True),
        *([_line("  ", EMPLOYER, "domain", start.domain)] if start.domain else []),
        _line("  ", EMPLOYER, "country"),
        "position:",
        _line("  ", POSITION, "title", must=True),
        _line("  ", POSITION, "short"),
        _line("", INTERVIEW, "date", start.date),
        *(
            _line("", INTERVIEW, n)
            for n in ("timeline", "stage", "next_step", "reasons")
        ),
    ]
    if you:
        must = {"name", "email"}
        lines += ["", commented("you:", "may stand in config.yaml instead")]
        lines += [
            _line("  ", YOU, n, known, must=n in must) for n, known in you.items()
        ]
    lines += ["", "interviewers:"]
    lines += [line for known in people for line in (*person(*known), "")]
    return "\n".join([*lines, *someone_else(len(people))]) + "\n"


def person(name: str, email: str = "") -> list[str]:
    """Write one interviewer's lines."""
    known = {"email": email}
    fields = (*_BEFORE, *_MIDDLE)
    return [
        _line("  - ", INTERVIEWER, "name", name, must=True),
        *(_line("    ", INTERVIEWER, one, known.get(one, "")) for one in fields),
        commented(f"    # takeaways: [{{promised: {BLANK}}}]", "I said I would ___"),
        _line("    ", INTERVIEWER, "card_detail"),
    ]


def someone_else(count: int) -> list[str]:
    """Write the blank for one more interviewer, where one more may be."""
    if count >= MOST_INTERVIEWERS:
        return []
    return [commented(f"  # - name: {BLANK}", "someone else? their full name")]


def promise(promised: str) -> list[str]:
    """Write what was promised to one interviewer, and a blank for one more."""
    return [
        "    takeaways:",
        _line("      - ", TAKEAWAY, "promised", promised, must=True),
        *(_line("        ", TAKEAWAY, name) for name in _PROMISE),
        commented("      # - promised:", "And I said I would ___"),
    ]


def commented(line: str, comment: str) -> str:
    """Put a comment after a line, in the column of all comments where it can be."""
    return f"{line:<{_COMMENT_COLUMN - 2}}  # {comment}"


def _line(
    indent: str,
    table: Iterable[Field],
    name: str,
    known: str = "",
    *,
    must: bool = False,
) -> str:
    row = next(row for row in table if row.name == name)
    off = "" if known or must or name in _MUST else "# "
    choices = ", ".join(row.shape.schema.get("enum", ()))
    words = f"{row.help}: {choices}" if choices else row.help
    value = quoted(known) if known else BLANK
    return commented(f"{indent}{off}{name}: {value}", words)
