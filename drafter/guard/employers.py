"""C1 to C5: the right employer and job are named, and nothing that is another's.

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
from drafter.guard.note import Note, Span, apart, span_of
from drafter.guard.rubric import REFUSE, WARN, Hit, Hits, quote, rule
from drafter.guard.words import (
    content,
    is_plain,
    is_word,
    phrase,
    plain_words,
    runs_of,
    tokens,
    unaccented,
    words_of,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.letter import Passage
    from drafter.interview import Interview, Interviewer


def _named(note: Note, what: str, *names: str) -> Hits:
    """Look for one of the names as given; the first is the one to say."""
    known = [name for name in names if name]
    told = any(True for name in known for _ in note.places_of(phrase(name)))
    if known and not told:
        yield Hit(known[0], 0, f"the {what} is not named: say {known[0]} once")


@rule("C1")
def names_the_employer(note: Note) -> Hits:
    """Look for its full or its short name."""
    if note.interview:
        firm = note.interview.employer
        yield from _named(note, "employer", firm.short, firm.name)


@rule("C3")
def names_the_job(note: Note) -> Hits:
    """Look for its title, its short title or the team; a thank-you need not."""
    if note.interview and not note.informational:
        job = note.interview.position
        yield from _named(note, "job", job.short, job.title, job.team)


_SHORT = 2
"""Letters of a name so short that it stands everywhere."""
_TELLING = 5
"""Letters a firm's first word must have to be known by that word alone."""
_INITIALS = 3
_AND = {"&": "and", "+": "and"}
_LITTLE = frozenset({"and", "of", "the", "for", "in"})
_Words = tuple[str, ...]


@lru_cache(maxsize=512)
def _without_legal_form(name: str) -> _Words:
    words = list(phrase(name))
    legal = words_of("legal_forms")
    while len(words) > 1 and (words[-1] in legal or not is_word(words[-1])):
        words.pop()
    return tuple(words)


def _initials(words: _Words) -> set[_Words]:
    """Shorten as people do: `ibm`, with the little words and without; `p&g`."""
    bare = [word for word in words if is_word(word)]
    telling = [word for word in bare if word not in _LITTLE]
    short = ("".join(word[0] for word in some) for some in (bare, telling))
    signed = {tuple(word[0] for word in words)} if "&" in words else set()
    return signed | {(letters,) for letters in short if len(letters) >= _INITIALS}


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_WITHOUT = {two: one for one, two in _UMLAUTS.items()}


def _respelt(rival: str) -> Iterator[str]:
    """Spell it with other signs: `Mueller`, `Cafe Noir`, `JP Morgan`, `St Mary's`."""
    name = normalize("NFC", rival).lower()
    yield unaccented(name)
    yield re.sub("[äöü]", lambda one: _UMLAUTS[one[0]], name)
    yield re.sub("[aou]e", lambda two: _WITHOUT[two[0]], name)
    undotted = re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", rival).replace(".", "")
    yield undotted
    yield re.sub(r"(?i)\bst\b\.?", "saint", name)
    yield re.sub(r"\bsaint\b", "st", name)
    yield re.sub(r"\bsaint\b", "st.", name)
    yield re.sub(r"\bst\b\.?", "st.", name)
    yield re.sub(r"\b[A-Z]{2,4}\b", lambda few: ".".join((*few[0], "")), undotted)
    if two := re.match(r"([A-Z]{2,3})([A-Z][a-z]+)", undotted):
        after = rival[two.end() :]
        yield f"{two[1]} {two[2]}{after}"
        yield f"{'.'.join(two[1])}. {two[2]}{after}"


@lru_cache(maxsize=512)
def _spellings(rival: str) -> dict[_Words, bool]:
    """Spell a firm as people do, and say which spelling only capitals make its name.

    `Brightmoor-Rail` and `brightmoorrail`; `Ernst and Young`, `Blue Yonder`, `Kayaks`.
    """
    words = _without_legal_form(rival)
    bare = tuple(word for word in words if is_word(word))
    joined = tuple(x for word in bare for x in (word, "-"))[:-1]
    spoken = tuple(_AND.get(word, word) for word in words)
    written = tuple("&" if word == "and" else word for word in words)
    plain = tuple(word.replace("'", "") for word in bare)
    parts = phrase(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", rival))[: len(bare) + 1]
    plural = (*bare[:-1], f"{bare[-1]}s") if bare else ()
    other = map(_without_legal_form, _respelt(rival))
    named = dict.fromkeys((spoken, written, bare, plain, parts, plural, *other), True)
    told = named | dict.fromkeys((words, joined, ("".join(bare),)), False)
    return {spelt: capital for spelt, capital in told.items() if spelt and spelt[0]}


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
        short = _initials(_without_legal_form(rival))
        for word in {words[0] for words in (*_spellings(rival), *short)}:
            index.setdefault(word, []).append(at)
    return index


@rule("C2")
def names_no_rival(note: Note) -> Hits:
    """Know rivals from the interview, the journal and sibling files."""
    mine = note.interview.you.others if note.interview else ()
    seen: set[_Words] = set()
    for rival in _named_perhaps(note, (*mine, *note.others.rivals)):
        words = _without_legal_form(rival)
        if words and words not in seen and not _is_allowed(note, words):
            seen.add(words)
            yield from _rival_named(note, rival, words)


def _rival_named(note: Note, rival: str, words: _Words) -> Hits:
    doubtful = len("".join(words)) <= _SHORT or all(
        is_plain(unaccented(word)) for word in words
    )
    of_words = len(words) == 1 or is_plain(words[0])
    why = f"{rival} is another employer you talk to: take it out of this note"
    named = [
        found
        for spelt, capital in _spellings(rival).items()
        for found in note.places_of(spelt)
        if not note.spared(found, Sort.NAME | Sort.REACH)
        and not (capital and any(x[0].islower() for x in found.text.split()[::2]))
        and (not doubtful or _is_written_as_a_name(note, found, rival))
        and not (of_words and _is_a_thing(found, rival))
    ]
    for found in apart(named):
        unsure = doubtful or (of_words and _is_perhaps_a_thing(found))
        yield quote(found, why, WARN if unsure else REFUSE)
    first = words[:1]
    telling = len(words) > 1 and len(words[0]) >= _TELLING and not is_plain(words[0])
    if named or _is_allowed(note, first):
        return
    perhaps = f"this may mean {rival}, another employer you talk to"
    for short in sorted(_initials(words)):
        for found in note.places_of(short):
            if found.text.isupper() and not note.spared(found, FIELDS):
                plain = short[0] in words_of("acronyms") or is_plain(short[0])
                yield quote(found, perhaps if plain else why, WARN if plain else REFUSE)
    for found in note.places_of(first) if telling else ():
        if found.text[:1].isupper():
            yield quote(found, perhaps, WARN)


_SOME = (
    r"\b(?:an?|the|your|my|our|his|her|its|their|this|that|these|those|some|any|every)"
)
_WORK = (
    r"\W+(?:role|job|position|team|office|offer|interview|engineer|people|opening)s?\b"
)
_GOES_TO = r"\b(?:at|for|with|from|join|joining|like|to|of)\s+\Z"


def _is_a_thing(found: Span, rival: str) -> bool:
    """Know "your city council" from the City Council, "the old ford" from Ford."""
    if not found.text.islower() or rival.islower() or re.match(_WORK, found.after):
        return False
    return bool(re.search(rf"{_SOME} (?:[\w'-]+ )?\Z", found.before.lower()))


def _is_perhaps_a_thing(found: Span) -> bool:
    """Ask about "took an Uber", and about "whole foods" in small letters."""
    if found.text.islower():
        return not re.search(_GOES_TO, found.before.lower())
    thing = re.search(r"\b[Aa]n? (?:[a-z'-]+ )?\Z", found.before)
    alone = len(found.words) == 1
    return alone and bool(thing) and not re.match(_WORK, found.after)


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


def _is_written_as_a_name(note: Note, found: Span, rival: str) -> bool:
    """Know a firm named by a plain word by case and by what stands beside it."""
    capital = found.text[:1].isupper()
    if not capital or not normalize("NFC", rival).startswith(found.text):
        return False
    if re.match(_DAY, found.passage.text[found.start :]):
        return False
    before, after = tokens(found.before).words[-1:], tokens(found.after).words[:1]
    if _BEFORE & {*before} or (words_of("legal_forms") | {"'s"}) & {*after}:
        return True
    begins = not before or before[0] in _BEGIN
    return not begins and not note.spared(found, FIELDS)


_TYPED = FIELDS & ~Sort.NAME


@rule("C4")
def names_no_colleague(note: Note) -> Hits:
    """Leave what the user typed of a colleague: it is theirs to say."""
    if note.interview is None or note.person is None:
        return
    firm = note.interview.employer
    firms = {*plain_words(firm.name), *plain_words(firm.short)}
    signed = [*note.places_of(phrase(note.interview.you.name))]
    for other in note.colleagues:
        for found in note.named_as(other):
            # One's own name may be a colleague's too, and a firm's.
            own = firms.issuperset(found.words) or any(map(found.lies_in, signed))
            if _is_name(note, found) and not own:
                why = f"{other.name} has a note of their own"
                yield quote(found, f"{why}: leave them out of this one")
                break


def _is_name(note: Note, found: Span) -> bool:
    """Tell "Will you ..." from Will, who begins no sentence that way."""
    capital = found.text[:1].isupper() or not found.text[:1].islower()
    if not (found.line and capital) or note.spared(found, _TYPED):
        return False
    before = tokens(found.before).words[-1:]
    begins = not before or before[0] in _BEGIN
    a_word = begins and len(found.words) == 1 and is_plain(found.words[0])
    return not (a_word or _is_time_or_place(found) or _is_next_step(note, found))


_MONTHS = frozenset({"april", "may", "june", "august"})
_WHEN = (
    r"\b(?:in|since|until|till|by|of|from|through|last|next|every|each|early|late|mid)"
)
_WHERE = (
    r"(?<!interested )(?<!trust )(?<!faith )(?<!belief )(?<!confidence )\b(?:in|near)"
)


def _is_time_or_place(found: Span) -> bool:
    """Know "in April" and "I grew up in Austin" from the colleagues of that name."""
    if len(found.words) != 1 or found.after.startswith("'s"):
        return False
    lead = _WHEN if found.words[0] in _MONTHS else _WHERE
    return bool(re.search(rf"{lead} \Z", found.before.lower()))


def _is_next_step(note: Note, found: Span) -> bool:
    following = note.interview.next_step if note.interview else ""
    about = words_of("about_next") | {*plain_words(following)}
    return any(
        found.lies_in(sentence) and not about.isdisjoint(sentence.words)
        for sentence in note.sentences
    )


LEAK, LEAK_CONTENT = 5, 3
"""A run of so many words, so many of them content words, is somebody's own."""
_Run = tuple[str, ...]


@rule("C5")
def repeats_no_colleague(note: Note) -> Hits:
    """Refuse a run of five words from another's fields that is not in this person's."""
    if note.interview and note.person and note.colleagues:
        owners = _owners(note.interview)
        for passage in note.passages if owners else ():
            yield from _leaks(note.person, passage, owners)


@by_identity
def _owners(interview: Interview) -> dict[_Run, tuple[Interviewer, ...]]:
    """Say whose each run of five words is; what may stand anywhere is nobody's."""
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


def _tells(run: _Run, named: frozenset[str] = frozenset()) -> bool:
    """Tell a run of a whole letter from "join the Timetables team at Corvane"."""
    own = (word for word in run if word not in words_of("courtesies"))
    return sum(stem not in named for stem in content(own)) >= LEAK_CONTENT


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[_Run, ...]:
    words = plain_words(text)
    return tuple(words[i : i + LEAK] for i in range(len(words) - LEAK + 1))


def _leaks(
    reader: Interviewer,
    passage: Passage,
    owners: dict[_Run, tuple[Interviewer, ...]],
) -> Hits:
    skip_to = 0
    for n, run in enumerate(_runs(passage.text)):
        whose = owners.get(run)
        if not whose or n < skip_to or any(one.id == reader.id for one in whose):
            continue
        if not _tells(run):
            continue
        skip_to = n + LEAK
        at = [i for i, x in enumerate(tokens(passage.text).words) if is_word(x)]
        why = f"this belongs to {whose[0].name}: say what passed with this reader"
        yield quote(span_of(passage, at[n], at[n + LEAK - 1] + 1), why)
