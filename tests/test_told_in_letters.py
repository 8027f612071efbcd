"""Sparse notes: what little there is must stand in the letter, and make sense there."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest

from drafter.compose import Order, Past, compose
from drafter.draft import Draft, Kind
from drafter.interview import Interview, Role, Stage, Tone
from drafter.templating.library import Library, packaged_folder
from tests.changed import replace
from tests.loops import ASKED, LINKS, MOMENTS, SAID, STRUCK, loop


if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGED = Library((), packaged_folder())
QUOTE = "I'd rather have a late close than a wrong one"
THOUGHT = "So would I."
OWN = "Your question about the ledger kept me busy for the whole of the drive back."
FACTS: tuple[dict[str, str], ...] = (
    {"they_said": SAID[1]},
    {"they_said": SAID[4], "reaction": THOUGHT},
    {"quote": QUOTE},
    {"quote": QUOTE, "reaction": THOUGHT},
    {"reaction": "It is a good problem to have."},
    {"asked": ASKED[1]},
    {"impressed_by": STRUCK[1]},
    {"moment": MOMENTS[1]},
    {"my_link": LINKS[1]},
    {"own_words": OWN},
)
NONE = dict.fromkeys(
    ("they_said", "my_link", "thanks_for", "card_detail", "asked", "impressed_by",
     "moment"), ""
)  # fmt: skip


class Case(NamedTuple):
    """One person of whom hardly anything was noted."""

    tone: Tone
    role: Role
    stage: Stage
    fact: dict[str, str]
    thanks_for: str

    @property
    def interview(self) -> Interview:
        one = loop(1, tone=self.tone, stage=self.stage, role=self.role, first=1)
        (person,) = one.interviewers
        bare = {**NONE, **self.fact, "thanks_for": self.thanks_for, "takeaways": ()}
        return one._replace(interviewers=(replace(person, **bare),), next_step="")


def written(interview: Interview, kinds: tuple[Kind, ...]) -> list[Draft]:
    orders = [Order(kind, one) for kind in kinds for one in interview.interviewers]
    return [c.draft for c in compose(interview, orders, PACKAGED, Past())]


def untold(draft: Draft, fact: dict[str, str]) -> Iterator[str]:
    """What of the notes the email leaves out, or tells where it makes no sense."""
    told = " ".join(draft.text.split()).replace("’", "'")
    for field, value in fact.items():
        if value.lower().rstrip(".") not in told.lower():
            yield f"{field} is not in it"
    if "reaction" in fact and len(fact) > 1:
        said = next(value for field, value in fact.items() if field != "reaction")
        after = draft.text.lower().partition(said.lower())[2].lstrip('."” ')
        if not after.startswith(fact["reaction"].lower()):
            yield "the reaction does not follow what it answers"


def repeated(draft: Draft) -> Iterator[str]:
    """The words of a form: the job, and the employer, again and again."""
    body = draft.text.partition("\n\n")[2]
    for word, most in (("Timetables", 1), ("Corvane", 2), ("onversation", 2)):
        if body.count(word) > most:
            yield f"{word} stands {body.count(word)} times in it"


def failures(tone: Tone, role: Role) -> Iterator[str]:
    for n, (stage, fact) in enumerate(product(Stage, FACTS)):
        thanks = ("", "the tour of the quay")[(n + len(role)) % 2]
        case = Case(tone, role, stage, fact, thanks)
        (email,) = written(case.interview, (Kind.THANK_YOU,))
        for problem in (*untold(email, fact), *repeated(email)):
            yield f"{role} {stage} {'/'.join(fact)} {thanks!r}: {problem}\n{email.text}"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("tone", Tone)
def test_the_only_fact_is_told_and_nothing_is_said_twice(
    tone: Tone, role: Role
) -> None:
    assert not list(failures(tone, role))


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("tone", Tone)
def test_no_note_of_a_loop_repeats_the_job_or_the_firm(
    tone: Tone, stage: Stage
) -> None:
    kinds = (Kind.THANK_YOU, Kind.CARD)
    for first, without in (
        (0, ""),
        (5, "they_said"),
        (0, "thanks_for"),
        (5, "my_link"),
    ):
        interview = loop(8, tone=tone, stage=stage, first=first, without=without)
        for draft in written(interview, kinds):
            assert list(repeated(draft)) == [], draft.text
