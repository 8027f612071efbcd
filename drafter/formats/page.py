"""The drafts as one page for a browser: to look at, and to copy what may leave.

Jinja escapes all it prints; what is HTML already (a letter's own, cleaned once more) is
marked so in one place. A strict Content-Security-Policy names our script and style by
their hash, so that nothing else could run or be fetched, whatever a field holds. Only a
`Cleared` gets buttons: what the guard refused is shown as refused, and can be read.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from drafter.card_fit import FACE_SIZE, FACE_WIDTH, HANDS, SIZES, panel, wrapped
from drafter.dates import day_in_words
from drafter.draft import Draft, Kind
from drafter.guard import Cleared, Refused
from drafter.guard.note import Note
from drafter.guard.words import tokens
from drafter.language import packaged_folder
from drafter.templating.letters import PAGE
from drafter.templating.markup import clean


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from drafter.interview import Interview, Interviewer

MARK = b'<meta name="generator" content="drafter">'
"""By this line a page is known to be ours, and may be made anew."""
FONTS = Path(__file__).parents[1] / "fonts"
_EMBEDDED_MAX = 40_000
"""Bytes of an .eml that the page carries along; a larger one lies beside it."""
_OBEYED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What would hide or reorder the words around it."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_TITLES = {
    Kind.THANK_YOU: "Thank-you email",
    Kind.CARD: "Card",
    Kind.LINKEDIN: "LinkedIn note",
    Kind.TAKEAWAY: "What you promised",
    Kind.CHECK_IN: "Check-in",
    Kind.PHONE: "Check-in by phone",
}


class Sheet(NamedTuple):
    """One draft on the page."""

    verdict: Cleared | Refused
    name: str
    """Of its file."""
    data: bytes = b""
    state: str = ""
    """What became of that file. A `kept` email the user changed, and these are not its
    words; `yours` are; a `sent` one is history."""

    @property
    def draft(self) -> Draft:
        """What it says."""
        return self.verdict.draft


class Todo(NamedTuple):
    """One thing to do, as the list beside the picture says it."""

    state: str
    who: str
    what: str
    when: str
    command: str
    employer: str = ""


class Contents(NamedTuple):
    """What stands on the page of one interview."""

    interview: Interview
    sheets: Sequence[Sheet]
    drawing: Mapping[str, object]
    """Of the follow-up; see `picture`."""
    todo: Sequence[Todo]
    today: date
    remarks: Sequence[str] = ()


def preview(told: Contents, *, watching: bool = False) -> bytes:
    """Give the page of one interview; one that is watched looks again by itself."""
    interview, sheets = told.interview, told.sheets
    people: dict[str, tuple[Interviewer, list[dict[str, object]]]] = {}
    for number, sheet in enumerate(sheets):
        person = sheet.draft.interviewer
        assert person  # composed for somebody
        shown = _shown(sheet, interview, f"d{number}")
        people.setdefault(person.id, (person, []))[1].append(shown)
    return render(
        "preview.html",
        _styles(interview, sheets),
        title=f"{interview.employer.name}, {day_in_words(interview.date)}",
        interview=interview,
        day=day_in_words(interview.date, year=True),
        today=day_in_words(told.today),
        people=list(people.values()),
        p=told.drawing,
        label="The follow-up, day by day; the list below says the same",
        todo=told.todo,
        remarks=told.remarks,
        refused=sum(isinstance(sheet.verdict, Refused) for sheet in sheets),
        watching=watching,
    )


class Search(NamedTuple):
    """What stands on the page of all interviews."""

    drawing: Mapping[str, object]
    now: Sequence[Todo]
    later: Sequence[Todo]
    quiet: Sequence[tuple[str, str, str]]
    """Employer, standing and why, of what is decided or done."""
    today: date
    remarks: Sequence[str] = ()


def search(told: Search) -> bytes:
    """Give the page of a whole search."""
    return render(
        "status.html",
        title="Your search",
        today=day_in_words(told.today, year=True),
        p=told.drawing,
        label="Every interview, day by day; the lists say the same",
        told=told,
        watching=False,
    )


def trouble(lines: Sequence[str], *, watching: bool) -> bytes:
    """Give the page for notes that cannot be read: what is wrong, and where."""
    title = "The notes cannot be read yet"
    return render("trouble.html", title=title, lines=lines, watching=watching)


def render(template: str, styles: str = "", **facts: object) -> bytes:
    """Give a page of ours, its policy naming exactly the style and script it has."""
    style = _source("page.css") + styles
    script = _source("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " font-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template).render(
        style=Markup(style), script=Markup(script), policy=policy,  # noqa: S704 - ours
        mark=Markup(MARK.decode()), **facts,  # noqa: S704 - likewise
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def mailto(draft: Draft) -> str:
    """Open the draft in the mail program: one recipient, a subject, the words.

    All but letters and digits is escaped (RFC 6068), so that no value can end its part
    and begin another address or header.
    """
    assert draft.recipient
    local, domain = draft.recipient
    body = draft.text.rstrip("\n").replace("\n", "\r\n")
    parts = f"subject={quote(draft.subject, safe='')}&body={quote(body, safe='')}"
    return f"mailto:{quote(local, safe='')}@{quote(domain, safe='')}?{parts}"


def sources(draft: Draft) -> list[tuple[str, tuple[str, ...]]]:
    """Give each sentence with the fields of the notes that it tells."""
    note = Note(draft)
    known = [
        (field.name, words)
        for field in (*note.own, *note.shared)
        if field.name not in ("name", "address_as", "given", "family", "honorific")
        and (words := tokens(field.value.rstrip(".")).words)
    ]
    return [
        (
            sentence.text,
            tuple(
                dict.fromkeys(n for n, words in known if _holds(sentence.text, words))
            ),
        )
        for sentence in note.sentences
    ]


def _holds(sentence: str, words: tuple[str, ...]) -> bool:
    """Whether a field stands in the sentence, or the sentence in the field."""
    said = tokens(sentence.rstrip(".")).words
    short, long = sorted((said, words), key=len)
    return any(
        long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)
    )


def _shown(sheet: Sheet, interview: Interview, key: str) -> dict[str, object]:
    """What the template says of one draft."""
    draft = sheet.draft
    cleared = isinstance(sheet.verdict, Cleared)
    own = sheet.state in ("kept", "sent")
    ready = cleared and not own
    is_card = draft.kind is Kind.CARD
    letters = draft.text.rstrip("\n")
    room = panel(interview.card, interview.you.handwriting)
    lines = wrapped(letters, room.characters) if is_card else ()
    return {
        "key": key,
        "kind": str(draft.kind),
        "title": _TITLES[draft.kind],
        "name": sheet.name,
        "draft": draft,
        "text": letters,
        "html": Markup(clean(draft.html)) if draft.html else "",  # noqa: S704 - cleaned
        "paragraphs": letters.split("\n\n"),
        "lines": lines,
        "room": room.lines,
        "over": max(len(lines) - room.lines, 0),
        "count": len(letters.encode("utf-16-le", "surrogatepass")) // 2,
        "most": 300 if interview.you.linkedin_premium else 200,
        "words": len(letters.split()),
        "cleared": cleared,
        "ready": ready,
        "state": sheet.state,
        "findings": sheet.verdict.findings,
        "sources": sources(draft),
        "mailto": mailto(draft) if ready and draft.recipient else "",
        "eml": _eml(sheet) if ready and draft.is_mail else "",
    }


def _eml(sheet: Sheet) -> str:
    """The file itself, carried in the page; a large one is that beside the page."""
    if len(sheet.data) > _EMBEDDED_MAX:
        return quote(sheet.name) if sheet.state else ""
    return "data:message/rfc822;base64," + base64.b64encode(sheet.data).decode()


def _styles(interview: Interview, sheets: Sequence[Sheet]) -> str:
    """The card's own measures, and the handwriting face its letters need."""
    width, height = SIZES[interview.card]
    _, line = HANDS[interview.you.handwriting]
    cards = "".join(s.draft.text for s in sheets if s.draft.kind is Kind.CARD)
    faces = ["Latin", *(["Cyrillic"] if _CYRILLIC.search(cards) else [])]
    css = "".join(_face(name) for name in faces)
    return css + (
        f":root{{--card-width:{width:.2f}mm;--card-height:{height:.2f}mm;"
        f"--line:{line:g}mm;--hand:{FACE_SIZE * line:.2f}mm;--wide:{FACE_WIDTH};"
        f"--face:{','.join(f'Caveat-{name}' for name in faces)}}}"
    )


def _face(name: str) -> str:
    data = base64.b64encode((FONTS / f"Caveat-{name}.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data})"
    return f"@font-face{{font-family:Caveat-{name};src:{source} format('woff2')}}"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _source(name: str) -> str:
    return (packaged_folder() / PAGE / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        loader=FileSystemLoader(packaged_folder() / PAGE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )


def _seen(value: object) -> object:
    """What a browser would obey in silence is written out, as `U+202E` would be."""
    if not isinstance(value, str):
        return value
    shown = _OBEYED.sub(lambda m: m[0].encode("unicode_escape").decode(), value)
    return Markup(shown) if isinstance(value, Markup) else shown  # noqa: S704 - as it was
