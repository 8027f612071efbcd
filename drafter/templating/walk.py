"""One note's walk through its template's choices.

`Walk` is one render of one note; it changes nothing until the note is accepted, and the
interview's `Ledger` learns of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from drafter.templating.budget import budget
from drafter.templating.context import Text, UnfilledError
from drafter.templating.markup import (
    FLOW,
    RESERVED,
    Told,
    flow,
    one_paragraph,
    resolve,
    says_nothing_itself,
    sentences,
    token,
    token_numbers,
)
from drafter.templating.offers import (
    EXEMPT_WORDS,
    Alternative,
    DryError,
    Offer,
    Open,
    Slot,
    is_fact,
    is_free,
)
from drafter.templating.values import printable


if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from drafter.templating.ledger import Ledger

_TELLING = 4
"""So many words tell a sentence from its neighbours."""
_GIVEN = "went to someone else"


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.casefold())


@dataclass(slots=True)
class Walk:
    """One render of one note."""

    ledger: Ledger
    reader: str
    pins: Sequence[str] = ()
    """Alternatives this reader was given before: kept wherever they still fit."""
    turns: Mapping[int, int] = field(default_factory=dict)
    """At the nth choice take the mth best, for a search over other choices."""
    short_at: Container[int] = ()
    """At these choices the shortest text is best."""
    long: bool = False
    """Of texts that tell as much, the longest is best: for a note that is too short."""
    values: Told = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    """Every alternative taken, for the journal: the next run's pins."""
    taken: list[str] = field(default_factory=list)
    """Those of the body: nobody else may get them. Subjects need only be different."""
    open: list[Open] = field(default_factory=list)
    """The choices that were met, in order."""
    told: frozenset[str] = frozenset()
    written: list[str] = field(default_factory=list)
    has_subject: bool = False
    thorough: bool = False
    """Count every open alternative, for `capacity`; else only the best is asked."""
    _trial: int = 0

    def write(self, text: str) -> None:
        """Take the next piece of the letter."""
        budget.get().grow(len(text))
        self.written.append(text)

    def print(self, value: object) -> str:
        """Note the value and leave its token in the text."""
        words = printable(value)
        budget.get().grow(len(words))
        if not isinstance(value, Text) and RESERVED.search(words):
            return words  # a choice, or a {% set %} block: its values are noted already
        self.values.append((words, value.field if isinstance(value, Text) else ""))
        return token(len(self.values) - 1)

    def pick(self, slot: Slot, alternatives: list[Alternative]) -> str:
        """The text of the alternative this reader gets."""
        start = self.ledger.start(slot, len(alternatives))
        in_subject = self.has_subject and "\n\n" not in "".join(self.written)
        why: Counter[str] = Counter()
        tried = (
            self._offer(alternative, why)
            for alternative in alternatives[start:] + alternatives[:start]
        )
        offers = sorted(filter(None, tried), key=self._preference)
        unspoken = (
            offer
            for offer in offers
            if not self._objects(slot, offer, why, in_subject=in_subject)
        )
        turn = 0 if self._trial else self.turns.get(len(self.open), 0)
        taken = list(unspoken if self.thorough else islice(unspoken, turn + 1))
        if not taken:
            raise DryError(slot, len(alternatives), why)
        if self._trial:
            return FLOW + taken[0].text + FLOW
        offer = taken[min(turn, len(taken) - 1)]
        width = len(taken if self.thorough else offers)
        free = any(map(is_free, taken))
        self.open.append(Open(slot, offer.text, width, free))
        self.chosen.append(offer.alternative.key)
        if not in_subject:
            self.taken.append(offer.alternative.key)
            self.told |= offer.facts
        return FLOW + one_paragraph(str(offer.alternative.render())) + FLOW

    def _offer(self, alternative: Alternative, why: Counter[str]) -> Offer | None:
        """The alternative rendered, if it is for this reader and has all it needs."""
        if not alternative.fits:
            why["are for other readers"] += 1
            return None
        try:
            return Offer(self, alternative)
        except UnfilledError as error:
            why[error.field] += 1
        except DryError:
            why["depend on a choice that is used up"] += 1
        return None

    def tried(self, alternative: Alternative) -> str:
        """The alternative rendered, with nothing taken yet."""
        self._trial += 1
        try:
            return one_paragraph(str(alternative.render()))
        finally:
            self._trial -= 1

    def _objects(
        self, slot: Slot, offer: Offer, why: Counter[str], *, in_subject: bool
    ) -> bool:
        words = resolve(flow(offer.text), self.values)
        if slot.limit and len(words) > slot.limit:
            objection = f"are over {slot.limit} characters"
        elif in_subject:
            given = self.ledger.subjects.get(words.casefold(), self.reader)
            objection = "" if given == self.reader else _GIVEN
        elif offer.facts & self.told:
            objection = "tell what the note has told already"
        else:
            objection = _GIVEN if self._is_given(offer, words) else ""
        if objection:
            why[objection] += 1
        return bool(objection)

    def _is_given(self, offer: Offer, words: str) -> bool:
        """Whether someone else has it, or a sentence of it."""
        if len(words.split()) < EXEMPT_WORDS or says_nothing_itself(offer.text):
            return False
        key, ledger = offer.alternative.key, self.ledger
        if key in self.taken or key in ledger.earlier:
            return True
        if ledger.given.get(key, self.reader) != self.reader:
            return True
        spoken = (ledger.spoken.get(s, self.reader) for s in sentences(words))
        return any(reader != self.reader for reader in spoken)

    def places_of(self, words: str) -> list[int]:
        """Which of the choices met wrote these words, or part of them."""
        start = " ".join(_plain_words(words)[:_TELLING])
        texts = (
            " ".join(_plain_words(resolve(c.text, self.values))) for c in self.open
        )
        return [n for n, text in enumerate(texts) if start and start in text]

    def facts_in(self, text: str) -> list[str]:
        """The facts a rendered text tells."""
        fields = (self.values[n][1] for n in map(int, token_numbers(text)))
        return list(filter(is_fact, fields))

    def _preference(self, offer: Offer) -> tuple[float, ...]:
        told_before = self.ledger.told.get(self.reader, frozenset())
        news = len(offer.facts - told_before) - len(offer.facts & told_before)
        pinned = offer.alternative.key not in self.pins
        role, spare = not offer.alternative.conditional, offer.alternative.spare
        if len(self.open) in self.short_at:
            return (pinned, len(resolve(offer.text, self.values)), -news, role)
        if self.long:
            return (pinned, -news, role, spare, -len(resolve(offer.text, self.values)))
        return (pinned, -news, role, spare)
