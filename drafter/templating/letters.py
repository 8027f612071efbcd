"""Letters as files: which there are for a kind, and when each serves.

`thank_you/answer.md.j2` is one letter of the kind `thank_you`. Its first line says when
it serves, in words that are checked:

    {# For: asked, answer. May tell: thanks_for. Best for: peer. Not for: panel. #}

Of one name the strongest folder wins: the one given, the user's own, the packaged set.
A file `thank_you.md.j2` in place of a folder is the one letter for everybody.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.interview import Tone
from drafter.reading.records import did_you_mean
from drafter.templating.context import READERS, all_filled, is_filled, known_names
from drafter.templating.engine import Sandbox, compiled
from drafter.templating.markup import RESERVED
from drafter.templating.phrases import Phrases


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template

    from drafter.templating.phrases import Line

SIZE_MAX = 256 * 1024
ANSWERS = ("new_date", "rejection", "offer", "withdraw")
"""What a reply may answer."""
_FOLDERS = {kind: str(kind).replace("-", "_") for kind in Kind}
_HEAD = re.compile(r"\{#(?P<line>.*?)#\}", re.DOTALL)
_PART = re.compile(r"([A-Z][a-z ]*):\s*([^:]*?)\s*(?:\.\s*(?=[A-Z]|$)|$)", re.DOTALL)
_PARTS = ("For", "May tell", "Best for", "Only", "Not for")
_TAG = re.compile(r"\s*(?:\{%.*?%\}\s*)+")
SUBJECT = "Subject:"


class Letter(NamedTuple):
    """One file, and what its first line says of it."""

    name: str
    """`thank_you/answer`."""
    path: Path
    source: str
    is_own: bool
    needs: tuple[tuple[str, ...], ...] = ()
    """Fields, all of them; of each group one is enough."""
    may_tell: tuple[str, ...] = ()
    best_for: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()

    def needed(self, context: Mapping[str, object]) -> frozenset[str]:
        """The fields it needs, as this reader has them."""
        return frozenset(
            next((name for name in group if is_filled(context, name)), group[0])
            for group in self.needs
        )

    def serves(self, context: Mapping[str, object], words: frozenset[str]) -> bool:
        """Whether it is for this reader; `words` are role, stage and tone."""
        if (self.only and not self.only & words) or self.not_for & words:
            return False
        unwanted = self.not_for - READERS
        if any(is_filled(context, name) for name in unwanted):
            return False
        return all_filled(context, self.needed(context))


def packaged_folder() -> Path:
    """The packaged templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def folder_of(kind: Kind, to: str = "") -> str:
    """The folder of a kind; `to` is what a reply answers (`reply_rejection`)."""
    return _FOLDERS[kind] + (f"_{to}" if to else "")


def ending_of(folder: str) -> str:
    """What a letter's file ends in: Markdown for emails, else plain text."""
    plain = {_FOLDERS[kind] for kind in Kind if not kind.is_email}
    return ".txt.j2" if folder in plain else ".md.j2"


class Library:
    """The folders of templates, the strongest first; the packaged one is the last."""

    def __init__(self, own: tuple[Path, ...], packaged: Path) -> None:
        self.own = own
        self.packaged = packaged
        self.environment = Sandbox()
        self._phrases: dict[Tone, Phrases] = {}
        self._letters: dict[str, tuple[Letter, ...]] = {}
        self._compiled: dict[Path, Template] = {}
        self._lines: dict[Location, Template] = {}

    @property
    def folders(self) -> tuple[Path, ...]:
        """All of them, the strongest first."""
        return (*self.own, self.packaged)

    def letters(self, folder: str) -> tuple[Letter, ...]:
        """Every letter of a kind, by name."""
        if folder not in self._letters:
            found = sorted(self._found(folder), key=lambda letter: letter.name)
            if not found:
                looked = ", ".join(str(place / folder) for place in self.folders)
                fact = f"there is no letter {folder}/NAME{ending_of(folder)}"
                raise TemplateError(Problem(Location(looked), fact))
            self._letters[folder] = tuple(found)
        return self._letters[folder]

    def _found(self, folder: str) -> Iterator[Letter]:
        ending = ending_of(folder)
        taken: set[str] = set()
        for place in self.folders:
            single = place / f"{folder}{ending}"
            paths = (
                [single] if single.is_file() else (place / folder).glob(f"*{ending}")
            )
            for path in sorted(paths):
                name = path.name.removesuffix(ending)
                if name not in taken:
                    taken.add(name)
                    yield self._letter(folder, name, path, is_own=place in self.own)
            if single.is_file():
                path = self.packaged / folder / f"own{ending}"
                if path.is_file():  # for who writes the whole text of a letter
                    yield self._letter(folder, "own", path, is_own=False)
                return

    def _letter(self, folder: str, name: str, path: Path, *, is_own: bool) -> Letter:
        source = read_source(path)
        known = frozenset(known_names()) | {"letter", "card"}
        return _with_head(Letter(f"{folder}/{name}", path, source, is_own), known)

    def phrases(self, tone: Tone) -> Phrases:
        """The phrases of a tone; what it lacks comes from the warm ones."""
        if tone not in self._phrases:
            phrases = Phrases()
            for place in self.folders:
                path = place / f"phrases.{tone}.txt"
                if path.is_file():
                    phrases.add(str(path), read_source(path))
            if tone is not Tone.WARM:
                phrases.complete(self.phrases(Tone.WARM))
            self._phrases[tone] = phrases
            self.environment.phrases = phrases.headings()
            for line in phrases.every():
                if not line.where.file.startswith(str(self.packaged)):
                    self.load_line(line)  # a slip is told at once
        return self._phrases[tone]

    def load(self, letter: Letter, phrases: Phrases) -> Template:
        """The letter, compiled, with every name looked at."""
        if letter.path not in self._compiled:
            self.environment.phrases = phrases.headings()
            self._compiled[letter.path] = compiled(
                self.environment,
                letter.source,
                str(letter.path),
                trusted=not letter.is_own,
            )
        return self._compiled[letter.path]

    def load_line(self, line: Line) -> Template:
        """One line of the phrases, compiled."""
        if line.where not in self._lines:
            file, number, _ = line.where
            self._lines[line.where] = compiled(
                self.environment,
                line.text,
                file,
                number,
                trusted=file.startswith(str(self.packaged)),
            )
        return self._lines[line.where]

    def path(self, name: str) -> Path:
        """The file that a name means; `KeyError` where there is none."""
        parts = name.split("/")
        if not all(parts) or ".." in parts or "\\" in name or "\0" in name:
            raise KeyError(name)
        endings = ("", ".md.j2", ".txt.j2", ".txt")
        for folder in self.folders:
            for ending in endings:
                if (path := folder / f"{name}{ending}").is_file():
                    return path
        raise KeyError(name)


def _with_head(letter: Letter, known: frozenset[str]) -> Letter:
    """Read the first line; without one, the letter is for everyone."""
    head = _HEAD.match(letter.source)
    told: dict[str, list[str]] = {}
    problems: list[Problem] = []
    where = Location(str(letter.path), 1)
    line = " ".join(head["line"].split()) if head else ""
    for part, names in _PART.findall(line):
        told[part] = [name.strip() for name in names.split(",") if name.strip()]
        if told[part] == ["everyone"]:
            told[part] = []
        if part not in _PARTS:
            problems.append(
                Problem(where, f"unknown '{part}:'", did_you_mean(part, _PARTS))
            )
            continue
        allowed = known if part in _PARTS[:2] else READERS
        allowed |= known if part == "Not for" else frozenset()
        for name in (one for group in told[part] for one in group.split(" or ")):
            if name.strip().partition(".")[0] not in allowed:
                fact = f"{part}: unknown '{name}'"
                problems.append(Problem(where, fact, did_you_mean(name, allowed)))
    if letter.path.name.endswith(".md.j2"):
        problems += _foreign_headers(letter)
    if line and not told:
        remedy = "write as in {# For: asked, answer. Best for: peer. #}"
        problems.append(Problem(where, "the first line does not say when", remedy))
    if problems:
        raise TemplateError(*problems)
    return letter._replace(
        needs=tuple(tuple(g.split(" or ")) for g in told.get("For", ())),
        may_tell=tuple(told.get("May tell", ())),
        best_for=frozenset(told.get("Best for", ())),
        only=frozenset(told.get("Only", ())),
        not_for=frozenset(told.get("Not for", ())),
    )


def _foreign_headers(letter: Letter) -> Iterator[Problem]:
    """An email's letter begins with its subject, and has no other header."""
    lines = letter.source.split("\n")
    start = _HEAD.match(letter.source)
    first = letter.source.count("\n", 0, start.end()) + 1 if start else 0
    end = next((n for n in range(first, len(lines)) if not lines[n]), len(lines))
    head = [(n + 1, lines[n]) for n in range(first, end)]
    head = [(n, line) for n, line in head if not _TAG.fullmatch(line)]
    for number, line in head or [(first + 1, "")]:
        if line.startswith(SUBJECT):
            continue
        key, colon, _ = line.partition(":")
        fact = f"an email's letter begins with '{SUBJECT} ...' and then an empty line"
        remedy = ""
        if colon and key.isascii() and key.replace("-", "").isalpha():
            fact = f"a template cannot set the header '{key}'"
            remedy = "the interview file says who gets the note"
        yield Problem(Location(str(letter.path), number), fact, remedy)


def read_source(path: Path) -> str:
    """A template's text; blanks at line ends are nobody's wish."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fact = f"cannot be read: {error.strerror or error}"
        raise TemplateError(Problem(Location(str(path)), fact)) from error
    if len(data) > SIZE_MAX:
        raise TemplateError(Problem(Location(str(path)), "is over 256 KiB"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fact = "is not UTF-8 text"
        raise TemplateError(Problem(Location(str(path), line), fact)) from error
    if RESERVED.search(text) or "\0" in text:
        fact = "holds a character that no text needs (private use, or NUL)"
        raise TemplateError(Problem(Location(str(path)), fact))
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)
