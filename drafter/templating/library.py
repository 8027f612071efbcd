"""Which template serves which draft, found in this order: the folder given, the user's
own, the packaged set. Within a folder: KIND.ROLE.TONE, KIND.ROLE, KIND.TONE, KIND.

A template is checked when it is loaded: a name that no interview has is an error at its
line, before anything is rendered.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from drafter.draft import Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.interview import Tone
from drafter.templating.markup import RESERVED
from drafter.templating.plain import read_plain


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.interview import Role
    from drafter.templating.walk import Walk

SIZE_MAX = 256 * 1024
PACKAGED = "packaged/"
_STEMS = {
    Kind.THANK_YOU: ("thank_you", ".md.j2"),
    Kind.CARD: ("card", ".txt.j2"),
    Kind.LINKEDIN: ("linkedin", ".txt.j2"),
    Kind.TAKEAWAY: ("takeaway", ".md.j2"),
    Kind.CHECK_IN: ("check_in", ".md.j2"),
    Kind.PHONE: ("phone", ".txt.j2"),
    Kind.REPLY: ("reply", ".md.j2"),
}


class Template(Protocol):
    """A template ready to run, whichever engine reads it."""

    errors: tuple[type[Exception], ...]
    """What a render may raise, besides our own errors."""

    def run(self, context: Mapping[str, object], walk: Walk) -> None:
        """Render into the walk."""

    def place(self, error: BaseException) -> Location:
        """Where a render that raised this error stopped."""


def packaged_folder() -> Path:
    """The packaged templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def candidates(kind: Kind, role: Role, tone: Tone, to: str = "") -> tuple[str, ...]:
    """File names that can serve this draft, the most particular first.

    `to` is what a reply answers: each has a template of its own (`reply_rejection`).
    """
    stem, ending = _STEMS[kind]
    stem += f"_{to}" if to else ""
    particular = (f".{role}.{tone}", f".{role}", f".{tone}", "")
    return tuple(f"{stem}{mark}{ending}" for mark in particular)


class Library:
    """The folders of templates, the strongest first; the packaged one is the last."""

    def __init__(self, own: tuple[Path, ...], packaged: Path) -> None:
        self.own = own
        self.packaged = packaged
        self._loaded: dict[str, Template] = {}
        self._jinja: Any = None

    def find(self, kind: Kind, role: Role, tone: Tone, to: str = "") -> str:
        """The name of the template that serves this draft."""
        names = candidates(kind, role, tone, to)
        for folder in self.own:
            for name in names:
                if (folder / name).is_file():
                    return name
        for name in names:
            if (self.packaged / name).is_file():
                return PACKAGED + name
        looked = ", ".join(map(str, (*self.own, self.packaged)))
        where = Location(looked)
        raise TemplateError(Problem(where, f"there is no template '{names[-1]}'"))

    def path(self, name: str) -> Path:
        """The file behind a template's name; `KeyError` where there is none."""
        plain = name.removeprefix(PACKAGED)
        folders = (self.packaged,) if name.startswith(PACKAGED) else self.own
        if not _is_inside(plain):
            raise KeyError(name)
        for folder in (*folders, self.packaged):
            if (folder / plain).is_file():
                return folder / plain
        raise KeyError(name)

    def load(self, name: str, *, plain: bool = True) -> Template:
        """The template, after a check of every name it uses.

        `plain` False reads it with Jinja in any case: the two must mean the same.
        """
        if name not in self._loaded:
            path = self.path(name)
            source = read_source(path)
            read = read_plain(source, name, str(path)) if plain else None
            self._loaded[name] = read or self._compiled(name, path)
        return self._loaded[name]

    def _compiled(self, name: str, path: Path) -> Template:
        from drafter.templating import jinja_engine  # noqa: PLC0415 - slow, and mostly not needed

        if self._jinja is None:
            self._jinja = jinja_engine.new_environment(self._read)
        return jinja_engine.compile_template(self._jinja, name, path)

    def _read(self, name: str) -> tuple[str, Path]:
        path = self.path(name)
        return read_source(path), path


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return all(parts) and ".." not in parts and "\\" not in name and "\0" not in name


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


def tone_of(name: str) -> Tone:
    """The tone a template's file name asks for."""
    marks = name.split(".")
    return next((tone for tone in Tone if str(tone) in marks), Tone.WARM)
