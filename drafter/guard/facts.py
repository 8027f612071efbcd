"""D, H and P: what is told is theirs, and all is told that must be.

What the user typed in a field is theirs to say; H looks at what a template or an edit
has added. "Thank you for your time, I am very interested" has very little point
(Alison Green): D1 asks for something of this person's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.days import days_in, known_dates
from drafter.guard.letter import Passage
from drafter.guard.note import Note, Span, sentences, span_of
from drafter.guard.rubric import REFUSE, WARN, Hit, Hits, quote, rule
from drafter.guard.words import (
    fold,
    is_word,
    mentions,
    pattern,
    phrase,
    plain_words,
    runs_of,
    tokens,
    wishes,
    words_of,
)
from drafter.language import said as say_day
from drafter.language import words_of as language_of
from drafter.words import shared


if TYPE_CHECKING:
    from drafter.interview import Takeaway


_THIRD = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})
_NAMED = re.compile(r"(?<=[^.!?:\"“] )(?!I\b)[A-Z][\w’'-]+")
"""A word with a capital inside a sentence: somebody's name, perhaps."""


@rule("H1")
def speaks_to_the_reader(note: Note) -> Hits:
    """Let a sentence that names somebody else, and the next, go on about them.

    A guest, a child or a patient may be "he" to the end of the paragraph.
    """
    named_before, meant = False, None
    for sentence in note.sentences:
        words, passage = sentence.words, sentence.passage
        meant = passage if shared("people") & {*words} else meant
        named = meant is passage or bool(_NAMED.search(sentence.text))
        at = next((i for i, word in enumerate(words) if word in _THIRD), None)
        if at is not None and not named and not named_before:
            at += sentence.places[0]
            yield quote(
                span_of(passage, at, at + 1), 'if this is the reader, say "you"'
            )
            return
        named_before = named


_QUOTE_MAX = 25


@rule("H4")
def quotes_verbatim(note: Note) -> Hits:
    """Look for the quotation in any field: the user may quote inside one."""
    if note.person is None:
        return
    for found in note.matches("quoted.regex", 0):
        words = phrase(found.text)
        typed = (tokens(f.value).words for f in note.typed)
        if sum(map(is_word, words)) > _QUOTE_MAX:
            yield quote(found, f"a quotation of over {_QUOTE_MAX} words: shorten it")
        elif not any(True for field in typed for _ in runs_of(words, field)):
            yield quote(found, "this is quoted, but not in your notes word for word")


_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")


@rule("H5")
def invents_no_number(note: Note) -> Hits:
    """Leave the signature, which is the user's, and days, which are for C7."""
    if note.interview is None:
        return
    known: set[str] = set()
    for passage in note.passages:
        numerals = _NUMERAL.finditer(passage.text)
        if passage in note.letter.signature or not (first := next(numerals, None)):
            continue
        known = known or _numbers(note)
        days = days_in(passage.text, note.language)
        in_days = {n for day in days for n in range(*day[:2])}
        for found in (first, *numerals):
            if found.start() not in in_days and found[0] not in known:
                why = "this number is not in your notes: check it"
                yield quote(Span(passage, *found.span()), why)


def _numbers(note: Note) -> set[str]:
    values = " ".join(field.value for field in note.typed)
    known = {*_NUMERAL.findall(values), *re.findall(r"\d+", values)}
    for day in known_dates(note.interview) if note.interview else ():
        known |= {str(day.year), str(day.day)}
    return known


# fmt: off
_TALK = frozenset({
    "topics", "scene", "done", "they_said", "asked", "answer", "quote", "reaction",
})
_MATTER = _TALK - {"topics", "scene", "done"} | {
    "thanks_for", "impressed_by", "moment", "deed", "act", "my_link", "own_words",
    "letter",
}
# fmt: on
"""What an email can tell besides its topic."""


@rule("D1")
def tells_of_the_talk(note: Note) -> Hits:
    """Refuse a made email without any fact of its reader; advise on anything else.

    A card of thanks and a wish is small, and honest beside an email that tells more.
    """
    if note.person is None:
        return
    who, kind = note.person, note.draft.kind
    grave = WARN if note.named or note.edited or kind is Kind.CARD else REFUSE
    of_talk = any(field.name in _TALK for field in note.named)
    if not of_talk and (not note.named or kind is Kind.THANK_YOU):
        topic = who.topics[0] if who.topics else "what you talked about"
        remedy = "add a `card_detail`" if kind is Kind.CARD else "name the topic"
        why = f"nothing you talked about with {who.name} is in it: {remedy}"
        yield Hit(topic, 0, why, grave)
    elif kind is Kind.THANK_YOU and _tells_nothing_theirs(note):
        why = f"nothing in it is {who.name}'s alone: add what only they asked or said"
        yield Hit(who.name, 0, why, grave)


def _tells_nothing_theirs(note: Note) -> bool:
    """Count no topic that is shared with the panel.

    A topic in the subject is enough where the talk gave nothing else to tell.
    """
    others = {
        plain_words(value)
        for other in note.colleagues
        for value in (*other.topics, other.they_said, other.quote, other.asked)
    }
    matter = any(field.name in _MATTER for field in note.own)
    told = note.mentioned if matter else note.named
    return all(plain_words(field.value) in others for field in told)


_THANKS_MAX = 2


@rule("D4")
def thanks_once_or_twice(note: Note) -> Hits:
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
        why = f"it thanks {len(places)} times: twice is enough"
        yield quote(span_of(passage, at, at + 1), why)


@rule("D5")
def says_interest(note: Note) -> Hits:
    """Take your own `reasons` and `close` for it too; a card need not say it again."""
    said_so = wishes(*(passage.text for passage in note.letter.body))
    if note.informational or said_so:
        return
    own = [f.value for f in note.typed if f.name in ("reasons", "close")]
    if not any(mentions(note.words, words, frozenset()) for words in own):
        why = "it does not say that you want the job: one plain sentence does"
        yield Hit("", 0, why)


@rule("D6")
def repeats_promises(note: Note) -> Hits:
    """Ask for each, kept since or not: the note is about the conversation.

    A day that is past can no more be promised.
    """
    for takeaway in note.person.takeaways if note.person else ():
        dated = not (note.others.today and takeaway.due < note.others.today)
        places = range(len(note.letter.body))
        if not any(_is_promise(note, takeaway, n, dated=dated) for n in places):
            country = note.interview.employer.country if note.interview else "US"
            day = say_day(takeaway.due, note.language, country).full
            why = f"the promise is not in it with its day: say that it comes by {day}"
            yield Hit(takeaway.promised or takeaway.here_is, 0, why)


def _is_promise(note: Note, takeaway: Takeaway, index: int, *, dated: bool) -> bool:
    """Look for the thing in this paragraph, for the day in it or beside it.

    A letter that hands the thing over keeps the promise; D9 looks for the file.
    """
    body = note.letter.body
    words = plain_words(body[index].text)
    things = (takeaway.promised, takeaway.here_is)
    if not any(thing and mentions(words, thing, frozenset()) for thing in things):
        return False
    if not dated or pattern("hands_over.regex").search(fold(body[index].text).text):
        return True
    near = body[max(index - 1, 0) : index + 2]
    days = (day for p in near for day in days_in(p.text, note.language))
    return any(day.means(takeaway.due) for day in days)


@rule("D7")
def delivers(note: Note) -> Hits:
    """Look for an attachment, a link, or the thing itself in words."""
    linked = any("://" in p.text or "www." in p.text for p in note.letter.body)
    if not words_of("here").intersection(note.words) and not linked:
        yield Hit("", 0, "it does not say that the thing is here")
    things = [f for f in note.own if f.name in ("promised", "here_is")]
    told = {field.name for field in note.mentioned}
    if things and not told & {"promised", "here_is"}:
        yield Hit(things[0].value, 0, "it does not name what you promised")


WORDS_A_MINUTE, SECONDS_MAX = 150, 30
_LOCAL = 7
"""The last digits of a number, however its beginning is written."""


@rule("P1")
def introduces_itself(note: Note) -> Hits:
    """Name, role and day in the first two sentences; the number twice on voicemail."""
    interview = note.interview
    if interview is None:
        return
    heading = language_of(note.language)
    first = _section(note.draft.text, heading["answered"]) or note.draft.text
    told = sentences(Passage(" ".join(first.split()), 0))
    opening = " ".join(sentence.text for sentence in told[:2])
    held = say_day(interview.date, note.language, interview.employer.country)
    position = interview.position
    wanted = {
        "your name": (interview.you.name,),
        "the role": tuple(filter(None, (position.short, position.title))),
        "the day you met": (held.spoken, held.date),
    }
    for what, forms in wanted.items():
        if not any(form.casefold() in opening.casefold() for form in forms):
            yield Hit(opening, 0, f"say {what} in the first two sentences of the call")
    number = _digits(interview.you.phone)
    voicemail = _section(note.draft.text, heading["voicemail"])
    if voicemail and number and _digits(voicemail).count(number[-_LOCAL:]) < 2:  # noqa: PLR2004 - once to hear, once to write
        yield Hit(interview.you.phone, 0, "say your number twice on the voicemail")


@rule("P2")
def is_soon_said(note: Note) -> Hits:
    """At a hundred and fifty words a minute."""
    voicemail = language_of(note.language)["voicemail"]
    words = len(_section(note.draft.text, voicemail).split())
    seconds = words * 60 / WORDS_A_MINUTE
    if seconds > SECONDS_MAX:
        yield Hit("", 0, f"the voicemail takes about {seconds:.0f} seconds: shorten it")


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one; nothing where there is none."""
    blocks = text.split("\n\n")
    begins = (n for n, x in enumerate(blocks, 1) if x.casefold().startswith(heading))
    after = blocks[next(begins, len(blocks)) :]
    ended = (n for n, x in enumerate(after) if not x.rstrip().endswith(_ENDS))
    return "\n\n".join(after[: next(ended, None)])


_ENDS = (".", "?", "!", ")", '"')
"""Of what is spoken; a heading has none."""
