from __future__ import annotations

import pytest

from drafter.errors import RefusedError
from drafter.formats.eml import encode_text
from drafter.guard import Cleared, Others
from tests import corvane


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_a_card_s_file_holds_the_words_and_nothing_else(end: str) -> None:
    words = corvane.CARD["dana"]
    assert card(words + end) == f"{words}\n".encode()


def card(words: str) -> bytes:
    return encode_text(Cleared(corvane.card("dana", words), Others()))


def test_writes_utf_8_with_lf_ends() -> None:
    words = corvane.CARD["dana"].replace("\n\n", "\r\n\r", 1)
    assert card(f"{words} Łódź") == f"{corvane.CARD['dana']} Łódź\n".encode()


def test_refuses_what_is_no_text() -> None:
    with pytest.raises(RefusedError, match="half a surrogate pair"):
        card(f"{corvane.CARD['dana']} \ud83d")
