from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.calendar import Calendar, YearOff, calendar_for
from tests.calendars import US, business_days


ROOT = Path(__file__).parents[1]
JUNETEENTH = date(2026, 6, 19)
ASK = """
import sys
from datetime import date
from pathlib import Path
from drafter.calendar import calendar_for
calendar = calendar_for("US", "", Path(sys.argv[1]))
print(calendar.why_off(date(2026, 6, 19)), "holidays" in sys.modules)
"""


def _gulf(_year: int) -> YearOff:
    return YearOff({}, frozenset({4, 5}))


def _swapping(_year: int) -> YearOff:
    saturday = date(2026, 2, 28)
    return YearOff(
        {date(2026, 2, 23): "Bridge"}, frozenset({5, 6}), frozenset({saturday})
    )


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-06-12", "2026-06-15"),
        ("2026-07-03", "2026-07-06"),
        ("2026-09-04", "2026-09-08"),
        ("2026-06-18", "2026-06-22"),
        ("2026-06-06", "2026-06-08"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
    ],
)
def test_the_next_business_day_leaves_out_weekends_and_holidays(
    day: str, following: str
) -> None:
    assert US.next_business_day(date.fromisoformat(day)) == date.fromisoformat(
        following
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-06-04", "2026-06-11"),
        ("2026-05-22", "2026-06-01"),
        ("2026-06-06", "2026-06-12"),
    ],
)
def test_five_business_days_are_counted_from_day_zero(start: str, end: str) -> None:
    day, fifth = date.fromisoformat(start), date.fromisoformat(end)
    assert US.add_business_days(day, 5) == fifth
    assert business_days(day, fifth) == 5


def test_a_day_off_is_named() -> None:
    assert US.why_off(date(2026, 7, 3)) == "Independence Day (observed)"
    assert US.why_off(date(2026, 6, 6)) == "Saturday"
    assert not US.why_off(date(2026, 6, 5))
    unnamed = YearOff({date(2026, 6, 5): ""}, frozenset())
    assert Calendar("XX", "", lambda _: unnamed).why_off(date(2026, 6, 5))


def test_a_weekend_may_be_friday_and_saturday() -> None:
    gulf = Calendar("SA", "", _gulf)
    assert gulf.next_business_day(date(2026, 6, 4)) == date(2026, 6, 7)


def test_a_saturday_may_be_worked_for_a_bridge_day() -> None:
    swapping = Calendar("CN", "", _swapping)
    assert swapping.next_business_day(date(2026, 2, 20)) == date(2026, 2, 24)
    assert swapping.next_business_day(date(2026, 2, 27)) == date(2026, 2, 28)


def test_holidays_that_cost_a_working_day_are_listed() -> None:
    found = US.holidays_between(date(2026, 7, 2), date(2026, 7, 6))
    assert found == ((date(2026, 7, 3), "Independence Day (observed)"),)
    assert US.holidays_between(date(2026, 7, 3), date(2026, 7, 6)) == ()


def test_counting_stops_on_the_last_day_there_is() -> None:
    assert US.next_business_day(date.max) == date.max
    assert Calendar("SA", "", _gulf).next_business_day(date.max) == date.max
    assert US.add_business_days(date(9999, 12, 20), 500) == date.max


@given(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 1)),
    st.integers(min_value=1, max_value=20),
)
def test_counting_on_and_counting_between_agree(day: date, count: int) -> None:
    end = US.add_business_days(day, count)
    assert US.is_business_day(end)
    assert business_days(day, end) == count


def _ask_elsewhere(cache: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(cache)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return done.stdout.strip()


def _only_file(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


@pytest.mark.parametrize(
    ("country", "region", "day", "why"),
    [
        ("US", "", "2026-07-03", "Independence Day (observed)"),
        ("us ", "me", "2026-04-20", "Patriots' Day"),
        ("US", "Maine", "2026-04-20", "Patriots' Day"),
        ("US", "TX", "2026-04-20", ""),
        ("GB", "SCT", "2026-11-30", "Saint Andrew's Day"),
        ("UK", "", "2026-12-25", "Christmas Day"),
        ("SA", "", "2026-06-05", "Friday"),
        ("SA", "", "2026-06-07", ""),
        ("AE", "", "2021-06-04", "Friday"),
        ("AE", "", "2026-06-05", ""),
        ("CN", "", "2026-02-28", ""),
        ("DE", "", "2026-10-03", "German Unity Day"),
        ("IN", "", "2060-01-03", "Saturday"),
    ],
)
def test_a_day_off_is_known_for_country_and_region(
    tmp_path: Path, country: str, region: str, day: str, why: str
) -> None:
    for cache in (None, tmp_path, tmp_path):
        calendar = calendar_for(country, region, cache)
        assert calendar.why_off(date.fromisoformat(day)) == why


def test_the_library_is_imported_on_a_miss_only(tmp_path: Path) -> None:
    assert _ask_elsewhere(tmp_path / "new" / "cache").endswith("Day True")
    assert _ask_elsewhere(tmp_path / "new" / "cache").endswith("Day False")


def test_making_a_calendar_reads_and_writes_nothing(tmp_path: Path) -> None:
    calendar_for("nowhere", "at all", tmp_path / "cache")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "country", ["XX", "United States", "", "U1", "MON", "DATE", "ß"]
)
def test_an_unknown_country_is_a_value_error_with_advice(
    tmp_path: Path, country: str
) -> None:
    calendar = calendar_for(country, "", tmp_path)
    with pytest.raises(ValueError, match=r"no country has the code .* as US, GB, DE"):
        calendar.is_business_day(JUNETEENTH)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("country", "region", "advice"),
    [
        ("US", "ZZ", "known are AK, AL, .* and [0-9]+ more$"),
        ("US", "../../etc", "known are AK"),
        ("US", "\ud800" * 300, "known are AK"),
        ("SA", "Riyadh", "leave it out"),
    ],
)
def test_an_unknown_region_is_a_value_error_with_those_known(
    tmp_path: Path, country: str, region: str, advice: str
) -> None:
    with pytest.raises(ValueError, match=f"{country} has no region .*{advice}"):
        calendar_for(country, region, tmp_path).is_business_day(JUNETEENTH)


def test_the_cache_file_names_the_library_version(tmp_path: Path) -> None:
    calendar_for("US", "ME", tmp_path).is_business_day(JUNETEENTH)
    file = _only_file(tmp_path)
    assert file.name.startswith("US-me-2026-")
    assert f"-{version('holidays')}-" in file.name
    assert set(json.loads(file.read_text())) == {
        "holidays",
        "weekend",
        "weekend_workdays",
    }


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"holidays": [], "weekend": [5], "weekend_workdays": []}',
        b'{"holidays": {"2026-02-30": "x"}, "weekend": [5], "weekend_workdays": []}',
        b'{"holidays": {}, "weekend": [0,1,2,3,4,5,6], "weekend_workdays": []}',
        b'{"holidays": {}, "weekend": [null], "weekend_workdays": []}',
        b'{"holidays": {}, "weekend": [5, 6], "weekend_workdays": [7]}',
    ],
)
def test_a_broken_cache_is_ignored_and_mended(tmp_path: Path, broken: bytes) -> None:
    calendar_for("US", "", tmp_path).is_business_day(JUNETEENTH)
    file = _only_file(tmp_path)
    good = file.read_bytes()
    file.write_bytes(broken)
    assert calendar_for("US", "", tmp_path).why_off(JUNETEENTH).startswith("Juneteenth")
    assert _only_file(tmp_path).read_bytes() == good


@settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=60))
def test_no_bytes_in_the_cache_are_an_error(tmp_path: Path, junk: bytes) -> None:
    calendar_for("US", "", tmp_path).is_business_day(JUNETEENTH)
    _only_file(tmp_path).write_bytes(junk)
    assert not calendar_for("US", "", tmp_path).is_business_day(JUNETEENTH)


def test_a_cache_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    assert not calendar_for("US", "", in_the_way).is_business_day(JUNETEENTH)
    calendar_for("US", "", tmp_path / "cache").is_business_day(JUNETEENTH)
    file = _only_file(tmp_path / "cache")
    file.unlink()
    file.mkdir()
    assert not calendar_for("US", "", tmp_path / "cache").is_business_day(JUNETEENTH)
    assert list((tmp_path / "cache").iterdir()) == [file]


def test_every_year_can_be_asked() -> None:
    calendar = calendar_for("CN", "", None)
    for year in (1, 1583, 2026, 2099, 9999):
        assert calendar.next_business_day(date(year, 3, 3)) > date(year, 3, 3)
