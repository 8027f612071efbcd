"""What happened: one interview day at one employer, as the person told it.

Frozen and already valid: the readers (`interview_file`, `config`) are the only ones to
build these. An optional text that was not given is the empty string, never None.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.words import slug


if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from drafter.address import Address


class Role(StrEnum):
    """What the interviewer is to the job; it decides what a note should say."""

    RECRUITER = "recruiter"
    AGENCY_RECRUITER = "agency_recruiter"
    HIRING_MANAGER = "hiring_manager"
    PEER = "peer"
    EXECUTIVE = "executive"
    OTHER = "other"


class Stage(StrEnum):
    """How far along the interview was."""

    PHONE_SCREEN = "phone_screen"
    FIRST = "first"
    ONSITE = "onsite"
    PANEL = "panel"
    SECOND = "second"
    FINAL = "final"
    INFORMATIONAL = "informational"


class Tone(StrEnum):
    """The register of everything that is drafted."""

    FORMAL = "formal"
    WARM = "warm"
    BRIEF = "brief"


class Handwriting(StrEnum):
    """How large the person writes; the card's fit depends on it."""

    SMALL = "small"
    AVERAGE = "average"
    LARGE = "large"


class CardSize(StrEnum):
    """Note cards, by the name they are sold under; sizes in `draft`."""

    BAR4 = "4BAR"
    A2 = "A2"
    FLAT = "flat"
    US_A6 = "US-A6"
    A7 = "A7"
    ISO_A6 = "ISO-A6"


class You(NamedTuple):
    """The person who was interviewed, and signs."""

    name: str
    email: Address | None = None
    phone: str = ""
    linkedin: str = ""
    postal: tuple[str, ...] = ()
    country: str = "US"
    handwriting: Handwriting = Handwriting.AVERAGE
    linkedin_premium: bool = False
    past_employers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Employers they also talk to: never to be named in a note."""

    @property
    def key(self) -> str:
        """Whose interview it was: the address, else the name."""
        return self.email.key if self.email else _folded(self.name)

    def is_called(self, words: str) -> bool:
        """Whether it is who is meant: by the address, or by any part of the name."""
        wanted = set(_folded(words).split())
        return wanted <= {self.key, *_folded(self.name).split()}


class Employer(NamedTuple):
    """Where the interview was; `short` is how one says it in a sentence."""

    name: str
    short: str = ""
    domain: str = ""
    allowed_domains: tuple[str, ...] = ()
    country: str = "US"
    region: str = ""
    postal: tuple[str, ...] = ()


class Position(NamedTuple):
    """The job; `short` reads well in "the ___ role"."""

    title: str
    short: str = ""
    team: str = ""


class Takeaway(NamedTuple):
    """A promise made to one interviewer."""

    promised: str
    """A bare verb phrase, after "I said I would"."""
    due: dt.date
    here_is: str = ""
    pointer: str = ""
    file: Path | None = None
    link: str = ""
    overdue: bool = False
    """Whether its day was past before the letter: that names no day then."""

    @property
    def when(self) -> str:
        """Whether one keeps it `on` its day, as one comes to a trial shift, or `by`."""
        return "on" if _COMES(self.promised) else "by"

    @property
    def task(self) -> str:
        """The promise as one reminds oneself of it: "send them the plan"."""
        theirs = r"(^\w+|\b(?:to|with|for)\b(?= you\Z)) you\b"
        return re.sub(theirs, r"\1 them", self.promised)


class Statement(NamedTuple):
    """What the employer said about when they decide, and the date it means."""

    on: dt.date
    words: str
    until: dt.date | None
    """The day they named, or None where the words name none ("soon", "unknown")."""
    unread: bool = False
    """Whether nobody could tell what the words mean: nothing is counted from them."""
    named: bool = False
    """Whether the words name the day itself, as "in ten days" does not."""


class Contact(NamedTuple):
    """Whom to ask later: an interviewer's id, or someone who need not be one."""

    id: str = ""
    name: str = ""
    email: Address | None = None
    phone: str = ""
    channel: str = ""
    """`email`, `phone`, or empty when they did not say."""


class Interviewer(NamedTuple):
    """One person who interviewed, and what passed between the two of you."""

    id: str
    name: str
    given: str = ""
    family: str = ""
    address_as: str = ""
    honorific: str = ""
    role: Role = Role.OTHER
    title: str = ""
    email: Address | None = None
    phone: str = ""
    personal_mailbox: bool = False
    linkedin_ok: bool = True
    topics: tuple[str, ...] = ()
    they_said: str = ""
    reaction: str = ""
    quote: str = ""
    asked: str = ""
    answer: str = ""
    thanks_for: str = ""
    impressed_by: str = ""
    moment: str = ""
    my_link: str = ""
    own_words: str = ""
    card_detail: str = ""
    close: str = ""
    letter: str = ""
    """The user's own whole email, instead of one made from the facts; has lines."""
    card: str = ""
    """Likewise for the card."""
    language: str = ""
    """Of the notes to this person, where it is not the interview's."""
    takeaways: tuple[Takeaway, ...] = ()
    about: tuple[str, ...] = ()
    """Those of `topics` that can follow "we talked about": plain noun phrases."""
    reacts_to: str = ""
    """The field that `reaction` answers: `they_said`, `quote`, `moment` or
    `impressed_by`; empty where it stands alone."""
    done: str = ""
    """What the two did together, after "thank you for": "the trial shift"."""
    scene: str = ""
    """The topic that leads to `my_link`."""
    deed: str = ""
    """`moment` after "thank you for": "showing me the kiln"; not where `reaction`
    answers it."""
    act: str = ""
    """The same, where `reaction` answers it."""
    hard: bool = False
    """Whether what they said was hard news."""
    leaving: bool = False
    """Whether they will not be there to work with."""

    @property
    def key(self) -> str:
        """Who this is across interviews: the address, else the name."""
        return self.email.key if self.email else _folded(self.name)

    def called(self, tone: Tone) -> str:
        """The words that follow "Hi" or "Dear": how this reader is addressed."""
        if tone is Tone.FORMAL:
            known = self.honorific and self.family
            return f"{self.honorific} {self.family}" if known else self.name
        return self.address_as or self.given or self.name


OWN_FACTS = (
    "they_said",
    "reaction",
    "quote",
    "asked",
    "answer",
    "thanks_for",
    "impressed_by",
    "moment",
    "my_link",
    "own_words",
    "card_detail",
    "close",
)
"""The interviewer's fields that tell what passed between the two, besides `topics`."""


class Interview(NamedTuple):
    """One interview day at one employer."""

    you: You
    employer: Employer
    position: Position
    date: dt.date
    interviewers: tuple[Interviewer, ...]
    stage: Stage = Stage.ONSITE
    tone: Tone = Tone.WARM
    card: CardSize = CardSize.A2
    timeline: tuple[Statement, ...] = ()
    """Oldest first; the last one counts."""
    next_step: str = ""
    reasons: tuple[str, ...] = ()
    contact: Contact | None = None
    gone: bool = False
    """Whether somebody said that the job is another's."""
    language: str = "en"
    """Of the notes; of one person it may be another."""
    folder: Path = Path()
    """Where the interview file lies: relative paths in it start there."""

    def language_of(self, person: Interviewer | None) -> str:
        """Say in which language a person is written to."""
        return (person.language if person else "") or self.language

    def by_id(self, person_id: str) -> Interviewer | None:
        """Find one of the interviewers."""
        found = (one for one in self.interviewers if one.id == person_id)
        return next(found, None)

    @property
    def deadline(self) -> dt.date | None:
        """The day of the newest statement, or None when they named none."""
        return self.timeline[-1].until if self.timeline else None

    @property
    def waits(self) -> bool:
        """Whether their day is far enough for a letter to say that one waits for it."""
        newest = self.timeline[-1] if self.timeline else None
        if newest is None or newest.until is None or not newest.named:
            return False
        return (newest.until - self.date).days > _SOON


_COMES = re.compile("(?:come|visit|join|start|meet|be (?:there|at|in|with))\\b").match
_SOON = 4
NO_TIMELINE = "undated:timeline"


def undated(interview: Interview, person: Interviewer) -> list[str]:
    """Name the days that a letter leaves out, since they were past before it."""
    days = [f"undated:{one.due}" for one in person.takeaways if one.overdue]
    return days if interview.timeline else [*days, NO_TIMELINE]


def whom(typed: str, people: Iterable[Interviewer]) -> Interviewer:
    """Find who is meant by an id, or by a name as one says or types it.

    `ValueError` lists the ids where that is nobody, or not surely one.
    """
    known = {person.id: person for person in people}
    if typed in known:
        return known[typed]
    plain = slug(typed)
    found = [
        person
        for person in known.values()
        for name in (person.id, person.name, person.given, person.address_as)
        if plain and plain == slug(name)
    ]
    if len(ids := {person.id for person in found}) != 1:
        listed = ", ".join(ids or known)
        fact = (
            f"'{typed}' may be several" if ids else f"there is no interviewer '{typed}'"
        )
        raise ValueError(f"{fact} (there are: {listed})")
    return found[0]


def employer_key(name: str) -> str:
    """What all spellings of one employer's name share: which employer this is."""
    return _folded(name)


def _folded(name: str) -> str:
    """Tell no name from another by case, blanks or Unicode form.

    The same name pasted from macOS comes in pieces (NFD) and is still the same.
    """
    return " ".join(normalize("NFC", name).casefold().split())
