"""C1 to C3: the right employer and the right job are named, and no other employer.

Names that are also plain words (Target, Indeed, May) only warn, and only where they
stand as names: a careful friend would not stop "the next step" for a firm called Next.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.guard import fields
from drafter.guard.fields import Sort
from drafter.guard.lists import words_of
from drafter.guard.marks import FIELDS
from drafter.guard.rules import CHECK_INS, LINKEDIN, THANKS, Hit, Severity, rule
from drafter.guard.words import is_word, phrase, runs_of, tokens


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Found, Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN


def places_of(note: Note, words: tuple[str, ...]) -> Iterator[Found]:
    """Find words that stand in a row, in any case, anywhere in the note."""
    for passage in note.passages:
        found = tokens(passage.text)
        for at in runs_of(words, found.words):
            end = found.ends[at + len(words) - 1]
            yield note.found(passage, found.starts[at], end)


def _named_perhaps(note: Note, rivals: tuple[str, ...]) -> list[str]:
    """Find quickly the few rivals of which a word is in the note at all."""
    said = {word for passage in note.passages for word in tokens(passage.text).words}
    index = _by_word(rivals)
    return [rivals[at] for at in sorted({n for w in said for n in index.get(w, ())})]


@lru_cache(maxsize=8)
def _by_word(rivals: tuple[str, ...]) -> dict[str, list[int]]:
    """Index thousands of rivals once, for every note of the run."""
    index: dict[str, list[int]] = {}
    for at, rival in enumerate(rivals):
        words = _without_legal_form(rival)
        for word in {*words[:1], "".join(words)}:
            index.setdefault(word, []).append(at)
    return index


def _is_named(note: Note, *names: str) -> bool:
    return any(True for name in names for _ in places_of(note, phrase(name)))


@rule(
    "C1",
    WARN,
    "the employer is named, in the subject or the body",
    source="qualitygradeprofessors.com: role and company show it is no copy-paste",
    on=THANKS | LINKEDIN,
)
def names_the_employer(note: Note, _: Others) -> Iterator[Hit]:
    """Look for its full or its short name, as given."""
    if note.interview is None:
        return
    firm = note.interview.employer
    if not _is_named(note, firm.name, firm.short):
        why = f"the employer is not named: say {firm.short or firm.name} once"
        yield Hit(firm.name, 0, why)


_SHORT = 2
"""Letters of a name so short that it stands everywhere."""
_TELLING = 5
"""Letters a firm's first word must have to be known by that word alone."""


@rule(
    "C2",
    REFUSE,
    "no other employer you talk to is named",
    source="celarity.com: templates leave the wrong name in",
)
def names_no_rival(note: Note, others: Others) -> Iterator[Hit]:
    """Know rivals from the interview, the journal and sibling files."""
    mine = note.interview.you.others if note.interview else ()
    seen: set[tuple[str, ...]] = set()
    for rival in (*_named_perhaps(note, mine), *_named_perhaps(note, others.rivals)):
        words = _without_legal_form(rival)
        if not words or words in seen:
            continue
        if not _is_allowed(note, words):
            seen.add(words)
            yield from _rival_named(note, rival, words)


def _rival_named(note: Note, rival: str, words: tuple[str, ...]) -> Iterator[Hit]:
    doubtful = len("".join(words)) <= _SHORT or all(map(_is_plain, words))
    named = False
    for found in (*places_of(note, words), *_squeezed(note, words)):
        if note.spared(found.passage, found.start, found.end, Sort.NAME):
            continue
        if not doubtful or _is_written_as_a_name(note, found, rival):
            named = True
            why = f"{rival} is another employer you talk to: take it out of this note"
            yield Hit(found.text, found.line, why, WARN if doubtful else REFUSE)
    first = words[:1]
    telling = len(words) > 1 and len(words[0]) >= _TELLING and not _is_plain(words[0])
    if named or not telling or _is_allowed(note, first):
        return
    for found in places_of(note, first):
        if found.text[:1].isupper():
            why = f"this may mean {rival}, another employer you talk to"
            yield Hit(found.text, found.line, why, WARN)


def _squeezed(note: Note, words: tuple[str, ...]) -> Iterator[Found]:
    """Find `Brightmoor-Rail` and `brightmoorrail` too."""
    if len(words) > 1 and all(map(is_word, words)):
        hyphened = tuple(x for word in words for x in (word, "-"))[:-1]
        yield from places_of(note, hyphened)
        yield from places_of(note, ("".join(words),))


def _is_plain(word: str) -> bool:
    return word in words_of("common_words") or word in words_of("stop_words")


@lru_cache(maxsize=512)
def _without_legal_form(name: str) -> tuple[str, ...]:
    words = list(phrase(name))
    legal = words_of("legal_forms")
    while len(words) > 1 and (words[-1] in legal or not is_word(words[-1])):
        words.pop()
    return tuple(words)


def _is_allowed(note: Note, words: tuple[str, ...]) -> bool:
    """Allow the employer's own name, past employers, and what the reader spoke of.

    Not the user's own sentences: there the name of a rival is the slip we look for.
    """
    if note.interview is None:
        return False
    firm = note.interview.employer
    allowed = [firm.name, firm.short, *note.interview.you.past_employers]
    allowed += [field.value for field in note.own if field.sort == Sort.FACT]
    if note.person:
        allowed += [*fields.names(note.person), note.person.title]
    return any(True for value in allowed for _ in runs_of(words, tokens(value).words))


_BEFORE = frozenset({"at", "with", "for", "from", "to", "by", "of", "join", "joining"})
_BEGIN = frozenset({".", "!", "?", ":", '"', "-"})
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:March|April|May|June) \d"
)


def _is_written_as_a_name(note: Note, found: Found, rival: str) -> bool:
    """Know a firm named by a plain word by case and by what stands beside it."""
    text = found.passage.text
    capital = found.text[:1].isupper()
    if not capital or not normalize("NFC", rival).startswith(found.text):
        return False
    if _DAY.match(text, found.start):
        return False
    before = tokens(text[: found.start]).words[-1:]
    after = tokens(text[found.end :]).words[:1]
    if _BEFORE & {*before} or (words_of("legal_forms") | {"'s"}) & {*after}:
        return True
    spared = note.spared(found.passage, found.start, found.end, FIELDS)
    return bool(before) and before[0] not in _BEGIN and not spared


@rule(
    "C3",
    WARN,
    "the job is named, in the subject or the body",
    source="own judgement: whoever is asked has several searches open",
    on=CHECK_INS,
)
def names_the_job(note: Note, _: Others) -> Iterator[Hit]:
    """Look for its title, its short title or the team; a thank-you need not."""
    if note.interview is None or note.informational:
        return
    position = note.interview.position
    if not _is_named(note, position.title, position.short, position.team):
        named = position.short or position.title
        yield Hit(named, 0, f"the job is not named: say {named} once")
