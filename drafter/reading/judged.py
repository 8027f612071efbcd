"""One answer of `drafter new`, judged as the reader of a whole file would judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.reading import speech
from drafter.reading.facts import OWN, facts
from drafter.reading.frames import FRAMES, reads_badly


if TYPE_CHECKING:
    from collections.abc import Mapping


class Judgement(NamedTuple):
    """What is wrong with one answer, how it is written, and what is asked of it."""

    refused: str = ""
    mended: str = ""
    asked: str = ""


def judged(
    name: str, text: str, person: Mapping[str, str], trade: str = ""
) -> Judgement:
    """Judge one answer beside those already given; `topics` is one topic."""
    if name not in (*FRAMES, *OWN, "quote"):
        return _judged_alone(name, text)
    known = {key: value for key, value in person.items() if value} | {name: text}
    topic = known.pop("topics", "")
    made = facts(known, (topic,) if topic else (), trade)
    told = [one for one in made.remarks if one.field == name and not one.mended]
    lines = [f"{one.fact} ({one.remedy})" if one.remedy else one.fact for one in told]
    if any(one.refused for one in told):
        return Judgement(refused="; ".join(lines))
    now = "".join(made.topics) if name == "topics" else made.texts[name]
    asked = "; ".join(filter(None, (*lines, _asked(name, now))))
    return Judgement("", now if now != text else "", asked)


def _judged_alone(name: str, text: str) -> Judgement:
    """Judge a promise, a sentence beside the people, or what may be anything."""
    better, asked = text, ""
    if name == "promised":
        better, doubt = speech.promise(text)[::3]
        asked = "I will ___" if doubt else ""
    elif name in {"reasons", "pointer"}:
        better = speech.whole(text)[0]
        asked = _asked(name, better)
    elif name == "next_step":
        better = speech.next_step(text)
    return Judgement("", better if better != text else "", asked)


def _asked(name: str, text: str) -> str:
    return "; ".join(f"{fact} ({remedy})" for fact, remedy in reads_badly(name, text))
