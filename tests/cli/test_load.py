"""``load``, ``import --warehouse`` and ``serve --warehouse`` as a user meets them."""

import sys
from pathlib import Path

import pytest

from dashboard.query.filters import Filters
from dashboard.settings import Settings
from tests.builders import sample_snapshot
from tests.cli.conftest import Run
from tests.formats.files import UCDP, delimited, saved


def test_a_warehouse_that_is_not_named_or_cannot_be_is_told(run: Run) -> None:
    result = run("load")
    assert result.status == 2
    assert "CONFLICT_EVENTS_WAREHOUSE" in result.err
    result = run("serve", "--warehouse", "mysql://root:secret@db/x")
    assert result.status == 2
    assert "clickhouse://" in result.err
    assert "secret" not in result.err
    result = run("serve", "--warehouse", "clickhouse://db/x", "--dataset", "ucdp")
    assert result.status == 2


@pytest.mark.cluster
def test_a_folder_is_served_by_one_process(run: Run) -> None:
    result = run("serve", "--warehouse", "chdb:///tmp/x", "--workers", "2")
    assert result.status == 2
    assert "--workers 1" in result.err


def test_a_missing_extra_is_told_with_its_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "clickhouse_connect", None)
    for command in ("load", "serve"):
        result = run(command, "--warehouse", "clickhouse://db/x")
        assert result.status == 2
        assert "pip install 'conflict-events[clickhouse]'" in result.err


@pytest.mark.cluster
def test_published_events_and_datasets_are_loaded(run: Run, home: Path, tmp_path: Path) -> None:
    from dashboard.query.clickhouse.source import ClickHouseSource
    from tests.query.warehouse import new_database

    url = new_database()
    result = run("load", "--warehouse", url)
    assert result.status == 1
    assert "conflict-events ingest" in result.err
    settings = Settings(home=home)
    settings.snapshots.mkdir(parents=True)
    sample_snapshot(settings.snapshots)
    result = run("load", "--warehouse", url)
    assert result.status == 0
    assert "Loaded 26 events of Orlivka, March 2024" in result.out
    assert ClickHouseSource(url).total == 26
    path = saved(tmp_path, delimited(UCDP), "ged.csv")
    result = run("import", path, "--name", "ucdp", "--warehouse", url)
    assert result.status == 0
    assert "Loaded 1 events of ucdp" in result.out
    assert run("load", "--dataset", "ucdp", "--dataset", "articles", "--warehouse", url).status == 0
    source = ClickHouseSource(url)
    assert (source.total, source.count(Filters(datasets=("ucdp",)))) == (27, 1)
