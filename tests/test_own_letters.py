"""Letters and phrases of one's own: what they replace, join and cannot do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drafter.draft import Kind
from drafter.errors import TemplateError
from drafter.interview import Tone
from drafter.language import packaged_folder
from drafter.templating.letters import Library
from tests.composing import (
    END,
    HEAD,
    NOTES,
    body,
    dana,
    letter_of,
    path_of,
    sentences,
    written,
    yours,
)
from tests.loops import loop


if TYPE_CHECKING:
    from tests.desk import Desk

LETTER = (Kind.THANK_YOU,)
CARD = (Kind.CARD,)


def mistake(folder: Path, people: int = 1, **sources: str) -> str:
    """The lines of the error that composing for the loop must be."""
    with pytest.raises(TemplateError) as caught:
        written(loop(people), NOTES, yours(folder, **sources))
    return "\n".join(caught.value.lines)


def home_note(desk: Desk, name: str, text: str) -> Path:
    return desk.note(str(desk.home / "templates" / path_of(name)), text)


HOUSE = "Subject: The house at {{ employer.name }}\n\n{{ greeting }}\n\n"


class TestLettersOfAHouse:
    @pytest.fixture
    def house(self, desk: Desk) -> Path:
        """Name a folder beside config.yaml in it."""
        desk.note(str(desk.home / "config.yaml"), "templates: ../house\n")
        return desk.home.parent / "house"

    def test_they_come_after_ones_own_and_before_the_packaged(
        self, desk: Desk, house: Path
    ) -> None:
        one = "card/said.txt.j2"
        desk.note(str(house / one), "{{ greeting }}\n\nThe house.\n")
        desk.note(str(house / "linkedin.txt.j2"), "{{ greeting }} {{ talk }} House.\n")
        listed = desk.run("templates list").stdout
        assert str(Path("house", one)) in listed
        home_note(desk, "card__said", "{{ greeting }}\n\nMine.\n")
        listed = desk.run("templates list").stdout
        assert str(Path("house", one)) not in listed
        assert str(desk.home / "templates" / one) in listed
        assert str(Path("house", "linkedin.txt.j2")) in listed
        assert "The house." not in desk.run("templates show card/said").stdout

    def test_they_are_what_is_written(self, desk: Desk, house: Path) -> None:
        end = "{{ wish }}\n\n{{ closing }}\n{{ signature }}\n"
        said = "Thank you for your time on {{ topic }}. {{ promises }} "
        desk.note(str(house / "thank_you.md.j2"), HOUSE + said + end)
        shown = desk.run("thanks i.yaml --dry-run").stdout
        assert "Subject: The house at Corvane Ferries" in shown

    def test_a_folder_that_is_not_there_is_told(self, desk: Desk, house: Path) -> None:
        for line in ("thanks i.yaml", "templates list"):
            told = desk.run(line, code=3).stderr
            assert f"there is no folder {desk.home / '../house'}" in told
            assert "beside config.yaml" in told
        assert not house.exists()
        assert not desk.drafts.exists()


class TestWhichWins:
    def test_a_file_of_a_packaged_name_replaces_it(self, tmp_path: Path) -> None:
        mine = "{# For: answer. #}\n{{ greeting }}\n\nBees. {{ answer }}\n"
        names = ("answer", "answer-last")
        library = yours(tmp_path, **{f"card__{name}": mine for name in names})
        texts = {Path(one.where.file) for one in library.letters("card")}
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
        day = dana(**bare, moment="rang the bell", reaction="", answer="")
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
        (one,) = written(dana(), LETTER, library)
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
            day = dana()._replace(tone=tone)
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
        assert "begins with 'Subject: ...' and an empty line" in lines

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
