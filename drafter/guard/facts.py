"""C7, D and H: what is told is theirs, is true, and is promised with its day.

What the user typed in a field is theirs to say; C7 and H look at what a template or an
edit has added. "Thank you for your time, I am very interested" has very little point
(Alison Green): D1 asks for something of this person's own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from drafter.dates import day_in_words, weekday_name
from drafter.draft import Kind
from drafter.guard.fields import FACTS, FIELDS
from drafter.guard.rubric import REFUSE, WARN, Hit, quote, rule
from drafter.guard.words import (
    fold,
    is_word,
    mentions,
    phrase,
    plain_words,
    runs_of,
    said,
    tokens,
    words_of,
)
from drafter.language import said as say_day
from drafter.words import shared


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.days import Day
    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Interview, Interviewer, Takeaway


def _dates(interview: Interview) -> list[date]:
    known = [interview.date]
    for word in interview.timeline:
        known += [word.on, *([word.until] if word.until else [])]
    for person in interview.interviewers:
        known += [takeaway.due for takeaway in person.takeaways]
    return known


@rule("C7")
def names_true_days(note: Note, others: Others) -> Iterator[Hit]:
    """Look at dates: a weekday alone says too little to be wrong.

    Who wrote a day that does not exist is the same to its reader; of what was only
    reported, a quotation or a topic, the year may be another.
    """
    if note.interview is None:
        return
    known = _dates(note.interview)
    for passage in note.passages:
        for day in (day for day in note.days(passage.text) if day.month and day.day):
            found = note.found(passage, day.start, day.end)
            wrong, unknown = _is_none(day, known[0]), not any(map(day.means, known))
            if wrong and not note.spared(passage, day.start, day.end, FACTS):
                yield quote(found, wrong)
            elif unknown and not note.spared(passage, day.start, day.end, FIELDS):
                yield quote(found, "this day is not in your notes: check it", WARN)
    yield from _misdated(note, others.today)
    yield from _promised_for_another_day(note)


def _is_none(day: Day, known: date) -> str:
    """Say what is wrong with a day that does not exist; empty if it does."""
    meant = day.near(known)
    if meant is None:
        return "there is no such day"
    if day.weekday < 0 or meant.weekday() == day.weekday:
        return ""
    return f"that day is a {weekday_name(meant)}: correct the weekday or the date"


_LONG_AGO = re.compile(
    r"\b(?:(?:last|the other|this past) (?P<last>week|month|year)|(?:an?|one|two|three"
    r"|four|several|some|a few|a couple of) (?P<ago>week|month|year)s? ago)\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:met|meet(?:ing)?|spoke|speak(?:ing)?|talk(?:ed|ing)?|saw|see(?:ing)?"
    r"|interview(?:ed|ing)?|visit(?:ed|ing)?) (?:with )?(?:you|me)\b"
    r"|\b(?:our|the) (?:talk|conversation|interview|meeting|call|chat)\b|\byour time\b",
    re.IGNORECASE,
)


def _span(unit: str, day: date) -> tuple[int, ...]:
    """Say in which week, month or year a day is."""
    if unit == "week":
        return tuple(day.isocalendar()[:2])
    return (day.year, day.month) if unit == "month" else (day.year,)


def _misdated(note: Note, today: date | None) -> Iterator[Hit]:
    """Refuse "it was good to meet you last week" of an interview that was today.

    A note that is written on a Saturday may be read on Monday.
    """
    if not (today and note.interview):
        return
    met, read = note.interview.date, today + timedelta(days=2)
    for sentence in note.sentences:
        ago = _LONG_AGO.search(sentence.text) if _MET.search(sentence.text) else None
        if not ago:
            continue
        unit = (ago["last"] or ago["ago"]).lower()
        start = sentence.start + ago.start()
        reported = note.spared(sentence.passage, start, start + len(ago[0]), FACTS)
        if not reported and (today <= met or _span(unit, read) <= _span(unit, met)):
            why = f"you met on {day_in_words(met)}: say the day"
            yield Hit(ago[0], sentence.line, why)


def _promised_for_another_day(note: Note) -> Iterator[Hit]:
    """Ask about "send the plan by Friday" and "tomorrow", due on a Thursday."""
    who = note.person if note.draft.kind is Kind.THANK_YOU else None
    for takeaway in who.takeaways if who else ():
        text, (_, starts, ends) = takeaway.promised, tokens(takeaway.promised)
        days = note.days(text)
        other = [(day.start, day.end) for day in days if not day.means(takeaway.due)]
        counted = said(text).get("relative_days", ())
        other += [(starts[first], ends[last - 1]) for first, last in counted]
        why = f"the promise is due on {day_in_words(takeaway.due)}: which day is it?"
        yield from (Hit(text[start:end], 0, why, WARN) for start, end in other)


_THIRD = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})
_NAMED = re.compile(r"(?<=[^.!?:\"“] )(?!I\b)[A-Z][\w’'-]+")
"""A word with a capital inside a sentence: somebody's name, perhaps."""


@rule("H1")
def speaks_to_the_reader(note: Note, _: Others) -> Iterator[Hit]:
    """Let a sentence that names somebody else, and the next, go on about them.

    A guest, a child or a patient may be "he" to the end of the paragraph.
    """
    named_before, meant = False, None
    for sentence in note.sentences:
        found = tokens(sentence.passage.text)
        words = found.words[sentence.first : sentence.last]
        meant = sentence.passage if shared("people") & {*words} else meant
        named = meant is sentence.passage or bool(_NAMED.search(sentence.text))
        at = next((i for i, word in enumerate(words) if word in _THIRD), None)
        if at is not None and not named and not named_before:
            at += sentence.first
            yield quote(
                note.found(sentence.passage, found.starts[at], found.ends[at]),
                'if this is the reader, say "you"',
            )
            return
        named_before = named


_QUOTED = re.compile(
    r"“([^”\n]{2,})”|\"([^\"\n]{2,})\"|„([^“”\n]{2,})[“”]|«([^»\n]{2,})»"
)
_QUOTE_MAX = 25


@rule("H4")
def quotes_verbatim(note: Note, _: Others) -> Iterator[Hit]:
    """Look for the quotation in any field: the user may quote inside one."""
    if note.person is None:
        return
    for found in note.matches(_QUOTED, 0):
        words = phrase(found.text)
        typed = (tokens(f.value).words for f in (*note.own, *note.shared))
        if sum(map(is_word, words)) > _QUOTE_MAX:
            yield quote(found, f"a quotation of over {_QUOTE_MAX} words: shorten it")
        elif not any(True for field in typed for _ in runs_of(words, field)):
            yield quote(found, "this is quoted, but not in your notes word for word")


_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")


@rule("H5")
def invents_no_number(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the signature, which is the user's, and days, which are for C7."""
    if note.interview is None:
        return
    known: set[str] = set()
    for passage in note.passages:
        numerals = _NUMERAL.finditer(passage.text)
        if passage in note.letter.signature or not (first := next(numerals, None)):
            continue
        known = known or _numbers(note)
        in_days = {n for day in note.days(passage.text) for n in range(*day[:2])}
        for found in (first, *numerals):
            if found.start() not in in_days and found[0] not in known:
                why = "this number is not in your notes: check it"
                yield quote(note.found(passage, *found.span()), why)


def _numbers(note: Note) -> set[str]:
    values = " ".join(field.value for field in (*note.own, *note.shared))
    known = {*_NUMERAL.findall(values), *re.findall(r"\d+", values)}
    for day in _dates(note.interview) if note.interview else ():
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
def tells_of_the_talk(note: Note, _: Others) -> Iterator[Hit]:
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
    elif kind is Kind.THANK_YOU and _tells_nothing_theirs(note, who):
        why = f"nothing in it is {who.name}'s alone: add what only they asked or said"
        yield Hit(who.name, 0, why, grave)


def _tells_nothing_theirs(note: Note, who: Interviewer) -> bool:
    """Count no topic that is shared with the panel.

    A topic in the subject is enough where the talk gave nothing else to tell.
    """
    others = {
        plain_words(value)
        for other in (note.interview.interviewers if note.interview else ())
        if other.id != who.id
        for value in (*other.topics, other.they_said, other.quote, other.asked)
    }
    matter = any(field.name in _MATTER for field in note.own)
    told = note.mentioned if matter else note.named
    return all(plain_words(field.value) in others for field in told)


@rule("D6")
def repeats_promises(note: Note, others: Others) -> Iterator[Hit]:
    """Ask for each, kept since or not: the note is about the conversation.

    A day that is past can no more be promised.
    """
    for takeaway in note.person.takeaways if note.person else ():
        dated = not (others.today and takeaway.due < others.today)
        places = range(len(note.letter.body))
        if not any(_is_promise(note, takeaway, n, dated=dated) for n in places):
            country = note.interview.employer.country if note.interview else "US"
            day = say_day(takeaway.due, note.language, country).full
            why = f"the promise is not in it with its day: say that it comes by {day}"
            yield Hit(takeaway.promised or takeaway.here_is, 0, why)


_HANDS_OVER = (
    r"\bhere(?:'s| is| are| it is| they are)\b|\b(?:is|are|have|am) (?:attach|enclos)"
    r"|\b(?:attached|enclosed|below) (?:is|are|you)\b|\byou(?:'ll| will)? find\b"
    r"|\banbei\b|\bim anhang\b"
)


def _is_promise(note: Note, takeaway: Takeaway, index: int, *, dated: bool) -> bool:
    """Look for the thing in this paragraph, for the day in it or beside it.

    A letter that hands the thing over keeps the promise; D9 looks for the file.
    """
    body = note.letter.body
    words = plain_words(body[index].text)
    things = (takeaway.promised, takeaway.here_is)
    if not any(thing and mentions(words, thing, frozenset()) for thing in things):
        return False
    near = body[max(index - 1, 0) : index + 2]
    if not dated or re.search(_HANDS_OVER, fold(body[index].text).text):
        return True
    return any(day.means(takeaway.due) for p in near for day in note.days(p.text))


@rule("D7")
def delivers(note: Note, _: Others) -> Iterator[Hit]:
    """Look for an attachment, a link, or the thing itself in words."""
    linked = any("://" in p.text or "www." in p.text for p in note.letter.body)
    if not words_of("here").intersection(note.words) and not linked:
        yield Hit("", 0, "it does not say that the thing is here")
    things = [f for f in note.own if f.name in ("promised", "here_is")]
    told = {field.name for field in note.mentioned}
    if things and not told & {"promised", "here_is"}:
        yield Hit(things[0].value, 0, "it does not name what you promised")


@rule("D9")
def attaches_what_it_says(note: Note, _: Others) -> Iterator[Hit]:
    """Believe the letter only if a file goes along; of a text nobody can tell."""
    if note.draft.attachment or (note.edited and not note.draft.recipient):
        return
    for found in note.matches("attached.regex", FACTS):
        take = note.draft.kind is Kind.TAKEAWAY
        remedy = "give the takeaway's `file`" if take else "attach it, or take it out"
        yield quote(found, f"nothing is attached: {remedy}")
