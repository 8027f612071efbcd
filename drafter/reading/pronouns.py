"""Pronouns: what "it" needs before it, and who "she", "they" and "we" are.

A fact may be told alone only where each pointing word has its noun in the fact itself.
The test is of form alone: a noun before the word, in the same text, counts as meant.

Notes say "she", "they" and "our"; the letter says "you", where nobody else can be
meant: the pronoun opens the text, and neither the text before it nor the topics name a
person. All else raises `UnsureError` with the text as it would read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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


_GENDERED = Pattern(r"\b(?:she|he|hers?|him|his|(?:her|him)self)\b", case=False)
_THEY = Pattern(r"\b(?:they|them|theirs?|themselves)\b", case=False)
_SHE_WORDS = Pattern(r"\b(?:she|hers?|herself)\b", case=False)
_HE_WORDS = Pattern(r"\b(?:he|him|his|himself)\b", case=False)
_WE = Pattern(r"\b(?:we|us|ours?|ourselves)\b", case=False)
_YOU = Pattern(r"\byour?\b", case=False)
_YOU_OR_I = Pattern(r"\b(?:you|your|I|me|my)\b")
_OPENS = Pattern(
    r"(?:(?:that|how|why|what|when|where|whether) )?(she|her|he|his|they|their)\b",
    case=False,
)
_JOINT = Pattern(
    r"\bwe(?:'d|'ll| should| could| might| will| would| can| both)?"
    r" (?:talk|speak|meet|both|share|agree)",
    case=False,
)
_PASSIVE = Pattern(
    r"\b(?:she|he|they) (?:was|were|got|had been|gets|is being|are being)"
    r" (?!an? |the |in |at |on |here\b|born\b|not |never |always |so |very )",
    case=False,
)
_ADVERBS = r"(?:(?:always|never|still|also|often|usually|just|once|already|\w+ly) )*"
_SHE = Pattern(rf"\b(?:she|he)((?:'s|'d|'ll)?) ({_ADVERBS})([\w']+)", case=False)
_THEY_CUT = Pattern(r"\bthey(?=(?:'re|'ve|'d|'ll)?\b)", case=False)
_OBJECT = (
    r"(?= (?:and|or|but|to|in|on|for|with|at|by|about|from|into|over|when|what|how|why"
    r"|where|that|who|the|an?|my|if|as|before|after|until|not|so|than)\b|[.,;!?]|$)"
)
_AGREES = {"has": "have", "is": "are", "was": "were", "does": "do", "goes": "go",
           "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't",
           "doesn't": "don't"}  # fmt: skip
_AND = Pattern(
    rf"\b((?:and|but|or) (?:then )?{_ADVERBS})(\w+s)"
    r"(?= (?:the|an?|it|them|your|my|up|off|out|to|on|in|every|each|all|at|for|from"
    r"|with"
    r"|no|nobody|\w+s)\b|[.,;]|$)",
    case=False,
)
_LISTED = Pattern(r", (?:then )?\w+s\b")
_QUOTED = Pattern(r"[\"“„][^\"“”„]*[\"”“]|\b(?:He|She) [A-Z][a-z]+")
"""What is not the writer's: quoted words, and He where it is a name (He Yan)."""


class Around(NamedTuple):
    """What stands around a text and may be meant by its pronouns."""

    topics: str = ""
    care: bool = False
    """Whether the work is care, teaching or law: then "she" may be in their care."""


class UnsureError(Exception):
    """Nobody can tell whom a pronoun means; `better` is for the reader."""

    def __init__(self, who: str, better: str) -> None:
        super().__init__(who)
        self.who, self.better = who, better


def to_you(text: str, around: Around, *, acts: bool = False) -> str:
    """Write the text as said to its reader.

    `acts`: what the reader did (`thanks_for`, `moment`), so "her" is mostly theirs.
    """
    if words("pronouns").isdisjoint(_bare(text)):
        return text
    hidden = [match[0] for match in _QUOTED.each(text)]
    plain = _QUOTED.sub("\0", text.replace("’", "'"))
    better = _turned(plain, around, acts=acts)
    for quoted in hidden:
        better = better.replace("\0", quoted, 1)
    return better if better != plain or hidden else text


def _bare(text: str) -> set[str]:
    return {word.partition("'")[0] for word in tokens(text)} | set(tokens(text))


def all_you(text: str) -> str:
    """Write every she, he, they or we as "you"."""
    return _we_you(_they_you(_she_you(text)))


def unnamed(text: str, known: str = "") -> str:
    """Give the first she or he that stands before anybody is named; else nothing."""
    if words("pronouns").isdisjoint(_bare(text)):
        return ""
    plain = _QUOTED.sub("\0", text)
    for match in _GENDERED.each(plain):
        if not names_people(plain[: match.start()]) and not names_people(known):
            return match[0]
    return ""


def says_we(text: str) -> str:
    """Give the we, us or our of a text, or nothing."""
    match = _WE.search(text)
    return match[0] if match else ""


def _turned(text: str, around: Around, *, acts: bool) -> str:
    gendered, they = _GENDERED.search(text), _THEY.search(text)
    if _WE.search(text) and not acts:
        return _house(text, clear=not gendered)
    if gendered and _is_reader(text, gendered, around, acts=acts):
        return _sure(_she_you(text), text)
    if gendered and unnamed(text):
        raise _unsure(unnamed(text), text, _she_you(text))
    if they and not gendered and _is_house(text, they, around, acts=acts):
        return _they_you(text)
    if they and not is_plural(text[: they.start()]):
        raise _unsure(they[0], text, _they_you(text))
    return text


def _unsure(who: str, text: str, better: str) -> UnsureError:
    """Offer the text for the reader, unless somebody in it is "you" already."""
    several = _SHE_WORDS.search(text) and _HE_WORDS.search(text)
    return UnsureError(who, "" if several or _YOU.search(text) else better)


def _house(text: str, *, clear: bool) -> str:
    """Write the reader's "we" as "you"."""
    joint = _JOINT.search(text) or _YOU_OR_I.search(text)
    they = _THEY.search(text)
    if joint or not clear or (they and not is_plural(text[: they.start()])):
        raise _unsure(says_we(text), text, _we_you(text))
    return _we_you(text)


def _is_reader(text: str, first: re.Match[str], around: Around, *, acts: bool) -> bool:
    """Whether the first she or he can only be the reader."""
    opening = _OPENS.match(text)
    opens = opening is not None and opening[1].lower() not in {"they", "their"}
    before, after = text[: first.start()], text[first.end() :]
    is_object = re.match(rf"(?:him|her){_OBJECT}", text[first.start() :], re.IGNORECASE)
    several = _SHE_WORDS.search(text) and _HE_WORDS.search(text)
    others = any(names_people(after[: m.start()]) for m in _GENDERED.each(after))
    if (
        several
        or names_people(before)
        or others
        or _THEY.search(text)
        or _is_unclear(text)
    ):
        return False
    if acts:
        theirs = first[0].lower() in {"her", "his"} and not is_object
        return opens or (theirs and not around.care)
    blurred = names_people(around.topics, groups=False) or _PASSIVE.search(text)
    if not opens or blurred or is_object or _YOU.search(text):
        return False
    return not around.care or _leads(text)


def _is_unclear(text: str) -> bool:
    """Whether "she's" may be "she is" as well as "she has"."""
    match = _SHE.search(text)
    verb = match[3].lower() if match and match[1].lower() == "'s" else ""
    known = words("participles") | words("adjectives in -ed")
    return verb.endswith("ed") and verb not in known


def _leads(text: str) -> bool:
    match = _SHE.match(text)
    return match is not None and match[3].lower() in words("leaders do")


def _is_house(text: str, they: re.Match[str], around: Around, *, acts: bool) -> bool:
    """Whether "they" can only be the reader's side, and nothing else is meant by it."""
    opening = _OPENS.match(text)
    if opening is None or opening.start(1) != they.start() or around.care:
        return False
    after = text[they.end() :]
    again = _THEY.search(after)
    if (again and is_plural(after[: again.start()])) or _PASSIVE.search(text):
        return False
    if re.search(r"\b(?:them|theirs)\b", text) or names_people(around.topics):
        return False
    if acts:
        return True
    verb = next(iter(re.findall(r"\w+", after)), "")
    sure = verb.lower() in words("organisations do") or they[0].lower() == "their"
    return not _YOU.search(text) and (sure or not is_plural(around.topics))


def _sure(better: str, text: str) -> str:
    """Give the turned text, unless a verb further on may still be hers."""
    if _LISTED.search(text) and _SHE.search(text):
        raise UnsureError("she", better)
    return better


def _she_you(text: str) -> str:
    alone = _SHE.search(text) is not None
    text = _SHE.sub(_agreeing, text)
    text = re.sub(r"\bhers\b", "yours", text, flags=re.IGNORECASE)
    text = re.sub(rf"\b(?:him|her){_OBJECT}", "you", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:his|her)\b", "your", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:her|him)self\b", "yourself", text, flags=re.IGNORECASE)
    return _AND.sub(lambda m: m[1] + _second(m[2]), text) if alone else text


def _they_you(text: str) -> str:
    text = _THEY_CUT.sub("you", text)
    text = re.sub(r"\btheirs\b", "yours", text, flags=re.IGNORECASE)
    text = re.sub(r"\btheir\b", "your", text, flags=re.IGNORECASE)
    text = re.sub(r"\bthem\b", "you", text, flags=re.IGNORECASE)
    return re.sub(r"\bthemselves\b", "yourselves", text, flags=re.IGNORECASE)


def _we_you(text: str) -> str:
    text = re.sub(r"\bwe\b", "you", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:us|Us)\b", "you", text)
    text = re.sub(r"\bours\b", "yours", text, flags=re.IGNORECASE)
    text = re.sub(r"\bour\b", "your", text, flags=re.IGNORECASE)
    return re.sub(r"\bourselves\b", "yourselves", text, flags=re.IGNORECASE)


def _agreeing(match: re.Match[str]) -> str:
    cut, adverbs, verb = match[1].lower(), match[2], match[3]
    if cut in {"'d", "'ll"}:
        return f"you{cut} {adverbs}{verb}"
    if not cut:
        return f"you {adverbs}{_second(verb)}"
    return f"{_cut(verb.lower())} {adverbs}{verb}"


def _cut(participle: str) -> str:
    """Write "she's been" as "you've been", and "she's proud" as "you're proud"."""
    is_have = participle in words("participles") - {"known", "tried", "led"}
    return "you've" if is_have else "you're"


def _second(verb: str) -> str:
    """Write "plans" as "plan", "has" as "have"; "always" and "bus" stay."""
    low = verb.lower()
    if low in _AGREES:
        return _AGREES[low]
    if low in {"always", "perhaps", "sometimes"} or not re.search(r"[^sui']s$", low):
        return verb
    if low.endswith("ies") and len(low) > len("ties"):
        return verb[:-3] + "y"
    return verb[:-2] if re.search(r"(?:ch|sh|ss|x|zz|o)es$", low) else verb[:-1]
