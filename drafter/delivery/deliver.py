"""The one way out: what was cleared and encoded is put where the user wants it.

Only `deliver` calls a destination's `put`, and an `Artefact` cannot be built without
its `Cleared`. All is planned before the first byte is written: one file that cannot be
delivered, and none is. A file the user edited is never overwritten by surprise.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from drafter.delivery.files import (
    TEMPORARY,
    fingerprint,
    free_backup,
    locked,
    place,
    read_if_there,
    refusals_as_one_line,
    temporary_stem,
    write_temporary,
    write_whole,
)
from drafter.errors import NotDeliveredError
from drafter.formats.eml import is_as_written
from drafter.words import safe


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.guard import Cleared


class State(StrEnum):
    """What became of an artefact; the values stand in `--json`."""

    WRITTEN = "written"
    SAVED = "saved"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    KEPT = "kept"
    GONE = "gone"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Artefact:
    """A cleared draft as bytes, and the name it is to have."""

    cleared: Cleared
    name: str
    data: bytes
    number: int = 1
    """Which of several of one kind to one person."""

    def __post_init__(self) -> None:
        if Path(self.name).name != self.name or self.name[:1] in ("", "."):
            raise ValueError(f"not the name of a file: {self.name!r}")


class Receipt(NamedTuple):
    """Where an artefact is now."""

    artefact: Artefact
    where: str
    """A path, or a folder of an account; empty where it was only shown."""
    state: State
    why: str = ""
    """Why it was left as it is, where the state does not say it all."""


class Destination(Protocol):
    """Where drafts can be put."""

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Put them there; called by `deliver` alone."""


def deliver(
    artefacts: Sequence[Artefact], destination: Destination
) -> tuple[Receipt, ...]:
    """Hand everything over; `NotDeliveredError` if anything could not be."""
    names = [artefact.name for artefact in artefacts]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotDeliveredError(f"two drafts would be called {', '.join(twice)}")
    # A page is also made of nothing: it says why there is nothing on it.
    wanted = artefacts or isinstance(destination, OneFile)
    return destination.put(artefacts) if wanted else ()


class Folder(NamedTuple):
    """A folder of files, one a draft, made when the first is written."""

    path: Path
    replace: bool = False
    """Also what the user edited; the old file is kept as `.bak`."""
    frozen: frozenset[str] = frozenset()
    """Names of drafts that were sent: they are history and stay as they are."""
    is_ours: Callable[[str], bool] = lambda _: False
    """The journal's memory: whether we wrote bytes with this fingerprint."""

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Write them; none, where one of them cannot be."""
        with refusals_as_one_line(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            with locked(self.path):
                _sweep(self.path, artefacts)
                planned = [(one, *self._plan(one)) for one in artefacts]
                self._write(planned)
            return tuple(
                Receipt(artefact, str(self.path / artefact.name), state)
                for artefact, state, _ in planned
            )

    def look(self, artefacts: Sequence[Artefact]) -> tuple[State, ...]:
        """Tell what `put` would make of each; nothing is written."""
        return tuple(self._plan(artefact)[0] for artefact in artefacts)

    def _plan(self, artefact: Artefact) -> tuple[State, Path | None]:
        """Tell what becomes of it, and where the old file is kept for good."""
        if artefact.name in self.frozen:
            return State.KEPT, None
        path = self.path / artefact.name
        old = read_if_there(path)
        if old is None:
            return State.WRITTEN, None
        if old == artefact.data:
            return State.UNCHANGED, None
        if self._is_ours(path, old):
            return State.REPLACED, None
        return (
            (State.REPLACED, free_backup(path)) if self.replace else (State.KEPT, None)
        )

    def _write(self, planned: Sequence[tuple[Artefact, State, Path | None]]) -> None:
        """Make every change; `OSError` says what is in the way.

        Everything is written under temporary names first, so a full disk is met before
        any name has changed. Who is stopped between two names leaves some new and some
        old, and the next run completes it.
        """
        with ExitStack() as tidy:
            written = []
            for artefact, state, backup in planned:
                if state in (State.WRITTEN, State.REPLACED):
                    temporary = write_temporary(self.path, artefact.name, artefact.data)
                    tidy.callback(_remove, temporary)
                    path = self.path / artefact.name
                    written.append((temporary, path, state, backup))
            for temporary, path, state, backup in written:
                if backup:
                    place(path, backup, overwrite=False)
                place(temporary, path, overwrite=state is State.REPLACED)

    def _is_ours(self, path: Path, old: bytes) -> bool:
        """Whether nobody touched it: the journal knows the bytes, or they prove it."""
        if self.is_ours(fingerprint(old)):
            return True
        return path.suffix == ".eml" and is_as_written(old)


class OneFile(NamedTuple):
    """Binds all drafts into one file that is made anew each time: a page, a PDF."""

    path: Path
    bind: Callable[[Sequence[Artefact]], bytes]
    is_ours: Callable[[bytes], bool]
    """Whether the bytes that stand there are an older version: nothing else gives
    way."""

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Write the file, unless it says this already."""
        data, old = self.bind(artefacts), read_if_there(self.path)
        if old is not None and not self.is_ours(old):
            fact = f"{self.path}: something else stands there"
            raise NotDeliveredError(f"{fact} (move it away, or name another --out)")
        state = State.UNCHANGED if old == data else State.REPLACED
        if old != data:
            write_whole(self.path, data)
        state = State.WRITTEN if old is None else state
        return tuple(Receipt(one, str(self.path), state) for one in artefacts)


class Terminal(NamedTuple):
    """Shows what would be written, and writes nothing (`--dry-run`)."""

    echo: Callable[[str], object]

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Show each."""
        for artefact in artefacts:
            self.echo(shown(artefact))
        return tuple(Receipt(artefact, "", State.SHOWN) for artefact in artefacts)


def shown(artefact: Artefact) -> str:
    """Give a draft as its reader will see it, safe to print on a terminal."""
    draft = artefact.cleared.draft
    head = [f"--- {artefact.name}"]
    if draft.recipient:
        reader = draft.interviewer.name if draft.interviewer else ""
        head += [f"To: {reader} <{draft.recipient}>", f"Subject: {draft.subject}"]
    if draft.attachment:
        head.append(f"Attached: {draft.attachment.name}")
    return safe("\n".join(head) + "\n\n" + draft.text.rstrip("\n") + "\n")


def _sweep(folder: Path, artefacts: Sequence[Artefact]) -> None:
    """Remove what a killed run left of these letters; the folder is locked."""
    for artefact in artefacts:
        for left in folder.glob(f"{temporary_stem(artefact.name)}*{TEMPORARY}"):
            _remove(left)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
