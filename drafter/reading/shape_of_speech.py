"""Questions, clauses and clipped sentences, where a template needs another shape.

People note "do I coach anything", "you showed me around" and "Ran the pass for two
years", as one does. Only what is plain is told: where English could mean another thing,
or a capital may be a title's, nothing is said.
"""

from __future__ import annotations

from itertools import pairwise


_ASKS = frozenset({"how", "why", "what", "when", "where", "who"})
_AUXILIARIES = frozenset(
    {
        "do", "does", "did", "am", "is", "are", "was", "were", "can", "could", "would",
        "will", "should", "have", "has", "had",
    }
)  # fmt: skip
_SUBJECTS = frozenset({"I", "we", "you", "they", "he", "she", "it", "there"})
_NOT_TURNED = frozenset({"did", "does"})
"""Without these the verb needs another form: "why did I leave"."""
# The interviewer's "you" is the writer: "when can you start" is "when I can start".
_TO_ME = {
    "you": "me", "your": "my", "yours": "mine", "yourself": "myself", "you'd": "I'd",
    "you're": "I'm", "you've": "I've", "you'll": "I'll",
}  # fmt: skip
_MINE = {"are": "am", "were": "was"}
_OPENS_CLAUSE = frozenset({"I", "you", "You", "they", "They", "he", "He", "she", "She"})
_NO_VERB = frozenset(
    {
        "and", "or", "guys", "two", "three", "both", "all", "yourself", "not", "first",
        "versus", "themselves", "himself", "herself",
    }
)  # fmt: skip
# Verbs that a line of a resume begins with, and hardly any whole sentence.
_RESUME_VERBS = frozenset(
    {
        "Built", "Co-taught", "Coached", "Created", "Designed", "Developed", "Grew",
        "Handled", "Launched", "Led", "Managed", "Organised", "Organized", "Oversaw",
        "Ran", "Supervised", "Taught", "Trained", "Wrote",
    }
)  # fmt: skip
_OBJECT_BEGINS = frozenset(
    {"a", "an", "the", "my", "our", "two", "three", "four", "five", "up", "and"}
)


def statement(text: str, *, to_the_writer: bool = False) -> str:
    """Turn a plain question about: "where do I see it" is "where I see it".

    `to_the_writer`: its "you" is the one who writes. "Why did I leave" would need
    another form of its verb and stays as it is; so does all that is no question.
    """
    question = _question(text)
    if not question:
        return text
    asks, verb, subject, rest = question
    if verb in _NOT_TURNED or rest[:1] == ["not"]:
        return text
    if to_the_writer and subject == "you":
        subject, verb = "I", _MINE.get(verb, verb)
        rest = [_TO_ME.get(word, word) for word in rest]
    said = [subject] if verb == "do" else [subject, verb]
    return " ".join([asks, *said, *rest])


def is_question(text: str) -> bool:
    """Tell a question that is still one: by its words, or by its mark and its words."""
    if _question(text):
        return True
    first, *words = text.rstrip(" ?").split() or [""]
    if not text.rstrip().endswith("?") or first.lower() not in _ASKS | {"which"}:
        return False
    turned = any(a in _AUXILIARIES and b in _SUBJECTS for a, b in pairwise(words))
    return turned or words[:1] == ["is"] or words[:1] == ["are"]


def is_clause(text: str) -> bool:
    """Tell "you showed me around" from "your tour", "you and Sam" and "He Yan"."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    is_word = second.isalpha() and second.islower() and second not in _NO_VERB
    return first in _OPENS_CLAUSE and is_word and not second.endswith(("ing", "ly"))


def wants_subject(text: str) -> bool:
    """Tell a clipped line ("Ran the pass for two years.") from a sentence."""
    first, *rest = text.split()
    follows = rest[0] if rest else ""
    is_object = follows in _OBJECT_BEGINS or follows.isdigit()
    return first in _RESUME_VERBS and is_object and "," not in text


def _question(text: str) -> tuple[str, str, str, list[str]] | None:
    """Take "where do I see it" apart: asks, verb, subject, rest; None if it is none."""
    words = text.rstrip(" ?").split()
    asks = words.pop(0).lower() if words and words[0].lower() in _ASKS else ""
    if len(words) < (2 if asks else 3):
        return None
    verb, subject, *rest = words
    if verb.lower() not in _AUXILIARIES or subject not in _SUBJECTS:
        return None
    if rest and rest[0][0].isupper() and rest[0] != "I":
        return None  # a title: Are you Being Served
    return asks or "whether", verb.lower(), subject, rest
