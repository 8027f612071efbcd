"""The interview's fields as a template sees them.

Values are `Text`: a str that knows which field it came from, so that a render can say
which facts it told. A field that exists but was not filled is `Unfilled`: false in a
test, an error where it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from drafter.dates import day_in_words, month_day, spoken
from drafter.interview import OWN_FACTS, Role, Tone


if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from drafter.interview import Interview, Interviewer, Takeaway

FACTS = frozenset({"topic", "reason", *OWN_FACTS})
"""Fields a note tells at most once."""

CLOSINGS = {
    Tone.FORMAL: "Sincerely,",
    Tone.WARM: "Best regards,",
    Tone.BRIEF: "Best,",
}

_PERSON = ("id", "name", "given", "family", "address_as", "honorific", "title", "phone")
_NAMESPACES = {
    "you": ("name", "email", "phone", "linkedin"),
    "employer": ("name", "short"),
    "position": ("title", "short", "team"),
    "timeline": ("deadline", "said", "said_on"),
    "takeaway": ("promised", "due", "here_is", "pointer", "link", "file"),
}


class UnfilledError(Exception):
    """A known field was printed, but the person has not filled it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"'{field}' is not filled")
        self.field = field


class Text(str):
    """A value of the user's that remembers its field."""

    __slots__ = ("field",)
    field: str

    def __new__(cls, value: str, field: str = "") -> Self:
        """Wrap `value`; `field` is empty for words no fact stands behind."""
        text = super().__new__(cls, value)
        text.field = field
        return text


class Unfilled:
    """Known but empty: false in a condition, `UnfilledError` when used as a value."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def _fail(self, *_: object, **__: object) -> NoReturn:
        raise UnfilledError(self._name)

    __str__ = __iter__ = __len__ = __getitem__ = __add__ = __radd__ = _fail
    __lt__ = __gt__ = __le__ = __ge__ = __contains__ = __call__ = _fail

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # Python's own questions (copy, pickle, markup)
            raise AttributeError(name)
        self._fail()

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unfilled)

    def __hash__(self) -> int:
        return hash(Unfilled)


class Facts:
    """A group of fields, read as attributes: `employer.name`."""

    __slots__ = ("_fields", "_name")

    def __init__(self, name: str, fields: Mapping[str, object]) -> None:
        self._name = name
        self._fields = dict(fields)

    def look_up(self, field: str) -> object:
        """The field's value; `KeyError` where there is no such field."""
        return self._fields[field]

    def names(self) -> frozenset[str]:
        """Every field of the group, filled or not."""
        return frozenset(self._fields)


def context_for(
    interview: Interview,
    interviewer: Interviewer,
    reason: str = "",
    takeaway: Takeaway | None = None,
) -> dict[str, object]:
    """Everything a template for this reader may name.

    `takeaway` is the one that is handed over, where the draft does that.
    """
    person = _person(interviewer, reason)
    groups = _groups(interview)
    given = takeaway and _takeaway(takeaway)
    hello = "Dear" if interview.tone is Tone.FORMAL else "Hi"
    return {
        **person,
        **{name: Facts(name, _texts(name, group)) for name, group in groups.items()},
        "interviewer": Facts("interviewer", person),
        "takeaway": given or Unfilled("takeaways"),
        "date": Text(month_day(interview.date)),
        "date_spoken": Text(spoken(interview.date)),
        "when": Text(f"on {day_in_words(interview.date)}"),
        "stage": Text(str(interview.stage)),
        "tone": Text(str(interview.tone)),
        "next_step": _text("next_step", interview.next_step),
        "greeting": Text(f"{hello} {interviewer.called(interview.tone)},"),
        "closing": Text(CLOSINGS[interview.tone]),
    }


def _groups(interview: Interview) -> dict[str, dict[str, str]]:
    employer, position = interview.employer, interview.position
    deadline = interview.deadline
    newest = interview.timeline[-1] if interview.timeline else None
    return {
        "you": {
            "name": interview.you.name,
            "email": str(interview.you.email or ""),
            "phone": interview.you.phone,
            "linkedin": interview.you.linkedin,
        },
        "employer": {"name": employer.name, "short": employer.short or employer.name},
        "position": {
            "title": position.title,
            "short": position.short or position.title,
            "team": position.team,
        },
        "timeline": {
            "deadline": day_in_words(deadline) if deadline else "",
            "said": newest.words if newest else "",
            "said_on": month_day(newest.on) if newest else "",
        },
    }


def known_names() -> dict[str, frozenset[str]]:
    """Top-level names, each with the fields it has (none for a plain value)."""
    plain = {
        *_PERSON, *OWN_FACTS, *Role, "topic", "topics", "takeaways", "role", "reason",
        "interviewer", "date", "date_spoken", "when", "stage", "tone", "next_step",
        "greeting", "closing",
    }  # fmt: skip
    names: dict[str, frozenset[str]] = {str(name): frozenset() for name in plain}
    names |= {name: frozenset(fields) for name, fields in _NAMESPACES.items()}
    names["interviewer"] = frozenset(
        {*_PERSON, *OWN_FACTS, "topic", "topics", "takeaways", "role", "reason"}
        | {str(role) for role in Role}
    )
    return names


def _person(interviewer: Interviewer, reason: str) -> dict[str, object]:
    topics = tuple(
        Text(topic, f"topics[{i}]" if i else "topic")
        for i, topic in enumerate(interviewer.topics)
    )
    return {
        **{name: _text(name, getattr(interviewer, name)) for name in _PERSON},
        **{name: _text(name, getattr(interviewer, name)) for name in OWN_FACTS},
        **{str(role): role is interviewer.role for role in Role},
        "role": Text(str(interviewer.role)),
        "topics": topics,
        "topic": topics[0] if topics else Unfilled("topics"),
        "takeaways": tuple(_takeaway(t) for t in interviewer.takeaways),
        "reason": _text("reason", reason),
    }


def _takeaway(takeaway: Takeaway) -> Facts:
    values = {
        "promised": takeaway.promised,
        "due": day_in_words(takeaway.due),
        "here_is": takeaway.here_is,
        "pointer": takeaway.pointer,
        "link": takeaway.link,
        "file": takeaway.file.name if takeaway.file else "",
    }
    return Facts("takeaways", _texts("takeaways", values))


def _texts(group: str, values: Mapping[str, str]) -> dict[str, object]:
    return {name: _text(f"{group}.{name}", value) for name, value in values.items()}


def _text(field: str, value: str) -> object:
    return Text(value, field) if value else Unfilled(field)
