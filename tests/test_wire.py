"""What goes over the wire: as little as can be, and nothing that destroys or sends.

Each run of the other tests of the mailbox is held to the same list of commands by
`tests/watched.py`; that this witness sees what it is there for is shown here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from imapclient import IMAPClient

from tests.mailboxes import Mailbox, artefacts, mailbox_at
from tests.servers.proxy import Command, Proxy, without
from tests.witness import (
    Watched,
    check_commands,
    check_nothing_else_changed,
    check_one_each,
    protected,
    uids,
    watched_at,
)


if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

SOURCE = Path(__file__).parents[1] / "drafter"
CALLS = {
    # What the library itself needs to sign in and to leave
    "plain_login", "login", "oauth2_login", "oauthbearer_login", "starttls", "logout",
    "shutdown", "socket", "has_capability", "folder_encode",
    # What looks
    "list_folders", "select_folder", "search", "fetch", "_imap",
    "_proc_folder_list", "_checkok",
    # What changes something
    "append", "move", "delete_messages", "uid_expunge",
}  # fmt: skip


# Round trips -------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 5, 100])
def test_new_drafts_cost_two_round_trips_each_and_a_few_more(
    imap_server: Server, tmp_path: Path, count: int
) -> None:
    watched = Watched(mailbox_at(imap_server, tmp_path / "empty"))
    new = artefacts(count)
    ran = watched.run(new)
    check_one_each(ran.after, new)
    assert ran.count("APPEND") == count
    assert ran.proxy.connections == 1
    assert ran.proxy.round_trips <= 2 * count + 8


def test_reading_folders_that_are_not_empty_costs_a_few_round_trips_more(
    imap_server: Server, tmp_path: Path
) -> None:
    """One for Drafts, four for a Sent that has mail to the same people."""
    ran = watched_at(imap_server, tmp_path).run(artefacts(5))
    assert ran.proxy.round_trips <= 2 * 5 + 10


def test_a_hundred_unchanged_drafts_cost_eight_round_trips(
    imap_server: Server, tmp_path: Path
) -> None:
    watched = watched_at(imap_server, tmp_path)
    hundred = artefacts(100)
    watched.put(hundred, lambda folder: folder)
    ran = watched.run(hundred)
    assert set(ran.states.values()) == {"unchanged"}
    assert ran.proxy.round_trips <= 8
    assert ran.count("APPEND") == 0
    fetched = [line for verb, line in ran.proxy.commands if verb == "UID FETCH"]
    assert all("BODY.PEEK[HEADER.FIELDS" in line for line in fetched)


def test_a_lost_journal_costs_the_reading_of_what_was_written_before(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    watched = watched_at(dovecot, tmp_path)
    hundred = artefacts(100)
    watched.put(hundred, lambda folder: folder)
    watched.box.lose_journal()
    ran = watched.run(hundred)
    assert set(ran.states.values()) == {"unchanged"}
    assert ran.proxy.round_trips <= 8
    assert watched.run(hundred).proxy.round_trips <= 8


@pytest.mark.parametrize(("hidden", "more"), [((), 1), (("MOVE",), 2)])
def test_old_versions_go_all_at_once(
    dovecot: Dovecot, tmp_path: Path, hidden: tuple[str, ...], more: int
) -> None:
    watched = watched_at(dovecot, tmp_path)
    watched.put(artefacts(20), lambda folder: folder)
    wire = {"rewrite_answer": without(*hidden)}
    ran = watched.run(artefacts(20, "My thanks"), wire=wire)
    assert set(ran.states.values()) == {"replaced"}
    assert ran.proxy.round_trips <= 2 * 20 + 9 + more


# What is said ------------------------------------------------------------------------


def test_a_draft_is_marked_as_a_draft_and_as_read_by_the_append_itself(
    imap_server: Server, tmp_path: Path
) -> None:
    watched = Watched(mailbox_at(imap_server, tmp_path / "home"))
    ran = watched.run(artefacts(2))
    lines = [line for verb, line in ran.proxy.commands if verb == "APPEND"]
    assert all(r"(\Draft \Seen)" in line for line in lines)
    assert ran.count("UID STORE") == 0
    flags = [flags for _, flags, _ in ran.after["Drafts"]]
    assert flags == [frozenset({b"\\Draft", b"\\Seen"})] * 2


@pytest.mark.parametrize(
    "pattern",
    [
        r"\.expunge\(", r"\.close_folder\(", r"\.unselect_folder\(", r"multiappend",
        r"find_special_folder", r"smtplib", r"['\"]EXPUNGE", r"['\"]CLOSE",
        r"set_flags|add_flags|remove_flags", r"delete_folder|rename_folder",
        r"create_folder",
    ],
)  # fmt: skip
def test_no_source_file_holds_a_call_that_destroys_or_sends(pattern: str) -> None:
    files = list(SOURCE.rglob("*.py"))
    assert len(files) > 50
    assert [str(f) for f in files if re.search(pattern, f.read_text("utf-8"))] == []


def test_one_module_opens_the_library_and_few_of_its_calls_are_used() -> None:
    texts = {f: f.read_text("utf-8") for f in SOURCE.rglob("*.py")}
    users = [
        f.name for f, text in texts.items() if re.search("import .*IMAPClient", text)
    ]
    assert users == ["connection.py"]
    mailbox = "".join(t for f, t in texts.items() if f.parent.name == "mailbox")
    assert set(re.findall(r"\bclient\.(\w+)", mailbox)) <= CALLS


# The witness -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "line"),
    [
        ("EXPUNGE", "EXPUNGE"),
        ("CLOSE", "CLOSE"),
        ("STORE", r"STORE 1 +FLAGS.SILENT (\Deleted)"),
        ("UID STORE", r"UID STORE 9 +FLAGS (\Deleted)"),
        ("UID STORE", r"UID STORE 9 +FLAGS.SILENT (\Seen)"),
        ("UID STORE", r"UID STORE 9 FLAGS.SILENT (\Deleted)"),
        ("UID STORE", r"UID STORE 5:9 +FLAGS.SILENT (\Deleted)"),
        ("UID STORE", r"UID STORE 9:* +FLAGS.SILENT (\Deleted)"),
        ("UID EXPUNGE", "UID EXPUNGE 7"),
        ("UID EXPUNGE", "UID EXPUNGE 1:*"),
        ("UID MOVE", 'UID MOVE 9,7 "Trash"'),
        ("UID MOVE", 'UID MOVE 9 "Sent"'),
        ("UID COPY", 'UID COPY 9 "Trash"'),
        ("UID FETCH", "UID FETCH 9 (BODY[])"),
        ("SELECT", 'SELECT "INBOX"'),
        ("APPEND", 'APPEND "Drafts" {310}'),
        ("APPEND", r'APPEND "Sent" (\Draft \Seen) {310}'),
        ("DELETE", "DELETE Drafts"),
    ],
)
def test_the_witness_objects_to_what_no_run_may_say(verb: str, line: str) -> None:
    with pytest.raises((AssertionError, ValueError)):
        check_commands([Command(verb, line)], {7})


def test_the_witness_lets_pass_what_a_run_needs() -> None:
    lines = (
        r'APPEND "Drafts" (\Draft \Seen) {310}',
        r"UID STORE 8:9 +FLAGS.SILENT (\Deleted)",
        "UID EXPUNGE 8,9",
        'UID MOVE 6,8 "Trash"',
        'SELECT "Drafts"',
    )
    verbs = [re.match(r"(?:UID )?\w+", line) for line in lines]
    commands = [Command(v[0], line) for v, line in zip(verbs, lines, strict=True) if v]
    assert len(commands) == len(lines)
    check_commands(commands, {7})
    assert uids("3,5:7") == {3, 5, 6, 7}


def expunges(client: IMAPClient, _: Mailbox) -> None:
    client.expunge()


def closes(client: IMAPClient, _: Mailbox) -> None:
    client.close_folder()


def flags(client: IMAPClient, _: Mailbox) -> None:
    client.add_flags(client.search(["ALL"])[:1], [b"\\Answered"])


def adds(client: IMAPClient, _: Mailbox) -> None:
    client.append("Drafts", b"Subject: nobody asked\r\n\r\n")


def moves(client: IMAPClient, box: Mailbox) -> None:
    client.move([box.mails()[0][0]], "Trash")


@pytest.mark.parametrize("act", [expunges, closes, flags, adds, moves])
def test_the_witness_sees_what_a_careless_client_does(
    dovecot: Dovecot, tmp_path: Path, act: Callable[[IMAPClient, Mailbox], None]
) -> None:
    box = watched_at(dovecot, tmp_path).box
    before = box.snapshot()
    with Proxy(dovecot) as proxy:
        client = IMAPClient(proxy.host, proxy.port, ssl_context=dovecot.context())
        client.plain_login(box.user.login, box.user.password)
        client.select_folder("Drafts")
        act(client, box)
        client.logout()
    with pytest.raises(AssertionError):
        check_nothing_else_changed(before, box.snapshot())
    with pytest.raises(AssertionError):
        check_commands(proxy.commands, protected(before, replace=False))
