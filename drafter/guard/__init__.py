"""The guard: every rule a note must pass before it may leave the program.

`Cleared` is the only way out, and its constructor runs the rules. Each has an id, a
severity, a reason and a source (`RULES`); `examine` lists what they find. To judge a
note one must say what else goes out (`Others`): a note is personal only among notes.
"""

from __future__ import annotations

from drafter.guard.cleared import Cleared, Refused, examine, refuses
from drafter.guard.likeness import fingerprints, sketch
from drafter.guard.others import Earlier, Memory, Others, Sketch
from drafter.guard.rubric import RULES, Finding, Rule, Severity, foremost, unjudged


__all__ = [
    "RULES", "Cleared", "Earlier", "Finding", "Memory", "Others", "Refused", "Rule",
    "Severity", "Sketch", "examine", "fingerprints", "foremost", "refuses", "sketch",
    "unjudged",
]  # fmt: skip
