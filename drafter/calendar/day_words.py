"""The words of a day in short: "Friday the twelfth of June" is `fri the 12th of jun`.

Done before any grammar, so that its patterns stay small: they are compiled while the
user waits. What is not a number, weekday or month is left as it is.
"""

from __future__ import annotations

from drafter.dates import MONTHS, WEEKDAYS


def _numbered(words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), 1)}


_CARDINALS = _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
) | {"twentieth": 20, "thirtieth": 30}
_TENS = {
    word: 10 + 10 * number
    for word, number in _numbered(
        "twenty thirty forty fifty sixty seventy eighty ninety"
    ).items()
}
_NAMES = {name.lower(): name[:3].lower() for name in WEEKDAYS + MONTHS} | {
    "tues": "tue",
    "weds": "wed",
    "thur": "thu",
    "thurs": "thu",
    "sept": "sep",
}
_COUPLES = ("a couple of ", "couple of ", "a couple ", "couple ")


def in_short(phrase: str) -> str:
    """Write numbers in digits, and weekdays and months by their first three letters."""
    for couple in _COUPLES:
        phrase = phrase.replace(couple, "2 ")
    short: list[str] = []
    ten = 0
    for word in phrase.split():
        number = _CARDINALS.get(word) or _ORDINALS.get(word)
        if ten and number and number < 10:  # noqa: PLR2004 - "twenty" takes one to nine
            short.pop()
            number += ten
        ten = _TENS.get(word, 0)
        digits = str(number or ten or _NAMES.get(word, word))
        short.append(digits + "th" if word in _ORDINALS else digits)
    return " ".join(short)
