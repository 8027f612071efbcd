"""The shape of what was typed: lead-ins, questions, gerunds, slips of typing, promises.

People note "do I coach anything" and "you showed me around", as one does. Each function
gives the text as its sentence needs it, or says that it cannot; where English could
mean another thing, the text stays as it is. Slips are mended where they are certain,
and never in a quotation, a name or a letter of one's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.lexicon import Pattern, pairs, words
from drafter.reading.pronouns import names_people


if TYPE_CHECKING:
    from collections.abc import Iterable


_CAPITAL_WORD = Pattern(r"[A-Z]{2,}|\d")
_WH = ("how", "why", "what", "when", "where", "who", "which", "whose", "whom")
_ME = {"your": "my", "yours": "mine", "yourself": "myself", "you're": "I'm",
       "you've": "I've", "you'd": "I'd", "you'll": "I'll"}  # fmt: skip
_MINE = {"are": "am", "were": "was", "do": ""}
_QUESTION = Pattern(
    r"(?:(how|why|where|when|what|which|who)((?: (?!I |you |we |they |it |he |she "
    r"|the )"
    r"[\w'-]+){0,3}?) )?"
    r"(do|would|could|can|should|will|have|had|has|are|am|were|was|is)"
    r" (I|you|we|they|it|there) ([^?]+?) ?\?*",
    case=False,
)
_ASKED = Pattern(
    r"(?:how|why|where|when|what|who)(?: (?!I |you |we |they |it |he |she |the |an? )"
    r"[\w'-]+){0,2}? (?:did|does|do|is|are|was|were)"
    r" (?:I|you|we|they|he|she|it|there)\b|(?:did|does) (?:I|you|we|they|he|she)\b",
    case=False,
)
_TURNED = Pattern(
    r"(?:whether|if|about|for)\b|(?:how|why|where|when|what|which|who)"
    r"(?: (?:\w+ ){0,3}?(?:I|you|we|they|it|he|she)\b| (?:the|my|your|our) \w+ \w+)",
    case=False,
)
_YOU_ACTS = Pattern(
    r"\b(?:if|when|that|what|how|where|why|who|because|until|before|after|as|and|or"
    r"|since|while|than|things?|time) $",
    case=False,
)
_OBJECT_ENDS = Pattern(
    r" (?:and|to|in|on|for|with|at|by|about|from|into|when|what|how|why|where|as)\b"
    r"|[,;]|$"
)
_ORDERED = Pattern(
    r"\w+ (?:the|an?|your|my|it|them|me|to|on|in|at|for|about|after|before|up|out|with"
    r"|from|more|less|no|nothing|every|everyone|anyone|what|how|who|why|if|[A-Z]\w+)\b"
)
_ORDER = Pattern(
    r"(?:(never|always|don't|do not) )?([a-z]+)"
    r" (?!(?:is|are|was|were|has|have|had|will|can|takes|makes|and|or|of"
    r"|ends?)\b)(?=\w)",
)
_SPLICE = Pattern(r", (?=(?:it|they|you|we|I|he|she|nobody|everybody|everyone)\b(?!,))")
_STARTS_LATE = Pattern(
    r"(?:that )?(?:when|if|as|after|before|since|because|while|although|though|once|"
    r"until|for|in|at|on|by|to|with|without|from|during|where|whenever|unless|even|what"
    r"|whatever|two|three|last|next|every|each|the (?:more|first|last|next|day|night"
    r"|week"
    r"|year|moment|time)|\w+ing|\w+ly)\b",
    case=False,
)
_WHOLE = Pattern(r"(?:At|In|On|With|For|From|During) [^,]*\b(?:I|we) \w+")
_FINITE = Pattern(
    r"^(?:I|we|you|they|nobody|everybody) \w+|\b(?:am|is|are|was|were|has|have|had|does"
    r"|did|can|will|would|could|should|takes|took|made|makes|ran|runs|kept|went|came"
    r"|got"
    r"|put|goes|I'm|I've|it's|\w+n't)\b"
)
_JOINED = Pattern(
    r"\b(?:if|when|because|while|as|once|until|although|(?<!like )that|which|who"
    r"|where|and|but|so|or)\b[^,]*$"
)
_VERB_BEGINS = Pattern(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would"
    r"|shall"
    r"|should|may|might|must|I|we|my|our|you|your|it|\w+ed|\w+n't|\w+'(?:m|ve|d|ll|s"
    r"|re)"
    r"|made|took|ran|kept|led|built|wrote|taught|cut|put|grew|let|came|went|got|held"
    r"|means?)\b"
)
_BARE = Pattern(
    r"(?:(?:not|never|always) to|to|how|why|whether|about|what(?! (?:matters|counts"
    r"|helps|works|you (?:need|want|see) is)))\b",
    case=False,
)
_FRAGMENT = Pattern(
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|experience"
    r"|many|several) ",
    case=False,
)


def without(text: str, *leads: str) -> str:
    """Drop words that the letter says itself from the beginning, as often as there."""
    better = text
    while True:
        low = better.lower()
        lead = next((one for one in leads if low.startswith(f"{one} ")), "")
        rest = better[len(lead) :].lstrip(" ,:")
        if not lead or not rest:
            return better
        better = rest


def inside(text: str, *, names: bool = False) -> str:
    """Give the text as it stands inside a sentence: small first letter, no full stop.

    `names`: the text may be a title (The Hague office, What Works Clearinghouse).
    """
    last = text.rsplit(" ", 1)[-1]
    if "." not in last[:-1] and last.lower() not in {"etc.", "inc.", "ltd.", "co."}:
        text = text.rstrip(".,;:") or text
    first, _, rest = text.partition(" ")
    common = first.rstrip(",").lower() in words("opening") and first != "I"
    titled = names and rest[:1].isupper() and not _CAPITAL_WORD.match(rest)
    return text[:1].lower() + text[1:] if common and not titled else text


def is_question(text: str) -> bool:
    """Tell a direct question, by its mark or by its words."""
    if text.endswith("?"):
        return True
    if text.partition(" ")[0].lower() not in words("asking"):
        return False
    if _ASKED.match(text):
        return True
    match = _QUESTION.full(text)
    return match is not None and bool(match[1] or match[4].lower() in {"i", "you"})


def turned(text: str) -> str:
    """Give "why I left?" without its mark: it is told as it is asked; else nothing."""
    bare = text.rstrip("? ")
    return bare if _TURNED.match(bare) and not is_question(bare) else ""


def indirect(text: str, *, mine: bool = False) -> str:
    """Turn "how would you test it?" into "how I would test it"; or give nothing.

    `mine`: its "you" is the one who writes. "Why did I leave" needs another verb.
    """
    if text.partition(" ")[0].lower() not in words("asking"):
        return ""
    match = _QUESTION.full(text)
    if not match:
        return ""
    asks, of, verb, subject, rest = (part or "" for part in match.groups())
    verb, subject = verb.lower(), subject if subject == "I" else subject.lower()
    if not asks and subject in {"it", "there"}:
        return ""
    if rest.startswith("not ") or (rest[0].isupper() and rest.split()[0] != "I"):
        return ""
    if mine and subject == "you":
        rest = mine_of(rest)
        subject = "I"
    if not rest:
        return ""
    verb = _MINE.get(verb, verb) if subject == "I" or verb == "do" else verb
    begin = f"{asks.lower() or 'whether'}{of}"
    return " ".join(f"{begin} {subject} {verb} {rest}".split())


def mine_of(rest: str) -> str:
    """Turn the "you" of a question into I or me; nothing where it may be either."""
    parts = re.split(r"\b(you(?:'(?:re|ve|d|ll)|rself|rs?)?)\b", rest)
    for n in range(1, len(parts), 2):
        if parts[n] != "you":
            parts[n] = _ME[parts[n]]
        elif parts[n + 1].strip() and _YOU_ACTS.search(parts[n - 1]):
            parts[n] = "I"
        elif _OBJECT_ENDS.match(parts[n + 1]):
            parts[n] = "me"
        else:
            return ""
    return "".join(parts).replace("I are ", "I am ").replace("I were ", "I was ")


def gerund(text: str) -> str:
    """Turn "showed me the kiln and let me load it" into "showing ... and letting ...".

    Nothing where a verb of it is not known.
    """
    text = re.sub(r"^(?:then|just|even|really|kindly|also) ", "", text)
    first, _, rest = text.partition(" ")
    doing = _doing(first)
    if not doing or not rest:
        return ""
    rest = re.sub(
        r"(\b(?:and|or|but|then) (?:then |also |even )?)(\w+)(?= )",
        lambda m: m[1] + (_doing(m[2]) or m[2]),
        rest,
    )
    if re.search(r", (?:then )?(\w+) ", rest) and any(
        _doing(verb) for verb in re.findall(r", (?:then )?(\w+) ", rest)
    ):
        return ""  # three verbs in a row
    return f"{doing} {rest}"


def _doing(verb: str) -> str:
    low = verb.lower()
    known = pairs("irregular")
    if low in known:
        return known[low]
    if not low.endswith("ed") or low in words("adjectives in -ed") or len(low) < 5:  # noqa: PLR2004 - red, need, used
        return ""
    if low.endswith("ied"):
        return low[:-3] + "ying"
    return low[:-1] + "ing" if low.endswith("eed") else low[:-2] + "ing"


def base_gerund(verb: str) -> str:
    """Give the "showing" of "show", to be offered."""
    known = {doing: doing for doing in pairs("irregular").values()}
    for made in (f"{verb}{verb[-1]}ing", f"{verb.removesuffix('e')}ing"):
        if made in known:
            return made
    return verb[:-1] + "ing" if re.search(r"[^eo]e$", verb) else verb + "ing"


def past(doing: str) -> str:
    """Give the "let" of "letting", where only one word can be meant; else nothing."""
    return next((did for did, ing in pairs("irregular").items() if ing == doing), "")


def order(text: str) -> str:
    """Give "to bring boots" for "bring boots"; other text comes back unchanged."""
    match = _ORDER.match(text)
    if not match or match[2] == "to":
        return text
    told = match[1] and not match[2].endswith(("s", "ed", "ing"))
    noun = match[2] in words("orders or nouns")
    plain = noun and _ORDERED.match(text[match.start(2) :])
    if not (told or plain or match[2] in words("orders")):
        return text
    lead = {"never": "never to", "always": "always to", None: "to"}.get(
        match[1], "not to"
    )
    return f"{lead} {text[match.start(2) :]}"


def unspliced(text: str, *, stop: bool = False) -> str:
    """Put the "and", or the full stop, that "I ran it, it was hard" lacks."""
    if ", " not in text:
        return text
    whole = _WHOLE.match(text)
    found = list(_SPLICE.each(text))
    if not found or (_STARTS_LATE.match(text) and not whole):
        return text
    before, after = text[: found[-1].start()], text[found[-1].end() :]
    if re.search(r"[.!?;:]", before) or not (whole or _FINITE.search(before)):
        return text
    if _JOINED.search(before) or re.search(
        r" (?:and|but|or) (?:it|I|we|they|you|nobody)\b", after
    ):
        return text
    long = len(before.split()) > 3  # noqa: PLR2004 - "I ran it and it was hard" needs no comma
    if stop and long:
        return f"{before}. {after[0].upper()}{after[1:]}"
    return f"{before}{', and ' if long else ' and '}{after}"


def wants_subject(text: str) -> bool:
    """Tell a clipped line ("Ran the pass for two years.") from a sentence."""
    first, *rest = text.split()
    follows = rest[0] if rest else ""
    object_ = {
        "a",
        "an",
        "the",
        "my",
        "our",
        "two",
        "three",
        "four",
        "five",
        "up",
        "and",
    }
    if first == "Worked" and follows in {"with", "in", "on", "at", "for", "as"}:
        return "," not in text
    begins = first[:1].isupper() and first.lower() in words("resume verbs")
    return begins and (follows in object_ or follows.isdigit()) and "," not in text


def is_fragment(text: str) -> bool:
    """Tell "twelve years of buying" from a sentence."""
    return bool(_FRAGMENT.match(text)) and not _VERB_BEGINS.search(text)


def is_bare(said: str) -> bool:
    """Tell a remark that follows "You told me" without a "that": "to bring boots"."""
    return _BARE.match(said) is not None


def is_vague(text: str) -> bool:
    """Whether no word of the text belongs to one conversation only."""
    found = [word.strip(".,;:!?()\"'“”’").lower() for word in text.split()]
    told = [word for word in found if word not in words("filling")]
    return all(
        w in words("vague") or w.removesuffix("s") in words("vague") for w in told
    )


def content(text: str) -> frozenset[str]:
    """The beginnings of the words that carry a text's matter."""
    found = re.findall(r"[^\W\d_]{4,}", text.lower())
    return frozenset(word[:5] for word in found if word not in words("common"))


def in_common(one: str, other: str) -> int:
    """Count the words of matter that two texts share."""
    return len(content(one) & content(other))


_SHOWN = 6
_MARKS = ',;:!?()"“”.'
_AND = Pattern(r"(?<=[a-z]) & (?=[a-z])")
_VERSUS = Pattern(r"(?<=\w) vs\.? (?=\w)")
_ENDED = Pattern(r"[.!?…][\"'”’»)\]]*$")


class Slip(NamedTuple):
    """A word as it was typed, and as it is written."""

    typed: str
    written: str


STOP = Slip("", ".")
"""A full stop that was lacking."""


def mended(text: str) -> tuple[str, list[Slip]]:
    """Mend what is surely a slip in one line; give each slip once."""
    found: list[Slip] = []
    parts = text.split()
    for n, part in enumerate(parts):
        core = part.strip(_MARKS)
        written = _written(core)
        if written != core:
            parts[n] = part.replace(core, written)
            found.append(Slip(core, written))
    better = " ".join(parts)
    for pattern, word in ((_AND, "and"), (_VERSUS, "versus")):
        if match := pattern.search(better):
            found.append(Slip(match[0].strip(), word))
            better = pattern.sub(f" {word} ", better)
    return better, list(dict.fromkeys(found))


def sentence(text: str) -> tuple[str, list[Slip]]:
    """Add the capital and the full stop that a sentence lacks."""
    found = []
    first, _, rest = text.partition(" ")
    plain = first.rstrip(",").replace("-", "").replace("'", "").isalpha()
    if plain and first.islower():
        capital = first[0].upper() + first[1:]
        found.append(Slip(first, capital))
        text = f"{capital} {rest}".rstrip()
    if not _ENDED.search(text):
        text = text.rstrip(",;: ") + "."
        found.append(STOP)
    return text, found


def listed(found: Iterable[Slip]) -> str:
    """Tell slips in one line, each once, the first of many."""
    slips = list(dict.fromkeys(found))
    words = [slip for slip in slips if slip != STOP]
    typed = ", ".join(slip.typed for slip in words[:_SHOWN])
    written = ", ".join(slip.written for slip in words[:_SHOWN])
    more = ", ..." if len(words) > _SHOWN else ""
    told = [f"typed {typed}{more}: written as {written}{more}"] if words else []
    return "; ".join([*told, *(["full stop added"] if STOP in slips else [])])


def shorthand(text: str) -> list[str]:
    """List what is short for a word and may stand for more than one."""
    cores = (part.strip(_MARKS) for part in text.split())
    return [core for core in cores if core in words("shorthand")]


def _written(core: str) -> str:
    plain = core.replace("’", "'")
    if plain in words("days"):
        return plain.capitalize()
    return pairs("slips").get(plain, core).replace("_", " ")


_LEADS = (
    "i said that i would", "i said i would", "that i would", "i would", "i will", "i'd",
    "i'll", "to",
)  # fmt: skip
_GIVE = (
    r"(send|email|mail|forward|share|introduce|write|ring|call|bring|show|lend|give)"
)
_GIVING = Pattern(
    r"(send|email|mail|forward|shar|introduc|writ|call|bring|show|lend|giv)ing "
)
_THING = Pattern(
    r"(?:the|an?|my|our|some|two|three|\d+|photos|slides|notes|copies|links?|details"
    r"|pictures) "
)
_THEM = Pattern(
    r"\b(?:her|him|them)(?= (?:the|an?|my|our|some|two|three|\d+|how|what|when|about"
    r"|with|to"
    r"|at|on|by|in|for|and)\b|[.,;]|$)"
)
_THAT_PART = Pattern(
    r" (?:from|of|about|on|for|behind) (?:that|this) [\w-]+(?: (?:project|job|year))?$"
)


class Promise(NamedTuple):
    """A promise as it is told; `written` is set where its words were changed."""

    promised: str
    here_is: str
    written: str
    doubt: str


def promise(promised: str, here_is: str = "") -> Promise:
    """Make a promise follow "I will"."""
    typed, _ = mended(promised)
    bare = inside(without(typed, *_LEADS))
    here, _ = mended(here_is)
    here = inside(without(here, "here is", "here are"))
    giving = _GIVING.match(bare)
    better = bare
    if giving:
        e = "e" if giving[1] in {"shar", "introduc", "writ", "giv"} else ""
        better = f"{giving[1]}{e} {bare[giving.end() :]}"
    if _THING.match(better):
        better = f"send you {better}"
    them = _THEM.search(better)
    if them and not names_people(better[: them.start()]):
        better = f"{better[: them.start()]}you{better[them.end() :]}"
    better = re.sub(rf"^{_GIVE} (?:her|his|their) ", r"\1 your ", better)
    full = _completed(better, here)
    if re.match(r"[A-Z][a-z]+ (?![A-Z])", full):
        full = full[0].lower() + full[1:]
    doubt = "" if re.match(r"[a-z][\w-]* ?", full) else full
    return Promise(full, here, full if better != bare else "", doubt)


def _completed(promised: str, here: str) -> str:
    """Write "the plan from that project" as `here_is` names it."""
    part = _THAT_PART.search(promised)
    if not part:
        return promised
    thing = promised[: part.start()]
    named = re.sub(r"^(?:the|an?|my) ", "", re.sub(rf"^{_GIVE} (?:you )?", "", thing))
    return f"{thing}{here.split(named, 1)[1]}" if named and named in here else promised
