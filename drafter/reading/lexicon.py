"""The word lists of `lists/`, and what they tell: news, pay, topics that read well.

Lists are looked up as plain text, and patterns compiled when first needed: to compile
all of them would cost more than reading a file of three people.

Illness and death are somebody's life; a closing depot is bad news of the work. Only the
second may stand beside an answer of the writer's own.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


_FOLDER = Path(__file__).parent / "lists"
_TOKEN = re.compile(r"[\w’'/-]+")


class Pattern:
    """A regular expression that is compiled when it is first looked for."""

    def __init__(self, *parts: str, case: bool = True) -> None:
        self._source, self._flags = "".join(parts), re.NOFLAG if case else re.IGNORECASE

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def match(self, text: str) -> re.Match[str] | None:
        """Look at the beginning."""
        return self._made.match(text)

    def full(self, text: str) -> re.Match[str] | None:
        """Look at the whole text."""
        return self._made.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Look anywhere."""
        return self._made.search(text)

    def each(self, text: str) -> Iterator[re.Match[str]]:
        """Find all of them, in order."""
        return self._made.finditer(text)

    def sub(self, better: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace all of them."""
        return self._made.sub(better, text)


class Lexicon:
    """Phrases that are looked for in texts; `news.txt` says how they are written."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        harmless = [line[1:].strip() for line in lines if line.startswith("!")]
        wanted = [line for line in lines if not line.startswith("!")]
        self._harmless = [f" {line} " for line in harmless]
        self._wanted = [
            end
            for line in wanted
            for end in (
                [f" {line[:-1]}"] if line[-1] == "*" else (f" {line} ", f" {line}s ")
            )
        ]

    def find(self, text: str) -> str:
        """Give the first phrase of the list that stands in the text, or nothing."""
        plain = _plain(text)
        for phrase in self._harmless:
            if phrase in plain:
                plain = plain.replace(phrase, " . ")
        return next((one.strip() for one in self._wanted if one in plain), "")


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, each without a possessive 's."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return tuple(word.removesuffix("'s").strip("'") for word in found)


@cache
def lexicon(heading: str) -> Lexicon:
    """Give the phrases under a heading of `news.txt`, ready to be looked for."""
    return Lexicon(_lists("news")[heading])


@cache
def words(heading: str) -> frozenset[str]:
    """Give the single words under a heading of `words.txt`."""
    return frozenset(w for line in _lists("words")[heading] for w in line.split())


@cache
def pairs(heading: str) -> dict[str, str]:
    """Give the pairs under a heading of `words.txt`: what is found, what it becomes."""
    found = [w for line in _lists("words")[heading] for w in line.split()]
    return dict(word.split(":", 1) for word in found)


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return f" ^ {' '.join(tokens(text))} $ "


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


_LOSS = Pattern(
    r"\b(?:lost|lose|losing) (?:about |nearly |almost |over |up to )?"
    r"(?:\d|half|most|all|everything|money|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|a (?:hundred"
    r"|thousand|million|third|quarter|whole|year's|season|crop|client|customer)"
    r"|(?:the|your|their|our|her|his) (?:\w+ )?(?:contract|licen[cs]e|herd|harvest"
    r"|crop|grant|funding|lease|building|barn|boat|client|customer|shop))\b",
    case=False,
)
_WHOSE = frozenset({"my", "her", "his", "their", "your", "our"})
_WHICH = frozenset(
    {"own", "late", "ex", "old", "older", "elder", "younger", "little", "eldest",
     "youngest", "first"}
)  # fmt: skip
_FAMILY_OF = frozenset(
    {"wife", "husband", "spouse", "marriage", "mother", "father", "mum", "mom",
     "dad", "parents", "son", "sons", "daughter", "daughters", "kid", "kids", "child",
     "children", "baby", "twins", "brother", "sister", "gran", "nan", "grandmother",
     "grandfather", "aunt", "uncle", "girlfriend", "boyfriend", "fiance", "fiancé",
     "fiancée"}
)  # fmt: skip


def family(text: str) -> str:
    """Give the words for a relative ("her mum"), or nothing."""
    return _relative(text, whole=False)


def is_private(text: str, *, care: bool = False) -> bool:
    """Tell news of somebody's life: death, illness, family.

    `care`: the work is care, so illness alone is what it is about.
    """
    illness = lexicon("illness").find(text) and (not care or family(text))
    if lexicon("private").find(text) or illness:
        return True
    return bool(_relative(text, whole=True)) and not lexicon("founding").find(text)


def is_news(text: str, *, care: bool = False) -> bool:
    """Tell news, bad or private, apart from the relatives it names."""
    if is_bad(text) or lexicon("private").find(text):
        return True
    return bool(lexicon("illness").find(text)) and (not care or bool(family(text)))


def is_bad(text: str) -> bool:
    """Tell bad news of the work: closures, dismissals, accidents."""
    return bool(lexicon("work").find(text))


def is_bleak(text: str) -> bool:
    """Tell a complaint or a loss that needs a word of one's own beside it."""
    return bool(lexicon("bleak").find(text)) or _LOSS.search(text) is not None


def is_pay(text: str) -> bool:
    """Tell pay and the terms of the contract."""
    return bool(lexicon("pay").find(text))


def is_delicate(text: str) -> bool:
    """Tell a question that is not repeated without its answer."""
    return bool(lexicon("delicate").find(text))


def _relative(text: str, *, whole: bool) -> str:
    """Find "her mum"; with `whole` not in "her mum's shop", which is no news of her."""
    found = tokens(text)
    owned = {
        word.lower().replace("’", "'").split("'")[0]
        for word in text.split()
        if "'s" in word.replace("’", "'")
    }
    for n, word in enumerate(found):
        after = found[n + 1 : n + 3]
        skip = bool(after) and after[0] in _WHICH
        named = after[skip : skip + 1]
        relative = word in _WHOSE and named and named[0] in _FAMILY_OF
        if relative and not (whole and named[0] in owned):
            return " ".join(found[n : n + 2 + skip])
    return ""


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
