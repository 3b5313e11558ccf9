"""``import``, ``export --dataset`` and ``serve --dataset`` as a user meets them."""

import json
from pathlib import Path

import pytest

from dashboard.server import create_server
from dashboard.settings import Settings
from tests.cli.conftest import Run
from tests.formats.files import ACLED, UCDP, delimited, saved


def test_a_dataset_is_imported_told_and_exported(run: Run, tmp_path: Path) -> None:
    path = saved(tmp_path, delimited(UCDP, UCDP | {"id": "8", "latitude": "99"}), "ged.csv")
    result = run("import", path, "--name", "ucdp")
    assert result.status == 0
    assert "ged.csv is read as UCDP GED (csv)." in result.err
    assert "ucdp: 1 of 2 rows taken, 1 refused." in result.out
    assert "latitude is '99'" in result.out
    assert "the same file was imported before" in run("import", path, "--name", "ucdp").out
    out = tmp_path / "out.geojson"
    assert run("export", "--dataset", "ucdp", "-o", out).status == 0
    assert [feature["id"] for feature in json.loads(out.read_text())["features"]] == ["7"]
    result = run("export", "--dataset", "ucdp", "--format", "acled", "-o", tmp_path / "as_acled.csv")
    assert result.status == 0
    assert "Not all fits into the layout of acled" in result.err
    page = (tmp_path / "as_acled.codebook.md").read_text()
    assert "Terms: UCDP GED, CC BY 4.0" in page
    assert "`fatalities_high`: 1 rows" in page


def test_a_server_shows_an_import_into_one_of_its_layers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.query.snapshot_source.PATIENCE", 0)
    for name, row in (("ucdp", UCDP), ("acled", ACLED)):
        assert run("import", saved(tmp_path, delimited(row)), "--name", name).status == 0
    client = create_server(Settings(), datasets=("ucdp", "acled")).test_client()
    assert client.get("/healthz").get_json()["events"] == 2
    more = saved(tmp_path, delimited(UCDP, UCDP | {"id": "8"}))
    assert run("import", more, "--name", "ucdp").status == 0
    assert client.get("/healthz").get_json()["events"] == 3


def test_rows_that_may_not_be_passed_on_need_a_word_of_the_operator(run: Run, tmp_path: Path) -> None:
    told = run("import", saved(tmp_path, delimited(ACLED)), "--name", "acled").out
    assert "Its rows are not passed on" in told
    out = tmp_path / "out.csv"
    refused = run("export", "--dataset", "acled", "-o", out)
    assert refused.status == 1
    assert "--own-use" in refused.err
    assert not out.exists()
    assert run("export", "--dataset", "acled", "--own-use", "-o", out).status == 0
    assert "Northern Column" in out.read_text()


def test_guessed_columns_are_shown_and_can_be_corrected(run: Run, tmp_path: Path) -> None:
    table = saved(tmp_path, delimited({"Day": "2022-03-01", "What": "Shelling", "Killed": "2"}))
    failed = run("import", table, "--name", "mine")
    assert failed.status == 1
    assert "say which one it is with --map COLUMN=event_type" in failed.err
    result = run("import", table, "--name", "mine", "--map", "What=event_type", "--licence", "Mine")
    assert result.status == 0
    assert "Day = date (guessed)" in result.err
    assert "What = event_type\n" in result.err


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        (b"", (), "is empty"),
        (b"\xff\xfea\x00", (), "UTF-16"),
        (b"a,b\n1,2\n", ("--format", "acled"), "no column 'event_date', which ACLED has"),
        (b"\x1f\x8b\x08\x00broken", (), "cut off or damaged"),
        (b"PAR1", (), "no Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_one(
    run: Run, tmp_path: Path, content: bytes, options: tuple[str, ...], told: str
) -> None:
    result = run("import", saved(tmp_path, content), "--name", "a", *options)
    assert result.status == 1
    assert told in result.err


def test_an_unknown_dataset_is_told(run: Run) -> None:
    result = run("export", "--dataset", "gtd")
    assert result.status == 2
    assert "no dataset 'gtd'" in result.err
    result = run("serve", "--dataset", "gtd", "--port", "0")
    assert result.status == 2
    assert "import one with" in result.err
