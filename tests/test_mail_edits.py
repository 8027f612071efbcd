"""What its owner does with a draft, as real mail programs do it, between two runs.

Whatever they did is theirs: not changed, not lost, not made a second time. That no run
touches it is checked by `Watched.run`; here stands what the runs say and do instead.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.policy import SMTP
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from drafter.mailbox.connection import signed_in
from drafter.mailbox.failures import MailboxError
from tests.changed import replace
from tests.mailboxes import (
    artefact,
    artefacts,
    by_thunderbird,
    credentials,
    letter,
    mailbox_at,
    reworded,
)
from tests.servers.proxy import Proxy, without
from tests.witness import (
    Watched,
    around,
    check_commands,
    check_nothing_else_changed,
    check_one_each,
    drafts_in,
    has_account,
    letter_in,
    letters,
    protected,
    watched_at,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from drafter.delivery.deliver import Artefact
    from drafter.mailbox.saving import DraftsFolder
    from drafter.mailbox.session import Session
    from tests.desk import Desk
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server
    from tests.witness import Ran, Snapshot

    Act = Callable[[Watched], None]

OLD, NEW = artefacts(2), artefacts(2, "My thanks")
FIRST, SECOND = (one.name for one in OLD)


def as_it_is(folder: DraftsFolder) -> DraftsFolder:
    return folder


def copies(found: Snapshot, of: Artefact, folder: str = "Drafts") -> list[int]:
    """UIDs of all that is addressed to the same person; the marked ones left out."""
    to = f"{of.cleared.draft.recipient}".encode()
    head = re.compile(rb"^To:[^\n]*" + re.escape(to), re.MULTILINE)
    return [
        uid
        for uid, flags, data in found[folder]
        if head.search(data) and b"\\Deleted" not in flags
    ]


def first_of(watched: Watched) -> int:
    """The UID of the first draft."""
    (uid,) = copies(watched.box.snapshot(), OLD[0])
    return uid


def edits_as(change: Callable[[bytes], bytes]) -> Act:
    def act(watched: Watched) -> None:
        watched.box.edit(first_of(watched), change)

    return act


def with_a_copy(data: bytes) -> bytes:
    return data.replace(
        b"MIME-Version:", b"Cc: aunt@family.example\r\nMIME-Version:", 1
    )


def by_webmail(data: bytes) -> bytes:
    """Gmail gives each version a Message-ID of its own."""
    return re.sub(
        rb"Message-ID: <[^>]*>", b"Message-ID: <CAF=x7+q@mail.gmail.example>", data
    )


def rewrapped(data: bytes) -> bytes:
    """Thunderbird, the same words but one: re-wrapped, flowed, 8bit."""
    text = " ".join([*letter_in(data).words, "é"])
    lines = re.findall(r".{1,70}(?: |$)", text)
    return by_thunderbird(data, "\r\n".join(lines))


def keeps_the_old_one_marked(watched: Watched) -> None:
    """Mutt before it syncs: the new version is there, the old one only marked."""
    uid = first_of(watched)
    (data,) = (mail[2] for mail in watched.box.mails() if mail[0] == uid)
    watched.box.append(reworded(data))
    marks(watched, uid)


def marks(watched: Watched, uid: int = 0) -> None:
    with watched.box.server.open(watched.box.user) as client:
        client.select_folder("Drafts")
        client.delete_messages([uid or first_of(watched)])


def sends(watched: Watched) -> None:
    watched.box.move(first_of(watched), "Sent")


def puts_away(watched: Watched) -> None:
    watched.box.move(first_of(watched), "Trash")


EDITS: dict[str, Act] = {
    "mutt": edits_as(reworded),
    "mutt adds a Cc": edits_as(with_a_copy),
    "mutt, not yet synced": keeps_the_old_one_marked,
    "Thunderbird": edits_as(rewrapped),
    "Thunderbird, all new words": edits_as(by_thunderbird),
    "webmail": edits_as(by_webmail),
}
ENDS: dict[str, Act] = {"sends": sends, "moves": puts_away, "marks": marks}
WORDS = pytest.mark.parametrize("words", [OLD, NEW], ids=["same words", "new words"])
LOST = pytest.mark.parametrize("lost", [False, True], ids=["kept", "lost"])


def acted_on(server: Server, home: Path, act: Act, *, lost: bool) -> Watched:
    """A mailbox with two drafts, of which the owner did something with the first."""
    watched = watched_at(server, home)
    watched.put(OLD, as_it_is)
    act(watched)
    if lost:
        watched.box.lose_journal()
    return watched


def check_the_second(ran: Ran, words: tuple[Artefact, ...]) -> None:
    """The draft nobody touched is brought up to date as ever."""
    assert ran.states[SECOND] == ("unchanged" if words is OLD else "replaced")
    assert letters(words[1:])[0] in drafts_in(ran.after)


@LOST
@WORDS
@pytest.mark.parametrize("act", EDITS.values(), ids=EDITS)
def test_an_edited_draft_is_left_alone_and_not_made_again(
    dovecot: Dovecot,
    tmp_path: Path,
    *,
    act: Act,
    words: tuple[Artefact, ...],
    lost: bool,
) -> None:
    check_left_alone(acted_on(dovecot, tmp_path, act, lost=lost), words)


@pytest.mark.parametrize("act", EDITS.values(), ids=EDITS)
def test_an_edited_draft_is_left_alone_on_a_server_that_is_strict(
    cyrus: Server, tmp_path: Path, act: Act
) -> None:
    check_left_alone(acted_on(cyrus, tmp_path, act, lost=False), NEW)


def check_left_alone(watched: Watched, words: tuple[Artefact, ...]) -> None:
    """Nothing is made again, and nothing is touched, however often."""
    for _ in range(2):
        ran = watched.run(words)
        assert ran.states[FIRST] == "kept"
        assert len(copies(ran.after, OLD[0])) == 1
        assert drafts_in(ran.after) == letters(words[1:])


@WORDS
@pytest.mark.parametrize("act", ENDS.values(), ids=ENDS)
def test_a_draft_that_was_sent_moved_or_deleted_is_not_made_again(
    dovecot: Dovecot, tmp_path: Path, act: Act, words: tuple[Artefact, ...]
) -> None:
    watched = acted_on(dovecot, tmp_path, act, lost=False)
    ran = watched.run(words)
    assert ran.states[FIRST] == "gone"
    assert copies(ran.after, OLD[0]) == []
    check_the_second(ran, words)


@WORDS
def test_a_draft_marked_deleted_counts_as_deleted_without_the_journal_too(
    dovecot: Dovecot, tmp_path: Path, words: tuple[Artefact, ...]
) -> None:
    watched = acted_on(dovecot, tmp_path, marks, lost=True)
    ran = watched.run(words)
    assert ran.states[FIRST] == "gone"
    check_the_second(ran, words)


def test_without_the_journal_the_folder_of_sent_mail_tells_of_it(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    watched = acted_on(dovecot, tmp_path, sends, lost=True)
    assert watched.run(OLD).states == {FIRST: "gone", SECOND: "unchanged"}


def test_a_draft_saved_anew_is_not_made_again_under_another_subject(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    watched = acted_on(dovecot, tmp_path, edits_as(by_thunderbird), lost=False)
    other = artefact(replace(letter(1), subject="Thank you: the calendar again"))
    ran = watched.run([other, NEW[1]])
    assert ran.states == {FIRST: "gone", SECOND: "replaced"}
    assert len(copies(ran.after, OLD[0])) == 1


@LOST
@WORDS
@pytest.mark.parametrize(
    ("change", "state"), [(reworded, "kept"), (by_thunderbird, "replaced")]
)
def test_a_draft_that_was_open_in_a_mail_program_while_it_was_replaced(
    dovecot: Dovecot,
    tmp_path: Path,
    *,
    change: Callable[[bytes], bytes],
    state: str,
    words: tuple[Artefact, ...],
    lost: bool,
) -> None:
    """What was typed into the old version is saved beside the new one, and stays."""
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD, as_it_is)
    (opened,) = (m[2] for m in watched.box.mails() if m[0] == first_of(watched))
    watched.put(NEW, as_it_is)
    watched.box.append(change(opened))
    if lost:
        watched.box.lose_journal()
    newest = artefacts(2, "Warm thanks") if words is NEW else NEW
    ran = watched.run(newest)
    unchanged = newest is NEW and state == "replaced"
    assert ran.states[FIRST] == ("unchanged" if unchanged else state)
    assert len(copies(ran.after, OLD[0])) == 2
    assert watched.run(newest).count("APPEND") == 0


@LOST
@WORDS
def test_an_old_version_taken_out_of_the_trash_goes_back_there(
    dovecot: Dovecot, tmp_path: Path, words: tuple[Artefact, ...], *, lost: bool
) -> None:
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD, as_it_is)
    watched.put(NEW, as_it_is)
    (uid,) = copies(watched.box.snapshot(), OLD[0], "Trash")
    watched.box.move(uid, "Drafts", "Trash")
    if lost:
        watched.box.lose_journal()
    watched.run(words)
    check_one_each(watched.box.snapshot(), words)


@LOST
def test_a_copy_that_only_was_encoded_anew_is_still_ours(
    dovecot: Dovecot, tmp_path: Path, *, lost: bool
) -> None:
    def in_base64(data: bytes) -> bytes:
        message = message_from_bytes(data, policy=SMTP)
        for part in message.walk():
            if part.get_content_maintype() == "text":
                text = part.get_content()
                kind = part.get_content_subtype()
                part.set_content(text, subtype=kind, cte="base64")
        return message.as_bytes()

    watched = acted_on(dovecot, tmp_path, edits_as(in_base64), lost=lost)
    ran = watched.run(NEW)
    assert set(ran.states.values()) == {"replaced"}
    check_one_each(ran.after, NEW)


def shouted(data: bytes) -> bytes:
    """A server that writes headers in its own way, and the boundary too."""
    data = data.replace(b"Subject:", b"SUBJECT:").replace(b"=E2=80", b"=e2=80")
    found = re.search(rb'boundary="?([^"\r\n;]+)', data)
    assert found
    return data.replace(found[1], b"x" * len(found[1]))


def titled(data: bytes) -> bytes:
    """A server that writes the sender's name as its directory has it."""
    assert b"From: Ines Okafor <" in data
    return data.replace(b"From: Ines Okafor <", b"From: OKAFOR Ines <")


@pytest.mark.parametrize(
    ("encode", "proves_itself"), [(shouted, True), (titled, False)]
)
def test_a_server_that_encodes_in_its_own_way(
    imap_server: Server,
    tmp_path: Path,
    encode: Callable[[bytes], bytes],
    *,
    proves_itself: bool,
) -> None:
    """The journal knows what the server made of it; without, doubt is for the owner."""
    watched = watched_at(imap_server, tmp_path)

    def run(words: tuple[Artefact, ...]) -> Ran:
        # What does not prove itself, the witness would take for the owner's.
        wire = {"rewrite_literal": encode}
        return watched.run(words, wire=wire, alone=False, is_changing=True)

    assert set(run(OLD).states.values()) == {"saved"}
    again = run(OLD)
    assert set(again.states.values()) == {"unchanged"}
    assert again.count("APPEND") == 0
    watched.box.lose_journal()
    ran = run(NEW)
    expected = "replaced" if proves_itself else "kept"
    assert set(ran.states.values()) == {expected}
    assert len(copies(ran.after, OLD[0])) == 1


def renamed(data: bytes) -> bytes:
    """A server that gives what it stores Message-IDs of its own, as Gmail may."""
    found = re.search(rb"(?m)^Message-ID: <([^@]*)@", data)
    assert found
    return data.replace(found[1], b"CAF=x7+q" + found[1][8:][::-1].replace(b".", b"-"))


@LOST
@WORDS
def test_a_server_that_renames_what_it_stores_gets_nothing_twice(
    dovecot: Dovecot, tmp_path: Path, *, words: tuple[Artefact, ...], lost: bool
) -> None:
    watched = watched_at(dovecot, tmp_path)
    wire = {"rewrite_literal": renamed}
    ran = watched.run(OLD, wire=wire, alone=False, is_changing=True)
    assert set(ran.states.values()) == {"saved"}
    if lost:
        watched.box.lose_journal()
    ran = watched.run(words, wire=wire)
    assert set(ran.states.values()) == {"kept"}
    assert len(copies(ran.after, OLD[0])) == 1


def to_another(data: bytes) -> bytes:
    return data.replace(b"person.1@", b"person.9@")


def with_a_reader_more(data: bytes) -> bytes:
    return _in_the_first(data, b"MIME-Version: 1.0", b"Cc: a@evil.exampl")


def in_other_words(data: bytes) -> bytes:
    return _in_the_first(data, b"Best regards", b"Hard regards")


def of_another_kind(data: bytes) -> bytes:
    return _in_the_first(data, b"multipart/alternative", b"message/rfc822;;;;;;;")


def with_a_page_nobody_can_read(data: bytes) -> bytes:
    return _in_the_first(data, b"<p>", b"<![")


def blanked(data: bytes) -> bytes:
    """What a scanner does that takes it for something evil."""
    return (
        b"\r\n" * (len(data) // 2) + b"\n" * (len(data) % 2)
        if _is_first(data)
        else data
    )


def _in_the_first(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    if not _is_first(data):
        return data
    assert old in data
    return data.replace(old, new)


def _is_first(data: bytes) -> bool:
    return b"person.1@" in data


CHANGES = {
    "recipient": (to_another, "its recipient differs"),
    "Cc": (with_a_reader_more, "it has a Cc: a@evil.exampl"),
    "words": (in_other_words, "its text differs"),
    "parts": (of_another_kind, "its text differs"),
    "page": (with_a_page_nobody_can_read, "its HTML part cannot be read"),
}


@pytest.mark.parametrize("way", ["MOVE", "UIDPLUS"])
@pytest.mark.parametrize(("change", "fact"), CHANGES.values(), ids=CHANGES)
def test_what_the_server_changes_is_taken_back_and_the_rest_is_saved(
    dovecot: Dovecot,
    tmp_path: Path,
    change: Callable[[bytes], bytes],
    fact: str,
    way: str,
) -> None:
    watched = watched_at(dovecot, tmp_path)
    hide = without("MOVE") if way == "UIDPLUS" else None
    ran = run_changed(watched, change, hide)
    assert ran.failure
    assert [one.name for one in ran.failure.unsaved] == [FIRST]
    (line,) = ran.failure.lines
    assert line.startswith("thank-you-person-1: the server changed it")
    assert fact in line
    assert ran.states == {SECOND: "saved"}
    check_one_each(ran.after, OLD[1:])
    check_drafts_are(watched, ran.after, 1)


def test_what_cannot_be_recognised_is_named_and_left_where_it_is(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    watched = watched_at(dovecot, tmp_path)
    ran = run_changed(watched, blanked, None)
    assert ran.failure
    (line,) = ran.failure.lines
    assert "the server took it and does not show it; look into the folder" in line
    check_drafts_are(watched, ran.after, 2)


def test_a_uid_that_is_another_mails_takes_nothing_away(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    """A server that names a wrong UID must not cost the owner a draft."""
    watched = watched_at(dovecot, tmp_path)
    theirs = re.compile(rb"(APPENDUID \d+) \d+")
    for wrong in (rb"\1 1", rb"\1 4000000000", rb"APPENDUID 99 1"):
        ran = watched.run(OLD, wire={"rewrite_answer": partial(theirs.sub, wrong)})
        check_one_each(ran.after, OLD)
        assert set(ran.states) == {FIRST, SECOND}


HIDDEN = {
    "image": (b"<p>", b'<p><img src=3D"https://x.example/p.png">'),
    "X-Bcc": (b"MIME-Version:", b"X-Bcc: me@mail.example\r\nMIME-Version:"),
    "Precedence": (b"MIME-Version:", b"Precedence: list\r\nMIME-Version:"),
    "bold": (b"<p>", b"<p><b>"),
    "list": (b"<p>", b"<ul><li>"),
}


@pytest.mark.parametrize("words", ["same words", "new words"])
@pytest.mark.parametrize("journal", ["kept", "lost"])
@pytest.mark.parametrize(("old", "new"), HIDDEN.values(), ids=HIDDEN)
def test_an_edit_that_changes_no_word_is_an_edit(
    dovecot: Dovecot, tmp_path: Path, old: bytes, new: bytes, journal: str, words: str
) -> None:  # fmt: skip
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD, lambda folder: folder)
    edited = watched.box.edit(first_of(watched), lambda data: data.replace(old, new, 1))
    if journal == "lost":
        watched.box.lose_journal()
    ran = watched.run(OLD if words == "same words" else NEW)
    assert ran.states[FIRST] == "kept"
    assert edited in [data for *_, data in ran.after["Drafts"]]


@pytest.mark.parametrize("way", ["MOVE", "UIDPLUS"])
def test_what_a_server_changed_once_is_saved_when_it_does_so_no_more(
    dovecot: Dovecot, tmp_path: Path, way: str
) -> None:
    """Nobody sent, moved or deleted it: drafter itself took it back."""
    watched = watched_at(dovecot, tmp_path)
    run_changed(watched, in_other_words, without("MOVE") if way == "UIDPLUS" else None)
    ran = watched.run(OLD)
    assert ran.states == {FIRST: "saved", SECOND: "unchanged"}
    check_one_each(ran.after, OLD)


def test_a_changed_draft_that_cannot_be_taken_back_is_reported_as_lying_there(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    watched = watched_at(dovecot, tmp_path)
    ran = run_changed(watched, to_another, without("MOVE", "UIDPLUS"))
    assert ran.failure
    told = [*ran.failure.lines, *watched.box.told]
    assert any("delete" in line and "person-1" in line for line in told), told


def test_a_draft_the_server_changes_is_written_as_a_file_instead(
    desk: Desk, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_somebody_else(data: bytes) -> bytes:
        return data.replace(b"dana.whitlock@", b"nobody.at.all@")

    watched = watched_at(dovecot, tmp_path / "mail")
    monkeypatch.setenv("DRAFTER_PASSWORD", watched.box.user.password)
    with Proxy(dovecot, rewrite_literal=to_somebody_else) as proxy:
        has_account(desk, watched.box, proxy.port)
        result = desk.run("thanks i.yaml --imap", code=6)
    assert (
        "thank-you-dana: the server changed it: its recipient differs" in result.stderr
    )
    written = {name for name in desk.written() if name.endswith(".eml")}
    assert written == {"thank-you-dana.eml"}
    assert letter_in(desk.written()["thank-you-dana.eml"]).to.endswith(
        "<dana.whitlock@corvane.example>"
    )
    found = watched.box.snapshot()
    assert len(drafts_in(found)) == 2
    assert b"nobody.at.all@" not in b"".join(data for _, _, data in found["Drafts"])
    check_commands(proxy.commands, protected(watched.filled, replace=False))


def run_changed(
    watched: Watched,
    change: Callable[[bytes], bytes],
    hide: Callable[[bytes], bytes] | None,
) -> Ran:
    """Save both over a server that changes the first; what it made is not ours now."""
    wire = {"rewrite_literal": change, "rewrite_answer": hide}
    return watched.run(OLD, wire=wire, is_changing=True)


def check_drafts_are(watched: Watched, found: Snapshot, more: int) -> None:
    """Only so many lie in the folder besides the owner's own."""
    assert len(found["Drafts"]) == len(watched.filled["Drafts"]) + more


# Two machines, one account -----------------------------------------------------------


def two_machines(server: Server, home: Path) -> tuple[Watched, Watched]:
    one = watched_at(server, home)
    (home / "other").mkdir()
    return one, Watched(one.box._replace(home=home / "other"))


def test_two_machines_in_turn_keep_one_draft_each(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    one, other = two_machines(dovecot, tmp_path)
    for machine, words, states in (
        (one, OLD, {"saved"}),
        (other, OLD, {"unchanged"}),
        (other, NEW, {"replaced"}),
        (one, NEW, {"unchanged"}),
        (one, OLD, {"replaced"}),
        (other, OLD, {"unchanged"}),
        (other, NEW, {"replaced"}),
    ):
        ran = machine.run(words)
        assert set(ran.states.values()) == states
        check_one_each(ran.after, words)
    edits_as(reworded)(one)
    assert one.run(NEW).states[FIRST] == "kept"
    assert other.run(OLD).states == {FIRST: "kept", SECOND: "replaced"}
    sends(one)
    assert one.run(OLD).states[FIRST] == "gone"
    assert other.run(OLD).states[FIRST] == "gone"


def at_once(*runs: Callable[[], object]) -> None:
    """Run all of them in threads; what one raises is raised here."""
    errors: list[BaseException] = []

    def guarded(run: Callable[[], object]) -> None:
        try:
            run()
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


@pytest.mark.parametrize("words", [(NEW, NEW), (OLD, NEW)], ids=["same", "other words"])
def test_two_machines_at_once_end_with_one_draft_each(
    dovecot: Dovecot, tmp_path: Path, words: tuple[tuple[Artefact, ...], ...]
) -> None:
    one, other = two_machines(dovecot, tmp_path)
    for _ in range(3):
        at_once(
            lambda: one.run(words[0], alone=False),
            lambda: other.run(words[1], alone=False),
        )
    ran = one.run(words[0])
    check_one_each(ran.after, words[0])
    ran = other.run(words[1])
    check_one_each(ran.after, words[1])
    check_nothing_else_changed(one.filled, ran.after)


def between(act: Callable[[], object], before: str) -> Callable[[Any], Any]:
    """Let another machine act before the first call of this name."""

    class Between:
        def __init__(self, real: Any) -> None:
            self._real, self._due = real, True

        def __getattr__(self, name: str) -> Any:
            if name == before and self._due:
                self._due = False
                act()
            return getattr(self._real, name)

    return Between


def overtaken(before: str, act: Callable[[], object]) -> Any:
    return lambda folder: folder._replace(
        sign_in=around(folder.sign_in, between(act, before))
    )


@pytest.mark.parametrize("before", ["append", "messages", "move"])
def test_a_machine_that_is_overtaken_by_one_with_other_words_never_leaves_none(
    dovecot: Dovecot, tmp_path: Path, before: str
) -> None:
    """The worst order of events: each removes what the other thinks is the newest."""
    one, other = two_machines(dovecot, tmp_path)
    one.put(artefacts(2, "Many thanks"), as_it_is)
    one.put(OLD, overtaken("append", lambda: other.put(NEW, as_it_is)))
    one.put(OLD, overtaken(before, lambda: other.put(NEW, as_it_is)))
    found = one.box.snapshot()
    assert copies(found, OLD[0])
    assert len(copies(found, OLD[1])) >= 2  # the owner's own is one of them
    ran = one.run(OLD)
    check_one_each(ran.after, OLD)


def test_words_typed_while_a_run_is_at_work_are_kept(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    """The owner saves an edit after the look and before the old version goes."""
    for number, moment in enumerate(("append", "messages", "move")):
        watched = watched_at(dovecot, tmp_path / f"{number}")
        watched.put(OLD, as_it_is)
        (data,) = (m[2] for m in watched.box.mails() if m[0] == first_of(watched))
        uid = first_of(watched)

        def saves(
            watched: Watched = watched, uid: int = uid, data: bytes = data
        ) -> None:
            watched.box.append(reworded(data))
            watched.box.delete(uid)

        watched.put(NEW, overtaken(moment, saves))
        found = [mail[2] for mail in watched.box.mails()]
        assert reworded(data) in found
        assert watched.run(NEW).states[FIRST] == "kept"


def test_a_uid_given_twice_does_not_vouch_for_what_would_give_way(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    """A folder made anew may count from 1 again, under the same UIDVALIDITY."""
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD, lambda folder: folder)
    old = first_of(watched)
    edited = watched.box.edit(old, reworded)
    with closing(sqlite3.connect(watched.box.journal)) as journal, journal:
        uids = (first_of(watched), old)
        done = journal.execute("UPDATE placed SET uid = ? WHERE uid = ?", uids)
        assert done.rowcount == 1
    ran = watched.run(NEW)
    assert ran.states[FIRST] == "kept"
    assert edited in [data for *_, data in ran.after["Drafts"]]


def test_a_file_is_read_once_also_for_the_folder(
    imap_server: Server, tmp_path: Path
) -> None:
    box, plan = mailbox_at(imap_server, tmp_path), tmp_path / "plan.pdf"
    plan.write_bytes(bytes(range(256)) * 8)
    takeaway = artefact(letter()._replace(attachment=plan))
    plan.unlink()
    assert box.states([takeaway]) == ["saved"]
    ((_, _, stored),) = box.mails()
    (found,) = message_from_bytes(stored, policy=SMTP).iter_attachments()
    assert found.get_content() == bytes(range(256)) * 8


# What was stored and is not there ----------------------------------------------------


def test_two_machines_at_a_server_that_names_no_uid_are_read_back_as_well(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    one, other = two_machines(dovecot, tmp_path)
    hide, uid = without("UIDPLUS", "MOVE"), re.compile(rb"\[APPENDUID \d+ \d+\] ")
    both = {"rewrite_answer": lambda line: uid.sub(b"", hide(line))}
    one.run(OLD[:1], wire=both)
    ran = other.run(OLD, wire=both)
    assert ran.states == {FIRST: "unchanged", SECOND: "saved"}
    assert not ran.failure
    assert not any("the server said no" in line for line in other.box.told)
    check_one_each(ran.after, OLD)


def test_what_a_server_takes_and_loses_is_not_called_sent(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    """It is reported, and made again by the next run that finds a sound server."""
    box = watched_at(dovecot, tmp_path).box

    def losing(session: Session) -> None:
        for uid, _, data in box.mails():
            if _is_first(data):
                box.delete(uid)
        session.search(["ALL"])

    with Proxy(dovecot) as proxy:
        settings = box.settings(port=proxy.port)

        @contextmanager
        def sign_in() -> Iterator[Session]:
            known = credentials(settings, box.user.password)
            with signed_in(settings, known) as session:
                read = session.messages

                def messages(sizes: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
                    losing(session)
                    return read(sizes)

                session.messages = messages  # type: ignore[method-assign]
                yield session

        lost = box.unsaved(OLD, sign_in=sign_in)
    assert [one.name for one in lost.unsaved] == [FIRST]
    assert "the server took it and does not show it" in lost.lines[0]
    assert box.states(OLD) == ["saved", "unchanged"]


def test_what_was_stored_and_not_read_back_is_told(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = watched_at(dovecot, tmp_path).box
    settings = box.settings()

    @contextmanager
    def sign_in() -> Iterator[Session]:
        with signed_in(settings, credentials(settings, box.user.password)) as session:

            def messages(sizes: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
                if sizes:
                    raise MailboxError("localhost: no")
                return iter(())

            session.messages = messages  # type: ignore[method-assign]
            yield session

    told = box.unsaved(OLD, sign_in=sign_in)
    assert not told.unsaved
    assert [str(one.state) for one in told.receipts] == ["saved", "saved"]
    assert told.lines[0].startswith(
        "thank-you-person-1: saved, but it could not be read back: read it before"
    )
    assert not any("Older versions" in line for line in (*told.lines, *box.told))
    assert box.states(OLD) == ["unchanged", "unchanged"]
