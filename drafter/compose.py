"""Interview + letters -> drafts, everyone of the interview at once.

Letters of one interview depend on each other: nobody may get what a colleague got, and
a card tells something else than the email. So all readers of a kind are settled in one
go, and a kind knows what the kinds before it have told. The same input gives the same
text, and people already drafted keep their words (`Past.pins`).
"""

from __future__ import annotations

import re
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
    settle,
    told_by,
)
from drafter.templating.context import FACTS, context_for, is_filled, takeaway_facts
from drafter.templating.engine import Page, UnfilledLetterError, render
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
    writer = interview.you.email.key if interview.you.email else interview.you.name
    seed = f"{writer}|{interview.employer.name}|{interview.date}"
    kept = {mark: who for (who, *_), marks in past.pins.items() for mark in marks}
    given = Given(seed, variant, past.given, kept)
    table = _Table(interview, library, past, given, html)
    done: list[Composed] = []
    for kind in sorted({order.kind for order in orders}, key=_KINDS.index):
        wanted = [order for order in orders if order.kind is kind]
        done += _write_kind(table, wanted, done)
    told = (*interview.interviewers, *(order.person for order in orders))
    people = [person.id for person in told]
    return tuple(sorted(done, key=lambda c: people.index(c.order.person.id)))


class _Table(NamedTuple):
    """What stays the same for every letter of the run."""

    interview: Interview
    library: Library
    past: Past
    given: Given
    html: bool


def _write_kind(
    table: _Table,
    orders: Sequence[Order],
    done: Sequence[Composed],
) -> list[Composed]:
    """All letters of one kind; people drafted before come first: they keep theirs."""
    tone = table.interview.tone
    lines = Lines(table.library, table.library.phrases(tone), table.given)
    written: list[Composed] = []
    for folder in dict.fromkeys(folder_of(order.kind, order.to) for order in orders):
        letters = table.library.letters(folder)
        for letter in letters:
            if letter.is_own:
                table.library.load(letter, lines.phrases)
        queue = [o for o in orders if folder_of(o.kind, o.to) == folder]
        queue.sort(key=lambda order: order.key not in table.past.pins)
        readers = [_reader(table, o, done) for o in queue]
        ranked = settle(readers, letters, table.given)
        if queue[0].kind is Kind.THANK_YOU:
            cards = table.library.letters(folder_of(Kind.CARD))
            for reader, served in zip(readers, ranked, strict=True):
                _keep_for_the_card(reader, served, cards)
        for order, reader, served in zip(queue, readers, ranked, strict=True):
            written.append(_write(table, order, reader, served, lines))
    return written


def _reader(table: _Table, order: Order, done: Sequence[Composed]) -> Reader:
    interview, person = table.interview, order.person
    reason = _reasons(interview, table.past).get(person.id, "")
    context = context_for(interview, person, reason, order.takeaway)
    words = {
        str(person.role),
        str(interview.stage),
        str(interview.tone),
        str(order.kind),
    }
    if not context["met"]:
        words.add("unmet")
    pins = table.past.pins.get(order.key, ())
    return Reader(
        order.key,
        context,
        frozenset(words),
        told=_told_before(table, order, done),
        pins=frozenset(pins),
        reacts_to=person.reacts_to,
    )


def _told_before(
    table: _Table, order: Order, done: Sequence[Composed]
) -> frozenset[str]:
    """The facts that this person knows from kinds that come before this one."""
    earlier = _KINDS[: _KINDS.index(order.kind)]
    now = {one.order.key: one.choices for one in done}
    told = dict(table.past.pins.items()) | now
    return frozenset(
        mark.removeprefix("fact:")
        for (who, kind, _), marks in told.items()
        if who == order.person.id and kind in earlier
        for mark in marks
        if mark.startswith("fact:")
    )


def _keep_for_the_card(
    reader: Reader, served: Sequence[Letter], cards: Sequence[Letter]
) -> None:
    """Where the email has a pair and the card would have nothing, the act is its."""
    if not served or not is_filled(reader.context, "thanks_for"):
        return
    needs = told_by(served[0], reader)
    told = needs | {"thanks_for"}
    words = reader.words - {str(Kind.THANK_YOU)} | {str(Kind.CARD)}
    has_more = any(
        card.needs
        and card.serves(reader.context, words)
        and not told_by(card, reader) & told
        for card in cards
    )
    pair = sum(WORTH.get(name, 0.0) for name in needs) >= ENOUGH
    if pair and not has_more and "thanks_for" not in needs:
        reader.told |= {"thanks_for"}


def _write(
    table: _Table, order: Order, reader: Reader, served: Sequence[Letter], lines: Lines
) -> Composed:
    """The letter settled on; the next one where it does not fit, or prints a blank."""
    kept: tuple[Draft, Page, Letter] | None = None
    failed: UnfilledLetterError | None = None
    for letter in served:
        for short in (False, True):
            try:
                draft, page = _drafted(table, order, reader, letter, lines, short=short)
            except UnfilledLetterError as error:
                failed = failed or error
                break
            kept = kept or (draft, page, letter)
            if _fits(draft, table.interview):
                kept = (draft, page, letter)
                break
        if kept and _fits(kept[0], table.interview):
            break
    if kept is None:
        raise failed or _no_letter(table, order)
    draft, page, letter = kept
    ran_out = table.given.accept(reader, page)
    choices = (
        f"letter:{letter.name}",
        *dict.fromkeys(phrase.line.key for phrase in page.phrases),
        *(f"fact:{name}" for name in sorted(page.told)),
    )
    before = table.past.pins.get(order.key, ())
    return Composed(order, draft, choices, choices == tuple(before), ran_out)


def _drafted(
    table: _Table,
    order: Order,
    reader: Reader,
    letter: Letter,
    lines: Lines,
    *,
    short: bool,
) -> tuple[Draft, Page]:
    page = Page()
    within = frozenset(
        name
        for name in (*told_by(letter, reader), *letter.may_tell)
        if is_filled(reader.context, name)
    )
    context = dict(reader.context)
    used = _NAME.findall(letter.source)
    if "promises" in used:
        context["promises"] = _promises(table, order, reader, page, lines)
    for heading in lines.phrases.headings().intersection(used):
        context[heading] = lines.pick(heading, reader, page, within=within, short=short)
    template = table.library.load(letter, lines.phrases)
    text = flow(render(template, context, page))
    return _draft(table, order, text, page), page


_NAME = re.compile(r"[a-z_]+")


def _promises(
    table: _Table, order: Order, reader: Reader, page: Page, lines: Lines
) -> str:
    """Every promise to this person as a sentence, the soonest first."""
    said: list[str] = []
    country = table.interview.employer.country
    for takeaway in sorted(order.person.takeaways, key=lambda t: t.due):
        facts = takeaway_facts(takeaway, country)
        own = Reader(reader.key, {**reader.context, "takeaway": facts}, reader.words,
                     pins=reader.pins)  # fmt: skip
        phrase = lines.pick("promise_more" if said else "promise", own, page)
        said.append(phrase)
        if isinstance(phrase, Phrase):
            page.phrases.append(phrase)
    return " ".join(said)


def _draft(table: _Table, order: Order, text: str, page: Page) -> Draft:
    subject, html = "", ""
    if order.kind.is_email:
        head, _, text = text.partition("\n\n")
        page.told = FACTS & fields_in(text, page.values)
        subject = " ".join(resolve(head.removeprefix(SUBJECT), page.values).split())
        text, html = both_parts(text, page.values)
    else:
        page.told = FACTS & fields_in(text, page.values)
        text = resolve(text, page.values)
    is_email = order.kind.is_email
    return Draft(
        kind=order.kind,
        text=re.sub("\n{3,}", "\n\n", text),
        subject=subject,
        html=html if table.html else "",
        sender=table.interview.you.email if is_email else None,
        recipient=order.person.email if is_email else None,
        interview=table.interview,
        interviewer=order.person,
        attachment=order.takeaway.file if order.takeaway else None,
    )


def _fits(draft: Draft, interview: Interview) -> bool:
    """Whether a card has room for it, and LinkedIn."""
    if draft.kind is Kind.CARD:
        return overflow(draft.text, interview.card, interview.you.handwriting) <= 0
    if draft.kind is Kind.LINKEDIN:
        most = _PREMIUM_MAX if interview.you.linkedin_premium else _NOTE_MAX
        return len(draft.text.encode("utf-16-le", "surrogatepass")) // 2 <= most
    return True


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


def _no_letter(table: _Table, order: Order) -> TemplateError:
    folder = folder_of(order.kind, order.to)
    letters = table.library.letters(folder)
    where = Location(str(letters[0].path.parent))
    wanted = sorted({name for one in letters for group in one.needs for name in group})
    fact = f"none of {len(letters)} letters serves {order.person.name}"
    remedy = f"fill one of {', '.join(wanted)}" if wanted else "add one that does"
    return TemplateError(Problem(where, fact, remedy))
