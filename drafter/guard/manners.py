"""B4, F5, F6, F12, G, H3, J2: words and signs that no such letter should have.

Nearly all are rows of `phrases.txt`: lists, where they count, and what is said.
Topics, quotations and names may hold any of these words ("compensation software", "we
were desperate for a tester"): what the user reports is not what the user says.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import CHECK_INS, Kind
from drafter.guard import fields
from drafter.guard.fields import FACTS, FACTS_AND_DEEDS, FIELDS, Sort
from drafter.guard.rubric import (
    WARN,
    Hit,
    Hits,
    Severity,
    blocks_of,
    kinds_of,
    quote,
    rule,
)
from drafter.guard.words import (
    fold,
    is_plain,
    matches,
    phrase,
    runs_of,
    tokens,
    words_of,
)
from drafter.interview import Tone


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drafter.guard.note import Note, Span


class Row(NamedTuple):
    """Lists of words, and what their rule says where one of them stands."""

    rule: str
    lists: tuple[str, ...]
    why: str
    spare: int
    severity: Severity | None
    kinds: frozenset[Kind]
    but: tuple[str, ...]
    unless: Callable[[Note, Span], bool] | None
    together: bool


def _is_quoted(_: Note, found: Span) -> bool:
    """Tell what stands between quotation marks: somebody else's words."""
    opens = re.search(r'(?:\A|[\s(])"[^"]*\Z', found.before)
    return bool(opens) and '"' in found.after


_REPORTS = (
    r"\byou (?:have |had |also |then )?(?:said|say|told [\w']+(?: [\w']+)?|tell [\w']+"
    r"|mentioned|explained|described|wrote|remembered)\b"
)
_TOLD = rf"{_REPORTS}[^:]*(?:\b(?:that|how|why|what|when|where)\b|:)"
_TOLD_SO = rf"[^.!?;]*, {_REPORTS} ?(?:\w+ )?[.!,;]"
_CLAUSE = r"[.!?;] |, (?:and|but|so) |\b(?:and|but) (?=I\b)|\bthank"


def _is_told(note: Note, found: Span) -> bool:
    """Tell what the reader said: "You told me that ...", "..., you said."."""
    if _is_quoted(note, found):
        return True
    clause = re.split(_CLAUSE, found.before)[-1].lower()
    told = re.search(_TOLD, clause) or re.match(_TOLD_SO, found.after.lower())
    return bool(told)


def _is_of_a_past_firm(note: Note, found: Span) -> bool:
    """Know "our team at Lakeshore Bus", where the user was before."""
    firms = note.interview.you.past_employers if note.interview else ()
    after = tokens(found.after).words[1:]
    named = (phrase(firm) for firm in firms)
    return any(name and after[: len(name)] == name for name in named)


_DAYS_AGO = {"yesterday": 1, "last night": 1} | dict.fromkeys(
    ("today", "this morning", "this afternoon", "this evening", "tonight"), 0
)


def _is_no_day_or_the_day(note: Note, found: Span) -> bool:
    """Know "today's paper", and "today" on the day itself; a card comes days later.

    Without its notes nobody knows what day an email is about.
    """
    if found.after[:1] == "'" or _is_quoted(note, found):
        return True
    if note.draft.kind is Kind.CARD:
        return False
    if not note.interview:
        return note.edited
    ago = _DAYS_AGO.get(fold(found.text).text)
    held = note.interview.date
    return note.others.today is not None and (note.others.today - held).days == ago


def _goes_along(note: Note, _: Span) -> bool:
    """Believe the letter only if a file goes along; of a text nobody can tell."""
    return bool(note.draft.attachment) or (note.edited and not note.draft.recipient)


_TESTS = {
    "is_quoted": _is_quoted,
    "is_told": _is_told,
    "is_of_a_past_firm": _is_of_a_past_firm,
    "is_no_day_or_the_day": _is_no_day_or_the_day,
    "goes_along": _goes_along,
    "may_repeat": lambda _, found: found.words[0] in words_of("may_repeat"),
}
_SPARED = {"none": 0, "facts": FACTS, "deeds": FACTS_AND_DEEDS, "all": FIELDS}


def _read(head: str, why: str) -> Row:
    """Read the two lines of a row."""
    rule_id, *words = head.split()
    given = dict(word.split("=") for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    return Row(
        rule_id,
        tuple(word for word in plain if word not in ("warn", "together")),
        why,
        _SPARED[given.get("spares", "deeds")],
        WARN if "warn" in plain else None,
        kinds_of(given.get("in", "all").split(",")),
        tuple(filter(None, given.get("but", "").split(","))),
        _TESTS.get(given.get("unless", "")),
        "together" in plain,
    )


_ROWS = tuple(_read(*block) for block in blocks_of("phrases.txt"))
_MOST = 20
"""Places of one row that are told; a text of thousands must not take for ever."""
_OF_WORK = frozenset({"G2", "G4", "G5", "G6", "G11", "G14"})
"""Rules whose words mean the work where they are a topic's: "the gift card fraud"."""


def _is_of_work(note: Note, found: Span) -> bool:
    """Know the words of a topic, the job or the firm also where they stand alone."""
    named = [field.value for field in note.own if field.name == "topics"]
    named += [f.value for f in note.shared if f.name in ("employer", "position")]
    return any(True for x in named for _ in runs_of(found.words, tokens(x).words))


def _means_another(note: Note, row: Row, found: Span) -> bool:
    """Look at what stands around; some of it counts in the user's own words only."""
    if row.rule in _OF_WORK and _is_of_work(note, found):
        return True
    if row.unless and row.unless(note, found):
        return True
    own = bool(row.but) and note.spared(found, Sort.VOICE | Sort.DEED)
    lists = (name for name in row.but if own or ".own" not in name)
    return any(map(found.stands_as, lists))


def _places(note: Note, row: Row) -> Iterator[Span]:
    """Find each phrase once, since one tells of all; and every match of a pattern."""
    seen: set[tuple[str, ...]] = set()
    for name in row.lists:
        is_pattern = name.endswith(".regex")
        find = note.matches if is_pattern else note.phrases
        for found in find(name, row.spare):
            known = not is_pattern and found.words in seen
            if not known and not _means_another(note, row, found):
                seen.add(found.words)
                yield found


def hits(note: Note, *, of: str) -> Hits:
    """Find the words of a rule's rows; of words that overlap the first is told."""
    told: list[Span] = []
    for row in _ROWS:
        if row.rule != of or note.draft.kind not in row.kinds:
            continue
        places = islice(_places(note, row), _MOST)
        found = [one for one in places if not any(map(one.overlaps, told))]
        told += found
        if row.together and found:
            yield Hit('", "'.join(one.text for one in found), found[0].line, row.why)
        else:
            yield from (quote(x, row.why.format(x.sort), row.severity) for x in found)


_IN_PART = {"F6", "F10"}
"""Rules that look at more than words."""

for _id in dict.fromkeys(row.rule for row in _ROWS):
    if _id not in _IN_PART:
        rule(_id)(partial(hits, of=_id))


@rule("F5")
def exclaims_little(note: Note) -> Hits:
    """Leave the subject to F8, and to the user one mark of their own."""
    marks = [found for found in note.matches("exclaimed.regex", FACTS) if found.line]
    added = any(found.line for found in note.matches("exclaimed.regex", FIELDS))
    formal = note.interview is not None and note.interview.tone is Tone.FORMAL
    plain = formal or note.draft.kind in CHECK_INS | {Kind.TAKEAWAY}
    allowed = 0 if plain and added else 1
    doubled = next((mark for mark in marks if len(mark.text) > 1), None)
    if doubled:
        yield quote(doubled, "one mark says it: drop the others")
    elif len(marks) > allowed:
        mark = marks[allowed]
        words = mark.passage.text[max(mark.start - 30, 0) : mark.end]
        why = "one exclamation mark is enough" if allowed else "none is wanted here"
        yield Hit(words, mark.line, why)


_ACRONYM, _ACRONYMS = 7, 2
"""Letters, and how many a note may have that are in nobody's notes: ACME, NASA."""


@rule("F6")
def keeps_its_voice_down(note: Note) -> Hits:
    """Leave the acronyms that the user typed, but not "WOW" and "THANK YOU"."""
    yield from hits(note, of="F6")
    shouted = list(note.matches("shouted.regex", FACTS))
    if not shouted:
        return
    typed = {word for f in note.typed for word in re.findall(r"\w+", f.value)}
    for found in shouted:
        word = fold(found.text).text
        acronym = len(word) < _ACRONYM and len(shouted) <= _ACRONYMS
        known = (acronym or found.text in typed) and not is_plain(word)
        if not known and found.passage not in note.letter.signature:
            yield quote(found, "capitals shout: write it small")


@rule("F12")
def asks_nothing(note: Note) -> Hits:
    """Pass over what is quoted."""
    asked = [one for one in note.sentences if one.text.rstrip("'’)").endswith("?")]
    if note.draft.kind is Kind.CHECK_IN:
        asked = asked[1:]
        why = "one question is enough: leave this one out"
    else:
        why = "this asks for an answer: leave the question out"
    yield from (quote(one, why) for one in asked[:1])


_SOMEBODY = (
    r"(?<=[\w,;] )(?!I\b)[A-Z][\w'’-]+ (?:is|was|seem(?:s|ed)|look(?:s|ed)|sounded)\b"
)
_NEAR = 40
_REPORTED = Sort.FACT | Sort.DEED
_NEXT_CLAUSE = re.compile(r"[,:] (?:and|but|so|for|that|where)\b|;|, you\b")


@rule("G10")
def speaks_well_of_others(note: Note) -> Hits:
    """Look for a bad word beside a past employer, a former boss, a colleague."""
    firms = note.interview.you.past_employers if note.interview else ()
    known = [*firms, *(name for who in note.colleagues for name in fields.names(who))]
    for found in (x for who in note.colleagues for x in note.named_as(who)):
        if found.stands_as("compared") and not note.spared(found, _REPORTED):
            yield quote(found, "this sets one above another: thank this one alone")
    for sentence in note.sentences:
        text = fold(sentence.text).text
        word = next(matches("bad_word.regex", text), None)
        if not word:
            continue
        bad = sentence.within(*word.span())
        if note.spared(bad, FACTS):
            continue
        words, starts, ends = tokens(sentence.text)
        of_them = [
            (starts[at], ends[at + len(name) - 1])
            for name in map(phrase, known)
            for at in runs_of(name, words)
            if not sentence.text[starts[at]].islower()
        ]
        of_them += [one.span() for one in matches("former.regex", text)]
        of_them += [one.span() for one in re.finditer(_SOMEBODY, sentence.text)]
        if any(_of_one_clause(text, *word.span(), *place) for place in of_them):
            yield quote(bad, "this speaks badly of somebody: take it out")


def _of_one_clause(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    after, before = min(end, stop), max(start, begin)
    return before - after <= _NEAR and not _NEXT_CLAUSE.search(text, after, before)
