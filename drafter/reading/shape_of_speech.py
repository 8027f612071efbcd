"""Questions, clauses and clipped sentences, where a template needs another shape.

People note "do I coach anything", "you showed me around" and "Ran the pass for two
years", as one does. Only what is plain is told: where English could mean another thing,
nothing is said.
"""

from __future__ import annotations

from itertools import takewhile


_ASKS = frozenset({"how", "why", "what", "when", "where", "who"})
_AUXILIARIES = frozenset(
    {
        "do", "does", "did", "am", "is", "are", "was", "were", "can", "could", "would",
        "will", "should", "have", "has", "had",
    }
)  # fmt: skip
_SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "it", "there"})
_OPENS_CLAUSE = frozenset({"I", "you", "You", "they", "They", "he", "He", "she", "She"})
_NO_VERB = frozenset(
    {"and", "or", "guys", "two", "three", "both", "all", "yourself"}  # you and Sam
)
# Verbs that a line of a resume begins with, and hardly any whole sentence.
_RESUME_VERBS = frozenset(
    {
        "built", "closed", "co-taught", "coached", "created", "cut", "designed",
        "developed", "grew", "handled", "led", "launched", "made", "managed", "opened",
        "organised", "organized", "oversaw", "ran", "reduced", "sold", "spent",
        "started", "supervised", "taught", "trained", "worked", "wrote",
    }
)  # fmt: skip
_OF_A_SENTENCE = frozenset(
    {"I", "I've", "I'd", "is", "are", "was", "were", "has", "had", "we", "you"}
)


def statement(text: str) -> str:
    """Turn a plain question about: "where do I see it" is "where I see it".

    "Why did I leave" and "what does it need" want another form of their verb, and stay
    as they are; so does all that is no question.
    """
    question = _question(text)
    if not question or question[1] in {"did", "does"}:
        return text
    asks, verb, subject, rest = question
    said = subject if verb == "do" else f"{subject} {verb}"
    return f"{asks} {said} {rest}"


def is_clause(text: str) -> bool:
    """Tell "you showed me around" from "your tour", "you and Sam" and "He Yan"."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    has_verb = second.isalpha() and second.islower() and second not in _NO_VERB
    return (first in _OPENS_CLAUSE and has_verb) or _question(text) is not None


def wants_subject(text: str) -> bool:
    """Tell a clipped line ("Ran the pass for two years.") from a sentence."""
    first, *rest = text.split()
    words = takewhile(lambda word: not word.endswith((".", "!", "?", "…")), rest)
    return first.lower() in _RESUME_VERBS and _OF_A_SENTENCE.isdisjoint(words)


def _question(text: str) -> tuple[str, str, str, str] | None:
    """Take "where do I see it" apart: asks, verb, subject, rest; None if it is none."""
    words = text.rstrip(" ?").split()
    asks = words.pop(0).lower() if words and words[0].lower() in _ASKS else "whether"
    if len(words) <= len(("do", "I")):
        return None
    verb, subject, *rest = words
    if verb.lower() not in _AUXILIARIES or subject.lower() not in _SUBJECTS:
        return None
    subject = subject if subject == "I" else subject.lower()
    return asks, verb.lower(), subject, " ".join(rest)
