"""Notes say "she", the letter says "you": finds the one, offers the other.

A pronoun counts only where nobody else can be meant: not after a name or a word for a
person ("the customer said she"), and not between quotation marks. "They" is left alone,
because it mostly means the team.
"""

from __future__ import annotations


_YOU = {
    "he": "you",
    "she": "you",
    "him": "you",
    "his": "your",
    "her": "your",
    "hers": "yours",
    "he's": "you're",
    "she's": "you're",
}
_QUOTES = str.maketrans("“”„«»", '"""""')
_PUNCTUATION = ".,;:!?()…"
# After these "her" is the object: "gave her the keys".
_NO_NOUN = frozenset(
    {
        "a", "an", "the", "to", "for", "with", "at", "in", "on", "by", "from", "of",
        "and", "or", "but", "that", "if", "when", "while", "because", "about", "after",
        "before", "how", "why", "what",
    }
)  # fmt: skip
_PEOPLE = frozenset(
    {
        "boss", "friend", "wife", "husband", "mother", "father", "sister", "brother",
        "daughter", "son", "child", "girl", "boy", "man", "woman", "lady", "guy",
        "person", "someone", "somebody", "anyone", "everyone", "nobody", "ceo", "cto",
        "cfo", "coo", "vp", "chief", "lead", "head", "client", "patient", "student",
        "intern", "captain", "colleague", "expert", "nurse", "teammate", "candidate",
        "hire",
    }
)  # fmt: skip
# Whoever does something: the planner, the director, the scientist. These do not.
_NOBODY = frozenset(
    {
        "after", "another", "better", "computer", "either", "ever", "for", "further",
        "however", "later", "letter", "matter", "never", "number", "offer", "or",
        "order", "other", "over", "paper", "per", "rather", "remember", "server",
        "together", "under", "whether", "error", "monitor", "color", "floor", "door",
    }
)  # fmt: skip
_VERBS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_NO_VERB = frozenset({"always", "perhaps", "sometimes", "thus", "across"})
_ES = ("sses", "shes", "ches", "xes", "zzes", "oes")


def to_you(text: str) -> str:
    """Rewrite what says he or she of the reader; other text comes back unchanged."""
    if _YOU.keys().isdisjoint(_core(word) for word in text.split()):
        return text
    parts = text.split('"') if '"' in text else [text]
    if text.translate(_QUOTES).count('"') != text.count('"'):
        return text  # typographic quotes may nest; better silent than wrong
    for n, part in enumerate(parts):
        words = part.split(" ")
        if n % 2 == 0:
            parts[n] = " ".join(_rewritten(words))
        if any(_is_person(word) for word in words):
            break
    return '"'.join(parts)


def _rewritten(words: list[str]) -> list[str]:
    result = list(words)
    for n, word in enumerate(words):
        core = _core(word)
        if _is_person(word):
            break
        if core not in _YOU or word[0] in _PUNCTUATION:
            continue
        after = words[n + 1] if n + 1 < len(words) else ""
        if word in {"He", "She"} and after[:1].isupper():
            break  # somebody's name: He Yan
        you = _YOU[core]
        object_ = not after or core != word.lower() or _core(after) in _NO_NOUN
        if core == "her" and object_:
            you = "you"
        result[n] = you + word[len(core) :]
        if core in {"he", "she"} and after:
            result[n + 1] = _agreeing(after)
    return result


def _core(word: str) -> str:
    return word.strip(_PUNCTUATION).lower().replace("’", "'")


def _is_person(word: str) -> bool:
    core = _core(word)
    if core in _YOU or core in _NOBODY or core.endswith("ever"):
        return False
    named = word[:1].isupper() and core not in {
        "the",
        "a",
        "an",
        "how",
        "why",
        "when",
        "i",
    }
    return named or core in _PEOPLE or core.endswith(("er", "or", "ist", "man", "eer"))


def _agreeing(verb: str) -> str:
    core = _core(verb)
    if core in _VERBS:
        return _VERBS[core] + verb[len(core) :]
    if not core.endswith("s") or core.endswith(("ss", "us", "is")) or core in _NO_VERB:
        return verb
    rest = verb[len(core) :]
    if core.endswith("ies") and len(core) > len("ties"):
        return core[:-3] + "y" + rest
    return core[: -2 if core.endswith(_ES) else -1] + rest
