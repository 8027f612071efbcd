"""Whether a name is one person's, two people's, or a group's.

"Hi team" is a group's; "Bo Team" is one person. Names are told by what stands around
the telling word, and a person's own data wins over all of it (see A0). What follows a
name, `Ph.D. candidate` or `(she/her)`, is no second person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.guard.words import entries, fold, pattern, plain_words, readings, words_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.interview import Interview


_HALVES = re.compile(r"\s(?:y|e|i)\s", re.IGNORECASE)


def joins_two(name: str) -> bool:
    """Tell whether a name is two people's: `Dana and Tomas`, `Dana, Tomas`."""
    return any(
        pattern("two_people.regex").search(seen)
        or not all(map(_is_suffix, re.split(r"[,،]|\s[-–—]+\s", seen)[1:]))
        for seen in readings(alone(name.strip()))
    )


def joins_halves(name: str) -> bool:
    """Tell whether a word joins two names that may be the halves of a surname."""
    return any(_HALVES.search(reading) for reading in readings(name))


def is_plural(title: str) -> bool:
    """Tell whether a title is that of several: `Drs.`, `Messieurs`."""
    return not words_of("titles_of_many").isdisjoint(plain_words(title))


def _is_suffix(part: str) -> bool:
    """Know `Ph.D. candidate`, `SHRM-CP`, `P.Eng.`: what follows a name."""
    words, known = re.sub("[()]", " ", part).split(), words_of("after_name")
    return bool(words) and all(
        re.sub(r"[.-]", "", word).lower() in known
        or bool(pattern("letters.regex").match(word))
        for word in words
    )


_BORN = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_BEHIND_NAMES = frozenset("(/|,،")
"""Without one of these there is nothing behind a name, as in nearly every one."""


def alone(name: str) -> str:
    """Take pronouns and letters off a name."""
    if _BEHIND_NAMES.isdisjoint(name):
        return name.strip()
    pronouns = pattern("pronouns.regex")
    bare = pronouns.sub("", name)
    first, *after = re.split("[,،]", bare)
    letters = [part for part in after if part.strip(" .").lower() not in _BORN]
    kept = [part for part in after if part not in letters]
    named = ",".join([pronouns.sub("", first).strip(), *kept])
    return named if all(map(_is_suffix, letters)) else bare


_BARE = re.compile(r"\A(?:\d+ )?[\W_]+|\A\d+ |[\W_\d]+\Z")
_SPELT_OUT = re.compile(r"[^\W\d_](?:[\W_]+[^\W\d_]){2,}\Z")
"""`T e a m`, `t.e.a.m`."""
_WITHIN = re.compile(r" (?:of|from|in|at|for|on|de|der|des|von|du)\b")


def is_group(words: str) -> bool:
    """Tell whether folded words are a form that greets a group."""
    return words in entries("group_greeting")


def is_group_at(name: str, interview: Interview | None) -> bool:
    """Tell whether a name is a group's; the employer's or the job's may be part."""
    return any(
        _has_small_head(reading)
        or any(_is_group(words, interview) for words in _spoken(fold(reading).text))
        for reading in readings(name)
    )


def _has_small_head(name: str) -> bool:
    """Know "Corvane crew" and "Night shift" by their case: Anna Crew is a person."""
    words = name.strip(" ,.:;!").split()
    return bool(
        words[1:] and words[0][0].isupper() and words[-1] in words_of("group_heads")
    )


def _spoken(name: str) -> Iterator[str]:
    """Read a name without signs, without a greeting, and as one word spelt out."""
    words = _BARE.sub("", " ".join(name.replace(",", " ").split()))
    yield words
    yield " ".join(re.split(r"[\s_-]+", words))
    if greeting := pattern("greeting_word.regex").match(words):
        yield words[greeting.end() :]
    if _SPELT_OUT.match(words):
        yield re.sub(r"[\W_]", "", words)


def _is_group(words: str, interview: Interview | None) -> bool:
    """Look for a form, a firm ("Corvane team"), a post: The Anh is nobody's CTO."""
    firm = interview.employer if interview else None
    named = words.removeprefix("the ")
    bare = named
    for own in sorted((firm.name, firm.short) if firm else (), key=len, reverse=True):
        bare = bare.replace(fold(own).text, "{employer}") if own else bare
    part = bare.removeprefix("{employer} ").removesuffix(" {employer}")
    posts = words_of("role_warn") | words_of("role_refuse")
    return (
        bool(words and pattern("group.regex").match(words))
        or is_group(named)
        or is_group(bare)
        or (words != named and named in posts)
        or (part != bare and part in words_of("role_refuse"))
        or _is_headed(words, interview)
    )


def _is_headed(words: str, interview: Interview | None) -> bool:
    """Know "four engineers" and "Panel of Three" by their heads; Bo Team is no team."""
    headed = _WITHIN.split(words, maxsplit=1)
    *before, head = headed[0].split() or [""]
    begins = words_of("group_begins")
    if before and begins.issuperset((*before, head)):
        return True
    job = interview.position if interview else None
    known = plain_words(f"{job.title} {job.short} {job.team}") if job else ()
    telling = begins.union(
        known, words_of("role_refuse"), words_of("role_glue"), words_of("group_makers")
    )
    counted = len(headed) > 1 or not begins.isdisjoint(before[:1])
    whose = before and before[-1].endswith("'s")
    made = all(word in telling or word.isdigit() for word in before)
    return head in words_of("group_heads") and bool(counted or whose or made)
