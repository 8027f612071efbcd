"""`replace`: a record with other values, whichever kind of record it is."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar


Record = TypeVar("Record")


def replace(record: Record, /, **changes: Any) -> Record:
    """`dataclasses.replace`, for named tuples too (Python 3.13 has `copy.replace`)."""
    if isinstance(record, tuple):
        changed: Record = record._replace(**changes)  # type: ignore[attr-defined]
        return changed
    return dataclasses.replace(record, **changes)  # type: ignore[type-var]
