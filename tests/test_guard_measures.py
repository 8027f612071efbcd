"""How alike two sketches are."""

from __future__ import annotations

from drafter.guard import sketch
from drafter.guard.likeness import jaccard, longest_run
from tests.corvane import THANK_YOU, thank_you


def body(words: str, who: str = "dana") -> str:
    name = {"dana": "Dana", "tomas": "Tomas"}[who]
    return f"Hi {name},\n\n{words}\n\nBest regards,\nInes Okafor"


def test_counts_the_longest_run() -> None:
    one = sketch(thank_you(text=body("a b c d e f g h i j k")))
    two = sketch(thank_you(text=body("x x x c d e f g h y y")))
    assert longest_run(one, two) == (6, 2)
    assert longest_run(one, sketch(thank_you(text=body("q r s t u v")))) == (0, 0)


def test_measures_the_samples_as_they_were_measured() -> None:
    people = [sketch(thank_you(who)) for who in THANK_YOU]
    pairs = [(a, b) for a in people for b in people if a is not b]
    assert max(jaccard(a, b) for a, b in pairs) < 0.02
    assert max(longest_run(a, b)[0] for a, b in pairs) <= 4
