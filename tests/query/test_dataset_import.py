"""Importing a file: whole or not at all, the same twice, and nothing lost without a reason."""

import csv
import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dashboard.errors import InputError, UnreadableDataset
from dashboard.query.dataset_import import EVENT, LINE, ORIGINALS, READING, REFUSED, import_dataset
from dashboard.query.filters import Filters
from dashboard.query.manifest import current_version, read_manifest
from dashboard.query.snapshot_source import SnapshotSource
from tests.formats.files import ACLED, UCDP, delimited, saved


def test_an_imported_file_is_a_snapshot_with_its_originals(tmp_path: Path) -> None:
    rows = [
        UCDP | {"id": str(number), "date_start": f"2022-03-0{number}", "date_end": "2022-03-09"}
        for number in (3, 1)
    ]
    report = import_dataset(saved(tmp_path, delimited(*rows)), tmp_path / "sets", name="ucdp")
    assert (report.read, report.taken, report.refused, report.unchanged) == (2, 2, 0, False)
    source = SnapshotSource(tmp_path / "sets" / "ucdp")
    frame = source.rows(Filters())
    assert frame["event_id"].tolist() == ["1", "3"]
    assert set(frame["dataset"]) == {"ucdp"}
    assert set(frame["licence"]) == {"UCDP GED, CC BY 4.0"}
    assert source.count(Filters(actors=("Column",))) == 2
    assert source.incident("1") is not None
    originals = pq.read_table(report.folder / ORIGINALS).to_pylist()
    assert originals[0] == {EVENT: "3", LINE: 2} | rows[0]
    (told,) = read_manifest(report.folder).datasets
    assert (told.name, told.title, told.redistribution, told.rows) == ("ucdp", "UCDP GED", True, 2)


def test_the_same_file_twice_is_the_same_snapshot(tmp_path: Path) -> None:
    path = saved(tmp_path, delimited(UCDP))
    first = import_dataset(path, tmp_path / "sets", name="a")
    again = import_dataset(path, tmp_path / "sets", name="a")
    assert again.unchanged
    assert again.folder == first.folder
    other = import_dataset(path, tmp_path / "sets", name="a", licence="Mine")
    assert not other.unchanged
    assert other.manifest.licence == "Mine"


def test_wrong_rows_are_written_to_a_file_and_counted(tmp_path: Path) -> None:
    rows = [ACLED, ACLED | {"event_id_cnty": "B", "latitude": "95"}, ACLED | {"fatalities": "9"}]
    report = import_dataset(saved(tmp_path, delimited(*rows)), tmp_path / "sets", name="a")
    assert (report.read, report.taken, report.refused) == (3, 1, 2)
    with (report.folder / REFUSED).open(encoding="utf-8", newline="") as file:
        wrong, twice = csv.DictReader(file)
    assert wrong["line"] == "4"
    assert "latitude is '95'" in wrong["reason"]
    assert "B" in wrong["text"]
    assert twice["line"] == "6"
    assert "identity" in twice["reason"]
    assert dict(report.reasons)["an event of this identity stands in an earlier line"] == 1
    assert len(pq.read_table(report.folder / ORIGINALS)) == 2


def test_nothing_is_kept_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    cut = gzip.compress(delimited(*(UCDP | {"id": str(n)} for n in range(3000))))[:-200]
    with pytest.raises(UnreadableDataset, match="cut off"):
        import_dataset(saved(tmp_path, cut, "a.csv.gz"), sets, name="a")
    with pytest.raises(UnreadableDataset, match=r"none of the 1 rows of .* could be taken: latitude is '95'"):
        import_dataset(saved(tmp_path, delimited(UCDP | {"latitude": "95"})), sets, name="a")
    with pytest.raises(UnreadableDataset, match="only a head"):
        import_dataset(saved(tmp_path, delimited(UCDP).splitlines(keepends=True)[0]), sets, name="a")
    with pytest.raises(UnreadableDataset, match="No such file"):
        import_dataset(tmp_path / "nowhere.csv", sets, name="a")
    with pytest.raises(InputError, match="named with letters"):
        import_dataset(saved(tmp_path, delimited(UCDP)), sets, name="../a")
    assert not (sets / "a").exists()


def test_a_failed_import_leaves_the_one_before(tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    first = import_dataset(saved(tmp_path, delimited(UCDP)), sets, name="a")
    with pytest.raises(UnreadableDataset):
        import_dataset(saved(tmp_path, b"x,y\n1,2\n"), sets, name="a")
    assert current_version(sets / "a") == first.manifest.version
    assert not list((sets / "a").glob(".*"))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_import_can_be_run_again(tmp_path: Path, sign: signal.Signals) -> None:
    home = tmp_path / "home"
    path = saved(tmp_path, delimited(*(UCDP | {"id": str(number)} for number in range(30_000))))
    command = [sys.executable, "-m", "dashboard", "import", str(path), "--name", "big"]
    environment = os.environ | {"CONFLICT_EVENTS_HOME": str(home)}
    running = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for _ in range(2000):
        if list(home.glob(f"datasets/big/{READING}*/rows.parquet")):
            break
        time.sleep(0.005)
    running.send_signal(sign)
    _, told = running.communicate(timeout=60)
    assert not (home / "datasets" / "big" / "current").exists()
    if sign is signal.SIGINT:
        assert running.returncode == 130
        assert "Interrupted: nothing was changed" in told
        assert "Traceback" not in told
        assert not (home / "datasets" / "big").exists()
    report = import_dataset(path, home / "datasets", name="big")
    assert report.taken == 30_000
    assert not list((home / "datasets" / "big").glob(".*"))


FILES = {
    "acled_sample.csv.gz": 9_000,
    "gdelt_sample.export.CSV.gz": 1_540,
    "ucdp_ged_sample.csv.gz": 1_000,
    "ucdp_ged_syria.csv.gz": 16_566,
}


@pytest.mark.parametrize("name", FILES)
def test_real_files_lose_no_row(corpora: Path, tmp_path: Path, name: str) -> None:
    path = corpora / "datasets" / name
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        if name.startswith("gdelt"):
            expected = sum(1 for _ in lines)
        else:
            expected = sum(1 for _ in csv.reader(lines)) - 1
    report = import_dataset(path, tmp_path, name="a")
    print(f"{name}: {expected:,} rows in, {report.taken:,} out, {report.refused:,} refused {report.reasons}")
    assert expected == FILES[name] == report.taken + report.refused
    assert report.refused == 0
    assert SnapshotSource(tmp_path / "a").total == expected
    originals = pq.read_table(report.folder / ORIGINALS)
    assert len(originals) == expected
    lines_told = originals.column(LINE).to_pylist()
    assert lines_told == sorted(set(lines_told))
