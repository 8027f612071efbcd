"""What one rewrite mends: a lead-in said twice, an ending, a capital, she for you.

Rules are tried in turn, each on what the one before has made; a text that no rule makes
fit is left to its writer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.errors import Problem
from drafter.reading.records import Slot
from drafter.reading.shape_of_speech import is_clause, is_question, statement
from drafter.reading.third_person import to_you


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.errors import Location
    from drafter.reading.records import Field

TALKED = ("we discussed ", "we spoke about ", "we talked about ", "we talked through ")
_LEADING = {
    Slot.PHRASE: ("that ", "about ", "to ", "for "),
    Slot.CLAUSE: ("that ", "you said ", "she said ", "he said ", "they said "),
    Slot.PAST: ("that you ", "you "),
    Slot.BARE: ("to ", "i would ", "i will ", "i'd ", "i'll "),
}
# "that the team ships" drops its "that"; "that wall of old bugs" only points.
_CLAUSE_BEGINS = frozenset(
    {
        "the", "a", "an", "your", "our", "my", "their", "you", "we", "they", "i", "it",
        "there", "this", "these", "every", "no",
    }
)  # fmt: skip
_SETTLED_ENDS = ("..", "etc.", "inc.", "ltd.", "co.", "corp.", "jr.", "sr.", "no.")
_LOWERED = (
    "The ", "A ", "An ", "How ", "Why ", "What ", "When ", "Where ", "Who ", "Whether ",
    "No ", "Your ", "My ",
)  # fmt: skip
_CLOSERS = "\"'”’»)]"
_MARKS = '"“”„«»'
_ASKED_OF = frozenset({"topics", "asked"})
_SAID_TO_THEM = frozenset({"own_words", "card_detail", "reaction"})


def rewrite(row: Field, text: str, where: Location) -> Iterator[Problem]:
    """Warn once of all that one rewrite mends, or that no rewrite can."""
    better, facts = text, []
    for rule in (_leading, _question, _ending, _beginning, _person, _marks):
        fact, changed = rule(row, better)
        if changed.strip() and changed != better:
            facts.append(fact)
            better = changed
    asks = row.slot is Slot.PHRASE and (is_question(better) or is_question(text))
    if asks and "is a question" not in facts:
        remedy = "write it as in: how long a loaf rests"
        yield Problem(where, f"{row.name} is a question", remedy)
    elif row.slot is Slot.PHRASE and is_clause(better):
        fact = f"{row.name} begins with {text.split(maxsplit=1)[0]!r}"
        yield Problem(where, fact, follows(row))
    elif facts:
        yield Problem(where, f"{row.name} {', '.join(facts)}", f"write: {better}")


def follows(row: Field) -> str:
    """Say what stands before the field in a letter."""
    return f"it follows after: {row.help.removesuffix(' ___')}"


def _leading(row: Field, text: str) -> tuple[str, str]:
    lead, _, _ = row.help.partition("___")
    begins = _LEADING.get(row.slot, ())
    if lead != row.help:
        begins = (lead.lower(), *begins)
    if row.name == "topics":
        begins = (*TALKED, *begins)
    better = text
    while begin := next((b for b in begins if better.lower().startswith(b)), ""):
        better = better[len(begin) :].lstrip()
    dropped = text[: len(text) - len(better)].strip()
    if row.slot is Slot.PHRASE and text.lower().startswith("that "):
        first = better.split(" ", 1)[0].lower()
        better = better if first in _CLAUSE_BEGINS else f"the {better}"
    return f"begins with {dropped!r}", better


def _ending(row: Field, text: str) -> tuple[str, str]:
    if row.slot is Slot.SENTENCE:
        ended = text.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))
        return "does not end as a sentence", text if ended else f"{text.rstrip(',;:')}."
    last = text.rsplit(" ", 1)[-1].lower()
    settled = last.endswith(_SETTLED_ENDS) or "." in last[:-1]
    if row.slot is Slot.QUOTE or settled:
        return "", text
    return "ends as a sentence", text.rstrip(".!?,;:")


def _question(row: Field, text: str) -> tuple[str, str]:
    if row.name not in _ASKED_OF:
        return "", text
    return "is a question", statement(text, to_the_writer=row.name == "asked")


def _beginning(row: Field, text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    if row.slot is Slot.SENTENCE:
        plain = first.replace("-", "").isalpha() and first.islower()
        begun = text[0].upper() + text[1:] if plain else text
        return "does not begin as a sentence", begun
    # The Hague, What Works Clearinghouse; "that you No one ..." is another matter.
    named = not rest[:1].islower() or (row.slot is Slot.PAST and first == "No")
    if row.slot is Slot.QUOTE or named or not text.startswith(_LOWERED):
        return "", text
    return "begins with a capital", text[0].lower() + text[1:]


def _person(row: Field, text: str) -> tuple[str, str]:
    fact = "says he or she of the person addressed"
    if row.slot is Slot.SENTENCE:
        first, _, _ = text.partition(" ")
        about_them = row.name in _SAID_TO_THEM and to_you(first) != first
        you = to_you(text)
        return fact, you[:1].upper() + you[1:] if about_them else text
    speaks_to_them = row.slot is not Slot.QUOTE and row.name != "next_step"
    return fact, to_you(text) if speaks_to_them else text


def _marks(row: Field, text: str) -> tuple[str, str]:
    enclosed = len(text) > 1 and text[0] in _MARKS and text[-1] in _MARKS
    if row.slot is not Slot.QUOTE or not enclosed:
        return "", text
    return "has its own quotation marks", text[1:-1].strip()
