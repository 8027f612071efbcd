"""Words as data: what a terminal may show, how wide it is, slugs, numbers spelt out."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""What a terminal would obey, hide or reorder text by."""


def safe(text: str) -> str:
    """Text for a terminal: control and format characters are shown, never obeyed."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        letter
        if letter == "\n" or unicodedata.category(letter) not in _UNSAFE
        else letter.encode("unicode_escape").decode("ascii")
        for letter in text
    )


CONTROL = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""C0, DEL and C1 controls, bidi controls, the line ends only Unicode knows, a BOM that
is not the first character, noncharacters. In a header or on a terminal they lie."""
_IN_A_VALUE = f"[\r\t]|{CONTROL}"
# Every character that some program takes for the end of a line; LF stands apart, since
# a text of several lines may hold it where its field allows.
_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def controls_in(text: str) -> Iterator[re.Match[str]]:
    """Find them in a text of lines; one that can be printed holds none."""
    is_plain = text.replace("\n", "").isprintable()
    return iter(()) if is_plain else re.finditer(CONTROL, text)


def control(value: str) -> str:
    """Name the first character that has no place in a value; empty when all is well."""
    match = None if value.isprintable() else re.search(_IN_A_VALUE, value)
    if not match:
        return ""
    kind = "line break" if match[0] in _BREAKS else "control character"
    return f"a {kind}, U+{ord(match[0]):04X}"


_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufe0e\ufe0f\uffa0\ufffc\ufffd"
)
"""Letters and marks to Unicode that show nothing, or say that one was lost."""
_JOINERS = "\u200c\u200d"
"""They shape the letters of Persian or Sinhala; between Latin ones they only hide."""
_UNJOINED = ("LATIN", "GREEK", "CYRILLIC")


def not_in_a_name(text: str) -> str:
    """Name the first character that no name has; empty when all is well."""
    if text.isascii() and text.isprintable():
        return ""
    for at, letter in enumerate(text):
        odd = letter in _UNSEEN or unicodedata.category(letter) in {"Cf", "Co", "Cs"}
        beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if odd and not (letter in _JOINERS and _joins(beside)):
            called = unicodedata.name(letter, "a private character").lower()
            behind = f", behind {text[max(0, at - 8) : at]!r}" if at else ""
            return f"U+{ord(letter):04X}, {called}{behind}"
    return ""


def _joins(beside: str) -> bool:
    """Whether there are two letters, of a script that joins them."""
    names = [unicodedata.name(letter, "") for letter in beside]
    known = all(unicodedata.category(letter)[0] in "LM" for letter in beside)
    return (
        known and not any(n.startswith(_UNJOINED) for n in names) and beside[1:] != ""
    )


def on_a_line(text: str, most: int = 90) -> str:
    """The same on one short line, as it is quoted in a message."""
    line = safe(" ".join(text[: 4 * most].split()))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


_WINDOWS = os.name == "nt"
_PLAIN_THERE = re.compile(r"[\w.\\/:+-]+")


def typed(path: str, *, windows: bool = _WINDOWS) -> str:
    """Spell a path as one types it: quoted for the shell, and never an option.

    On Windows both cmd.exe and PowerShell take double quotes; what PowerShell would
    still expand within them it takes in single ones.
    """
    path = f"./{path}" if path.startswith("-") else path
    if not windows:
        return shlex.quote(path)
    if _PLAIN_THERE.fullmatch(path):
        return path
    if "$" in path or "`" in path:
        return "'" + path.replace("'", "''") + "'"
    return f'"{path}"'


def split_command(text: str, *, windows: bool = _WINDOWS) -> tuple[str, ...]:
    r"""Split a command as shells do; in a Windows path `\` is no escape.

    `ValueError` where a quotation mark is not closed.
    """
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    if windows or re.match(r"""["']?(?:[A-Za-z]:)?\\""", text):
        lexer.escape = ""
    return tuple(lexer)


def width(text: str) -> int:
    """Count the places a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(_places, text))


def _places(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    # The vowels and finals of a Korean syllable share its first consonant's place.
    if "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def shortened(text: str, longest: int) -> str:
    """Cut a text to so many places."""
    if width(text) <= longest:
        return text
    cut = text[: longest - 1]
    while width(cut) > longest - 1:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


@cache
def shared(name: str) -> frozenset[str]:
    """The words of `lists/NAME.txt`, which more than one room of the house needs."""
    path = Path(__file__).parent / "lists" / f"{name}.txt"
    lines = path.read_text("utf-8").splitlines()
    return frozenset(" ".join(x for x in lines if not x.startswith("#")).split())


SLUG_MAX = 60
# Letters that carry no mark Unicode could take off.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae",
        "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "'": "", "’": "", "ʼ": "",
    }
)  # fmt: skip
# Windows refuses these as names of files, with any ending.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def slug(text: str, longest: int = SLUG_MAX) -> str:
    """Spell a text for a file name, in a-z, 0-9 and single hyphens: `lukasz-zak`.

    Empty where a text has no Latin letter; the caller says what stands in.
    """
    plain = text.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")
    return f"{short}-1" if short in _RESERVED else short


def is_slug(text: str) -> bool:
    """Whether the text can be part of a file name as it is."""
    return bool(text) and text == slug(text)


TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBERS = TENS | {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
    "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first",
    "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
"""Of the days of a month; the first stands at 0."""
