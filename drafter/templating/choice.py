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
from typing import TYPE_CHECKING

from drafter.templating.context import all_filled
from drafter.templating.engine import Page, UnfilledLetterError
from drafter.templating.markup import flow, resolve
from drafter.templating.values import Phrase


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drafter.templating.letters import Letter
    from drafter.templating.phrases import Line, Phrases

WORTH = {
    "letter": 100.0, "card": 100.0, "answer": 7.0, "reaction": 5.5, "they_said": 4.0,
    "quote": 3.5, "moment": 4.5, "impressed_by": 3.5, "asked": 3.0, "my_link": 6.0,
    "own_words": 5.0, "deed": 5.0, "act": 5.4, "statement": 4.0, "point": 4.1,
    "question": 3.1, "thanks_for": 1.0,
    "card_detail": 12.0, "about": 0.5,
}  # fmt: skip
"""How much a letter gains by telling a field; a pair is the sum of its halves."""
ENOUGH = 5.0
"""From here on a letter stands without naming an act."""
_TOLD, _SHARED, _BEFORE, _ROLE, _TURN = 200.0, 2.0, 1.0, 1.5, 0.9
"""Prices: a fact this reader knows, a letter that a colleague has, one that went to
this employer before; and what the role and the rotation weigh."""
_PINNED = 1000.0
_ALONE = frozenset({"reaction", "own_words", "my_link"})
"""What a letter may tell that does not come to the topic."""
EXEMPT_WORDS = 4
"""Shorter lines ("Best wishes,") may be anybody's."""
SUBJECT_WORDS, SUBJECT_MAX = range(3, 9), 60


@dataclass(slots=True)
class Reader:
    """One text to be written: for whom, with what."""

    key: tuple[str, str, int]
    context: Mapping[str, object]
    words: frozenset[str]
    """Role, stage, tone and kind: what letters and headings ask for."""
    told: frozenset[str] = frozenset()
    """Facts this reader knows from another letter, or that the card will need more."""
    pins: frozenset[str] = frozenset()
    """The letter and lines this reader was given before."""
    reacts_to: str = ""
    """The field that the reaction answers."""


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
    said: set[str] = field(default_factory=set)
    lines: Counter[str] = field(default_factory=Counter)

    def accept(self, reader: Reader, page: Page) -> tuple[str, ...]:
        """The text is the reader's: nobody else gets these words.

        Gives the headings under which all lines were somebody's already.
        """
        ran_out = [p.heading for p in page.phrases if not self.is_free(p, reader)]
        self.said.update(phrase.said for phrase in page.phrases)
        self.lines.update(phrase.line.key for phrase in page.phrases)
        return tuple(dict.fromkeys(ran_out))

    def is_free(self, phrase: Phrase, reader: Reader) -> bool:
        """Whether nobody else reads these words; short ones may be anybody's."""
        is_plain, is_short = (
            phrase.line.is_plain,
            len(phrase.said.split()) < EXEMPT_WORDS,
        )
        if phrase.heading != "subject" and (is_short or not is_plain):
            return True  # two people may have done the same
        is_kept = self.kept.get(phrase.line.key, reader.key[0]) != reader.key[0]
        return phrase.said not in self.said and not (is_kept and is_plain)

    def is_new(self, phrase: Phrase) -> bool:
        """Nobody had it in an earlier interview; a subject has a good length."""
        if phrase.heading == "subject":
            length = len(phrase.said.split()), len(phrase.said)
            return length[0] in SUBJECT_WORDS and length[1] <= SUBJECT_MAX
        return phrase.line.key not in self.earlier or not phrase.line.is_plain

    def start(self, about: str, reader: Reader) -> int:
        """Where a rotation begins."""
        mark = f"{self.seed}|{about}".encode("utf-8", "surrogatepass")
        first = int.from_bytes(hashlib.sha256(mark).digest()[:4])
        return first + self.variant + reader.key[2]


def settle(
    readers: Sequence[Reader], letters: Sequence[Letter], given: Given
) -> list[list[Letter]]:
    """For each reader every letter that serves, the one settled on first.

    The cheapest of all pairs is settled first; each choice makes the letter dearer for
    the others.
    """
    ranked = [_ranked(reader, letters, given) for reader in readers]
    uses: Counter[str] = Counter()
    waiting = {n for n, prices in enumerate(ranked) if prices}
    while waiting:
        _, n, name = min(
            (price + _SHARED * uses[one.name], n, one.name)
            for n in waiting
            for price, one in ranked[n]
        )
        ranked[n].sort(key=lambda priced: (priced[1].name != name, priced[0]))
        uses[name] += 1
        waiting.remove(n)
    return [[letter for _, letter in prices] for prices in ranked]


def _ranked(
    reader: Reader, letters: Sequence[Letter], given: Given
) -> list[tuple[float, Letter]]:
    """Every letter that serves a reader, the cheapest first."""
    serving = [one for one in letters if serves(one, reader)]
    start = given.start("letters", reader)
    prices = []
    for n, letter in enumerate(serving):
        names = letter.needed(reader.context)
        price = -sum(WORTH.get(name, 0.0) for name in names)
        price += _TOLD * len(told_by(letter, reader) & reader.told)
        price += _BEFORE * (f"letter:{letter.name}" in given.earlier)
        if best_for := letter.head["Best for"]:
            price += _ROLE if reader.words.isdisjoint(best_for) else -_ROLE
        price += _TURN * ((n - start) % len(serving)) / len(serving)
        price -= _PINNED * (f"letter:{letter.name}" in reader.pins)
        prices.append((price, letter))
    return sorted(prices, key=lambda priced: priced[0])


def told_by(letter: Letter, reader: Reader) -> frozenset[str]:
    """The fields that a letter is for, as this reader has them."""
    names = letter.needed(reader.context)
    return frozenset(getattr(reader.context.get(n), "field", "") or n for n in names)


def serves(letter: Letter, reader: Reader) -> bool:
    """Whether a letter is for this reader, and keeps pairs together.

    A remark is not told without its reaction, nor a question without its answer; in a
    letter of the user's own that is theirs to decide.
    """
    if not letter.serves(reader.context, reader.words):
        return False
    tells = told_by(letter, reader) | {*letter.head["May tell"]}
    pairs = (("asked", "answer"), (reader.reacts_to, "reaction"))
    parted = any(
        first
        and all_filled(reader.context, (first, second))
        and (first in tells) is not (second in tells)
        for first, second in pairs
    )
    alone = "reaction" not in tells or reader.reacts_to or tells == {"reaction"}
    return not letter.packaged or bool(alone and not parted)


@dataclass(slots=True)
class Lines:
    """Hands out lines of the phrases for the letters of one run."""

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
        known = within if heading == "subject" else within | reader.told
        # A letter that comes to its topic needs no "talk", one without a question no
        # "inquiry".
        away = {"talk"} if within - _ALONE else set[str]()
        away |= set() if "asked" in within else {"inquiry"}
        offers: Iterable[Phrase] = (
            phrase
            for line in self._in_order(heading, reader)
            if not line.facts & known
            and away.isdisjoint(line.needs)
            and (phrase := self._rendered(heading, line, reader, page)) is not None
        )
        if short:
            offers = sorted(offers, key=lambda phrase: len(phrase.said))
        spare: list[tuple[bool, int, int, Phrase]] = []
        for n, phrase in enumerate(offers):
            is_free = self.given.is_free(phrase, reader)
            if is_free and self.given.is_new(phrase):
                return phrase
            length = len(phrase.said) if heading == "subject" else 0
            if not phrase.line.once:
                spare.append((not is_free, length, n, phrase))
        return min(spare)[-1] if spare else ""

    def _in_order(self, heading: str, reader: Reader) -> list[Line]:
        """Pinned lines, then as the file has them; within a block the turn decides."""
        start, uses = self.given.start(heading, reader), self.given.lines
        lists = [*self.phrases.for_reader(heading, reader.words)]
        if heading == "subject" and all_filled(reader.context, ["topic"]):
            lists = [[one for one in lines if one.names_topic] for lines in lists]
        found: list[tuple[tuple[bool, int, int, int, int], Line]] = []
        for nth, lines in enumerate(lists):
            size = Counter(line.block for line in lines)
            for n, line in enumerate(lines):
                place = (n - start) % size[line.block]
                is_new = line.key not in reader.pins
                key = (is_new, nth, line.block, uses[line.key], place)
                found.append((key, line))
        return [line for _, line in sorted(found, key=lambda one: one[0])]

    def _rendered(
        self, heading: str, line: Line, reader: Reader, page: Page
    ) -> Phrase | None:
        """The line for this reader; None where a field it prints is not filled."""
        if not all_filled(reader.context, line.needs):
            return None
        text = line.text
        if "{" in text:
            try:
                text = line.render(reader.context, Page(page.values))
            except UnfilledLetterError:
                return None
        if not (text := flow(text)):
            return None
        phrase = Phrase(text)
        phrase.line, phrase.heading = line, heading
        phrase.said = " ".join(resolve(text, page.values).casefold().split())
        return phrase
