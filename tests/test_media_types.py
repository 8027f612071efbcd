from __future__ import annotations

import mimetypes

import pytest

from drafter.formats.media_types import media_type


@pytest.mark.parametrize(
    ("filename", "type_"),
    [
        ("Okafor-rollback-plan.pdf", "application/pdf"),
        ("PLAN.PDF", "application/pdf"),
        ("slides.key", "application/vnd.apple.keynote"),
        ("plan.tar.gz", "application/gzip"),
        ("thread.eml", "application/octet-stream"),
        ("Makefile", "application/octet-stream"),
        ("x.unheard-of", "application/octet-stream"),
    ],
)
def test_knows_what_people_attach(filename: str, type_: str) -> None:
    assert media_type(filename) == type_


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".jpg", ".zip", ".csv", ".doc"])
def test_agrees_with_the_standard_library(suffix: str) -> None:
    assert mimetypes.types_map[suffix] == media_type(f"x{suffix}")
