"""`Note`: a draft, read once for all rules.

Every rule sees the same letter, the same sentences, and the same marks of what was
copied from the user's notes. A note is made for one examination and thrown away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.days import days_in
from drafter.guard.fields import Sort, by_identity, covered, marks_of
from drafter.guard.letter import Passage, read_letter
from drafter.guard.words import (
    content_stems,
    fold,
    matches,
    mentions,
    plain_words,
    said,
    tokens,
    words_of,
)
from drafter.interview import Stage, employer_key
from drafter.language import ENGLISH, months
from drafter.words import shared


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from drafter.draft import Draft
    from drafter.guard.days import Day
    from drafter.guard.fields import Field
    from drafter.guard.letter import Letter
    from drafter.interview import Interview


# The last words of a firm or a name; a sentence may end with them.
_NAME_ENDS = frozenset({"inc", "ltd", "co", "corp", "jr", "sr"})
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|\Z)")


class Sentence(NamedTuple):
    """A sentence, and which tokens of its passage it is."""

    text: str
    passage: Passage
    first: int
    last: int
    """One past its last token."""
    start: int
    line: int


@lru_cache(maxsize=1024)
def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Find the sentences of one paragraph, in order."""
    text = passage.text
    starts = tokens(text).starts
    found = []
    begin = 0
    for end in (*(m.end() for m in _STOP.finditer(text) if _ends(text, m)), len(text)):
        piece = text[begin:end].strip()
        if piece:
            start = text.index(piece, begin)
            first, last = bisect_left(starts, begin), bisect_left(starts, end)
            line = passage.line_at(start)
            found.append(Sentence(piece, passage, first, last, start, line))
        begin = end
    return tuple(found)


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Tell the end of a sentence from a dot inside one."""
    after = text[stop.end() : stop.end() + 80].lstrip()
    if not after:
        return True
    if stop[0][0] in "!?":  # "(impressive!) and" goes on
        return not (stop[0][-1] not in "!?.…" and after[0].islower())
    before = text[max(stop.start() - 40, 0) : stop.start()].split()
    word = before[-1].strip("\"“‘'([").lower() if before else ""
    initial = len(word) == 1 and word.isalpha() and word != "i"
    if word in _NAME_ENDS and after[0].isupper():
        begins = re.match(r"\w*", fold(after).text)
        return begins is not None and begins[0] in words_of("sentence_begins")
    dated = word.isdigit() and after.split()[0].rstrip(".,;:!?") in months()
    abbreviated = word in shared("abbreviations") or initial or after[0].islower()
    return not (abbreviated or dated)


class Found(NamedTuple):
    """Words found in a note."""

    text: str
    line: int
    passage: Passage
    start: int
    """The place in the passage's text."""
    end: int

    def overlaps(self, other: Found) -> bool:
        """Tell whether both have a sign in common."""
        here = self.passage is other.passage
        return here and self.start < other.end and other.start < self.end

    def lies_in(self, other: Found) -> bool:
        """Tell whether all of it is part of the other."""
        here = self.passage is other.passage
        return here and other.start <= self.start and self.end <= other.end


class Note:
    """A draft taken apart, with what its interview knows."""

    def __init__(
        self, draft: Draft, *, edited: bool = False, today: date | None = None
    ) -> None:
        self.draft = draft
        self.today = today
        """The day it is judged, where that is known."""
        self.edited = edited
        """Whether a person has changed it since: some rules then only advise."""
        self.interview = draft.interview
        self.person = draft.interviewer
        told = self.interview
        self.language = told.language_of(self.person) if told else ENGLISH
        self._marks: dict[Passage, list[int]] = {}

    @cached_property
    def permitted(self) -> tuple[str, ...]:
        """The names this reader may be greeted by, in NFC; empty when unknown."""
        if self.person:
            forms = fields.greetings(self.person)
        elif self.interview and self.interview.contact:
            name = self.interview.contact.name
            forms = {name, name.split(" ")[0]}
        else:
            return ()
        return tuple(sorted(normalize("NFC", form) for form in forms if form))

    @cached_property
    def letter(self) -> Letter:
        """The text, taken apart."""
        you = self.interview.you.name if self.interview else ""
        spoken = self.draft.kind is Kind.PHONE
        return read_letter(self.draft.text, self.permitted, you, spoken=spoken)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What is searched: all but the greeting, which has rules of its own."""
        letter = self.letter
        start = (Passage(self.draft.subject, 0),) if self.draft.subject else ()
        end = (letter.closing,) if letter.closing else ()
        return (*start, *letter.body, *end, *letter.signature)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body."""
        return tuple(s for passage in self.letter.body for s in sentences(passage))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the body."""
        return tuple(w for p in self.letter.body for w in plain_words(p.text))

    @cached_property
    def own(self) -> tuple[Field, ...]:
        """The reader's own fields."""
        return fields.own(self.person) if self.person else ()

    @cached_property
    def shared(self) -> tuple[Field, ...]:
        """The fields that may stand in anybody's note."""
        return fields.shared(self.interview) if self.interview else ()

    @cached_property
    def common_stems(self) -> frozenset[str]:
        """Stems of the names in every note, which show no memory of a talk."""
        return _common_stems(self.interview) if self.interview else frozenset()

    @cached_property
    def mentioned(self) -> tuple[Field, ...]:
        """The person's own fields that the body tells of."""
        return self._telling_of(self.words)

    @cached_property
    def named(self) -> tuple[Field, ...]:
        """The person's own fields that the body tells of, and topics in the subject."""
        told = self._telling_of(plain_words(self.draft.subject))
        return (*self.mentioned, *(field for field in told if field.name == "topics"))

    def _telling_of(self, words: tuple[str, ...]) -> tuple[Field, ...]:
        """Find a fact by two of its words; a whole text of one's own only as it is."""
        told = (
            (field, mentions(words, field.value, self.common_stems, whole=whole))
            for field in self.own
            for whole in [field.name in fields.WHOLE]
        )
        return tuple(field for field, tells in told if tells)

    @cached_property
    def employer_key(self) -> str:
        """Which employer it is about; empty when unknown."""
        return employer_key(self.interview.employer.name) if self.interview else ""

    @property
    def writer_key(self) -> str:
        """Who wrote it, as the journal knows them; empty when unknown."""
        sender = self.draft.sender
        return (
            self.interview.you.key if self.interview else sender.key if sender else ""
        )

    @cached_property
    def person_key(self) -> str:
        """The reader: the address, else the name."""
        if self.person:
            return self.person.key
        if self.draft.recipient:
            return self.draft.recipient.key
        return self.letter.name.casefold()

    @cached_property
    def person_keys(self) -> frozenset[str]:
        """Every key this reader may be remembered by."""
        name = self.person._replace(email=None).key if self.person else ""
        return frozenset({self.person_key, name}) - {""}

    @property
    def informational(self) -> bool:
        """Whether there is no job to be interested in."""
        return bool(self.interview and self.interview.stage is Stage.INFORMATIONAL)

    def marks(self, passage: Passage) -> list[int]:
        """For each token of a passage, the sorts of field it was copied from."""
        marks = self._marks.get(passage)
        if marks is None:
            marks = marks_of(passage.text, self.interview, self.person)
            self._marks[passage] = marks
        return marks

    def spared(self, passage: Passage, start: int, end: int, sorts: int) -> bool:
        """Whether a span of a passage's text was wholly copied from such fields."""
        return covered(passage.text, self.marks(passage), start, end, sorts)

    def different(
        self,
        family: str,
        spare: int,
        unless: Callable[[Note, Found], bool] | None = None,
    ) -> Iterator[Found]:
        """Find the phrases of a list outside such fields, each once: one tells of all.

        `unless` tells where a phrase means something else.
        """
        seen: set[tuple[str, ...]] = set()
        for passage in self.passages:
            for first, last in said(passage.text).get(family, ()):
                words, starts, ends = tokens(passage.text)
                phrase = words[first:last]
                marks = self.marks(passage)[first:last]
                if phrase in seen or all(mark & spare for mark in marks):
                    continue
                found = self.found(passage, starts[first], ends[last - 1])
                if not (unless and unless(self, found)):
                    seen.add(phrase)
                    yield found

    @cached_property
    def _written(self) -> str:
        return "\n".join(passage.text for passage in self.passages)

    def matches(self, pattern: re.Pattern[str] | str, spare: int) -> Iterator[Found]:
        """Find a pattern, or a list of them, in the text, outside such fields."""
        find: Callable[[str], Iterator[re.Match[str]]]
        if isinstance(pattern, str):
            find = partial(matches, pattern)
        else:
            find = pattern.finditer
        if next(find(self._written), None) is None:
            return
        for passage in self.passages:
            for match in find(passage.text):
                start, end = match.span()
                if not (spare and self.spared(passage, start, end, spare)):
                    yield self.found(passage, start, end)

    def days(self, text: str) -> tuple[Day, ...]:
        """Find the days that a text of this note names."""
        return days_in(text, self.language)

    def found(self, passage: Passage, start: int, end: int) -> Found:
        """Quote a span."""
        return Found(
            passage.text[start:end], passage.line_at(start), passage, start, end
        )


@by_identity
def _common_stems(interview: Interview) -> frozenset[str]:
    named = (f.value for f in fields.shared(interview) if f.sort is Sort.NAME)
    return frozenset(stem for value in named for stem in content_stems(value))
