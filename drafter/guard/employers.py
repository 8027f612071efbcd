"""C1 to C6: the right employer and job are named, and nothing that is another's.

Names that are also plain words (Target, Indeed, May) only warn, and only where they
stand as names: a careful friend would not stop "the next step" for a firm called Next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.guard import fields
from drafter.guard.fields import FIELDS, Sort, by_identity
from drafter.guard.rubric import REFUSE, WARN, Hit, quote, rule
from drafter.guard.words import (
    content,
    is_word,
    matches,
    phrase,
    plain_words,
    readings,
    runs_of,
    tokens,
    words_of,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.letter import Passage
    from drafter.guard.note import Found, Note
    from drafter.guard.others import Others
    from drafter.interview import Interview, Interviewer


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


@rule("C1")
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


@rule("C2")
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
            yield quote(found, why, WARN if doubtful else REFUSE)
    first = words[:1]
    telling = len(words) > 1 and len(words[0]) >= _TELLING and not _is_plain(words[0])
    if named or not telling or _is_allowed(note, first):
        return
    for found in places_of(note, first):
        if found.text[:1].isupper():
            why = f"this may mean {rival}, another employer you talk to"
            yield quote(found, why, WARN)


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
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:March|April|May|June) \d"


def _is_written_as_a_name(note: Note, found: Found, rival: str) -> bool:
    """Know a firm named by a plain word by case and by what stands beside it."""
    text = found.passage.text
    capital = found.text[:1].isupper()
    if not capital or not normalize("NFC", rival).startswith(found.text):
        return False
    if re.match(_DAY, text[found.start :]):
        return False
    before = tokens(text[: found.start]).words[-1:]
    after = tokens(text[found.end :]).words[:1]
    if _BEFORE & {*before} or (words_of("legal_forms") | {"'s"}) & {*after}:
        return True
    spared = note.spared(found.passage, found.start, found.end, FIELDS)
    return bool(before) and before[0] not in _BEGIN and not spared


@rule("C3")
def names_the_job(note: Note, _: Others) -> Iterator[Hit]:
    """Look for its title, its short title or the team; a thank-you need not."""
    if note.interview is None or note.informational:
        return
    position = note.interview.position
    if not _is_named(note, position.title, position.short, position.team):
        named = position.short or position.title
        yield Hit(named, 0, f"the job is not named: say {named} once")


_TYPED = FIELDS & ~Sort.NAME


@rule("C4")
def names_no_colleague(note: Note, _: Others) -> Iterator[Hit]:
    """Leave what the user typed of a colleague: it is theirs to say."""
    if note.interview is None or note.person is None:
        return
    mine = {word for name in fields.names(note.person) for word in plain_words(name)}
    for other in note.interview.interviewers:
        if other.id == note.person.id:
            continue
        found = next(_named(note, other, mine), None)
        if found:
            why = f"{other.name} has a note of their own: leave them out of this one"
            yield quote(found, why)


def _named(note: Note, other: Interviewer, mine: set[str]) -> Iterator[Found]:
    firm = note.interview.employer if note.interview else None
    firms = {*plain_words(firm.name), *plain_words(firm.short)} if firm else set()
    signed = (
        [*places_of(note, phrase(note.interview.you.name))] if note.interview else []
    )
    for name in fields.names(other):
        words = phrase(name)
        if mine & set(words) or firms.issuperset(words):
            continue
        for found in places_of(note, words):
            capital = found.text[:1].isupper() or not found.text[:1].islower()
            if not (found.line and capital) or _is_a_word(found, words):
                continue
            if any(found.lies_in(own) for own in signed):
                continue  # one's own name may be a colleague's too
            typed = note.spared(found.passage, found.start, found.end, _TYPED)
            if not typed and not _is_next_step(note, found):
                yield found


def _is_a_word(found: Found, words: tuple[str, ...]) -> bool:
    """Tell "Will you ..." from Will, who begins no sentence that way."""
    before = tokens(found.passage.text[: found.start]).words[-1:]
    begins = not before or before[0] in {".", "!", "?", ":", '"'}
    plain = words[0] in words_of("common_words") or words[0] in words_of("stop_words")
    return begins and plain and len(words) == 1


def _is_next_step(note: Note, found: Found) -> bool:
    following = note.interview.next_step if note.interview else ""
    about = words_of("about_next") | {*plain_words(following)}
    return any(
        bool(about & {*plain_words(sentence.text)})
        for sentence in note.sentences
        if sentence.passage is found.passage and found.text in sentence.text
    )


LEAK, LEAK_CONTENT = 5, 3
"""A run of so many words, so many of them content words, is somebody's own."""
_Run = tuple[str, ...]


@rule("C5")
def repeats_no_colleague(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse a run of five words from another's fields that is not in this person's."""
    if note.interview is None or note.person is None:
        return
    owners = _owners(note.interview)
    if not owners:
        return
    for passage in note.passages:
        yield from _leaks(note, note.person, passage, owners)


@by_identity
def _owners(interview: Interview) -> dict[_Run, tuple[Interviewer, ...]]:
    """Say whose each run of five words is; what may stand anywhere is nobody's."""
    if len(interview.interviewers) < 2:  # noqa: PLR2004 - nobody to leak from
        return {}
    owners: dict[_Run, tuple[Interviewer, ...]] = defaultdict(tuple)
    shared = fields.shared(interview)
    names = (field.value for field in shared if field.sort == Sort.NAME)
    named = frozenset(stem for name in names for stem in content(plain_words(name)))
    for person in interview.interviewers:
        for field in fields.own(person):
            whole = field.name in fields.WHOLE
            for run in _runs(field.value):
                if not whole or _tells(run, named):
                    owners[run] += (person,)
    for field in shared:
        for run in _runs(field.value):
            owners.pop(run, None)
    return dict(owners)


def _tells(run: _Run, named: frozenset[str]) -> bool:
    """Tell a run of a whole letter from "join the Timetables team at Corvane"."""
    return sum(stem not in named for stem in content(run)) >= LEAK_CONTENT


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[_Run, ...]:
    words = plain_words(text)
    return tuple(words[i : i + LEAK] for i in range(len(words) - LEAK + 1))


def _leaks(
    note: Note,
    reader: Interviewer,
    passage: Passage,
    owners: dict[_Run, tuple[Interviewer, ...]],
) -> Iterator[Hit]:
    skip_to = 0
    for n, run in enumerate(_runs(passage.text)):
        whose = owners.get(run)
        if not whose or n < skip_to or any(one.id == reader.id for one in whose):
            continue
        if sum(1 for _ in content(run)) < LEAK_CONTENT:
            continue
        skip_to = n + LEAK
        found = tokens(passage.text)
        at = [i for i, word in enumerate(found.words) if is_word(word)]
        start, end = found.starts[at[n]], found.ends[at[n + LEAK - 1]]
        why = f"this belongs to {whose[0].name}: say what passed with this reader"
        yield quote(note.found(passage, start, end), why)


_PLACEHOLDER = "placeholder.regex"
_UNFILLED = "this was left unfilled: put the words there"


@rule("C6")
def has_no_placeholder(note: Note, _: Others) -> Iterator[Hit]:
    """Leave `{{ 7*7 }}` in a field, but not `{{ name }}`, whoever wrote it."""
    greeting = (note.letter.greeting,) if note.letter.greeting else ()
    for passage in (*note.passages, *greeting):
        seen = set()
        for match in matches("unfilled.regex", passage.text):
            if not _is_reported(note, match[0]):
                seen.add(match.start())
                yield Hit(match[0], passage.line_at(match.start()), _UNFILLED)
        for match in matches(_PLACEHOLDER, passage.text):
            known = match.start() in seen
            if not known and not note.spared(passage, *match.span(), FIELDS):
                yield Hit(match[0], passage.line_at(match.start()), _UNFILLED)
        yield from _hidden(passage)


_REPORTED = frozenset({"topics", "scene", "done", "quote"})


def _is_reported(note: Note, words: str) -> bool:
    """Leave a name, a topic and a quotation that have more in them than this."""
    values = (f.value for f in note.own if f.name in _REPORTED)
    names = (f.value for f in note.shared if f.sort == Sort.NAME)
    return any(words in text and words != text.strip() for text in (*values, *names))


def _hidden(passage: Passage) -> Iterator[Hit]:
    """Find what only the eye takes for a placeholder: `[N\u200bAME]`."""
    if passage.text.isascii() or any(matches(_PLACEHOLDER, passage.text)):
        return
    for seen in readings(passage.text):
        found = next(matches(_PLACEHOLDER, seen), None)
        if found and found[0].strip("._?"):
            yield Hit(found[0], passage.line, _UNFILLED)
