"""The drafts as one page for a browser: to look at, and to copy what may leave.

The follow-up stands on it as a picture: days from left to right, one track a line. No
state is told by colour alone, and a list beside the picture says the same.

`templates/page/` has all words and shapes; what it asks for stands here. Jinja escapes
all it prints; what is HTML already (a letter's own, cleaned once more) is marked so in
one place. A strict Content-Security-Policy names our script and style by their hash, so
that nothing else could run or be fetched, whatever a field holds. Only a `Cleared` gets
buttons: what the guard refused is shown as refused, and can be read.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from drafter.draft import (
    FACE_SIZE,
    FACE_WIDTH,
    HANDS,
    SIZES,
    Draft,
    Kind,
    Panel,
    panel,
    wrapped,
)
from drafter.guard import Cleared, Refused
from drafter.guard.note import Note
from drafter.guard.words import tokens
from drafter.language import MONTHS, day_in_words, days_after, packaged_folder
from drafter.planning import State
from drafter.templating.letters import PAGE
from drafter.templating.markup import clean
from drafter.words import CONTROL, shortened, width


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Statement
    from drafter.planning import Step

MARK = b'<meta name="generator" content="drafter">'
"""By this line a page is known to be ours, and may be made anew."""
_FONTS = Path(__file__).parents[1] / "fonts"
_EMBEDDED_MAX = 40_000
"""Bytes of an .eml that the page carries along; a larger one lies beside it."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_NAMES = ("name", "address_as", "given", "family", "honorific")
_LABELS, _WIDE = 206, 928
"""Of the drawing, in its own units: the names at the left, and all of it."""
_DAYS_MAX = 180
_LETTER, _WORDS_MAX, _BESIDE = 6.4, 44, 14
"""How wide a letter is about, how many a remark has at most, how far off its mark."""
_NUMBERED = 20
"""Days at least this wide have their numbers."""
_GRAVEST = (State.LATE, State.DUE, State.WAITING, State.REFUSED, State.DONE)
_KINDS = {
    Kind.THANK_YOU: ("Thank-you emails", "sent"),
    Kind.CARD: ("Cards", "posted"),
    Kind.LINKEDIN: ("LinkedIn", "asked"),
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

    @property
    def is_cleared(self) -> bool:
        """Whether the guard lets it pass."""
        return isinstance(self.verdict, Cleared)

    @property
    def is_ready(self) -> bool:
        """Whether it may leave as it stands here."""
        return self.is_cleared and self.state not in ("kept", "sent")

    @property
    def text(self) -> str:
        """Its words."""
        return self.draft.text.rstrip("\n")

    @property
    def html(self) -> str:
        """The same as a mail program shows them."""
        return Markup(clean(self.draft.html))  # noqa: S704 - cleaned

    @property
    def room(self) -> Panel:
        """What a card holds."""
        assert self.draft.interview
        return panel(self.draft.interview.card, self.draft.interview.you.handwriting)

    @property
    def lines(self) -> tuple[str, ...]:
        """A card, as a hand would break it."""
        return wrapped(self.text, self.room.characters)

    @property
    def units(self) -> int:
        """How many characters it has as LinkedIn counts them."""
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2

    @property
    def mailto(self) -> str:
        """What opens it in the mail program, if it may leave."""
        return mailto(self.draft) if self.is_ready and self.draft.recipient else ""

    @property
    def eml(self) -> str:
        """The file itself, carried in the page; a large one is that beside the page."""
        if not self.is_ready or not self.draft.is_mail:
            return ""
        if len(self.data) > _EMBEDDED_MAX:
            return quote(self.name) if self.state else ""
        return "data:message/rfc822;base64," + base64.b64encode(self.data).decode()

    @property
    def sources(self) -> Iterator[tuple[str, list[str]]]:
        """Each sentence with the fields of the notes that it tells."""
        note = Note(self.draft)
        known = [
            (field.name, words)
            for field in (*note.own, *note.shared)
            if field.name not in _NAMES and (words := _words(field.value))
        ]
        for sentence in note.sentences:
            said = _words(sentence.text)
            names = (n for n, words in known if _holds(said, words))
            yield sentence.text, [*dict.fromkeys(names)]


def preview(interview: Interview, sheets: Sequence[Sheet], **facts: object) -> bytes:
    """Give the page of one interview; `facts` stand around its drafts."""
    people: dict[str, list[tuple[str, Sheet]]] = {}
    for number, sheet in enumerate(sheets):
        person = sheet.draft.interviewer
        assert person  # composed for somebody
        people.setdefault(person.id, []).append((f"d{number}", sheet))
    styles = _styles(interview, sheets)
    drafts = [*people.values()]
    return render("preview.html", styles, interview=interview, people=drafts, **facts)


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
    body = draft.text.rstrip("\n").replace("\n", "\r\n")
    local, domain, subject, words = (
        quote(part, safe="") for part in (*draft.recipient, draft.subject, body)
    )
    return f"mailto:{local}@{domain}?subject={subject}&body={words}"


def _words(text: str) -> tuple[str, ...]:
    return tokens(text.rstrip(".")).words


def _holds(said: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a field stands in the sentence, or the sentence in the field."""
    short, long = sorted((said, words), key=len)
    starts = range(len(long) - len(short) + 1)
    return any(long[i : i + len(short)] == short for i in starts)


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
    data = base64.b64encode((_FONTS / f"Caveat-{name}.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data})"
    return f"@font-face{{font-family:Caveat-{name};src:{source} format('woff2')}}"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _source(name: str) -> str:
    return (packaged_folder() / PAGE / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(packaged_folder() / PAGE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    environment.filters |= {"day": day_in_words, "shortened": shortened}
    return environment


def _seen(value: object) -> object:
    """What a browser would obey in silence is written out, as `U+202E` would be."""
    if not isinstance(value, str):
        return value
    shown = re.sub(CONTROL, lambda m: m[0].encode("unicode_escape").decode(), value)
    return Markup(shown) if isinstance(value, Markup) else shown  # noqa: S704 - as it was


class Mark(NamedTuple):
    """One thing on its day; `state` says how it is drawn."""

    on: date
    state: str
    words: str = ""
    """Beside it, if there is room."""
    since: date | None = None
    """A bar leads from this day to the mark."""


class Track(NamedTuple):
    """One line of the picture."""

    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Picture:
    """Tracks over the days they are about, and where each day stands."""

    tracks: Sequence[Track]
    today: date
    calendars: Sequence[Calendar]
    """A day that every one has off is shaded."""
    width: int = _WIDE

    @cached_property
    def days(self) -> list[date]:
        """All that are drawn."""
        known = [self.today, *(mark.on for one in self.tracks for mark in one.marks)]
        start, last = days_after(min(known), -1), max(known)
        if (last - start).days > _DAYS_MAX:
            start = max(start, days_after(self.today, -_DAYS_MAX // 2))
        length = min((last - start).days + 3, _DAYS_MAX)
        return [days_after(start, number) for number in range(length)]

    @property
    def step(self) -> float:
        """How wide a day is."""
        return (_WIDE - _LABELS) / len(self.days)

    def x(self, day: date, part: float = 0.5) -> float:
        """The middle of a day, or another part; what lies beyond is at the edge."""
        place = min(max((day - self.days[0]).days, 0), len(self.days) - 1)
        return round(_LABELS + (place + part) * self.step, 1)

    @property
    def numbered(self) -> list[date]:
        """The days whose number is written: all, else today and the Mondays off it."""
        return [
            day
            for day in self.days
            if day == self.today
            or self.step >= _NUMBERED
            or (
                not day.weekday()
                and abs((day - self.today).days) * self.step > _NUMBERED
            )
        ]

    @property
    def months(self) -> list[tuple[date, str]]:
        """The first day of each month that is drawn, and its name."""
        firsts = [day for day in self.days if day == self.days[0] or day.day == 1]
        return [(day, MONTHS[day.month - 1]) for day in firsts]

    @cached_property
    def off(self) -> list[tuple[date, str]]:
        """The days off, and why."""
        found = []
        for day in self.days:
            reasons = [one.why_off(day) for one in self.calendars]
            if reasons and all(reasons):
                found.append((day, reasons[0]))
        return found

    @property
    def holidays(self) -> list[str]:
        """Those that are no day of a weekend, in words."""
        named = ((day_in_words(day), why) for day, why in self.off)
        return [f"{day}: {why}" for day, why in named if not day.startswith(why)]

    def beside(self, mark: Mark) -> tuple[str, float, str]:
        """A mark's words, where they stand, and whether they start or end there."""
        words, x = shortened(mark.words, _WORDS_MAX), self.x(mark.on)
        if x + _BESIDE + width(words) * _LETTER <= _WIDE:
            return words, x + _BESIDE, "start"
        return words, min(x, self.x(mark.since or mark.on)) - _BESIDE, "end"


def tracks(
    interview: Interview, steps: Sequence[Step], said: Statement
) -> tuple[Track, ...]:
    """Give a line each to the interview, what is to be done, and the day they named."""
    found = [Track("Interview", (Mark(interview.date, "plain"),))]
    for kind, (label, done) in _KINDS.items():
        if same := [step for step in steps if step.kind is kind]:
            found.append(Track(label, (_together(same, done),)))
    for step in steps:
        person = interview.by_id(step.interviewer_id)
        if step.kind is Kind.TAKEAWAY and person:
            task = person.takeaways[step.item - 1].task
            done = "kept" if step.state is State.DONE else "promised"
            mark = Mark(step.due, step.state, done, interview.date)
            found.append(Track(f"{person.called(interview.tone)}: {task}", (mark,)))
    if said.until:
        found.append(Track("They decide", (Mark(said.until, "theirs", said.words),)))
    asked = [step for step in steps if step.kind is Kind.CHECK_IN]
    marks = tuple(Mark(s.earliest, s.state, _from(s)) for s in asked)
    return (*found, Track("Check in", marks)) if marks else tuple(found)


def _from(step: Step) -> str:
    return "done" if step.state is State.DONE else f"from {day_in_words(step.earliest)}"


def _together(steps: Sequence[Step], done: str) -> Mark:
    """One mark for everybody of one kind: the latest day, the gravest state."""
    state = min((step.state for step in steps), key=_GRAVEST.index)
    many = sum(step.state is State.DONE for step in steps)
    return Mark(
        on=max(step.due for step in steps),
        state=state,
        words=f"{many} of {len(steps)} {done}",
        since=min(step.earliest for step in steps),
    )
