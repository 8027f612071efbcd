"""The few IMAP commands drafter uses, on a connection that is signed in.

With `session`, the only module that knows the IMAP library. That one would also send a
plain EXPUNGE, which destroys whatever the user has marked deleted; here all that
changes anything is by UID, and every error leaves as a finished sentence.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from imapclient import imap_utf7

from drafter.mailbox.answers import (
    Row,
    Selected,
    body_of,
    flags_of,
    folder_name,
    heads_of,
    items,
    number_of,
)
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    broken,
    in_a_sentence,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from drafter.mailbox.answers import Head

_APPENDUID = re.compile(rb"\[APPENDUID ([0-9]+) ([0-9]+)\]", re.IGNORECASE)
_AT_ONCE = 500
"""UIDs in one command: a line stays far below what servers read."""


class Session:
    """A signed-in connection; build it with `signed_in`."""

    def __init__(self, client: Any, host: str, user: str) -> None:
        self._client = client
        # Decoded here: one name that is no modified UTF-7 would end every LIST.
        client.folder_encode = False
        self._coded: dict[str, bytes] = {}
        self._place = host
        self.user = user

    @property
    def tls_version(self) -> str:
        """`TLSv1.3`; empty on a loopback connection in clear."""
        version = getattr(self._client.socket(), "version", None)
        return (version() or "") if version else ""

    def can(self, capability: str) -> bool:
        """Whether the server offers an extension."""
        with self._told():
            return bool(self._client.has_capability(capability))

    def list(self) -> tuple[Row, ...]:
        """All folders, by a plain LIST: some servers mark Drafts only there."""
        with self._told():
            return self._rows(self._client.list_folders())

    def list_special(self) -> tuple[Row, ...]:
        """Folders with a special use, by the LIST of RFC 6154."""
        client = self._client
        with self._told():
            # The library has no call for it (its issue 332).
            imap = client._imap  # noqa: SLF001
            command = ("LIST", '""', '"*"', "RETURN", "(SPECIAL-USE)")
            status, data = imap._simple_command(*command)  # noqa: SLF001
            data = imap._untagged_response(status, data, "LIST")[1]  # noqa: SLF001
            lines = [line for line in data if line]
            return self._rows(client._proc_folder_list(lines))  # noqa: SLF001

    def select(self, folder: str, *, readonly: bool = False) -> Selected:
        """Open a folder; read-only changes nothing at all, not even what is new."""
        with self._told(folder):
            answer = self._client.select_folder(
                self._as_listed(folder), readonly=readonly
            )
            uidvalidity = number_of(answer.get(b"UIDVALIDITY", 0))
            return Selected(uidvalidity, number_of(answer.get(b"EXISTS", 0)))

    def search(self, criteria: Sequence[Any]) -> tuple[int, ...]:
        """UIDs that match, in order."""
        with self._told():
            return tuple(sorted(self._client.search(list(criteria))))

    def heads(self, uids: Iterable[int], fields: str) -> dict[int, Head]:
        """Flags and these header fields of messages; marks nothing as read."""
        found = self._fetch(uids, items(fields), _AT_ONCE)
        with self._told():
            return heads_of(found)

    def all_heads(self, exists: int, fields: str) -> dict[int, Head]:
        """Those of the whole folder by UID, without a SEARCH: `exists` from SELECT.

        Asked for by number, which saves a round trip. A folder that has shrunk since
        has no such numbers any more, and is searched.
        """
        self._client.use_uid = False
        try:
            numbers = range(1, exists + 1)
            found = self._fetch(numbers, ["UID", *items(fields)], _AT_ONCE)
        except DroppedError:
            raise
        except MailboxError:
            found = {}
        finally:
            self._client.use_uid = True
        if not found:
            return self.heads(self.search(["ALL"]), fields)
        with self._told():
            return heads_of({one.get(b"UID", 0): one for one in found.values()})

    def messages(
        self, uids: Iterable[int], at_once: int = _AT_ONCE
    ) -> dict[int, bytes]:
        """Whole messages; marks nothing as read."""
        found = self._fetch(uids, ["BODY.PEEK[]"], at_once)
        with self._told():
            return {uid: body_of(one) for uid, one in found.items() if body_of(one)}

    def _fetch(
        self, uids: Iterable[int], items: Sequence[str], at_once: int
    ) -> dict[int, dict[bytes, Any]]:
        wanted, found = sorted(uids), {}
        with self._told():
            for start in range(0, len(wanted), at_once):
                found.update(self._client.fetch(wanted[start : start + at_once], items))
        return found

    def noop(self) -> None:
        """Let the server tell what is new."""
        with self._told():
            self._client.noop()

    def append(self, folder: str, message: bytes) -> tuple[int, int]:
        r"""Add a draft; its UIDVALIDITY and UID, zeros where the server tells none.

        Both flags are set by the APPEND itself: a later STORE makes copies on some
        servers, and without `\Draft` some programs show received mail.
        """
        with self._told(folder):
            answer = self._client.append(
                self._as_listed(folder), message, [b"\\Draft", b"\\Seen"]
            )
            told = _APPENDUID.search(answer or b"")
            return (number_of(told[1]), number_of(told[2])) if told else (0, 0)

    def move(self, uids: Sequence[int], folder: str) -> None:
        """UID MOVE exactly these."""
        if uids:
            with self._told(folder):
                self._client.move(list(uids), self._as_listed(folder))

    def mark_deleted(self, uids: Sequence[int]) -> None:
        r"""UID STORE `\Deleted` on exactly these."""
        if uids:
            with self._told():
                self._client.delete_messages(list(uids), silent=True)

    def uid_expunge(self, uids: Sequence[int]) -> None:
        """UID EXPUNGE exactly these; whatever else is marked deleted stays."""
        if uids:
            with self._told():
                self._client.uid_expunge(list(uids))

    def _rows(
        self, found: Iterable[tuple[Iterable[bytes], bytes | None, Any]]
    ) -> tuple[Row, ...]:
        rows = []
        for flags, delimiter, coded in found:
            name = folder_name(coded)
            if name.isprintable():  # a line break would end the command it stands in
                self._coded[name] = coded if isinstance(coded, bytes) else name.encode()
                mark = (delimiter or b"").decode("ascii", "replace")
                rows.append(Row(flags_of(flags), mark, name))
        return tuple(rows)

    def _as_listed(self, folder: str) -> bytes:
        coded = self._coded.get(folder)
        return coded if coded is not None else imap_utf7.encode(folder)

    @contextmanager
    def _told(self, folder: str = "") -> Iterator[None]:
        place = f"{self._place}: {folder}" if folder else self._place
        with in_a_sentence(lambda error: broken(error, place)):
            yield
