# ruff: noqa: E501 - letters are lines as they are read
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.draft import Draft, Kind
from drafter.guard import Others, examine, sketch
from drafter.interview import Employer
from tests.changed import replace
from tests.loops import TOPICS, interviewer, loop


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.guard import Earlier, Sketch

LINK = "I have ten years of experience in software and I always deliver on time."


class Remembered:
    def __init__(self, notes: list[Earlier]) -> None:
        self.notes = notes

    def resembling(self, note: Sketch) -> Iterable[Earlier]:
        assert note.kind is Kind.THANK_YOU
        return self.notes


def letter(n: int, *more: str) -> Draft:
    """To another employer each; the topic is new, the rest is what `more` adds."""
    person = replace(
        interviewer(n), topics=(TOPICS[n],), my_link=LINK, they_said=more[0] if more else "",
        thanks_for=more[1] if len(more) > 1 else "", asked="", impressed_by="", moment="",
    )  # fmt: skip
    interview = replace(
        loop(1), employer=Employer(name=f"Firm{n} Works"), interviewers=(person,)
    )
    said = f" You said that {more[0]}." if more else ""
    thanks = f" Thank you for {more[1]}." if len(more) > 1 else " Thank you."
    text = (
        f"Hi {person.given},\n\nI keep thinking about {TOPICS[n]}.{said}{thanks}\n\n{LINK}\n\n"
        f"I would like to join Firm{n} Works.\n\nBest regards,\nInes Okafor"
    )
    return Draft(
        kind=Kind.THANK_YOU, text=text, interview=interview, interviewer=person
    )


def refused(n: int, drafts: list[Draft]) -> bool:
    memory = Remembered([sketch(draft) for draft in drafts[:n]])
    found = examine(drafts[n], Others(memory=memory))
    return any(f.rule == "E7" and "other employers were told" in f.why for f in found)


@pytest.mark.parametrize(("earlier", "expected"), [(3, False), (4, True), (8, True)])
def test_refuses_one_sentence_sent_to_firm_after_firm(
    earlier: int,
    expected: bool,  # noqa: FBT001 - a table
) -> None:
    assert refused(earlier, [letter(n) for n in range(12)]) is expected


def test_lets_ones_own_result_stand_beside_what_only_this_firm_said() -> None:
    from tests.loops import SAID, THANKS  # noqa: PLC0415

    drafts = [letter(n, SAID[n], THANKS[n]) for n in range(12)]
    assert not refused(9, drafts)
