"""The interview file before the first answer: every field a marked blank.

    topics: ___            must be filled in: `thanks` says where it still stands
    # quote: ___           may stay as it is: to YAML it is a comment

The fields stand in the order a person remembers: who, what you talked about, what they
said, what you promised, and when they decide. The words come from the field table.
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
_MUST = frozenset({"name", "title", "date", "topics", "timeline", "promised"})
_PERSON = (
    "address_as",
    "role",
    "email",
    "topics",
    "they_said",
    "quote",
    "asked",
    "thanks_for",
    "my_link",
)
_PROMISE = ("due", "here_is", "file", "link")
_HEAD = """\
# One interview day at one employer. What you write finishes the sentence beside it.
# `drafter new` with this file's name goes on asking for every {blank}; or fill them in
# here, and take the # away from the lines you use.
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
        _line("  ", _row(EMPLOYER, "name")),
        *([_line("  ", _row(EMPLOYER, "domain"), start.domain)] * bool(start.domain)),
        "position:",
        _line("  ", _row(POSITION, "title")),
        _line("", _row(INTERVIEW, "date"), start.date),
        _line("", _row(INTERVIEW, "stage")),
        "",
        "interviewers:",
        *(line for name, email in people for line in (*person(name, email), "")),
        *someone_else(len(people)),
        "",
        _line("", _row(INTERVIEW, "timeline")),
        _line("", _row(INTERVIEW, "next_step")),
        _line("", _row(INTERVIEW, "reasons")),
    ]
    if you:
        lines += ["", commented("you:", "may stand in config.yaml instead")]
        must = {"email", "name"}
        lines += [
            _line("  ", _row(YOU, name), known, must=name in must)
            for name, known in you.items()
        ]
    return "\n".join(lines) + "\n"


def person(name: str, email: str = "") -> list[str]:
    """Write one interviewer's lines."""
    known = {"email": email}
    return [
        _line("  ", _row(INTERVIEWER, "name"), name, dash="- "),
        *(_line("    ", _row(INTERVIEWER, n), known.get(n, "")) for n in _PERSON),
        commented(f"    # takeaways: [{{promised: {BLANK}}}]", "I said I would ___"),
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
        _line("      ", _row(TAKEAWAY, "promised"), promised, dash="- "),
        *(_line("        ", _row(TAKEAWAY, name)) for name in _PROMISE),
        commented(f"      # - promised: {BLANK}", "And I said I would ___"),
    ]


def next_promise(promised: str) -> list[str]:
    """Write one more promise to the same person."""
    return promise(promised)[1:]


def commented(line: str, comment: str) -> str:
    """Put a comment after a line, in the column of all comments where it can be."""
    return f"{line:<{_COMMENT_COLUMN - 2}}  # {comment}"


def choices(row: Field) -> tuple[str, ...]:
    """List the words a field may hold; none where it is free."""
    return tuple(row.shape.schema.get("enum", ()))


def _line(
    indent: str,
    row: Field,
    known: str = "",
    *,
    dash: str = "",
    must: bool | None = None,
) -> str:
    must = row.name in _MUST if must is None else must
    off = "" if known or must else "# "
    value = quoted(known) if known else BLANK
    words = ", ".join(choices(row))
    comment = f"{row.help}: {words}" if words else row.help
    return commented(f"{indent}{off}{dash}{row.name}: {value}", comment)


def _row(table: Iterable[Field], name: str) -> Field:
    return next(row for row in table if row.name == name)
