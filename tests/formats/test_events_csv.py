"""Our CSV: what is written is read back, and no cell is a formula."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import InputError
from dashboard.formats import events_csv
from dashboard.query.flat import incident_row
from dashboard.records.codebook import INCIDENT_COLUMNS
from tests.builders import sample_incidents

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT
    | st.sampled_from(["=1+1", "'=1", "''@x", "-", "\t=1", "＝1", "a,b", 'say "no"', "two\nlines"]),
    "day": st.dates(),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "integer": st.integers(),
    "flag": st.booleans(),
}
ROWS = st.lists(
    st.fixed_dictionaries({c.name: st.none() | KINDS[c.kind] for c in INCIDENT_COLUMNS}), max_size=3
)


def rows_of_the_sample() -> list[dict[str, Any]]:
    incidents, _ = sample_incidents()
    return [incident_row(incident, dataset="Test", licence="None") for incident in incidents]


def written(rows: list[dict[str, Any]], *, raw: bool = False) -> str:
    stream = io.StringIO(newline="")
    assert events_csv.write(rows, stream, raw=raw) == len(rows)
    return stream.getvalue()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ROWS)
def test_what_is_written_is_read_back(rows: list[dict[str, Any]]) -> None:
    assert list(events_csv.read(io.StringIO(written(rows), newline=""))) == rows


def test_the_head_is_the_codebook_and_unknown_is_empty() -> None:
    lines = list(csv.DictReader(io.StringIO(written(rows_of_the_sample()), newline="")))
    assert list(lines[0]) == [column.name for column in INCIDENT_COLUMNS]
    (unplaced,) = [line for line in lines if line["sub_type"] == "threat"]
    assert (unplaced["latitude"], unplaced["place"], unplaced["date_end"]) == ("", "", "")
    (open_start,) = [line for line in lines if line["sub_type"] == "surrender"]
    assert (open_start["date_start"], open_start["date_end"]) == ("", "2024-03-03")


def test_no_cell_of_text_starts_a_formula_and_negative_numbers_stay_numbers() -> None:
    rows: list[dict[str, Any]] = [{column.name: None for column in INCIDENT_COLUMNS}]
    rows[0] |= {"summary": "=HYPERLINK(1)", "place": "-5", "longitude": -171.77}
    (line,) = csv.DictReader(io.StringIO(written(rows), newline=""))
    assert line["summary"] == "'=HYPERLINK(1)"
    assert line["place"] == "'-5"
    assert float(line["longitude"]) == -171.77
    assert "'" not in written(rows, raw=True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("event_type", "type", 1), "no column 'event_type'"),
        (lambda text: "", "no column 'event_id'"),
        (lambda text: text.replace("2024-03-01", "2024-02-30", 1), "line 2: date_start is '2024-02-30'"),
        (lambda text: text.replace("48.9,", "north,", 1), "line 2: latitude is 'north'"),
        (lambda text: text.replace("48.9,", "nan,", 1), "line 2: latitude is 'nan'"),
        (lambda text: text + "one,two\n", "has 2 cells"),
        (lambda text: text + '"unclosed', "is no CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(change: Any, told: str) -> None:
    text = change(written(rows_of_the_sample()[:1]))
    with pytest.raises(InputError, match=told):
        list(events_csv.read(io.StringIO(text, newline="")))


def test_a_byte_order_mark_and_columns_of_others_do_no_harm() -> None:
    (row,) = rows_of_the_sample()[:1]
    head, line = written([row]).splitlines()
    (read,) = events_csv.read(io.StringIO(f"\ufeff{head},mine\n{line},x\n", newline=""))
    assert read["date_start"] == date(2024, 3, 1)
    assert "mine" not in read
