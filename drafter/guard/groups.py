"""Whether words name a group: a list's form, a firm's, a department, its head word.

"Hi team" is a group's; "Bo Team" is one person. Names are told by what stands around
the telling word, and a person's own data wins over all of it (see A0).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.guard.words import entries, fold, pattern, plain_words, readings, words_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.interview import Interview


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
