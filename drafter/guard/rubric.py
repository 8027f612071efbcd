"""The rubric: the rules as data (`rubric.txt`), and the checks that hold them.

A rule in code is `@rule("G1")` over its check. Its severity, the kinds of letter it
looks at, its reason and its source stand in the file, which `drafter rules` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.language import ENGLISH
from drafter.words import on_a_line


if TYPE_CHECKING:
    from drafter.guard.letter import Passage
    from drafter.guard.note import Note, Span
    from drafter.interview import Interview


class Severity(StrEnum):
    """What a finding does: stop everything, or be printed."""

    REFUSE = "refuse"
    WARN = "warn"


REFUSE, WARN = Severity.REFUSE, Severity.WARN


class Rule(NamedTuple):
    """One line of the rubric."""

    id: str
    severity: Severity
    """The gravest it comes to; a finding says what it came to."""
    kinds: frozenset[Kind]
    reason: str
    source: str
    kept_by: str = ""
    """The part that keeps the promise where no text shows it; empty: a check here."""
    is_small: bool = False
    """Whether its warnings are of taste: told last, and no reason to refuse."""
    is_english: bool = False
    """Whether it looks for English words, and so rests where another is written."""


class Finding(NamedTuple):
    """What a rule found in one draft."""

    rule: str
    severity: Severity
    text: str
    """The words it means, with nothing in them that a terminal would obey."""
    line: int
    """In the draft's text; 0 where it has no place."""
    why: str


def is_small(finding: Finding) -> bool:
    """Tell a warning of taste from what its reader would stumble over."""
    return finding.severity is WARN and RULES[finding.rule].is_small


_SHOWN, _SMALL = 3, 1
"""Warnings of one draft that a person reads, and how many of them are of taste."""


def foremost(findings: Sequence[Finding]) -> tuple[list[Finding], int]:
    """Choose what to tell of one draft, gravest first, and count the rest.

    What refuses is always told: it is all to be mended.
    """
    refused = [finding for finding in findings if finding.severity is REFUSE]
    small = [finding for finding in findings if is_small(finding)]
    grave = [f for f in findings if f not in refused and f not in small]
    shown = [*refused, *[*grave, *small[:_SMALL]][: max(_SHOWN - len(refused), 0)]]
    return shown, len(findings) - len(shown)


class Hit(NamedTuple):
    """What a check yields."""

    text: str
    line: int
    why: str
    severity: Severity | None = None
    """None: the rule's own."""


def quote(place: Passage | Span, why: str, severity: Severity | None = None) -> Hit:
    """Quote a place and say what is wrong with it."""
    return Hit(place.text, place.line, why, severity)


Hits = Iterator[Hit]
Check = Callable[["Note"], Hits]
_CHECKS: dict[str, Check] = {}


def rule(rule_id: str) -> Callable[[Check], Check]:
    """Make the decorated function the check of a rule of the rubric."""

    def register(check: Check) -> Check:
        if rule_id in _CHECKS or RULES[rule_id].kept_by:
            raise ValueError(f"rule {rule_id} has a check, or needs none")
        _CHECKS[rule_id] = check
        return check

    return register


_HITS_MAX = 20
"""Findings of one rule: nobody reads more, and each costs a look at the whole text."""


def findings(note: Note, only: Container[str] = _CHECKS) -> Iterator[Finding]:
    """All findings in one note, in the order of the rules."""
    for known in RULES.values():
        if known.is_english and note.language != ENGLISH:
            continue
        if note.draft.kind in known.kinds and known.id in _CHECKS and known.id in only:
            hits = islice(_CHECKS[known.id](note), _HITS_MAX)
            for text, line, why, severity in hits:
                grave = severity or known.severity
                yield Finding(known.id, grave, on_a_line(text), line, why)


_SETS = {
    "all": frozenset(Kind),
    "emails": frozenset(kind for kind in Kind if kind.is_email),
}


def unjudged(interview: Interview) -> str:
    """Say which rules cannot judge the words of these notes; empty if all can."""
    people = interview.interviewers
    others = {interview.language_of(one) for one in people} - {ENGLISH}
    rules = ", ".join(one.id for one in RULES.values() if one.is_english)
    listed = ", ".join(sorted(others))
    return f"the words are not judged in {listed}: {rules}" if others else ""


def kinds_of(words: list[str]) -> frozenset[Kind]:
    """Read `emails card -reply`: sets and kinds to look at, and kinds to leave out."""
    kinds: frozenset[Kind] = frozenset()
    for word in words:
        if word.startswith("-"):
            kinds -= {Kind(word[1:])}
        else:
            kinds |= _SETS.get(word) or {Kind(word)}
    return kinds


def blocks_of(file: str) -> Iterator[list[str]]:
    """Read a table of the guard's: lines, an empty one between two blocks."""
    text = Path(__file__).with_name(file).read_text("utf-8")
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line and line[0] != "#"]
        if lines:
            yield lines


def _read() -> Iterator[Rule]:
    """Read the rubric; the last heading tells who keeps a promise."""
    kept_by = ""
    for head, *lines in blocks_of("rubric.txt"):
        if not lines:
            kept_by = head.strip("[]")
            continue
        (rule_id, severity, *kinds), (reason, source) = head.split(), lines
        small, english = severity == "small", kinds[0] == "english"
        grave = WARN if small else Severity(severity)
        judged = kinds_of(kinds[english:])
        yield Rule(rule_id, grave, judged, reason, source, kept_by, small, english)


RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _read()})
"""Every rule by its id: first those that are checked here, then the promises."""
