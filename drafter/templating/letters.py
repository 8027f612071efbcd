"""The folders of templates: letters as files, phrases as lists of lines.

`thank_you/answer.md.j2` is one letter of the kind `thank_you`. Its first line says when
it serves, in words that are checked:

    {# For: asked, answer. May tell: thanks_for. Best for: peer. Not for: panel. #}

Of one name the strongest folder wins: the one given, the user's own, the packaged set.
A file `thank_you.md.j2` in place of a folder is the one letter for everybody.

`phrases.warm.txt` has what every letter needs in many forms:

    [wish: peer]       for whom every word holds: role, stage, tone, kind
    I'd like to work with you at {{ employer.short }}.
    [wish]             for everyone, after the lists that are more particular

Below an empty line stands what waits until the lines above are used up. With `only`
among the words, the general list is not used for those readers; with `once`, a reader
gets nothing where a colleague has had the line.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.draft import Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.interview import Tone
from drafter.language import ENGLISH, in_language
from drafter.reading.records import did_you_mean
from drafter.templating.context import DERIVED, FACTS, READERS, is_filled, known_names
from drafter.templating.engine import Sandbox, Source
from drafter.templating.markup import RESERVED


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIZE_MAX = 256 * 1024
SUBJECT = "Subject:"
GREETING = "greeting"
PAGE = "page"
"""The folder of what `preview` looks like, beside the kinds: it holds no letters."""
_HEAD = re.compile(r"\{#(.*?)#\}\n?", re.DOTALL)
_PARTS = ("For", "May tell", "Best for", "Only", "Not for")
_TAG = re.compile(r"\s*(?:\{%.*?%\}\s*)+")
_HEADING = re.compile(r"\[\s*([a-z_]+)\s*(?::\s*([^\]]*?)\s*)?\]\Z")
_PRINTED = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)?)")
_CODE = re.compile(r"\{[{%](.*?)[%}]\}")
_CONTROL, CASES = {"only", "once"}, ("unmet", "close", "unnamed", "gone", "sorry")
WORDS = READERS | {*map(str, Kind), *CASES} | _CONTROL
"""What may stand behind the colon of a heading."""
_THEIRS = frozenset({*FACTS, *DERIVED, "topic", "takeaway"})


class Letter(Source):
    """One file; its name is `thank_you/answer`."""

    @cached_property
    def head(self) -> Mapping[str, tuple[str, ...]]:
        """What its first line says, part by part; without one it is for everyone."""
        head = _HEAD.match(self.text)
        parts = re.split(r"\.(?:\s+|\Z)", " ".join(head[1].split()) if head else "")
        told = {
            part: tuple(name.strip() for name in names.split(",") if name.strip())
            for part, colon, names in (part.partition(":") for part in parts)
            if colon
        }
        problems = [*self._misread(told)]
        if head and not told:
            remedy = "write as in {# For: asked, answer. Best for: peer. #}"
            fact = "the first line does not say when"
            problems.append(Problem(self.where, fact, remedy))
        if self.where.file.endswith(".md.j2"):
            problems += self._foreign_headers(head.end() if head else 0)
        if problems:
            raise TemplateError(*problems)
        return {part: told.get(part, ()) for part in _PARTS}

    def _misread(self, told: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
        fields = {*known_names(), "everyone"}
        known = {"For": fields, "May tell": fields, "Not for": fields | READERS}
        for part in sorted(told.keys() - _PARTS):
            yield Problem(self.where, f"unknown '{part}:'", did_you_mean(part, _PARTS))
        for part in [one for one in _PARTS if one in told]:
            allowed = known.get(part, READERS)
            for name in re.split(" or |,", ",".join(told[part])):
                if name.partition(".")[0] not in allowed:
                    meant = did_you_mean(name, allowed)
                    yield Problem(self.where, f"{part}: unknown '{name}'", meant)

    def _foreign_headers(self, start: int) -> Iterator[Problem]:
        """An email's letter begins with its subject, and has no other header."""
        first = self.text.count("\n", 0, start) + 1
        lines = self.text[start:].partition("\n\n")[0].split("\n")
        shown = [n for n, line in enumerate(lines) if not _TAG.fullmatch(line)] or [0]
        for n in shown:
            key, colon, _ = lines[n].partition(":")
            fact = f"an email's letter begins with '{SUBJECT} ...' and an empty line"
            remedy = ""
            if colon and key.isascii() and key.replace("-", "").isalpha():
                fact = f"a template cannot set the header '{key}'"
                remedy = "the interview file says who gets the note"
            if not lines[n].startswith(SUBJECT):
                yield Problem(Location(self.where.file, first + n), fact, remedy)

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """Fields, all of them; of each group one is enough."""
        groups = (group for group in self.head["For"] if group != "everyone")
        return tuple(tuple(group.split(" or ")) for group in groups)

    def needed(self, context: Mapping[str, Any]) -> frozenset[str]:
        """The names it needs, as this reader has them."""
        return frozenset(
            next((name for name in group if is_filled(context, name)), group[0])
            for group in self.needs
        )

    def told(self, context: Mapping[str, Any]) -> frozenset[str]:
        """The fields that it is for, whatever form it has them in."""
        return frozenset(DERIVED.get(n, n) for n in self.needed(context))


class Line(Source):
    """One line, of the name of its heading; `once`: for one reader only."""

    block, once = 0, False

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Every field it prints, where it has no condition of its own."""
        printed = (match[1] for match in _PRINTED.finditer(self.text))
        return () if "{%" in self.text else tuple(printed)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts it tells."""
        names = re.findall("[a-z_]+", " ".join(_CODE.findall(self.text)))
        return FACTS.intersection(DERIVED.get(name, name) for name in names)

    @property
    def is_plain(self) -> bool:
        """Whether it says the same to whoever reads it."""
        return _THEIRS.isdisjoint(name.partition(".")[0] for name in self.needs)

    @cached_property
    def key(self) -> str:
        """What the journal knows it by, wherever it stands."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass"))
        return f"line:{digest.hexdigest()[:12]}"


Lists = dict[tuple[str, frozenset[str]], list[Line]]
"""Of one file, by heading and the words that must hold."""


class Phrases(NamedTuple):
    """The lists of one tone; of several files the strongest comes first."""

    files: list[Lists]

    def headings(self) -> frozenset[str]:
        """The names that a letter may print."""
        return frozenset(heading for lists in self.files for heading, _ in lists)

    def for_reader(self, heading: str, words: frozenset[str]) -> Iterator[list[Line]]:
        """The lists that serve a reader, of each file the most particular first."""
        for lists in self.files:
            fits = [w for h, w in lists if h == heading and w - _CONTROL <= words]
            for asked in sorted(fits, key=lambda w: (-len(w), sorted(w))):
                yield lists[heading, asked]
                if "only" in asked:
                    break


def _read_phrases(path: Path, sandbox: Sandbox, *, packaged: bool) -> Lists:
    lists: Lists = {}
    lines: list[Line] | None = None
    heading, words, block, problems = "", frozenset[str](), 0, list[Problem]()
    for number, raw in enumerate(read_source(path).split("\n"), 1):
        typed, where = raw.strip(), Location(str(path), number)
        block += not typed
        if not typed or typed.startswith("#"):
            continue
        if typed.startswith("["):
            heading, words = _heading(typed, where, problems)
            lines = lists.setdefault((heading, words), [])
        elif lines is None:
            fact = "a line before the first [heading]"
            problems.append(Problem(where, fact, "put it under one"))
        else:
            line = Line(heading, typed, where, sandbox, packaged=packaged)
            line.block, line.once = block, "once" in words
            lines.append(line)
    if problems:
        raise TemplateError(*problems)
    return lists


def _heading(
    typed: str, where: Location, problems: list[Problem]
) -> tuple[str, frozenset[str]]:
    match = _HEADING.match(typed)
    if match is None:
        remedy = "write [wish], or [wish: peer, card]"
        problems.append(Problem(where, f"{typed} is no heading", remedy))
        return "", frozenset()
    words = frozenset(filter(None, re.split(r"[\s,]+", match[2] or "")))
    if strange := words - WORDS:
        fact = f"'{min(strange)}' is no role, stage or kind"
        problems.append(Problem(where, fact, f"known: {', '.join(sorted(WORDS))}"))
    if match[1] in known_names():
        fact = f"[{match[1]}] is the name of a field"
        problems.append(Problem(where, fact, "give the list another"))
    return match[1], words


def folder_of(kind: Kind, to: str = "") -> str:
    """The folder of a kind; `to` is what a reply answers (`reply_rejection`)."""
    return str(kind).replace("-", "_") + (f"_{to}" if to else "")


class Library:
    """The folders of templates, the strongest first; the packaged one is the last."""

    def __init__(self, own: tuple[Path, ...], packaged: Path) -> None:
        self.own, self.packaged = own, packaged
        self.folders = (*own, packaged)
        self.sandbox = Sandbox()
        self._phrases: dict[str, Phrases] = {}
        self._letters: dict[str, tuple[Letter, ...]] = {}

    def letters(self, folder: str) -> tuple[Letter, ...]:
        """Every letter of a kind, by name."""
        if folder not in self._letters:
            plain = {GREETING, *(folder_of(k) for k in Kind if not k.is_email)}
            ending = ".txt.j2" if Path(folder).name in plain else ".md.j2"
            found = {path.name: path for path in self._found(folder, ending)}
            if not found:
                looked = ", ".join(str(place / folder) for place in self.folders)
                fact = f"there is no letter {folder}/NAME{ending}"
                raise TemplateError(Problem(Location(looked), fact))
            self._letters[folder] = tuple(
                Letter(
                    f"{folder}/{name.removesuffix(ending)}",
                    read_source(path),
                    Location(str(path), 1),
                    self.sandbox,
                    packaged=path.is_relative_to(self.packaged),
                )
                for name, path in sorted(found.items())
            )
        return self._letters[folder]

    def _found(self, folder: str, ending: str) -> Iterator[Path]:
        """The files of a kind, the weakest folder first."""
        used = []
        for place in self.folders:
            if (single := place / f"{folder}{ending}").is_file():
                # Who writes the whole text of a letter has it as it is all the same.
                yield from (self.packaged / folder).glob(f"own{ending}")
                yield single
                break
            used.append(place)
        for place in reversed(used):
            yield from (place / folder).glob(f"*{ending}")

    def phrases(self, tone: Tone, language: str = ENGLISH) -> Phrases:
        """The phrases of a tone; what it lacks comes from the warm ones."""
        name = in_language(f"phrases.{tone}.txt", language)
        if name not in self._phrases:
            phrases = self._phrases[name] = Phrases(
                [
                    _read_phrases(path, self.sandbox, packaged=place == self.packaged)
                    for place in self.folders
                    if (path := place / name).is_file()
                ]
            )
            if tone is not Tone.WARM:
                warm = self.phrases(Tone.WARM, language)
                more = warm.headings() - phrases.headings()
                for lists in warm.files:
                    phrases.files.append({k: lists[k] for k in lists if k[0] in more})
            self.sandbox.phrases |= phrases.headings()
            every = [x for one in phrases.files for ls in one.values() for x in ls]
            for line in sorted(every, key=lambda line: line.where):
                assert line.packaged or line.template  # a slip is told at its line
        return self._phrases[name]


def read_source(path: Path) -> str:
    """A template's text; blanks at line ends are nobody's wish."""
    line, fact, data, text = 0, "", b"", ""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        fact = f"cannot be read: {error.strerror or error}"
    except UnicodeDecodeError as error:
        line, fact = data.count(b"\n", 0, error.start) + 1, "is not UTF-8 text"
    if len(data) > SIZE_MAX:
        fact = "is over 256 KiB"
    elif RESERVED.search(text) or "\0" in text:
        fact = "holds a character that no text needs (private use, or NUL)"
    if fact:
        raise TemplateError(Problem(Location(str(path), line), fact))
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
