"""Files of other datasets become rows of ours; what has no meaning is refused with its line."""

import gzip
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dashboard.errors import InputError, UnreadableDataset
from dashboard.formats import delimited as delimited_module
from dashboard.formats.dataset import Refused
from dashboard.formats.dataset_format import DatasetFormat
from dashboard.formats.mapped import ColumnMapping, read_mapping
from dashboard.formats.reading import open_dataset
from tests.formats.files import ACLED, UCDP, delimited, gdelt_line, saved


def read(path: Path, **options: Any) -> tuple[list[dict[str, Any]], list[Refused]]:
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    with open_dataset(path, **options) as dataset:
        for batch in dataset.batches():
            assert len(batch.rows) == len(batch.lines) == len(next(iter(batch.originals.values())))
            lines = batch.lines.tolist()
            rows += [row | {"line": line} for row, line in zip(batch.rows.to_pylist(), lines, strict=True)]
            refused += batch.refused
    return rows, refused


def test_acled_keeps_its_actors_as_listed(tmp_path: Path) -> None:
    (row, second), refused = read(saved(tmp_path, delimited(ACLED, ACLED | {"event_id_cnty": "AAA2"})))
    assert refused == []
    assert (row["line"], second["line"]) == (2, 4)  # a note has two lines
    assert row["event_id"] == "AAA1"
    assert (row["event_type"], row["sub_type"], row["status"]) == ("battle", "armed_clash", "occurred")
    assert row["date_start"] == row["date_end"] == date(2022, 1, 1)
    assert (row["actor1"], row["actor1_kind"], row["actor1_country"]) == (
        ACLED["actor1"],
        "state_forces",
        "ML",
    )
    assert (row["actor2"], row["actor2_kind"]) == ("Northern Column; Herders (Mali)", "rebel_group")
    assert row["actor_roles"] == "listed"
    assert (row["country"], row["geo_precision"]) == ("ML", "town")
    assert (row["fatalities_low"], row["fatalities_best"], row["fatalities_high"]) == (None, 3, None)
    assert (row["sources"], row["publishers"]) == ("Courier; Radio North", 2)
    assert (row["certainty"], row["date_basis"]) == (None, None)


@pytest.mark.parametrize(
    ("precision", "day", "interval"),
    [
        ("1", "2022-01-09", (date(2022, 1, 9), date(2022, 1, 9), "day")),
        ("2", "09 January 2022", (date(2022, 1, 6), date(2022, 1, 12), "week")),
        ("3.0", "09-Jan-2022", (date(2022, 1, 1), date(2022, 1, 31), "month")),
    ],
)
def test_acled_days_are_intervals(tmp_path: Path, precision: str, day: str, interval: Any) -> None:
    changed = ACLED | {"time_precision": precision, "event_date": day}
    ((row,), _) = read(saved(tmp_path, delimited(changed)))
    assert (row["date_start"], row["date_end"], row["time_precision"]) == interval


@pytest.mark.parametrize("words", [("State forces", "Rebel group"), ("1.0", "2.0")])
def test_acled_interaction_codes_are_numbers_or_words(tmp_path: Path, words: tuple[str, str]) -> None:
    ((row,), _) = read(saved(tmp_path, delimited(ACLED | {"inter1": words[0], "inter2": words[1]})))
    assert (row["actor1_kind"], row["actor2_kind"]) == ("state_forces", "rebel_group")


def test_acled_names_tell_the_police_and_foreign_armies(tmp_path: Path) -> None:
    foreign = {"actor1": "Military Forces of France (2017-)", "inter1": "8"}
    police = {"actor2": "Police Forces of Mali (2020-)", "inter2": "1", "assoc_actor_2": ""}
    ((row,), _) = read(saved(tmp_path, delimited(ACLED | foreign | police)))
    assert (row["actor1_kind"], row["actor1_country"]) == ("state_forces", "FR")
    assert (row["actor2_kind"], row["actor2_country"]) == ("police", "ML")


def test_older_acled_without_newer_columns_is_read(tmp_path: Path) -> None:
    newer = ("disorder_type", "civilian_targeting", "tags", "timestamp", "sub_event_type", "time_precision")
    old = {name: value for name, value in ACLED.items() if name not in newer}
    old |= {"event_type": "Battle-Government regains territory", "data_id": "5"}
    ((row,), _) = read(saved(tmp_path, delimited(old)))
    assert (row["sub_type"], row["acled_sub_event_type"], row["date_end"]) == (
        "territory_gained",
        None,
        date(2022, 1, 1),
    )


def test_ucdp_sides_have_no_direction_but_in_one_sided_violence(tmp_path: Path) -> None:
    rows = (UCDP, UCDP | {"id": "8", "type_of_violence": "3.0", "side_b": "Civilians", "gwnoa": ""})
    (first, second), refused = read(saved(tmp_path, delimited(*rows)))
    assert refused == []
    assert (first["actor_roles"], second["actor_roles"]) == ("listed", "acting")
    assert (first["actor1_kind"], first["actor1_country"], first["actor2_kind"]) == (
        "state_forces",
        "ML",
        "rebel_group",
    )
    assert (second["actor1_kind"], second["actor2_kind"]) == ("unknown", "civilians")
    assert second["event_type"] == "violence_against_civilians"
    assert (first["date_start"], first["date_end"]) == (date(2022, 3, 1), date(2022, 3, 3))
    assert (first["geo_precision"], first["radius_km"], first["time_precision"]) == ("near", 25.0, "few_days")
    assert [first[f"fatalities_{end}"] for end in ("low", "best", "high")] == [2, 3, 4]
    assert (first["reported_on"], first["sources"], first["publishers"]) == (date(2022, 3, 2), "Courier", 2)


def test_ucdp_candidate_files_have_no_head_and_older_ones_other_names(tmp_path: Path) -> None:
    ((row,), _) = read(saved(tmp_path, delimited(UCDP, head=False)))
    assert (row["event_id"], row["line"]) == ("7", 1)
    names = {"side_a": "side_a_name", "side_b": "side_b_name", "best": "best_est", "low": "low_est"}
    older = {names.get(name, name): value for name, value in UCDP.items()}
    ((again,), _) = read(saved(tmp_path, delimited(older)))
    assert again | {"line": 1} == row


@pytest.mark.parametrize("where_prec", range(1, 8))
def test_every_precision_of_ucdp_has_one_of_ours(tmp_path: Path, where_prec: int) -> None:
    ((row,), _) = read(saved(tmp_path, delimited(UCDP | {"where_prec": str(where_prec)})))
    ours = ("town", "near", "district", "province", "province", "country", "international")
    assert row["geo_precision"] == ours[where_prec - 1]


@pytest.mark.parametrize("cells", [57, 58, 61])
def test_gdelt_of_each_version(tmp_path: Path, cells: int) -> None:
    lines = [gdelt_line(cells), gdelt_line(cells, globaleventid="901", eventcode="0871", actiongeo_type="0")]
    (row, unplaced), refused = read(saved(tmp_path, "\n".join(lines).encode(), "x.export.CSV"))
    assert refused == []
    assert (row["event_type"], row["sub_type"], row["actor_roles"]) == (
        "remote_violence",
        "air_strike",
        "acting",
    )
    assert (row["actor1_kind"], row["actor1_country"], row["actor2_kind"]) == (
        "state_forces",
        "ML",
        "rebel_group",
    )
    assert (row["place"], row["country"], row["geo_precision"]) == ("Ansongo, Gao, Mali", "ML", "town")
    assert (row["date_start"], row["reported_on"]) == (date(2022, 3, 1), date(2022, 3, 2))
    assert row["sources"] == (None if cells == 57 else "courier.example")
    assert (unplaced["sub_type"], unplaced["latitude"], unplaced["place"]) == ("ceasefire", None, None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"event_date": "2022-02-30"}, "event_date is '2022-02-30'"),
        ({"latitude": "91"}, "latitude is '91', which is not between -90 and 90"),
        ({"longitude": "nowhere"}, "longitude is 'nowhere', which is no number"),
        ({"longitude": "inf"}, "longitude is 'inf', which is no number"),
        ({"fatalities": "-1"}, "fatalities is '-1', which is less than none"),
        ({"fatalities": "dozens"}, "fatalities is 'dozens', which is no number"),
        ({"event_type": "Weather"}, "event_type is 'Weather', which is none of Battles"),
        ({"geo_precision": "9"}, "geo_precision is '9', which is none of 1, 2, 3"),
        ({"event_id_cnty": ""}, "event_id_cnty is empty"),
        ({"inter1": "11"}, "no interaction code"),
    ],
)
def test_a_row_without_meaning_is_refused_with_its_line(tmp_path: Path, changes: Any, reason: str) -> None:
    rows = (ACLED | {"event_id_cnty": "AAA0"}, ACLED | changes, ACLED | {"event_id_cnty": "AAA2"})
    kept, (refused,) = read(saved(tmp_path, delimited(*rows)))
    assert [row["event_id"] for row in kept] == ["AAA0", "AAA2"]
    assert refused.line == 4
    assert reason in refused.reason


def test_ragged_broken_and_blank_lines_leave_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = [delimited(UCDP | {"id": str(n)}, head=False) for n in range(40)]
    head = delimited(UCDP).splitlines(keepends=True)[0]
    wrong = good[20].replace(b"Column", b"Col\xffumn")
    broken = head + b"".join([*good[:10], b"a,b,c\n", *good[10:20], b"\n", wrong, *good[21:30]])
    broken += b'99,"never closed\n' + b"".join(good[30:])
    for block in (4096, 4 << 20):
        monkeypatch.setattr(delimited_module, "BLOCK", block)
        monkeypatch.setattr(delimited_module, "LONGEST_ROW", 3000)
        rows, refused = read(saved(tmp_path, broken))
        assert [row["event_id"] for row in rows] == [str(n) for n in range(40) if n != 20]
        assert {each.line for each in refused} == {12, 24, 34}
        assert all(row["line"] == int(row["event_id"]) + 2 for row in rows[:10])
        assert rows[-1]["line"] == 44


def test_rows_and_lines_are_the_same_however_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [ACLED | {"event_id_cnty": f"A{n}", "notes": "x\n" * (n % 4) + '"q"'} for n in range(60)]
    path = saved(tmp_path, delimited(*rows))
    whole, _ = read(path)
    for block in (2000, 3777, 10_001):
        monkeypatch.setattr(delimited_module, "BLOCK", block)
        parts, refused = read(path)
        assert refused == []
        assert parts == whole


@pytest.mark.parametrize("ending", ["gz", "zst", "zip", "bom", "crlf", "semicolon"])
def test_packed_and_other_spellings_are_the_same(tmp_path: Path, ending: str) -> None:
    text = delimited(UCDP, UCDP | {"id": "8"})
    plain, _ = read(saved(tmp_path, text))
    path = tmp_path / f"events.csv.{ending}"
    if ending == "gz":
        path.write_bytes(gzip.compress(text))
    elif ending == "zst":
        path.write_bytes(pa.Codec("zstd").compress(text, asbytes=True))
    elif ending == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("events.csv", text)
    elif ending == "bom":
        path.write_bytes(b"\xef\xbb\xbf" + text)
    elif ending == "crlf":
        path.write_bytes(text.replace(b"\n", b"\r\n"))
    else:
        path.write_bytes(delimited(UCDP, UCDP | {"id": "8"}, sign=";"))
    assert read(path) == (plain, [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "holds no rows"),
        ("a.csv", "id,date\n".encode("utf-16"), "UTF-16"),
        ("a.csv", "größe,ä\n".encode("latin-1"), "not UTF-8"),
        ("a.csv", b"colour,size\nred,1\n", "no column could be taken for 'date'"),
        ("a.csv", b"lat,lat\n1,2\n", "the column 'lat' stands twice"),
        ("a.csv.gz", gzip.compress(delimited(UCDP) * 50)[:-20], "cut off or damaged"),
        ("a.zip", b"PK\x03\x04 broken", "cut off or damaged"),
        ("a.parquet", b"PAR1 broken", "no Parquet"),
        ("a.geojson", b'{"type": "Feature"}', "no list of features"),
        ("a.geojson", b'{"features": [{"type": "Feature", "prop', "cut off"),
        ("a.xlsx", b"PK\x03\x04 broken", "no XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    with pytest.raises(UnreadableDataset, match=told):
        read(saved(tmp_path, content, name))


def test_a_format_that_was_asked_for_and_does_not_fit_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, delimited({name: v for name, v in ACLED.items() if name != "event_date"}))
    with pytest.raises(UnreadableDataset, match="no column 'event_date', which ACLED has"):
        read(path, format=DatasetFormat.ACLED)
    with pytest.raises(UnreadableDataset, match="no GDELT file: its first line has 30 cells"):
        read(path, format=DatasetFormat.GDELT)
    with pytest.raises(UnreadableDataset, match="looks like csv: try --format csv"):
        read(path, format=DatasetFormat.GEOJSON)


SHEET = {"Incident date": "2022-03-01", "Lat": "15.66", "Long": "0.5", "Kind": "Air strike", "Deaths": "2",
         "Perpetrator": "Column", "Country": "Mali", "Notes": "A strike."}  # fmt: skip


def test_columns_of_any_table_are_guessed(tmp_path: Path) -> None:
    path = saved(tmp_path, delimited(SHEET, SHEET | {"Kind": "Cattle theft"}))
    with open_dataset(path) as dataset:
        assert dataset.mapping is not None
        assert dataset.mapping.columns["Incident date"] == "date"
        assert dataset.mapping.guessed == set(SHEET)
    (row, own), _ = read(path)
    assert (row["event_id"], row["date_start"], row["sub_type"]) == ("line-2", date(2022, 3, 1), "air_strike")
    assert (row["country"], row["geo_precision"], row["actor_roles"]) == ("ML", "town", "listed")
    assert (own["event_type"], own["sub_type"]) == ("cattle_theft", "cattle_theft")


def test_a_mapping_corrects_the_guess(tmp_path: Path) -> None:
    table = tmp_path / "mapping.toml"
    table.write_text(
        '[columns]\nDatum = "date"\nOpfer = "fatalities_best"\n[types]\nLuftangriff = "air_strike"\n'
        '[constants]\ncountry = "SY"\nactor_roles = "acting"\n[dates]\nformat = "%d.%m.%Y"\n'
    )
    rows = {"Datum": "31.01.2022", "Opfer": "4", "Art": "Luftangriff"}
    mapping = read_mapping(["Art=event_type"], table)
    ((row,), _) = read(saved(tmp_path, delimited(rows)), mapping=mapping)
    assert (row["date_end"], row["fatalities_best"], row["sub_type"]) == (date(2022, 1, 31), 4, "air_strike")
    assert (row["country"], row["actor_roles"], row["latitude"]) == ("SY", "acting", None)


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (["nothing"], "no column=field"),
        (["a=dates"], "no field 'dates'"),
        (["Nope=date"], "no column 'Nope'"),
    ],
)
def test_a_wrong_mapping_is_told(tmp_path: Path, pairs: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(saved(tmp_path, delimited(SHEET)), mapping=read_mapping(pairs, None))


def test_a_mapping_makes_any_file_a_table(tmp_path: Path) -> None:
    ((row,), _) = read(saved(tmp_path, delimited(ACLED)), mapping=ColumnMapping())
    assert row["event_id"] == "line-2"
    assert row["actor1"] == ACLED["actor1"]


def test_geojson_of_others_is_a_table(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [0.5, 15.66]},
        "properties": {"date": "2022-03-01", "type": "Armed clash", "deaths": 2, "tags": ["a"]},
    }
    other = feature | {"geometry": None, "properties": {"date": "2022-03-02", "type": "battle", "late": True}}
    text = json.dumps({"type": "FeatureCollection", "name": "x", "features": [feature, other, {"a": 1}]})
    (row, unplaced), (refused,) = read(saved(tmp_path, text.encode(), "a.geojson"))
    assert (row["latitude"], row["longitude"], row["fatalities_best"]) == (15.66, 0.5, 2)
    assert unplaced["latitude"] is None
    assert refused.reason == "this is no feature"
