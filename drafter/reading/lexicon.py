"""The lists and expressions of `lists/`, and what they tell: news, pay, plain topics.

Illness and death are somebody's life; a closing depot is bad news of the work. Only the
second may stand beside an answer of the writer's own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from drafter.expressions import Expression
from drafter.language import WEEKDAYS


_FOLDER = Path(__file__).parent / "lists"
_TOKEN = re.compile(r"[\w’'/-]+")
_LONGEST_TOPIC, _LONGEST_BARE = 9, 3


@cache
def pattern(name: str) -> Expression:
    """Give the expression under a name of `patterns.txt`."""
    return Expression(_source(name))


def _source(name: str) -> str:
    whole = "".join(_lists("patterns")[name])
    return re.sub(r"\{([a-z ]+)\}", lambda m: _source(m[1]), whole)


@cache
def words(heading: str) -> frozenset[str]:
    """Give the single words under a heading of `words.txt`."""
    return frozenset(w for line in _lists("words")[heading] for w in line.split())


@cache
def pairs(heading: str) -> dict[str, str]:
    """Give the pairs under a heading of `words.txt`: what is found, what it becomes."""
    found = (w for line in _lists("words")[heading] for w in line.split())
    return dict(word.split(":", 1) for word in found)


@cache
def phrases(heading: str, name: str = "words") -> tuple[str, ...]:
    """Give the lines under a heading of a list."""
    return _lists(name)[heading]


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, each without a possessive 's."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return tuple(word.removesuffix("'s").strip("'") for word in found)


def tells(heading: str, text: str) -> bool:
    """Tell a text that holds a phrase under a heading of `news.txt`."""
    wanted, harmless = _news(heading)
    plain = f" ^ {' '.join(tokens(text))} $ "
    if not any(map(plain.__contains__, wanted)):
        return False
    for phrase in harmless:
        plain = plain.replace(phrase, " . ")
    return any(map(plain.__contains__, wanted))


@cache
def _news(heading: str) -> tuple[list[str], list[str]]:
    """Give what is looked for between blanks, and what is harmless although found."""
    wanted, harmless = list[str](), list[str]()
    for line in _lists("news")[heading]:
        if line.startswith("!"):
            harmless.append(f" {line[1:].strip()} ")
        elif line.endswith("*"):
            wanted.append(f" {line[:-1]}")
        else:
            wanted += [f" {line} ", f" {line}s "]
    return wanted, harmless


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (_FOLDER / f"{name}.txt").read_bytes().decode().splitlines():
        head = line[:1] == "[" and re.fullmatch(r"\[([a-z][a-z -]+)\]", line)
        if head:
            heading = head[1]
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


def family(text: str, *, whole: bool = False) -> str:
    """Give the words for a relative ("her mum"), or nothing.

    With `whole` not in "her mum's shop", which is no news of her.
    """
    found = tokens(text)
    plain = text.lower().replace("’", "'").split()
    owned = {word.partition("'")[0] for word in plain if "'s" in word}
    for n, word in enumerate(found[:-1]):
        if word not in words("whose"):
            continue
        skip = found[n + 1] in words("which relative")
        named = found[n + 1 + skip : n + 2 + skip]
        if named and named[0] in words("family") and not (whole and named[0] in owned):
            return " ".join(found[n : n + 2 + skip])
    return ""


def is_private(text: str, *, care: bool = False) -> bool:
    """Tell news of somebody's life: death, illness, family.

    `care`: the work is care, so illness alone is what it is about.
    """
    if tells("private", text) or _is_illness(text, care=care):
        return True
    return bool(family(text, whole=True)) and not tells("founding", text)


def is_news(text: str, *, care: bool = False) -> bool:
    """Tell news, bad or private, apart from the relatives it names."""
    known = tells("work", text) or tells("private", text)
    return known or _is_illness(text, care=care)


def _is_illness(text: str, *, care: bool) -> bool:
    return tells("illness", text) and (not care or bool(family(text)))


def is_gone(said: str) -> bool:
    """Tell that the job is another's, for sure: not "filled if he wants it"."""
    gone = tells("gone", said) or pattern("given away").search(said)
    return bool(gone) and not pattern("perhaps").search(said)


def is_bleak(text: str) -> bool:
    """Tell a complaint or a loss that needs a word of one's own beside it."""
    return tells("bleak", text) or bool(pattern("loss").search(text))


def is_safe(topic: str, *, care: bool) -> bool:
    """Tell what anybody may read in a subject line."""
    made = bool(pattern("made for pay").match(topic))
    of_pay = not made and (tells("pay", topic) or tells("delicate", topic))
    touchy = of_pay or tells("work", topic) or pattern("calamity").search(topic)
    named = pattern("one of them").search(topic)
    return not (touchy or named or is_private(topic, care=care))


def done_together(topic: str) -> str:
    """Give what one did together as it follows "thank you for"; else nothing."""
    together = pattern("together").match(topic)
    return f"{together[1].lower()} with me {together[2]}" if together else ""


def is_done(topic: str) -> bool:
    """Tell what one does rather than talks about: a tour, pairing on a test."""
    return bool(done_together(topic) or pattern("done").match(topic))


def lacks_the(topic: str) -> bool:
    """Tell "boiler" and "staff flat", which nobody talks about without an article."""
    typed = topic.split()
    first = typed[0].lower()
    clause = first.endswith("ing") or first in words("no noun phrase")
    short = len(typed) <= _LONGEST_BARE
    alone = words("determiners").isdisjoint(word.lower() for word in typed)
    return short and alone and not clause and _wants_article(typed)


def _wants_article(topic: list[str]) -> bool:
    """Tell "out of hours rota": nobody talks about rota."""
    ends = [n for n, word in enumerate(topic) if n and word in words("prepositions")]
    head = topic[: ends[-1] if ends and topic[0] != "out" else None]
    owned = any(re.search("['’]s?$|^[A-Z]", word) for word in topic)
    return not owned and head[-1] in words("needs an article")


def follows_about(topic: str) -> bool:
    """Tell a topic that one talked about, from a thing done together.

    Nor can "the auction on Tuesday" be followed by "on Friday".
    """
    dated = any(day in topic for day in WEEKDAYS)
    return is_plain(topic) and not is_done(topic) and not dated


def follows_talk(topic: str) -> bool:
    """Tell a topic that a subject can call "our talk about": "donors who faint"."""
    if follows_about(topic):
        return True
    first, *rest = topic.lower().split()
    doing = first.endswith("ing") and bool(rest)
    asks = first in {"how", "why", "what", "when", "where", "whether"}
    who = first.endswith("s") and rest[:1] in (["who"], ["that"], ["which"])
    bare = not re.search(r"[.?!:;,]|\d{4}", topic) and len(rest) < _LONGEST_TOPIC
    dated = any(day in topic for day in WEEKDAYS)
    return bare and not dated and not is_done(topic) and (doing or asks or who)


def is_plain(topic: str) -> bool:
    """Tell a noun phrase that can follow "we talked about"."""
    typed = [word.strip(",") for word in topic.split()]
    first, *rest = (word.lower() for word in typed)
    held = set(typed)
    if first in words("no noun phrase") or held & words("personal"):
        return False
    if first not in words("determiners") and _wants_article(typed):
        return False
    if re.search(r"[.?!:;]|\d{4}|^\W", topic) or len(typed) > _LONGEST_TOPIC:
        return False
    if first.endswith("ing") and rest:
        noun = not words("nouns in -ing").isdisjoint(
            {first, re.sub("^re-?", "", first)}
        )
        if not noun or (rest[0] in words("objects") and first != "training"):
            return False
    relative, named = held & words("relative"), first in words("determiners")
    if (relative and not named) or (
        not relative and words("finite").intersection(rest)
    ):
        return False
    titled = re.match(r"[A-Z][a-z]+(?: [a-z]|$)", topic)
    return not titled or first in words("days")
