"""Several datasets open at once: the same scales, told apart, and made anew when one changes."""

from pathlib import Path

import pytest

from dashboard.errors import InputError
from dashboard.query.dataset_import import import_dataset
from dashboard.query.filters import Filters
from dashboard.query.layers import layered
from dashboard.query.source import EventSource
from tests.builders import sample_snapshot
from tests.formats.files import ACLED, UCDP, delimited, saved


def sets_of(tmp_path: Path) -> dict[str, Path]:
    folders = {"datasets": tmp_path / "datasets", "snapshots": tmp_path / "snapshots"}
    import_dataset(saved(tmp_path, delimited(ACLED), "a.csv"), folders["datasets"], name="acled")
    rows = (UCDP, UCDP | {"id": "AAA1"})
    import_dataset(saved(tmp_path, delimited(*rows), "u.csv"), folders["datasets"], name="ucdp")
    return folders


def test_layers_share_their_scales_and_are_told_apart(tmp_path: Path) -> None:
    source = EventSource(layered(["acled", "ucdp"], **sets_of(tmp_path)))
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
    first = EventSource(folder).version
    assert EventSource(layered(["acled", "ucdp"], **folders)).version == first
    import_dataset(saved(tmp_path, delimited(UCDP), "u.csv"), folders["datasets"], name="ucdp")
    assert layered(["acled", "ucdp"], **folders) == folder
    assert EventSource(folder).total == 2


def test_events_of_articles_are_a_layer_with_their_sentences(tmp_path: Path) -> None:
    folders = sets_of(tmp_path)
    articles = sample_snapshot(folders["snapshots"])
    source = EventSource(layered(["articles", "acled"], **folders))
    assert source.total == articles.total + 1
    event_id = articles.rows(Filters())["event_id"].iloc[0]
    view, alone = source.incident(event_id), articles.incident(event_id)
    assert view is not None
    assert alone is not None
    assert view.evidence == alone.evidence
    assert source.count(Filters(datasets=("articles",))) == articles.total


def test_one_dataset_is_opened_as_it_is(tmp_path: Path) -> None:
    folders = sets_of(tmp_path)
    assert layered(["ucdp"], **folders) == folders["datasets"] / "ucdp"


def test_an_unknown_dataset_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no dataset 'gtd'; there are acled, ucdp"):
        layered(["ucdp", "gtd"], **sets_of(tmp_path))
