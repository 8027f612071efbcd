"""Which files are interviews: YAML with `interviewers:` at its top level.

Hidden folders and folders of drafts are passed over, and links to folders are not
followed, so that a walk always ends. What a person names is taken at their word.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".yaml", ".yml")
_PASSED_OVER = frozenset({"drafts", "node_modules", "__pycache__"})
_AT_THE_TOP = re.compile(
    rb"""^(?:\xef\xbb\xbf)?["']?interviewers["']?[ \t]*:""", re.MULTILINE
)
_ANYWHERE = re.compile(rb"""["']?interviewers["']?\s*:""")


def is_interview(data: bytes) -> bool:
    """Whether the bytes look like an interview file, be it a broken one."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):  # JSON is YAML
        return _ANYWHERE.search(data) is not None
    return _AT_THE_TOP.search(data) is not None


def candidates(paths: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """List files, each once, and whether it was named: then it is read in any case."""
    seen = set()
    for path in paths:
        is_folder = Path(path).is_dir()
        for file in _walk(path) if is_folder else [path]:
            place = os.path.abspath(file)  # noqa: PTH100 - a thousand times, and quick
            if place not in seen:
                seen.add(place)
                yield file, not is_folder


def _walk(top: str) -> Iterator[str]:
    for folder, below, names in os.walk(top):
        below[:] = sorted(
            name for name in below if name[0] != "." and name not in _PASSED_OVER
        )
        for name in sorted(names):
            plain = name.lower()
            if plain.endswith(SUFFIXES) and name[0] != "." and plain != "config.yaml":
                file = os.path.join(folder, name)  # noqa: PTH118 - likewise
                if os.path.isfile(file):  # noqa: PTH113 - a pipe would never end
                    yield os.path.normpath(file)
