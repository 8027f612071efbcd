"""Grammar that another first language leaves in a sentence: agreement, articles, verbs.

`lists/grammar.txt` has the rules, `lists/forms.txt` the words in their forms. A rule
that could be wrong in some sentence names what may not stand before it, or is no rule.
Each has its sign, words that stand in every text it finds: without them it is not read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from drafter.reading.lexicon import pattern, phrases, words


_VERB = ("base", "s", "ing", "past", "part")
_COUNTS = ("one", "many")
_VOWELS = frozenset("aeiou")
_SLOT = re.compile(r"<([a-z_]+)>")
_NAME = re.compile(r"\{([a-z ]+)\}")
_OTHERS = frozenset(("many", "one", "plain", "adverb", "felt", "lent", "make", "wrong"))
_NOUNS = {
    "person": ("people", 0),
    "people": ("people", 1),
    "thing": ("things", 0),
    "things": ("things", 1),
}
_ALSO = {"used", "was", "felt", "saw", "found", "fell", "lay"}
"""Forms of the past that are other verbs: who would found a firm, or saw a plank."""
_MARKS = " ,;:.!?"
_AROUND = ',;:!?()"“”.'


@cache
def table(heading: str) -> tuple[tuple[str, ...], ...]:
    """Give the words under a heading of forms.txt, each in its forms."""
    rows = ",".join(phrases(heading, "forms")).split(",")
    return tuple(tuple(row.split()) for row in rows)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Give the forms of a word by their names: the past of "goes" is "went"."""
    found: dict[str, dict[str, str]] = {}
    names = {"people": _COUNTS, "things": _COUNTS, "verbs or nouns": _VERB}
    for heading, columns in (names | {"verbs": _VERB}).items():
        for row in table(heading):
            forms = dict(zip(columns, row, strict=True))
            for word in row:
                found[word] = found.get(word, {}) | forms
    for row in table("verbs or nouns") + table("verbs"):
        found[row[0]] |= dict(zip(_VERB, row, strict=True))
    return found


@cache
def _others(heading: str) -> dict[str, str]:
    """Give the forms that only a rule makes: data for "datas"."""
    lines = phrases(heading, "forms")
    found = dict(pair.split(":") for line in lines for pair in line.split())
    return {typed: right.replace("_", " ") for typed, right in found.items()}


@cache
def kind(name: str) -> frozenset[str]:
    """Give the words that may stand in a slot of a rule; "person_thing" is either."""
    if "_" in name:
        return frozenset().union(*map(kind, name.split("_")))
    if name in _NOUNS:
        heading, column = _NOUNS[name]
        return frozenset(row[column] for row in table(heading))
    if name == "wrong":
        return frozenset(_others("wrong"))
    if name in _verbs():
        return _verbs()[name]
    return frozenset(word for line in phrases(name, "forms") for word in line.split())


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Give verbs by their form; where it must be sure, no noun and no other verb."""
    plain = table("verbs")
    both = plain + table("verbs or nouns")
    sure, bases = {row[0] for row in plain}, {row[0] for row in both}
    past, others = {row[3] for row in both}, bases | _ALSO
    regular = {row[0] for row in plain if row[4] in {row[0], f"{row[0]}ed"}}
    found = {
        "base": bases - {"be"},
        "verb": sure,
        "bare": sure - past - {"be", "let"},
        "acts": bases - past - {"be", "do", "let", "like"},
        "s": {row[1] for row in both} - {"is"} | {"doesn't", "hasn't"},
        "verbs": {row[1] for row in plain} - {"is"},
        "ing": {row[2] for row in plain} - {"being", "having"},
        "doing": {row[2] for row in both} - {"being", "having"},
        "past": past - others,
        "irregular": {one for one in past if not one.endswith("ed")} - others,
        "broken": {row[3] for row in both if row[3] != row[4]} - others,
        "unmade": sure - regular - {"be", "do"},
    }
    return {name: frozenset(words) for name, words in found.items()}


class Word(str):
    """A word that a rule found, which it writes in another form: {2:past}."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        if form == "an":
            article = "an" if self[:1].lower() in _VOWELS else "a"
            return f"{article} {self[:1].lower()}{self[1:]}"
        if not form:
            return str(self)
        word = self.lower()
        known = _forms().get(word, {}).get(form)
        return known or (
            _others(form).get(word.replace(" ", "_"), self) if form in _OTHERS else self
        )


class Rule(NamedTuple):
    """What is wrong, how it is written, and what would make it right."""

    wrong: re.Pattern[str]
    written: str
    unless: re.Pattern[str] | None


@cache
def rule_of(line: str) -> Rule:
    """Read one rule of the list."""
    wrong, _, rest = line.partition(" :: ")[2].partition(" => ")
    written, _, unless = rest.partition(" unless ")
    numbers = iter(range(99))
    source = _SLOT.sub(lambda m: f"(?P<{m[1]}{next(numbers)}>[a-z']+)", _named(wrong))
    before = re.compile(f"(?i)(?:{_named(unless)})$") if unless else None
    return Rule(re.compile(f"(?i){source}"), written, before)


def _named(source: str) -> str:
    return _NAME.sub(lambda m: _named("".join(phrases(m[1], "grammar"))), source)


@cache
def _lines() -> dict[str, list[tuple[int, list[str], int]]]:
    """Give the rules by a word of their sign, with its place in it, and the sign."""
    found: dict[str, list[tuple[int, list[str], int]]] = {}
    for number, line in enumerate(phrases("rules", "grammar")):
        sign = line.partition(" :: ")[0].split(" ")
        place = next((n for n, slot in enumerate(sign) if slot[0] != "<"), 0)
        for word in choices(sign[place]):
            found.setdefault(word, []).append((place, sign, number))
    return found


@cache
def choices(slot: str) -> frozenset[str]:
    """Give the words that one place of a sign may have."""
    found = set[str]()
    for part in slot.split("/"):
        if part[:1] == "<":
            found |= kind(part[1:-1])
        elif part[:1] == "{":
            any_of = _named(part).removeprefix("(?:").removesuffix(")").split("|")
            found |= {one if one.isalpha() else "#" for one in any_of}
        elif part:
            found.add(part)
    return frozenset(found)


def _wanted(text: str) -> list[int]:
    """Tell which rules may find something in a text."""
    lines, wanted = _lines(), set[int]()
    plain = [one.strip(_AROUND) for one in text.lower().replace("’", "'").split()]
    tokens = ["#" if one.isdecimal() else one for one in plain]
    for at, word in enumerate(tokens):
        for place, sign, number in lines.get(word, ()):
            here = tokens[at - place : at - place + len(sign)] if at >= place else []
            if len(here) == len(sign) and all(
                one in choices(slot) for one, slot in zip(here, sign, strict=True)
            ):
                wanted.add(number)
    return sorted(wanted)


def corrected(text: str) -> tuple[str, dict[str, str]]:
    """Write what the rules find as it should be; give each once."""
    found: dict[str, str] = {}
    for number in _wanted(text):
        rule = rule_of(phrases("rules", "grammar")[number])
        at = 0
        while match := rule.wrong.search(text, at):
            better = _better(rule, match)
            at = match.end() if match.end() > match.start() else at + 1
            if better:
                typed, written = _shown(match[0], better)
                found[typed] = written
                text = text[: match.start()] + better + text[match.end() :]
                at = match.start() + len(better)
    return text, found


def _better(rule: Rule, match: re.Match[str]) -> str:
    for name in match.re.groupindex:
        word = match[name]
        if word is not None and word not in kind(name.rstrip("0123456789")):
            return ""
    before = match.string[: match.start()]
    if (
        match[0][:1].isupper()
        and not match[0].startswith("I")
        and before.rstrip(' "(')[-1:] not in {*".!?:", ""}
    ):
        return ""
    sentence = re.split(r"[.!?;] ", before)[-1]
    if rule.unless and rule.unless.search(sentence.rstrip()):
        return ""
    quoted = pattern("quoted").finditer(match.string)
    if any(one.start() < match.end() and match.start() < one.end() for one in quoted):
        return ""
    better = rule.written.format(
        match[0], *(Word(part or "") for part in match.groups())
    )
    better = better.rstrip() + " " * match[0].endswith(" ")
    if match[0][:1].isupper():
        better = better[:1].upper() + better[1:]
    return "" if better == match[0] else better


def _shown(typed: str, written: str) -> tuple[str, str]:
    """Give only the words that differ."""
    was, now = typed.split(), written.split()
    while len(was) > 1 and len(now) > 1 and was[0] == now[0]:
        was, now = was[1:], now[1:]
    while len(was) > 1 and len(now) > 1 and was[-1] == now[-1]:
        was, now = was[:-1], now[:-1]
    return " ".join(was).strip(_MARKS), " ".join(now).strip(_MARKS)


# What a tired hand types: "there boss", "could of", "6yr", "the the". `lists/tired.txt`
# tells how its rows read.
_TYPED = re.compile(r"[a-z']+|[&@+]|!!|\?\?|\.\.")


class _Tired(NamedTuple):
    cues: tuple[str, ...]
    """One of them stands in every text that the expression finds something in."""
    source: str
    written: str


@cache
def _tired_rows() -> dict[str, list[_Tired]]:
    """Give the rows by the word without which none of them finds anything."""
    found: dict[str, list[_Tired]] = {}
    for line in phrases("rows", "tired"):
        cues, source, written = line.replace("_", " ").split(" : ")
        first, _, more = cues.partition(" & ")
        row = _Tired(tuple(more.split("/")), source, written)
        for word in first.split("/"):
            found.setdefault(word, []).append(row)
    return found


@cache
def tired_lists() -> dict[str, str]:
    """Give the choices that rows of tired.txt name."""
    lines = phrases("lists", "tired")
    return {name: row for name, _, row in (line.partition(" : ") for line in lines)}


def untired(text: str) -> tuple[str, dict[str, str]]:
    """Mend a line; give what was typed, and how it is written."""
    found: dict[str, str] = {}
    low, known = f" {text.lower()} ".replace("’", "'"), _tired_rows()
    for word in dict.fromkeys(_TYPED.findall(low)):
        for row in known.get(word, ()):
            if any(map(low.__contains__, row.cues)):
                text = _untired(text, row, found)
    return _once(text, found), found


def _untired(text: str, row: _Tired, found: dict[str, str]) -> str:
    source = re.sub(r"\{([a-z ]+)\}", lambda m: tired_lists()[m[1]], row.source)
    hidden = [match.span() for match in pattern("quoted").finditer(text)]

    def put(match: re.Match[str]) -> str:
        typed = match[0]
        if any(start <= match.start() < end for start, end in hidden):
            return typed
        better = match.expand(row.written)
        if typed[0].isupper() and better:
            better = better[0].upper() + better[1:]
        if better != typed:
            found[typed.strip(" ,;")] = better.strip(" ,;") or "nothing"
        return better

    return re.sub(source, put, text, flags=re.IGNORECASE)


def _once(text: str, found: dict[str, str]) -> str:
    """Write "the the" once."""
    parts = text.split(" ")
    twice = [
        at
        for at, part in enumerate(parts[1:], 1)
        if part == parts[at - 1] and part in words("never twice")
    ]
    for at in reversed(twice):
        word = parts.pop(at)
        found[f"{word} {word}"] = word
    return " ".join(parts)
