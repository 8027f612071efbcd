"""`Writer`: whether a person wrote a mail, or a program did, by its header alone.

Nothing marks them all. What a header field says is taken for certain; where only the
subject hints at it, a person may have worded that, so the mail is neither counted as an
answer nor hidden.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.formats.headers import read_parameters


if TYPE_CHECKING:
    from drafter.formats.message import Message

FIELDS = (
    "AUTO-SUBMITTED PRECEDENCE CONTENT-TYPE LIST-ID LIST-UNSUBSCRIBE X-AUTOREPLY"
    " X-AUTORESPOND X-AUTO-RESPONSE-SUPPRESS"
)
"""What is asked for, beside the subject and the Message-ID."""


class Writer(Enum):
    """Who made a mail."""

    PERSON = auto()
    PROGRAM = auto()
    """A note of absence, a bounce, a receipt, a newsletter, an answer by calendar."""
    UNCLEAR = auto()


_NO = frozenset({"", "no", "none"})
_BY_A_PROGRAM = frozenset({"bulk", "auto_reply", "junk"})
_AWAY = (
    r"out of (?:the )?office|auto(?:matic|mated)?[- ]?(?:reply|response)"
    r"|automatische antwort|abwesen|nicht im büro"
    r"|réponse automatique|absen(?:ce|te?) du bureau|message d.absence"
    r"|respuesta automática|fuera de (?:la )?oficina"
    r"|risposta automatica|fuori (?:sede|ufficio)"
    r"|resposta automática|fora do escritório"
    r"|automatisch antwoord|afwezigheid|niet op kantoor"
    r"|auto(?:matiskt? )?svar|frånvaro|fraværsmelding|ikke på kontoret"
    r"|odpowiedź automatyczna|autoodpowiedź|poza biurem|automatická odpověď"
    r"|automaattinen vastaus|automatikus válasz|otomatik yanıt"
    r"|автоответ|автоматический ответ"
    r"|自動返信|自動応答|不在通知|自动(?:回复|答复)|自動(?:回覆|回復)"
    r"|자동 ?(?:회신|응답)|부재중"
)
_DELIVERY = (
    r"undeliver|unzustellbar|delivery status notification|mail delivery|return receipt"
    r"|(?:(?:not )?read|(?:un)?gelesen|lu|leído|letto|lida|gelezen|läst|przeczytano) ?:"
)
_REPLY = r"(?:(?:re|aw|antw|sv|vs|rv|res|rif|odp|ynt|回复|回覆|返信) ?[:：]\s*)"
_BY_SUBJECT = re.compile(rf"{_AWAY}|{_DELIVERY}", re.IGNORECASE)
"""How subjects of answers begin that nobody wrote; some say so nowhere else."""
_PERHAPS = re.compile(
    rf"{_REPLY}+[\[(]?(?:{_AWAY}|{_DELIVERY})"
    rf"|[\[(【](?:{_AWAY})"
    rf"|.*(?:\s[-–—|]\s*|[\[(【])(?:{_AWAY})\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""Also how a person answers such a mail, or tells of a day off."""
_ACCEPTED = re.compile(
    r"(?:accepted|declined|tentative(?:ly accepted)?"
    r"|zugesagt|angenommen|abgelehnt|mit vorbehalt(?: angenommen)?|vorläufig zugesagt"
    r"|accepté|refusé|provisoire|acept(?:ado|ada)|rechazad[oa]|accettato|rifiutato"
    r"|aceit[oe]|recusad[oa]|geaccepteerd|geweigerd|accepterat|avböjt"
    r"|zaakceptowano|odrzucono) ?:",
    re.IGNORECASE,
)
"""One click in a calendar, about a meeting that you asked for."""
_CALENDAR_ID = re.compile(r"<calendar-[^<>\s]+@google\.com>", re.IGNORECASE)


def writer_of(message: Message, *, is_answer: bool) -> Writer:
    """Judge a mail; `is_answer`: it refers to another one, as newsletters do not."""
    subject = normalize("NFC", message.subject)
    kind, _, _ = _value(message, "Content-Type").partition(";")
    method = _method(message) if kind.strip() == "text/calendar" else ""
    from_calendar = bool(_CALENDAR_ID.fullmatch(message.message_id))
    accepted = bool(_ACCEPTED.match(subject))
    if method == "reply" or (from_calendar and accepted):
        return Writer.PROGRAM
    told = re.split(r"[\s;(]", _value(message, "Auto-Submitted"), maxsplit=1)[0]
    is_invitation = from_calendar or method == "request"
    if is_invitation and told in {*_NO, "auto-generated"}:
        return Writer.PERSON  # an interviewer's own doing, though a program words it
    if told not in _NO or _is_marked(message, kind) or _BY_SUBJECT.match(subject):
        return Writer.PROGRAM
    if _is_listed(message):
        # Tools that write in a recruiter's name put such a line into real answers.
        return Writer.UNCLEAR if is_answer else Writer.PROGRAM
    suppress = _value(message, "X-Auto-Response-Suppress")
    is_unclear = suppress not in _NO or accepted or _PERHAPS.match(subject)
    return Writer.UNCLEAR if is_unclear else Writer.PERSON


def _is_marked(message: Message, kind: str) -> bool:
    answers = ("X-Autoreply", "X-Autorespond")
    return (
        kind.strip() == "multipart/report"
        or _value(message, "Precedence") in _BY_A_PROGRAM
        or any(_value(message, name) not in _NO for name in answers)
    )


def _is_listed(message: Message) -> bool:
    named = any(map(message.values, ("List-Id", "List-Unsubscribe")))
    return named or _value(message, "Precedence") == "list"


def _method(message: Message) -> str:
    content_type = " ".join(message.values("Content-Type"))
    return read_parameters(content_type).get("method", "").strip().casefold()


def _value(message: Message, name: str) -> str:
    return " ".join(message.values(name)).strip().casefold()
