"""F and P: how long it is, its subject, its closing; what a call must say.

All of it advises, but a LinkedIn note over the limit, which LinkedIn cuts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard.letter import Passage
from drafter.guard.note import sentences
from drafter.guard.rubric import Hit, quote, rule
from drafter.guard.words import entries, fold, plain_words, runs_of, wishes
from drafter.interview import Role, Stage, Tone
from drafter.language import said, words_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note, Sentence
    from drafter.guard.others import Others


LONGEST = 20_000
"""Characters, of which a page has two thousand."""


@rule("F0")
def is_no_book(note: Note, _: Others) -> Iterator[Hit]:
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
def has_the_right_length(note: Note, _: Others) -> Iterator[Hit]:
    """Count the words of the body; however few they are, nothing pads them."""
    most = _most(note)
    words = note.letter.words
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
def fits_linkedin(note: Note, _: Others) -> Iterator[Hit]:
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
def has_short_sentences(note: Note, _: Others) -> Iterator[Hit]:
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
def has_short_paragraphs(note: Note, _: Others) -> Iterator[Hit]:
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
def is_not_all_about_me(note: Note, _: Others) -> Iterator[Hit]:
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
        yield Hit(mine[-1].text, mine[-1].line, why)
    for passage in _third_running(mine, body):
        yield quote(passage, 'three paragraphs running begin with "I": turn one round')


def _third_running(some: list[Sentence], body: tuple[Passage, ...]) -> list[Passage]:
    """List the paragraphs that begin so after two that do."""
    first = {s.passage for s in some if not s.start}
    three = zip(body, body[1:], body[2:], strict=False)
    return [run[2] for run in three if first.issuperset(run)]


def _begins_with_i(text: str) -> bool:
    words = fold(text).text.lstrip(" \"'(").split()
    return bool(words) and words[0].rstrip(",;:") in _FIRST_PERSON


def _answers(note: Note, sentence: Sentence) -> bool:
    words = plain_words(sentence.text)
    own = (plain_words(f.value) for f in note.own if f.name in _ANSWERS)
    return any(True for field in own for _ in runs_of(words, field))


_SUBJECT_MAX = 60
_SHOUT = 4
"""Capitals that are more than an acronym."""


@rule("F8")
def has_a_clear_subject(note: Note, _: Others) -> Iterator[Hit]:
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
def is_signed_to_be_reached(note: Note, _: Others) -> Iterator[Hit]:
    """Ask for a number in a thank-you only, and where one is known to give."""
    signature = note.letter.signature
    if len(signature) > _SIGNATURE_LINES:
        extra = signature[_SIGNATURE_LINES]
        yield quote(extra, f"a signature of {len(signature)} lines: four are enough")
    phone = note.interview.you.phone if note.interview else ""
    reached = any(_REACHED.search(line.text) for line in signature)
    if phone and signature and not reached and note.draft.kind is Kind.THANK_YOU:
        yield quote(signature[0], f"no number to call: add {phone}")


@rule("F12")
def asks_nothing(note: Note, _: Others) -> Iterator[Hit]:
    """Pass over what is quoted."""
    asked = [sentence for sentence in note.sentences if _asks(sentence)]
    allowed = 1 if note.draft.kind is Kind.CHECK_IN else 0
    if len(asked) > allowed:
        if allowed:
            yield quote(asked[1], "one question is enough: leave this one out")
        else:
            yield quote(asked[0], "this asks for an answer: leave the question out")


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip("'’)").endswith("?")


@rule("C8")
def is_signed(note: Note, _: Others) -> Iterator[Hit]:
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


WORDS_A_MINUTE, SECONDS_MAX = 150, 30
_LOCAL = 7
"""The last digits of a number, however its beginning is written."""


@rule("P1")
def introduces_itself(note: Note, _: Others) -> Iterator[Hit]:
    """Name, role and day in the first two sentences; the number twice on voicemail."""
    interview = note.interview
    if interview is None:
        return
    text = note.draft.text
    heading = words_of(note.language)
    first = _section(text, heading["answered"]) or text
    told = sentences(Passage(" ".join(first.split()), 0))
    opening = " ".join(sentence.text for sentence in told[:2])
    held = said(interview.date, note.language, interview.employer.country)
    days = (held.spoken, held.date)
    position = interview.position
    wanted = {
        "your name": (interview.you.name,),
        "the role": tuple(filter(None, (position.short, position.title))),
        "the day you met": days,
    }
    for what, forms in wanted.items():
        if not any(form.casefold() in opening.casefold() for form in forms):
            yield Hit(opening, 0, f"say {what} in the first two sentences of the call")
    number = _digits(interview.you.phone)
    voicemail = _section(text, heading["voicemail"])
    if voicemail and number and _digits(voicemail).count(number[-_LOCAL:]) < 2:  # noqa: PLR2004 - once to hear, once to write
        yield Hit(interview.you.phone, 0, "say your number twice on the voicemail")


@rule("P2")
def is_soon_said(note: Note, _: Others) -> Iterator[Hit]:
    """At a hundred and fifty words a minute."""
    voicemail = words_of(note.language)["voicemail"]
    words = len(_section(note.draft.text, voicemail).split())
    seconds = words * 60 / WORDS_A_MINUTE
    if seconds > SECONDS_MAX:
        yield Hit("", 0, f"the voicemail takes about {seconds:.0f} seconds: shorten it")


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one; nothing where there is none."""
    blocks = text.split("\n\n")
    starts = [
        n for n, block in enumerate(blocks) if block.casefold().startswith(heading)
    ]
    if not starts:
        return ""
    kept = []
    for block in blocks[starts[0] + 1 :]:
        if not block.rstrip().endswith((".", "?", "!", ")", '"')):
            break
        kept.append(block)
    return "\n\n".join(kept)
