"""How an older version leaves the folder, by what a server can do and lets be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from drafter.mailbox.decide import retire
from drafter.mailbox.failures import DroppedError, MailboxError
from drafter.mailbox.look import Folders, Room
from drafter.mailbox.session import Selected


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.mailbox.session import Session

FOLDERS = Folders("Drafts", "Trash", "Sent", ("Drafts", "Trash", "Sent"))


class Server:
    """Writes down what it is told; a real one whose Trash fails cannot be had here."""

    def __init__(self, able: str, error: Exception | None = None) -> None:
        self.able, self.error = able.split(), error
        self.said: list[tuple[Any, ...]] = []

    def can(self, capability: str) -> bool:
        return capability in self.able

    def move(self, uids: Sequence[int], folder: str) -> None:
        self.said.append(("move", tuple(uids), folder))
        if self.error:
            raise self.error

    def mark_deleted(self, uids: Sequence[int]) -> None:
        self.said.append(("mark", tuple(uids)))

    def uid_expunge(self, uids: Sequence[int]) -> None:
        self.said.append(("expunge", tuple(uids)))


def retired(server: Server, folders: Folders = FOLDERS) -> bool:
    return retire(Room(cast("Session", server), folders, Selected(7, 2)), (3, 5))


MOVED, BY_UID = ("move", (3, 5), "Trash"), [("mark", (3, 5)), ("expunge", (3, 5))]


def test_it_goes_to_trash_where_it_can() -> None:
    server = Server("MOVE UIDPLUS")
    assert retired(server)
    assert server.said == [MOVED]


def test_a_trash_that_takes_nothing_is_no_reason_to_keep_two_versions() -> None:
    server = Server("MOVE UIDPLUS", MailboxError("no"))
    assert retired(server)
    assert server.said == [MOVED, *BY_UID]


def test_a_link_that_breaks_is_not_taken_for_a_no() -> None:
    server = Server("MOVE UIDPLUS", DroppedError("gone"))
    with pytest.raises(DroppedError):
        retired(server)
    assert server.said == [MOVED]


@pytest.mark.parametrize("trash", ["", "Drafts"])
def test_without_a_trash_it_goes_by_uid(trash: str) -> None:
    server = Server("MOVE UIDPLUS")
    assert retired(server, FOLDERS._replace(trash=trash))
    assert server.said == BY_UID


def test_a_server_that_can_neither_keeps_it() -> None:
    server = Server("")
    assert not retired(server)
    assert server.said == []


def test_nothing_to_do_says_nothing() -> None:
    server = Server("")
    assert retire(Room(cast("Session", server), FOLDERS, Selected(7, 2)), ())
