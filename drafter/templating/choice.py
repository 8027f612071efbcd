"""Who gets which letter and which lines: nobody reads what a colleague got.

Everyone of an interview is settled at once: the letter that tells the best pair of
facts, for this role, that no colleague has; what is left turns with the writer, the
employer and the date, so that two candidates with one interviewer differ. Nothing here
is random, and whoever was drafted before keeps letter and lines (`Reader.pins`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.reading.speech import comes_to, in_common
from drafter.templating.context import FACTS, READERS, Text, all_filled, is_filled
from drafter.templating.engine import UnfilledLetterError
from drafter.templating.markup import flow, plain


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drafter.draft import Order
    from drafter.templating.letters import Letter, Line, Phrases

_WORTH = {
    "letter": 100.0, "card": 100.0, "card_detail": 12.0, "answer": 7.0, "my_link": 6.0,
    "reaction": 5.5, "act": 5.4, "own_words": 5.0, "deed": 5.0, "moment": 4.5,
    "remark": 4.2, "point": 4.1, "they_said": 4.0, "statement": 4.0, "quote": 3.5,
    "impressed_by": 3.5, "question": 3.1, "asked": 3.0, "follow_up": 3.0,
    "thanks_for": 1.0, "about": 0.5,
}  # fmt: skip
"""How much a letter gains by telling a field; a pair is the sum of its halves."""
_TOLD, _SHARED, _BEFORE, _PINNED = 200.0, 2.0, 1.0, 1000.0
"""Prices: a fact this reader knows, a letter that a colleague has, one that went to
this employer before; and what a letter is worth that this reader had before."""
_ROLE, _TURN, _NEAR = 1.5, 0.9, 3.0
"""What the role, the rotation, and the topic that its subject names weigh."""
_ALONE = frozenset({"reaction", "own_words", "my_link"})
"""What a letter may tell that does not come to the topic."""
_TOPIC = frozenset({"topic", "about", "aside", "inquiry", "theirs"})
"""Of these a subject has one, where a topic is noted."""
EXEMPT_WORDS = 4
"""Shorter lines ("Best wishes,") may be anybody's."""
SUBJECT_WORDS, SUBJECT_MAX = range(3, 9), 60


class Phrase(NamedTuple):
    """A line of the phrases, rendered for a reader."""

    line: Line
    text: Text
    """Its values marked; its field is the heading in brackets."""
    said: str
    """As it is read, folded for comparison."""


class Reader(NamedTuple):
    """One text to be written: for whom, with what."""

    order: Order
    context: Mapping[str, Any]
    words: frozenset[str]
    """Role, stage, tone and kind: what letters and headings ask for."""
    told: frozenset[str]
    """Facts this reader knows from another letter, or that the card will need more."""
    pins: frozenset[str]
    """The letter and lines this reader was given before."""
    tells: frozenset[str] = frozenset()
    """Facts that the letter itself tells."""
    short: bool = False
    """The shortest lines are wanted: the card was too full."""


class Given(NamedTuple):
    """What the readers of one interview have been given so far, and who gets what."""

    phrases: Phrases
    seed: str
    """Fixes the rotation: writer, employer and date."""
    variant: int
    earlier: frozenset[str]
    """Letters and lines given at this employer in other interviews."""
    kept: Mapping[str, str]
    """Line -> whose it is from an earlier run of this interview."""
    said: set[str]
    lines: Counter[str]

    def accept(self, reader: Reader, phrases: Iterable[Phrase]) -> tuple[str, ...]:
        """The words are the reader's; gives headings whose lines were all taken."""
        ran_out = [one.line.name for one in phrases if self._cost(one, reader)[0]]
        self.said.update(one.said for one in phrases)
        self.lines.update(one.line.key for one in phrases)
        return tuple(dict.fromkeys(ran_out))

    def start(self, about: str, reader: Reader) -> int:
        """Where a rotation begins."""
        mark = f"{self.seed}|{about}".encode("utf-8", "surrogatepass")
        first = int.from_bytes(hashlib.sha256(mark).digest()[:4])
        return first + self.variant + reader.order.number

    def pick(self, heading: str, reader: Reader) -> Phrase | None:
        """The reader's line: the first that costs nothing, else the cheapest."""
        known = reader.tells | (set() if heading == "subject" else reader.told)
        # Who comes to the topic needs no "talk", who answers nothing no "inquiry".
        away = {"talk", "aside", "heard"} if _comes_to_topic(reader) else set[str]()
        away |= set() if "asked" in reader.tells else {"inquiry"}
        offers: Iterable[Phrase] = (
            phrase
            for line in self._in_order(heading, reader)
            if known.isdisjoint(line.facts)
            and away.isdisjoint(line.needs)
            and (phrase := _rendered(line, reader))
        )
        if reader.short:
            offers = sorted(offers, key=lambda phrase: len(phrase.said))
        spare: list[tuple[tuple[bool, int], Phrase]] = []
        for phrase in offers:
            cost = self._cost(phrase, reader)
            if not any(cost) or phrase.line.key in reader.pins:
                return phrase
            if not phrase.line.once:
                spare.append((cost, phrase))
        return min(spare, key=lambda priced: priced[0])[1] if spare else None

    def _cost(self, phrase: Phrase, reader: Reader) -> tuple[bool, int]:
        """Whether somebody else reads these words; then, how else they do not suit.

        Short words may be anybody's, and two people may have done the same. A subject
        has a good length; any other line is new at this employer.
        """
        line, said, who = phrase.line, phrase.said, reader.order.person.id
        is_kept = line.is_plain and self.kept.get(line.key, who) != who
        words = len(said.split())
        if line.name == "subject":
            suits = words in SUBJECT_WORDS and len(said) <= SUBJECT_MAX
            return is_kept or said in self.said, 0 if suits else len(said)
        is_taken = is_kept or any(said.rstrip(".") in one for one in self.said)
        is_taken = is_taken and line.is_plain and words >= EXEMPT_WORDS
        return is_taken, int(line.is_plain and line.key in self.earlier)

    def _in_order(self, heading: str, reader: Reader) -> Iterator[Line]:
        """Pinned lines, then as the file has them; within a block the turn decides."""
        start = self.start(heading, reader)
        lists = [*self.phrases.for_reader(heading, reader.words)]
        if heading == "subject" and is_filled(reader.context, "topic"):
            lists = [[one for one in ls if _TOPIC & {*one.needs}] for ls in lists]
        found = []
        for nth, lines in enumerate(lists):
            size = Counter(line.block for line in lines)
            for n, line in enumerate(lines):
                place = line.block, self.lines[line.key], (n - start) % size[line.block]
                found.append(((line.key not in reader.pins, nth, place), line))
        return (line for _, line in sorted(found, key=lambda one: one[0]))


def _comes_to_topic(reader: Reader) -> bool:
    """Whether what is told names the first topic; a card has no room for another."""
    told = reader.tells - _ALONE
    if reader.order.kind.is_email and "about" not in told:
        words = " ".join(reader.context[name] for name in reader.tells & FACTS)
        return comes_to(reader.context["topic"] or "", words)
    return bool(told)


def _rendered(line: Line, reader: Reader) -> Phrase | None:
    """The line for this reader; None where a field it prints is not filled."""
    if not all_filled(reader.context, line.needs):
        return None
    try:
        text = flow(line.render(reader.context) if "{" in line.text else line.text)
    except UnfilledLetterError:
        return None
    said = " ".join(plain(text).casefold().split())
    return Phrase(line, Text(text, f"[{line.name}]"), said) if text else None


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
    start, topic = given.start("letters", reader), reader.context["topic"] or ""
    prices = []
    for n, letter in enumerate(serving):
        name = f"letter:{letter.name}"
        needed = letter.needed(reader.context)
        price = -sum(_WORTH.get(field, 0.0) for field in needed)
        told = " ".join(reader.context[field] for field in needed & _WORTH.keys())
        price -= _NEAR * bool(reader.order.kind.is_email and in_common(topic, told))
        price += _TOLD * len(letter.told(reader.context) & reader.told)
        price += _BEFORE * (name in given.earlier)
        if best_for := letter.head["Best for"]:
            price += _ROLE if reader.words.isdisjoint(best_for) else -_ROLE
        price += _TURN * ((n - start) % len(serving)) / len(serving)
        price -= _PINNED * (name in reader.pins)
        prices.append((price, letter))
    return sorted(prices, key=lambda priced: priced[0])


def serves(letter: Letter, reader: Reader) -> bool:
    """Whether a letter is for this reader, and keeps pairs together.

    A remark is not told without its reaction, nor a question without its answer; in a
    letter of the user's own that is theirs to decide.
    """
    context, head = reader.context, letter.head
    only, not_for = head["Only"], head["Not for"]
    if (only and reader.words.isdisjoint(only)) or reader.words & {*not_for}:
        return False
    unwanted = any(is_filled(context, name) for name in {*not_for} - READERS)
    if unwanted or not all_filled(context, letter.needed(context)):
        return False
    reacts_to = reader.order.person.reacts_to
    tells = letter.told(context) | {*head["May tell"]}
    pairs = (("asked", "answer"), (reacts_to, "reaction"))
    parted = any(len(tells & {*p}) == 1 for p in pairs if all_filled(context, p))
    # "Where I would get it down to seven" needs the remark with its eleven days.
    parted |= context["leaning"] and "asked" in tells and "they_said" not in tells
    alone = "reaction" not in tells or reacts_to or tells == {"reaction"}
    return not letter.packaged or bool(alone and not parted)


def left_to_card(reader: Reader, email: Letter, cards: Sequence[Letter]) -> set[str]:
    """The act, or what the writer has done, where the card would have nothing else."""
    context, told = reader.context, email.told(reader.context)
    facts = (one.told(context) for one in cards if one.needs and serves(one, reader))
    left = [one for one in facts if told.isdisjoint(one)]
    is_enough = (
        context["takeaways"] or sum(_WORTH.get(n, 0) for n in told) >= _WORTH["asked"]
    )
    is_spare = is_filled(context, "thanks_for") and "thanks_for" not in told
    no_more = is_enough and all("thanks_for" in one for one in left)
    # In the email a reaction alone would seem to answer the act.
    if is_spare and (no_more or told == {"reaction"}):
        return {"thanks_for"}
    return {"my_link"} if left and all("my_link" in one for one in left) else set()
