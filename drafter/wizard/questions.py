"""What is asked, and what an answer says: the interview, you, then each person.

The words are in `questions.toml`. A person's questions are the letter: its subject, its
thanks, what stayed with you and your own sentence on it, the promise, the card. One is
open while its line in the file is a blank that nobody has passed over. An answer often
says more than was asked, and all of it is taken: "Dana Whitlock, recruiter,
dana@corvane.example" is a name, a role and an address. What nobody can place is left to
be asked for.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.interview import Role
from drafter.language import MONTHS, WEEKDAYS, days_after
from drafter.reading import speech
from drafter.reading.fields import MOST_INTERVIEWERS
from drafter.reading.names import TITLES, short_name
from drafter.reading.people import TELLING
from drafter.timeline import understand
from drafter.wizard.form import Path, blanks, values


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from drafter.calendar import Calendar
    from drafter.errors import Problem

    Said = dict[str, str]
    """Of each field, its value."""

_DATA: dict[str, Any] = tomllib.loads(
    File(__file__).with_name("questions.toml").read_text("utf-8")
)
_STAYED: Mapping[str, Sequence[str]] = _DATA["stayed"]
"""The fields of what stays with one: how it is typed, and the sentence it ends."""
HALVES = ("reaction", "answer")


class Question(NamedTuple):
    """One thing to ask, and the sentence that the answer ends; see `questions.toml`."""

    key: str
    fields: tuple[Path, ...]
    label: str
    words: str
    required: bool = False
    nothing: str = "nothing"
    takes_address: bool = False
    may_go: bool = False

    @property
    def path(self) -> Path:
        """Where what is asked for stands."""
        return self.fields[0]

    @property
    def number(self) -> int | None:
        """Whom it is about; None where it is about the interview."""
        return int(self.path[1]) if self.path[0] == "interviewers" else None


class View:
    """A file as the questions see it."""

    def __init__(self, text: str) -> None:
        self.known, self.blanks = values(text), blanks(text)
        paths = {*self.known, *self.blanks}
        people = {int(p[1]) for p in paths if p[0] == "interviewers" and p[1:]}
        self.people = max(people, default=-1) + 1

    def of(self, number: int, field: str) -> str:
        """Give a field of an interviewer; empty where it is not filled in."""
        return self.known.get(("interviewers", number, field), "")

    def called(self, number: int | None) -> str:
        """Name an interviewer by what is known of them, if anything is."""
        if number is None:
            return ""
        return self.of(number, "name") or self.of(number, "email")

    def stayed(self, number: int) -> str:
        """Name the field of what stayed with you of somebody; empty where none did."""
        return next((name for name in _STAYED if self.of(number, name)), "")

    def questions(self) -> Iterator[Question]:
        """Give every question of the file, answered or not, in their order."""
        for row in _DATA["whole"]:
            one = _question(row, (), "")
            if self._has(one.path):
                yield one._replace(required=True)
        for number in range(self.people):
            who = self.called(number).partition(" ")[0] or "they"
            half = second_of(first) if (first := self.stayed(number)) else ""
            for row in _DATA["person"]:
                one = _question(row, ("interviewers", number), who)
                told = self._has(one.path) or one.key == "stayed"
                if one.key == half if one.key in HALVES else told:
                    yield one

    def someone_else(self) -> Question | None:
        """Ask for one more person, once the last of those there has a name."""
        one = _question(_DATA["else"], ("interviewers", self.people), "")
        may = self.called(self.people - 1) and self.people < MOST_INTERVIEWERS
        return one if may else None

    def is_open(self, question: Question) -> bool:
        """Whether it still has to be asked; nothing of a person without a name."""
        paths, number = [question.path], question.number
        if question.key == "close":  # it is offered once the letter can be seen
            return False
        if number is not None and question.key != "name" and not self.called(number):
            return False
        if number is not None and question.key == "stayed":
            if self.stayed(number) or self.lacks(question):
                return not self.stayed(number)
            paths = [(*question.path[:2], name) for name in _STAYED]
        found = [self.blanks[path] for path in paths if path in self.blanks]
        return any(not blank.is_passed for blank in found)

    def lacks(self, question: Question) -> bool:
        """Whether there is no letter without its answer."""
        number, blank = question.number, self.blanks.get(question.path)
        if number is not None and question.key == "stayed":
            told = any(self.of(number, name) for name in (*TELLING, "letter"))
            return bool(self.called(number)) and not told
        return bool(blank and not blank.is_comment)

    def hint(self, question: Question) -> str:
        """Give what the invitation has there, and is not sure; empty without one."""
        found = (self.blanks[p].hint for p in question.fields if p in self.blanks)
        return next(filter(None, found), "")

    def first_half(self, question: Question) -> str:
        """Give the sentence that a second half comes behind."""
        if question.number is None or question.key not in HALVES:
            return ""
        first = self.stayed(question.number)
        told = self.of(question.number, first).rstrip(".")
        return f"{_STAYED[first][1]} {told}.\n  "

    def answer(self, question: Question) -> str:
        """Write the answer that is in the file, as one would type it."""
        if question.key == "stayed" and question.number is not None:
            first = self.stayed(question.number)
            told = self.of(question.number, first)
            return f"{_STAYED[first][0]}{told}" if first else ""
        places = (*question.fields, (*question.path, 0))
        texts = [self.known[place] for place in places if place in self.known]
        if question.key == "name":
            texts = [t.replace("_", " ") if t in set(Role) else t for t in texts]
        return (" by " if question.key == "promised" else ", ").join(texts)

    def _has(self, path: Path) -> bool:
        return path in self.known or path in self.blanks


def _question(row: Mapping[str, Any], here: Path, who: str) -> Question:
    fields = tuple(_place(here, field) for field in row["fields"])
    words = row["words"].replace("{who}", who)
    return Question(**{**row, "fields": fields, "words": words})


def _place(here: Path, field: str) -> Path:
    """Find `takeaways.0.promised` below `here`."""
    return (*here, *(int(p) if p.isdigit() else p for p in field.split(".")))


def plainly(problem: Problem) -> str:
    """Say what is wrong and what to do, in the words of the questions."""
    message = problem.fact + (f" ({problem.remedy})" if problem.remedy else "")
    called = _DATA["called"]
    names = "|".join(called)
    pattern = rf"`({names})`|^({names})\b|\b(they_said|thanks_for)\b"
    return re.sub(pattern, lambda match: called[match[match.lastindex or 0]], message)


class Clock(NamedTuple):
    """What an answer about days needs to know."""

    today: date
    calendars: Callable[[str, str], Calendar]
    country: str
    """Yours, where the file names none."""

    def day(self, words: str, seen: View) -> date | None:
        """Understand a day that was named in the interview; `ValueError` of others."""
        on, known = self.today, seen.known
        with suppress(KeyError, ValueError):
            on = date.fromisoformat(known["date",])
        owners = (("employer", "country"), ("you", "country"))
        country = next(filter(None, map(known.get, owners)), self.country)
        region = known.get(("employer", "region"), "")
        return understand(words, on, self.calendars(country, region))

    def past(self, words: str) -> date | None:
        """Read a day that is over, or nearly: yesterday, Tuesday, 2 June, June 2nd."""
        plain = re.sub(r"^(?:on|last|this)\s+", "", words.strip(" .").lower())
        if plain in {"today", "yesterday"}:
            return days_after(self.today, -(plain == "yesterday"))
        weekday = plain.isalpha() and plain.startswith(_WEEKDAYS)
        calendar = self.calendars(self.country, "")
        for back in (7,) if weekday else _BACK if _DATED.fullmatch(plain) else ():
            with suppress(ValueError, OverflowError):
                return understand(plain, days_after(self.today, -back), calendar)
        return None


_BACK = (183, 3 * 365)
"""Where a day without a year is looked for, and one with its year."""
_WEEKDAYS = tuple(name[:3].lower() for name in WEEKDAYS)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in (*MONTHS, "Sept"))
_DATED = re.compile(
    rf"(?i)(?:\w+,? )?(?:the )?(?:(?:{_MONTH})\.? \d.*|\d+\w*(?: of)? (?:{_MONTH})\b.*"
    r"|\d+[-/.]\d.*)"
)


def meant(
    seen: View, question: Question, answer: str, clock: Clock
) -> Mapping[Path, str]:
    """Give the values that an answer is, by where they stand; `ValueError` if none."""
    key, path = question.key, question.path
    here = () if question.number is None else path[:2]
    if key == "stayed":
        said = _in_place(seen, here, stayed(answer) if answer else {})
    elif key in _READERS and answer:
        said = _READERS[key](answer, clock, seen)
    else:
        if key == "timeline" and answer:
            clock.day(answer, seen)
        first = (*path, 0)
        return {first if first in seen.known else path: answer}
    if key == "else" and "name" not in said:
        raise ValueError("their name too, as in: Dana Whitlock, recruiter")
    if "name" in said and seen.known.get((*here, "address_as"), "") not in said["name"]:
        said["address_as"] = ""
    found = {_place(here, name): value for name, value in said.items()}
    there = {*seen.known, *seen.blanks}
    return {p: v for p, v in found.items() if p[0] != "you" or p in there}


def _in_place(seen: View, here: Path, said: Said) -> Said:
    """One thing stays: it takes the place of what was told before."""
    before = seen.stayed(int(here[1]))
    stays = {*said, second_of(before) if before in said else ""}
    gone = [
        n for n in (*_STAYED, *HALVES) if (*here, n) in seen.known and n not in stays
    ]
    return dict.fromkeys(gone if said else (*gone, *_STAYED), "") | said


def second_of(first: str) -> str:
    """Name the field of what you thought of it, or would say now."""
    return "answer" if first == "asked" else "reaction"


ADDRESS = re.compile(r"(?:mailto:)?([^\s<>(),;:]+@[^\s<>(),;:]+)", re.IGNORECASE)
_LONGEST_NAME = 60
_APART = re.compile(r"\s*[,;()<>]+\s*|\s+[-–—|]\s+")
_PHONE = re.compile(r"\+?[\d(][\d ()./-]{6,}")
_LEAD = re.compile(r"(?i)^(?:that\s+)?(?:you|she|he|they)\s+(?!were\s)")
# Of a past; what reading makes "letting me" of begins as well.
_DID = re.compile(
    r"(?i)(?:never|not|did(?:n't)?|even|saw|began|felt|heard|hit|lost|understood)\b"
)
_NEXT_SENTENCE = re.compile(r"(?:(?<=\w{4}[.!])|(?<=\?))\s+(?=[A-Z])")
_BY = re.compile(r"(?i)\s+(?:by|on)\s+(?=\S+(?:\s+\S+){0,4}$)|\s+(?=tomorrow$)")


def job(answer: str, clock: Clock) -> Said:
    """Read "Corvane Ferries, Software Engineer, yesterday", or its beginning."""
    parts = [part for part in re.split(r"\s*[,;]\s*", answer) if part] or [answer]
    said = {}
    for count in (2, 1):  # "June 2, 2026" has a comma of its own
        if len(parts) > count and (day := clock.past(", ".join(parts[-count:]))):
            said["date"] = day.isoformat()
            del parts[-count:]
            break
    if len(parts) > 1 and short_name(" ".join(parts[:2])) == parts[0]:  # Corvane, Inc.
        parts[:2] = [", ".join(parts[:2])]
    if len(parts) > 1 and _DATED.fullmatch(parts[-1]):
        example = "as in yesterday, 2 June, 2026-06-02"
        raise ValueError(f"{parts[-1]!r} is no day; {example}")
    firm, title = parts[0], ", ".join(parts[1:])
    if not title and " at " in firm:
        title, _, firm = firm.rpartition(" at ")
    return said | {"employer.name": firm} | ({"position.title": title} if title else {})


def yourself(answer: str) -> Said:
    """Read "Ines Okafor, ines@mail.example, +1 207 555 0142, US"."""
    told, rest = _address(answer)
    said = {f"you.{name}": value for name, value in told.items()}
    for part in rest:
        if _PHONE.fullmatch(part):
            said["you.phone"] = part
        elif re.fullmatch(r"[A-Z]{2}", part) and "you.name" in said:
            said["you.country"] = {"UK": "GB"}.get(part, part)
        else:
            said["you.name"] = ", ".join(filter(None, (said.get("you.name"), part)))
    return said


def who(answer: str) -> Said:
    """Read "Dana Whitlock, recruiter, dana@corvane.example", in any order."""
    told, rest = _address(answer)
    said: Said = {}
    for part in rest:
        meant = role_and_title(part)
        is_role = meant["role"] in set(Role)
        if "name" not in said and not (is_role and part.islower()):
            first, _, others = part.partition(" ")
            is_titled = " " in others and first.rstrip(".").lower() in TITLES
            said |= {"honorific": first} if is_titled else {}
            said["name"] = others if is_titled else part
        elif is_role and "role" not in said:
            said |= meant
        else:
            said.setdefault("title", part)
    name = said.get("name", "")
    if "?" in name or len(name) > _LONGEST_NAME:
        raise ValueError("that is no name; as in: Dana Whitlock, recruiter")
    return said | told


def role_and_title(answer: str) -> Said:
    """Give the role that is meant, and the title if it is more than the role's word.

    What nobody can place comes back unchanged.
    """
    plain = answer.lower().replace("-", " ").replace("_", " ").strip(" .")
    for number, one in enumerate(Role, 1):
        if plain in {str(number), one.replace("_", " ")}:
            return {"role": one}
    if plain in _DATA["alone"]:
        return {"role": _DATA["alone"][plain]}
    for role, words in _DATA["roles"].items():
        if re.search(rf"\b(?:{words})\b", plain):
            return {"role": role, "title": answer}
    return {"role": answer}


def stayed(answer: str) -> Said:
    """Read "asked how long a bad plan may stay live", and what follows it."""
    first, *more = _NEXT_SENTENCE.split(answer, maxsplit=1)
    words, field = _LEAD.sub("", first, count=1).strip(), ""
    for name, pattern in _DATA["heard"].items():
        if match := re.match(rf"(?ix){pattern}", words):
            field, words = name, words[match.end() :]
            break
    if not (field or _DID.match(words) or speech.gerund(words)):
        raise ValueError(
            "begin with what it was: said ..., asked ..., let me drive; or noticed ..."
        )
    field = field or "moment"
    words = words.rstrip(".") if more else words
    return {field: words} | ({second_of(field): more[0]} if more else {})


def promise(answer: str, day: Callable[[str], date | None]) -> Said:
    """Read "send the plan by Thursday": what, and by which day."""
    words = re.sub(r"(?i)^(?:to|i would|i will|i'd|i'll)\s+", "", answer.rstrip(" ."))
    due = None
    for match in reversed(list(_BY.finditer(words))):
        with suppress(ValueError, OverflowError):
            if due := day(words[match.end() :]):
                words = words[: match.start()]
                break
    return {"takeaways.0.promised": words, "takeaways.0.due": str(due or "")}


def _address(answer: str) -> tuple[Said, list[str]]:
    """Take the address out of an answer; what is left, in its parts."""
    found = ADDRESS.findall(answer)
    if len(found) > 1:
        raise ValueError("more than one address; one person at a time")
    rest = [part for part in _APART.split(ADDRESS.sub(",", answer)) if part.strip()]
    return ({"email": found[0]} if found else {}), [part.strip() for part in rest]


_READERS: Mapping[str, Callable[[str, Clock, View], Said]] = {
    "employer": lambda answer, clock, _: job(answer, clock),
    "date": lambda answer, clock, _: {"date": str(clock.past(answer) or answer)},
    "you": lambda answer, *_: yourself(answer),
    "name": lambda answer, *_: who(answer),
    "else": lambda answer, *_: who(answer),
    "role": lambda answer, *_: role_and_title(answer),
    "email": lambda answer, *_: {"email": (*ADDRESS.findall(answer), answer)[0]},
    "promised": lambda answer, clock, seen: promise(
        answer, lambda words: clock.day(words, seen)
    ),
}
