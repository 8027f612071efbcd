"""The writer's own sentences: what is mended in one, and why it cannot stand.

They are used as written. Only what is certain is written otherwise: the "she" that is
the reader, a comma between two sentences, a thing that is no sentence yet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.reading import pronouns, speech
from drafter.reading.grammar import kind
from drafter.reading.lexicon import family, pairs, pattern, phrases, words
from drafter.reading.pronouns import UnfitError, leans


if TYPE_CHECKING:
    from drafter.reading.pronouns import Around

ALONE = ("my_link", "own_words", "card_detail", "close")
"""Sentences that stand behind nothing."""
_ANSWER = 3
"""Words that answer bad news; "Yikes." does not."""


class Beside(NamedTuple):
    """What stands beside an own sentence."""

    known: str
    """What it answers, as typed."""
    around: Around
    answers: bool
    """Whether it answers a question, and may lean on that."""
    turn: int
    """Whose it is of the interview, from 0."""
    turned: bool
    """Whether the she or he of what it answers is the reader for sure."""


def fitted(name: str, text: str, beside: Beside) -> str:
    """Give an own sentence as it is told; `UnfitError` where it cannot stand."""
    better = speech.unspliced(text, stop=True)
    better = _begun(better) if name in {"reaction", "close"} else better
    if name == "answer":
        better = speech.unspliced(_would(better, beside.known), stop=True)
    better = _named(name, better, beside)
    if name in {"my_link", "own_words"} and not beside.answers:
        better = pattern("also mine").sub(r"\1", better)
    if name == "card_detail":
        better = _on_card(better, beside.turn)
    if name in ALONE and speech.is_fragment(text):
        raise UnfitError("it is no sentence", "write one: who did what")
    if name in ALONE and not (beside.answers and name in {"my_link", "own_words"}):
        _no_leaning(name, better)
    return better


def _on_card(text: str, turn: int) -> str:
    """Make a sentence of what stays with the writer, where it is a thing."""
    if is_thing(text.partition(", ")[0]):
        text = pattern("that one thing").sub("the ", text)
    text = _with_the(text)
    joined = _uncut(text)
    return thought_of(text, turn) if joined == text and is_thing(text) else joined


def _with_the(text: str) -> str:
    """Give "Umbrella for every guest." the article that it lacks."""
    first = text.partition(" ")[0].lower()
    named = f"the {first}{text[len(first) :]}"
    return named if first in kind("thing") and is_thing(named) else text


def _uncut(text: str) -> str:
    """Join "The pass, saved me a fare" and "The heel you gave me, it fell"."""
    thing, comma, rest = text.partition(", ")
    first, _, more = rest.partition(" ")
    if not comma or not is_thing(thing):
        return text
    if best := pattern("best thing").match(rest):
        are = "were" if pronouns.is_plural(thing) else "was"
        return f"{thing} {are} {best[1] or 'the '}{best[2]}"
    short = {"it's": "is", "they're": "are"}.get(first, "")
    if (first in {"it", "they"} or short) and more:
        thing = thing[0].upper() + thing[1:]
        return f"{thing} {short} {more}" if short else f"{thing} {more}"
    return f"{thing} {rest}" if more and speech.acts(first) else text


def _begun(text: str) -> str:
    """Begin a sentence that was typed behind "I thought": "that this is why"."""
    rest = pattern("goes on with that").sub("", text)
    rest = pattern("no order").sub("I don't ", rest)
    return rest[0].upper() + rest[1:]


def _would(text: str, asked: str) -> str:
    """Give an answer the "I would" that its question has, where a bare verb begins."""
    first, _, rest = text.partition(" ")
    doing = pattern("would what").match(asked)
    if doing and is_thing(re.split(", | - |; ", text)[0]):
        return f"I would {doing[1]} {speech.inside(text)}."
    twice = re.search(r"[,;] (?:don't|do not|never|no)\b", rest)  # ", don't guess"
    if twice or not (rest and pattern("would do").search(asked)):
        return text
    verb = first.lower().rstrip(",") in words("orders") | words("orders or nouns")
    ordered = first.lower() in kind("verb") and pattern("ordered").match(text)
    orders_it = first.lower() in kind("base") and re.match(_IT, rest)
    if not (verb or ordered or orders_it):
        return text
    return f"I would {first.lower()} {rest}"


def _named(name: str, text: str, beside: Beside) -> str:
    """Write "you" for a she or he that can only be the reader."""
    if beside.turned and not re.search(r"(?i)\byou", text):
        return re.sub(r"(^|[.!?] )you", r"\1You", pronouns.she_you(text))
    somebody = pronouns.somebody(beside.known) < len(beside.known)
    who = pronouns.unnamed(text, beside.known if somebody else "")
    if not who:
        return text
    you = pronouns.all_you(text)
    you = you[0].upper() + you[1:]
    taken = re.search(r"(?i)\byou", text) or beside.around.care
    remedy = "name who it is" if taken else f"if it is the reader, write: {you}"
    around = beside.around
    agrees = around.pronoun in {"", pronouns.kind_of(who)} and not around.care
    alone = not somebody and not pronouns.names_people(around.topics, groups=False)
    answers = name == "reaction" and beside.known
    told = is_thing(text) or pattern("did me").match(text)
    theirs = name == "card_detail" and told and not family(text)
    if agrees and alone and not taken and (answers or theirs):
        return re.sub(r"(^|[.!?] )you", r"\1You", pronouns.she_you(text))
    raise UnfitError(f'who is "{who}"?', remedy)


def _no_leaning(name: str, text: str) -> None:
    pointing = leans(text)
    if name == "own_words" and pattern("too short").fullmatch(text):
        raise UnfitError("it is too short to stand alone", "say what it is about")
    if name == "close":
        pointing = "" if pointing == "there" else pointing
        those = pattern("those of before").search(text)
        pointing = pointing or (those[0] if those else "")
    if pointing:
        why = f'"{pointing}" points at something that is not in it'
        raise UnfitError(why, "write it so that it stands alone")


def is_turned(typed: str, told: str) -> bool:
    """Whether the she or he of what was typed is told as "you"."""
    return bool("you" in told and pronouns.unnamed(typed)) and not pronouns.unnamed(
        told
    )


_WITH_IT = r" (?:in|on|of|with|from|under|inside|behind) (?:it|them|you)\b"
_SAYS = r"(?i)(?:that|which) (?:says?|said|reads?|asks?|asked|warns?)\b"
_IT = r"(?:the|an?|my|your|it|them|every|each|all|both|one|two)\b"
_YOU_SAID = r"(?<=\w) (?:you|he|she|they) (?:say|said|told me|mentioned)(?: that)?\b"
_READS = r"\b(?:saying|reading|marked|labell?ed|signed|asking)\b"


def is_thing(text: str) -> bool:
    """Tell a thing from a sentence: "the kettle with the welded handle"."""
    bare = re.sub(_WITH_IT, "", text.rstrip(".!"))
    if pattern("named doing").match(bare):
        known = pairs("irregular").keys()
        return known.isdisjoint(bare.split()) and not pattern("acts").search(bare)
    head = pattern("head of a thing").match(bare)
    if not head or re.search(r"[.!?;:] ", bare):
        return False
    words = head[0].lower().split()[1:]
    acts = pattern("acts").search(head[0]) or not pairs("irregular").keys().isdisjoint(
        words
    )
    rest = bare[head.end() :].lstrip(", ")
    if re.match(r"(?i), (?:I|you|we|they|he|she|it)\b", bare[head.end() :]):
        return False  # "the recipe, I still think of it" is a sentence
    named = not rest or rest.isupper() or _is_relative(rest)  # "labelled DO NOT MIX"
    named = named or bool(re.search(_READS, head[0]))
    return bool(words) and not acts and named


def _is_relative(rest: str) -> bool:
    """Tell "which only knows one station" from what goes on: "made me laugh"."""
    if re.match(r"(?i)(?:with|and|in|on|at|for|from|of|without) ", rest):
        return not pattern("acts").search(rest)
    if re.match(_SAYS, rest):  # what it says may be a sentence
        return True
    if not re.match(
        r"(?i)(?:who|whom|which|that|whose|where|when|I|you|we|they|he|she|no one|"
        r"(?:no|every|some)(?:body|one))\b",
        rest,
    ):
        return False
    rest = re.sub(_YOU_SAID, "", rest)  # what follows is what was said
    rest = pattern("helping verb").sub("", rest)  # "was stopped" acts once
    known = pairs("irregular").keys()
    found = re.finditer(r"\w+", rest)
    verbs = {one.start() for one in found if one[0].lower() in known}
    verbs |= {one.start() for one in pattern("acts").finditer(rest)}
    joined = len(re.findall(r"\b(?:and|but|or|before|after|while|when|until)\b", rest))
    return len(verbs) <= 1 + joined


def thought_of(thing: str, turn: int) -> str:
    """Make a sentence of a thing, another one for each person."""
    lines = phrases("thought of")
    return lines[turn % len(lines)].format(speech.inside(thing).rstrip(".! "))


def answers_news(reaction: str) -> bool:
    """Tell what can stand behind bad news."""
    return len(reaction.split()) >= _ANSWER and not pities_a_thing(reaction)


def feels_alone(text: str) -> bool:
    """Tell "I was moved", which needs what it is about before it."""
    return bool(pattern("feels alone").search(text))


def pities_a_thing(text: str) -> bool:
    """Tell "I felt pain for the butter", which is no kind word of a loss."""
    pity = pattern("pity for").search(text)
    if not pity:
        return False
    animal = pattern("animal").search(pity[1])
    theirs = pattern("for them").search(pity[1])
    return not (animal or theirs or pronouns.names_people(f"for {pity[1]}"))
