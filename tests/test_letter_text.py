"""From a letter to what is read: what is empty closes up, what is typed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.draft import Kind
from tests.composing import END, HEAD, body, dana, written, yours
from tests.loops import ANSWERS, ASKED, interviewer, loop


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.composition import Composed
    from drafter.interview import Interview

LETTER = (Kind.THANK_YOU,)


def only(folder: Path, text: str, interview: Interview | None = None) -> Composed:
    """The one email, where the letter for everybody is `text` in its middle."""
    library = yours(folder, thank_you=HEAD + text + END)
    (one,) = written(interview or dana(), LETTER, library)
    return one


EXAMPLE = """{# For: asked, answer. May tell: thanks_for. Best for: hiring_manager. #}
Subject: {{ topic | cap }}

{{ greeting }}

{% if thanks_for %}Thank you for {{ thanks_for }}.{% else %}{{ thanks }}{% endif %}

You asked {{ asked }}. {{ answer }}

{{ promises }}

{{ wish }}

{{ closing }}
{{ signature }}
"""
"""As the manual has it."""


class TestWhatIsNotFilled:
    def test_whole_sentences_print_nothing_and_the_blanks_close_up(
        self, tmp_path: Path
    ) -> None:
        text = (
            "Bees. {{ reaction }} {{ own_words }} Honey.\n\n{{ answer }}\n\n"
            "{{ reaction }} {{ reason }}\n\n{{ own_words }} Wax."
        )
        day = dana(reaction="", own_words="", answer="")
        assert body(only(tmp_path, text, day)) == "Bees. Honey.\n\nWax."

    def test_a_line_of_its_own_leaves_no_blank_line_in_a_paragraph(
        self, tmp_path: Path
    ) -> None:
        text = "Bees.\n{{ own_words }}\nHoney."
        assert body(only(tmp_path, text, dana(own_words=""))) == "Bees.\nHoney."

    def test_html_has_no_empty_paragraph(self, tmp_path: Path) -> None:
        text = "**Bees.**\n\n{{ answer }} {{ own_words }}\n\nWax."
        html = only(tmp_path, text, dana(own_words="", answer="")).draft.html
        assert "<p></p>" not in html.replace(" ", "").replace("\n", "")
        assert "<p><strong>Bees.</strong></p>\n<p>Wax.</p>" in html

    def test_a_field_is_false_in_a_test(self, tmp_path: Path) -> None:
        text = "{% if quote %}One.{% elif not asked %}Two.{% else %}Three.{% endif %}"
        assert body(only(tmp_path, text, dana(asked="", quote=""))) == "Two."

    def test_default_stands_in(self, tmp_path: Path) -> None:
        one = only(tmp_path, "Bees and {{ quote | default('wax') }}.")
        assert body(one) == "Bees and wax."

    def test_a_full_stop_after_a_value_that_ends_a_sentence_goes(
        self, tmp_path: Path
    ) -> None:
        text = "You said: {{ they_said }}. You {{ moment }}. Bees."
        day = dana(they_said="we sail at six.", moment="asked why?")
        assert body(only(tmp_path, text, day)) == (
            "You said: we sail at six. You asked why? Bees."
        )


class TestHowItIsLaidOut:
    def test_the_letter_of_the_manual_comes_out_as_it_stands(
        self, tmp_path: Path
    ) -> None:
        day = loop(1)._replace(interviewers=(interviewer(1),))
        (one,) = written(day, LETTER, yours(tmp_path, thank_you=EXAMPLE))
        assert body(one).split("\n\n")[:3] == [
            "Thank you for showing me the real version.",
            f"You asked {ASKED[1]}. {ANSWERS[1]}",
            "By Thursday, June 4, I'll send you the plan of project 2.",
        ]

    def test_lines_of_tags_alone_leave_nothing(self, tmp_path: Path) -> None:
        text = (
            "Bees.\n{% if topic %}\nHoney.\n{% else %}\nWax.\n{% endif %}\nComb.\n\n"
            "{% for t in topics %}\n- {{ t }}\n{% endfor %}"
        )
        day = dana(topics=("the tides", "the crane"))
        one = only(tmp_path, text, day)
        assert body(one) == "Bees.\nHoney.\nComb.\n\n- the tides\n- the crane"

    def test_a_tag_that_ends_a_line_ends_no_paragraph(self, tmp_path: Path) -> None:
        text = "{% if topic %}Bees.{% endif %}\nHoney.{% if quote %} Wax.{% endif %}"
        text += "\n\nComb."
        assert body(only(tmp_path, text)) == "Bees.\nHoney.\n\nComb."


class TestWhatReachesTheReader:
    def test_markdown_becomes_html_and_readable_words(self, tmp_path: Path) -> None:
        text = (
            "**Bold** and *soft* and `code`.\n\n- {{ topic }}\n- two\n\n"
            "[site](https://x.example/a) & <b>x</b>"
        )
        draft = only(tmp_path, text).draft
        words = "Bold and soft and code.\n\n- the release calendar\n- two\n\n"
        assert words + "site (https://x.example/a) & <b>x</b>" in draft.text
        for part in (
            "<strong>Bold</strong>", "<em>soft</em>", "<li>the release calendar</li>",
            '<a href="https://x.example/a">site</a>', "&lt;b&gt;x&lt;/b&gt;",
        ):  # fmt: skip
            assert part in draft.html

    @pytest.mark.parametrize(
        "value",
        ["{{ 7*7 }}", "{% if x %}", "*stars*", "_lines_ and __more__", "# no heading",
         "<b>bold</b>", "fish & chips", "1. first", "- item", "a\\*b", "[x](y)", "`x`",
         "> said", "![i](http://x.example/i.png)", "https://x.example/a_b_c", "&amp;"],
    )  # fmt: skip
    def test_a_value_is_read_as_typed_in_both_parts(
        self, tmp_path: Path, value: str
    ) -> None:
        day = dana(topics=(value,), they_said=value, own_words=value + ".")
        text = "{{ they_said }}\n\n**You** said {{ they_said }}.\n\n{{ own_words }}"
        draft = only(tmp_path, text, day).draft
        assert draft.subject.casefold() == value.casefold()
        assert f"{value}\n\nYou said {value}.\n\n{value}." in draft.text
        typed = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"<p>{typed}</p>" in draft.html
        assert f"<strong>You</strong> said {typed}." in draft.html

    def test_lines_of_a_letter_of_ones_own_stay_lines(self) -> None:
        mine = "First line\nsecond line\n\n1. not a list\n# not a heading\n\n*Bees*"
        (one,) = written(dana(letter=mine), LETTER)
        assert body(one) == mine
        assert "First line<br>\nsecond line" in one.draft.html
        assert "1. not a list<br>\n# not a heading" in one.draft.html
        assert "*Bees*" in one.draft.html

    def test_lists_loops_and_filters_work(self, tmp_path: Path) -> None:
        text = (
            "{% for t in topics %}{{ loop.index }} {{ t | cap }}"
            "{% if not loop.last %}, {% endif %}{% endfor %}; "
            "{{ topics | join(' and ') }}; "
            "{% set bees = employer.short %}{{ bees | lower }}; {{ topics | length }}."
        )
        day = dana(topics=("the tides", "the crane"))
        assert body(only(tmp_path, text, day)) == (
            "1 The tides, 2 The crane; the tides and the crane; corvane; 2."
        )

    def test_a_link_from_a_value_runs_no_script(self, tmp_path: Path) -> None:
        day = dana(they_said="javascript:alert(1)")
        draft = only(tmp_path, "[x]({{ they_said }}) **y**", day).draft
        assert "href" not in draft.html

    def test_a_value_smuggles_no_header_in(self, tmp_path: Path) -> None:
        day = dana(topics=("tides\nBcc: bob@corvane.example",))
        one = only(tmp_path, "{{ thanks }}", day)
        assert "\n" not in one.draft.subject
        assert str(one.draft.recipient) == str(day.interviewers[0].email)
