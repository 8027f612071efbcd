"""The JSON Schema (draft-07) of the interview file, for editors.

Made from the field table alone. An editor checks with it what one field can tell; what
takes the whole file (enough said, ids, the timeline's words) only reading it checks.
"""

from __future__ import annotations

from drafter.reading.fields import INTERVIEW
from drafter.reading.shapes import object_schema


def json_schema() -> dict[str, object]:
    """Make the schema, as `drafter schema` prints it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "drafter: one interview day at one employer",
        **object_schema(INTERVIEW),
    }
