from __future__ import annotations

import pytest

from drafter.formats import text
from drafter.guard import Cleared, Others
from tests import corvane


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_a_card_s_file_holds_the_words_and_nothing_else(end: str) -> None:
    words = corvane.CARD["dana"]
    draft = corvane.card("dana", words + end)
    assert text.encode(Cleared(draft, Others())) == f"{words}\n".encode()


def test_writes_utf_8_with_lf_ends() -> None:
    assert text.encode_words("Łódź\r\nfür\rDich") == "Łódź\nfür\nDich\n".encode()


def test_refuses_what_is_no_text() -> None:
    with pytest.raises(ValueError, match="half a surrogate pair"):
        text.encode_words("Hi \ud83d")
