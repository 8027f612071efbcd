"""Who gets which letter and which lines: nobody reads what a colleague got.

Everyone of an interview is settled at once: the letter that tells the best pair of
facts, for this role, that no colleague has; what is left turns with the writer, the
employer and the date, so that two candidates with one interviewer differ. Nothing here
is random, and whoever was drafted before keeps letter and lines (`Reader.pins`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from drafter.templating.context import all_filled
from drafter.templating.engine import Page, UnfilledLetterError, render
from drafter.templating.markup import flow, resolve
from drafter.templating.values import Phrase


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drafter.templating.letters import Letter, Library
    from drafter.templating.phrases import Line, Phrases

WORTH = {
    "letter": 100.0, "card": 100.0, "answer": 7.0, "reaction": 5.5, "they_said": 4.0,
    "quote": 3.5, "moment": 4.5, "impressed_by": 3.5, "asked": 3.0, "my_link": 6.0,
    "own_words": 5.0, "deed": 5.0, "statement": 4.0, "saying": 4.0, "thanks_for": 1.0,
    "card_detail": 12.0, "about": 0.5,
}  # fmt: skip
"""How much a letter gains by telling a field; a pair is the sum of its halves."""
PAIR = 5.0
"""From here on a letter stands without naming an act."""
_TOLD, _SHARED, _BEFORE, _ROLE, _TURN, _PINNED = 200.0, 2.0, 1.0, 1.5, 0.9, 1000.0
"""Prices: a fact this reader knows, a letter that a colleague has, one that went to
this employer before; and what the role, the rotation and the journal weigh."""
EXEMPT_WORDS = 4
"""Shorter lines ("Best wishes,") may be anybody's."""
SUBJECT_WORDS, SUBJECT_MAX = range(4, 9), 60


@dataclass(slots=True)
class Reader:
    """One text to be written: for whom, with what."""

    key: tuple[str, str, int]
    context: Mapping[str, object]
    words: frozenset[str]
    """Role, stage, tone and kind: what letters and headings ask for."""
    told: frozenset[str] = frozenset()
    """Facts this reader knows from another letter."""
    kept: frozenset[str] = frozenset()
    """Facts that the card will need more."""
    pins: frozenset[str] = frozenset()
    """The letter and lines this reader was given before."""
    reacts_to: str = ""
    """The field that the reaction answers."""
    turn: int = 0
    """How often the guard has asked for other words."""


@dataclass(slots=True)
class Given:
    """What the readers of one interview have been given so far."""

    seed: str
    """Fixes the rotation: writer, employer and date."""
    variant: int = 0
    earlier: frozenset[str] = frozenset()
    """Letters and lines given at this employer in other interviews."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Line -> whose it is from an earlier run of this interview."""
    said: dict[str, str] = field(default_factory=dict)
    """Folded line -> to whom."""
    lines: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)

    def accept(self, reader: Reader, letter: Letter, page: Page) -> tuple[str, ...]:
        """The text is the reader's: nobody else gets these words.

        Gives the headings under which all lines were somebody's already.
        """
        self.letters[letter.name] += 1
        ran_out = [p.heading for p in page.phrases if not self.is_free(p, reader)]
        for phrase in page.phrases:
            self.said.setdefault(phrase.said, reader.key[0])
            self.lines[phrase.key] += 1
        return tuple(dict.fromkeys(ran_out))

    def is_free(self, phrase: Phrase, reader: Reader) -> bool:
        """Whether nobody else reads these words; short ones may be anybody's."""
        if phrase.heading != "subject" and len(phrase.said.split()) < EXEMPT_WORDS:
            return True
        if phrase.heading != "subject" and not phrase.is_plain:
            return True  # two people may have done the same
        is_kept = self.kept.get(phrase.key, reader.key[0]) != reader.key[0]
        return phrase.said not in self.said and not (is_kept and phrase.is_plain)

    def start(self, *about: object) -> int:
        """Where a rotation begins."""
        mark = "|".join(map(str, (self.seed, *about)))
        digest = hashlib.sha256(mark.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:4]) + self.variant


def settle(
    readers: Sequence[Reader], letters: Sequence[Letter], given: Given
) -> list[list[Letter]]:
    """For each reader every letter that serves, the one settled on first.

    Each begins with what suits best alone; then all are moved in turn, until nobody
    gains by a letter that fewer colleagues have.
    """
    ranked = [_ranked(reader, letters, given) for reader in readers]
    chosen = [prices[0][1].name if prices else "" for prices in ranked]
    for _ in readers:
        before = list(chosen)
        for n, prices in enumerate(ranked):
            others = Counter(chosen[:n] + chosen[n + 1 :])
            if prices:
                best = min(
                    prices, key=lambda p: p[0] + _shared(p[1], others[p[1].name])
                )
                chosen[n] = best[1].name
        if chosen == before:
            break
    return [
        [letter for _, letter in sorted(prices, key=lambda p: p[1].name != name)]
        for prices, name in zip(ranked, chosen, strict=True)
    ]


def _shared(letter: Letter, others: int) -> float:
    """What it costs to give a letter that others of the interview have."""
    return _SHARED * others + _PINNED / 2 * (others >= letter.at_most)


def _ranked(
    reader: Reader, letters: Sequence[Letter], given: Given
) -> list[tuple[float, Letter]]:
    serving = [
        one
        for one in letters
        if one.serves(reader.context, reader.words) and _keeps_pairs(one, reader)
    ]
    count = len(serving)
    start = given.start("letters") + reader.turn + reader.key[2]
    prices = []
    for n, letter in enumerate(serving):
        needs = told_by(letter, reader)
        named = letter.needed(reader.context)
        price = -sum(WORTH.get(name, 0.0) for name in named)
        price += _TOLD * len(needs & (reader.told | reader.kept))
        price += _BEFORE * (letter.name in given.earlier)
        if letter.best_for:
            price += -_ROLE if letter.best_for & reader.words else _ROLE
        price += _TURN * ((n - start) % count) / count
        price -= _PINNED * (f"letter:{letter.name}" in reader.pins)
        prices.append((price, letter))
    return sorted(prices, key=lambda one: one[0])


def told_by(letter: Letter, reader: Reader) -> frozenset[str]:
    """The fields that a letter is for, as this reader has them."""
    names = letter.needed(reader.context)
    return frozenset(getattr(reader.context.get(n), "field", "") or n for n in names)


def _keeps_pairs(letter: Letter, reader: Reader) -> bool:
    """A remark is not told without its reaction, nor a question without its answer.

    In a letter of the user's own that is theirs to decide.
    """
    if letter.is_own:
        return True
    tells = told_by(letter, reader) | set(letter.may_tell)
    pairs = [("asked", "answer"), (reader.reacts_to, "reaction")]
    for first, second in pairs:
        has_both = first and all_filled(reader.context, (first, second))
        if has_both and (first in tells) is not (second in tells):
            return False
    answers_other = "reaction" in tells and not reader.reacts_to
    return not (
        answers_other and tells & {"they_said", "quote", "moment", "impressed_by"}
    )


@dataclass(slots=True)
class Lines:
    """Hands out lines of the phrases for the letters of one run."""

    library: Library
    phrases: Phrases
    given: Given

    def pick(
        self,
        heading: str,
        reader: Reader,
        page: Page,
        *,
        within: frozenset[str] = frozenset(),
        short: bool = False,
    ) -> Phrase | str:
        """The reader's line under a heading, with tokens; empty where none serves.

        `within` are the facts that the letter itself tells; `short`: the shortest line
        that serves, for a card that is too full.
        """
        known = within if heading == "subject" else within | reader.told | reader.kept
        offers: Iterable[tuple[Line, Phrase]] = (
            (line, phrase)
            for line in self._in_order(heading, reader)
            if not (line.facts & known or _hides_topic(heading, line, reader))
            and (phrase := self._rendered(heading, line, reader, page)) is not None
        )
        if short:
            offers = sorted(offers, key=lambda offer: len(offer[1].said))
        spare: list[tuple[bool, int, int, Phrase]] = []
        for n, (line, phrase) in enumerate(offers):
            is_free = self.given.is_free(phrase, reader)
            if is_free and self._is_new(line, phrase):
                return phrase
            length = len(phrase.said) if heading == "subject" else 0
            if not self.phrases.is_once(heading, line):
                spare.append((not is_free, length, n, phrase))
        return min(spare)[-1] if spare else ""

    def _is_new(self, line: Line, phrase: Phrase) -> bool:
        """Nobody had it in an earlier interview; a subject has a good length."""
        if phrase.heading == "subject":
            words = len(phrase.said.split())
            return words in SUBJECT_WORDS and len(phrase.said) <= SUBJECT_MAX
        return line.key not in self.given.earlier or not line.is_plain

    def _in_order(self, heading: str, reader: Reader) -> Iterator[Line]:
        """Pinned lines, then as the file has them; among equals the turn decides."""
        ordered: list[Line] = []
        for lines in self.phrases.for_reader(heading, reader.words):
            for _, group in groupby(lines, key=lambda line: line.block):
                ordered += self._turned(heading, list(group), reader)
        yield from sorted(ordered, key=lambda line: line.key not in reader.pins)

    def _turned(
        self, heading: str, lines: list[Line], reader: Reader
    ) -> Iterable[Line]:
        start = self.given.start(heading) + reader.turn + reader.key[2]
        uses, count = self.given.lines, len(lines)
        places = {line: (n - start) % count for n, line in enumerate(lines)}
        return sorted(lines, key=lambda line: (uses[line.key], places[line]))

    def _rendered(
        self, heading: str, line: Line, reader: Reader, page: Page
    ) -> Phrase | None:
        """The line for this reader; None where a field it prints is not filled."""
        if not all_filled(reader.context, line.needs):
            return None
        text = line.text
        if "{" in text:
            template = self.library.load_line(line)
            try:
                text = render(template, reader.context, Page(page.values))
            except UnfilledLetterError:
                return None
        text = flow(text)
        if not text:
            return None
        phrase = Phrase(text)
        phrase.key, phrase.heading, phrase.is_plain = line.key, heading, line.is_plain
        phrase.said = " ".join(resolve(text, page.values).casefold().split())
        return phrase


def _hides_topic(heading: str, line: Line, reader: Reader) -> bool:
    """Whether a subject does not say the topic that there is."""
    has_topic = heading == "subject" and all_filled(reader.context, ["topic"])
    return has_topic and {"topic", "about"}.isdisjoint(line.needs)
