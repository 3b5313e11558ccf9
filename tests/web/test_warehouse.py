"""The app on ClickHouse: it is served as it is from a snapshot, and says when the warehouse fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from dashboard import server as server_module
from dashboard.errors import InputError
from dashboard.query.clickhouse import source as source_module
from dashboard.query.clickhouse.loading import load_snapshot
from dashboard.query.filters import Filters
from dashboard.server import create_server
from dashboard.settings import Settings
from dashboard.web.ids import Stores, Strip
from tests.builders import sample_snapshot
from tests.query.clickhouse_server import PASSWORD, served
from tests.query.test_clickhouse import address_of
from tests.query.warehouse import new_database
from tests.web.serving import CALLBACKS

pytestmark = pytest.mark.cluster


@pytest.fixture
def warehouse() -> Iterator[Any]:
    with served(new_database().rpartition("/")[2]) as server:
        yield server


def load(warehouse: Any, folder: Path) -> None:
    folder.mkdir()
    sample_snapshot(folder)
    load_snapshot(f"chdb://memory/{warehouse.database}", folder)


def strip_of(filters: Filters) -> dict[str, Any]:
    """What the page asks when a filter changes."""
    return {
        "output": f"{Strip.ROOT}.children",
        "outputs": {"id": Strip.ROOT, "property": "children"},
        "inputs": [{"id": Stores.FILTERS, "property": "data", "value": filters.to_query()}],
        "changedPropIds": [f"{Stores.FILTERS}.data"],
    }


def test_the_app_runs_on_a_warehouse(warehouse: Any, tmp_path: Path) -> None:
    load(warehouse, tmp_path / "snapshots")
    client = create_server(Settings(home=tmp_path, warehouse=SecretStr(address_of(warehouse)))).test_client()
    assert client.get("/").status_code == 200
    assert client.get("/healthz").json["events"] == 26
    for address in ("/embed/map", "/embed/timeline", "/embed/table", "/api/events.csv?type=riot"):
        assert client.get(address).status_code == 200
    local = create_server(Settings(home=tmp_path)).test_client()
    for address in ("/api/events.csv?country=UA", "/api/events.geojson?q=krasna"):
        assert client.get(address).data.count(b"Orlivka") == local.get(address).data.count(b"Orlivka") > 0


def test_a_warehouse_that_fails_is_told_and_never_no_events(
    warehouse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "PATIENCE", 0.0)
    load(warehouse, tmp_path / "snapshots")
    client = create_server(Settings(home=tmp_path, warehouse=SecretStr(address_of(warehouse)))).test_client()
    assert b"shown" in client.post(CALLBACKS, json=strip_of(Filters())).data
    warehouse.down = True
    answer = client.post(CALLBACKS, json=strip_of(Filters(event_types=("riot",))))
    assert b"could not be updated" in answer.data
    assert b"does not answer" in answer.data
    for address in ("/embed/table", "/api/events.csv", "/healthz"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "does not answer" in answer.text
        assert "127.0.0.1" not in answer.text
    warehouse.down = False
    assert client.get("/healthz").json["events"] == 26


def test_the_server_starts_without_its_warehouse_and_shows_it_once_it_is_there(
    warehouse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "LOOK_AGAIN", 0)
    client = create_server(Settings(home=tmp_path, warehouse=SecretStr(address_of(warehouse)))).test_client()
    answer = client.get("/", headers={"Accept": "text/html"})
    assert (answer.status_code, "cannot be shown now" in answer.text) == (503, True)
    assert PASSWORD not in answer.text
    assert client.get("/healthz").json["status"] == "no warehouse"
    load(warehouse, tmp_path / "snapshots")
    assert client.get("/healthz").json["events"] == 26


def test_an_address_that_cannot_be_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="clickhouse://"):
        create_server(Settings(home=tmp_path, warehouse=SecretStr("mysql://a/b")))
