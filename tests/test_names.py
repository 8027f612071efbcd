from __future__ import annotations

import pytest

from drafter.reading.names import Parts, parts


@pytest.mark.parametrize(
    ("name", "given", "family", "address_as", "expected"),
    [
        ("Dana Whitlock", "", "", "", Parts("Dana", "Whitlock", guessed=True)),
        ("Dana Whitlock", "", "", "Dana", Parts("Dana", "Whitlock")),
        ("Dana Whitlock", "", "", "Dee", Parts("Dana", "Whitlock", guessed=True)),
        ("Dana Whitlock", "Dana", "", "", Parts("Dana", "Whitlock")),
        ("Zhang Wei", "Wei", "", "", Parts("Wei", "Zhang")),
        ("Zhang Wei", "", "Zhang", "", Parts("Wei", "Zhang")),
        ("Dana Whitlock", "Dee", "", "", Parts("Dee", "")),
        ("Łukasz O'Neil-Żak", "", "", "", Parts("Łukasz", "O'Neil-Żak", guessed=True)),
        ("Bo Bo", "Bo", "", "", Parts("Bo", "Bo")),
        ("Femke van der Berg", "", "", "", Parts()),
        ("van Berg", "", "", "", Parts()),
        ("J. Smith", "", "", "", Parts()),
        ("Dr. Smith", "", "", "", Parts()),
        ("Sukarno", "", "", "", Parts()),
        ("陳 大文", "", "", "", Parts()),
        ("Иван Петров", "", "", "", Parts()),
        ("012 345", "", "", "", Parts()),
    ],
)
def test_divides_only_what_is_known_or_plain(
    name: str, given: str, family: str, address_as: str, expected: Parts
) -> None:
    assert parts(name, given, family, address_as) == expected
