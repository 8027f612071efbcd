"""C6, C8, F and J1: its length, subject, sentences and signature, its blanks, its HTML.

All of it advises, but what was left blank, a LinkedIn note over the limit, which
LinkedIn cuts, and HTML that says another thing than the text.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind, overflow, panel, smallest_fit, wrapped
from drafter.guard.fields import FIELDS, Sort
from drafter.guard.manners import hits
from drafter.guard.rubric import Hit, Hits, quote, rule
from drafter.guard.words import (
    entries,
    fold,
    matches,
    plain_words,
    readings,
    runs_of,
    wishes,
)
from drafter.html import read_html, unfit, unlike
from drafter.interview import Role, Stage, Tone
from drafter.language import ENGLISH


if TYPE_CHECKING:
    from drafter.guard.letter import Passage
    from drafter.guard.note import Note, Span


LONGEST = 20_000
"""Characters, of which a page has two thousand."""


@rule("F0")
def is_no_book(note: Note) -> Hits:
    """Come before every other rule; they then need not be quick on a book."""
    length = len(note.draft.text) + len(note.draft.subject)
    if length > LONGEST:
        yield Hit("", 0, f"{length} characters are no letter: shorten it to a page")


# personaljobcoach.co.uk, Smith Hanley, Career Trend, WashU Law, Boomerang.
_BY_KIND = {
    Kind.CARD: 75,
    Kind.TAKEAWAY: 140,
    Kind.CHECK_IN: 100,
    Kind.REPLY: 90,
}
_BRIEF, _PHONE_SCREEN = 110, 130
_BY_ROLE = {
    Role.RECRUITER: 160,
    Role.AGENCY_RECRUITER: 160,
    Role.EXECUTIVE: 130,
}
_THANKS = 200


@rule("F1")
def has_the_right_length(note: Note) -> Hits:
    """Count the words of the body; however few they are, nothing pads them."""
    most = _most(note)
    words = sum(len(passage.text.split()) for passage in note.letter.body)
    if words > most:
        yield Hit("", 0, f"{words} words: over {most} is put off for later")


def _most(note: Note) -> int:
    if note.draft.kind is not Kind.THANK_YOU:
        return _BY_KIND[note.draft.kind]
    if note.interview is None or note.person is None:
        return _THANKS
    if note.interview.tone is Tone.BRIEF:
        return _BRIEF
    if note.interview.stage is Stage.PHONE_SCREEN:
        return _PHONE_SCREEN
    return _BY_ROLE.get(note.person.role, _THANKS)


_FREE, _PREMIUM = 200, 300


def over_linkedin(text: str, *, premium: bool) -> int:
    """Count what is too much in UTF-16 units: LinkedIn may, and they are never fewer
    than code points.
    """
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return length - (_PREMIUM if premium else _FREE)


@rule("F2")
def fits_linkedin(note: Note) -> Hits:
    """Let the person choose what goes."""
    text = note.draft.text.strip()
    premium = note.interview is None or note.interview.you.linkedin_premium
    if (over := over_linkedin(text, premium=premium)) > 0:
        limit = _PREMIUM if premium else _FREE
        length = limit + over
        why = f"{length} characters, and LinkedIn takes {limit}: shorten it by {over}"
        yield Hit(text[-over:], 0, why)


_LONG, _AVERAGE = 28, 20
_SEVERAL = 5
"""In fewer sentences, one that tells a fact makes up the average."""


@rule("F3")
def has_short_sentences(note: Note) -> Hits:
    """Spare the reader a second reading."""
    lengths = [len(sentence.text.split()) for sentence in note.sentences]
    for sentence, length in zip(note.sentences, lengths, strict=True):
        if length > _LONG:
            yield quote(sentence, f"a sentence of {length} words: make two of it")
    average = sum(lengths) / len(lengths) if len(lengths) >= _SEVERAL else 0
    if average > _AVERAGE:
        why = f"{average:.0f} words a sentence on average: make some shorter"
        yield Hit("", 0, why)


_PARAGRAPHS, _PARAGRAPH_WORDS = 5, 75


@rule("F4")
def has_short_paragraphs(note: Note) -> Hits:
    """Keep each to five lines on a telephone."""
    body = note.letter.body
    if len(body) > _PARAGRAPHS:
        why = f"{len(body)} paragraphs: {_PARAGRAPHS} at most are easier to read"
        yield Hit("", body[0].line, why)
    for passage in body:
        words = len(passage.text.split())
        if words > _PARAGRAPH_WORDS:
            yield quote(passage, f"{words} words a paragraph: break it")


_FIRST_PERSON = frozenset({"i", "i'm", "i've", "i'd", "i'll", "my"})
_ANSWERS = frozenset(
    {"reaction", "answer", "my_link", "own_words", "card_detail", "close"}
)
"""The user's own part of a talk: of whom else should it speak?"""


@rule("F7")
def is_not_all_about_me(note: Note) -> Hits:
    """Look at first words; the wish for the job and answers to the reader may say I."""
    every = len(note.sentences)
    if every < _SEVERAL:
        return
    body = note.letter.body
    about_me = [s for s in note.sentences if _begins_with_i(s.text)]
    if len(about_me) <= every / 2 and not _third_running(about_me, body):
        return  # whatever of it may say I
    mine = [s for s in about_me if not (_answers(note, s) or wishes(s.text))]
    if len(mine) > every / 2:
        why = f'{len(mine)} of {every} sentences begin with "I": turn some round'
        yield quote(mine[-1], why)
    for passage in _third_running(mine, body):
        yield quote(passage, 'three paragraphs running begin with "I": turn one round')


def _third_running(some: list[Span], body: tuple[Passage, ...]) -> list[Passage]:
    """List the paragraphs that begin so after two that do."""
    first = {s.passage for s in some if not s.start}
    three = zip(body, body[1:], body[2:], strict=False)
    return [run[2] for run in three if first.issuperset(run)]


def _begins_with_i(text: str) -> bool:
    words = fold(text).text.lstrip(" \"'(").split()
    return bool(words) and words[0].rstrip(",;:") in _FIRST_PERSON


def _answers(note: Note, sentence: Span) -> bool:
    words = plain_words(sentence.text)
    own = (plain_words(f.value) for f in note.own if f.name in _ANSWERS)
    return any(True for field in own for _ in runs_of(words, field))


_SUBJECT_MAX = 60
_SHOUT = 4
"""Capitals that are more than an acronym."""


@rule("F8")
def has_a_clear_subject(note: Note) -> Hits:
    """Tell of one fault at a time."""
    subject = note.draft.subject
    bare = fold(subject).text.strip(" .!?,:;-")
    if not subject and not (note.draft.sender or note.draft.recipient):
        return  # the words alone, to be passed on
    if not bare:
        yield Hit("Subject", 0, "the subject is empty: name the topic or the job")
    elif len(subject) > _SUBJECT_MAX:
        why = f"{len(subject)} characters: mail programs cut at about {_SUBJECT_MAX}"
        yield Hit(subject, 0, why)
    elif "!" in subject or (subject.isupper() and len(bare) >= _SHOUT):
        yield Hit(subject, 0, "it shouts: no exclamation mark, no capitals throughout")
    elif bare in entries("bare_subject"):
        why = "it does not say what it is about: name the topic or the job"
        yield Hit(subject, 0, why)


_SIGNATURE_LINES = 4
_REACHED = re.compile(r"\d[\d ().-]{5,}\d|[^\s@]+@[^\s@]+\.\w+")


@rule("F9")
def is_signed_to_be_reached(note: Note) -> Hits:
    """Ask for a number in a thank-you only, and where one is known to give."""
    signature = note.letter.signature
    if len(signature) > _SIGNATURE_LINES:
        extra = signature[_SIGNATURE_LINES]
        yield quote(extra, f"a signature of {len(signature)} lines: four are enough")
    phone = note.interview.you.phone if note.interview else ""
    reached = any(_REACHED.search(line.text) for line in signature)
    if phone and signature and not reached and note.draft.kind is Kind.THANK_YOU:
        yield quote(signature[0], f"no number to call: add {phone}")


@rule("C8")
def is_signed(note: Note) -> Hits:
    """Look for the name once, as you sign."""
    if note.interview is None:
        return
    name = normalize("NFC", note.interview.you.name)
    lines = note.letter.signature
    signed = [line for line in lines if normalize("NFC", line.text).strip() == name]
    if not signed:
        yield Hit(name, 0, f"it is not signed: end with {name}")
    elif len(signed) > 1:
        yield quote(signed[1], "your name stands twice: sign once")


@rule("F10")
def is_clean(note: Note) -> Hits:
    """Look outside what the user typed, which stays as it is."""
    yield from hits(note, of="F10")
    for found in note.matches("stray.regex", FIELDS):
        if found.passage not in note.letter.signature:
            around = found.passage.text[max(found.start - 12, 0) : found.end + 12]
            blanks = found.sort == "blanks"
            why = "two blanks in a row" if blanks else "a stray sign"
            yield Hit(around, found.line, why)
    for passage in note.letter.body:
        if not (_is_listed(passage.text) or _signs(note, passage)):
            yield from _ends(passage)
    yield from _begins(note)
    yield from _mixes_quotes(note)


def _signs(note: Note, passage: Passage) -> bool:
    """Take the name behind a LinkedIn note for one, where no notes say whose it is."""
    name = re.split(r"[.!?]\s", passage.text.rstrip())[-1].split()
    is_last = passage is note.letter.body[-1] and not note.person
    named = len(name) <= _NAME_MAX and all(word[0].isupper() for word in name)
    return note.draft.kind is Kind.LINKEDIN and is_last and named


_NAME_MAX = 4
"""Words of a name."""
_OPENERS = "\"“‘'«„([*_-–— "


def _begins(note: Note) -> Hits:
    greeting = note.letter.greeting
    for nth, sentence in enumerate(note.sentences):
        begun = note.language != ENGLISH or (
            greeting and greeting.line == sentence.line
        )
        if not nth and greeting and begun:
            continue  # "Hi Dana, thank you ..." goes on small, as German does
        small = sentence.text.lstrip(_OPENERS)[:1].islower()
        if small and not _typed_so(note, sentence):
            yield quote(sentence, "a sentence begins with a small letter")


def _typed_so(note: Note, sentence: Span) -> bool:
    """Leave lists, products written small, like iOS, and one's own sentences."""
    if _is_listed(sentence.passage.text):
        return True
    word = sentence.text.lstrip(_OPENERS).split()[0]
    own = note.spared(sentence.within(0, 1), Sort.VOICE)
    return own or not word.strip(',.;:!?"”').islower()


def _ends(passage: Passage) -> Hits:
    last = passage.text.rstrip().split("\n")[-1]
    end = last.rstrip("\"”’')»]*_ ")[-1:]
    address = "." in (last.split() or [""])[-1]
    if end.isascii() and end not in ".!?:" and not address:
        yield Hit(last[-60:], passage.line, "a paragraph ends without a full stop")


def _is_listed(text: str) -> bool:
    return all(re.match(r"\s*(?:[-*•–]|\d+[.)])\s", line) for line in text.split("\n"))


_PLACEHOLDER = "placeholder.regex"
_UNFILLED = "this was left unfilled: put the words there"
_REPORTED = frozenset({"topics", "scene", "done", "quote"})


@rule("C6")
def has_no_placeholder(note: Note) -> Hits:
    """Leave `{{ 7*7 }}` in a field, but not `{{ name }}`, whoever wrote it."""
    values = [f.value for f in note.own if f.name in _REPORTED]
    values += [f.value for f in note.shared if f.sort == Sort.NAME]
    told: list[Span] = []
    for found in note.matches("unfilled.regex", 0, greeting=True):
        if not any(found.text in x and found.text != x.strip() for x in values):
            told.append(found)
            yield quote(found, _UNFILLED)
    for found in note.matches(_PLACEHOLDER, FIELDS, greeting=True):
        if not any(map(found.overlaps, told)):
            yield quote(found, _UNFILLED)
    for passage in (*note.passages, note.letter.greeting):
        if passage and not passage.text.isascii():
            yield from _hidden(passage)


def _hidden(passage: Passage) -> Hits:
    """Find what only the eye takes for a placeholder: `[N\u200bAME]`."""
    if not any(matches(_PLACEHOLDER, passage.text)):
        for seen in readings(passage.text):
            found = next(matches(_PLACEHOLDER, seen), None)
            if found and found[0].strip("._?"):
                yield Hit(found[0], passage.line, _UNFILLED)


def _mixes_quotes(note: Note) -> Hits:
    text = "\n".join(passage.text for passage in note.letter.body)
    curly = re.search("[“”‘’]", text)
    straight = re.search(r"(?<=\w)'(?=\w)|\"", text) if curly else None
    if curly and straight:
        typed = "\n".join(field.value for field in note.typed)
        if straight[0] not in typed and curly[0] not in typed:
            yield Hit(curly[0], 0, "straight and typographic quotation marks are mixed")


_TAGS_MAX = 10
"""Tags quoted of one page; then there is room for what it says."""


@rule("F13")
def says_the_same_in_html(note: Note) -> Hits:
    """Allow what a person's own mail program writes, links to be clicked; no word more.

    The rules read the plain text: other words in the HTML would be read unchecked.
    """
    if not note.draft.html:
        return
    try:
        page = read_html(note.draft.html)
    except ValueError as error:
        yield Hit("", 0, str(error))
        return
    for written, why in islice(unfit(page, edited=note.edited), _TAGS_MAX):
        yield Hit(written, 0, why)
    differ = unlike(note.draft.text, page)
    if differ:
        said, shown = (words or "nothing" for words in differ)
        why = (
            f"the HTML part says this and the text '{said}': write the same in both"
            " (with `body: text` in config.yaml there is only one)"
        )
        yield Hit(shown, 0, why)


@rule("J1")
def fits_the_card(note: Note) -> Hits:
    """Let a card fill its last line."""
    if note.interview is None:
        return
    size, hand = note.interview.card, note.interview.you.handwriting
    over = overflow(note.draft.text, size, hand)
    if over <= 0 or not note.letter.body:
        return
    larger = smallest_fit(note.draft.text, hand, size)
    remedy = f", or write `card: {larger}` if you have such cards" if larger else ""
    many = "1 line" if over == 1 else f"{over} lines"
    why = f"{many} too long for the {size} card in {hand} writing"
    for sentence in sorted((one.text for one in note.sentences), key=len):
        rest = note.draft.text.replace(sentence, "", 1)
        if overflow(rest, size, hand) <= 0:
            yield Hit(sentence, 0, f"{why}: it fits without this{remedy}")
            return
    passage = note.letter.body[-1]
    last = " ".join(wrapped(passage.text, panel(size, hand).characters)[-over:])
    cut = f"shorten it by some {len(last.split())} words"
    yield Hit(last, passage.line, f"{why}: {cut}{remedy}")
