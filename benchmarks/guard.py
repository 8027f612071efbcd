"""How long the guard takes for the worst of texts: one short piece, again and again.

    .venv/bin/python benchmarks/guard.py

Each is judged beside another letter, as a draft that was edited: as long a text as is
read at all, 256 KB of text (refused unread), and 256 KB of HTML. No rule may cost a
square, so nothing here takes a second; one slow text makes the exit code 1.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING


sys.path.insert(0, str(Path(__file__).parents[1]))

from drafter.guard import Others, examine
from drafter.guard.form import LONGEST
from tests.corvane import thank_you


if TYPE_CHECKING:
    from drafter.draft import Draft

PIECES = (
    "A. ", "I. ", "a ", "a", "\n", "A.\n\n", "- a\n", ". . ", "..", "!", "?", "1 ",
    "é ", "а", "a\u200b", "a-", "'", "’s ", '"', "“a” ", "_", "[", "<", "{{ ", "[your ",
    "June 12 ", "Friday ", "the ", "twenty-", "Hi all,\n\n", "Hi Dana, ", "Dear Dr. ",
    "Dana, Tomas, ", "Best,\n", "Ines Okafor\n", "he ", "thank you ", "I am sorry. ",
    "my last job was the worst. ", "raise the ", "any update ", "Brightmoor Rail ",
    "Corvane ", "the release calendar ", "new timetables ship in spring ",
    "one two three four five. ", "x@y.zz ", "www.a.com ", ":) ", "AAAA ", "+1 207 ",
    "Tomas ", "[...] ", "you said that ", "you and my a ", "We met on ", "Mon June 2 ",
)  # fmt: skip
MARKUP = (
    "<", "<p", "<p>a</p>", "<!--", "<!--[if mso]><xml ", "<style>/*", "<o:p>", "<b>",
    "<p style='color:rgb('>", "<a href='https://a.example'>a</a>", "<title>", "<li>",
    "<div style='display", "&amp;", "</p>", "<![if x]>",
)  # fmt: skip
SIZE, LIMIT = 256 * 1024, 1.0
"""Bytes; seconds of processor time."""


def letter(words: str) -> Draft:
    """An email to one of a panel."""
    return thank_you(text=f"Hi Dana,\n\n{words}\n\nBest regards,\nInes Okafor")


def drafts(piece: str, *, is_markup: bool) -> dict[str, Draft]:
    """Make the texts of one piece."""
    longest = piece * (SIZE // len(piece))
    if is_markup:
        return {"HTML": thank_you(html=longest)}
    return {
        "as long as is read": letter(piece * ((LONGEST - 100) // len(piece))),
        "256 KB": letter(longest),
    }


def main() -> int:
    """Judge them all."""
    beside = Others((thank_you("tomas"),))
    worst: list[tuple[float, str]] = []
    for pieces, is_markup in ((PIECES, False), (MARKUP, True)):
        for piece in pieces:
            for what, draft in drafts(piece, is_markup=is_markup).items():
                began = time.process_time()
                examine(draft, beside, edited=True)
                worst.append((time.process_time() - began, f"{piece!r}, {what}"))
    worst.sort(reverse=True)
    for seconds, what in worst[:8]:
        print(f"{seconds:6.2f} s  {what}")
    slow = [what for seconds, what in worst if seconds > LIMIT]
    print(f"{len(worst)} texts, {len(slow)} of them over {LIMIT:.0f} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
