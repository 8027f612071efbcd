"""An account goes into config.yaml and out again; what the user wrote stays."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.accounts import pasted, with_account, without_account
from drafter.address import Address
from drafter.errors import InputError
from drafter.reading.config import Account, read_config


NEW = Account("gmail", Address.parse("ines@gmail.com"))
FULL = Account(
    "all of it",
    Address.parse("ines+jobs@mail.example"),
    host="imap.mail.example",
    port=1993,
    tls="starttls",
    ca_file=Path("/etc/ssl/my ca.pem"),
    user="007",
    auth="oauthbearer",
    password_command=("pass", "show", "mail/a b", "#1", "no", 'it\'s "x" \\ 100%'),
    token_command=("oama", "access", "ines@mail.example"),
    drafts="Entwürfe: neu",
)
YOU = "you:\n  name: Ines Okafor   # as I sign\n\n  email: ines@mail.example\n"
WORK = "  work:\n    address: i@work.example\n    host: imap.work.example\n"
BLOCK = "  gmail:\n    address: ines@gmail.com\n"


FLOW = "  work: {address: i@work.example,\n    host: h.example}\n"


def changed(field: str, value: Any) -> Account:
    return NEW._replace(**{field: value})


def indented(text: str, more: int) -> str:
    return textwrap.indent(text, " " * more)


def accounts(text: str) -> tuple[str, ...]:
    return tuple(one.name for one in read_config(text.encode(), "c").accounts)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"accounts:\n{BLOCK}"),
        ("# nothing yet\n", f"# nothing yet\naccounts:\n{BLOCK}"),
        ("# nothing yet", f"# nothing yet\naccounts:\n{BLOCK}"),
        ("---\n", f"---\naccounts:\n{BLOCK}"),
        (YOU, f"{YOU}accounts:\n{BLOCK}"),
        (YOU.rstrip("\n"), f"{YOU}accounts:\n{BLOCK}"),
        (f"{YOU}\n# end\n", f"{YOU}\n# end\naccounts:\n{BLOCK}"),
        ("accounts:", f"accounts:\n{BLOCK}"),
        (
            "accounts:   # mine\n# below\ntone: warm\n",
            f"accounts:   # mine\n{BLOCK}# below\ntone: warm\n",
        ),
        (f"accounts:\n{WORK}", f"accounts:\n{BLOCK}{WORK}"),
        (f"accounts:\n{WORK}\n\n{YOU}", f"accounts:\n{BLOCK}{WORK}\n\n{YOU}"),
        (f"accounts:\n# a\n{WORK}{YOU}", f"accounts:\n{BLOCK}# a\n{WORK}{YOU}"),
        (f"accounts:\n{FLOW}body: text\n", f"accounts:\n{BLOCK}{FLOW}body: text\n"),
        (
            f"accounts:\n{indented(WORK, 6)}",
            f"accounts:\n{indented(BLOCK, 6)}{indented(WORK, 6)}",
        ),
        ("\ufefftone: warm\n", f"\ufefftone: warm\naccounts:\n{BLOCK}"),
        (f"accounts:\n{WORK}...\n", f"accounts:\n{BLOCK}{WORK}...\n"),
        ("\ufeff", f"\ufeffaccounts:\n{BLOCK}"),
        ("\ufeffaccounts:\n", f"\ufeffaccounts:\n{BLOCK}"),
    ],
)  # fmt: skip
def test_goes_in_where_it_belongs(before: str, after: str) -> None:
    assert with_account(before, NEW) == after
    windows = with_account(before.replace("\n", "\r\n"), NEW)
    assert windows.replace("\r\n", "\n") == after
    if "\n" in before:
        assert windows == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "before",
    [
        "accounts: {work: {address: i@work.example}}\n",
        "{accounts: {work: {address: i@work.example}}}",
        '{"tone": "warm"}',
        "accounts: {  # none\n}\n",
        "accounts: ''\n",
        "  tone: warm\n",
        "tone: warm\n...\n# x",
    ],
)
def test_where_only_a_person_can_add_it_says_what(before: str) -> None:
    with pytest.raises(InputError) as caught:
        with_account(before, NEW, "config.yaml")
    (line,) = caught.value.lines
    assert line == (
        "config.yaml: accounts: cannot be added to without rewriting what you wrote "
        "(add this to it yourself: gmail: {address: ines@gmail.com})"
    )
    assert accounts(f"accounts:\n  {line.rpartition('yourself: ')[2][:-1]}") == (
        "gmail",
    )


def test_everything_an_account_says_comes_back() -> None:
    changed = with_account(YOU, FULL)
    found = read_config(changed.encode(), "c")
    assert found.accounts == (FULL,)
    assert found.profile == read_config(YOU.encode(), "c").profile
    line = f"accounts:\n  {pasted(FULL)}\n"
    assert read_config(line.encode(), "c").accounts == (FULL,)
    assert changed.startswith(YOU)


@pytest.mark.parametrize("text", ["tone: [", "tone: loud\n", "a: 1\na: 2\n"])
def test_a_file_that_is_wrong_is_not_touched(text: str) -> None:
    with pytest.raises(InputError) as caught:
        with_account(text, NEW)
    assert caught.value.problems[0].where.line
    with pytest.raises(InputError) as caught:
        without_account(text, "x")
    assert caught.value.problems[0].where.line


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"accounts:\n{BLOCK}", "accounts:\n"),
        (f"{YOU}accounts:\n{WORK}{BLOCK}", f"{YOU}accounts:\n{WORK}"),
        (f"accounts:\n{BLOCK}\n{WORK}{YOU}", f"accounts:\n\n{WORK}{YOU}"),
        (
            f"accounts:\n  # google\n{BLOCK}    # drafts: D\n  # work\n{WORK}",
            f"accounts:\n  # google\n  # work\n{WORK}",
        ),
        (f"accounts:\n{BLOCK}\n# mine\n{YOU}", f"accounts:\n\n# mine\n{YOU}"),
        (
            f"accounts:\n  gmail: {{address: i@gmail.com,\n    port: 1}}\n{WORK}",
            f"accounts:\n{WORK}",
        ),
        (f"accounts:\n{BLOCK}...\n", "accounts:\n...\n"),
        (f"\ufeffaccounts:\n{BLOCK}{WORK}", f"\ufeffaccounts:\n{WORK}"),
    ],
)
def test_only_its_own_lines_go(before: str, after: str) -> None:
    assert without_account(before, "gmail") == after
    windows = without_account(before.replace("\n", "\r\n"), "gmail")
    assert windows == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "accounts: {gmail: {address: i@gmail.com}}",
        "{accounts: {gmail: {address: i@gmail.com}, x: {address: i@x.example}}}",
    ],
)
def test_what_shares_its_line_is_taken_out_by_hand(text: str) -> None:
    with pytest.raises(InputError) as caught:
        without_account(text, "gmail", "config.yaml")
    assert caught.value.lines[0].endswith(
        "the account 'gmail' cannot be taken out of what you wrote (delete it yourself)"
    )


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1
)
LINES = st.lists(
    st.sampled_from(
        ["tone: warm", "body: text", "card: A7", "# note", "", "accounts:", "---",
         "  work:", "    address: i@work.example", "    # deep", "  # half",
         "accounts: {}", "you: {name: Ines}", "you:", "  name: |", "    Ines", "..."]
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@example(["accounts:", "    # deep"], "\n", False)  # noqa: FBT003
@example(["accounts: {}", "  # half", "tone: warm"], "\n", True)  # noqa: FBT003
def test_any_file_keeps_every_line_or_is_refused(
    lines: list[str],
    newline: str,
    bom: bool,  # noqa: FBT001
) -> None:
    before = "\ufeff" * bom + newline.join(lines)
    try:
        config = read_config(before.encode(), "c")
        changed = with_account(before, NEW)
    except InputError:
        return
    after = read_config(changed.encode(), "c")
    assert after == config._replace(accounts=(NEW, *config.accounts))
    there = iter(changed.removeprefix("\ufeff").splitlines())
    mine = before.removeprefix("\ufeff").splitlines()
    assert all(line in there for line in mine), "in their order"
    assert len(changed.splitlines()) - len(mine) <= 3
    again = without_account(changed, NEW.name)
    assert read_config(again.encode(), "c") == config
    assert "gmail" not in again
    there = iter(again.removeprefix("\ufeff").splitlines())
    assert all(line in there for line in mine), "still in their order"


@given(WORDS.map(str.strip).filter(bool), st.lists(WORDS.map(str.strip), max_size=4))
def test_any_words_read_back_as_they_were(name: str, words: list[str]) -> None:
    account = NEW._replace(
        name=name, password_command=tuple(word for word in words if word)
    )
    try:
        changed = with_account("tone: warm\n", account)
    except InputError:
        return
    assert read_config(changed.encode(), "c").accounts == (account,)
