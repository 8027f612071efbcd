"""An answer as a YAML value that reads back exactly as it was typed.

Most answers are written plain, as a person would. In doubt they are quoted: a quoted
text is never wrong, and other programs than ours take a plain `no` for a boolean.
"""

from __future__ import annotations

import re


# A letter first, then nothing that YAML could take for more than text; `: ` and ` #`
# are its only traps within a line.
_PLAIN = re.compile(r"[^\W\d_](?:[^:#\\\"]|:(?=\S)|(?<=\S)#)*(?<![:\s])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPECIAL = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
)


def quoted(text: str) -> str:
    """Write one line of printable text as a YAML value."""
    if _DAY.fullmatch(text):
        return text
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
