"""Interview + letters -> drafts, everyone of the interview at once.

Letters of one interview depend on each other: nobody may get what a colleague got, and
a card tells something else than the email. So all readers of a kind are settled in one
go, and a kind knows what the kinds before it have told. The same input gives the same
text, and people already drafted keep their words (`Past.pins`).
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from drafter.card_fit import overflow
from drafter.draft import Draft, Kind, Order
from drafter.errors import Location, Problem, TemplateError
from drafter.interview import OWN_FACTS, Role, Stage
from drafter.templating.choice import (
    ENOUGH,
    WORTH,
    Given,
    Lines,
    Reader,
    serves,
    settle,
    told_by,
)
from drafter.templating.context import (
    FACTS,
    WHOLE,
    context_for,
    is_filled,
    takeaway_facts,
)
from drafter.templating.engine import Page, UnfilledLetterError
from drafter.templating.letters import SUBJECT, folder_of
from drafter.templating.markup import both_parts, fields_in, flow, resolve
from drafter.templating.values import Phrase


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drafter.guard import Memory
    from drafter.interview import Interview
    from drafter.templating.letters import Letter, Library

_READS_REASON_FIRST = (Role.HIRING_MANAGER, Role.EXECUTIVE, Role.PEER)
_KINDS = list(Kind)
_NOTE_MAX, _PREMIUM_MAX = 200, 300
"""Characters of a LinkedIn note (guard rule F2)."""
_NAME = re.compile(r"[a-z_]+")


class Past(NamedTuple):
    """What the journal remembers that the words of this interview depend on."""

    pins: Mapping[tuple[str, Kind, int], Sequence[str]] = MappingProxyType({})
    """`Order.key` -> the letter, lines and facts that reader was given."""
    given: frozenset[str] = frozenset()
    """Letters and lines given to anyone at this employer in other interviews."""
    memory: Memory | None = None
    rivals: tuple[str, ...] = ()


class Composed(NamedTuple):
    """A draft, and what was chosen for it."""

    order: Order
    draft: Draft
    choices: tuple[str, ...]
    """`letter:NAME`, `line:HASH` and `fact:FIELD`, for the journal."""
    as_before: bool
    """They are the very choices this reader was given before."""
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
    seed = f"{you.email.key if you.email else you.name}|{interview.employer.name}"
    kept = {mark: who for (who, *_), marks in past.pins.items() for mark in marks}
    given = Given(f"{seed}|{interview.date}", variant, past.given, kept)
    lines = Lines(library.phrases(interview.tone), given)
    run = _Run(interview, library, past, lines, html)
    done: list[Composed] = []
    for kind, folder in sorted(
        {(_KINDS.index(one.kind), folder_of(one.kind, one.to)) for one in orders}
    ):
        same = [one for one in orders if folder_of(one.kind, one.to) == folder]
        done += run.all_of_kind(_KINDS[kind], library.letters(folder), same, done)
    told = (*interview.interviewers, *(order.person for order in orders))
    people = [person.id for person in told]
    return tuple(sorted(done, key=lambda c: people.index(c.order.person.id)))


class _Run(NamedTuple):
    """One call of `compose`."""

    interview: Interview
    library: Library
    past: Past
    lines: Lines
    html: bool

    def all_of_kind(
        self,
        kind: Kind,
        letters: Sequence[Letter],
        orders: Sequence[Order],
        done: Sequence[Composed],
    ) -> list[Composed]:
        """Letters of one kind; people drafted before come first: they keep theirs."""
        for letter in letters:
            assert letter.packaged or letter.template  # a slip is told at its line
        queue = sorted(orders, key=lambda order: order.key not in self.past.pins)
        readers = [self._reader(order, done) for order in queue]
        ranked = settle(readers, letters, self.lines.given)
        if kind is Kind.THANK_YOU:
            cards = self.library.letters(folder_of(Kind.CARD))
            for reader, served in zip(readers, ranked, strict=True):
                _keep_for_the_card(reader, served, cards)
        return [self._write(*one) for one in zip(queue, readers, ranked, strict=True)]

    def _reader(self, order: Order, done: Sequence[Composed]) -> Reader:
        person, told = order.person, self.interview
        reason = _reasons(told, self.past).get(person.id, "")
        context = context_for(told, person, reason, order.takeaway)
        words = {str(w) for w in (person.role, told.stage, told.tone, order.kind)}
        words |= set() if context["met"] else {"unmet"}
        if person.close and order.kind is Kind.THANK_YOU:
            firm = told.employer.short or told.employer.name
            named = firm.casefold() in person.close.casefold()
            words |= {"close"} if named else {"close", "unnamed"}
        known = {**self.past.pins, **{one.order.key: one.choices for one in done}}
        earlier = _KINDS[: _KINDS.index(order.kind)]
        return Reader(
            order.key,
            context,
            frozenset(words),
            told=frozenset(
                mark.removeprefix("fact:")
                for (who, kind, _), marks in known.items()
                for mark in marks
                if who == person.id and kind in earlier and mark.startswith("fact:")
            ),
            pins=frozenset(self.past.pins.get(order.key, ())),
            reacts_to=person.reacts_to,
        )

    def _write(
        self, order: Order, reader: Reader, served: Sequence[Letter]
    ) -> Composed:
        """The letter settled on; the next where it does not fit, or prints a blank."""
        kept: tuple[Letter, Draft, Page] | None = None
        failed: list[UnfilledLetterError] = []
        for letter, short in product(served, (False, True)):
            try:
                draft, page = self._drafted(order, reader, letter, short=short)
            except UnfilledLetterError as error:
                failed.append(error)
                continue
            fits = _fits(draft, self.interview)
            if fits or kept is None:
                kept = letter, draft, page
            if fits:
                break
        if kept is None:
            raise failed[0] if failed else self._no_letter(order)
        letter, draft, page = kept
        ran_out = self.lines.given.accept(reader, page)
        choices = (
            f"letter:{letter.name}",
            *dict.fromkeys(phrase.line.key for phrase in page.phrases),
            *(f"fact:{name}" for name in sorted(page.told)),
        )
        before = tuple(self.past.pins.get(order.key, ()))
        return Composed(order, draft, choices, choices == before, ran_out)

    def _drafted(
        self, order: Order, reader: Reader, letter: Letter, *, short: bool
    ) -> tuple[Draft, Page]:
        page, context = Page(), dict(reader.context)
        tells = {*told_by(letter, reader), *letter.head["May tell"]}
        within = frozenset(name for name in tells if is_filled(context, name))
        used = _NAME.findall(letter.text)
        if "promises" in used:
            context["promises"] = self._promises(order, reader, page)
        for heading in self.lines.phrases.headings().intersection(used):
            line = self.lines.pick(heading, reader, page, within=within, short=short)
            said = order.kind is Kind.CARD and _is_said(line, context, within)
            context[heading] = "" if said else line
        head, text = "", flow(letter.render(context, page))
        if order.kind.is_email:
            head, _, text = text.partition("\n\n")
        page.told = FACTS & fields_in(text, page.values)
        subject = " ".join(resolve(head.removeprefix(SUBJECT), page.values).split())
        words, html = both_parts(text, page.values, plain=not order.kind.is_email)
        is_email = order.kind.is_email
        draft = Draft(
            kind=order.kind,
            text=re.sub("\n{3,}", "\n\n", words),
            subject=subject,
            html=html if self.html else "",
            sender=self.interview.you.email if is_email else None,
            recipient=order.person.email if is_email else None,
            interview=self.interview,
            interviewer=order.person,
            attachment=order.takeaway.file if order.takeaway else None,
        )
        return draft, page

    def _promises(self, order: Order, reader: Reader, page: Page) -> str:
        """Every promise to this person as a sentence, the soonest first."""
        country, said = self.interview.employer.country, list[str]()
        for takeaway in sorted(order.person.takeaways, key=lambda t: t.due):
            facts = {"takeaway": takeaway_facts(takeaway, country)}
            own = Reader(reader.key, {**reader.context, **facts}, reader.words)
            phrase = self.lines.pick("promise_more" if said else "promise", own, page)
            said.append(phrase)
            page.phrases += [phrase] if isinstance(phrase, Phrase) else []
        return " ".join(said)

    def _no_letter(self, order: Order) -> TemplateError:
        letters = self.library.letters(folder_of(order.kind, order.to))
        where = Location(str(Path(letters[0].where.file).parent))
        wanted = {name for one in letters for group in one.needs for name in group}
        fact = f"none of {len(letters)} letters serves {order.person.name}"
        remedy = f"fill one of {', '.join(sorted(wanted))}" if wanted else "add one"
        return TemplateError(Problem(where, fact, remedy))


def _is_said(
    line: Phrase | str, context: Mapping[str, object], within: frozenset[str]
) -> bool:
    """Whether a line of plain thanks stands beside thanks of the user's own."""
    if not isinstance(line, Phrase) or line.heading != "thanks" or line.line.facts:
        return False
    told = (str(context[name]) for name in within & WHOLE)
    return any(re.search(r"\bthank", text, re.IGNORECASE) for text in told)


def _keep_for_the_card(
    reader: Reader, served: Sequence[Letter], cards: Sequence[Letter]
) -> None:
    """Where the email has a pair and the card would have nothing, the act is its.

    So it is where the email tells a reaction alone, which would seem to answer the act.
    """
    if not served or not is_filled(reader.context, "thanks_for"):
        return
    needs = told_by(served[0], reader)
    known = needs | {"thanks_for"}
    has_more = any(
        card.needs and serves(card, reader) and not told_by(card, reader) & known
        for card in cards
    )
    enough = sum(WORTH.get(name, 0.0) for name in needs) >= ENOUGH
    is_alone = needs == {"reaction"}
    if is_alone or (enough and not has_more and "thanks_for" not in needs):
        reader.told |= {"thanks_for"}


def _fits(draft: Draft, interview: Interview) -> bool:
    """Whether a card has room for it, and LinkedIn."""
    if draft.kind is Kind.CARD:
        return overflow(draft.text, interview.card, interview.you.handwriting) <= 0
    most = _PREMIUM_MAX if interview.you.linkedin_premium else _NOTE_MAX
    length = len(draft.text.encode("utf-16-le", "surrogatepass")) // 2
    return draft.kind is not Kind.LINKEDIN or length <= most


def _reasons(interview: Interview, past: Past) -> dict[str, str]:
    """Each reason goes to one person, and who had one before keeps it.

    First to who decides, then to who has least.
    """
    if interview.stage is Stage.INFORMATIONAL:
        return {}
    told = {who for (who, *_), marks in past.pins.items() if "fact:reason" in marks}
    people = sorted(
        interview.interviewers,
        key=lambda p: (
            p.id not in told,
            _READS_REASON_FIRST.index(p.role) if p.role in _READS_REASON_FIRST else 9,
            sum(bool(getattr(p, name)) for name in OWN_FACTS),
        ),
    )
    return {p.id: r for p, r in zip(people, interview.reasons, strict=False)}
