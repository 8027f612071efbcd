"""Interview + templates -> drafts, everyone of the interview at once.

Notes of one interview depend on each other: nobody may get what a colleague got. So all
readers are composed in one go, greedily in the file's order; whoever finds nothing left
goes first, and the whole starts over. Nothing here is random: the same input gives the
same text, and people already drafted keep their words (`pins`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from drafter.card_fit import overflow
from drafter.draft import Draft, Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.guard import Others, Severity, examine
from drafter.interview import OWN_FACTS, Role
from drafter.templating.context import context_for
from drafter.templating.ledger import Ledger
from drafter.templating.offers import DryError
from drafter.templating.render import render
from drafter.templating.search import walks
from drafter.templating.seating import RanDryError, seat


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drafter.guard import Memory
    from drafter.interview import Interview, Interviewer, Takeaway
    from drafter.templating.library import Library
    from drafter.templating.render import Rendered
    from drafter.templating.walk import Walk

TRIES_REFUSED, TRIES_WARNED = 40, 12
"""Other choices tried for a note the guard refuses, or warns about."""
_READS_REASON_FIRST = (Role.HIRING_MANAGER, Role.EXECUTIVE, Role.PEER)


class Order(NamedTuple):
    """One text to be written: what, for whom, and what it hands over or answers."""

    kind: Kind
    person: Interviewer
    number: int = 1
    """Tells several take-aways to one person apart."""
    takeaway: Takeaway | None = None
    to: str = ""
    """What a reply answers: `rejection`, `offer` ..."""

    @property
    def key(self) -> tuple[str, Kind, int]:
        """What the journal knows it by, within its interview."""
        return self.person.id, self.kind, self.number


class Past(NamedTuple):
    """What the journal remembers that the words of this interview depend on."""

    pins: Mapping[tuple[str, Kind, int], Sequence[str]] = MappingProxyType({})
    """`Order.key` -> the alternatives that reader was given."""
    given: frozenset[str] = frozenset()
    """Alternatives given to anyone at this employer in other interviews."""
    memory: Memory | None = None
    rivals: tuple[str, ...] = ()


class Composed(NamedTuple):
    """A draft, and the alternatives chosen for it."""

    order: Order
    draft: Draft
    choices: tuple[str, ...]
    as_before: bool
    """They are the very alternatives this reader was given before."""


def compose(  # noqa: PLR0913 - the two switches belong to the whole
    interview: Interview,
    orders: Sequence[Order],
    library: Library,
    past: Past,
    *,
    variant: int = 0,
    html: bool = True,
    guarded: bool = True,
) -> tuple[Composed, ...]:
    """One draft an order; `TemplateError` when words run out.

    Kinds are written in the order they first appear; of each, everyone at once. With
    `guarded` False each gets the first choice: enough when the guard then has nothing
    to say, and what it says is why one would look for another.
    """
    seed = f"{interview.employer.name}|{interview.date}|{variant or ''}"
    ledger = Ledger(seed, past.given)
    table = _Table(interview, library, past, html, guarded)
    done: list[Composed] = []
    for kind in dict.fromkeys(order.kind for order in orders):
        wanted = [order for order in orders if order.kind is kind]
        done += _seat(table, wanted, ledger, tuple(c.draft for c in done))
    told = (*interview.interviewers, *(order.person for order in orders))
    people = [person.id for person in told]
    return tuple(sorted(done, key=lambda c: people.index(c.order.person.id)))


class _Table(NamedTuple):
    """What stays the same for every note of the run."""

    interview: Interview
    library: Library
    past: Past
    html: bool
    guarded: bool

    def others(self, drafts: Iterable[Draft]) -> Others:
        """What else goes out, for the guard."""
        return Others(tuple(drafts), self.past.memory, self.past.rivals)


def _seat(
    table: _Table, orders: Sequence[Order], ledger: Ledger, before: tuple[Draft, ...]
) -> list[Composed]:
    """All notes of one kind; people drafted before keep their words: they go first."""
    queue = sorted(orders, key=lambda order: order.key not in table.past.pins)

    def write(order: Order, tried: Ledger, done: Sequence[Composed]) -> Composed:
        said = (*before, *(one.draft for one in done))
        return _write(table, order, tried, said)

    try:
        return seat(queue, ledger, write)
    except RanDryError as error:
        raise TemplateError(_ran_dry(table, error.reader.person, error.slot)) from error


def _write(
    table: _Table, order: Order, ledger: Ledger, before: tuple[Draft, ...]
) -> Composed:
    """The best of those tried: none refused, few warnings, no fact left out."""
    person = order.person
    name = table.library.find(order.kind, person.role, table.interview.tone, order.to)
    context = _context(table.interview, order)
    pins = table.past.pins.get(order.key, ())
    best: tuple[tuple[int, int], Draft, Walk] | None = None
    tried = 0
    told: frozenset[str] = frozenset()
    found: list[str] = []
    for walk in walks(ledger, person.id, pins, found):
        try:
            rendered = render(table.library, name, context, walk)
        except DryError:
            if best is None and tried == 0:
                raise
            continue
        draft = _draft(table, order, rendered)
        refused, warned, words = _judged(table, draft, before)
        # A card may leave out what the email tells; else a fact weighs as a warning.
        new = walk.told - ledger.told.get(person.id, frozenset())
        if not tried:
            told, found[:] = new, words
        score = (refused, warned + max(len(told) - len(new), 0))
        if best is None or score < best[0]:
            best = (score, draft, walk)
        tried += 1
        blamed = any(map(walk.places_of, found))
        limit = TRIES_REFUSED if best[0][0] else TRIES_WARNED if blamed else 6
        settled = walk.chosen == list(pins) and not refused
        if score == (0, 0) or tried >= limit or settled:
            break
    assert best is not None
    _, draft, walk = best
    ledger.accept(person.id, walk, draft.subject, draft.text)
    return Composed(order, draft, tuple(walk.chosen), walk.chosen == list(pins))


def _context(interview: Interview, order: Order) -> dict[str, object]:
    reason = reasons(interview).get(order.person.id, "")
    return context_for(interview, order.person, reason, order.takeaway)


def _judged(
    table: _Table, draft: Draft, before: tuple[Draft, ...]
) -> tuple[int, int, list[str]]:
    """How often the guard refuses and warns, and the words that it minds.

    Unasked, only what is asked most of a card is told: whether it fits.
    """
    if not table.guarded:
        return 0, int(_is_too_long(draft, table.interview)), []
    findings = examine(draft, table.others(before))
    refused = sum(finding.severity is Severity.REFUSE for finding in findings)
    return refused, len(findings) - refused, [finding.text for finding in findings]


def _is_too_long(draft: Draft, interview: Interview) -> bool:
    hand = interview.you.handwriting
    return draft.kind is Kind.CARD and overflow(draft.text, interview.card, hand) > 0


def _draft(table: _Table, order: Order, rendered: Rendered) -> Draft:
    is_email = order.kind.is_email
    return Draft(
        kind=order.kind,
        text=rendered.text,
        subject=rendered.subject,
        html=rendered.html if table.html else "",
        sender=table.interview.you.email if is_email else None,
        recipient=order.person.email if is_email else None,
        interview=table.interview,
        interviewer=order.person,
        attachment=order.takeaway.file if order.takeaway else None,
    )


def reasons(interview: Interview) -> dict[str, str]:
    """Each reason goes to one person: first to who decides, then to who has least."""
    people = sorted(
        interview.interviewers,
        key=lambda p: (
            _READS_REASON_FIRST.index(p.role) if p.role in _READS_REASON_FIRST else 9,
            sum(bool(getattr(p, name)) for name in OWN_FACTS),
        ),
    )
    return {p.id: r for p, r in zip(people, interview.reasons, strict=False)}


def _ran_dry(table: _Table, person: Interviewer, error: DryError) -> Problem:
    slot = error.slot
    where = Location(str(table.library.path(slot.template)), slot.line)
    count = f"none of {error.alternatives} alternatives is left for {person.name}"
    unfilled = [name for name in error.why if getattr(person, name, None) == ""]
    rest = [f"{n} {why}" for why, n in error.why.most_common() if why not in unfilled]
    if unfilled:
        total = sum(error.why[name] for name in unfilled)
        rest.append(f"{total} need {', '.join(unfilled)}")
    missing = [name for name in ("they_said", "own_words") if not getattr(person, name)]
    fill = " or ".join(missing) or "another fact of your conversation"
    return Problem(
        where, f"{count}: {'; '.join(rest)}", f"fill {fill} for {person.name}"
    )
