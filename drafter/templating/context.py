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

from drafter import dates, interview
from drafter.interview import OWN_FACTS, Interviewer, Role, Stage, Takeaway, Tone
from drafter.reading.speech import in_common


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

    from drafter.interview import Interview

WHOLE = frozenset({"answer", "reaction", "my_link", "own_words", "card_detail",
                   "close", "reason", "pointer"})  # fmt: skip
"""Fields that are whole sentences."""
FACTS = frozenset({*OWN_FACTS, "about", "reason"})
"""What a reader is told at most once, over all kinds of letter. (That a subject names
the topic is not the telling of it.)"""
DERIVED = {"done": "about", "scene": "about", "deed": "moment", "act": "moment",
           "statement": "they_said", "point": "they_said",
           "question": "asked", "talk": "topic", "inquiry": "topic",
           "theirs": "topic"}  # fmt: skip
"""Names for a field in another form, where it has that form."""
READERS = frozenset(map(str, (*Role, *Stage, *Tone)))
"""Words for whom and when a letter serves."""
_PERSON = ("id", "name", "given", "family", "address_as", "honorific", "title", "phone",
           "letter", "card", *OWN_FACTS)  # fmt: skip
_YES_OR_NO = re.compile(r"(?:if|whether)\b", re.IGNORECASE)
"""What is answered with yes or no: nobody is thanked for asking it."""
_THEIRS = re.compile(
    r"the (?!.* (?:at|in|on|for|from) )\S+(?: \S+){0,3}\Z", re.IGNORECASE
)
"""What can be said to be at a firm: the night rota."""
_TITLE_MAX, _JOINED_MAX, _WITH_THANKS_MAX = 3, 13, 20
"""Words of a title that read well in "the ___ role", of what is told or asked where a
sentence of thanks goes on with it, and of both together."""


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


def context_for(
    told: Interview,
    person: Interviewer,
    reason: str = "",
    takeaway: Takeaway | None = None,
) -> dict[str, object]:
    """Everything a letter to this reader may name, but for the phrases.

    `takeaway` is the one that is handed over, where the letter does that.
    """
    country, day = told.employer.country, told.date
    own = _own(person, reason, country)
    hello = "Dear" if told.tone is Tone.FORMAL else "Hi"
    reached = (told.you.name, told.you.phone, told.you.linkedin)
    ours = {
        "date": dates.month_day(day, country=country),
        "date_spoken": dates.spoken(day),
        "weekday": dates.weekday_name(day),
        "when": f"on {dates.weekday_name(day)}",
        "stage": str(told.stage),
        "tone": str(told.tone),
        "greeting": f"{hello} {person.called(told.tone)},",
        "signature": "\n".join(filter(None, reached)),
    }
    return {
        **own,
        **{name: Text(words) for name, words in ours.items()},
        **_groups(told),
        "interviewer": own,
        "takeaway": takeaway_facts(takeaway, country),
        "met": any(one.id == person.id for one in told.interviewers),
        "next_step": _text("next_step", told.next_step),
        "promises": "",
    }


def _groups(told: Interview) -> dict[str, object]:
    you, employer, position = told.you, told.employer, told.position
    newest = told.timeline[-1] if told.timeline else None
    deadline, country = told.deadline, employer.country
    plain = len(position.title.split()) <= _TITLE_MAX
    title = "" if re.search("[,(/:–]", position.title) else position.title
    groups = {
        "you": {
            name: str(getattr(you, name) or "")
            for name in ("name", "email", "phone", "linkedin")
        },
        "employer": {"name": employer.name, "short": employer.short or employer.name},
        "position": {
            "title": position.title,
            "short": position.short or (title if plain else ""),
            "team": position.team,
        },
        "timeline": {
            "deadline": dates.day_in_words(deadline, country=country)
            if deadline
            else "",
            "said": newest.words if newest else "",
            "said_on": dates.month_day(newest.on, country=country) if newest else "",
        },
    }
    return {name: _texts(group) for name, group in groups.items()}


def _own(person: Interviewer, reason: str, country: str) -> dict[str, object]:
    """This reader's fields; of a role only its own is true."""
    topics = tuple(Text(topic, "topic") for topic in person.topics)
    thanked, is_yes_or_no = person.thanks_for, _YES_OR_NO.match(person.asked)
    subject = next((t for t in person.topics[:1] if t in person.about), "")
    forms = {
        "about": next(iter(person.about), ""),
        "done": person.done,
        "scene": person.scene,
        "act": _if_short(person.act, thanked) if thanked else person.act,
        "deed": person.deed,
        "statement": "" if person.bare else person.they_said,
        "point": _if_short(person.they_said, thanked),
        "question": _if_short("" if is_yes_or_no else person.asked, thanked),
        "talk": subject if not in_common(subject, thanked) else "",
        "theirs": subject if _THEIRS.match(subject) else "",
        "inquiry": subject if in_common(subject, person.asked) else "",
    }
    return {
        **{name: _text(name, getattr(person, name)) for name in _PERSON},
        **{name: _text(name, words) for name, words in forms.items()},
        **{str(role): role is person.role for role in Role},
        "role": Text(str(person.role)),
        "topics": topics,
        "topic": topics[0] if topics else Unfilled(name="topics"),
        "takeaways": tuple(takeaway_facts(t, country) for t in person.takeaways),
        "reason": _text("reason", reason),
    }


def _if_short(value: str, thanks: str) -> str:
    """The value, if a sentence of thanks can hold it too."""
    is_quoted = value[:1] in {'"', "“"}
    words, before = len(value.split()), len(thanks.split())
    fits = words <= _JOINED_MAX and words + before <= _WITH_THANKS_MAX
    return value if fits and not is_quoted else ""


def takeaway_facts(takeaway: Takeaway | None, country: str) -> object:
    """One promise as a letter sees it; `by` is the day as it begins a sentence."""
    if takeaway is None:
        return Unfilled(name="takeaways")
    due = dates.day_in_words(takeaway.due, country=country)
    comma = "," if dates.month_first(country) else ""
    names = ("promised", "here_is", "pointer", "link")
    values = {name: getattr(takeaway, name) for name in names}
    file = takeaway.file.name if takeaway.file else ""
    return _texts({**values, "due": due, "by": f"by {due}{comma}", "file": file})


def _texts(values: Mapping[str, str]) -> dict[str, object]:
    return {name: _text(name, value) for name, value in values.items()}


def _text(name: str, value: str) -> object:
    if value or name in WHOLE:
        return Text(value, DERIVED.get(name, name))
    return Unfilled(name=name)


@cache
def known_names() -> dict[str, frozenset[str]]:
    """Top-level names, each with the fields it has (none for a plain value)."""
    you, firm, job = interview.You(""), interview.Employer(""), interview.Position("")
    day = date(2000, 1, 3)
    nobody = interview.Interview(you, firm, job, day, ())
    context = context_for(nobody, Interviewer("", ""), takeaway=Takeaway("", day))
    return {
        name: frozenset(value) if isinstance(value, dict) else frozenset()
        for name, value in context.items()
    }


def is_filled(context: Mapping[str, object], name: str) -> bool:
    """Whether a field, `they_said` or `takeaway.link`, has something in it."""
    head, _, field = name.partition(".")
    value = context.get(head)
    return bool(value.get(field) if isinstance(value, dict) and field else value)


def all_filled(context: Mapping[str, object], names: Iterable[str]) -> bool:
    """Whether each of them has something in it."""
    return all(is_filled(context, name) for name in names)
