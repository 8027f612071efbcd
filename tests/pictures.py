"""No test: remakes the README's two pictures from the sample (`./run pictures`).

docs/status.svg: a terminal, the next morning. docs/preview.png: the page in a browser.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from contextlib import suppress
from html import escape
from pathlib import Path

from tests.browsing import look


ROOT = Path(__file__).parents[1]
COLUMNS = 98
NOTES = "sample_data/interview.yaml"
LETTER, LINE, MARGIN = 8.43, 21, 22
"""How wide a letter of the terminal is and how high a line, in the picture's units."""
STYLE = (
    "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#23262b;"
    "white-space:pre}.c1{font-weight:700}.c31{fill:#a4262c}.c33{fill:#8a5200}rect{fill:#fffefb;stroke:#ddd7ca}"
    "@media(prefers-color-scheme:dark){text{fill:#e9e6df}.c31{fill:#ff9a94}.c33{fill:#f0b661}"
    "rect{fill:#202327;stroke:#363a40}}"
)


def drafter(line: str, folder: Path, today: str = "2026-06-02") -> str:
    """Run a command over a copy of the sample, and give what a terminal gets."""
    environment = {**os.environ, "DRAFTER_HOME": str(folder / "home")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "drafter", "--today", today, *line.split()]
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    run = subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs)
    os.close(theirs)
    told = bytearray()
    with suppress(OSError):  # how a terminal says that nobody writes any more
        while part := os.read(ours, 4096):
            told += part
    assert run.wait() == 0
    return told.decode().replace("\r\n", "\n").rstrip("\n")


def coloured(told: str) -> list[str]:
    """The lines, with the terminal's colours as those of the picture."""
    lines, code = [""], "0"
    for new, end, words in re.findall(r"\x1b\[([\d;]*)m|(\n)|([^\x1b\n]+)", told):
        code = new or code
        if end:
            lines.append("")
        elif words:
            lines[-1] += f'<tspan class="c{code}">{escape(words)}</tspan>'
    return lines


def next_morning(folder: Path) -> str:
    """The day after the thank-you emails went out, drawn; letters stay letters."""
    drafter(f"thanks {NOTES}", folder)
    drafter(f"log {NOTES} sent thank-you --with all", folder)
    told = drafter(f"status {NOTES}", folder, "2026-06-03")
    lines = coloured(f"$ drafter status {NOTES}\n{told}")
    width = COLUMNS * LETTER + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    shown = [
        f'<text x="{MARGIN}" y="{MARGIN + 15 + LINE * n}">{line}</text>'
        for n, line in enumerate(lines)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}"'
        f' width="{width:.0f}" height="{height}" role="img" aria-label="What drafter'
        f' status prints"><style>{STYLE}</style><rect x=".5" y=".5" rx="10"'
        f' width="{width - 1:.0f}" height="{height - 1}"/>\n' + "\n".join(shown)
    ) + "\n</svg>\n"


def sample(folder: Path) -> Path:
    """A fresh copy of the sample, as a checkout has it."""
    ignore = shutil.ignore_patterns("drafts")
    shutil.copytree(ROOT / "sample_data", folder / "sample_data", ignore=ignore)
    return folder


def main() -> None:
    """Write both pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = sample(Path(name))
        drafter(f"preview {NOTES}", folder)
        (ROOT / "docs" / "status.svg").write_text(next_morning(folder), "utf-8")
        (page,) = folder.glob("sample_data/drafts/*/preview.html")
        picture = str(ROOT / "docs" / "preview.png")
        look(page, ["shot", picture, False], width=1000, height=2090, scale=0.8)


if __name__ == "__main__":
    main()
