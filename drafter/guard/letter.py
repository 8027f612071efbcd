"""Read a draft's text as a letter: greeting, paragraphs, closing, signature.

It reads what a person may have edited, so it takes nothing for granted: the greeting
may stand inside the first sentence, lines may be wrapped, the closing may share its
line with the name. What it cannot tell it leaves in the body, where more rules apply.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from drafter.guard.naming import is_group, is_group_at
from drafter.guard.words import entries, fold, pattern, readings, words_of


class Passage(NamedTuple):
    """A piece of the text and the line it begins on."""

    text: str
    line: int


class Letter(NamedTuple):
    """One text to one reader, taken apart; every part knows its line."""

    greeting: Passage | None = None
    name: str = ""
    """The words of the greeting that name its reader; empty where it names nobody."""
    body: tuple[Passage, ...] = ()
    closing: Passage | None = None
    signature: tuple[Passage, ...] = ()

    @property
    def end(self) -> tuple[Passage, ...]:
        """The lines after the body."""
        return (*((self.closing,) if self.closing else ()), *self.signature)


_SIGNATURE_MAX = 7
"""Lines at the end among which a closing is looked for."""
_CLOSING_WORDS = 4
_SIGNATURE_WORDS = 8
"""A line of so many words after the closing is a postscript, and body."""


@lru_cache(maxsize=256)
def read_letter(
    text: str, permitted: tuple[str, ...] = (), you: str = "", *, spoken: bool = False
) -> Letter:
    """Take a text apart; `permitted` are the names the reader may be greeted by.

    A spoken text (a phone script) has neither closing nor signature.
    """
    lines = [Passage(line, n) for n, line in enumerate(text.split("\n"), 1)]
    first = next((i for i, line in enumerate(lines) if line.text.strip()), None)
    if first is None:
        return Letter()
    head, number = lines[first]
    alone = first + 1 >= len(lines) or not lines[first + 1].text.strip()
    found = find_greeting(head, permitted, alone=alone and not spoken)
    greeting, name = None, ""
    if found:
        name, rest = found
        greeting = Passage(head[: len(head) - len(rest)].strip(), number)
        lines[first] = Passage(rest, number)
    if spoken:
        return Letter(greeting, name, tuple(_paragraphs(lines)))
    body, closing, after = _ending(lines[first:], normalize("NFC", you).strip())
    postscript = [line for line in after if _is_postscript(line.text)]
    written = (line for line in after if line.text.strip())
    signature = tuple(line for line in written if line not in postscript)
    paragraphs = (*_paragraphs(body), *_paragraphs(postscript))
    return Letter(greeting, name, paragraphs, closing, signature)


def _paragraphs(lines: list[Passage]) -> list[Passage]:
    """Join what stands between empty lines, however it was wrapped."""
    found: list[Passage] = []
    block: list[Passage] = []
    for line in [*lines, Passage("", 0)]:
        if line.text.strip():
            block.append(line)
        elif block:
            joined = "\n".join(each.text for each in block)
            found.append(Passage(joined, block[0].line))
            block = []
    return found


def _is_postscript(line: str) -> bool:
    words = len(line.split())
    return words >= _SIGNATURE_WORDS or line.lstrip().upper().startswith(("P.S", "PS:"))


_Ending = tuple[list[Passage], Passage | None, list[Passage]]
"""The body, the closing, and the lines after it."""


def _ending(lines: list[Passage], you: str) -> _Ending:
    """Split off the closing."""
    written = [i for i, line in enumerate(lines) if line.text.strip()]
    tail = written[1:][-_SIGNATURE_MAX:]
    for at in reversed(tail):
        line = lines[at].text
        comma = line.rstrip().endswith(",") and len(line.split()) <= _CLOSING_WORDS
        if _closes(line) or (comma and at != written[-1]):
            return lines[:at], lines[at], lines[at + 1 :]
    for at in reversed(tail):
        if you and normalize("NFC", lines[at].text).strip() == you:
            return lines[:at], None, lines[at:]
    begin = _name_alone(lines, written, you)
    if begin:
        return lines[:begin], None, lines[begin:]
    return _run_in(lines, written[-1], you) if written else (lines, None, [])


def _name_alone(lines: list[Passage], written: list[int], you: str) -> int:
    """Find where a last paragraph begins that is a name, and how to reach it; or 0."""
    begin = written[-1] if written else 0
    while begin and lines[begin - 1].text.strip():
        begin -= 1
    block = [line.text.strip() for line in lines[begin:]]
    first = block[0].split(" ")[0] if begin else ""
    telling = first == you.split(" ", maxsplit=1)[0] if you else first
    courtesies = words_of("stop_words") | words_of("thanking")
    named = re.fullmatch(
        rf"{_CAPITAL}(?: (?:{_CAPITAL}|d[aei]r?|v[ao]n|le)){{0,3}}", block[0]
    )
    short = all(len(line.split()) < _SIGNATURE_WORDS for line in block)
    alone = telling and named and short and fold(first).text not in courtesies
    return begin if alone else 0


def _closes(words: str) -> bool:
    return fold(words).text.strip(" ,.!-–—") in entries("closings")


_NAME = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}"


def _run_in(lines: list[Passage], last: int, you: str) -> _Ending:
    """Split off an ending within the last line: `... wait. Best, Ines Okafor`."""
    text, number = normalize("NFC", lines[last].text), lines[last].line
    found = re.search(
        r"(?:^|(?<=[.!?…\"”])\s+)(?:(?P<closing>[^\W\d_][^,.!?\n]{0,30}),\s+)?"
        rf"(?P<name>{re.escape(you) if you else _NAME})[.\s]*\Z",
        text,
    )
    closing = found["closing"] if found else None
    closing = closing if closing and _closes(closing) else None
    if not found or not (you or closing):
        return lines, None, []
    cut = found.start("closing") if closing else found.start("name")
    body = [*lines[:last], Passage(text[:cut].rstrip(), number)]
    close = Passage(f"{closing},", number) if closing else None
    return body, close, [Passage(found["name"], number)]


_ENDS = " ,:;!.-–—"
_GOES_ON = re.compile(
    r"[.!] (?:this is|it'?s|it is|here is|my name|i\b|i'm|thank)", re.IGNORECASE
)
"""`Hello. This is Jane Doe` greets nobody by name."""
_LINE_MAX = 10
"""Words of a line that is a greeting and nothing else."""
_NAME_MAX = 4
"""Words of a name."""
_SEPARATOR = (
    r"\s*[,:;!]\s|\s+[–—-]+\s"
    r"|(?<=[a-z]{3})(?<!Prof)(?<!Capt)(?<!Mrs)(?<!Rev)\.\s+(?=[A-Z])"
)
_AND = r"(?:,\s*)?[(\"]?(?:and|und|et|y|och|en)\"?\s|\(?(?:plus|with)\s|[&/+|•、]"
_MANY = (
    r"(?:(?:the |whole |entire )*(?:team|group|crew|panel|committee|colleagues|others"
    r"|friends|family|folks)|all|everyone|everybody|al|co|company)\b"
)
_CAPITAL = r"[^\W\d_a-zà-ÿ][\w'’.-]*"
_ALSO = (
    rf"\s*(?:[–—-]+\s+)?(?:(?:{_AND}|,\s*(?:(?:hi|hello|hey|dear)\s+)?)\s*"
    rf"(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}})|(?:{_AND})\s*(?P<many>{_MANY}))\)?"
    r"(?=\s*[,:;.!&/+|•、(–—]|\s+(?:and|und|et|y)\s|\s*\Z)"
)
"""Whoever else is greeted in the same breath."""


def find_greeting(
    line: str, permitted: tuple[str, ...], *, alone: bool
) -> tuple[str, str] | None:
    """Split a line into the name it greets and the rest; None if it greets nobody.

    `alone`: an empty line follows, so that the line may be a greeting without a word
    of greeting ("Dana Whitlock").
    """
    text = normalize("NFC", line)
    folded = fold(text)
    begin = len(folded.text) - len(folded.text.lstrip())
    word = pattern("greeting_word.regex").match(folded.text, begin)
    if word and word.end() >= len(folded.text):
        return "", ""
    rest = text[folded.place(word.end()) :] if word else text
    if word and ("," in word[0] or _GOES_ON.match(rest)):
        return _behind_a_comma(rest, permitted, alone=alone) or ("", rest.lstrip(_ENDS))
    for known in sorted(permitted, key=len, reverse=True):
        after = rest.removeprefix(known)
        if after == rest or re.match(r"[\w'’-]", after):
            continue
        if word or not after.strip(_ENDS):
            return _with_company(rest, known, alone=alone)
        break
    return _unknown(rest) if word else _wordless(text, permitted, alone=alone)


def _behind_a_comma(
    rest: str, permitted: tuple[str, ...], *, alone: bool
) -> tuple[str, str] | None:
    """Know "Good morning, all," and "Hello, Tomas" from "Hello, this is Ines"."""
    first = re.split(r"[,:;.!?–—]", rest, maxsplit=1)[0]
    name = first.strip(_ENDS)
    short = alone and len(rest.split()) <= _NAME_MAX
    whole = short and not rest[len(first) :].strip(_ENDS) and _is_name(name)
    if name in permitted or whole or is_group(fold(name).text):
        return name, rest[len(first) :].lstrip(_ENDS)
    return None


_THINGS = re.compile(r"to (?:the|die|les) (\S+s)\Z")


def is_greeted_group(name: str) -> bool:
    """Tell "Hello to the engineers" from "Hello to the ferries"."""
    things = _THINGS.match(fold(name).text)
    if things and things[1] not in words_of("group_heads"):
        return is_group(f"the {things[1]}") or is_group(things[1])
    return any(is_group_at(one, None) for one in (name, name.removeprefix("to ")))


def greets_again(line: str, permitted: tuple[str, ...], people: frozenset[str]) -> str:
    """Find the name in a line that begins like a greeting; empty if it is a sentence.

    "Dear me" and "Hello to the ferries" are sentences: a name has capitals and ends.
    `people`: the folded names of the others, known also in small letters.
    """
    if _closes(line):  # "Beste Grüße" greets nobody called Grüße
        return ""
    for reading in readings(line):
        folded = fold(reading)
        word = pattern("greeting_word.regex").match(folded.text)
        rest = reading[folded.place(word.end()) :] if word and folded.text else ""
        called = re.split(r"[,:;.!?–—]", rest, maxsplit=1)[0].strip()
        if fold(called).text in people:
            return called
        found = find_greeting(reading, permitted, alone=False) if word else None
        name = found[0] if found else ""
        known = fold(name).text in people
        if name and (known or _is_name(name) or is_greeted_group(name)):
            return name
    return ""


def _is_name(words: str) -> bool:
    names = [word for word in words.split() if word[0].isalpha()]
    capitals = [word for word in names if not word[0].islower()]
    telling = bool(names) and names[0] in capitals and len(capitals) * 2 > len(names)
    first = fold(capitals[0]).text.strip(".,'") if telling else ""
    return telling and first not in words_of("stop_words")


def _with_company(rest: str, name: str, *, alone: bool) -> tuple[str, str]:
    """Take the name, with whoever is greeted in the same breath."""
    one_line = alone and rest.rstrip().endswith((",", ":"))
    if one_line and len(rest.split()) <= _LINE_MAX:
        return rest.rstrip(_ENDS), ""
    end = len(name)
    while also := re.match(_ALSO, rest[end:]):
        if also["name"] and not _names_somebody(also[0], also["name"]):
            break
        end += also.end()
    after = rest[end:]
    return rest[:end], after.lstrip(_ENDS) if after.strip(_ENDS) else ""


def _names_somebody(joined: str, name: str) -> bool:
    """Tell "Hi Dana, Tomas, ..." from "Hi Dana, Tuesday, ..." and "Hi Dana, Thanks"."""
    first = fold(name).text.split()[0].strip(".'")
    if first in words_of("stop_words"):
        return False
    only_a_comma = joined[: joined.index(name)].strip() == ","
    return not (only_a_comma and first in words_of("common_words"))


def _unknown(rest: str) -> tuple[str, str] | None:
    """Read what follows a greeting word and is not the reader's name."""
    bare = rest.strip(_ENDS)
    count = len(bare.split())
    inner = re.search(_SEPARATOR, rest.rstrip(_ENDS))
    a_line = rest.rstrip().endswith((",", ":")) or not inner
    if a_line and (count <= 2 * _NAME_MAX or is_group(fold(bare).text)):
        return bare, ""
    if not inner:
        return None
    name = rest[: inner.start()].strip(_ENDS)
    if len(name.split()) > _NAME_MAX and not is_group(fold(name).text):
        return None
    return _with_company(rest, rest[: inner.start()], alone=False)


_JOINS = frozenset({"&", "+", "and", "und", "et", "y", "och", "en"})


def _wordless(
    text: str, permitted: tuple[str, ...], *, alone: bool
) -> tuple[str, str] | None:
    """Read a first line without a greeting word: a bare name, a bare group."""
    bare = text.strip(_ENDS)
    words = bare.split()
    if is_group(fold(bare).text):
        return bare, ""
    sentence = text.rstrip().endswith((".", "!", "?", "…"))
    if not words or len(words) > _NAME_MAX or sentence:
        return None
    marked = text.rstrip().endswith((",", ":"))
    joined = any(form in words for form in permitted)  # "Dana & Tomas"
    named = alone and all(
        word[0].isupper() or (joined and word in _JOINS) for word in words
    )
    return (bare, "") if marked or named else None
