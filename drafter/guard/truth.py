"""C7 and H: days that agree, and numbers and quotations that are in the data.

What the user typed in a field is theirs to say; these rules look at what a template or
an edit has added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.dates import weekday_name
from drafter.guard.days import days_in
from drafter.guard.marks import FIELDS
from drafter.guard.rules import (
    CARDS,
    LINKEDIN,
    RULES,
    TAKEAWAYS,
    THANKS,
    Hit,
    Rule,
    Severity,
    rule,
)
from drafter.guard.words import is_word, phrase, runs_of, tokens


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from drafter.guard.days import Day
    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Interview

WARN = Severity.WARN


def _dates(interview: Interview) -> list[date]:
    known = [interview.date]
    for said in interview.timeline:
        known += [said.on, *([said.until] if said.until else [])]
    for person in interview.interviewers:
        known += [takeaway.due for takeaway in person.takeaways]
    return known


@rule(
    "C7",
    WARN,
    "every day in the note is one of the data's, and its weekday agrees",
    source='own judgement: a "Friday 12" that is a Thursday shows carelessness',
)
def names_true_days(note: Note, _: Others) -> Iterator[Hit]:
    """Look at dates: a weekday alone says too little to be wrong."""
    if note.interview is None:
        return
    known = _dates(note.interview)
    for passage in note.passages:
        for day in days_in(passage.text):
            why = _disagrees(day, known) if day.month and day.day else ""
            if why and not note.spared(passage, day.start, day.end, FIELDS):
                quoted = note.found(passage, day.start, day.end)
                yield Hit(quoted.text, quoted.line, why)


def _disagrees(day: Day, known: list[date]) -> str:
    meant = day.near(known[0])
    if meant is None:
        return "there is no such day"
    if day.weekday >= 0 and meant.weekday() != day.weekday:
        return f"that day is a {weekday_name(meant)}: correct the weekday or the date"
    if not any(day.means(date) for date in known):
        return "this day is not in your notes: check it"
    return ""


_THIRD = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})
_SOMEBODY = re.compile(
    r"(?<=[^.!?:\"“] )(?!I\b)[A-Z][\w’'-]+|\b(?:daughter|son|mother|father|wife|husband"
    r"|partner|boss|friend|colleague|sister|brother|manager|teacher)\b"
)


@rule(
    "H1",
    WARN,
    'the reader is "you", not "she" or "he"',
    source='own judgement: notes say "she said", the letter says "you said"',
)
def speaks_to_the_reader(note: Note, _: Others) -> Iterator[Hit]:
    """Let a sentence that names somebody else, and the next, go on about them."""
    named_before = False
    for sentence in note.sentences:
        named = bool(_SOMEBODY.search(sentence.text))
        found = tokens(sentence.passage.text)
        words = found.words[sentence.first : sentence.last]
        at = next((i for i, word in enumerate(words) if word in _THIRD), None)
        if at is not None and not named and not named_before:
            at += sentence.first
            quoted = note.found(sentence.passage, found.starts[at], found.ends[at])
            yield Hit(quoted.text, quoted.line, 'if this is the reader, say "you"')
            return
        named_before = named


RULES.add(
    Rule(
        "H2",
        Severity.REFUSE,
        "a sentence is used only if every field it needs is filled",
        "own judgement: no invented fact or feeling; kept by the templates, which"
        " cannot print an empty field",
    )
)


@rule(
    "H3",
    WARN,
    "days are named, not counted from today",
    source="own judgement: a note is often sent a day later, a card arrives days later",
    on=THANKS | CARDS | LINKEDIN | TAKEAWAYS,
)
def names_days(note: Note, _: Others) -> Iterator[Hit]:
    """Leave it in the user's own fields."""
    for found in note.different("relative_days", FIELDS):
        # "Today's paper" is a paper.
        if found.passage.text[found.end : found.end + 1] not in ("'", "’"):
            why = "say the day itself: the note may be read later"
            yield Hit(found.text, found.line, why)


_QUOTED = re.compile(
    r"“([^”\n]{2,})”|\"([^\"\n]{2,})\"|„([^“”\n]{2,})[“”]|«([^»\n]{2,})»"
)
_QUOTE_MAX = 25


@rule(
    "H4",
    WARN,
    "quotation marks stand round what they said, word for word, 25 words at most",
    source="own judgement: do not put words in someone's mouth",
    on=THANKS | CARDS,
)
def quotes_verbatim(note: Note, _: Others) -> Iterator[Hit]:
    """Look for the quotation in any field: the user may quote inside one."""
    if note.person is None:
        return
    for found in note.matches(_QUOTED, 0):
        words = phrase(found.text)
        typed = (tokens(f.value).words for f in (*note.own, *note.shared))
        if sum(map(is_word, words)) > _QUOTE_MAX:
            why = f"a quotation of over {_QUOTE_MAX} words: shorten it"
            yield Hit(found.text, found.line, why)
        elif not any(True for field in typed for _ in runs_of(words, field)):
            why = "this is quoted, but not in your notes word for word"
            yield Hit(found.text, found.line, why)


_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")


@rule(
    "H5",
    WARN,
    "every number in the note is in the data",
    source="own judgement: no invented figure",
)
def invents_no_number(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the signature, which is the user's, and days, which are for C7."""
    if note.interview is None:
        return
    known: set[str] = set()
    for found in note.matches(_NUMERAL, 0):
        if found.passage in note.letter.signature:
            continue
        days = days_in(found.passage.text)
        in_day = any(day.start <= found.start < day.end for day in days)
        known = known or _numbers(note)
        if not in_day and found.text not in known:
            why = "this number is not in your notes: check it"
            yield Hit(found.text, found.line, why)


def _numbers(note: Note) -> set[str]:
    values = " ".join(field.value for field in (*note.own, *note.shared))
    known = {*_NUMERAL.findall(values), *re.findall(r"\d+", values)}
    for date in _dates(note.interview) if note.interview else ():
        known |= {str(date.year), str(date.day)}
    return known
