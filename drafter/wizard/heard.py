"""What one answer says: often more than was asked, and all of it is taken.

"Dana Whitlock, recruiter, dana@corvane.example" is a name, a role and an address. Each
reader here gives the fields that an answer fills; what it cannot place it leaves to be
asked for.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from drafter.dates import MONTHS, WEEKDAYS, days_after
from drafter.interview import Role
from drafter.reading.people import TITLES
from drafter.timeline import understand


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.calendar import Calendar

    Said = Mapping[str, str]
    """Of each field, its value."""

ADDRESS = re.compile(r"(?:mailto:)?([^\s<>(),;:]+@[^\s<>(),;:]+)", re.IGNORECASE)
ROLES = ", ".join(f"{n} {role.replace('_', ' ')}" for n, role in enumerate(Role, 1))

_HALF_A_YEAR, _TITLED, _SHORTEST = 183, 3, 3
_APART = re.compile(r"\s*[,;()<>]+\s*|\s+[-–—|]\s+")
_PHONE = re.compile(r"\+?[\d(][\d ()./-]{6,}")
_FIRM = re.compile(
    r"(?i)(?:inc|ltd|llc|llp|plc|corp|co|gmbh|ag|s\.?a|b\.?v|pty)\b\.?.*"
)
_DAY = re.compile(
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,9})\.?(?P<year> \d{4})?"
)
_MONTH = re.compile(
    r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<year>,? \d{4})?"
)
_LOOKS_LIKE_A_DAY = re.compile(
    rf"(?i)(?:{'|'.join(m[:3] for m in MONTHS)})[a-z]* \d+\D*"
    rf"|\d+\D* (?:{'|'.join(m[:3] for m in MONTHS)})[a-z]*|\d+[-/.]\d+.*"
)
# In this order: an HR manager is of HR, and a sales director no manager of yours.
_MEANT = {
    Role.AGENCY_RECRUITER: "agency|headhunter|staffing",
    Role.RECRUITER: "recruit(?:er|ing|ment)|hr|human resources|talent|sourcer",
    Role.EXECUTIVE: (
        "director|ceo|cto|cfo|coo|chief|vp|president|founder|owner|executive|partner"
    ),
    Role.HIRING_MANAGER: "manager|supervisor|boss|lead|leader|head",
    Role.PEER: (
        "colleague|coworker|co worker|teammate|team member|engineer|developer"
        "|designer|analyst|nurse|peer|teacher|technician"
    ),
}
_SHORT = {Role.RECRUITER: "hr", Role.PEER: "colleague", Role.HIRING_MANAGER: "manager"}

KINDS = {
    "said": "they_said",
    "asked": "asked",
    "did": "moment",
    "noticed": "impressed_by",
}
"""What can stay with one, and the field it is told in; each by its first letter."""
_TOLD = re.compile(
    r"(?i)(?:said|mentioned that|noted that|pointed out that|explained that"
    r"|told me that)\s+(?:to me\s+)?(?:that\s+)?|(?:told me|explained|said)\s+"
    r"(?=how|why|what|when|where|about|(?:not |never )?to\s)|that\s+"
)
_ASKED = re.compile(r"(?i)(?:asked|wanted to know)\s+(?:me\s+)?|(?=\S.*\?$)")
_STRUCK = re.compile(
    r"(?i)(?:(?:I )?was )?(?:struck|impressed) by\s+|(?:I )?noticed\s+(?:that\s+)?"
)
_LEAD = re.compile(r"(?i)^(?:that\s+)?(?:you|she|he|they)\s+(?!were\s)")
# Verbs of a past without -ed that people begin with; the rest is asked about.
_DID = re.compile(
    r"(?i)(?:\w+ed|let|gave|took|showed|shown|drew|made|drove|walked|brought|came|went"
    r"|kept|held|left|sat|stood|spent|read|wrote|sent|put|got|met|knew|saw|did|didn't"
    r"|found|told|taught|thought|made|ran|spoke|began|broke|built|bought|caught|chose"
    r"|cut|fed|felt|had|heard|hit|laid|led|lent|lit|lost|meant|paid|rang|rode|set|shook"
    r"|shut|sang|stuck|stopped|threw|understood|woke|won|were|never|not|even)\b"
)
_NEXT_SENTENCE = re.compile(r"(?:(?<=\w{4}[.!])|(?<=\?))\s+(?=[A-Z])")
_BY = re.compile(r"(?i)\s+(?:by|on)\s+(?=\S+(?:\s+\S+){0,4}$)|\s+(?=tomorrow$)")


def job(answer: str, today: date) -> Said:
    """Read "Corvane Ferries, Software Engineer, yesterday", or its beginning."""
    parts = [part for part in re.split(r"\s*[,;]\s*", answer) if part] or [answer]
    said: dict[str, str] = {}
    for count in (2, 1):  # "June 2, 2026" has a comma of its own
        if len(parts) > count and (day := day_of(", ".join(parts[-count:]), today)):
            said["date"] = day.isoformat()
            del parts[-count:]
            break
    if len(parts) > 1 and _FIRM.fullmatch(parts[1]):
        parts[:2] = [", ".join(parts[:2])]
    if len(parts) > 1 and _LOOKS_LIKE_A_DAY.fullmatch(parts[-1]):
        raise ValueError(
            f"{parts[-1]!r} is no day; as in yesterday, 2 June, 2026-06-02"
        )
    title, at, firm = parts[0].rpartition(" at ") if len(parts) == 1 else ("", "", "")
    said["employer.name"] = firm if at else parts[0]
    if title or parts[1:]:
        said["position.title"] = title or ", ".join(parts[1:])
    return said


def day_of(answer: str, today: date) -> date | None:
    """Read a day that is over, or nearly: yesterday, Tuesday, 2 June, June 2nd."""
    words = re.sub(
        r"^(?:(?:on|last|this)\s+)?(?:the\s+)?", "", answer.strip(" .").lower()
    )
    if words in {"today", "yesterday"}:
        return days_after(today, -(words == "yesterday"))
    known = [n for n, name in enumerate(WEEKDAYS) if _is_short_for(words, name)]
    if known:
        return days_after(today, -((today.weekday() - known[0]) % 7))
    match = _DAY.fullmatch(words) or _MONTH.fullmatch(words)
    months = [
        n for n, m in enumerate(MONTHS, 1) if match and _is_short_for(match["month"], m)
    ]
    if match is None or not months:
        return _iso(words)
    year = int(match["year"].strip(" ,")) if match["year"] else 0
    years = [year] if year else [today.year + n for n in (0, -1, 1)]
    days = [_iso(f"{y:04}-{months[0]:02}-{int(match['day']):02}") for y in years]
    near = [d for d in days if d and (year or abs((d - today).days) <= _HALF_A_YEAR)]
    return near[0] if near else None


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
    said: dict[str, str] = {}
    for part in rest:
        meant = role_and_title(part)
        is_role = meant["role"] in set(Role)
        if "name" not in said and not (is_role and part.islower()):
            said |= _titled(part)
        elif is_role and "role" not in said:
            said |= meant
        else:
            said.setdefault("title", part)
    return said | told


def role_and_title(answer: str) -> dict[str, str]:
    """Give the role that is meant, and the title if it is more than the role's word.

    What nobody can place comes back unchanged.
    """
    plain = answer.lower().replace("-", " ").replace("_", " ").strip(" .")
    for number, one in enumerate(Role, 1):
        if plain in {str(number), one.replace("_", " "), _SHORT.get(one)}:
            return {"role": one}
    for one, words in _MEANT.items():
        if re.search(rf"\b(?:{words})\b", plain):
            return {"role": one, "title": answer}
    return {"role": answer}


def bare(answer: str) -> str:
    """Give the address alone, of "Dana <dana@corvane.example>" too."""
    found = ADDRESS.search(answer)
    return found[1] if found else answer


def stayed(answer: str, kind: str = "") -> Said:
    """Read "asked how long a bad plan may stay live", and what follows it.

    With `kind` known, the answer is its field's own words. ValueError where nobody can
    tell whether it was said, asked, done or noticed.
    """
    first, *more = _NEXT_SENTENCE.split(answer, maxsplit=1)
    words = first if kind else _LEAD.sub("", first, count=1).strip()
    readers = ((_TOLD, "they_said"), (_STRUCK, "impressed_by"), (_ASKED, "asked"))
    found = [
        (match, name) for pattern, name in readers if (match := pattern.match(words))
    ]
    if found and (not kind or found[0][1] == kind):
        words, kind = words[found[0][0].end() :], found[0][1]
    elif not kind and not _DID.match(words):
        raise ValueError(
            "begin with what it was: said ..., asked ..., let me drive; or noticed ..."
        )
    kind = kind or "moment"
    words = words.rstrip(".") if more else words
    return {kind: words} | ({second_of(kind): more[0]} if more else {})


def kind_of(answer: str) -> str:
    """Give the field of `said`, `s` or `1`; empty where it is more than the kind."""
    plain = answer.lower().strip(" .")
    for number, (word, field) in enumerate(KINDS.items(), 1):
        if plain in {word, word[0], str(number)}:
            return field
    return ""


def second_of(kind: str) -> str:
    """Name the field of what you thought of it, or would say now."""
    return "answer" if kind == "asked" else "reaction"


def promise(answer: str, said_on: date, calendar: Calendar) -> Said:
    """Read "send the plan by Thursday": what, and by which day."""
    words = re.sub(r"(?i)^(?:to|i would|i will|i'd|i'll)\s+", "", answer.rstrip(" ."))
    for match in reversed(list(_BY.finditer(words))):
        try:
            day = understand(words[match.end() :], said_on, calendar)
        except (ValueError, OverflowError):
            continue
        if day:
            return {"promised": words[: match.start()], "due": day.isoformat()}
    return {"promised": words}


def _address(answer: str) -> tuple[dict[str, str], list[str]]:
    """Take the address out of an answer; what is left, in its parts."""
    found = ADDRESS.findall(answer)
    if len(found) > 1:
        raise ValueError("more than one address; one person at a time")
    rest = [part for part in _APART.split(ADDRESS.sub(",", answer)) if part.strip()]
    return ({"email": found[0]} if found else {}), [part.strip() for part in rest]


def _titled(name: str) -> dict[str, str]:
    first, _, rest = name.partition(" ")
    if len(name.split()) >= _TITLED and first.rstrip(".").lower() in TITLES:
        return {"honorific": first, "name": rest}
    return {"name": name}


def _is_short_for(word: str, name: str) -> bool:
    return len(word) >= _SHORTEST and name.lower().startswith(word.rstrip("."))


def _iso(text: str) -> date | None:
    try:
        return (
            date.fromisoformat(text)
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
            else None
        )
    except ValueError:
        return None
