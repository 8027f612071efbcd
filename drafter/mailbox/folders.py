r"""Which folder is Drafts, which Trash and Sent, in whatever language.

The server's own mark decides, in any case of letters (Cyrus says `\drafts`);
only where there is none come the name in config.yaml and the names that mail
programs use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.mailbox.failures import MailboxError


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafter.mailbox.answers import Row
    from drafter.mailbox.commands import Session

_CLOSED = frozenset({"\\noselect", "\\nonexistent"})
_OTHER_USES = frozenset(
    {"\\sent", "\\trash", "\\junk", "\\all", "\\archive", "\\flagged", "\\important"}
)
_LISTED = 12
_DRAFTS = (
    "drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "rascunhos",
    "concepten", "utkast", "kladder", "luonnokset", "kopie robocze", "koncepty",
    "piszkozatok", "taslaklar", "черновики", "чернетки", "πρόχειρα", "下書き", "草稿",
    "草稿箱", "임시보관함",
)  # fmt: skip
_TRASH = (
    "trash", "deleted items", "deleted messages", "deleted", "bin", "papierkorb",
    "gelöschte elemente", "corbeille", "papelera", "cestino", "lixo", "prullenbak",
)  # fmt: skip
_SENT = (
    "sent", "sent items", "sent messages", "sent mail", "gesendet",
    "gesendete elemente", "envoyés", "enviados", "inviata", "verzonden",
)  # fmt: skip


class Folders(NamedTuple):
    """Names of folders; empty where there is none."""

    drafts: str
    trash: str
    sent: str
    names: tuple[str, ...]
    """All that can be opened."""


def find_folders(
    session: Session, drafts: str = "", *, is_needed: bool = True
) -> Folders:
    """Find them; `MailboxError` lists what there is if no folder is for drafts.

    `drafts` is the user's own word for it, used where the server marks none. Not
    `is_needed`: a mailbox without drafts is none the worse.
    """
    rows = session.list()
    if not _marked(rows, "\\drafts") and session.can("SPECIAL-USE"):
        special = {row.name: row for row in session.list_special()}
        rows = tuple(special.get(row.name, row) for row in rows)
    open_rows = [row for row in rows if not row.attributes & _CLOSED]
    names = tuple(row.name for row in open_rows)
    trash = _marked(open_rows, "\\trash") or _usual(open_rows, _TRASH)
    sent = _marked(open_rows, "\\sent") or _usual(open_rows, _SENT)
    fit = [row for row in open_rows if not _is_taken(row, trash, sent)]
    found = _marked(fit, "\\drafts") or _chosen(drafts, [row.name for row in fit])
    if not found and not drafts:
        found = _usual(fit, _DRAFTS)
    if not found and is_needed:
        raise MailboxError(_nowhere(drafts, names))
    return Folders(found, trash, sent, names)


def _is_taken(row: Row, trash: str, sent: str) -> bool:
    """Whether a folder is for something else: a draft there would seem to be sent."""
    other = row.attributes & _OTHER_USES or row.name in (trash, sent)
    return bool(other) or row.name.casefold() == "inbox"


def _marked(rows: Iterable[Row], attribute: str) -> str:
    return next((row.name for row in rows if attribute in row.attributes), "")


def _chosen(wanted: str, names: Sequence[str]) -> str:
    """The user's word exactly, else in other letters of the same case-blind name."""
    if wanted in names:
        return wanted
    alike = [name for name in names if name.casefold() == wanted.casefold()]
    return alike[0] if len(alike) == 1 else ""


def _usual(rows: Iterable[Row], known: Sequence[str]) -> str:
    """Find a usual name at the top, or right below INBOX where a server puts all."""
    found: dict[str, str] = {}
    for row in rows:
        parts = row.name.casefold().split(row.delimiter or "\0")
        if len(parts) == 1 or parts[:-1] == ["inbox"]:
            found.setdefault(parts[-1], row.name)
    return next((found[name] for name in known if name in found), "")


def _nowhere(wanted: str, names: Sequence[str]) -> str:
    listed = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    there = f"there are: {listed}" if names else "there are none at all"
    way_out = "make one called Drafts in your mail program"
    if wanted in names:
        fact = f"the folder '{wanted}' is for something else than drafts"
    elif wanted:
        fact = f"there is no folder '{wanted}' on the server"
    else:
        fact = "your mailbox has no folder for drafts"
        way_out += ", or name yours with `drafts:` in config.yaml"
    return f"{fact} ({way_out}; {there})"
