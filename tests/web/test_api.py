import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.formats import events_csv
from dashboard.query.filters import Filters
from dashboard.query.rows import as_records
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.records.codebook import INCIDENT_COLUMNS
from tests.builders import HOSTILE
from tests.web.serving import opened, serve_sample

QUERIES = (
    "",
    "from=2024-03-01&to=2024-03-08",
    "type=battle,riot",
    "actor=Southern%20Front&certainty=disputed,claimed%20by%20one%20party",
    "precision=district&country=UA",
    "publishers=2",
    "bbox=40,20,60,50",
    "q=no-such-word",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    return serve_sample(home).test_client()


@pytest.fixture(scope="module")
def source(client: FlaskClient, home: Path) -> SnapshotSource:
    return opened(home)


@pytest.mark.parametrize("query", QUERIES)
def test_csv_holds_exactly_the_filtered_events(
    client: FlaskClient, source: SnapshotSource, query: str
) -> None:
    filters, messages = Filters.from_query(query)
    assert messages == ()
    answer = client.get(f"/api/events.csv?{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    wanted = as_records(source.rows(filters)[[column.name for column in INCIDENT_COLUMNS]])
    assert list(events_csv.read(io.StringIO(answer.text, newline=""))) == wanted


@pytest.mark.parametrize("query", QUERIES)
def test_geojson_holds_exactly_the_filtered_events(
    client: FlaskClient, source: SnapshotSource, query: str
) -> None:
    filters, _ = Filters.from_query(query)
    answer = client.get(f"/api/events.geojson?{query}")
    assert answer.mimetype == "application/geo+json"

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    found = json.loads(answer.text, parse_constant=refuse)
    assert [feature["id"] for feature in found["features"]] == source.rows(filters)["event_id"].tolist()
    assert found["licence"] == source.licence
    assert found["title"] == source.dataset
    assert found["note"].startswith(filters.sentence(len(found["features"])))
    assert found["note"].endswith("As of 1 May 2024, 12:00 UTC.")


def test_filters_that_cannot_be_read_are_refused(client: FlaskClient) -> None:
    answer = client.get("/api/events.csv?from=2024-02-31")
    assert answer.status_code == 400
    assert "2024-02-31 does not exist" in answer.json["error"]


def test_files_are_named_and_told_apart(client: FlaskClient) -> None:
    answer = client.get("/api/events.csv?type=riot")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="conflict-events-2024-05-01.csv"'
    tag = answer.headers["ETag"]
    assert client.get("/api/events.csv?type=riot", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/events.csv?type=battle", headers={"If-None-Match": tag}).status_code == 200
    assert client.head("/api/events.csv?type=riot").headers["ETag"] == tag


def test_text_of_articles_is_no_formula(client: FlaskClient, source: SnapshotSource) -> None:
    answer = client.get("/api/events.csv")
    # The sample holds an actor and a source whose names a spreadsheet would run.
    rows = source.rows(Filters())
    assert rows["actor2"].str.startswith("=").any()
    assert HOSTILE in rows["summary"].tolist()
    assert ",=" not in answer.text
    assert "\n=" not in answer.text
    assert ",@" not in answer.text


def test_large_answers_are_compressed(client: FlaskClient) -> None:
    plain = client.get("/api/events.geojson")
    squeezed = client.get("/api/events.geojson", headers={"Accept-Encoding": "br"})
    assert squeezed.headers["Content-Encoding"] == "br"
    assert len(squeezed.data) < len(plain.data) / 3
