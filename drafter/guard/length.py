"""F1 to F4, F7: how long the text is, its sentences, its paragraphs.

All of it advises, but a LinkedIn note over the limit, which LinkedIn cuts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.fold import fold
from drafter.guard.rules import (
    CARDS,
    LINKEDIN,
    TAKEAWAYS,
    THANKS,
    Hit,
    Severity,
    rule,
)
from drafter.guard.words import plain_words, runs_of
from drafter.interview import Role, Stage, Tone


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.guard.sentences import Sentence

REFUSE, WARN = Severity.REFUSE, Severity.WARN


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


@rule(
    "F1",
    WARN,
    "not too long to read",
    source="careertrend.com, Boomerang in The Atlantic: short notes are answered",
    on=THANKS | {*_BY_KIND},
)
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


@rule(
    "F2",
    REFUSE,
    f"a LinkedIn note has at most {_FREE} characters ({_PREMIUM} with premium)",
    source="linkedhelper.com, lettercounter.org",
    on=LINKEDIN,
)
def fits_linkedin(note: Note, _: Others) -> Iterator[Hit]:
    """Count UTF-16 units: LinkedIn may, and they are never fewer than code points."""
    text = note.draft.text.strip()
    premium = note.interview is None or note.interview.you.linkedin_premium
    limit = _PREMIUM if premium else _FREE
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > limit:
        over = length - limit
        why = f"{length} characters, and LinkedIn takes {limit}: shorten it by {over}"
        yield Hit(text[-over:], 0, why)


_LONG, _AVERAGE = 28, 20
_SEVERAL = 5
"""In fewer sentences, one that tells a fact makes up the average."""


@rule(
    "F3",
    WARN,
    f"no sentence over {_LONG} words, {_AVERAGE} on average",
    source="insidegovuk.blog.gov.uk: why 25 words is our limit",
    on=THANKS | CARDS | TAKEAWAYS | {Kind.CHECK_IN},
)
def has_short_sentences(note: Note, _: Others) -> Iterator[Hit]:
    """Spare the reader a second reading."""
    lengths = [len(sentence.text.split()) for sentence in note.sentences]
    for sentence, length in zip(note.sentences, lengths, strict=True):
        if length > _LONG:
            why = f"a sentence of {length} words: make two of it"
            yield Hit(sentence.text, sentence.line, why)
    average = sum(lengths) / len(lengths) if len(lengths) >= _SEVERAL else 0
    if average > _AVERAGE:
        why = f"{average:.0f} words a sentence on average: make some shorter"
        yield Hit("", 0, why)


_PARAGRAPHS, _PARAGRAPH_WORDS = 5, 75


@rule(
    "F4",
    WARN,
    "five short paragraphs at most",
    source="fastcompany.com: long dense paragraphs are put off for later",
    on=THANKS,
)
def has_short_paragraphs(note: Note, _: Others) -> Iterator[Hit]:
    """Keep each to five lines on a telephone."""
    body = note.letter.body
    if len(body) > _PARAGRAPHS:
        why = f"{len(body)} paragraphs: {_PARAGRAPHS} at most are easier to read"
        yield Hit("", body[0].line, why)
    for passage in body:
        words = len(passage.text.split())
        if words > _PARAGRAPH_WORDS:
            yield Hit(
                passage.text, passage.line, f"{words} words a paragraph: break it"
            )


_FIRST_PERSON = frozenset({"i", "i'm", "i've", "i'd", "i'll", "my"})
_ANSWERS = frozenset({"reaction", "answer", "my_link", "own_words", "card_detail"})
"""The user's own part of a talk: of whom else should it speak?"""


@rule(
    "F7",
    WARN,
    'no more than half of the sentences begin with "I", nor three paragraphs running',
    source="monster.com: focus on the employer",
    on=THANKS | {Kind.CHECK_IN},
)
def is_not_all_about_me(note: Note, _: Others) -> Iterator[Hit]:
    """Look at first words; not in a short letter, nor in what answers the reader."""
    every = len(note.sentences)
    if every < _SEVERAL:
        return
    about_me = [s for s in note.sentences if _begins_with_i(s.text)]
    mine = [s for s in about_me if not _answers(note, s)]
    if len(mine) > every / 2:
        why = f'{len(mine)} of {every} sentences begin with "I": turn some round'
        yield Hit(mine[-1].text, mine[-1].line, why)
    first = {s.passage for s in mine if not s.start}
    body = note.letter.body
    for three in zip(body, body[1:], body[2:], strict=False):
        if first.issuperset(three):
            why = 'three paragraphs running begin with "I": turn one round'
            yield Hit(three[2].text, three[2].line, why)


def _begins_with_i(text: str) -> bool:
    words = fold(text).text.lstrip(" \"'(").split()
    return bool(words) and words[0].rstrip(",;:") in _FIRST_PERSON


def _answers(note: Note, sentence: Sentence) -> bool:
    words = plain_words(sentence.text)
    own = (plain_words(f.value) for f in note.own if f.name in _ANSWERS)
    return any(True for field in own for _ in runs_of(words, field))
