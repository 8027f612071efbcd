"""Pronouns: what "it" needs before it, and who "she", "they" and "we" are.

A fact may be told alone only where each pointing word has its noun in the fact itself.
The test is of form alone: a noun before the word, in the same text, counts as meant.

Notes say "she", "they" and "our"; the letter says "you", where nobody else can be
meant: the pronoun opens the text, and neither the text before it nor the topics name a
person. All else raises `UnfitError` with the text as it would read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.reading.lexicon import pairs, pattern, tokens, words
from drafter.words import shared


_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[\w’'-]+")
_PLACES = frozenset({"in", "at", "near", "from", "on"})
_BEING = ("was a ", "was an ", "is a ", "is an ", "as a ", "as an ", "were a ", "be a ")
_WHOLE = 4
"""A reaction of fewer words ("Good.") says nothing by itself."""


def leans(text: str, *, own: bool = True) -> str:
    """Give the words that lean on something outside the text; nothing if none does.

    `own`: the writer's own sentences, where "one of the tanks" names no tank before.
    """
    text = text.replace("’", "'")
    if words("leaning").isdisjoint(tokens(text)):
        return ""
    if match := pattern("begins").match(text) or pattern("answers").search(text):
        return match[0].lstrip(", ")
    for name in ("that noun", "that way", "same noun", "noun of many")[
        : 4 if own else 2
    ]:
        for match in pattern(name).finditer(text):
            if not _is_named(match[1], text[: match.start(1)]):
                return match[0]
    text = re.sub("at the same time|one and the same", "at once", text)
    for match in pattern("points").finditer(text):
        if not _has_noun(match, text):
            return match[0].lstrip(".!?;, ")
    return ""


def stands_alone(text: str, *, cut: bool) -> bool:
    """Tell a reaction that needs nothing before it.

    `cut`: what it answers was there and is not told, so any "it" may mean that, and
    "you told me" does; and what says nothing of the writer comments on it.
    """
    if len(text.split()) < _WHOLE or leans(text):
        return False
    if cut and pattern("best of").match(text):
        return False
    if pattern("sympathy").search(text):
        return True
    points = not words("pointing").isdisjoint(tokens(text))
    points = points or bool(pattern("that alone").search(text))
    points = points or bool(pattern("thinks this").search(text))
    points = points or words("mine").isdisjoint(tokens(text))
    return not (cut and (points or "told me" in text.lower()))


def opens_pointing(text: str) -> bool:
    """Tell a text that begins by pointing: "that's how we do it"."""
    return bool(pattern("pointers").match(text.replace("’", "'")))


def _people() -> frozenset[str]:
    return shared("people") | words("groups")


def is_plural(text: str) -> bool:
    """Tell whether a plural that "they" may stand for is in the text."""
    bare = pattern("no noun").sub("", text)
    each = pattern("each").search(text) or pattern("some of those").search(text)
    named = each or pattern("plural").search(bare)
    return bool(named) or not _people().isdisjoint(_singular(bare))


def names_people(text: str, *, groups: bool = True) -> bool:
    """Tell whether somebody stands in the text, by a word for a person or by a name.

    Without `groups` a crew or a team is nobody: none of them is a "she".
    """
    known = _people() if groups else shared("people")
    if not known.isdisjoint(_singular(text)):
        return True
    shown = pattern("name").search(text) or pattern("somebody who").search(text)
    return bool(shown) or _acts_first(text)


def _singular(text: str) -> set[str]:
    found = tokens(text)
    return {*found, *(word.removesuffix("s") for word in found)}


def _is_named(noun: str, before: str) -> bool:
    low = before.lower()
    return noun.lower()[:4] in low or not words("many").isdisjoint(tokens(low))


def _has_noun(match: re.Match[str], text: str) -> bool:
    here, before = text[match.start() :], text[: match.start()]
    around = text[max(0, len(before) - 7) :][:40]
    if pattern("empty it").match(here) or pattern("empty after").search(around):
        return True
    if match[0].lower().startswith("like "):
        before = pattern("kind").sub("", before)
    if match[0].lower().startswith(("they", "them", "their", "these", "those")):
        return is_plural(before)
    before = re.sub(r"\b\w+ing (?:\w+ )?$", "", before)  # "not dressing it up"
    named = re.sub(" +", " ", pattern("no noun").sub("", before))
    return bool(pattern("noun").search(named))


class Around(NamedTuple):
    """What stands around a text and may be meant by its pronouns."""

    topics: str = ""
    care: bool = False
    """Whether the work is care, teaching or law: then "she" may be in their care."""
    pronoun: str = ""
    """`she` or `he`, where the reader's title says so."""
    payroll: bool = False
    """Whether pay is what the work is about."""


class UnfitError(Exception):
    """The text cannot be told so: `why`, what to write, and whether it is refused."""

    def __init__(self, why: str, remedy: str = "", *, refused: bool = False) -> None:
        super().__init__(why)
        self.why, self.remedy, self.refused = why, remedy, refused


def to_you(text: str, around: Around, *, acts: bool = False) -> str:
    """Write the text as said to its reader.

    `acts`: what the reader did (`thanks_for`, `moment`), so "her" is mostly theirs.
    """
    if not _says(text, "pronouns"):
        return text
    hidden = [match[0] for match in pattern("quoted").finditer(text)]
    plain = pattern("quoted").sub("\0", text.replace("’", "'"))
    try:
        better = _turned(plain, around, acts=acts)
    except UnfitError as unfit:
        remedy = _with_quotes(unfit.remedy, hidden)
        raise UnfitError(unfit.why, remedy, refused=unfit.refused) from None
    return _with_quotes(better, hidden) if better != plain or hidden else text


def _with_quotes(text: str, hidden: list[str]) -> str:
    for quoted in hidden:
        text = text.replace("\0", quoted, 1)
    return re.sub(r"([.!?] )you", r"\1You", text)


def all_you(text: str) -> str:
    """Write every she, he, they or we as "you"."""
    return _swapped(_they_you(she_you(text)), "we to you")


def unnamed(text: str, known: str = "") -> str:
    """Give the first she or he that stands before anybody is named; else nothing."""
    if not _says(text, "pronouns") or names_people(known, groups=False):
        return ""
    plain = pattern("quoted").sub("\0", text)
    for found in pattern("gendered").finditer(plain):
        other = words("men" if found[0].lower() in {"she", "her", "hers"} else "women")
        before = plain[: found.start()].replace(" each ", " everyone ").split(" ")
        told = pattern("her object").match(plain[found.start() :])
        if told or found[0].lower() in {"she", "he"}:  # "everyone has his own" is fine
            other |= words("everyone")
        named = " ".join(word for word in before if word.lower() not in other)
        if not names_people(named, groups=False):
            return found[0]
    return ""


def says_we(text: str) -> str:
    """Give the we, us or our of a text, or nothing."""
    found = (m[0] for m in _WORD.finditer(text))
    return next((word for word in found if word.lower() in words("we")), "")


def _says(text: str, *headings: str) -> bool:
    """Whether the text has a word of each list."""
    said = {word.lower() for word in _WORD.findall(text)}
    return not any(words(heading).isdisjoint(said) for heading in headings)


def _turned(text: str, around: Around, *, acts: bool) -> str:
    gendered, they = pattern("gendered").search(text), pattern("they").search(text)
    if _says(text, "we") and not acts:
        return _house(text, they, clear=not gendered)
    if gendered and (
        _is_reader(text, gendered, around, acts=acts) or _is_speaker(text, around)
    ):
        if pattern("listed").search(text) and pattern("she").search(text):
            raise _unsure("she", "", she_you(text))  # a verb further on is hers
        return she_you(text)
    if gendered and unnamed(text):
        raise _unsure(unnamed(text), text, she_you(text))
    if they and not gendered and _is_house(text, they, around, acts=acts):
        return _they_you(text)
    if they and not is_plural(text[: they.start()]):
        raise _unsure(they[0], text, _they_you(text))
    return text


def _unsure(who: str, text: str, better: str) -> UnfitError:
    """Offer the text for the reader, unless somebody in it is "you"."""
    mixed = _says(better, "she") or _says(better, "he") or _says(text, "she", "he")
    taken = mixed or _says(text, "you")
    offered = "" if taken else f"if the reader: {better}; else "
    return UnfitError(f'who is "{who}"?', f"{offered}name who it is")


def _house(text: str, they: re.Match[str] | None, *, clear: bool) -> str:
    """Write the reader's "we" as "you"."""
    better = _swapped(text, "we to you")
    joint = pattern("joint").search(text) or _says(text, "you or i")
    if joint or not clear or (they and not is_plural(text[: they.start()])):
        raise _unsure(says_we(text), text, better)
    return better


def _is_reader(text: str, first: re.Match[str], around: Around, *, acts: bool) -> bool:
    """Whether the first she or he can only be the reader."""
    opening = pattern("opens").match(text)
    opens = opening is not None and opening[1].lower() not in {"they", "their"}
    before, after = text[: first.start()], text[first.end() :]
    is_object = pattern("her object").match(text[first.start() :])
    others = (after[: m.start()] for m in pattern("gendered").finditer(after))
    if _says(text, "she", "he") or _says(text, "they") or _is_unclear(text):
        return False
    if any(map(names_people, (before, *others))):
        return False
    if acts:
        agrees = around.pronoun in {"", kind_of(first[0])}
        return opens or (agrees and not around.care)
    blurred = names_people(around.topics, groups=False) or _says(text, "you")
    if not opens or blurred or is_object or pattern("passive").search(text):
        return False
    leads = pattern("she").match(text)
    leading = bool(leads and leads[3].lower() in words("leaders do"))
    cares = not words("in care").isdisjoint(tokens(after))
    return not around.care or leading or cares


def _is_speaker(text: str, around: Around) -> bool:
    """Whether every she or he further on is who said it, as in "He hopes for May".

    The title agrees and nobody else is there; in care the words are a speaker's.
    """
    found = [*pattern("gendered").finditer(text)]
    kind = {kind_of(one[0]) for one in found}
    if len(kind) > 1 or around.pronoun not in {"", *kind}:
        return False
    acts = found[0][0].lower() in {"he", "she"}
    later = "" if acts else text[found[-1].end() :]  # "his lungs, and the lad left"
    anybody = not acts and pattern("anybody").search(text[: found[0].start()])
    if anybody or any(map(names_people, (around.topics, later))):
        return False
    before = text[: found[-1].start()]
    other = is_somebody(found[0][0], before) if around.pronoun else names_people(before)
    if other or _is_unclear(text) or pattern("passive").search(text):
        return False
    return not around.care or bool(pattern("speaker").search(text))


def _is_unclear(text: str) -> bool:
    """Whether "she's" may be "she is" as well as "she has"."""
    match = pattern("she").search(text)
    verb = match[3].lower() if match and match[1].lower() == "'s" else ""
    known = words("participles") | words("adjectives in -ed")
    return verb.endswith("ed") and verb not in known


def _is_house(text: str, they: re.Match[str], around: Around, *, acts: bool) -> bool:
    """Whether "they" can only be the reader's side, and nothing else is meant by it."""
    opening = pattern("opens").match(text)
    after, before = text[they.end() :], text[: they.start()]
    nobody = not (is_plural(before) or names_people(before))
    costs = not around.care and pattern("costs them").search(text)
    if nobody and (costs or (acts and they[0].lower() == "their")):
        return True
    staff = not around.care or pattern("short of hands").match(text)
    if opening is None or opening.start(1) != they.start() or not staff:
        return False
    again = pattern("they").search(after)
    if (again and is_plural(after[: again.start()])) or pattern("passive").search(text):
        return False
    if {"them", "theirs"} & {*tokens(text)} or names_people(around.topics):
        return False
    verb = _WORD.search(after)
    acting = verb and verb[0].lower() in words("organisations do")
    sure = acting or they[0].lower() == "their" or not is_plural(around.topics)
    return acts or (not _says(text, "you") and bool(sure))


def _swapped(text: str, heading: str) -> str:
    known = pairs(heading)
    return _WORD.sub(
        lambda m: known.get(m[0].lower(), m[0]) if m[0] != "US" else m[0], text
    )


def somebody(text: str, pronoun: str = "") -> int:
    """Tell where somebody stands in the text whom she or he may be; else its length.

    A capital behind "in" or "at" is a place, and who "was a porter" is no other.
    """
    other = words("men" if pronoun == "she" else "women") if pronoun else frozenset()
    before = skip = ""
    for found in _NAME.finditer(text):
        word = found[0].lower()
        if before in _PLACES and found[0][0].isupper():
            continue
        named = _is_name(found[0]) and (found.start() or _acts_first(text))
        known = word in shared("people") and not text[: found.start()].endswith(_BEING)
        if word in other:
            skip = word
        elif skip and found[0][0].isupper():
            pass
        elif named or known:
            return found.start()
        else:
            skip = ""
        before = word
    return len(text)


def _acts_first(text: str) -> bool:
    """Tell a name from the capital of any sentence: "Tomas drew the map"."""
    first = pattern("named first").match(text)
    verb = first[1] if first else ""
    return verb.endswith(("s", "ed")) or verb in pairs("irregular")


def _is_name(word: str) -> bool:
    """Tell a capital name from a day, and from CamelCase, which is a thing."""
    return bool(pattern("name").match(f"x {word}")) and not re.search(
        "[a-z][A-Z]", word
    )


def is_somebody(pronoun: str, before: str) -> bool:
    """Whether he or she may be somebody who stands before it."""
    return somebody(before, kind_of(pronoun)) < len(before)


def kind_of(pronoun: str) -> str:
    """Give `she` or `he` for any form of it."""
    return "she" if pronoun.lower() in words("she") else "he"


def she_you(text: str) -> str:
    """Write every she and he of the text as "you"."""
    alone = pattern("she").search(text)
    text = pattern("she").sub(_agreeing, text)
    text = re.sub(r"\b[Hh]im\b", "you", pattern("her object").sub("you", text))
    text = _swapped(text, "she to you")
    better = pattern("and verb").sub(lambda m: m[1] + _second(m[2]), text)
    return better if alone else text


def _they_you(text: str) -> str:
    return _swapped(pattern("they cut").sub("you", text), "they to you")


def _agreeing(match: re.Match[str]) -> str:
    """Write "she plans" as "you plan", "she's been" as "you've been"."""
    cut, adverbs, verb = match[1].lower(), match[2], match[3]
    if not cut:
        return f"you {adverbs}{_second(verb)}"
    if cut == "'s":
        has = verb.lower() in words("participles") - {"known", "tried", "led"}
        cut = "'ve" if has else "'re"
    return f"you{cut} {adverbs}{verb}"


def _second(verb: str) -> str:
    """Write "plans" as "plan", "has" as "have"; "always" and "bus" stay."""
    low = verb.lower()
    if low in pairs("agrees"):
        return pairs("agrees")[low]
    if low in {"always", "perhaps", "sometimes"} or not re.search(r"[^sui']s$", low):
        return verb
    if low.endswith("ies") and len(low) > len("ties"):
        return verb[:-3] + "y"
    return verb[:-2] if re.search(r"(?:ch|sh|ss|x|zz|o)es$", low) else verb[:-1]
