"""`Note`: a draft, read once for all rules.

Every rule sees the same letter, the same sentences, and the same marks of what was
copied from the user's notes. A note is made for one examination and thrown away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.fields import Sort, by_identity, covered, marks_of
from drafter.guard.letter import Passage, read_letter
from drafter.guard.words import (
    content_stems,
    fold,
    matches,
    mentions,
    phrase,
    plain_words,
    runs_of,
    said,
    straight,
    surroundings,
    tokens,
    words_of,
)
from drafter.interview import Stage, employer_key
from drafter.language import ENGLISH, months
from drafter.words import shared


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from drafter.draft import Draft
    from drafter.guard.fields import Field
    from drafter.guard.letter import Letter
    from drafter.interview import Interview, Interviewer


_BESIDE = 200
"""Letters beside words that may tell what they mean."""


class Span(NamedTuple):
    """Some words of a passage: a sentence, or what a rule has found."""

    passage: Passage
    start: int
    end: int
    sort: str = ""
    """What the pattern that found it takes it for."""

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.passage.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line it begins on; 0 in a subject."""
        passage = self.passage
        above = passage.text.count("\n", 0, self.start)
        return passage.line + above if passage.line else 0

    @property
    def before(self) -> str:
        """What stands before it, with plain quotes."""
        begin = max(self.start - _BESIDE, 0)
        return straight(self.passage.text[begin : self.start])

    @property
    def after(self) -> str:
        """What follows it, with plain quotes."""
        return straight(self.passage.text[self.end : self.end + _BESIDE])

    @property
    def places(self) -> tuple[int, int]:
        """Its first token in the passage, and one past its last."""
        starts = tokens(self.passage.text).starts
        return bisect_left(starts, self.start), bisect_left(starts, self.end)

    @property
    def words(self) -> tuple[str, ...]:
        """Its folded tokens."""
        first, last = self.places
        return tokens(self.passage.text).words[first:last]

    def within(self, start: int, end: int) -> Span:
        """Take a part of it, counted from its beginning."""
        return Span(self.passage, self.start + start, self.start + end)

    def stands_as(self, name: str) -> bool:
        """Tell whether what stands around it is as in a list of such places."""
        words = " ".join(self.words)
        return any(
            re.fullmatch(here, words, re.IGNORECASE)
            and re.match(after, self.after, re.IGNORECASE)
            and re.search(f"(?:{before})\\Z", self.before, re.IGNORECASE)
            for before, here, after in surroundings(name)
        )

    def overlaps(self, other: Span) -> bool:
        """Tell whether both have a sign in common."""
        here = self.passage is other.passage
        return here and self.start < other.end and other.start < self.end

    def lies_in(self, other: Span) -> bool:
        """Tell whether all of it is part of the other."""
        here = self.passage is other.passage
        return here and other.start <= self.start and self.end <= other.end


def span_of(passage: Passage, first: int, last: int) -> Span:
    """Take the tokens `first` to `last` of a passage, without that."""
    _, starts, ends = tokens(passage.text)
    return Span(passage, starts[first], ends[last - 1])


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Leave out what overlaps one before it; of thousands none is compared with all."""
    taken: set[tuple[Passage, int]] = set()
    for span in spans:
        signs = {(span.passage, at) for at in range(*span.places)}
        if taken.isdisjoint(signs):
            taken |= signs
            yield span


# The last words of a firm or a name; a sentence may end with them.
_NAME_ENDS = frozenset({"inc", "ltd", "co", "corp", "jr", "sr"})
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|\Z)")


@lru_cache(maxsize=1024)
def sentences(passage: Passage) -> tuple[Span, ...]:
    """Find the sentences of one paragraph, in order."""
    text = passage.text
    found = []
    begin = 0
    for end in (*(m.end() for m in _STOP.finditer(text) if _ends(text, m)), len(text)):
        piece = text[begin:end].strip()
        if piece:
            start = text.index(piece, begin)
            found.append(Span(passage, start, start + len(piece)))
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


class Sketch(NamedTuple):
    """One note as far as likeness goes: hashes, never its words."""

    kind: Kind
    employer_key: str
    person_key: str
    trigrams: tuple[int, ...]
    """Of the body, in order."""
    sentences: frozenset[int]
    """Sentences and facts; what sort, their lowest bits say."""
    subject: int
    """As read; the journal knows a sent letter by it. 0 where there is none."""
    writer: str = ""
    """Whose letter it is; empty where nobody knows. Two in one home may be alike."""
    label: str = "an earlier note"
    """How a finding calls it ("card-dana", "thank-you to Bo on June 2")."""


class Memory(Protocol):
    """The journal's half of the likeness rules."""

    def resembling(self, note: Sketch) -> Iterable[Sketch]:
        """Recall notes that may be like this one; the guard looks closely.

        Notes of this same interview are in `Others.run` and must not come back here.
        """


class Others(NamedTuple):
    """The rest of the run, the journal, and names that may stand in no note."""

    run: tuple[Draft, ...] = ()
    """Other drafts of this run; the draft itself may be among them."""
    memory: Memory | None = None
    rivals: tuple[str, ...] = ()
    """Employers known from the journal and from sibling files."""
    today: date | None = None
    """The day it is written; None where nobody asks."""


NOBODY_ELSE = Others()


class Note:
    """A draft taken apart, with what its interview knows."""

    def __init__(
        self, draft: Draft, others: Others = NOBODY_ELSE, *, edited: bool = False
    ) -> None:
        self.draft = draft
        self.others = others
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
    def colleagues(self) -> tuple[Interviewer, ...]:
        """The other interviewers of that day."""
        everybody = self.interview.interviewers if self.interview else ()
        mine = self.person.id if self.person else ""
        return tuple(one for one in everybody if one.id != mine)

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
        return (*start, *letter.body, *letter.end)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
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

    @property
    def typed(self) -> tuple[Field, ...]:
        """All fields that may stand in this note."""
        return (*self.own, *self.shared)

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
        common = _common_stems(self.interview) if self.interview else frozenset()
        return tuple(
            field
            for field in self.own
            if mentions(words, field.value, common, whole=field.name in fields.WHOLE)
        )

    @cached_property
    def employer_key(self) -> str:
        """Which employer it is about; empty when unknown."""
        return employer_key(self.interview.employer.name) if self.interview else ""

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

    def spared(self, span: Span, sorts: int) -> bool:
        """Whether a span was wholly copied from such fields."""
        if not sorts:
            return False
        text, kept = span.passage.text, self._marks
        if span.passage not in kept:
            kept[span.passage] = marks_of(text, self.interview, self.person)
        return covered(text, kept[span.passage], span.start, span.end, sorts)

    def places_of(self, words: tuple[str, ...]) -> Iterator[Span]:
        """Find words that stand in a row, in any case, anywhere in the note."""
        for passage in self.passages:
            for at in runs_of(words, tokens(passage.text).words):
                yield span_of(passage, at, at + len(words))

    def named_as(self, other: Interviewer) -> Iterator[Span]:
        """Find a colleague's names, but those that are the reader's too."""
        mine = {word for form in self.permitted for word in plain_words(form)}
        names = (n for n in map(phrase, fields.names(other)) if mine.isdisjoint(n))
        yield from apart(found for name in names for found in self.places_of(name))

    def phrases(self, family: str, spare: int) -> Iterator[Span]:
        """Find the phrases of a list outside such fields."""
        for passage in self.passages:
            for first, last in said(passage.text).get(family, ()):
                span = span_of(passage, first, last)
                if not self.spared(span, spare):
                    yield span

    def matches(
        self, name: str, spare: int, *, greeting: bool = False
    ) -> Iterator[Span]:
        """Find the patterns of a list in the text, outside such fields."""
        first = (self.letter.greeting,) if greeting and self.letter.greeting else ()
        for passage in (*first, *self.passages):
            for match in matches(name, passage.text):
                span = Span(passage, *match.span(), match.lastgroup or "")
                if not self.spared(span, spare):
                    yield span


@by_identity
def _common_stems(interview: Interview) -> frozenset[str]:
    """List the stems of the names in every note, which show no memory of a talk."""
    named = (f.value for f in fields.shared(interview) if f.sort is Sort.NAME)
    return frozenset(stem for value in named for stem in content_stems(value))
