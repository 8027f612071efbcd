"""Letters as files: which there are for a kind, and when each serves.

`thank_you/answer.md.j2` is one letter of the kind `thank_you`. Its first line says when
it serves, in words that are checked:

    {# For: asked, answer. May tell: thanks_for. Best for: peer. Not for: panel. #}

Of one name the strongest folder wins: the one given, the user's own, the packaged set.
A file `thank_you.md.j2` in place of a folder is the one letter for everybody.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.interview import Tone
from drafter.reading.records import did_you_mean
from drafter.templating.context import READERS, all_filled, is_filled, known_names
from drafter.templating.engine import Sandbox, Source
from drafter.templating.markup import RESERVED
from drafter.templating.phrases import Phrases


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIZE_MAX = 256 * 1024
SUBJECT = "Subject:"
ANSWERS = ("new_date", "rejection", "offer", "withdraw")
"""What a reply may answer."""
_HEAD = re.compile(r"\{#(.*?)#\}\n?", re.DOTALL)
_PART = re.compile(r"([A-Z][a-z ]*):\s*([^:]*?)\s*(?:\.\s*(?=[A-Z]|$)|$)", re.DOTALL)
_PARTS = ("For", "May tell", "Best for", "Only", "Not for")
_TAG = re.compile(r"\s*(?:\{%.*?%\}\s*)+")


class Letter(Source):
    """One file; `name` is `thank_you/answer`."""

    name = ""

    @cached_property
    def head(self) -> Mapping[str, tuple[str, ...]]:
        """What its first line says, part by part; without one it is for everyone."""
        head = _HEAD.match(self.text)
        parts = _PART.findall(" ".join(head[1].split()) if head else "")
        told = {part: tuple(filter(None, re.split(", *", ns))) for part, ns in parts}
        problems = [*self._misread(told)]
        if head and not told:
            remedy = "write as in {# For: asked, answer. Best for: peer. #}"
            fact = "the first line does not say when"
            problems.append(Problem(self._line(1), fact, remedy))
        if self.where.file.endswith(".md.j2"):
            problems += self._foreign_headers()
        if problems:
            raise TemplateError(*problems)
        return {part: told.get(part, ()) for part in _PARTS}

    def _misread(self, told: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
        fields = {*known_names(), "everyone"}
        known = {"For": fields, "May tell": fields, "Not for": fields | READERS}
        for part, groups in told.items():
            if part not in _PARTS:
                meant = did_you_mean(part, _PARTS)
                yield Problem(self._line(1), f"unknown '{part}:'", meant)
            allowed = known.get(part, READERS) if part in _PARTS else groups
            for name in (name for group in groups for name in group.split(" or ")):
                if name.partition(".")[0] not in allowed:
                    fact = f"{part}: unknown '{name}'"
                    yield Problem(self._line(1), fact, did_you_mean(name, allowed))

    def _foreign_headers(self) -> Iterator[Problem]:
        """An email's letter begins with its subject, and has no other header."""
        head = _HEAD.match(self.text)
        first = self.text.count("\n", 0, head.end() if head else 0) + 1
        above = self.text[head.end() if head else 0 :].partition("\n\n")[0]
        lines = [*enumerate(above.split("\n"), first)]
        for number, line in [x for x in lines if not _TAG.fullmatch(x[1])] or lines[:1]:
            if line.startswith(SUBJECT):
                continue
            key, colon, _ = line.partition(":")
            fact = f"an email's letter begins with '{SUBJECT} ...' and then"
            fact += " an empty line"
            remedy = ""
            if colon and key.isascii() and key.replace("-", "").isalpha():
                fact = f"a template cannot set the header '{key}'"
                remedy = "the interview file says who gets the note"
            yield Problem(self._line(number), fact, remedy)

    def _line(self, number: int) -> Location:
        return Location(self.where.file, number)

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """Fields, all of them; of each group one is enough."""
        groups = (group for group in self.head["For"] if group != "everyone")
        return tuple(tuple(group.split(" or ")) for group in groups)

    def needed(self, context: Mapping[str, object]) -> frozenset[str]:
        """The fields it needs, as this reader has them."""
        return frozenset(
            next((name for name in group if is_filled(context, name)), group[0])
            for group in self.needs
        )

    def serves(self, context: Mapping[str, object], words: frozenset[str]) -> bool:
        """Whether it is for this reader; `words` are role, stage and tone."""
        only, not_for = {*self.head["Only"]}, {*self.head["Not for"]}
        if (only and not only & words) or not_for & words:
            return False
        unwanted = any(is_filled(context, name) for name in not_for - READERS)
        return not unwanted and all_filled(context, self.needed(context))


def packaged_folder() -> Path:
    """The packaged templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def folder_of(kind: Kind, to: str = "") -> str:
    """The folder of a kind; `to` is what a reply answers (`reply_rejection`)."""
    return str(kind).replace("-", "_") + (f"_{to}" if to else "")


class Library:
    """The folders of templates, the strongest first; the packaged one is the last."""

    def __init__(self, own: tuple[Path, ...], packaged: Path) -> None:
        self.own, self.packaged = own, packaged
        self.folders = (*own, packaged)
        self.environment = Sandbox()
        self._phrases: dict[Tone, Phrases] = {}
        self._letters: dict[str, tuple[Letter, ...]] = {}

    def letters(self, folder: str) -> tuple[Letter, ...]:
        """Every letter of a kind, by name."""
        if folder not in self._letters:
            plain = {folder_of(kind) for kind in Kind if not kind.is_email}
            ending = ".txt.j2" if folder in plain else ".md.j2"
            found = {path.name: path for path in self._found(folder, ending)}
            if not found:
                looked = ", ".join(str(place / folder) for place in self.folders)
                fact = f"there is no letter {folder}/NAME{ending}"
                raise TemplateError(Problem(Location(looked), fact))
            self._letters[folder] = tuple(
                self._letter(f"{folder}/{name.removesuffix(ending)}", path)
                for name, path in sorted(found.items())
            )
        return self._letters[folder]

    def _found(self, folder: str, ending: str) -> Iterator[Path]:
        """The files of a kind, the weakest folder first."""
        used = []
        for place in self.folders:
            used.append(place)
            if (single := place / f"{folder}{ending}").is_file():
                # Who writes the whole text of a letter has it as it is all the same.
                yield from (self.packaged / folder).glob(f"own{ending}")
                yield single
                used.remove(place)
                break
        for place in reversed(used):
            yield from (place / folder).glob(f"*{ending}")

    def _letter(self, name: str, path: Path) -> Letter:
        packaged = path.is_relative_to(self.packaged)
        where = Location(str(path), 1)
        letter = Letter(read_source(path), where, self.environment, packaged=packaged)
        letter.name = name
        return letter

    def phrases(self, tone: Tone) -> Phrases:
        """The phrases of a tone; what it lacks comes from the warm ones."""
        if tone not in self._phrases:
            phrases, own = Phrases(self.environment), []
            for place in self.folders:
                path = place / f"phrases.{tone}.txt"
                if path.is_file():
                    packaged = place == self.packaged
                    lines = phrases.add(str(path), read_source(path), packaged=packaged)
                    own += [] if packaged else lines
            if tone is not Tone.WARM:
                phrases.complete(self.phrases(Tone.WARM))
            self._phrases[tone] = phrases
            self.environment.phrases = phrases.headings()
            for line in own:
                assert line.template  # a slip is told at once, at its line
        return self._phrases[tone]

    def path(self, name: str) -> Path:
        """The file that a name means; `KeyError` where there is none."""
        parts = name.split("/")
        if all(parts) and ".." not in parts and not {"\\", "\0"} & set(name):
            for folder in self.folders:
                for ending in ("", ".md.j2", ".txt.j2", ".txt"):
                    if (path := folder / f"{name}{ending}").is_file():
                        return path
        raise KeyError(name)


def read_source(path: Path) -> str:
    """A template's text; blanks at line ends are nobody's wish."""
    line, fact = 0, ""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        fact = f"cannot be read: {error.strerror or error}"
    except UnicodeDecodeError as error:
        line, fact = data.count(b"\n", 0, error.start) + 1, "is not UTF-8 text"
    else:
        if len(data) > SIZE_MAX:
            fact = "is over 256 KiB"
        elif RESERVED.search(text) or "\0" in text:
            fact = "holds a character that no text needs (private use, or NUL)"
    if fact:
        raise TemplateError(Problem(Location(str(path), line), fact))
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)
