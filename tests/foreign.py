"""Three mail readers written by others, asked what they see in our bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Mapping


PARSERS = Path(__file__).with_name("foreign_parsers")
MISSING = "is missing; ./run test installs it, or see tests/foreign_parsers/README.md"


@dataclass(frozen=True)
class Seen:
    """What one library reads in one message."""

    file: str
    library: str
    headers: tuple[str, ...]
    sender: tuple[tuple[str, str], ...]
    to: tuple[tuple[str, str], ...]
    subject: str
    text: str
    html: str
    attachments: tuple[tuple[str, str, str], ...]
    """Name, media type, SHA-256."""


def seen_by_all(messages: Mapping[str, bytes], folder: Path) -> list[Seen]:
    """Ask mailparser, postal-mime and Perl's Email::MIME; one process each language."""
    for name, data in messages.items():
        (folder / f"{name}.eml").write_bytes(data)
    assert shutil.which("node"), f"node {MISSING}"
    assert (PARSERS / "node_modules/mailparser").exists(), f"mailparser {MISSING}"
    assert (PARSERS / "node_modules/postal-mime").exists(), f"postal-mime {MISSING}"
    perl = ["perl", "-MEmail::MIME", "-MEmail::Address::XS", "-e", "1"]
    found = subprocess.run(perl, capture_output=True, check=False).returncode == 0
    assert found, f"Perl's Email::MIME or Email::Address::XS {MISSING}"
    commands = (
        ["node", str(PARSERS / "mp.mjs"), str(folder)],
        ["perl", str(PARSERS / "em.pl"), str(folder)],
    )
    lines = [
        line
        for command in commands
        for line in subprocess.run(
            command, capture_output=True, check=True, timeout=120
        ).stdout.splitlines()
    ]
    assert len(lines) == 3 * len(messages)
    return [_seen(json.loads(line)) for line in lines]


def _seen(answer: dict[str, Any]) -> Seen:
    return Seen(
        file=answer["file"].removesuffix(".eml"),
        library=answer["library"],
        headers=tuple(answer["headers"]),
        sender=tuple((name, address) for name, address in answer["from"]),
        to=tuple((name, address) for name, address in answer["to"]),
        subject=answer["subject"],
        text=answer["text"].replace("\r\n", "\n"),
        html=answer["html"].replace("\r\n", "\n"),
        attachments=tuple((n, t, h) for n, t, h in answer["attachments"]),
    )
