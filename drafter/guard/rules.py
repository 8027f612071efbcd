"""The registry: what a rule is, what it finds, and who checks it.

A family of rules is a module whose checks register themselves here. A rule may be
registered without a check, where another part keeps it (the calendar, the envelope, the
template engine), so that `drafter rules` explains it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from drafter.draft import Kind


if TYPE_CHECKING:
    from drafter.guard.note import Note
    from drafter.guard.others import Others


class Severity(StrEnum):
    """What a finding does: stop everything, or be printed."""

    REFUSE = "refuse"
    WARN = "warn"


THANKS = frozenset({Kind.THANK_YOU})
CARDS = frozenset({Kind.CARD})
LINKEDIN = frozenset({Kind.LINKEDIN})
TAKEAWAYS = frozenset({Kind.TAKEAWAY})
CHECK_INS = frozenset({Kind.CHECK_IN, Kind.PHONE})
EMAILS = frozenset(kind for kind in Kind if kind.is_email)
WRITTEN = frozenset(Kind) - {Kind.PHONE}
EVERY = frozenset(Kind)


class Rule(NamedTuple):
    """One line of the rubric."""

    id: str
    severity: Severity
    """The gravest it comes to; a finding says what it came to."""
    reason: str
    source: str
    kinds: frozenset[Kind] = EVERY

    @property
    def order(self) -> tuple[str, int]:
        """`F2` before `F10`."""
        return self.id[0], int(self.id[1:])


class Finding(NamedTuple):
    """What a rule found in one draft."""

    rule: str
    severity: Severity
    text: str
    """The words it means, with nothing in them that a terminal would obey."""
    line: int
    """In the draft's text; 0 where it has no place."""
    why: str


class Hit(NamedTuple):
    """What a check yields; the registry adds the rule."""

    text: str
    line: int
    why: str
    severity: Severity | None = None
    """None: the rule's own."""


Check = Callable[["Note", "Others"], Iterator[Hit]]


class Registry(Mapping[str, Rule]):
    """Every rule by its id, in the order of the ids."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}
        self._checks: list[tuple[Rule, Check]] = []

    def __getitem__(self, key: str) -> Rule:
        return self._rules[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._rules, key=lambda key: self._rules[key].order))

    def __len__(self) -> int:
        return len(self._rules)

    def add(self, rule: Rule, check: Check | None = None) -> None:
        """Enter a rule; ids are given once and never again."""
        if rule.id in self._rules:
            raise ValueError(f"rule {rule.id} is registered twice")
        self._rules[rule.id] = rule
        if check:
            self._checks.append((rule, check))
            self._checks.sort(key=lambda entry: entry[0].order)

    def run(self, note: Note, others: Others) -> Iterator[Finding]:
        """All findings in one note, in the order of the rules."""
        for rule, check in self._checks:
            if note.draft.kind in rule.kinds:
                for text, line, why, severity in check(note, others):
                    grave = severity or rule.severity
                    yield Finding(rule.id, grave, shown(text), line, why)


RULES = Registry()


def rule(
    rule_id: str,
    severity: Severity,
    reason: str,
    *,
    source: str,
    on: frozenset[Kind] = EVERY,
) -> Callable[[Check], Check]:
    """Register the decorated check under its rule."""

    def register(check: Check) -> Check:
        RULES.add(Rule(rule_id, severity, reason, source, on), check)
        return check

    return register


_SHOWN_MAX = 90
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown(text: str) -> str:
    """Quote on one short line; what a terminal would obey or hide becomes an escape."""
    line = " ".join(text[: 4 * _SHOWN_MAX].split())
    if not line.isascii() or not line.isprintable():
        line = "".join(
            char.encode("unicode_escape").decode()
            if category(char) in _UNPRINTABLE
            else char
            for char in line
        )
    return line if len(line) <= _SHOWN_MAX else line[: _SHOWN_MAX - 1].rstrip() + "…"
