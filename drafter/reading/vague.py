"""What a person may write of any conversation, and so says nothing of this one."""

from __future__ import annotations


# Words that say nothing of one conversation only; where there is nothing else, the note
# could go to anyone (content rule "specificity").
_VAGUE = frozenset(
    {
        "company", "culture", "role", "team", "opportunity", "opportunities",
        "position", "experience", "responsibility", "responsibilities", "challenge",
        "background", "growth", "value", "mission", "vision", "project", "day-to-day",
        "job", "work",
    }
)  # fmt: skip
_FILLING = frozenset(
    {
        "a", "an", "the", "and", "or", "of", "in", "on", "at", "for", "with", "about",
        "to", "your", "our", "my", "their", "its", "this", "that", "some", "general",
        "overall", "new", "next",
    }
)  # fmt: skip


def is_vague(text: str) -> bool:
    """Whether no word of the text belongs to one conversation only."""
    words = (word.strip(".,;:!?()\"'“”’").lower() for word in text.split())
    return all(
        word in _VAGUE or word.removesuffix("s") in _VAGUE
        for word in words
        if word not in _FILLING
    )
