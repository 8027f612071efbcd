from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.timeline import names_a_day, understand
from tests.calendars import TUESDAY, US


MEANT = {
    "2026-06-02": ["today", "the end of the day", "EOD", "June 2"],
    "2026-06-03": ["tomorrow", "by tomorrow", "by the end of the day tomorrow"],
    "2026-06-04": ["the day after tomorrow", "within 36 hours", "midweek"],
    "2026-06-05": [
        "Friday",
        "by Friday",
        "by Friday.",
        "BY FRIDAY",
        "this Friday",
        "Fri",
        "this week",
        "by the end of the week",
        "end of week",
        "later this week",
        "Thursday or Friday",
        "by Friday at 5 p.m.",
        "before Friday",
        "EOD Friday",
        "by close of business on Friday",
        "Friday afternoon",
        "They said by Friday",
        "by Friday, once they have seen the last of us",
        "the answer comes Friday",
        "results come on Friday",
        "Thursday, maybe Friday",
        "Friday, possibly sooner",
        "HR will revert by Friday",
        "should know by friday",
        "they decide until Friday",
        "they will ring everyone by Friday",
        "end of this wk",
        "Marcus shall come back to me by Friday",
        "they'll let me know by Friday, maybe earlier",
        "their decision is for Friday",
        "on or before Friday",
        "not later than Friday",
        "by close of business Friday",
        "by 5pm Friday",
        "Friday lunchtime",
        "in 3 days",
        "three business days",
    ],
    "2026-06-07": ["by the weekend", "in five days"],
    "2026-06-08": ["Monday", "first thing Monday"],
    "2026-06-09": ["Tuesday", "in a week", "within a week", "a week today"],
    "2026-06-10": [
        "early next week",
        "the beginning of next week",
        "early June",
        "the beginning of June",
    ],
    "2026-06-11": ["mid next week", "mid-next-week", "the middle of next week"],
    "2026-06-12": [
        "next Friday",
        "by next Friday",
        "Friday week",
        "by Friday week",
        "Friday of next week",
        "a week from Friday",
        "next week",
        "end of next week",
        "by the end of next week",
        "June 12",
        "12 June",
        "Jun 12",
        "Jun. 12th",
        "June 12, 2026",
        "12th of June 2026",
        "the twelfth of June",
        "Friday the twelfth",
        "Friday, the 12th",
        "Friday 12",
        "Friday 12 June",
        "Friday 12th June",
        "Fri 12 Jun",
        "Friday, 12th of June",
        "Friday, June 12",
        "Friday (June 12)",
        "next Friday, June 12th",
        "Fri 2026-06-12",
        "the 12th",
        "2026-06-12",
        "2026‑06‑12",
        "a decision by Friday the twelfth",
        "A final decision is due on June 12",
        "we'll decide by June 12",
        "We’ll decide by June 12.",
        "we will decide by June 12",
        "we should have a decision by June 12",
        "we hope to make a decision by June 12",
        "we're hoping to decide by June 12",
        "you'll hear by June 12",
        "you will hear from us by June 12",
        "You should hear back from us by June 12 at the latest",
        "we'll be in touch by June 12",
        "I'll get back to you by June 12",
        "expect to hear by June 12",
        "no later than June 12",
        "on June 12 or sooner",
        "hopefully by June 12",
        '"by June 12"',
        "ten days",
    ],
    "2026-06-15": ["Monday week"],
    "2026-06-16": [
        "in two weeks",
        "in 2 weeks",
        "two weeks from now",
        "in two weeks' time",
        "in a fortnight",
        "a couple of weeks",
        "in a couple of weeks",
        "within the next couple of weeks",
        "a week or two",
        "a week or so",
        "one to two weeks",
        "1-2 weeks",
        "1–2 weeks",
        "between one and two weeks",
        "ten business days",
        "10 working days",
        "in ten business days",
    ],
    "2026-06-19": [
        "the week of June 15",
        "week of 15 June",
        "w/c 15 June",
        "the week after next",
        "Friday after next",
        "the third week of June",
    ],
    "2026-06-20": ["mid June", "by mid-June", "the middle of June", "mid-month"],
    "2026-06-23": ["twenty-one days", "three weeks"],
    "2026-06-30": [
        "end of the month",
        "this month",
        "end of June",
        "month-end",
        "the last week of June",
    ],
    "2026-07-01": ["the 1st", "Wednesday the first", "twenty business days"],
    "2026-07-10": ["early July", "early next month", "the first week of July"],
    "2026-07-20": ["mid July", "the middle of next month"],
    "2026-07-31": ["end of next month", "the 31st"],
    "2026-09-06": ["before Labor Day"],
    "2026-11-25": ["before Thanksgiving", "we'll decide by Thanksgiving Day"],
    "2026-12-04": ["Friday 4th December", "Fri 4 Dec"],
    "2026-12-20": ["mid December"],
    "2026-12-24": ["before Christmas", "you'll hear by Christmas", "Christmas Eve"],
    "2026-12-31": [
        "the end of the year",
        "before the new year",
        "New Year's Eve",
        "late December",
    ],
    "2027-01-15": ["January 15", "Friday, January 15"],
    "2027-01-31": ["in the new year", "we'll let you know early in the new year"],
}
VAGUE = [
    "unknown",
    "Unknown.",
    "soon",
    "very soon",
    "shortly",
    "in due course",
    "we'll be in touch",
    "We’ll be in touch.",
    "we will be in touch",
    "we'll be in touch soon",
    "We'll be in touch, shortly",
    "soon, in due course",
    "you'll hear from us soon",
    "a decision in due course",
]
UNCLEAR = [
    "",
    " ",
    "’",
    "someday",
    "12",
    "by 12",
    "6/12",
    "06/12/2026",
    "after Friday",
    "the manager leaves on Friday",
    "she is away until Friday",
    "for one of two people on Friday",
    "not before Friday",
    "no earlier than Friday",
    "not Friday",
    "we won't decide by Friday",
    "you will not hear by Friday",
    "Friday or later",
    "a few days",
    "twenty twelve days",
    "about two weeks",
    "a week after the interview",
    "June",
    "June 2026",
    "in December",
    "about mid December",
    "after Christmas",
    "over Christmas",
    "Christmas",
    "before the holidays",
    "before Easter egg",
    "over the new year",
    "after mid June",
    "end of Q3",
    "in the spring",
    "the fifth week of June",
    "5pm on Friday or later",
    "Friday maybe",
    "decision",
    "tomorrow never",
    "x" * 10_000,
    "by Friday " * 100,
    "\x00",
    "<script>",
]


def _heard(words: str, said: date) -> date:
    """Understand, with the day it was said where no day is named or it is unclear."""
    try:
        return understand(words, said, US) or said
    except ValueError as error:
        if not str(error).isprintable():
            raise AssertionError(str(error)) from error
        return said


@pytest.mark.parametrize(
    ("words", "day"), [(words, day) for day, all_ in MEANT.items() for words in all_]
)
def test_words_said_on_a_tuesday_mean_a_day(words: str, day: str) -> None:
    assert understand(words, TUESDAY, US) == date.fromisoformat(day)


@pytest.mark.parametrize("words", VAGUE)
def test_vague_words_name_no_day(words: str) -> None:
    assert understand(words, TUESDAY, US) is None


@pytest.mark.parametrize("words", UNCLEAR)
def test_anything_else_asks_for_a_date(words: str) -> None:
    with pytest.raises(ValueError, match=r"give the date, such as .* or words like"):
        understand(words, TUESDAY, US)


@pytest.mark.parametrize(
    ("said", "words", "day"),
    [
        ("2026-06-05", "by Friday", "2026-06-12"),
        ("2026-06-05", "next Friday", "2026-06-12"),
        ("2026-06-05", "this week", "2026-06-05"),
        ("2026-06-05", "mid this week", "2026-06-11"),
        ("2026-06-06", "this week", "2026-06-12"),
        ("2026-06-06", "next Friday", "2026-06-12"),
        ("2026-06-07", "this week", "2026-06-12"),
        ("2026-06-07", "next Friday", "2026-06-19"),
        ("2026-06-05", "Monday week", "2026-06-15"),
        ("2026-06-30", "end of the month", "2026-06-30"),
        ("2026-12-02", "end of next month", "2027-01-31"),
        ("2026-12-15", "the 3rd", "2027-01-03"),
        ("2026-01-31", "the 30th", "2026-03-30"),
        ("2026-12-24", "five business days", "2027-01-04"),
        ("2026-12-30", "January 8", "2027-01-08"),
        ("2026-11-30", "the end of January", "2027-01-31"),
        ("2026-06-06", "one business day", "2026-06-08"),
        ("2026-11-24", "mid January", "2027-01-20"),
        ("2026-11-24", "the 4th", "2026-12-04"),
        ("2026-11-24", "the first week of December", "2026-12-11"),
        ("2026-12-30", "before Christmas", "2027-12-24"),
    ],
)
def test_on_doubt_the_later_day_is_meant(said: str, words: str, day: str) -> None:
    heard = understand(words, date.fromisoformat(said), US)
    assert heard == date.fromisoformat(day)


@pytest.mark.parametrize("said", [date.min, date(9999, 12, 1), date.max])
@pytest.mark.parametrize("words", [w for all_ in MEANT.values() for w in all_])
def test_the_ends_of_the_calendar_are_no_traceback(said: date, words: str) -> None:
    assert _heard(words, said) >= said


_SAID = (
    "by in a the next this end of week weeks month friday mon june 12 12th twelfth two"
    " second ten or and to - , . business days day from on we'll decide you'll hear"
    " soon unknown early mid late after couple no later than at latest 2026-06-12 2027"
)
_WORDS = st.sampled_from(_SAID.split())


@given(
    st.one_of(st.text(max_size=250), st.lists(_WORDS, max_size=12).map(" ".join)),
    st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31)),
)
@example("a day on " * 21 + "friday", TUESDAY)
@example("friday or " * 19 + "monday", TUESDAY)
@example("soon and " * 22, TUESDAY)
def test_any_words_are_a_day_not_before_they_were_said_or_a_question(
    words: str, said: date
) -> None:
    assert said <= _heard(words, said) <= said + timedelta(3 * 366)


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)))
def test_a_later_phrase_never_means_an_earlier_day(said: date) -> None:
    ladder = ["tomorrow", "by Friday", "by next Friday", "Friday after next"]
    days = [understand(words, said, US) for words in ladder[1:]]
    assert None not in days
    assert days == sorted(days, key=str)


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("Thursday, June 12", "June 12, 2026 is a Friday, not a Thursday"),
        ("Thursday the 12th", "June 12, 2026 is a Friday, not a Thursday"),
        ("Monday 2026-06-12", "June 12, 2026 is a Friday, not a Monday"),
        ("Friday, June 1", "June 1, 2027 is a Tuesday, not a Friday"),
        ("June 31", "there is no 2026-06-31"),
        ("February 29", "there is no 2027-02-29"),
        ("Friday 2026-13-01", "there is no 2026-13-01"),
        ("the 32nd", "no month has a day 32"),
        (
            "2026-06-01",
            "2026-06-01 is before the day it was said, Tuesday, June 2, 2026",
        ),
        ("June 1, 2026", "2026-06-01 is before the day it was said"),
        ("mid May 2026", "2026-05-20 is before the day it was said"),
        ("2062-06-12", "2062-06-12 is years after the day it was said"),
        ("999 weeks", "years after the day it was said"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_fact(words: str, fact: str) -> None:
    with pytest.raises(ValueError, match=fact):
        understand(words, TUESDAY, US)


@given(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)),
    st.integers(min_value=0, max_value=300),
)
def test_a_date_however_written_is_the_same_day(said: date, ahead: int) -> None:
    day = said + timedelta(ahead)
    for form in (
        "{:%A, %B} {}",
        "{1} {0:%B}",
        "by {0:%a} {1} {0:%b}",
        "{0:%B} {1}, {0:%Y}",
    ):
        assert understand(form.format(day, day.day), said, US) == day
    assert understand(f"{day}", said, US) == day


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("by Friday week", True),
        ("a decision by Friday the twelfth", True),
        ("2026-06-12", True),
        ("12 June", True),
        ("by Friday, once they have seen everyone", True),
        ("mid next week", False),
        ("in ten days or so", False),
        ("until the middle of June", False),
        ("by the end of the month", False),
        ("Thursday or Friday", False),
    ],
)
def test_knows_whether_the_day_itself_was_named(words: str, *, named: bool) -> None:
    assert names_a_day(words) is named
