"""Movable feasts, against days that calendars print."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dashboard.mentions.timex_feasts import (
    easter,
    hanukkah,
    hebrew_new_year,
    islamic,
    new_moon,
    nowruz,
    orthodox_easter,
    passover,
)


@pytest.mark.parametrize(
    ("feast", "days"),
    [
        (easter, ["1918-03-31", "2019-04-21", "2022-04-17", "2024-03-31", "2038-04-25"]),
        (orthodox_easter, ["1918-05-05", "2019-04-28", "2022-04-24", "2024-05-05", "2025-04-20"]),
        (hebrew_new_year, ["1973-09-27", "2021-09-07", "2022-09-26", "2023-09-16", "2024-10-03"]),
        (passover, ["2021-03-28", "2022-04-16", "2023-04-06", "2024-04-23"]),
        (hanukkah, ["2014-12-17", "2021-11-29", "2022-12-19", "2023-12-08", "2024-12-26"]),
        (nowruz, ["2020-03-20", "2021-03-21", "2022-03-21", "2023-03-21", "2024-03-20"]),
    ],
)
def test_feasts_fall_on_the_days_that_calendars_print(feast: Callable[[int], date], days: list[str]) -> None:
    assert [feast(int(day[:4])).isoformat() for day in days] == days


@pytest.mark.parametrize(
    ("month", "day", "announced"),
    [
        (9, 1, ["2014-06-28", "2021-04-13", "2022-04-02", "2023-03-23", "2024-03-11"]),
        (10, 1, ["2014-07-28", "2021-05-13", "2022-05-02", "2023-04-21", "2024-04-10"]),
        (12, 10, ["2014-10-04", "2021-07-20", "2022-07-09", "2023-06-28", "2024-06-16"]),
    ],
)
def test_islamic_days_lie_within_a_day_of_those_announced(month: int, day: int, announced: list[str]) -> None:
    for text in announced:
        known = date.fromisoformat(text)
        (found,) = islamic(known.year, month, day)
        assert abs(found - known) <= timedelta(days=1)


def test_an_islamic_day_may_come_twice_in_a_year() -> None:
    assert len(islamic(2000, 10, 1)) == 2


@pytest.mark.parametrize("day", ["1968-01-30", "2020-01-25", "2022-02-01", "2023-01-22", "2024-02-10"])
def test_the_lunar_new_year_is_a_new_moon_by_chinese_clocks(day: str) -> None:
    assert new_moon(date(int(day[:4]), 1, 21), 8).isoformat() == day


@pytest.mark.parametrize("day", ["2019-10-27", "2020-11-14", "2021-11-04", "2022-10-24", "2023-11-12"])
def test_diwali_is_the_day_of_a_new_moon_by_indian_clocks_or_the_one_before(day: str) -> None:
    moon = new_moon(date(int(day[:4]), 10, 18), 5.5)
    assert moon - date.fromisoformat(day) in (timedelta(0), timedelta(days=1))
