"""ClickHouse: loading whole or not at all, the same answers as a snapshot, and what goes wrong."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from dashboard.errors import InputError, SnapshotError, WarehouseError, WarehouseSlow
from dashboard.query.clickhouse import loading
from dashboard.query.clickhouse import source as source_module
from dashboard.query.clickhouse.connection import Connection, checked
from dashboard.query.clickhouse.loading import load_rows, load_snapshot
from dashboard.query.clickhouse.source import ClickHouseSource
from dashboard.query.dataset_import import import_dataset
from dashboard.query.filters import Bounds, Filters
from dashboard.query.layers import layered
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.query.views import Part
from tests.benchmarks.synthetic import Synthetic
from tests.builders import HOSTILE, sample_snapshot
from tests.formats.files import ACLED, UCDP, delimited, saved
from tests.query.clickhouse_server import PASSWORD, USER, served
from tests.query.warehouse import engine, new_database

pytestmark = pytest.mark.cluster


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "PATIENCE", 0.0)


@pytest.fixture
def url() -> str:
    return new_database()


def rows(number: int, **columns: Any) -> pa.Table:
    values = {
        "event_id": [f"{number}-{n:03}" for n in range(number)],
        "event_type": ["battle"] * number,
        "date_start": [date(2020, 1, 1) + timedelta(n) for n in range(number)],
    }
    return pa.table(values | columns)


def load(url: str, number: int, **options: Any) -> str:
    as_of = datetime(2024, 5, 1, tzinfo=UTC) + timedelta(minutes=number)
    return load_rows(url, [rows(number)], title="Test", licence="None", as_of=as_of, **options).version


def tables(url: str) -> list[str]:
    return [row["name"] for row in Connection(url).rows("SHOW TABLES") if row["name"] != "versions"]


def test_both_sources_give_the_same_answers(url: str, tmp_path: Path) -> None:
    Synthetic(3_000, actors=60, datasets=("one", "another")).publish(tmp_path)
    load_snapshot(url, tmp_path)
    ours, theirs = SnapshotSource(tmp_path), ClickHouseSource(url)
    told = ("as_of", "dataset", "licence", "total", "publishers", "articles", "datasets")
    assert [getattr(ours, name) for name in told] == [getattr(theirs, name) for name in told]
    assert ours.extent() == theirs.extent()
    half = (date(2010, 5, 1), date(2020, 2, 29))
    for asked in (
        Filters(),
        Filters(date_from=half[0], date_to=half[1], text="place 1"),
        Filters(actors=("Front of group 1",), coarsest="town"),  # type: ignore[arg-type]
        Filters(bounds=Bounds(-20, 100, 60, -30), event_types=("battle", "riot"), min_publishers=2),
    ):
        frame = ours.rows(asked)
        other = theirs.rows(asked)
        assert other.attrs["dataset"] == frame.attrs["dataset"]
        pd.testing.assert_frame_equal(frame, other)
        assert ours.facets(asked) == theirs.facets(asked)
        assert ours.facets(asked, words="GROUP 4", most=3) == theirs.facets(asked, words="GROUP 4", most=3)
        assert ours.strip(asked) == theirs.strip(asked)
        assert ours.around(asked) == theirs.around(asked)
        assert ours.killed(asked) == theirs.killed(asked)
        pd.testing.assert_frame_equal(ours.histogram(asked), theirs.histogram(asked))
        for zoom, most in ((0, 2_000), (6, 300), (13, 2_000)):
            mine, cells = (each.cells(asked, zoom=zoom, most=most) for each in (ours, theirs))
            assert (mine.level, mine.values) == (cells.level, cells.values)
            for name in ("code", "number", "event_type", "latitude", "longitude"):
                np.testing.assert_array_equal(getattr(mine, name), getattr(cells, name))
            steps = [each.brush(asked, zoom=zoom, most=most).step(*half) for each in (ours, theirs)]
            assert steps[0].total == steps[1].total
            np.testing.assert_array_equal(steps[0].cells, steps[1].cells)
        within = Bounds(-10, 0, 30, 60)
        shown = [each.on_map(asked, within=within, most=5_000) for each in (ours, theirs)]
        pd.testing.assert_frame_equal(*shown)  # type: ignore[arg-type]
        assert theirs.on_map(asked, most=1) is None
        ids = frame["event_id"].tolist()
        for order, descending in (("date", True), ("place", False), ("geo_precision", True)):
            options: dict[str, Any] = {"order": order, "descending": descending}
            page = theirs.rows(asked, limit=40, offset=5, **options)["event_id"].tolist()
            assert page == ours.rows(asked, limit=40, offset=5, **options)["event_id"].tolist()
            for event_id in (ids[0], ids[len(ids) // 2], ids[-1]):
                assert ours.position(event_id, asked, **options) == theirs.position(
                    event_id, asked, **options
                )
        named = [ids[-1], "no such id", ids[0]]
        pd.testing.assert_frame_equal(ours.named(named), theirs.named(named))


def test_what_articles_say_comes_along(url: str, tmp_path: Path) -> None:
    ours = sample_snapshot(tmp_path)
    load_snapshot(url, tmp_path)
    theirs = ClickHouseSource(url)
    for event_id in ours.rows(Filters())["event_id"]:
        assert ours.incident(event_id) == theirs.incident(event_id)
    assert ours.articles_of(Filters()) == theirs.articles_of(Filters())
    assert theirs.count(Filters(actors=(HOSTILE,))) == ours.count(Filters(actors=(HOSTILE,))) > 0
    for part in Part:
        asked = Filters(date_from=date(2024, 3, 1), countries=("UA",))
        assert theirs.rows(asked, part=part)["event_id"].tolist() == (
            ours.rows(asked, part=part)["event_id"].tolist()
        )


def test_datasets_are_layers_and_keep_their_terms(url: str, tmp_path: Path) -> None:
    folders = {"datasets": tmp_path / "datasets", "snapshots": tmp_path / "snapshots"}
    import_dataset(saved(tmp_path, delimited(ACLED), "a.csv"), folders["datasets"], name="acled")
    import_dataset(saved(tmp_path, delimited(UCDP), "u.csv"), folders["datasets"], name="ucdp")
    load_snapshot(url, layered(["acled", "ucdp"], **folders))
    source = ClickHouseSource(url)
    assert [dataset.name for dataset in source.withheld(Filters())] == ["acled"]
    assert source.withheld(Filters(datasets=("ucdp",))) == ()
    assert source.count(Filters(datasets=("ucdp",))) == 1
    assert {row.value: row.shown for row in source.facets(Filters()).dataset} == {"acled": 1, "ucdp": 1}


def test_an_empty_dataset_and_one_without_dates_answer(url: str) -> None:
    load_rows(url, [], title="Empty", licence="")
    source = ClickHouseSource(url)
    assert source.total == 0
    assert source.extent() is None
    assert source.strip(Filters()).total == 0
    assert source.histogram(Filters()).empty
    assert source.facets(Filters(text="a")).actor == ()
    assert source.rows(Filters(text="a", actors=("b",))).empty
    assert len(source.cells(Filters(), zoom=3).code) == 0
    assert source.around(Filters()) == []
    load_rows(url, [rows(2, date_start=[None, None])], title="Undated", licence="")
    assert (source.total, source.extent()) == (2, None)
    assert source.strip(Filters()).without_date == 2


def test_days_before_1900_and_after_2299_are_kept(url: str) -> None:
    days = [date(1, 1, 1), date(1066, 10, 14), date(9999, 12, 31)]
    load_rows(url, [rows(3, date_start=days)], title="Long", licence="")
    source = ClickHouseSource(url)
    assert source.extent() == (days[0], days[2])
    assert [day.date() for day in source.rows(Filters())["date_start"]] == days
    assert source.count(Filters(date_to=date(1500, 1, 1))) == 2


def test_values_of_a_reader_are_never_part_of_a_question(url: str) -> None:
    load(url, 3)
    source = ClickHouseSource(url)
    for hostile in ("' OR 1=1 --", "\\", "%", "_", "{x:String}", "a\tb", "🏳", "\\'; DROP TABLE versions; --"):
        asked = Filters(actors=(hostile,), sources=(hostile,), countries=(hostile,), text=hostile)
        assert source.count(asked) == 0
        assert source.incident(hostile) is None
        assert source.facets(asked, words=hostile).actor == ()
    assert source.count(Filters(text="%")) == 0
    assert source.total == 3


def test_a_reader_cannot_write(url: str) -> None:
    load(url, 1)
    reader = Connection(url)
    for statement in ("DROP TABLE versions", "CREATE TABLE x (a Int8) ENGINE = Memory", "SET readonly = 0"):
        with pytest.raises(WarehouseError, match="readonly"):
            reader.run(statement)


def test_a_source_answers_from_the_next_version_and_two_are_kept(url: str) -> None:
    first, second = load(url, 1), load(url, 2)
    source = ClickHouseSource(url)
    assert (source.version, source.total) == (second, 2)
    third = load(url, 3)
    assert (source.version, source.total, source.count(Filters(text="battle"))) == (third, 3, 3)
    kept = " ".join(tables(url))
    assert [each.replace("-", "_") in kept for each in (first, second, third)] == [False, True, True]


def test_pages_come_from_one_version(url: str) -> None:
    load(url, 5)
    source = ClickHouseSource(url)
    pages = source.pages(Filters(event_types=("battle",)), size=2)
    held = [next(pages)]
    load(url, 9)
    held += pages
    assert [len(page) for page in held] == [2, 2, 1]
    assert {page.attrs["passing"] for page in held} == {5}
    assert source.total == 9


def test_a_load_that_breaks_off_leaves_nothing(url: str) -> None:
    load(url, 2)
    before = tables(url)

    def broken() -> Iterator[pa.Table]:
        yield rows(4)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_rows(url, broken(), title="Broken", licence="")
    with pytest.raises(SnapshotError, match="ends before"):
        load_rows(url, [rows(1, date_end=[date(2019, 1, 1)])], title="Broken", licence="")
    assert tables(url) == before
    assert ClickHouseSource(url).total == 2


def test_what_a_killed_load_left_is_cleared_by_the_next_and_nothing_else(url: str) -> None:
    load(url, 2)
    writer = Connection(url, writing=True)
    left = "incidents_20240101T000000000000Z_0123abcd"
    for name in (left, "incidents_of_mine", "articles_20240101"):
        writer.run(f"CREATE TABLE {name} (row UInt32) ENGINE = MergeTree ORDER BY row")
    load(url, 3)
    assert left not in tables(url)
    assert {"incidents_of_mine", "articles_20240101"} <= set(tables(url))
    assert ClickHouseSource(url).total == 3


def test_an_older_server_searches_by_the_index_that_it_knows(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = "INDEX by_words words TYPE index_of_the_future"
    monkeypatch.setattr(loading, "WORD_INDICES", (unknown, loading.WORD_INDICES[-1]))
    load_rows(url, [rows(3, summary=["Shelling of Orlivka", "a b_c", None])], title="Old", licence="")
    source = ClickHouseSource(url)
    for text, number in (("RLIVK", 1), ("b_c", 1), ("battle", 3), ("bc", 0)):
        assert source.count(Filters(text=text)) == number


def test_a_warehouse_without_a_dataset_says_what_to_do(url: str) -> None:
    with pytest.raises(WarehouseError, match=r"holds no dataset.*conflict-events load"):
        ClickHouseSource(url)


@pytest.mark.parametrize(
    "address", ["", "postgresql://a:secret@b/c", "clickhouse://", "chdb://elsewhere", "clickhouse://a:b:c"]
)
def test_an_address_without_meaning_is_told_without_its_password(address: str) -> None:
    with pytest.raises(InputError, match=r"clickhouse://|chdb:///") as told:
        checked(address)
    assert "secret" not in str(told.value)


@pytest.fixture
def server(url: str) -> Iterator[Any]:
    load(url, 4)
    engine()
    with served(url.rpartition("/")[2]) as server:
        yield server


def address_of(server: Any, *, user: str = USER, database: str | None = None) -> str:
    password = quote(PASSWORD, safe="")
    return f"clickhouse://{user}:{password}@127.0.0.1:{server.server_port}/{database or server.database}"


def test_a_server_is_asked_over_http_with_values_beside_and_reading_only(server: Any) -> None:
    source = ClickHouseSource(address_of(server))
    server.seen.clear()
    assert source.count(Filters(actors=("it's",), event_types=("battle",))) == 0
    (asked,) = [each for each in server.seen if "actor_names" in each.get("query", "")]
    assert (asked["readonly"], asked["max_execution_time"]) == ("1", "30")
    assert "it's" not in asked["query"]
    assert asked["param_actors"] == r"['it\'s']"
    assert source.rows(Filters(), limit=2)["event_id"].tolist() == ["4-000", "4-001"]
    many = [f"no such id {n}" for n in range(5_000)]
    assert source.named([*many, "4-003"])["event_id"].tolist() == ["4-003"]
    with pytest.raises(WarehouseError, match="readonly"):
        Connection(address_of(server)).run("DROP TABLE versions")


def test_what_goes_wrong_at_a_server_is_told_and_never_no_events(server: Any) -> None:
    with pytest.raises(WarehouseError, match="refused user or password") as told:
        ClickHouseSource(address_of(server, user="somebody"))
    assert PASSWORD not in str(told.value)
    with pytest.raises(WarehouseError, match="database"):
        ClickHouseSource(address_of(server, database="nowhere"))
    slow = Connection(address_of(server), timeout=1)
    with pytest.raises(WarehouseSlow, match=r"longer than 1 seconds.*CONFLICT_EVENTS_WAREHOUSE_TIMEOUT"):
        slow.rows("SELECT sleepEachRow(1) FROM numbers(9)")
    source = ClickHouseSource(address_of(server))
    server.down = True
    for ask in (source.count, source.rows, source.facets, source.strip, source.histogram):
        with pytest.raises(WarehouseError, match="is not reached"):
            ask(Filters(event_types=("riot",)))
