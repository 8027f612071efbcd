"""Bad or private news, pay, and delicate questions: what a letter does not say back.

Illness and death are somebody's life; a closing depot is bad news of the work. Only the
second may stand beside an answer of the writer's own.
"""

from __future__ import annotations

from drafter.reading.lexicon import Pattern, lexicon, tokens


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
