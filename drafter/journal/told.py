"""The words typed after `drafter log INTERVIEW` -> events, or a question back.

Whom and what may be left out where only one answer is possible. Nothing is guessed: a
wrong memory would freeze a draft that never went out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.interview import whom
from drafter.journal.history import unsent
from drafter.language import day_in_words
from drafter.planning import (
    DECISIONS,
    EVERYONE,
    OWN_KIND,
    TO_CONTACT,
    WORDING,
    Event,
    EventKind,
    addressee,
    logged,
)


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from drafter.interview import Interview, Interviewer, Takeaway
    from drafter.journal.history import History, KnownDraft

KINDS = tuple(kind for kind in Kind if kind is not Kind.PHONE)
_SPOKEN = {"thankyou": "thank-you", "checkin": "check-in", "thanks": "thank-you"}

_HAPPENED = {
    EventKind.POSTED: WORDING[Kind.CARD].sent,
    EventKind.CONNECTED: WORDING[Kind.LINKEDIN].sent,
    EventKind.CALLED: "you called {who}, which counts as the check-in,",
    EventKind.REPLIED: "{who} answered",
    EventKind.DECIDED: "they decided",
    EventKind.WITHDREW: "you withdrew",
    EventKind.DROPPED: "the check-in drafted for {who} was dropped",
}


class UnclearError(ValueError):
    """What was typed can mean several things, or none; the text lists the choices."""


class Words(NamedTuple):
    """What was typed."""

    event: EventKind
    on: date
    kind: Kind | None = None
    people: tuple[str, ...] = ()
    """Ids or names."""
    said: str = ""
    item: int = 0


def sentence(event: Event, names: Mapping[str, str], *, year: bool = False) -> str:
    """Tell an event as a clause; `names` maps ids to names, where they are known."""
    wording = WORDING.get(event.draft_kind)
    sent = wording.sent if wording else "it was sent"
    nobody = "they" if event.kind is EventKind.REPLIED else "everyone"
    told = _HAPPENED.get(event.kind, sent).format(
        who=names.get(event.with_id, event.with_id) or nobody,
        item=f" (promise {event.item})" if event.item > 1 else "",
    )
    said = f': "{event.said}"' if event.said else ""
    return f"{told} on {day_in_words(event.on, year=year)}{said}"


def kind_of(word: str) -> Kind:
    """Read KIND; `UnclearError` lists those there are."""
    plain = word.casefold().replace("_", "-")
    for kind in KINDS:
        if kind == _SPOKEN.get(plain.replace("-", ""), plain):
            return kind
    known = ", ".join(KINDS)
    raise UnclearError(
        f"there is no draft of kind '{word}' (there are: {known}; a person is named by"
        " --with)"
    )


def understood(
    words: Words, interview: Interview, history: History
) -> tuple[Event, ...]:
    """Tell what happened, one event a person; `UnclearError` asks what was meant."""
    _refuse_misplaced(words)
    if words.on < interview.date:
        raise UnclearError(f"{words.on} is before the interview, {interview.date}")
    kind = OWN_KIND.get(words.event, words.kind)
    people = who(words, interview, kind)
    event = Event(words.event, words.on)
    if words.event is EventKind.REPLIED:
        event = event._replace(said=" ".join(words.said.split()))
        people = people or [""]
    elif words.event in DECISIONS:
        people = [""]
    elif words.event is EventKind.CALLED:
        people = people or [addressee(interview).id]
    elif kind is None:
        return tuple(_latest_of_each(words, interview, history, people))
    else:
        people = people or [_only_person(kind, interview, history)]
        items = [_item(words, kind, person, interview) for person in people]
        return tuple(
            event._replace(draft_kind=str(kind), with_id=person, item=item)
            for person, item in zip(people, items, strict=True)
        )
    return tuple(event._replace(with_id=person) for person in people)


def who(words: Words, interview: Interview, kind: Kind | None = None) -> list[str]:
    """Read `--with`: ids, names as one says them, or `all` who get this kind."""
    people = (*interview.interviewers, addressee(interview))
    found: list[str] = []
    for typed in words.people:
        if typed.casefold() == EVERYONE:
            everyone = [p.id for p in interview.interviewers if _gets(kind, p)]
            if not everyone and kind is Kind.THANK_YOU:  # all were passed on, as text
                everyone = [p.id for p in interview.interviewers]
            if not everyone:
                raise UnclearError(f"nobody in the file gets a {kind}: say whom it was")
            found += everyone
            continue
        try:
            found.append(whom(typed, people).id)
        except ValueError as error:
            raise UnclearError(str(error)) from None
    return list(dict.fromkeys(found))


def _gets(kind: Kind | None, person: Interviewer) -> bool:
    """Whether there is a draft of this kind for everybody of the interview."""
    if kind is Kind.TAKEAWAY:
        return bool(person.takeaways)
    if kind is Kind.LINKEDIN:
        return person.linkedin_ok
    return kind is None or not kind.is_email or person.email is not None


def _refuse_misplaced(words: Words) -> None:
    event, kind = words.event, words.kind
    if words.said and event is not EventKind.REPLIED:
        raise UnclearError("--said goes with `replied`: what they said, and when")
    if words.item and (event, kind) != (EventKind.SENT, Kind.TAKEAWAY):
        raise UnclearError("--item goes with `sent takeaway`: which of your promises")
    own = Kind.CHECK_IN if event is EventKind.DROPPED else OWN_KIND.get(event)
    if event is not EventKind.SENT and kind not in (None, own):
        raise UnclearError(f"KIND goes with `sent`, not with `{event}`: leave '{kind}'")


def _latest_of_each(
    words: Words, interview: Interview, history: History, people: Sequence[str]
) -> Iterator[Event]:
    """Find the draft that a bare `sent` means, for each person named.

    Of `all` only those are meant to whom a letter waits.
    """
    waiting = [d for d in unsent(interview, history) if d.kind is not Kind.PHONE]
    if EVERYONE in {typed.casefold() for typed in words.people}:
        written = {draft.person for draft in waiting if draft.kind.is_email}
        people = [one for one in people if one in written] or people
    for one in people or [""]:
        theirs = [draft for draft in waiting if one in ("", draft.person)]
        mails = [draft for draft in theirs if draft.kind.is_email] or theirs
        newest_day = max((draft.drafted_on for draft in mails), default=None)
        latest = [draft for draft in mails if draft.drafted_on == newest_day]
        is_clear = len(latest) == 1 and len({draft.person for draft in mails}) == 1
        # Told twice: then the next draft, mostly the card, is not meant.
        again = one or (latest[0].person if is_clear else "")
        for event in reversed(history.events):
            is_sent = (event.kind, event.on) == (EventKind.SENT, words.on)
            if is_sent and (event.with_id == again if again else not theirs):
                yield event
                break
        else:
            if not is_clear:
                raise UnclearError(_which(theirs, interview))
            (draft,) = latest
            item = draft.number if draft.kind is Kind.TAKEAWAY else 0
            yield Event(words.event, words.on, str(draft.kind), draft.person, item=item)


def _which(waiting: Sequence[KnownDraft], interview: Interview) -> str:
    if not waiting:
        fact = "no draft is known that was not sent; say which it was"
        return f"{fact}: sent {'|'.join(KINDS)} --with ID"
    lines = [f"  {say(draft, interview)}" for draft in waiting]
    return "\n".join(["which draft was sent? Say one of:", *lines])


def say(draft: KnownDraft, interview: Interview) -> str:
    """Give the words that log it as sent; which promise, where there are more."""
    return logged(draft.kind, draft.person, item_of(draft, interview))


def item_of(draft: KnownDraft, interview: Interview) -> int:
    """Tell which of several promises it keeps, from 1; else 0."""
    several = len(_promises(draft.person, interview)) > 1 or draft.number > 1
    return draft.number if draft.kind is Kind.TAKEAWAY and several else 0


def _only_person(kind: Kind, interview: Interview, history: History) -> str:
    """Find whom it was sent to, if there is only one it can have been."""
    is_promise = kind is Kind.TAKEAWAY
    waiting = [d.person for d in unsent(interview, history) if d.kind is kind]
    contact = [addressee(interview).id] * (kind in TO_CONTACT)
    everyone = [p.id for p in interview.interviewers if p.takeaways or not is_promise]
    people = list(dict.fromkeys(waiting or contact or everyone))
    if not people:
        raise UnclearError("the file has no takeaway: you promised nobody anything")
    if len(people) > 1:
        listed = ", ".join(people)
        raise UnclearError(f"to whom? Add --with ID ({listed}, or {EVERYONE})")
    return people[0]


def _item(words: Words, kind: Kind, person_id: str, interview: Interview) -> int:
    """Tell which promise was kept, from 1; 0 where there was none to keep."""
    if kind is not Kind.TAKEAWAY:
        return 0
    promises = _promises(person_id, interview)
    count = len(promises)
    if not count:
        raise UnclearError(f"the file has no takeaway promised to '{person_id}'")
    if words.item > count:
        raise UnclearError(f"--item {words.item}: '{person_id}' has {count} takeaways")
    if not words.item and count > 1:
        listed = [f"  --item {n}: {t.task}" for n, t in enumerate(promises, 1)]
        raise UnclearError("\n".join(["which of your promises? Add one of:", *listed]))
    return words.item or 1


def _promises(person_id: str, interview: Interview) -> tuple[Takeaway, ...]:
    person = interview.by_id(person_id)
    return person.takeaways if person else ()
