"""The field table: every key a file may hold, what it is, and the words asking for it.

Every scalar arrives as text, and only the kind of its field turns it into something
else, so `name: No` and `asked: 14:30` stay what was typed. A parser says what is wrong
as `ValueError(fact, remedy)`; `records` adds the field and the place.

The typed reading, the JSON Schema and the questions of `drafter new` all come from
these rows. A help with `___` is a sentence that the value finishes: what reads well
there reads well in a note. What takes the whole file (enough said, ids, the timeline's
words) only reading it checks.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.address import Address
from drafter.interview import CardSize, Handwriting, Role, Stage, Tone
from drafter.language import languages
from drafter.reading.located import Keyed, Node, place_of
from drafter.reading.records import (
    Field,
    Shape,
    list_of,
    mapping,
    mappings,
    named,
    object_schema,
    one_of,
    parsed,
    shortened,
    words,
)
from drafter.words import not_in_a_name


if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.errors import Location, Problem

# What people write where they know nothing; as a whole field only. Names are exempt:
# somebody is called None, and No.
_NOTHING = re.compile(
    r"(?:null|nil|none|~|n/?a|tbd|tbc|to-?do|fixme|x{3,}|\?+|-+|\.{3,}|…"
    r"|\[[^\]]+\]|<[^<>]+>|\{\{? *[a-z_][a-z0-9_. ]*\}?\})\Z",
    re.IGNORECASE,
)
_NO_SENTENCE = frozenset("nNtTfFxX~?-.…[<{")
"""With what such a thing begins, so that nothing else is compared with all of them."""
_YEARS = range(2000, 2100)  # beyond, a date is a slip, and calendars run out
_PORT_MAX = 65535


def _text(text: str) -> str:
    if text[:1] in _NO_SENTENCE and _NOTHING.match(text):
        raise ValueError(f"{text!r} says nothing", "fill it in, or delete the line")
    return text


def _name(text: str) -> str:
    if odd := not_in_a_name(text):
        remedy = "type the name anew: it was pasted with what nobody sees"
        raise ValueError(f"it has {odd}", remedy)
    return text


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        written = " or ".join(_as_written(text)) or "2026-06-02"
        raise ValueError(f"{shortened(text)!r} is not a date", f"write it as {written}")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} does not exist", "look it up in a calendar") from None
    if day.year not in _YEARS:
        raise ValueError(f"{text} is not in this century", "mend the year")
    return day


def _as_written(text: str) -> list[str]:
    """Find the days that 26.11.2026 or 3/4/2026 can be, the day put first and last."""
    found = re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", text)
    if not found:
        return []
    first, stop, second, year = found.groups()
    days = []
    for month, day in [(second, first), (first, second)][: 1 if stop == "." else 2]:
        with suppress(ValueError):
            days.append(str(date(int(year), int(month), int(day))))
    return list(dict.fromkeys(days))


def _due(text: str) -> date | str:
    """Take a date, or words for the calendar: "Thursday", "by Friday"."""
    return _day(text) if re.match(r"\d+[-./]\d|\d+\Z", text) else _text(text)


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
    if text.upper() == "UK" or not re.fullmatch("[A-Za-z]{2}", text):
        remedy = "did you mean GB?" if text.upper() == "UK" else "as in US, DE, JP"
        fact = f"{shortened(text)!r} is not a two-letter country code"
        raise ValueError(fact, remedy)
    return text.upper()


def _like(
    form: str, fact: str, remedy: str, make: Callable[[str], Any] = str
) -> Callable[[str], Any]:
    """Make the parser of a text in one form; `fact` says what another one is not."""

    def parse(text: str) -> Any:
        if not re.fullmatch(form, text):
            raise ValueError(f"{shortened(text)!r} {fact}", remedy)
        return make(text)

    return parse


def _port(text: str) -> int:
    number = int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0
    if not 0 < number <= _PORT_MAX:
        raise ValueError(f"{shortened(text)!r} is not a port", "993 is the usual one")
    return number


NAME = parsed(_name)
TITLE = parsed(lambda text: _name(_text(text)))
TEXT = parsed(_text)
DAY = parsed(_day, {"type": "string", "format": "date"})
DUE = parsed(_due)
YES_NO = parsed(
    _like(
        "(?i)yes|true|on|no|false|off",
        "is neither yes nor no",
        "write yes or no",
        lambda text: text.lower() in {"yes", "true", "on"},
    ),
    {"type": ["boolean", "string"], "pattern": "^([YyNnTtFfOo])[A-Za-z]{1,4}$"},
)
EMAIL = parsed(_email, {"type": "string"})
DOMAIN = parsed(_domain, {"type": "string"})
COUNTRY = parsed(_country, {"type": "string", "pattern": "^[A-Za-z]{2}$"})
_WITH_COUNTRY = "write it with the country, as in +1 207 555 0142"
PHONE = parsed(_like(r".*\d.*", "is not a telephone number", _WITH_COUNTRY))
LINK = parsed(
    _like(r"(?i)https?://[^\s/?#]+\S*", "is not a link", "it begins with https://"),
    {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
)
LINES = parsed(_text, lines=True)
PATH = parsed(Path)
PORT = parsed(_port, {"type": ["integer", "string"]})
_WORDS = list_of(parsed(str))  # `TBD` is for `understand` to judge


class Said(NamedTuple):
    """One statement as typed; `on` is None when it was said at the interview."""

    on: date | None
    words: str
    where: Location


def _statements(node: Node, name: str, problems: list[Problem]) -> Any:
    said: list[tuple[date | None, Node]] = [(None, node)]
    if isinstance(node, Keyed):
        days = ((DAY.read(key, name, problems), one) for key, one in node.entries)
        said = [(on, one) for on, one in days if on is not None]
    found = [
        Said(on, text, place_of(under))
        for on, under in said
        for text in _WORDS.read(under, name, problems) or ()
    ]
    return tuple(found) or None


_BY_DAY = {
    "type": "object",
    "patternProperties": {r"^\d{4}-\d{2}-\d{2}$": _WORDS.schema},
    "additionalProperties": False,
}
TIMELINE = Shape(_statements, {"anyOf": [*_WORDS.schema["anyOf"], _BY_DAY]})


MOST_INTERVIEWERS = 12

YOU = (
    Field("name", NAME, "your full name, as you sign"),
    Field("email", EMAIL, "your address: emails are from it"),
    Field("phone", PHONE, "your number with its country; the phone script gives it"),
    Field("linkedin", TEXT, "your profile, as it stands under your emails"),
    Field("postal", list_of(TEXT), "the lines of your return address"),
    Field("country", COUNTRY, "your country: US, DE, JP, ..."),
    Field("handwriting", one_of(Handwriting), "how large you write"),
    Field("linkedin_premium", YES_NO, "yes: connection notes may have 300 characters"),
    Field("past_employers", list_of(NAME), "employers any note may name"),
    Field("others", list_of(NAME), "employers you also talk to: no note names them"),
)

EMPLOYER = (
    Field("name", NAME, "the employer's name, as they write it", required=True),
    Field("short", NAME, "the name as one says it in a sentence"),
    Field("domain", DOMAIN, "what follows the @ in their addresses"),
    Field("allowed_domains", list_of(DOMAIN), "other domains they write from"),
    Field("country", COUNTRY, "whose weekend and holidays count: US, DE, JP, ..."),
    Field("region", TEXT, "the state or province whose holidays count"),
    Field("postal", list_of(TEXT), "the lines of the office address, for the card"),
)

POSITION = (
    Field("title", TITLE, "the job's title, as they write it", required=True),
    Field("short", TITLE, "I am interested in the ___ role"),
    Field("team", TITLE, "I would be happy to join the ___ team"),
)

TAKEAWAY = (
    Field("promised", TEXT, "I said I would ___", required=True),
    Field("due", DUE, "the day you said; else the next business day"),
    Field("here_is", TEXT, "Here is ___"),
    Field("pointer", TEXT, "which part is useful, and why"),
    Field("file", PATH, "the file to attach; its path starts at this file"),
    Field("link", LINK, "or where it can be read"),
)

_LANGUAGE = Field(
    "language", one_of(languages()), "the language of the notes, if not English"
)
INTERVIEWER = (
    Field("name", NAME, "the full name, spelt as they spell it", required=True),
    Field("id", NAME, "a short name for files and --only; else made from the name"),
    Field("given", NAME, "the given name"),
    Field("family", NAME, "the family name"),
    Field("address_as", NAME, "the name they gave as theirs"),
    Field("honorific", TITLE, "Ms., Mr., Mx., Dr., Prof., only if you know"),
    Field("role", one_of(Role), "what they are to the job"),
    Field("title", TITLE, "their job title"),
    Field("email", EMAIL, "their own address; leave it out rather than guess"),
    Field("phone", PHONE, "their number"),
    Field("personal_mailbox", YES_NO, "yes: an address like team@ is theirs alone"),
    Field("linkedin_ok", YES_NO, "no: no connection note"),
    Field("topics", list_of(TEXT), "We talked about ___", required=True, judged=True),
    Field("they_said", TEXT, "You said that ___"),
    Field("reaction", TEXT, "what you thought when they said it"),
    Field("quote", TEXT, "their own words, 25 at most"),
    Field("asked", TEXT, "You asked ___"),
    Field("answer", TEXT, "what you would say to it now"),
    Field("thanks_for", TEXT, "Thank you for ___"),
    Field("impressed_by", TEXT, "I was struck by ___"),
    Field("moment", TEXT, "I liked that you ___"),
    Field("my_link", TEXT, "what you have done that connects"),
    Field("own_words", TEXT, "what you would say to them"),
    Field("card_detail", TEXT, "something else, for the card"),
    Field("close", TEXT, "your last sentence to them, in place of a wish of ours"),
    Field("letter", LINES, "instead of all this: your own whole email to them"),
    Field("card", LINES, "likewise: your own whole card"),
    _LANGUAGE,
    Field("takeaways", mappings(TAKEAWAY, short="promised"), "what you promised them"),
)

CONTACT = (
    Field("id", NAME, "an interviewer's id"),
    Field("name", NAME, "or someone else's full name"),
    Field("email", EMAIL, "their own address"),
    Field("phone", PHONE, "their number"),
    Field("channel", one_of(("email", "phone")), "how they asked to be reached"),
)

_TONE = Field("tone", one_of(Tone), "formal, warm or brief")
_CARD = Field("card", one_of(CardSize), "the size of your cards")
_WHEN = "when they decide: their words, a date, or `unknown`"
_PEOPLE = mappings(INTERVIEWER, MOST_INTERVIEWERS)

INTERVIEW = (
    Field("you", mapping(YOU), "who you are; may stand in config.yaml"),
    Field("employer", mapping(EMPLOYER, "name"), "where it was", required=True),
    Field("position", mapping(POSITION, "title"), "the job", required=True),
    Field("date", DAY, "the day of the interview", required=True),
    Field("stage", one_of(Stage), "how far along it was"),
    _TONE,
    _LANGUAGE,
    _CARD,
    Field("timeline", TIMELINE, _WHEN, required=True),
    Field("next_step", TEXT, "They said the next step is ___"),
    Field("reasons", list_of(TEXT), "why you want this job"),
    Field("contact", mapping(CONTACT, "id"), "whom to ask, if not clear"),
    Field("interviewers", _PEOPLE, "who interviewed you", required=True),
)

ACCOUNT = (
    Field("address", EMAIL, "the From address it is for", required=True),
    Field("host", TEXT, "the IMAP server; known for the big providers"),
    Field("port", PORT, "993, unless they say otherwise"),
    Field("tls", one_of(("implicit", "starttls", "none")), "how it is encrypted"),
    Field("ca_file", PATH, "an own certificate authority"),
    Field("user", TEXT, "the login, if it is not the address"),
    Field("auth", one_of(("password", "xoauth2", "oauthbearer")), "how to log in"),
    Field("password_command", words(), "a program that prints the password"),
    Field("token_command", words(), "a program that prints an access token"),
    Field("drafts", TEXT, "the Drafts folder, where the server marks none"),
)

CONFIG = (
    Field("you", mapping(YOU), "who you are, for every interview"),
    Field("body", one_of(("both", "text")), "both: text and HTML; text: no HTML"),
    _TONE,
    _LANGUAGE,
    _CARD,
    Field("templates", PATH, "a folder of letters you share; after your own"),
    Field("accounts", named(mapping(ACCOUNT)), "your IMAP accounts, each by a name"),
)


SOURCE = "https://github.com/thankyou-drafter/drafter"
"""Where the project lives, as in pyproject.toml."""
_TITLES = {
    "interview": ("drafter: one interview day at one employer", INTERVIEW),
    "config": ("drafter: config.yaml, what holds for every interview", CONFIG),
}


def json_schema(of: str = "interview") -> dict[str, object]:
    """Make the schema of an interview file, or of config.yaml."""
    title, fields = _TITLES[of]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{SOURCE}/blob/main/docs/{of}.schema.json",
        "title": title,
        **object_schema(fields),
    }


def schema_text(of: str = "interview") -> str:
    """Write the schema as its file holds it."""
    return json.dumps(json_schema(of), indent=2, ensure_ascii=False) + "\n"
