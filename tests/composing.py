"""Letters of an interview as their readers get them, for tests of who reads what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.composition import Past, compose
from drafter.draft import Kind, Order
from drafter.language import packaged_folder
from drafter.templating.letters import Library
from tests.loops import interviewer, loop


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from drafter.composition import Composed
    from drafter.interview import Interview

PACKAGED = Library((), packaged_folder())
NOTES = (Kind.THANK_YOU, Kind.CARD)
HEAD = "Subject: {{ topic | cap }}\n\n{{ greeting }}\n\n"
END = "\n\n{{ closing }}\n{{ signature }}\n"
"""What stands around the middle of a letter of one's own."""
EXEMPT = 4
"""Shorter sentences may be anybody's ("Best wishes,")."""
NOW = Past()
FIELDS = ("they_said", "reaction", "quote", "asked", "answer", "thanks_for",
          "impressed_by", "moment", "my_link", "own_words", "card_detail")  # fmt: skip
NOTHING = dict.fromkeys(FIELDS, "") | {"reacts_to": "", "takeaways": ()}
LATER = (Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN)
_STOPS = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“A-Z])|\n+")


def written(
    interview: Interview,
    kinds: Sequence[Kind] = NOTES,
    library: Library = PACKAGED,
    past: Past = NOW,
    variant: int = 0,
) -> tuple[Composed, ...]:
    """Each kind for everyone, in the order of the file."""
    orders = [
        Order(kind, person) for kind in kinds for person in interview.interviewers
    ]
    return compose(interview, orders, library, past, variant=variant)


def interview_of(one: Composed) -> Interview:
    """The day that a note is about."""
    assert one.draft.interview is not None
    return one.draft.interview


def body(one: Composed) -> str:
    """Without greeting and closing."""
    paragraphs = one.draft.text.strip().split("\n\n")
    return "\n\n".join(paragraphs[1:-1])


def sentences(one: Composed) -> list[str]:
    """The sentences of the body, as they are read."""
    return [s for s in _STOPS.split(body(one).strip()) if s]


class Twice(NamedTuple):
    """One sentence that two people of an interview would read."""

    text: str
    readers: tuple[str, str]


def shared(notes: Sequence[Composed]) -> Iterator[Twice]:
    """Sentences, and subjects, that two different people would read."""
    seen: dict[str, str] = {}
    for note in notes:
        who = note.order.person.id
        told = [s for s in sentences(note) if len(s.split()) >= EXEMPT]
        if note.draft.subject:
            told.append(f"Subject: {note.draft.subject}")
        for said in told:
            first = seen.setdefault(said.casefold(), who)
            if first != who:
                yield Twice(said, (first, who))


def facts_of(one: Composed) -> set[str]:
    """The fields that a note told, as the journal keeps them."""
    return {c.removeprefix("fact:") for c in one.choices if c.startswith("fact:")}


def letter_of(one: Composed) -> str:
    """The letter it was made from."""
    return next(c.partition(":")[2] for c in one.choices if c.startswith("letter:"))


def yours(folder: Path, **sources: str) -> Library:
    """A folder of the user's above the packaged set.

    `thank_you__mine` is the letter `mine` of that kind, `card` the one for everybody,
    `phrases__warm` the phrases.
    """
    for name, source in sources.items():
        place = folder / path_of(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(source, "utf-8")
    return Library((folder,), packaged_folder())


def path_of(name: str) -> str:
    """Where a letter lies in a folder of templates."""
    kind, _, letter = name.partition("__")
    if kind == "phrases":
        return f"phrases.{letter}.txt"
    ending = ".txt.j2" if kind in {"card", "linkedin", "phone"} else ".md.j2"
    return f"{kind}/{letter}{ending}" if letter else f"{kind}{ending}"


def day(count: int, *fields: str, first: int = 0, **more: object) -> Interview:
    """So many people of whom only these fields are noted."""
    told = loop(count, first=first)
    people = []
    for person in told.interviewers:
        kept = {name: getattr(person, name) for name in fields}
        people.append(person._replace(**NOTHING | kept))
    return told._replace(interviewers=tuple(people), **more)  # type: ignore[arg-type]


def dana(**values: object) -> Interview:
    """A day with the first of the cast alone, as noted but for these values."""
    person = interviewer(0)._replace(**values)  # type: ignore[arg-type]
    return loop(1)._replace(interviewers=(person,))


def alone(**values: object) -> Interview:
    """The first of the cast, of whom only these values are noted."""
    person = interviewer(0)._replace(**NOTHING | values)  # type: ignore[arg-type]
    return loop(1)._replace(interviewers=(person,))


def bare(text: str) -> str:
    """Letters and digits alone: what stays of a value however a sentence holds it."""
    return re.sub(r"[\W_]", "", text.casefold())


def fact_free(one: Composed) -> list[str]:
    """The sentences of the body in which nothing stands that the person noted."""
    person = one.order.person
    values = [getattr(person, name) for name in FIELDS]
    values += [*person.topics, *interview_of(one).reasons]
    values += [takeaway.promised for takeaway in person.takeaways]
    known = [bare(value) for value in values if value]
    told = {said: bare(said) for said in sentences(one)}
    ours = [s for s, b in told.items() if not any(k in b or b in k for k in known)]
    if "moment" in facts_of(one) and bare(person.moment) not in bare(body(one)):
        # "Thank you for letting me drive" tells the moment "let me drive".
        ours = [said for said in ours if not said.startswith("Thank you for ")]
    return ours


def free(notes: Sequence[Composed]) -> set[str]:
    """What several people could read: no fact in it, and not the shortest."""
    found = {said for one in notes for said in fact_free(one)}
    return {said for said in found if len(said.split()) >= EXEMPT}
