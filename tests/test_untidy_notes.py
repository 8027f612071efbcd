"""Whatever tired people note, of every trade: letters stand, for 1 to 12 readers.

The mechanical half of what makes a good note, held over days made up from lists
(`untidy`). Where a rule is about our own words, the sentences that the person typed
whole are not judged.
"""

from __future__ import annotations

import re
from calendar import month_name
from typing import TYPE_CHECKING

import pytest

from drafter.draft import Kind
from drafter.guard import Others, Severity, examine
from drafter.language import month_first
from tests.composing import (
    bare,
    body,
    fact_free,
    facts_of,
    interview_of,
    sentences,
    shared,
    written,
)
from tests.notes import problems, told
from tests.untidy import days


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.composition import Composed

WHOLE = ("reaction", "answer", "my_link", "own_words", "card_detail", "close", "quote")
PARTNERS = {"they_said", "quote", "moment", "impressed_by"}
"""What a reaction may answer."""
BANNED = re.compile(
    r"\b(wrote that down|copied that|came home with me|keep thinking|in ink|in writing"
    r"|with this card|once more|unchanged|as strong as|thought it over|good to know"
    r"|helpful|useful|let me know|please ask|nothing has changed|stayed with me"
    r"|keep coming back|turning over|came away with)\b",
    re.IGNORECASE,
)
SLIPS = re.compile(
    r"[^\S\n]{2}|\n{3}| [,.;]|(?<!\.)\.\.(?!\.)|,,|\b(\w+) \1\b|\bfor to\b|None|[{}]",
    re.IGNORECASE,
)
LEANING = re.compile(
    r"(he|she|they|it|there|that|this|those|both|also|still)\b", re.IGNORECASE
)
MONTHS = "|".join(month_name[1:])
MONTH_FIRST = re.compile(rf"\b(?:{MONTHS}) \d")
DAY_FIRST = re.compile(rf"\b\d\d? (?:{MONTHS})\b")
TOLD = {"D1", "F3", "F5", "F8", "G10"}
"""Warnings of what the person noted: too little, too long, loud or unkind."""
FREE_MOST = {Kind.THANK_YOU: 3, Kind.CARD: 2}
"""Sentences without a fact: thanks, wish, and in an email what one waits for."""


def typed(one: Composed) -> list[str]:
    """What the person wrote as whole sentences, and the reasons."""
    person = one.order.person
    reasons = interview_of(one).reasons
    return [*(getattr(person, name) for name in WHOLE), *reasons]


def without_typed(one: Composed) -> str:
    """The body, with the person's own sentences blanked."""
    text = body(one)
    for value in filter(None, typed(one)):
        text = re.sub(re.escape(value), "", text, flags=re.IGNORECASE)
    return text


def ours(one: Composed) -> list[str]:
    """The sentences that the person did not type whole."""
    known = [value.casefold() for value in filter(None, typed(one))]
    return [s for s in sentences(one) if not any(s.casefold() in k for k in known)]


def apart(one: Composed) -> Iterator[str]:
    """Pairs of which one half is told without the other, or not right behind it."""
    person, told = one.order.person, facts_of(one)
    for first, second in (("asked", "answer"), (person.reacts_to, "reaction")):
        half, whole = getattr(person, first, ""), getattr(person, second)
        if half and whole and (first in told) is not (second in told):
            yield f"half a pair: {half!r} / {whole!r}"
        elif half and whole and first in told and not follows(one, half, whole):
            yield f"not right behind {half!r}: {whole!r}"
    if "reaction" in told and not person.reacts_to and told & PARTNERS:
        yield f"a reaction to nothing beside {told & PARTNERS}"


def follows(one: Composed, half: str, whole: str) -> bool:
    """Whether the second half of a pair is read right behind the first."""
    before = bare(body(one)).partition(bare(whole))[0].removesuffix("yousaid")
    said = sentences(one)
    starts = [n for n, s in enumerate(said) if bare(whole).startswith(bare(s))]
    # "Thank you for letting me drive." tells the moment "let me drive".
    act = bool(starts) and said[starts[0] - 1].startswith("Thank you for ")
    return before.endswith(bare(half)) or (half == one.order.person.moment and act)


def badly_put(one: Composed) -> Iterator[str]:
    """What no letter says, in any of our own words."""
    text, plain = body(one), without_typed(one)
    for match in (BANNED.search(plain), SLIPS.search(text)):
        if match:
            yield f"{match[0]!r}"
    thanks = len(re.findall("thank you", plain, re.IGNORECASE))
    if thanks != 1:
        yield f"{thanks} times thank you"
    for said in ours(one):
        if LEANING.match(said):
            yield f"leans: {said}"
    country = interview_of(one).employer.country
    wrong = (DAY_FIRST if month_first(country) else MONTH_FIRST).search(plain)
    if wrong:
        yield f"{wrong[0]!r} in {country}"
    if str(interview_of(one).tone) == "formal" and re.search(r"\bI['’]", plain):
        yield "a contraction in a formal letter"


def padded(one: Composed) -> Iterator[str]:
    """More sentences without a fact than thanks, wish and what one waits for."""
    free = fact_free(one)
    if len(free) > FREE_MOST[one.draft.kind]:
        yield f"nothing is told by {free}"


def untold(notes: Sequence[Composed]) -> Iterator[str]:
    """What must stand somewhere and does not, or stands twice."""
    email, card = notes
    person, interview = email.order.person, interview_of(email)
    text = f"{email.draft.subject} {email.draft.text}".casefold()
    if (interview.employer.short or interview.employer.name).casefold() not in text:
        yield "the employer is not named"
    if person.topics and person.topics[0].casefold() not in text:
        yield f"the topic is not named: {person.topics[0]}"
    if person.thanks_for and "thanks_for" not in facts_of(email) | facts_of(card):
        yield f"no thanks for {person.thanks_for}"
    if again := facts_of(email) & facts_of(card):
        yield f"told twice: {again}"
    for takeaway in person.takeaways:
        if takeaway.promised.casefold() not in text:
            yield f"not promised: {takeaway.promised}"


def wrong(notes: Sequence[Composed]) -> Iterator[str]:
    """Everything that does not hold in the letters of one day."""
    for one in notes:
        found = (*apart(one), *badly_put(one), *padded(one))
        where = f"{one.draft.name} ({one.order.person.role})"
        yield from (f"{where}: {what}\n{one.draft.text}" for what in found)
        if one.ran_out:
            yield f"{where}: ran out of {one.ran_out}"
    people = {one.order.person.id: one.order.person for one in notes}
    for who in people:
        both = [one for one in notes if one.order.person.id == who]
        yield from (f"{who}: {what}" for what in untold(both))
    yield from (f"{said.readers}: {said.text}" for said in shared(notes))
    tags = sum(without_typed(one).count(", you said") for one in notes)
    if tags > 1:
        yield f"', you said' stands {tags} times"


def judged(notes: Sequence[Composed]) -> Iterator[str]:
    """What the guard refuses, and warnings that are not of what was noted."""
    others = Others(tuple(one.draft for one in notes))
    for one in notes:
        for found in examine(one.draft, others):
            if found.severity is Severity.REFUSE or found.rule not in TOLD:
                yield f"{one.draft.name}: {found}\n{one.draft.text}"


@pytest.mark.parametrize("people", range(1, 13))
def test_whatever_is_noted_makes_letters_that_stand(people: int) -> None:
    for day in days(people, count=max(4, 12 - people)):
        notes = written(day.read().interview)
        assert (day, list(wrong(notes))) == (day, [])
        assert (day, list(judged(notes))) == (day, [])


def test_who_has_nothing_left_to_be_told_is_refused_where_it_was_typed() -> None:
    person = (
        "  - name: Dana Whitlock\n    given: Dana\n    topics: pay and notice\n"
        "    my_link: That is what I did at my last job.\n"
    )
    lines = "\n".join(problems(told(person)))
    assert "Dana" in lines
