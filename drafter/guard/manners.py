"""D4, D5 and G: thanks, interest, and words that cost people jobs.

Topics, quotations and names may hold any of these words ("compensation software", "we
were desperate for a tester"): what the user reports is not what the user says.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.fields import FACTS, FACTS_AND_DEEDS, Sort
from drafter.guard.rubric import WARN, Hit, Severity, quote, rule
from drafter.guard.words import (
    fold,
    matches,
    mentions,
    phrase,
    runs_of,
    tokens,
    wishes,
    words_of,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drafter.guard.note import Found, Note
    from drafter.guard.others import Others

EVERY, CARDS = frozenset(Kind), frozenset({Kind.CARD})


_BESIDE = 80
"""Letters beside a phrase that may tell what it means."""


def _before(found: Found) -> str:
    return fold(found.passage.text[max(found.start - _BESIDE, 0) : found.start]).text


def _after(found: Found) -> str:
    return fold(found.passage.text[found.end : found.end + _BESIDE]).text


def _is_quoted(found: Found) -> bool:
    """Tell what stands between quotation marks: somebody else's words."""
    text, start, end = found.passage.text, found.start, found.end
    before = fold(text[max(start - _QUOTATION, 0) : start]).text
    opens = re.search(r'(?:\A|[\s(])"[^"]*\Z', before)
    return bool(opens) and '"' in fold(text[end : end + _QUOTATION]).text


_QUOTATION = 200
"""Letters between a word and the marks around the quotation it stands in."""


_WISHING = frozenset({"wish", "wishes", "success", "luck"})


def _wishes(_: Note, found: Found) -> bool:
    """Let good wishes go to everyone there: "I wish all of you at ___ well"."""
    return not _WISHING.isdisjoint(tokens(_before(found)).words[-3:])


_DAYS_AGO = {"yesterday": 1, "last night": 1} | dict.fromkeys(
    ("today", "this morning", "this afternoon", "this evening", "tonight"), 0
)


def _is_no_day_or_the_day(note: Note, found: Found) -> bool:
    """Know "today's paper", and "today" on the day itself; a card comes days later.

    Without its notes nobody knows what day an email is about.
    """
    if _after(found)[:1] == "'" or _is_quoted(found):
        return True
    if note.draft.kind is Kind.CARD:
        return False
    if not note.interview:
        return note.edited
    ago = _DAYS_AGO.get(fold(found.text).text)
    held = note.interview.date
    return note.today is not None and (note.today - held).days == ago


# "I am sorry to hear that", "so sorry about your mill", "sorry for the loss of a dog".
_CONSOLING = (
    r", (?:that|it) (?:is|was|sounds)\b|, (?:that's|it's|what an?|how)\b"
    r"|(?: \w+)? (?:to (?:hear|learn|read)\b|(?:for|about) your\b"
    r"|that (?!(?:i|i'\w+|my|we|our|me|this|it took)\b)"
    r"|(?:for|about|over) (?:[\w']+ ){1,4}(?:loss|death|passing|illness|accident"
    r"|funeral|fire|flood|storm)\b)"
)
_ABOUT_SOMEBODY = r"(?i:\s+(?:about|for)) (?!I\b)[A-Z][\w'’.-]+"
_FEELING = r"\b(?:so|very|truly|deeply) \Z"
_OF_THEIRS = (
    r"\s*(?:[,.!;:]|and\b|\Z"
    r"|(?:about|for) (?!being|having|my\b|me\b|the way|what|how|i\b))"
)
_HABIT = r"\b(?:when(?:ever)?|if) (?:[\w']+ ){1,2}\Z"
# What makes "sorry" in the user's own sentence an apology: "I am so", a beginning.
_MEANING_IT = (
    r"(?:\A|[.!?,;:] |\b(?:i am|i'm|my|please|do)(?: \w+){0,2} "
    r"|\bi (?:do |must |want to |would like to |can only |sincerely )?)\Z"
)


def _feels_or_tells(note: Note, found: Found) -> bool:
    """Tell sympathy, a habit, and "I would say sorry first", from an apology."""
    if _is_quoted(found):
        return True
    word = " ".join(tokens(found.text).words)
    named = re.match(_ABOUT_SOMEBODY, found.passage.text[found.end :])
    if word == "sorry" and (named or re.match(_CONSOLING, _after(found))):
        return True
    own = note.spared(found.passage, found.start, found.end, Sort.VOICE | Sort.DEED)
    feels = re.search(_FEELING, _before(found)) and re.match(_OF_THEIRS, _after(found))
    if own and feels:
        return True
    if word == "nervous" and re.search(_HABIT, _before(found)):
        return True
    apology = word.startswith(("sorry", "apolog", "forgive"))
    return own and apology and not re.search(_MEANING_IT, _before(found))


# "I would raise the question", "it took two days off the close" have no pay in them.
_RAISING = r"\b(?:to|i|you|we|they|would|could|can|will)\s+\Z"
_RAISED = r"\s+(?:the|a|an|this|that|it|them|your|our|some|another)\b"
_SAVING = (
    r"\b(?:t(?:ake|akes|ook|aken|aking)|cut|cuts|cutting|sav(?:e|es|ed|ing)"
    r"|shav(?:e|es|ed|ing)|knock(?:s|ed)?)\s+(?:\S+\s+){0,3}\Z"
)


def _speaks_of_work(_: Note, found: Found) -> bool:
    """Tell what raises a question from a raise, and days saved from days off."""
    words = " ".join(tokens(found.text).words)
    if words == "raise":
        raised = re.search(_RAISING, _before(found)) or re.match(_RAISED, _after(found))
        return bool(raised)
    return words == "days off" and bool(re.search(_SAVING, _before(found)))


class Row(NamedTuple):
    """One list of words, and what its rule says where one of them stands."""

    rule: str
    list: str
    why: str
    spare: int = FACTS_AND_DEEDS
    """The sorts of field in which the words are left alone."""
    severity: Severity | None = None
    kinds: frozenset[Kind] = EVERY
    unless: Callable[[Note, Found], bool] | None = None
    """Tells where the words mean something else."""
    together: bool = False
    """One line tells of all of them."""


_PUSHES = "this pushes: take it out"
_HURRIES = "this may read as pushing: say when, or take it out"
_SEVERAL = "this speaks to several people: write one note to each"
_CIRCULAR = "this goes to others too: write one note to each"
_BEGS = "this sounds desperate: take it out"
_STATUS = "this asks for the outcome: leave it for the check-in"
_PAY = "this speaks of pay: wait until they do"
_CONFIDED = "this was told in confidence: leave it out"
_CLOSE = "this comes too close for a letter to an employer: leave it out"
_DOUBT = "this speaks against you: say what you can do"
_BLAMES = "this reads as a reproach: thank them for something else"
_ROWS = (
    Row("B4", "plural_you", _SEVERAL, FACTS, unless=_wishes),
    Row("B4", "circular.regex", _CIRCULAR, FACTS, kinds=EVERY - {Kind.TAKEAWAY}),
    Row("B4", "plural_perhaps", _SEVERAL, kinds=CARDS, unless=_wishes),
    Row("B4", "plural_perhaps", _SEVERAL, severity=WARN, kinds=EVERY - CARDS,
        unless=_wishes),
    Row("G1", "pushy", _PUSHES),
    Row("G1", "pushy.regex", _PUSHES),
    Row("G1", "hurried", _HURRIES, severity=WARN, kinds=EVERY - {Kind.REPLY}),
    Row("G2", "desperate", _BEGS),
    Row("G2", "needy", _BEGS, severity=WARN),
    Row("G3", "presumptuous", "this takes the decision for granted: take it out"),
    Row("G4", "flattery", "this flatters: name the thing that impressed you", FACTS),
    Row("G5", "apology", "this is an apology: leave it out, or say the thing itself",
        FACTS, unless=_feels_or_tells),
    Row("G5", "self_doubt", _DOUBT, FACTS),
    Row("G6", "pay", _PAY, unless=_speaks_of_work),
    Row("G6", "pay.regex", _PAY),
    Row("G7", "cliche", "everybody writes this: say it in words of your own", FACTS,
        together=True),
    Row("G11", "gift", "this offers a gift: take it out"),
    Row("G12", "status", _STATUS),
    Row("G12", "status.regex", _STATUS),
    Row("G13", "confided", _CONFIDED, 0),
    Row("G14", "close", _CLOSE, FACTS),
    Row("G14", "close.regex", _CLOSE, FACTS),
    Row("G15", "reproach.regex", _BLAMES, 0),
    Row("H3", "relative_days", "say the day itself: the note may be read later", FACTS,
        unless=_is_no_day_or_the_day),
)  # fmt: skip


_MOST = 20
"""Places of one list that are told; a text of thousands must not take for ever."""


_OF_WORK = frozenset({"G2", "G4", "G5", "G6", "G11", "G14"})
"""Rules whose words mean the work where they are a topic's: "the gift card fraud"."""


def _is_of_work(note: Note, found: Found) -> bool:
    """Know the words of a topic, the job or the firm also where they stand alone."""
    words = tokens(found.text).words
    named = [field.value for field in note.own if field.name == "topics"]
    named += [f.value for f in note.shared if f.name in ("employer", "position")]
    return any(True for name in named for _ in runs_of(words, tokens(name).words))


def _hits(note: Note, _: Others, *, rows: tuple[Row, ...]) -> Iterator[Hit]:
    """Find the words of these rows; of words that overlap the first is told."""
    told: list[Found] = []
    for row in rows:
        if note.draft.kind not in row.kinds:
            continue
        if row.list.endswith(".regex"):
            places = note.matches(row.list, row.spare)
        else:
            places = note.different(row.list, row.spare, row.unless)
        found = [
            one
            for one in islice(places, _MOST)
            if not any(map(one.overlaps, told))
            and not (row.rule in _OF_WORK and _is_of_work(note, one))
        ]
        told += found
        if row.together and found:
            yield Hit('", "'.join(one.text for one in found), found[0].line, row.why)
        else:
            yield from (quote(one, row.why, row.severity) for one in found)


for _id in dict.fromkeys(row.rule for row in _ROWS):
    rule(_id)(partial(_hits, rows=tuple(row for row in _ROWS if row.rule == _id)))


_SOMEBODY = (
    r"(?<=[\w,;] )(?!I\b)[A-Z][\w'’-]+ (?:is|was|seem(?:s|ed)|look(?:s|ed)|sounded)\b"
)
_NEAR = 40
_NEXT_CLAUSE = re.compile(r"[,:] (?:and|but|so|for|that|where)\b|;|, you\b")


@rule("G10")
def speaks_well_of_others(note: Note, _: Others) -> Iterator[Hit]:
    """Look for a bad word beside a past employer, a former boss, a colleague."""
    firms = note.interview.you.past_employers if note.interview else ()
    people = note.interview.interviewers if note.interview else ()
    others = (who for who in people if who != note.person)
    known = [*firms, *(name for who in others for name in fields.names(who))]
    for sentence in note.sentences:
        text = fold(sentence.text).text
        found = next(matches("bad_word.regex", text), None)
        if not found:
            continue
        start = sentence.start + found.start()
        if note.spared(sentence.passage, start, start + len(found[0]), FACTS):
            continue
        words, starts, ends = tokens(sentence.text)
        of_them = [
            (starts[at], ends[at + len(name) - 1])
            for name in map(phrase, known)
            for at in runs_of(name, words)
        ]
        of_them += [one.span() for one in matches("former.regex", text)]
        of_them += [one.span() for one in re.finditer(_SOMEBODY, sentence.text)]
        if any(_of_one_clause(text, *found.span(), *place) for place in of_them):
            why = "this speaks badly of somebody: take it out"
            yield Hit(found[0], sentence.line, why)


def _of_one_clause(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    after, before = min(end, stop), max(start, begin)
    return before - after <= _NEAR and not _NEXT_CLAUSE.search(text, after, before)


_THANKS_MAX = 2


@rule("D4")
def thanks_once_or_twice(note: Note, _: Others) -> Iterator[Hit]:
    """Count in the body: the closing may thank as well."""
    places = [
        (passage, at)
        for passage in note.letter.body
        for at, word in enumerate(tokens(passage.text).words)
        if word in words_of("thanking")
    ]
    if not places and note.draft.kind is not Kind.LINKEDIN:
        yield Hit("", 0, "it never says thank you: thank them for one thing")
    elif len(places) > _THANKS_MAX:
        passage, at = places[_THANKS_MAX]
        found = tokens(passage.text)
        why = f"it thanks {len(places)} times: twice is enough"
        yield quote(note.found(passage, found.starts[at], found.ends[at]), why)


@rule("D5")
def says_interest(note: Note, _: Others) -> Iterator[Hit]:
    """Take your own `reasons` and `close` for it too; a card need not say it again."""
    if note.informational:
        return
    if wishes(*(passage.text for passage in note.letter.body)):
        return
    own = list(note.interview.reasons if note.interview else ())
    own += [note.person.close] if note.person and note.person.close else []
    if not any(mentions(note.words, words, frozenset()) for words in own):
        why = "it does not say that you want the job: one plain sentence does"
        yield Hit("", 0, why)
