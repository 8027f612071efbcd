"""The interviewers of a file: their ids, and whether there is enough of each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from drafter.errors import Problem
from drafter.interview import OWN_FACTS, Interviewer, Stage, Takeaway
from drafter.reading.facts import OWN, PARTNERS
from drafter.reading.lexicon import phrases, words
from drafter.reading.names import TITLES, Parts, missing_case, parts, reader_of
from drafter.reading.records import shortened
from drafter.reading.speech import is_vague
from drafter.words import SLUG_MAX, is_slug, slug


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from drafter.errors import Location
    from drafter.reading.names import Reader
    from drafter.reading.records import Record


_TWO = 2
_NAMES_TOO = {"sister", "father", "sir", "dame"}
"""They go with the given name, as on the ward."""
TELLING = tuple(
    one for one in OWN_FACTS if one not in {"answer", "card_detail", "close"}
)
"""One of these must stand beside a topic."""
_PROMPTS_SHOWN = 3


def check(records: Sequence[Record], stage: Stage, problems: list[Problem]) -> None:
    """Refuse a person of whom too little is told."""
    topics = [{t.casefold() for t in one.values.get("topics", ())} for one in records]
    count = Counter(topic for own in topics for topic in own)
    for turn, (record, own) in enumerate(zip(records, topics, strict=True)):
        if "letter" in record.nodes:
            continue
        problems.extend(_enough(record, turn))
        shared = stage is Stage.PANEL and any(count[topic] > 1 for topic in own)
        if shared and "asked" not in record.nodes:
            fact = "asked is missing, in a panel with shared topics"
            problems.append(_recall(record, turn, fact, "You asked ___"))


def ids(records: Sequence[Record], problems: list[Problem]) -> tuple[str, ...]:
    """Give each person an id: the file's, else the slug of the name, made unique."""
    taken: dict[str, Location] = {}
    for record in records:
        chosen = record.values.get("id", "")
        where = record.place("id")
        if chosen and not is_slug(chosen):
            fact = f"id {shortened(chosen)!r} cannot be part of a file name"
            better = slug(chosen)
            remedy = f"write {better}" if better else "a-z, 0-9 and single hyphens"
            problems.append(Problem(where, fact, remedy))
        elif chosen in taken:
            fact = f"id {chosen} is taken, on line {taken[chosen].line}"
            problems.append(Problem(where, fact, "each person needs their own"))
        elif chosen:
            taken[chosen] = where
    return tuple(
        record.values.get("id") or _made(record, turn, taken)
        for turn, record in enumerate(records, start=1)
    )


def untitled(record: Record) -> Problem | None:
    """Take the title off a name that begins with one, and say so."""
    title, _, rest = record.values.get("name", "").partition(" ")
    known = title.rstrip(".").lower() in TITLES - _NAMES_TOO
    if not known or len(rest.split()) < _TWO or not rest[0].isalpha():
        return None
    if rest.split()[0] in words("between titles"):  # "Mr and Mrs Whitlock": see A0
        return None
    honorific = record.values.setdefault("honorific", title)
    record.values["name"] = rest
    fact = f"name is written as: {rest}, with the honorific {honorific}"
    return Problem(record.place("name"), fact)


def reader(record: Record, records: Sequence[Record]) -> Reader:
    """Give how notes name a person; what a colleague is called too is nobody's."""
    others = [_parts(one.values) for one in records if one is not record]
    return reader_of(record.values, frozenset(n for one in others for n in one[:2]))


def make(told: Mapping[str, Any], chosen: str, folder: Path) -> Interviewer:
    """Make the person of what may be told of them, in a file without problems."""
    part = _parts(told)
    takeaways = []
    for promise in told["takeaways"]:
        file = {"file": folder / promise["file"]} if "file" in promise else {}
        takeaways.append(Takeaway(**promise | file))
    named = {"id": chosen, "given": part.given, "family": part.family}
    # Who is "Pastor Adeyinka" to others is so in a formal greeting, too.
    title, _, last = told.get("address_as", "").rpartition(" ")
    if last and last == part.family and title not in ("", part.given):
        named["honorific"] = told.get("honorific") or title
    return Interviewer(**{**told, **named, "takeaways": tuple(takeaways)})


def as_typed(texts: Mapping[str, str], topics: tuple[str, ...]) -> dict[str, Any]:
    """Take facts in a language whose sentences nobody here can judge as they are.

    A reaction answers what stands nearest above it in the file.
    """
    order = [name for name in texts if name in (*PARTNERS, "reaction")]
    above, _, below = " ".join(order).partition("reaction")
    partner = next(iter([*reversed(above.split()), *below.split()]), "")
    ended = {
        name: text if is_ended(text) else f"{text}."
        for name, text in texts.items()
        if name in OWN
    }
    partner = partner if "reaction" in texts else ""
    return {**ended, "topics": topics, "about": topics, "reacts_to": partner}


def is_ended(words: str) -> bool:
    """Whether a sentence ends with these words."""
    return words.rstrip("\"'”’“«»)").endswith((".", "!", "?", "…"))


def doubts(records: Sequence[Record]) -> Iterator[Problem]:
    """Warn of the names that were divided by a guess, or that no greeting can use."""
    divided = [_parts(record.values) for record in records]
    guessed = [n for n, part in enumerate(divided) if part.guessed]
    if guessed:
        given = ", ".join(divided[n].given for n in guessed)
        names = "given names" if guessed[1:] else "the given name"
        remedy = "write `given:` where that is wrong"
        where = records[guessed[0]].place("name")
        yield Problem(where, f"took {given} as {names}", remedy)
    for record, part in zip(records, divided, strict=True):
        yield from _titles(record, part)


def _titles(record: Record, part: Parts) -> Iterator[Problem]:
    """Warn of a title in the name, and of one that no greeting can use."""
    name = record.values.get("name", "")
    first, _, rest = name.partition(" ")
    if rest and first.rstrip(".").lower() in TITLES:
        fact = f"name begins with the title {first}"
        remedy = f"write `name: {rest}` and `honorific: {first}`"
        yield Problem(record.place("name"), fact, remedy)
    elif missing := missing_case(name):
        fact = f"name has no {missing} letter"
        remedy = "every note spells it so: write it as they do"
        yield Problem(record.place("name"), fact, remedy)
    elif "honorific" in record.values and not part.family:
        without = f"a formal note says 'Dear {name}' without"
        fact = f"honorific needs a family name: {without}"
        yield Problem(record.place("honorific"), fact, "add `family`")


def _parts(values: Mapping[str, Any]) -> Parts:
    asked = ("name", "given", "family", "address_as")
    return parts(*(values.get(name, "") for name in asked))


def _made(record: Record, turn: int, taken: dict[str, Location]) -> str:
    plain = slug(record.values.get("name", "")) or f"person-{turn}"
    chosen, copy = plain, 1
    while chosen in taken:
        copy += 1
        chosen = f"{plain[: SLUG_MAX - len(str(copy)) - 1].rstrip('-')}-{copy}"
    taken[chosen] = record.where
    return chosen


def _enough(record: Record, turn: int) -> Iterator[Problem]:
    has_fact = any(name in record.nodes for name in TELLING)
    told = [*record.values.get("topics", ())]
    told += [record.values[name] for name in TELLING if name in record.values]
    add = f"add one of {' '.join(TELLING)}"
    if "topics" not in record.nodes:
        add = "We talked about ___" if has_fact else f"We talked about ___; and {add}"
        yield _recall(record, turn, "topics is missing", add)
    elif not has_fact:
        yield _recall(record, turn, "from a topic alone comes a form letter", add)
    elif told and all(map(is_vague, told)):
        fact = "nothing here was said in this conversation only"
        remedy = "name what only this conversation was about"
        yield _recall(record, turn, fact, remedy)


def nothing_left(record: Record, turn: int, left: Sequence[Problem]) -> list[Problem]:
    """Tell a person of whose facts none can be told; `left` says why of each."""
    noted = any(record.values.get(name) for name in TELLING)
    if not (noted and left and "letter" not in record.nodes):
        return []
    return [*left, _recall(record, turn, "nothing noted of this talk can be told")]


def _recall(record: Record, turn: int, fact: str, remedy: str = "") -> Problem:
    """Make the problem of a person, with questions that help to remember."""
    prompts = phrases("prompts")
    who = record.values.get("name", f"interviewer {turn + 1}")
    called = record.values.get("address_as") or _parts(record.values).given or who
    chosen = [prompts[(turn * 2 + n) % len(prompts)] for n in range(_PROMPTS_SHOWN)]
    asked = " ".join(prompt.format(called) for prompt in chosen)
    remedy = f"{remedy}. {asked}" if remedy else asked
    return Problem(record.where, f"{who}: {fact}", remedy)


def overlap(records: Sequence[Record]) -> Iterator[Problem]:
    """Warn of a topic that two people have: it is nobody's alone."""
    first: dict[str, str] = {}
    for person in records:
        who = person.values.get("name", "someone")
        topics = person.values.get("topics", ())
        for item, topic in enumerate(topics):
            owner = first.setdefault(topic.casefold(), who)
            if owner != who:
                fact = f"topics: {shortened(topic)} is a topic of {owner} too"
                where = person.place("topics", item)
                yield Problem(where, fact, f"name what of it was {who}'s alone")
