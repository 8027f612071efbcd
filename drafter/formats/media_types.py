"""The media type of a file that goes along, from its name.

An own table, because the standard library reads the machine's lists: the same file
would get another type, and so the draft other bytes, on another machine.
"""

from __future__ import annotations

from pathlib import PurePath


_UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_TYPES = {
    ".7z": "application/x-7z-compressed",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".bz2": "application/x-bzip2",
    ".c": "text/x-c",
    ".cpp": "text/x-c++",
    ".css": "text/css",
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".heic": "image/heic",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".ipynb": "application/x-ipynb+json",
    ".java": "text/x-java",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".key": "application/vnd.apple.keynote",
    ".m4a": "audio/mp4",
    ".md": "text/markdown",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".numbers": "application/vnd.apple.numbers",
    ".odg": f"{_OPEN_DOCUMENT}.graphics",
    ".odp": f"{_OPEN_DOCUMENT}.presentation",
    ".ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    ".odt": f"{_OPEN_DOCUMENT}.text",
    ".ogg": "audio/ogg",
    ".pages": "application/vnd.apple.pages",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pps": "application/vnd.ms-powerpoint",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".ps": "application/postscript",
    ".py": "text/x-python",
    ".rtf": "application/rtf",
    ".sh": "text/x-shellscript",
    ".sql": "application/sql",
    ".svg": "image/svg+xml",
    ".tar": "application/x-tar",
    ".tex": "application/x-tex",
    ".tgz": "application/gzip",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".ts": "text/x-typescript",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".vsdx": "application/vnd.ms-visio.drawing",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".xz": "application/x-xz",
    ".zip": "application/zip",
}


def media_type(filename: str) -> str:
    """Give the type; what the table does not know is a stream of bytes.

    So is a message (.eml): base64 may not be put around its own type (RFC 2045 6.4).
    """
    return _TYPES.get(PurePath(filename).suffix.lower(), _UNKNOWN)
