"""Words that need a sentence before them: "it", "they", "that question", "so".

A fact may be told alone only where each of them has its noun in the fact itself. The
test is of form alone: a noun before the word, in the same text, counts as meant by it.
"""

from __future__ import annotations

import re

from drafter.reading.lexicon import Pattern, pairs, tokens, words


_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)"
_BEGINS = Pattern(
    r"(?:also|so(?! (?:far|many|much|few|long)\b)|and|but|or|too|likewise|ditto|instead"
    r"|otherwise|which|me too|I (?:dis)?agree|I felt the same|I think so"
    r"|I thought so)\b"
    r"|(?:yes|no|still|same)(?=[,.!]| (?:I|we|my|it|they|that|there|here|for|with|in"
    r"|at)\b)"
    r"|not(?! \w+ing\b| (?:to|a|one|every|all|many|everyone|everybody|only)\b)\b",
    case=False,
)
_POINTS = Pattern(
    r"\b(?:mine|ours|yours|it|its|it's|itself|they|them|their|theirs|they're"
    r"|(?:these|those)(?! who\b| (?:\w+ ){1,3}(?:of|in|on|from|with|who|that|you)\b)"
    rf"|both(?! \w+ and\b| \w+s\b)|the {_NUMBER} of (?:them|us|those)"
    r"|the same(?! \w+ (?:for|every|each|as|that|twice|all|since)\b)"
    rf"|one of (?:them|those"
    r"|these)|neither|either(?! \w+ or\b)|the (?:other|former|latter)(?: one)?)\b"
    r"|\bthere\b(?!'s| (?:when|until|is|are|was|were|will|has|have|would|must|isn't"
    r"|aren't)\b)"
    r"|(?:^|[.!?;] |, (?:and|but|so) )(?:that|this)(?:'s)?\b(?! [\w-]+ (?:of|in|on|at"
    r"|from) )"
    r"|\b(?:of|for|with|about|like|do|did|done|doing|on|in|by|than|from|at|into|after"
    r"|before|since) (?:that|this)\b(?! (?:week|year|month|morning|spring|summer|autumn"
    r"|winter|time|day|night|way)\b)"
    r"|\b(?:that|this|one)(?=[.,;!?]|$)",
    case=False,
)
_EMPTY_IT = Pattern(
    r"it(?:'s| is| was| would be) (?:an? )?(?:\w+ ){0,3}(?:to|that|when|how)\b"
    r"|it (?:best|all|takes|took|would take|helps|helped|pays|matters|rains|rained"
    r"|snows|snowed)\b"
    r"|it(?:'s| is| was) (?:easy|hard|good|great|a pleasure|possible|clear|raining|cold"
    r"|dark|late|early|monday|tuesday|wednesday|thursday|friday)\b",
    case=False,
)
"""An "it" that stands for nothing: "it takes a year to learn the oven"."""
_EMPTY_AFTER = Pattern(
    r"(?:ma[dk]es?|making|f[io]u?nd|takes?|took) it (?:\w+ to\b|feel\b|seem\b|look\b"
    r"|sound\b|easy\b|easier\b|clear\b|hard\b|harder\b|plain\b|possible\b|worth\b)",
    case=False,
)
_KIND = Pattern(r"(?:\b(?:an?|the|any|some|no|one) )?[\w-]+ $", case=False)
"""What stands before "like that": "a list"."""
_NOUN = Pattern(
    rf"\b(?:the|an?|my|our|your|every|each|one|{_NUMBER}|some|no|its|whose|of) (?!of\b)"
    r"[\w'-]{2,}|\b(?:everyone|everybody|nobody|everything)\b|\b[\w-]{3,}s\b"
    r"|(?<=\w )(?-i:[A-Z])[\w'-]+|\b[\w-]+(?:tion|ment|ness|ity)\b"
    r"|(?<=\w )[\w-]+ing\b",
    case=False,
)
_NO_NOUN = Pattern(
    r"\b(?:weeks?|days?|hours?|minutes?|months?|years?|times?|yes|always|sometimes|was"
    r"|has"
    r"|does|is|this|nights?|worst|once|us|during|thing|things)\b",
    case=False,
)
"""What looks like a noun and is none that an "it" stands for."""
_PLURAL = Pattern(
    rf"(?:^|\b(?:the|in|for|and|with|every|no) |\b(?:these|those|my|our|your|of|many"
    rf"|all"
    rf"|most|some|both|{_NUMBER}) (?:[\w-]+ )?)(?!takes|makes|goes|has|does|is|was|gets"
    r"|keeps|says|needs|wants|works|runs|comes|leaves|means|lets|stays|starts|ends"
    r"|opens"
    r"|closes|sits|stops|drops|costs|lasts)[\w-]{2,}s\b",
    case=False,
)
_EACH = Pattern(
    r"\b(?:every|each) (?!other\b|one\b|single\b|of\b|day|night|week|month|year|time"
    r"|morning|evening|hour|minute|spring|summer|autumn|winter|fall|season|second|thing"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[\w-]{3,}",
    case=False,
)
"""One that "they" may stand for: "every twenty dollar giver"."""
_NAMED_BEFORE = (
    Pattern(
        r"(?:^|\b(?:answered|asked|saw|heard|liked|found|solved|fixed|remember|used?"
        r"|had|have"
        r"|keep|kept|like|love|loved|know|knew) )(?:that|those"
        r"|these) (\w{3,}?)(?=[.,;]|$)",
        case=False,
    ),
    Pattern(
        r"\bthe same (?!all\b|as\b|way\b|time\b|day\b|night\b|thing\b|for\b|in\b|to\b"
        r"|week\b|year\b|morning\b)(\w{3,})\b(?! (?:for|every|each|as|that|twice|all"
        r"|since)\b)",
        case=False,
    ),
    Pattern(r"^(?:one|two|three|four|both) of the (\w{3,})", case=False),
)
"""A noun that was named before, or the words point nowhere: "that question"."""
_POINTERS = Pattern(
    r"(?:that|this|those|these)(?:'s|'re| (?:is|was|are|were|means|made))\b|they\b",
    case=False,
)
_NAME = Pattern(r"\w (?!I\b|I'|I’)[A-Z][a-z]+")
_FIRST = Pattern(r"[A-Z][a-z]+ (?!is\b|was\b)([a-z]+)\b")
_WHOLE = 4
"""A reaction of fewer words ("Good.") says nothing by itself."""
_PLURALS = ("they", "them", "their", "these", "those")
_MANY = ("everyone", "everybody", "all", "every", "both", "two", "three", "four")


def leans(text: str, *, own: bool = True) -> str:
    """Give the words that lean on something outside the text; nothing if none does.

    `own`: the writer's own sentences, where "one of the tanks" names no tank before.
    """
    text = text.replace("’", "'")
    found = tokens(text)
    if found[:1] and words("leaning").isdisjoint((*found, *found[:1])):
        return ""
    if match := _BEGINS.match(text):
        return match[0]
    for pattern in _NAMED_BEFORE[: 3 if own else 1]:
        for match in pattern.each(text):
            if not _named(match[1], text[: match.start(1)]):
                return match[0]
    text = text.replace("one and the same", "one").replace(
        "at the same time", "at once"
    )
    for match in _POINTS.each(text):
        if not _has_noun(match, text):
            return match[0].lstrip(".!?;, ")
    return ""


def stands_alone(text: str, *, cut: bool) -> bool:
    """Tell a reaction that needs nothing before it.

    `cut`: what it answers was there and is not told, so any "it" may mean that.
    """
    if len(text.split()) < _WHOLE or leans(text):
        return False
    return not cut or words("pointing").isdisjoint(tokens(text))


def opens_pointing(text: str) -> bool:
    """Tell a text that begins by pointing: "that's how we do it"."""
    return _POINTERS.match(text.replace("’", "'")) is not None


def is_plural(text: str) -> bool:
    """Tell whether a plural that "they" may stand for is in the text."""
    if _EACH.search(text):
        return True
    text = _NO_NOUN.sub("", text)
    return bool(_PLURAL.search(text)) or not words("people").isdisjoint(_singular(text))


def names_people(text: str, *, groups: bool = True) -> bool:
    """Tell whether somebody stands in the text, by a word for a person or by a name.

    Without `groups` a crew or a team is nobody: none of them is a "she".
    """
    known = words("people") if groups else words("people") - words("groups")
    if not known.isdisjoint(_singular(text)):
        return True
    first = _FIRST.match(text)
    verb = first[1] if first else ""
    acts = verb.endswith(("s", "ed")) or verb in pairs("irregular")
    return acts or _NAME.search(text) is not None


def _singular(text: str) -> set[str]:
    found = tokens(text)
    return {*found, *(word.removesuffix("s") for word in found)}


def _named(noun: str, before: str) -> bool:
    low = before.lower()
    return noun.lower()[:4] in low or any(f"{word} " in low for word in _MANY)


def _has_noun(match: re.Match[str], text: str) -> bool:
    here, before = text[match.start() :], text[: match.start()]
    if _EMPTY_IT.match(here) or _EMPTY_AFTER.search(
        text[max(0, len(before) - 7) :][:40]
    ):
        return True
    if match[0].lower().startswith("like "):
        before = _KIND.sub("", before)
    if match[0].lower().startswith(_PLURALS):
        return is_plural(before)
    return bool(_NOUN.search(re.sub(" +", " ", _NO_NOUN.sub("", before))))
