"""Topics: which may stand in a subject line, and which can follow "we talked about"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.reading.lexicon import Pattern, words
from drafter.reading.news import is_bad, is_delicate, is_pay, is_private


if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_PHRASE = frozenset(
    {
        "how", "what", "why", "who", "whom", "whose", "where", "when", "whether",
        "which", "if", "that", "this", "to", "being", "having", "it", "there", "we",
        "they", "you", "i", "she", "he",
    }
)  # fmt: skip
_ONE_OF_THEM = Pattern(
    r"\b(?:the|an?|that|one|my|your) (?:\w+ )?(?:boy|girl|child|kid|patient|pupil"
    r"|client",
    r"|student|resident|tenant|man|woman|lady|baby) (?:who|that|with|in)\b",
    case=False,
)
"""A person in their care, named nowhere but in the writer's notes."""
_PERSONAL = Pattern(
    r"\b(?:she|he|her|his|him|they|them|their|it|there|I|we|me|us|our)\b"
)
_RELATIVE = Pattern(r"\b(?:that|which|who|whose|nobody|you|your)\b")
_VERB = Pattern(
    r"\b(?:is|are|was|were|have|has|had|do|does|did|can|will|would|should)\b"
)
_NAMED = Pattern(r"(?:the|an?|my|your|every|one|two|three) ", case=False)
_ACTING = Pattern(r"\w+ing (?:the|an?|my|your|our|up|out|it)\b")
_DONE = Pattern(
    r"(?:the|an?|my|your|that) (?:[\w-]+ ){0,3}(?:shift|tour|walk(?:-?(?:round|through"
    r"|around))?|visit|lesson|demo|taster|tasting|exercise|trial|session)"
    r"(?: (?:of|on|in|at|round|through|with) .*)?\Z",
    case=False,
)
_TOGETHER = Pattern(
    r"(pairing|working|walking|cooking|sketching|debugging|tasting|riding|driving"
    r"|digging|singing|sewing) ((?:on|through|around|round|up|along|past) .{3,60})\Z",
    case=False,
)
_MOST = 9


def is_safe(topic: str, *, care: bool) -> bool:
    """Tell what anybody may read in a subject line."""
    private = is_private(topic, care=care) or is_delicate(topic)
    touchy = private or is_bad(topic) or is_pay(topic)
    return not (touchy or _ONE_OF_THEM.search(topic))


def is_done(topic: str) -> bool:
    """Tell what one did and did not talk about: "the trial shift"."""
    return bool(_TOGETHER.match(topic) or _DONE.match(topic))


def done_together(topics: Iterable[str]) -> str:
    """Give the first thing done together as it follows "thank you for"."""
    for topic in topics:
        if together := _TOGETHER.match(topic):
            return f"{together[1].lower()} with me {together[2]}"
        if _DONE.match(topic):
            return topic
    return ""


def is_plain(topic: str) -> bool:
    """Tell a noun phrase that can follow "we talked about"."""
    first, _, rest = topic.lower().partition(" ")
    first = first.rstrip(",")
    if first in _NO_PHRASE or _PERSONAL.search(topic) or not topic[:1].isalnum():
        return False
    if re.search(r"[.?!:;]|\d{4}", topic) or len(topic.split()) > _MOST:
        return False
    nouns = words("nouns in -ing")
    bare = re.sub("^re-?", "", first)
    doing = first.endswith("ing") and rest and not {first, bare} & nouns
    if doing or (_ACTING.match(topic.lower()) and first not in {"training", "morning"}):
        return False
    relative, named = _RELATIVE.search(topic), _NAMED.match(topic)
    if (relative and not named) or (not relative and _VERB.search(rest)):
        return False
    titled = re.match(r"[A-Z][a-z]+(?: [a-z]|$)", topic)
    return not titled or first in words("days")
