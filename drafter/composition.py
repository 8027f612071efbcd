"""Interview + letters -> drafts, everyone of the interview at once.

Letters of one interview depend on each other: nobody may get what a colleague got, and
a card tells something else than the email. So all readers of a kind are settled in one
go, and a kind knows what the kinds before it have told. The same input gives the same
text, and people already drafted keep their words (`Past.pins`).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import compress, product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Draft, Kind, Order, overflow
from drafter.errors import Location, Problem, TemplateError
from drafter.guard.form import over_linkedin
from drafter.interview import OWN_FACTS, Role, Stage, undated
from drafter.language import in_language
from drafter.templating.choice import Given, Phrase, Reader, left_to_card, settle
from drafter.templating.context import (
    DERIVED,
    FACTS,
    WHOLE,
    Text,
    context_for,
    is_filled,
)
from drafter.templating.engine import UnfilledLetterError
from drafter.templating.letters import CASES, GREETING, SUBJECT, folder_of
from drafter.templating.markup import both_parts, fields_in, flow, plain


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drafter.interview import Interview
    from drafter.templating.letters import Letter, Library

_READS_REASON = {Role.HIRING_MANAGER: 1, Role.EXECUTIVE: 2, Role.PEER: 3}


class Past(NamedTuple):
    """What the journal remembers that the words of this interview depend on."""

    pins: Mapping[tuple[str, Kind, int], Sequence[str]] = MappingProxyType({})
    """`Order.key` -> the letter, lines and facts that reader was given."""
    given: frozenset[str] = frozenset()
    """Letters and lines given to anyone at this employer in other interviews."""


class Composed(NamedTuple):
    """A draft, and what was chosen for it."""

    order: Order
    draft: Draft
    choices: tuple[str, ...]
    """`letter:NAME`, `line:HASH`, `fact:FIELD`, `undated:...`, for the journal."""
    ran_out: tuple[str, ...] = ()
    """Headings of phrases that had no line left: a colleague has it too."""


def compose(
    interview: Interview,
    orders: Sequence[Order],
    library: Library,
    past: Past,
    *,
    variant: int = 0,
    html: bool = True,
) -> tuple[Composed, ...]:
    """One draft an order; `TemplateError` where no letter serves a reader."""
    you = interview.you
    writer = you.email.key if you.email else you.name
    seed = f"{writer}|{interview.employer.name}|{interview.date}"
    kept = {mark: who for (who, *_), marks in past.pins.items() for mark in marks}
    reasons, done = _reasons(interview, past), list[Composed]()
    said, lines = set[str](), Counter[str]()
    alike: dict[tuple[Kind, str, str], list[Order]] = {}
    for one in sorted(orders, key=lambda one: ([*Kind].index(one.kind), one.to)):
        language = interview.language_of(one.person)
        alike.setdefault((one.kind, one.to, language), []).append(one)
    for (_, _, language), same in alike.items():
        phrases = library.phrases(interview.tone, language)
        given = Given(phrases, seed, variant, past.given, kept, said, lines)
        run = _Run(interview, library, language, past.pins, given, reasons, html)
        done += run.all_of_kind(same, done)
    ids = [*(p.id for p in interview.interviewers), *(o.person.id for o in orders)]
    return tuple(sorted(done, key=lambda one: ids.index(one.order.person.id)))


class _Run(NamedTuple):
    """One call of `compose`."""

    interview: Interview
    library: Library
    language: str
    pins: Mapping[tuple[str, Kind, int], Sequence[str]]
    given: Given
    reasons: Mapping[str, str]
    html: bool

    def all_of_kind(self, orders: list[Order], done: list[Composed]) -> list[Composed]:
        """Letters of one kind; people drafted before come first: they keep theirs."""
        letters = self._letters(orders[0].kind, orders[0].to)
        assert all(one.packaged or one.template for one in letters)  # tells a slip
        queue = sorted(orders, key=lambda order: order.key not in self.pins)
        readers = [self._reader(order, done) for order in queue]
        ranked = settle(readers, letters, self.given)
        if orders[0].kind is Kind.THANK_YOU:
            cards = self._letters(Kind.CARD)
            for n, (reader, served) in enumerate(zip(readers, ranked, strict=True)):
                left = left_to_card(reader, served[0], cards) if served else set()
                readers[n] = reader._replace(told=reader.told | left)
        return [self._write(*one) for one in zip(readers, ranked, strict=True)]

    def _letters(self, kind: Kind, to: str = "") -> tuple[Letter, ...]:
        return self.library.letters(in_language(folder_of(kind, to), self.language))

    def _reader(self, order: Order, done: Sequence[Composed]) -> Reader:
        person, day = order.person, self.interview
        context = context_for(day, order, self.reasons.get(person.id, ""))
        greeting = self.library.letters(in_language(GREETING, self.language))[0]
        context["greeting"] = Text(plain(flow(greeting.render(context))), GREETING)
        role = day.stage if person.leaving else person.role  # nobody hopes to join them
        words = {str(w) for w in (role, day.stage, day.tone, order.kind)}
        close = person.close.casefold() if order.kind is Kind.THANK_YOU else ""
        unnamed = close and context["employer"]["short"].casefold() not in close
        unmet, sorry = not context["met"], "sorry" in person.reaction
        words |= {*compress(CASES, (unmet, close, unnamed, day.gone, sorry))}
        known = {**self.pins, **{one.order.key: one.choices for one in done}}
        kinds = [*Kind]
        before = kinds[: kinds.index(order.kind)]
        given = (m for (p, k, _), m in known.items() if p == person.id and k in before)
        told = {mark.removeprefix("fact:") for marks in given for mark in marks} & FACTS
        pins = frozenset(self.pins.get(order.key, ()))
        return Reader(order, context, frozenset(words), frozenset(told), pins)

    def _write(self, reader: Reader, served: Sequence[Letter]) -> Composed:
        """The letter settled on; the next where it does not fit, or prints a blank."""
        kept: tuple[Draft, list[Phrase], tuple[str, ...]] | None = None
        failed: list[UnfilledLetterError] = []
        for letter, short in product(served, (False, True)):
            try:
                tried = self._drafted(reader._replace(short=short), letter)
            except UnfilledLetterError as error:
                failed.append(error)
                continue
            if (fits := _fits(tried[0], self.interview)) or kept is None:
                kept = tried
            if fits or letter.needs == (("card",),):  # a whole text of theirs stays
                break
        if kept is None:
            raise failed[0] if failed else self._no_letter(reader.order)
        draft, phrases, choices = kept
        ran_out = self.given.accept(reader, phrases)
        return Composed(reader.order, draft, choices, ran_out)

    def _drafted(
        self, reader: Reader, letter: Letter
    ) -> tuple[Draft, list[Phrase], tuple[str, ...]]:
        """The draft, the lines that it prints, and the choices that it stands for."""
        order, context = reader.order, dict(reader.context)
        context |= dict.fromkeys(reader.told.intersection(letter.head["May tell"]), "")
        may = letter.told(context).union(letter.head["May tell"])
        filled = (name for name in may if is_filled(context, name))
        tells = frozenset(DERIVED.get(name, name) for name in filled)
        reader = reader._replace(tells=tells)
        phrases = self._promises(reader) if "promises" in letter.names else []
        context["promises"] = " ".join(phrase.text for phrase in phrases)
        headings = self.given.phrases.headings() & letter.names
        lines = {heading: self.given.pick(heading, reader) for heading in headings}
        context |= {name: line.text if line else "" for name, line in lines.items()}
        if _thanks_twice(reader, lines.get("thanks")):
            context["thanks"] = ""
        text, subject, html = flow(letter.render(context)), "", ""
        offered = {line.text.field: line for line in lines.values() if line}
        phrases += (offered[name] for name in fields_in(text) if name in offered)
        address = order.person.email if order.kind.is_email else None
        words = plain(text)
        if order.kind.is_email:
            subject, _, text = text.partition("\n\n")
            words, html = both_parts(text)
        draft = Draft(
            kind=order.kind,
            text=re.sub("\n{3,}", "\n\n", words),
            subject=" ".join(plain(subject.removeprefix(SUBJECT)).split()),
            html=html if self.html and address else "",
            sender=self.interview.you.email if address else None,
            recipient=address,
            interview=self.interview,
            interviewer=order.person,
            attachment=order.takeaway.file if order.takeaway else None,
        )
        choices = (
            f"letter:{letter.name}",
            *dict.fromkeys(phrase.line.key for phrase in phrases),
            *(f"fact:{name}" for name in sorted(FACTS.intersection(fields_in(text)))),
            *undated(self.interview, order.person),
        )
        return draft, phrases, choices

    def _promises(self, reader: Reader) -> list[Phrase]:
        """Every promise to this person as a sentence, the soonest first."""
        said: list[Phrase] = []
        promised = reader.order.person.takeaways
        facts = zip(promised, reader.context["takeaways"], strict=True)
        for _, takeaway in sorted(facts, key=lambda one: one[0].due):
            own = reader._replace(context={**reader.context, "takeaway": takeaway})
            phrase = self.given.pick("promise_more" if said else "promise", own)
            said += [phrase] if phrase else []
        return said

    def _no_letter(self, order: Order) -> TemplateError:
        letters = self._letters(order.kind, order.to)
        where = Location(str(Path(letters[0].where.file).parent))
        wanted = {name for one in letters for group in one.needs for name in group}
        fact = f"none of {len(letters)} letters serves {order.person.name}"
        remedy = f"fill one of {', '.join(sorted(wanted))}" if wanted else "add one"
        return TemplateError(Problem(where, fact, remedy))


def _thanks_twice(reader: Reader, line: Phrase | None) -> bool:
    """Whether a card's line of plain thanks stands beside thanks of the user's own."""
    if reader.order.kind is not Kind.CARD or not line or line.line.facts:
        return False
    return any("thank" in reader.context[x].casefold() for x in reader.tells & WHOLE)


def _fits(draft: Draft, interview: Interview) -> bool:
    """Whether a card has room for it, and LinkedIn."""
    if draft.kind is Kind.CARD:
        return overflow(draft.text, interview.card, interview.you.handwriting) <= 0
    if draft.kind is Kind.LINKEDIN:
        return over_linkedin(draft.text, premium=interview.you.linkedin_premium) <= 0
    return True


def _reasons(interview: Interview, past: Past) -> dict[str, str]:
    """Each for one person: who had one keeps it, then who decides, who has least."""
    if interview.stage is Stage.INFORMATIONAL:
        return {}
    told = {who for (who, *_), marks in past.pins.items() if "fact:reason" in marks}
    people = sorted(
        interview.interviewers,
        key=lambda p: (
            p.id not in told,
            _READS_REASON.get(p.role, 4),
            sum(bool(getattr(p, name)) for name in OWN_FACTS),
        ),
    )
    return {p.id: r for p, r in zip(people, interview.reasons, strict=False)}
