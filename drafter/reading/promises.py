"""What was promised -> a bare verb phrase after "I will", said to its reader.

"the plan" and "sending them the plan" are both "send you the plan".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.reading import slips, speech
from drafter.reading.leaning import names_people
from drafter.reading.lexicon import Pattern


_LEADS = (
    "i said that i would", "i said i would", "that i would", "i would", "i will", "i'd",
    "i'll", "to",
)  # fmt: skip
_GIVE = (
    r"(send|email|mail|forward|share|introduce|write|ring|call|bring|show|lend|give)"
)
_GIVING = Pattern(
    r"(send|email|mail|forward|shar|introduc|writ|call|bring|show|lend|giv)ing "
)
_THING = Pattern(
    r"(?:the|an?|my|our|some|two|three|\d+|photos|slides|notes|copies|links?|details"
    r"|pictures) "
)
_THEM = Pattern(
    r"\b(?:her|him|them)(?= (?:the|an?|my|our|some|two|three|\d+|how|what|when|about"
    r"|with|to"
    r"|at|on|by|in|for|and)\b|[.,;]|$)"
)
_THAT_PART = Pattern(
    r" (?:from|of|about|on|for|behind) (?:that|this) [\w-]+(?: (?:project|job|year))?$"
)


class Promise(NamedTuple):
    """A promise as it is told; `written` is set where its words were changed."""

    promised: str
    here_is: str
    written: str
    doubt: str


def promise(promised: str, here_is: str = "") -> Promise:
    """Make a promise follow "I will"."""
    typed, _ = slips.mended(promised)
    bare = speech.inside(speech.without(typed, *_LEADS))
    here, _ = slips.mended(here_is)
    here = speech.inside(speech.without(here, "here is", "here are"))
    giving = _GIVING.match(bare)
    better = bare
    if giving:
        e = "e" if giving[1] in {"shar", "introduc", "writ", "giv"} else ""
        better = f"{giving[1]}{e} {bare[giving.end() :]}"
    if _THING.match(better):
        better = f"send you {better}"
    them = _THEM.search(better)
    if them and not names_people(better[: them.start()]):
        better = f"{better[: them.start()]}you{better[them.end() :]}"
    better = re.sub(rf"^{_GIVE} (?:her|his|their) ", r"\1 your ", better)
    full = _completed(better, here)
    if re.match(r"[A-Z][a-z]+ (?![A-Z])", full):
        full = full[0].lower() + full[1:]
    doubt = "" if re.match(r"[a-z][\w-]* ?", full) else full
    return Promise(full, here, full if better != bare else "", doubt)


def _completed(promised: str, here: str) -> str:
    """Write "the plan from that project" as `here_is` names it."""
    part = _THAT_PART.search(promised)
    if not part:
        return promised
    thing = promised[: part.start()]
    named = re.sub(r"^(?:the|an?|my) ", "", re.sub(rf"^{_GIVE} (?:you )?", "", thing))
    return f"{thing}{here.split(named, 1)[1]}" if named and named in here else promised
