from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.draft import Kind
from drafter.errors import TemplateError
from drafter.interview import Role, Tone
from drafter.templating.library import Library, packaged_folder
from drafter.templating.plain import Plain
from tests.conftest import rendered


if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Write

ANYONE = (Kind.CARD, Role.PEER, Tone.BRIEF)


def put(folder: Path, name: str, text: str = "x") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    "names",
    [
        ("card.txt.j2",),
        ("card.txt.j2", "card.brief.txt.j2"),
        ("card.txt.j2", "card.brief.txt.j2", "card.peer.txt.j2"),
        ("card.txt.j2", "card.peer.txt.j2", "card.peer.brief.txt.j2"),
    ],
)
def test_the_most_particular_name_wins(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        put(tmp_path, name)
    assert Library((tmp_path,), tmp_path / "none").find(*ANYONE) == names[-1]


def test_your_plainest_template_beats_the_packaged_one_of_that_tone(
    tmp_path: Path,
) -> None:
    yours = put(tmp_path / "yours", "card.txt.j2")
    packaged = put(tmp_path / "packaged", "card.peer.brief.txt.j2")
    assert Library((yours,), packaged).find(*ANYONE) == "card.txt.j2"


def test_the_first_folder_beats_the_second(tmp_path: Path) -> None:
    first = put(tmp_path / "first", "card.txt.j2", "first")
    second = put(tmp_path / "second", "card.peer.txt.j2", "second")
    library = Library((first, second), tmp_path / "none")
    assert rendered(library, library.find(*ANYONE)).text == "first"


def test_a_template_of_yours_can_extend_and_include_packaged_ones(
    tmp_path: Path,
) -> None:
    packaged = put(
        tmp_path / "packaged", "card.txt.j2", "{% block a %}theirs{% endblock %} rest"
    )
    put(packaged, "part.txt.j2", "a part")
    source = (
        '{% extends "packaged/card.txt.j2" %}{% block a %}mine, '
        '{% include "packaged/part.txt.j2" %}{% endblock %}'
    )
    yours = put(tmp_path / "yours", "card.txt.j2", source)
    library = Library((yours,), packaged)
    assert rendered(library, "card.txt.j2").text == "mine, a part rest"


def test_a_mistake_in_an_included_part_is_shown_in_that_part(tmp_path: Path) -> None:
    yours = put(tmp_path, "card.txt.j2", '{% include "part.txt.j2" %}')
    put(yours, "part.txt.j2", "\n\n{{ tpoic }}")
    with pytest.raises(TemplateError, match=r"part\.txt\.j2:3: unknown name 'tpoic'"):
        rendered(Library((yours,), tmp_path / "none"))


def test_there_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "secret.txt.j2", "secret")
    for name in ("../secret.txt.j2", "packaged/../../secret.txt.j2", "/etc/passwd"):
        yours = put(tmp_path / "yours", "card.txt.j2", f'{{% include "{name}" %}}')
        with pytest.raises(TemplateError, match="there is no template"):
            rendered(Library((yours,), yours))


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"caf\xe9", "is not UTF-8"),
        (b"x" * 300_000, "over 256 KiB"),
        ("a \ue000 b".encode(), "a character that no text needs"),
        (b"a \0 b", "a character that no text needs"),
    ],
)
def test_a_file_that_is_no_template_is_an_error(
    tmp_path: Path, data: bytes, fact: str
) -> None:
    (tmp_path / "card.txt.j2").write_bytes(data)
    with pytest.raises(TemplateError, match=fact):
        rendered(Library((tmp_path,), tmp_path))


def test_no_template_at_all_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"there is no template 'card\.txt\.j2'"):
        Library((tmp_path,), tmp_path).find(*ANYONE)


@pytest.mark.parametrize(
    "header", ["To", "Cc", "Bcc", "Reply-To", "From", "X-Anything"]
)
def test_a_template_cannot_choose_who_gets_mail(
    write_templates: Write, header: str
) -> None:
    source = f"Subject: Hello\n{header}: someone@else.example\n\nBody of the note.\n"
    library = write_templates(thank_you__md=source)
    with pytest.raises(TemplateError) as error:
        rendered(library, "thank_you.md.j2")
    assert f"thank_you.md.j2:2: a template cannot set the header '{header}'" in str(
        error.value
    )


@pytest.mark.parametrize(
    "source", ["No subject\n\nBody", "Subject: x\nBody at once", ""]
)
def test_an_email_template_begins_with_its_subject(
    write_templates: Write, source: str
) -> None:
    library = write_templates(thank_you__md=source)
    with pytest.raises(
        TemplateError, match=r"begins with 'Subject: \.\.\.'|header 'Body"
    ):
        rendered(library, "thank_you.md.j2")


def test_a_subject_cannot_smuggle_a_header_in(write_templates: Write) -> None:
    source = "Subject: {% set x %}\na\nBcc: b@c.example{% endset %}{{ x }}\n\nBody\n"
    made = rendered(write_templates(thank_you__md=source), "thank_you.md.j2")
    assert made.subject == "a Bcc: b@c.example"


def test_every_packaged_template_is_plain() -> None:
    folder = packaged_folder()
    names = sorted(path.name for path in folder.glob("*.j2"))
    library = Library((), folder)
    assert {"thank_you.md.j2", "card.txt.j2"} <= set(names)
    for name in names:
        assert isinstance(library.load(f"packaged/{name}"), Plain), name
