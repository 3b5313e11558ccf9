"""Several datasets open at once: the same scales, told apart, and made anew when one changes."""

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from dashboard.errors import InputError
from dashboard.query.dataset_import import import_dataset
from dashboard.query.filters import Filters
from dashboard.query.layers import layered, refresh_layers, served
from dashboard.query.snapshot import write_rows
from dashboard.query.snapshot_source import SnapshotSource
from tests.builders import sample_snapshot
from tests.formats.files import ACLED, UCDP, delimited, saved


def sets_of(tmp_path: Path) -> dict[str, Path]:
    folders = {"datasets": tmp_path / "datasets", "snapshots": tmp_path / "snapshots"}
    import_dataset(saved(tmp_path, delimited(ACLED), "a.csv"), folders["datasets"], name="acled")
    rows = (UCDP, UCDP | {"id": "AAA1"})
    import_dataset(saved(tmp_path, delimited(*rows), "u.csv"), folders["datasets"], name="ucdp")
    return folders


def test_layers_share_their_scales_and_are_told_apart(tmp_path: Path) -> None:
    source = SnapshotSource(layered(["acled", "ucdp"], **sets_of(tmp_path)))
    assert source.total == 3
    facet = {row.value: (row.shown, row.total) for row in source.facets(Filters(datasets=("ucdp",))).dataset}
    assert facet == {"acled": (1, 1), "ucdp": (2, 2)}
    assert source.count(Filters(datasets=("ucdp",))) == 2
    frame = source.rows(Filters())
    assert frame["event_id"].tolist() == ["acled:AAA1", "ucdp:7", "ucdp:AAA1"]
    assert source.extent() is not None
    assert source.dataset == "acled, ucdp"
    assert [dataset.name for dataset in source.withheld(Filters())] == ["acled"]
    assert source.withheld(Filters(datasets=("ucdp",))) == ()
    filters, messages = Filters.from_query(Filters(datasets=("ucdp",)).query_string())
    assert (filters.datasets, messages) == (("ucdp",), ())
    assert "of the dataset ucdp" in filters.sentence(2)


def test_layers_are_made_anew_when_one_of_them_changes(tmp_path: Path) -> None:
    folders = sets_of(tmp_path)
    folder = layered(["acled", "ucdp"], **folders)
    first = SnapshotSource(folder).version
    assert SnapshotSource(layered(["acled", "ucdp"], **folders)).version == first
    import_dataset(saved(tmp_path, delimited(UCDP), "u.csv"), folders["datasets"], name="ucdp")
    assert layered(["acled", "ucdp"], **folders) == folder
    assert SnapshotSource(folder).total == 2


def test_layers_that_a_server_shows_swap_when_one_of_them_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.query.snapshot_source.PATIENCE", 0)
    folders = sets_of(tmp_path)
    with served(["acled", "ucdp"], datasets=folders["datasets"]):
        source = SnapshotSource(layered(["acled", "ucdp"], **folders))
        assert source.total == 3
        import_dataset(saved(tmp_path, delimited(UCDP), "u.csv"), folders["datasets"], name="ucdp")
        refresh_layers("another", **folders)
        assert source.total == 3
        refresh_layers("ucdp", **folders)
        assert source.total == 2
    refresh_layers("ucdp", **folders)
    assert not source.folder.exists(), "nobody shows it: it would keep what was withdrawn"
    assert source.total == 2
    assert SnapshotSource(layered(["acled", "ucdp"], **folders)).total == 2


def test_layers_stay_where_one_of_them_is_gone(tmp_path: Path) -> None:
    folders = sets_of(tmp_path)
    with served(["acled", "ucdp"], datasets=folders["datasets"]):
        source = SnapshotSource(layered(["acled", "ucdp"], **folders))
        shutil.rmtree(folders["datasets"] / "acled")
        refresh_layers("ucdp", **folders)
        assert SnapshotSource(source.folder).total == 3


def test_events_of_articles_are_a_layer_with_their_sentences(tmp_path: Path) -> None:
    folders = sets_of(tmp_path)
    articles = sample_snapshot(folders["snapshots"])
    source = SnapshotSource(layered(["articles", "acled"], **folders))
    assert source.total == articles.total + 1
    event_id = articles.rows(Filters())["event_id"].iloc[0]
    view, alone = source.incident(event_id), articles.incident(event_id)
    assert view is not None
    assert alone is not None
    assert (view.evidence, view.actors, view.tolls, view.reason) == (
        alone.evidence,
        alone.actors,
        alone.tolls,
        alone.reason,
    )
    sentence = view.evidence[0].sentences[0].text
    assert source.count(Filters(text=sentence)) == articles.count(Filters(text=sentence)) > 0
    assert source.articles == articles.articles > 0
    assert source.articles_of(Filters()) == articles.articles_of(Filters())
    assert source.count(Filters(datasets=("articles",))) == articles.total


def test_layers_take_a_byte_of_the_room_that_columns_have(tmp_path: Path) -> None:
    source = SnapshotSource(layered(["acled", "ucdp"], **sets_of(tmp_path)))
    hot = source.folder / source.version / "hot"
    assert np.load(hot / "dataset.npy").dtype == np.uint8
    source = SnapshotSource(tmp_path / "datasets" / "ucdp")
    assert not (source.folder / source.version / "hot" / "dataset.npy").exists()


def test_columns_keep_within_their_room_whatever_is_wide(tmp_path: Path) -> None:
    size = 70_000
    names = [str(number) for number in range(size)]
    few = [str(number % 300) for number in range(size)]
    rows = {"event_id": names, "actor1": names, "sources": names, "sub_type": few, "country": few}
    rows |= {"dataset": ["a", "b"] * (size // 2), "event_type": few}
    # As few days as leave room for the counts by day, but for the width of the rest.
    rows["date_start"] = rows["date_end"] = [date(2020, 1, 1 + number % 28) for number in range(size)]
    write_rows(tmp_path, [pa.table(rows)], title="Wide", licence="none needed")
    source = SnapshotSource(tmp_path)
    files = (source.folder / source.version / "hot").glob("*.npy")
    beside = ("interval_", "more_", "days")
    taken = sum(path.stat().st_size for path in files if not path.name.startswith(beside))
    assert 27 < taken / size <= 28.1  # with the heads of the files
    assert source.count(Filters(datasets=("b",), countries=("299",))) == size // 300


def test_one_dataset_is_opened_as_it_is(tmp_path: Path) -> None:
    folders = sets_of(tmp_path)
    assert layered(["ucdp"], **folders) == folders["datasets"] / "ucdp"


def test_an_unknown_dataset_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no dataset 'gtd'; there are acled, ucdp"):
        layered(["ucdp", "gtd"], **sets_of(tmp_path))
