"""The kinds of text: one line, a name, a day, a yes/no, an address, several lines.

Every scalar arrives as text, and only these turn it into something else, so `name: No`
and `asked: 14:30` stay what was typed. A parser says what is wrong as
`ValueError(fact, remedy)`; the shape adds the field and the place.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from drafter.address import Address
from drafter.reading.records import shortened
from drafter.reading.shapes import lines_of, parsed


# What people write where they know nothing; as a whole field only. Names are exempt:
# somebody is called None, and No.
_NOTHING = re.compile(
    r"(?:null|nil|none|~|n/?a|tbd|tbc|to-?do|fixme|x{3,}|\?+|-+|\.{3,}|…)\Z",
    re.IGNORECASE,
)
_YEARS = range(2000, 2100)  # beyond, a date is a slip, and calendars run out
_YES_NO = {
    "yes": True,
    "true": True,
    "on": True,
    "no": False,
    "false": False,
    "off": False,
}
_COUNTRY_LENGTH = 2
_PORT_MAX = 65535


def _text(text: str) -> str:
    if _NOTHING.match(text):
        raise ValueError(f"{text!r} says nothing", "fill it in, or delete the line")
    return text


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{shortened(text)!r} is not a date", "write it as 2026-06-02")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} does not exist", "look it up in a calendar") from None
    if day.year not in _YEARS:
        raise ValueError(f"{text} is not in this century", "mend the year")
    return day


def _due(text: str) -> date | str:
    """Take a date, or words for the calendar: "Thursday", "by Friday"."""
    return _day(text) if re.match(r"\d+[-./]\d|\d+\Z", text) else _text(text)


def _yes_no(text: str) -> bool:
    if text.lower() not in _YES_NO:
        raise ValueError(
            f"{shortened(text)!r} is neither yes nor no", "write yes or no"
        )
    return _YES_NO[text.lower()]


def _email(text: str) -> Address:
    try:
        return Address.parse(text)
    except ValueError as error:
        remedy = "one address, or leave the line out rather than guess"
        raise ValueError(str(error), remedy) from None


def _domain(text: str) -> str:
    try:
        return Address.parse(f"a@{text.removeprefix('@')}").domain
    except ValueError:
        fact = f"{shortened(text)!r} is not a domain"
        raise ValueError(fact, "what follows the @, as in corvane.example") from None


def _country(text: str) -> str:
    spelt = len(text) == _COUNTRY_LENGTH and text.isascii() and text.isalpha()
    if text.upper() == "UK" or not spelt:
        remedy = "did you mean GB?" if text.upper() == "UK" else "as in US, DE, JP"
        raise ValueError(
            f"{shortened(text)!r} is not a two-letter country code", remedy
        )
    return text.upper()


def _phone(text: str) -> str:
    if not any(c.isdigit() for c in text):
        fact = f"{shortened(text)!r} is not a telephone number"
        raise ValueError(fact, "write it with the country, as in +1 207 555 0142")
    return text


def _link(text: str) -> str:
    if not re.fullmatch(r"(?i)https?://[^\s/?#]+\S*", text):
        raise ValueError(
            f"{shortened(text)!r} is not a link", "it begins with https://"
        )
    return text


def _port(text: str) -> int:
    number = int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0
    if not 0 < number <= _PORT_MAX:
        raise ValueError(f"{shortened(text)!r} is not a port", "993 is the usual one")
    return number


NAME = parsed(str)
TEXT = parsed(_text)
DAY = parsed(_day, {"type": "string", "format": "date"})
DUE = parsed(_due)
YES_NO = parsed(
    _yes_no,
    {
        "anyOf": [
            {"enum": ["yes", "no", True, False]},
            {"type": "string", "pattern": "^([Yy]|[Nn]|[Tt]|[Ff]|[Oo])[A-Za-z]{1,4}$"},
        ]
    },
)
EMAIL = parsed(_email, {"type": "string"})
DOMAIN = parsed(_domain, {"type": "string"})
COUNTRY = parsed(_country, {"type": "string", "pattern": "^[A-Za-z]{2}$"})
PHONE = parsed(_phone)
LINK = parsed(_link, {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})
LINES = lines_of(_text)
PATH = parsed(Path)
PORT = parsed(_port, {"type": ["integer", "string"]})
