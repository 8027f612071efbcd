"""Letters and phrases of one's own: what they replace, join and cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.draft import Kind
from drafter.errors import TemplateError
from drafter.interview import Tone
from drafter.templating.letters import Library, packaged_folder
from tests.composing import NOTES, body, letter_of, path_of, sentences, written, yours
from tests.loops import ANSWERS, ASKED, interviewer, loop


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.compose import Composed
    from drafter.interview import Interview
    from tests.desk import Desk

HEAD = "Subject: {{ topic | cap }}\n\n{{ greeting }}\n\n"
END = "\n\n{{ closing }}\n{{ signature }}\n"
LETTER = (Kind.THANK_YOU,)
CARD = (Kind.CARD,)


def told(**values: object) -> Interview:
    """A day with the first of the cast, changed."""
    person = interviewer(0)._replace(**values)  # type: ignore[arg-type]
    return loop(1)._replace(interviewers=(person,))


def only(folder: Path, text: str, interview: Interview | None = None) -> Composed:
    """The one email, where the letter for everybody is `text` in its middle."""
    library = yours(folder, thank_you=HEAD + text + END)
    (one,) = written(interview or told(), LETTER, library)
    return one


def mistake(folder: Path, people: int = 1, **sources: str) -> str:
    """The lines of the error that composing for the loop must be."""
    with pytest.raises(TemplateError) as caught:
        written(loop(people), NOTES, yours(folder, **sources))
    return "\n".join(caught.value.lines)


def home_note(desk: Desk, name: str, text: str) -> Path:
    return desk.note(str(desk.home / "templates" / path_of(name)), text)


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


class TestWhichWins:
    def test_a_file_of_a_packaged_name_replaces_it(self, tmp_path: Path) -> None:
        mine = "{# For: answer. #}\n{{ greeting }}\n\nBees. {{ answer }}\n"
        names = ("answer", "answer-last")
        library = yours(tmp_path, **{f"card__{name}": mine for name in names})
        texts = {letter.path for letter in library.letters("card")}
        assert {tmp_path / "card" / f"{name}.txt.j2" for name in names} <= texts
        assert not any(
            packaged_folder() / "card" / f"{n}.txt.j2" in texts for n in names
        )
        assert len(texts) == len(list((packaged_folder() / "card").glob("*.j2")))

    def test_another_name_joins_the_letters_of_its_kind(self, tmp_path: Path) -> None:
        mine = "{# For: moment, thanks_for. #}\n" + HEAD
        mine += "Thank you for {{ thanks_for }}. Bees: {{ moment }}." + END
        library = yours(tmp_path, thank_you__bees=mine)
        packaged = Library((), packaged_folder()).letters("thank_you")
        assert len(library.letters("thank_you")) == len(packaged) + 1
        bare = dict.fromkeys(("they_said", "my_link", "asked", "impressed_by"), "")
        day = told(**bare, moment="rang the bell", reaction="", answer="")
        (one,) = written(day, LETTER, library)
        assert letter_of(one) == "thank_you/bees"
        assert "Bees: rang the bell." in one.draft.text

    def test_a_file_in_place_of_the_folder_is_for_everybody(
        self, tmp_path: Path
    ) -> None:
        library = yours(tmp_path, thank_you=HEAD + "Bees for {{ given }}." + END)
        notes = written(loop(12), LETTER, library)
        assert [body(one) for one in notes] == [
            f"Bees for {one.order.person.given}." for one in notes
        ]

    def test_phrases_of_ones_own_come_before_the_packaged(self, tmp_path: Path) -> None:
        wishes = ("I would sail for you.", "I would row for you.")
        library = yours(tmp_path, phrases__warm="[wish]\n" + "\n".join(wishes))
        notes = written(loop(3), LETTER, library)
        said = [s for one in notes for s in sentences(one)]
        assert sorted(s for s in said if s in wishes) == sorted(wishes)

    def test_a_closing_of_ones_own_is_taken(self, tmp_path: Path) -> None:
        library = yours(tmp_path, phrases__warm="[closing]\nFair winds,\n")
        (one,) = written(told(), LETTER, library)
        assert "\n\nFair winds,\nInes Okafor" in one.draft.text

    def test_a_folder_given_comes_before_ones_own(self, desk: Desk) -> None:
        card = "{{ greeting }}\n\n%s {{ card_detail }} {{ thanks }}\n\n{{ you.name }}\n"
        home_note(desk, "card", card % "From home.")
        desk.note("given/card.txt.j2", card % "From the folder given.")
        told = desk.run("thanks i.yaml --templates given --dry-run").stdout
        assert "From the folder given." in told
        assert "From home." not in told
        assert "From home." in desk.run("thanks i.yaml --dry-run").stdout

    def test_what_formal_lacks_comes_from_warm(self, tmp_path: Path) -> None:
        library = yours(
            tmp_path,
            phrases__warm="[bees]\nI keep bees.\n",
            thank_you=HEAD + "{{ bees }} {{ thanks }}" + END,
        )
        for tone in (Tone.FORMAL, Tone.BRIEF):
            day = told()._replace(tone=tone)
            (one,) = written(day, LETTER, library)
            assert "I keep bees." in one.draft.text


class TestMistakes:
    @pytest.mark.parametrize("name", ["thank_you", "thank_you__bees"])
    def test_an_unknown_name_is_told_at_its_line(
        self, tmp_path: Path, name: str
    ) -> None:
        lines = mistake(tmp_path, 1, **{name: HEAD + "I like {{ thanks_fro }}." + END})
        assert f"{tmp_path / path_of(name)}:5: unknown name 'thanks_fro'" in lines
        assert "thanks_for" in lines.partition("did you mean")[2]

    def test_also_in_a_letter_that_nobody_would_get(self, tmp_path: Path) -> None:
        letter = "{# Only: final. #}\n" + HEAD + "{% if bees %}x{% endif %}" + END
        lines = mistake(tmp_path, thank_you__bees=letter)
        assert "bees.md.j2:6: unknown name 'bees'" in lines

    def test_also_in_a_line_of_phrases(self, tmp_path: Path) -> None:
        lines = mistake(
            tmp_path, phrases__warm="[wish]\n\nI like {{ employr.short }}.\n"
        )
        assert "phrases.warm.txt:3: unknown name 'employr'" in lines

    def test_also_a_field_that_a_group_has_not(self, tmp_path: Path) -> None:
        lines = mistake(tmp_path, card="{{ greeting }}\n{{ employer.shrt }}\n")
        assert "card.txt.j2:2: 'employer' has no field 'shrt'" in lines

    def test_nothing_is_written_for_anyone(self, desk: Desk) -> None:
        path = home_note(desk, "card__bees", "{{ greeting }}\n\n{{ bees }}\n")
        result = desk.run("thanks i.yaml", code=4)
        assert f"{path}:3: unknown name 'bees'" in result.stderr
        assert not desk.drafts.exists()
        assert not (desk.home / "journal.sqlite3").exists()

    @pytest.mark.parametrize(
        "header", ["To", "Cc", "Bcc", "Reply-To", "From", "X-Anything"]
    )
    @pytest.mark.parametrize("first", [True, False])
    def test_a_letter_cannot_choose_who_gets_mail(
        self, tmp_path: Path, header: str, *, first: bool
    ) -> None:
        lines = ["Subject: Hello", f"{header}: bob@corvane.example"]
        head = "\n".join(reversed(lines) if first else lines)
        told = mistake(tmp_path, thank_you=f"{head}\n\n{{{{ greeting }}}}\n")
        number = 1 if first else 2
        fact = f"a template cannot set the header '{header}'"
        assert f"thank_you.md.j2:{number}: {fact}" in told

    def test_a_header_of_a_joining_letter_is_refused_too(self, tmp_path: Path) -> None:
        letter = (
            "{# For: they_said. Best for: recruiter. #}\nSubject: x\nBcc: a@b.example\n"
        )
        lines = mistake(
            tmp_path, 12, thank_you__bees=letter + "\n{{ they_said }}" + END
        )
        assert "bees.md.j2:3: a template cannot set the header 'Bcc'" in lines

    @pytest.mark.parametrize(
        "source", ["No subject\n\nBody\n", "", "Subject: x\nBody at once\n"]
    )
    def test_an_email_begins_with_its_subject_and_an_empty_line(
        self, tmp_path: Path, source: str
    ) -> None:
        lines = mistake(tmp_path, thank_you=source)
        assert "thank_you.md.j2:" in lines
        assert "begins with 'Subject: ...' and then an empty line" in lines

    def test_a_value_smuggles_no_header_in(self, tmp_path: Path) -> None:
        day = told(topics=("tides\nBcc: bob@corvane.example",))
        one = only(tmp_path, "{{ thanks }}", day)
        assert "\n" not in one.draft.subject
        assert str(one.draft.recipient) == str(day.interviewers[0].email)

    def test_a_field_that_is_not_filled_says_what_to_fill_for_whom(
        self, tmp_path: Path
    ) -> None:
        lines = mistake(tmp_path, thank_you=HEAD + "You said {{ quote }}." + END)
        assert "thank_you.md.j2:5: 'quote' is not filled for Dana Whitlock" in lines
        assert "fill it, or write {% if quote %} around the sentence" in lines

    def test_of_several_people_the_one_who_lacks_it_is_named(
        self, tmp_path: Path
    ) -> None:
        lines = mistake(tmp_path, 3, card="{{ greeting }}\n\n{{ asked }}\n")
        assert "'asked' is not filled for Dana Whitlock" in lines

    def test_choose_of_earlier_versions_is_told_what_became_of_it(
        self, tmp_path: Path
    ) -> None:
        text = "{% choose %}\nOne.\n{% or %}\nTwo.\n{% endchoose %}"
        lines = mistake(tmp_path, thank_you=HEAD + text + END)
        assert "thank_you.md.j2:5: {% choose %} is no longer known" in lines
        assert "write each letter as a file of its own" in lines

    @pytest.mark.parametrize(
        ("head", "fact"),
        [
            ("{# For: bees. #}", "For: unknown 'bees'"),
            ("{# May tell: bees. #}", "May tell: unknown 'bees'"),
            ("{# Best for: pear. #}", "Best for: unknown 'pear'"),
            ("{# Only: friday. #}", "Only: unknown 'friday'"),
            ("{# Not for: bees. #}", "Not for: unknown 'bees'"),
            ("{# Fro: asked. #}", "unknown 'Fro:'"),
        ],
    )
    def test_a_first_line_is_checked_word_by_word(
        self, tmp_path: Path, head: str, fact: str
    ) -> None:
        lines = mistake(
            tmp_path, thank_you__bees=f"{head}\n{HEAD}{{{{ thanks }}}}{END}"
        )
        assert f"bees.md.j2:1: {fact}" in lines

    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("I like you.\n", "phrases.warm.txt:1: a line before the first [heading]"),
            ("\n[wish: pear]\nI like it.\n", "phrases.warm.txt:2: 'pear' is no role"),
            ("[my wish]\nI like you.\n", "phrases.warm.txt:1: [my wish] is no heading"),
            ("[wish]\nI like {{ you.\n", "phrases.warm.txt:2: "),
        ],
    )
    def test_phrases_are_told_their_mistakes(
        self, tmp_path: Path, text: str, fact: str
    ) -> None:
        assert fact in mistake(tmp_path, 12, phrases__warm=text)

    @pytest.mark.parametrize(
        ("data", "fact"),
        [
            (b"caf\xe9", "is not UTF-8"),
            (b"x" * 300_000, "over 256 KiB"),
            ("a \ue000 b".encode(), "a character that no text needs"),
            (b"a \0 b", "a character that no text needs"),
        ],
    )
    def test_a_file_that_is_no_text_is_named(
        self, tmp_path: Path, data: bytes, fact: str
    ) -> None:
        (tmp_path / "card.txt.j2").write_bytes(data)
        assert fact in mistake(tmp_path)

    def test_no_letter_at_all_says_where_it_looked(self, tmp_path: Path) -> None:
        with pytest.raises(TemplateError) as caught:
            written(loop(1), CARD, Library((), tmp_path))
        assert str(tmp_path / "card") in caught.value.lines[0]


class TestWhatIsNotFilled:
    def test_whole_sentences_print_nothing_and_the_blanks_close_up(
        self, tmp_path: Path
    ) -> None:
        text = (
            "Bees. {{ reaction }} {{ own_words }} Honey.\n\n{{ answer }}\n\n"
            "{{ reaction }} {{ reason }}\n\n{{ own_words }} Wax."
        )
        day = told(reaction="", own_words="", answer="")
        assert body(only(tmp_path, text, day)) == "Bees. Honey.\n\nWax."

    def test_a_line_of_its_own_leaves_no_blank_line_in_a_paragraph(
        self, tmp_path: Path
    ) -> None:
        text = "Bees.\n{{ own_words }}\nHoney."
        assert body(only(tmp_path, text, told(own_words=""))) == "Bees.\nHoney."

    def test_html_has_no_empty_paragraph(self, tmp_path: Path) -> None:
        text = "**Bees.**\n\n{{ answer }} {{ own_words }}\n\nWax."
        html = only(tmp_path, text, told(own_words="", answer="")).draft.html
        assert "<p></p>" not in html.replace(" ", "").replace("\n", "")
        assert "<p><strong>Bees.</strong></p>\n<p>Wax.</p>" in html

    def test_a_field_is_false_in_a_test(self, tmp_path: Path) -> None:
        text = "{% if quote %}One.{% elif not asked %}Two.{% else %}Three.{% endif %}"
        assert body(only(tmp_path, text, told(asked="", quote=""))) == "Two."

    def test_default_stands_in(self, tmp_path: Path) -> None:
        one = only(tmp_path, "Bees and {{ quote | default('wax') }}.")
        assert body(one) == "Bees and wax."

    def test_a_full_stop_after_a_value_that_ends_a_sentence_goes(
        self, tmp_path: Path
    ) -> None:
        text = "You said: {{ they_said }}. You {{ moment }}. Bees."
        day = told(they_said="we sail at six.", moment="asked why?")
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
        day = told(topics=("the tides", "the crane"))
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
        day = told(topics=(value,), they_said=value, own_words=value + ".")
        text = "{{ they_said }}\n\n**You** said {{ they_said }}.\n\n{{ own_words }}"
        draft = only(tmp_path, text, day).draft
        assert draft.subject.casefold() == value.casefold()
        assert f"{value}\n\nYou said {value}.\n\n{value}." in draft.text
        typed = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"<p>{typed}</p>" in draft.html
        assert f"<strong>You</strong> said {typed}." in draft.html

    def test_lines_of_a_letter_of_ones_own_stay_lines(self) -> None:
        mine = "First line\nsecond line\n\n1. not a list\n# not a heading\n\n*Bees*"
        (one,) = written(told(letter=mine), LETTER)
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
        day = told(topics=("the tides", "the crane"))
        assert body(only(tmp_path, text, day)) == (
            "1 The tides, 2 The crane; the tides and the crane; corvane; 2."
        )

    def test_a_link_from_a_value_runs_no_script(self, tmp_path: Path) -> None:
        day = told(they_said="javascript:alert(1)")
        draft = only(tmp_path, "[x]({{ they_said }}) **y**", day).draft
        assert "href" not in draft.html
