from __future__ import annotations

import pytest

from drafter.reading.names import Parts, parts, short_name


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


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ashdown Homes Ltd", "Ashdown Homes"),
        ("Larch & Co., Inc.", "Larch"),
        ("Müller & Söhne GmbH & Co. KG", "Müller & Söhne"),
        ("Bluestem Textiles Private Limited", "Bluestem Textiles"),
        ("Greenhalgh & Partners LLP", "Greenhalgh & Partners"),
        ("Prairie Wind Energy, LLC", "Prairie Wind Energy"),
        ("ACME INC.", "ACME"),
        ("The Ford Company", "The Ford Company"),
        ("Bain & Company", "Bain & Company"),
        ("Riverside Spa", "Riverside Spa"),
        ("Inc.", "Inc."),
        ("SE", "SE"),
    ],
)
def test_a_firm_is_called_without_its_legal_form(name: str, short: str) -> None:
    assert short_name(name) == short
