"""Every format is read back: ours without loss, others but for what they cannot hold, which is told."""

import csv
import io
import json
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dashboard.errors import InputError
from dashboard.formats import xlsx
from dashboard.formats.reading import open_dataset
from dashboard.formats.sidecar import About
from dashboard.formats.writing import EXPORTS, Written
from dashboard.query.flat import incident_row
from dashboard.records import codes
from dashboard.records.codebook import INCIDENT_COLUMNS
from tests.builders import HOSTILE, sample_incidents
from tests.formats.files import ACLED, UCDP, delimited, saved
from tests.formats.test_reading import read

ABOUT = About("Test", "CC BY 4.0", "all events")
CODED = {
    "time_precision": codes.TimePrecision,
    "date_basis": codes.DateBasis,
    "actor1_kind": codes.ActorKind,
    "actor2_kind": codes.ActorKind,
    "actor_roles": codes.ActorRoles,
    "certainty": codes.Certainty,
    "status": codes.Status,
}
# Text of one line that XML may hold too.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029"), min_size=1
)
PRECISIONS = st.sampled_from([str(precision) for precision in codes.GeoPrecision])
HOSTILE_TEXT = st.sampled_from(
    ["=1+1", "'=1", "''@x", "-5", "＝1", "a,b", 'say "no"', "two\nlines", "NA", " x "]
)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT | HOSTILE_TEXT,
    "day": st.dates(),
    "number": st.floats(-1e6, 1e6),
    "integer": st.integers(-(2**52), 2**52),
    "flag": st.booleans(),
}


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        row = {
            column.name: draw(
                st.none() | (st.sampled_from(list(CODED[column.name])).map(str) if column.name in CODED
                             else KINDS[column.kind])
            )
            for column in INCIDENT_COLUMNS
        }  # fmt: skip
        start, end = sorted([draw(st.dates()), draw(st.dates())])
        whole, none = (start, end), (None, None)
        row["date_start"], row["date_end"] = draw(st.sampled_from([whole, (None, end), none]))
        row["latitude"], row["longitude"], row["geo_precision"] = draw(
            st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180), PRECISIONS)
        ) or (None, None, None)  # fmt: skip
        made.append(row | {"event_id": f"e{number}", "event_type": draw(TEXT)})
    return made


def written(name: str, given: list[dict[str, Any]], *, raw: bool = False) -> tuple[bytes, Written]:
    stream = io.BytesIO()
    told = EXPORTS[name].write(given, stream, ABOUT, raw)
    assert told.rows == len(given)
    return stream.getvalue(), told


@settings(max_examples=40, deadline=None, derandomize=True)
@given(given=rows(), name=st.sampled_from(["csv", "geojson", "parquet", "xlsx"]), raw=st.booleans())
def test_our_own_formats_lose_nothing(given: list[dict[str, Any]], name: str, raw: bool) -> None:
    content, _ = written(name, given, raw=raw and name != "csv")
    with tempfile.TemporaryDirectory() as folder:
        back, refused = read(saved(Path(folder), content, f"events.{name}"))
    assert refused == []
    for row, again in zip(given, back, strict=True):
        line = again.pop("line")
        assert line
        expected = {key: value for key, value in row.items() if key not in ("dataset", "licence")}
        for key in ("latitude", "longitude", "radius_km") if name == "xlsx" else ():
            if expected[key] is not None:  # a sheet holds no more digits
                expected[key] = pytest.approx(expected[key], rel=1e-14)
        assert again == expected


def sample_rows() -> list[dict[str, Any]]:
    return [incident_row(incident, dataset="Test", licence="None") for incident in sample_incidents()[0]]


def of_file(tmp_path: Path, content: bytes) -> list[dict[str, Any]]:
    found, refused = read(saved(tmp_path, content))
    assert refused == []
    return [row | {"dataset": "Test", "licence": "None"} for row in found]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"time_precision": "2"},
        {"time_precision": "3", "geo_precision": "3"},
        {
            "event_type": "Protests",
            "sub_event_type": "Peaceful protest",
            "inter1": "6",
            "actor2": "",
            "assoc_actor_2": "",
            "inter2": "0",
            "interaction": "60",
        },
        {"inter1": "8", "actor1": "Military Forces of France (2017-)", "interaction": "28"},
        {"inter1": "3", "actor1": "-", "assoc_actor_2": "", "interaction": "23"},
    ],
)
def test_acled_through_ours_is_the_same(tmp_path: Path, changes: dict[str, str]) -> None:
    given = ACLED | changes
    content, told = written("acled", of_file(tmp_path, delimited(given)), raw=True)
    (line,) = csv.DictReader(io.StringIO(content.decode(), newline=""))
    assert told.losses == {}
    ours = {name: given[name] for name in line if line[name] or given[name]}
    for name in ("disorder_type", "region", "source_scale", "timestamp"):
        ours.pop(name)  # neither in our table nor to be reckoned from it
    held = {name: line[name] for name in ours}
    day = "2022-01-16" if changes.get("time_precision") == "3" else "2022-01-01"
    assert held.pop("event_date") == day
    assert held["source"] == "Courier; Radio North"
    held["source"] = ours["source"]
    ours.pop("event_date")
    assert held == ours


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"where_prec": "4", "date_prec": "1"},
        {"type_of_violence": "3", "side_b": "Civilians", "gwnoa": ""},
    ],
)
def test_ucdp_through_ours_is_the_same(tmp_path: Path, changes: dict[str, str]) -> None:
    given = UCDP | changes
    content, told = written("ucdp-ged", of_file(tmp_path, delimited(given)))
    assert told.losses == {}
    (line,) = csv.DictReader(io.StringIO(content.decode(), newline=""))
    same = """id type_of_violence side_a side_b where_prec where_coordinates adm_1 adm_2 latitude longitude
        geom_wkt country country_id date_prec best high low gwnoa gwnob year number_of_sources""".split()
    assert {name: line[name] for name in same} == {name: given[name] for name in same}


@pytest.mark.parametrize("name", ["acled", "ucdp-ged"])
def test_what_another_layout_cannot_hold_is_told(name: str) -> None:
    _, told = written(name, sample_rows())
    assert told.losses is not None
    assert told.losses["certainty"] == len(sample_rows())
    assert told.sidecar is not None
    assert f"- `certainty`: {told.losses['certainty']} rows" in told.sidecar
    assert "CC BY 4.0" in told.sidecar
    assert "# Codebook" in told.sidecar


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_to_write_is_a_whole_file(tmp_path: Path, name: str) -> None:
    content, told = written(name, [])
    assert content
    assert told.rows == 0


def test_parquet_carries_codebook_and_terms() -> None:
    content, _ = written("parquet", sample_rows())
    table = pq.read_table(io.BytesIO(content))
    told = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert (told["title"], told["licence"], told["note"]) == ("Test", "CC BY 4.0", "all events")
    assert "# Codebook" in told["codebook"]
    assert table.schema.field("event_type").metadata == {b"meaning": b"Event type"}


def test_kml_is_sound_and_holds_text_as_text() -> None:
    hostile = sample_rows()[0] | {"summary": HOSTILE + "\x0b\x00]]>&", "latitude": 1.5, "longitude": 2.5}
    content, _ = written("kml", [hostile, *sample_rows()])
    tree = etree.fromstring(content)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    first, *_ = tree.findall(".//k:Placemark", space)
    assert first.findtext("k:name", namespaces=space) == HOSTILE + "]]>&"
    assert first.findtext(".//k:coordinates", namespaces=space) == "2.5,1.5"
    points = len(tree.findall(".//k:Point", space))
    geojson, _ = written("geojson", [hostile, *sample_rows()])
    assert points == sum(1 for f in json.loads(geojson)["features"] if f["geometry"])
    assert "Terms: CC BY 4.0" in (tree.findtext(".//k:description", namespaces=space) or "")


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    hostile = sample_rows()[0] | {
        "summary": "=HYPERLINK(1)",
        "place": "http://example.org\x0b",
        "longitude": -5.5,
    }
    content, _ = written("xlsx", [hostile])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == 3


def test_a_cell_that_is_too_long_is_cut_and_told() -> None:
    _, told = written("xlsx", [sample_rows()[0] | {"summary": "x" * 40_000}])
    (cut,) = told.cut
    assert "summary has 40,000 characters" in cut


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(InputError, match="a sheet holds 3 rows at most"):
        written("xlsx", sample_rows())


def test_the_terms_of_our_own_files_are_read_back(tmp_path: Path) -> None:
    for name in ("parquet", "geojson"):
        content, _ = written(name, sample_rows())
        with open_dataset(saved(tmp_path, content, f"a.{name}")) as dataset:
            assert (dataset.terms.licence, dataset.terms.redistribution) == ("CC BY 4.0", True)


def test_days_before_1900_stay_days_in_a_workbook(tmp_path: Path) -> None:
    old = sample_rows()[0] | {"date_start": date(1871, 3, 18), "date_end": date(1871, 5, 28)}
    content, _ = written("xlsx", [old])
    ((row,), _) = read(saved(tmp_path, content, "a.xlsx"))
    assert (row["date_start"], row["date_end"]) == (date(1871, 3, 18), date(1871, 5, 28))
