"""Columns that are read at once are read as cell by cell."""

from collections.abc import Callable

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.formats import plain_cells
from dashboard.formats.cells import counted, day, degrees

RANDOM = settings(deadline=None, derandomize=True)
NUMBERS = st.sampled_from("0 -0 1.5 -89.99999 90 90.0001 1e1 +3 inf 1_0 .5 x".split())
DAYS = st.sampled_from(
    ["2022-01-31", "2022-02-30", "2020-02-29 00:00:00.000", "20220131", "31 January 2022", "0001-01-01", "x"]
)


@RANDOM
@given(st.lists(st.none() | NUMBERS | st.floats(-95, 95).map(str) | st.integers(0, 99).map(str), max_size=5))
@pytest.mark.parametrize(
    ("plain", "read"),
    [
        (lambda text: plain_cells.numbers(text, most=90), lambda cell: degrees(cell, 90)),
        (plain_cells.counts, counted),
    ],
)
def test_numbers(
    plain: Callable[[pa.Array], pa.Array | None], read: Callable[[str], float], cells: list[str | None]
) -> None:
    found = plain(pa.array(cells, pa.string()))
    if found is not None:
        assert found.to_pylist() == [None if cell is None else read(cell) for cell in cells]


@RANDOM
@given(st.lists(st.none() | DAYS | st.dates().map(str), max_size=5))
def test_days(cells: list[str | None]) -> None:
    found = plain_cells.days(pa.array(cells, pa.string()))
    if found is not None:
        assert found.to_pylist() == [None if cell is None else day(cell) for cell in cells]


def test_what_is_written_plainly_is_read_at_once() -> None:
    numbers = plain_cells.numbers(pa.array(["1.25", None, "-180"]), most=180)
    assert numbers is not None
    assert numbers.to_pylist() == [1.25, None, -180.0]
    assert plain_cells.counts(pa.array(["3", "-1"])) is None
    assert plain_cells.numbers(pa.array(["181"]), most=180) is None
    assert plain_cells.days(pa.array(["2022-02-30"])) is None
    days = plain_cells.days(pa.array(["2022-01-31 00:00:00.000"]))
    assert days is not None
    assert str(days[0]) == "2022-01-31"
