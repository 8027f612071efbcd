"""Real files, spoiled as an editor, a mail gateway or a bad night would spoil them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Edit = Callable[[bytes, int, int, bytes], bytes]

ODD = (
    *(
        b"",
        b"\0",
        b"\r",
        b"\n",
        b"\n\n",
        b"\t",
        b" ",
        b"-",
        b"#",
        b"'",
        b'"',
        b"(",
        b")",
    ),
    *(b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", "🎉é".encode()),
    *("\u202e\u2028\u0085".encode(), b"- ", b": ", b"&a", b"*a", b"<<: *a", b"[" * 30),
    *(b"!!python/object:os.system {}", b"---\n", b"...\n", b"|\n", b">\n", b"{" * 30),
    *(b"{{", b"}}", b"{%", b"%}", b"{#", b"{{ 9**9**9 }}", b"___", b"9" * 400, b"-1"),
    *(b"0000-00-00", b"9999-12-31", b"2026-02-30", b"NaN", b"=?utf-8?q?=", b"?="),
    *(b"Content-Transfer-Encoding: base64\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n"),
    *(
        b"Content-Type: multipart/mixed; boundary=\n",
        b"<![x",
        b"&#x110000;",
        b"{3}\r\n",
    ),
    *(b"{4294967296}", b"a,b@x.example", b"x" * 2000),
)
"""What stands where nobody expects it."""


def _cut(data: bytes, start: int, end: int, _: bytes) -> bytes:
    return data[:start] + data[end:]


def _put(data: bytes, start: int, _: int, odd: bytes) -> bytes:
    return data[:start] + odd + data[start:]


def _instead(data: bytes, start: int, end: int, odd: bytes) -> bytes:
    return data[:start] + odd + data[end:]


def _twice(data: bytes, start: int, end: int, _: bytes) -> bytes:
    return data[:end] + data[start:end] + data[end:]


def _line_end(data: bytes, start: int, _: int, odd: bytes) -> bytes:
    """Something else after the colon: what a field is filled with."""
    begin = data.rfind(b"\n", 0, start) + 1
    end = (data.find(b"\n", start) + 1 or len(data) + 1) - 1
    name, colon, _rest = data[begin:end].partition(b":")
    return data[:begin] + name + colon + b" " + odd + data[end:]


def _line_gone(data: bytes, start: int, _: int, odd: bytes) -> bytes:
    begin = data.rfind(b"\n", 0, start) + 1
    end = data.find(b"\n", start) + 1 or len(data)
    return data[:begin] + odd + data[end:]


EDITS: tuple[Edit, ...] = (_cut, _put, _instead, _twice, _line_end, _line_gone)


@st.composite
def spoiled(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    """One of them after a few edits."""
    data = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(1, 60)))
        odd = draw(st.sampled_from(ODD) | st.binary(max_size=4))
        data = draw(st.sampled_from(EDITS))(data, start, end, odd)
    return data


def spoiled_text(samples: Sequence[str]) -> st.SearchStrategy[str]:
    """Words likewise, whatever letters come of it."""
    return spoiled([sample.encode() for sample in samples]).map(
        lambda data: data.decode("utf-8", "replace")
    )
