"""The interview's fields as a letter sees them.

A value is `Text`: a str that knows which field it came from, so that a render can say
which facts it told. A part of a sentence that the person has not filled is `unfilled`:
false in a test, an error where it is printed. A whole sentence that is missing is an
empty text: it prints nothing, and the sentences around it close up.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Undefined

from drafter.dates import day_in_words, month_day, month_first, spoken, weekday_name
from drafter.interview import (
    OWN_FACTS,
    Employer,
    Interview,
    Interviewer,
    Position,
    Role,
    Stage,
    Takeaway,
    Tone,
    You,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self


WHOLE = frozenset({"answer", "reaction", "my_link", "own_words", "card_detail",
                   "reason", "pointer"})  # fmt: skip
"""Fields that are whole sentences."""
FACTS = frozenset({*OWN_FACTS, "about", "reason"})
"""What a reader is told at most once, over all kinds of letter. (That a subject names
the topic is not the telling of it.)"""
DERIVED = {"done": "about", "scene": "about", "deed": "moment",
           "statement": "they_said", "point": "they_said",
           "question": "asked"}  # fmt: skip
"""Names for a field in another form, where it has that form."""
READERS = frozenset(map(str, (*Role, *Stage, *Tone)))
"""Words for whom and when a letter serves."""
BARE = re.compile(
    r"(?:(?:not|never|always) to|to|how|why|whether|about|what(?! (?:matters|counts"
    r"|helps|works|you (?:need|want|see) is)))\b",
    re.IGNORECASE,
)
"""A remark that follows "You told me" without a "that": "to bring boots"."""
_PERSON = ("id", "name", "given", "family", "address_as", "honorific", "title", "phone",
           "letter", "card", *OWN_FACTS)  # fmt: skip
_TITLE_MAX, _JOINED_MAX = 3, 13
"""Words of a title that read well in "the ___ role", and of what is told or asked where
a sentence of thanks goes on with it."""


class UnfilledError(Exception):
    """A known field was printed, but the person has not filled it; its name."""


class Text(str):
    """A value of the user's that remembers its field."""

    __slots__ = ("field",)
    field: str

    def __new__(cls, value: str, field: str = "") -> Self:
        """Wrap `value`; `field` is empty for words no fact stands behind."""
        text = super().__new__(cls, value)
        text.field = field
        return text


class _Unfilled(Undefined):
    """Known but empty: false in a condition, an error when used as a value."""

    __slots__ = ()

    def _fail(self, *_: object, **__: object) -> str:
        raise UnfilledError(self._undefined_name)

    __str__ = __iter__ = __len__ = __getattr__ = _fail  # type: ignore[assignment]


def unfilled(name: str) -> Undefined:
    """Stand for a field that has nothing in it."""
    return _Unfilled(name=name)


def context_for(
    interview: Interview,
    interviewer: Interviewer,
    reason: str = "",
    takeaway: Takeaway | None = None,
) -> dict[str, object]:
    """Everything a letter to this reader may name, but for the phrases.

    `takeaway` is the one that is handed over, where the letter does that.
    """
    country, tone = interview.employer.country, interview.tone
    person = _person(interviewer, reason, country)
    hello = "Dear" if tone is Tone.FORMAL else "Hi"
    reached = (interview.you.name, interview.you.phone, interview.you.linkedin)
    day = interview.date
    return {
        **person,
        **_groups(interview),
        "interviewer": person,
        "takeaway": takeaway_facts(takeaway, country),
        "met": any(one.id == interviewer.id for one in interview.interviewers),
        "date": Text(month_day(day, country=country)),
        "date_spoken": Text(spoken(day)),
        "weekday": Text(weekday_name(day)),
        "when": Text(f"on {weekday_name(day)}"),
        "stage": Text(str(interview.stage)),
        "tone": Text(str(tone)),
        "next_step": _text("next_step", interview.next_step),
        "greeting": Text(f"{hello} {interviewer.called(tone)},"),
        "signature": Text("\n".join(filter(None, reached))),
        "promises": "",
    }


def _groups(interview: Interview) -> dict[str, dict[str, object]]:
    you, employer, position = interview.you, interview.employer, interview.position
    country, deadline = employer.country, interview.deadline
    newest = interview.timeline[-1] if interview.timeline else None
    return {
        "you": _texts(
            name=you.name,
            email=str(you.email or ""),
            phone=you.phone,
            linkedin=you.linkedin,
        ),
        "employer": _texts(name=employer.name, short=employer.short or employer.name),
        "position": _texts(
            title=position.title, short=short_title(position), team=position.team
        ),
        "timeline": _texts(
            deadline=day_in_words(deadline, country=country) if deadline else "",
            said=newest.words if newest else "",
            said_on=month_day(newest.on, country=country) if newest else "",
        ),
    }


def short_title(position: Position) -> str:
    """The job's name as it stands in "the ___ role"; empty where none reads well."""
    title = position.title
    plain = len(title.split()) <= _TITLE_MAX and not re.search("[,(/:–]", title)
    return position.short or (title if plain else "")


def _person(person: Interviewer, reason: str, country: str) -> dict[str, object]:
    topics = tuple(Text(topic, "topic") for topic in person.topics)
    statement = "" if person.bare else person.they_said
    return {
        **{name: _text(name, getattr(person, name)) for name in _PERSON},
        **{str(role): role is person.role for role in Role},
        "role": Text(str(person.role)),
        "topics": topics,
        "topic": topics[0] if topics else unfilled("topics"),
        "about": _text("about", next(iter(person.about), "")),
        "done": _text("done", person.done, "about"),
        "scene": _text("scene", person.scene, "about"),
        "deed": _text("deed", person.deed, "moment"),
        "statement": _text("statement", statement, "they_said"),
        "point": _text("point", _if_short(person.they_said), "they_said"),
        "question": _text("question", _if_short(person.asked), "asked"),
        "takeaways": tuple(takeaway_facts(t, country) for t in person.takeaways),
        "reason": _text("reason", reason),
    }


def _if_short(value: str) -> str:
    """The value, if a longer sentence can hold it."""
    is_quoted = value[:1] in {'"', "“"}
    return value if len(value.split()) <= _JOINED_MAX and not is_quoted else ""


def takeaway_facts(takeaway: Takeaway | None, country: str) -> object:
    """One promise as a letter sees it."""
    if takeaway is None:
        return unfilled("takeaways")
    due = day_in_words(takeaway.due, country=country)
    return _texts(
        promised=takeaway.promised,
        due=due,
        by=f"by {due}" + ("," if month_first(country) else ""),
        here_is=takeaway.here_is,
        pointer=takeaway.pointer,
        link=takeaway.link,
        file=takeaway.file.name if takeaway.file else "",
    )


def _texts(**values: str) -> dict[str, object]:
    return {name: _text(name, value) for name, value in values.items()}


def _text(name: str, value: str, field: str = "") -> object:
    filled = value or name in WHOLE
    return Text(value, field or name) if filled else unfilled(name)


@cache
def known_names() -> dict[str, frozenset[str]]:
    """Top-level names, each with the fields it has (none for a plain value)."""
    day = date(2000, 1, 3)
    told = Interview(You(""), Employer(""), Position(""), day, ())
    promise = Takeaway("", day)
    context = context_for(told, Interviewer("", ""), takeaway=promise)
    return {
        name: frozenset(value) if isinstance(value, dict) else frozenset()
        for name, value in context.items()
    }


def is_filled(context: Mapping[str, object], name: str) -> bool:
    """Whether a field, `they_said` or `takeaway.link`, has something in it."""
    head, _, field = name.partition(".")
    value = context.get(head)
    if field:
        return isinstance(value, dict) and bool(value.get(field))
    return bool(value)


def all_filled(context: Mapping[str, object], names: Iterable[str]) -> bool:
    """Whether each of them has something in it."""
    return all(is_filled(context, name) for name in names)
