"""The interview's fields as a letter sees them.

A value is `Text`: a str that knows which field it came from, so that a render can say
which facts it told. A part of a sentence that the person has not filled is `Unfilled`:
false in a test, an error where it is printed. A whole sentence that is missing is an
empty text: it prints nothing, and the sentences around it close up.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Undefined

from drafter import interview
from drafter.draft import Kind, Order
from drafter.interview import OWN_FACTS, Interviewer, Role, Stage, Takeaway, Tone
from drafter.language import said
from drafter.reading.lexicon import follows_talk, tells
from drafter.reading.pronouns import leans
from drafter.reading.speech import if_short, in_common, opens_otherwise
from drafter.templating.markup import RESERVED


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Self

    from drafter.interview import Interview

WHOLE = frozenset({"answer", "reaction", "my_link", "own_words", "card_detail",
                   "close", "reason", "pointer", "promises"})  # fmt: skip
"""Fields that are whole sentences."""
FACTS = frozenset({*OWN_FACTS, "about", "reason"})
"""What a reader is told at most once, over all kinds of letter. (That a subject names
the topic is not the telling of it.)"""
DERIVED = {"done": "about", "scene": "about", "deed": "moment", "act": "moment",
           "statement": "they_said", "point": "they_said", "remark": "they_said",
           "question": "asked", "follow_up": "asked", "talk": "topic", "heard": "topic",
           "aside": "topic", "inquiry": "topic", "theirs": "topic"}  # fmt: skip
"""Names for a field in another form, where it has that form."""
READERS = frozenset(map(str, (*Role, *Stage, *Tone)))
"""Words for whom and when a letter serves."""
_PERSON = ("id", "name", "given", "family", "address_as", "honorific", "title", "phone",
           "role", "letter", "card", "done", "scene", "deed", *OWN_FACTS)  # fmt: skip
_YOU = ("name", "email", "phone", "linkedin")
_ONE_OF = {"topic": "topics", "takeaway": "takeaways"}
"""What the person fills, where the name is of one alone."""
# How an answer begins that is a sentence, as "When somebody gets hurt." is none.
_WHOLE = {"I", "I'd", "I'll", "I've", "I'm", "We", "My", "The", "It", "There", "You"}
_THEIRS = re.compile(r"(?i)the \S+(?: (?!(?:at|in|on|for|from) )\S+){0,3}")
"""What can be said to be at a firm: the night rota."""
_TITLE_MAX, _TOLD_MAX = 3, 24
"""Words of a title in "the ___ role", and of what somebody is thanked for telling."""


class UnfilledError(Exception):
    """A known field was printed, but the person has not filled it; its name."""


class Text(str):
    """A value of the user's that remembers its field; none stands behind our words."""

    __slots__ = ("field",)
    field: str

    def __new__(cls, value: str, field: str = "") -> Self:
        """Wrap `value`."""
        text = super().__new__(cls, value)
        text.field = field
        return text


class Unfilled(Undefined):
    """Known but empty: false in a condition, an error when used as a value."""

    __slots__ = ()

    def _fail(self, *_: object, **__: object) -> str:
        raise UnfilledError(self._undefined_name)

    __str__ = __iter__ = __len__ = __getattr__ = _fail  # type: ignore[assignment]


def context_for(told: Interview, order: Order, reason: str) -> dict[str, Any]:
    """Everything a letter to this reader may name, but for the phrases."""
    country, person = told.employer.country, order.person
    language = told.language_of(person)
    fields = _of_person(person, language, country) | {"reason": reason}
    noted = " ".join(fields[name] for name in OWN_FACTS)
    others = [topic for topic in person.about[1:] if not in_common(topic, noted)]
    if order.kind is Kind.CARD:
        if others:  # the email has the first
            fields["talk"] = fields["about"] = others[-1]
        if tells("delicate", person.asked):
            fields |= dict.fromkeys(("asked", "question", "answer"), "")
    told_of = in_common(fields["talk"], person.they_said)
    fields["heard"] = fields["talk"] * (told_of and fields["talk"][:3] != "my ")
    fields["familiar"] = bool(person.address_as) and told.tone is not Tone.FORMAL
    own = _seen("interviewer", fields)
    day = {
        **_of_day(told, language),
        **dict.fromkeys(("greeting", "promises"), ""),
        "met": any(one.id == person.id for one in told.interviewers),
        "several": sum(one.id != person.id for one in told.interviewers) > 1,
        "takeaway": order.takeaway and _promise(order.takeaway, language, country),
    }
    return {**own, **_seen("interview", day), "interviewer": own}


def _seen(name: str, value: Any) -> Any:
    """A value as letters have it; of a group and of a list, each one."""
    if isinstance(value, dict):
        return {field: _seen(field, one) for field, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_seen(name, one) for one in value)
    if isinstance(value, bool):
        return value
    if value or name in WHOLE:
        return Text(RESERVED.sub("", value), DERIVED.get(name, name))
    return Unfilled(name=_ONE_OF.get(name, name))


def _of_day(told: Interview, language: str) -> dict[str, Any]:
    """What is the same for all readers."""
    you, employer, position, day = told.you, told.employer, told.position, told.date
    country, until = employer.country, told.deadline
    newest = told.timeline[-1] if told.timeline else None
    title, held = position.title, said(day, language, country)
    is_short = len(title.split()) <= _TITLE_MAX and not set(title) & {*",(/:–"}
    return {
        "you": {name: str(getattr(you, name) or "") for name in _YOU},
        "employer": {"name": employer.name, "short": employer.short or employer.name},
        "position": {**position._asdict(), "short": position.short or is_short * title},
        "timeline": {
            "deadline": said(until, language, country).full if until else "",
            "waits": told.waits,
            "said": newest.words if newest else "",
            "said_on": said(newest.on, language, country).date if newest else "",
        },
        "date": held.date,
        "date_spoken": held.spoken,
        "weekday": held.weekday,
        "when": held.when,
        "stage": str(told.stage),
        "tone": str(told.tone),
        "next_step": told.next_step,
        "signature": "\n".join(filter(None, (you.name, you.phone, you.linkedin))),
    }


def _of_person(person: Interviewer, language: str, country: str) -> dict[str, Any]:
    """This reader's fields; of a role only its own is true."""
    thanks, asked, remark = person.thanks_for, person.asked, person.they_said
    first = next(iter(person.topics), "")
    subject = first if first in person.about else ""
    aside = first if first and follows_talk(first) and (thanks or not subject) else ""
    away = subject and not in_common(subject, remark)
    before = thanks or f"our talk again on Friday about {subject}"
    piece = person.answer and person.answer.partition(" ")[0] not in _WHOLE
    takeaways = tuple(_promise(t, language, country) for t in person.takeaways)
    leaning = bool(remark and leans(asked))
    is_yes_or_no = asked.casefold().startswith(("if ", "if,", "whether ", "whether,"))
    return {
        **{name: str(getattr(person, name)) for name in _PERSON},
        **{str(role): role is person.role for role in Role},
        "topic": first,
        "topics": person.topics,
        "takeaways": takeaways,
        "about": next(iter(person.about), ""),
        "act": if_short(person.act, thanks) if thanks else person.act,
        "statement": "" if opens_otherwise(remark) else remark,
        "point": if_short(remark, before),
        # Nobody is thanked for asking what is answered with yes or no, or with a piece.
        "question": if_short("" if is_yes_or_no or piece else asked, before),
        "remark": if_short(remark, "", 0 if away else _TOLD_MAX),
        "leaning": leaning,
        "follow_up": asked if leaning or in_common(remark, asked) else "",
        "talk": subject if not in_common(subject, thanks) else "",
        "aside": aside * (not in_common(aside, thanks)),
        "theirs": first if _THEIRS.fullmatch(first) else "",
        # Hard news is thanked for, where a sentence of thanks can hold it.
        "hard": person.hard and bool(if_short(remark, before)),
        "inquiry": subject if in_common(subject, asked) else "",
    }


def _promise(takeaway: Takeaway, language: str, country: str) -> dict[str, str]:
    """One promise; `by` is its day as a sentence begins with it."""
    due = said(takeaway.due, language, country)
    return {
        **takeaway._asdict(),
        "due": due.full,
        "by": "" if takeaway.overdue else re.sub("^by ", f"{takeaway.when} ", due.by),
        "file": takeaway.file.name if takeaway.file else "",
    }


@cache
def known_names() -> dict[str, frozenset[str]]:
    """Top-level names, each with the fields it has (none for a plain value)."""
    you, firm, job = interview.You(""), interview.Employer(""), interview.Position("")
    nobody = interview.Interview(you, firm, job, date(2000, 1, 3), ())
    order = Order(Kind.CARD, Interviewer("", ""), takeaway=Takeaway("", nobody.date))
    return {
        name: frozenset(value if isinstance(value, dict) else ())
        for name, value in context_for(nobody, order, "").items()
    }


def is_filled(context: Mapping[str, Any], name: str) -> bool:
    """Whether a field, `they_said` or `takeaway.link`, has something in it."""
    group, _, field = name.partition(".")
    value = context.get(group)
    return bool(value.get(field) if field and isinstance(value, dict) else value)


def all_filled(context: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether each of them has something in it."""
    return all(is_filled(context, name) for name in names)
