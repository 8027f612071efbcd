"""The shape of what was typed: lead-ins, questions, gerunds, what is no sentence.

People note "do I coach anything" and "you showed me around", as one does. Each function
gives the text as its sentence needs it, or says that it cannot; where English could
mean another thing, the text stays as it is.
"""

from __future__ import annotations

import re

from drafter.reading.lexicon import family, pairs, pattern, phrases, tells, words
from drafter.reading.pronouns import is_plural, leans


_MINE = {"are": "am", "were": "was", "do": ""}
_JOINED_MAX, _WITH_THANKS_MAX = 13, 20
"""Words of what thanks go on with, and of both."""
_SHORT = 3
"""Words of a clause that needs no comma before "and"."""


def without(text: str, *leads: str) -> str:
    """Drop words that the letter says itself from the beginning, as often as there."""
    better = text
    while True:
        low = better.lower()
        begins = (one for one in leads if low.startswith((f"{one} ", f"{one}: ")))
        lead = next(begins, "")
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
    titled = names and rest[:1].isupper() and not pattern("capital word").match(rest)
    return text[:1].lower() + text[1:] if common and not titled else text


def is_question(text: str) -> bool:
    """Tell a direct question, by its mark or by its words."""
    if text.endswith("?"):
        return True
    if text.partition(" ")[0].lower() not in words("asking"):
        return False
    if pattern("asked").match(text):
        return True
    match = pattern("question").fullmatch(text)
    return match is not None and bool(match[1] or match[4].lower() in {"i", "you"})


def turned(text: str) -> str:
    """Give "why I left?" without its mark: it is told as it is asked; else nothing."""
    bare = text.rstrip("? ")
    told = bare != text and pattern("turned").match(bare) and not is_question(bare)
    return bare if told else ""


def indirect(text: str, *, mine: bool = False) -> str:
    """Turn "how would you test it?" into "how I would test it"; or give nothing.

    `mine`: its "you" is the one who writes. "Why did I leave" needs another verb.
    """
    if text.partition(" ")[0].lower() not in words("asking"):
        return ""
    match = pattern("question").fullmatch(text)
    if not match:
        return ""
    asks, of, verb, subject, rest = (part or "" for part in match.groups())
    verb, subject = verb.lower(), subject if subject == "I" else subject.lower()
    named = rest[0].isupper() and rest.split()[0] != "I"
    if rest.startswith("not ") or named or (not asks and subject in {"it", "there"}):
        return ""
    if mine and subject == "you":
        rest, subject = mine_of(rest), "I"
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
            parts[n] = pairs("you to me")[parts[n]]
        elif parts[n + 1].strip() and pattern("you acts").search(parts[n - 1]):
            parts[n] = "I"
        elif pattern("object ends").match(parts[n + 1]):
            parts[n] = "me"
        else:
            return ""
    return "".join(parts).replace("I are ", "I am ").replace("I were ", "I was ")


def said_to_me(question: str) -> str:
    """Give "did you ever mess up?" for "did I ever mess up?", as it was asked."""
    if re.search(r"\b(?:you|your|yours)\b", question):
        return ""
    told = re.sub(r"\b[AaWw](?:m|as) I\b", _are_you, question)
    told = re.sub(r"\bI(?:'m| am)\b", "you are", told)
    told = re.sub(r"\bI was\b", "you were", told)
    return re.sub(r"\b(?:I|me|my|mine|myself)\b", lambda m: _YOURS[m[0]], told)


_YOURS = {"I": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself"}


def _are_you(found: re.Match[str]) -> str:
    return "are you" if found[0][1] == "m" else "were you"


def gerund(text: str) -> str:
    """Turn "showed me the kiln and let me load it" into "showing ... and letting ...".

    Nothing where a verb of it is not known.
    """
    text = re.sub(r"^(?:then|just|even|really|kindly|also) ", "", text)
    text = re.sub(r"^w(?:as|ere) not ", "not being ", text)
    text = pattern("did not").sub(
        lambda m: f"not {m[1] or ''}{base_gerund(m[2])}", text
    )
    if text.startswith("not "):
        return text
    first, _, rest = text.partition(" ")
    doing = _doing(first)
    if not doing or not rest:
        return ""
    theirs = pattern("when you").search(rest)
    rest, kept = (
        (rest[: theirs.start()], rest[theirs.start() :]) if theirs else (rest, "")
    )
    rest = (
        re.sub(
            r"(\b(?:and|or|but|then) (?:then |also |even |never )?)(\w+)(?= )",
            lambda m: m[1] + (_doing(m[2]) or m[2]),
            rest,
        )
        + kept
    )
    three = any(map(_doing, re.findall(r", (?:then )?(\w+) ", rest)))
    return "" if three else f"{doing} {rest}"


def favour(did: str) -> str:
    """Give the gerund of what was done for the writer, and may be thanked for.

    "Showed me the kiln" is; nobody is thanked for "burned your sleeve".
    """
    return gerund(did) if re.search(r"\b(?:me|my|mine|I|I'd|us)\b", did) else ""


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


def acts(text: str) -> bool:
    """Whether a word of it may be a verb in the past."""
    return any(map(_doing, text.split()))


def base_gerund(verb: str) -> str:
    """Give the "showing" of "show", to be offered."""
    if verb in {"be", "see", "agree"}:
        return f"{verb}ing"
    for made in (f"{verb}{verb[-1]}ing", f"{verb.removesuffix('e')}ing"):
        if past(made):
            return made
    return verb[:-1] + "ing" if re.search(r"[^eo]e$", verb) else verb + "ing"


def past(doing: str) -> str:
    """Give the "let" of "letting", where only one word can be meant; else nothing."""
    return next((did for did, ing in pairs("irregular").items() if ing == doing), "")


def order(text: str) -> str:
    """Give "to bring boots" for "bring boots"; other text comes back unchanged."""
    match = pattern("order").match(text)
    if not match or match[2] == "to":
        return text
    told = match[1] and not match[2].endswith(("s", "ed", "ing"))
    noun = match[2] in words("orders or nouns")
    plain = noun and pattern("ordered").match(text[match.start(2) :])
    if not (told or plain or match[2] in words("orders")):
        return text
    leads = {"never": "never to", "always": "always to", None: "to"}
    return f"{leads.get(match[1], 'not to')} {text[match.start(2) :]}"


def unspliced(text: str, *, stop: bool = False) -> str:
    """Put the "and", or the full stop, that "I ran it, it was hard" lacks."""
    if (acts := pattern("second verb").match(text)) and _doing(acts[1]):
        return f"{text[: acts.start(2)]} and {text[acts.start(3) :]}"
    found = list(pattern("splice").finditer(text)) if ", " in text else []
    whole = found and pattern("whole").match(text)
    if not found or (pattern("starts late").match(text) and not whole):
        return text
    before, after = text[: found[-1].start()], text[found[-1].end() :]
    if re.search(r"[.!?;:]", before) or not (whole or pattern("finite").search(before)):
        return text
    if pattern("joined").search(before) or pattern("goes on").search(after):
        return text
    long = len(before.split()) > _SHORT
    if stop and (long or re.search(r"n['’]t\b|\b(?:not|never)\b", before)):
        return f"{before}. {after[0].upper()}{after[1:]}"
    return f"{before}{', and ' if long else ' and '}{after}"


def wants_subject(text: str) -> bool:
    """Tell a clipped line ("Ran the pass for two years.") from a sentence."""
    first, *rest = text.split()
    follows = rest[0] if rest else ""
    begins = first[:1].isupper() and first.lower() in words("resume verbs")
    acts = begins and (follows in words("resume objects") or follows.isdigit())
    worked = first == "Worked" and follows in {"with", "in", "on", "at", "for", "as"}
    return (acts or worked) and "," not in text


def with_subject(text: str) -> str:
    """Give "Ran the pass for two years." the "I" that it lacks."""
    first, _, rest = text.partition(" ")
    low = first.lower()
    if pattern("years of").match(text):
        return f"I have {low} {rest}"
    clipped = low in words("clipped") and rest and not re.match("(?:me|us|by)\\b", rest)
    return f"I {low} {rest}" if clipped else text


def with_i(text: str) -> str:
    """Give "Loved the smell." the "I" that it lacks; "gutted about it" an "I was"."""
    if text.partition(" ")[0].lower() not in words("lacks an i"):
        return text
    if pattern("i felt").match(text):
        return f"I {text[0].lower()}{text[1:]}"
    if pattern("i have been").match(text):
        return f"I've {text[0].lower()}{text[1:]}"
    was = pattern("i was").match(text)
    if not was:
        return text
    how = "a bit " if was[1].lower() == "bit " else was[1].lower()
    return f"I was {how}{was[2].lower()} {text[was.end() :]}"


def with_that(reaction: str) -> str:
    """Give "Made me less nervous." the "That" it lacks, right behind its remark."""
    acts = pattern("acts on me").match(reaction)
    return f"That {reaction[0].lower()}{reaction[1:]}" if acts else reaction


def condolence(news: str, reaction: str) -> str:
    """Say "I was so sorry to hear about your wife", where a reaction needs her news."""
    is_theirs = tells("private", news) or tells("illness", news)
    is_sorry = pattern("is sorry").search(reaction)
    if not (is_theirs and is_sorry) or pattern("sympathy").search(reaction):
        return reaction
    pet = pattern("their animal").search(news)
    who = pet[1] if pet else family(news).partition(" ")[2]
    return f"I was so sorry to hear about your {who}." if who else reaction


def is_fragment(text: str) -> bool:
    """Tell "twelve years of buying" from a sentence."""
    counts = text.partition(" ")[0].lower()
    if not counts.isdigit() and counts not in words("fragment begins"):
        return False
    return not pattern("verb begins").search(text)


def is_bare(said: str) -> bool:
    """Tell a remark that follows "You told me" without a "that": "to bring boots"."""
    bare = pattern("told bare").match(said) is not None
    return bare and not pattern("what is").match(said)


def with_article(text: str) -> str:
    """Give "boiler is from 1978" the "the" that it lacks."""
    thing, _, rest = text.partition(" ")
    acts = rest.partition(" ")[0] in words("finite")
    return f"the {text}" if acts and thing in words("needs an article") else text


def opens_otherwise(said: str) -> bool:
    """Tell what does not follow "You said": "to bring boots", "in May was a fire"."""
    return is_bare(said) or said.partition(" ")[0].lower() in words("prepositions")


def if_short(value: str, thanks: str, most: int = _JOINED_MAX) -> str:
    """Give the value, if a sentence that thanks for something can hold it too."""
    is_quoted = value[:1] in {'"', "“"}
    count, before = len(value.split()), len(thanks.split())
    fits = count <= most and count + before <= max(most, _WITH_THANKS_MAX)
    return value if fits and not is_quoted else ""


def is_vague(text: str) -> bool:
    """Whether no word of the text belongs to one conversation only."""
    found = [word.strip(".,;:!?()\"'“”’").lower() for word in text.split()]
    told = [word for word in found if word not in words("filling")]
    return all(not words("vague").isdisjoint({w, w.removesuffix("s")}) for w in told)


def in_common(one: str, other: str) -> int:
    """Count the words of matter that two texts share, by their beginnings."""
    return len(_matter(one) & _matter(other))


def comes_to(topic: str, text: str) -> bool:
    """Whether a text speaks of a topic: half of its words of matter stand in it."""
    return 0 < len(_matter(topic)) <= 2 * in_common(topic, text)


def nearness(reaction: str, text: str) -> int:
    """Tell how much a reaction is about a text: "them" is about several."""
    leaning = leans(reaction).split()[-1:]
    agrees = leaning in (["them"], ["they"], ["these"], ["those"]) and is_plural(text)
    return in_common(reaction, text) + 2 * agrees


def _matter(text: str) -> set[str]:
    found = re.findall(r"[^\W\d_]{4,}", text.lower())
    return {word.removesuffix("s")[:5] for word in found if word not in words("common")}


def next_step(text: str) -> str:
    """Write what comes next as it follows "the next step is"."""
    return inside(without(text, *phrases("before next step")))
