"""Rows of a dataset whose terms forbid it leave the server neither as files nor in embeds; counts may."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.query.dataset_import import import_dataset
from dashboard.server import create_server
from dashboard.settings import Settings
from tests.formats.files import ACLED, UCDP, delimited, saved


def client_of(tmp_path: Path, content: bytes, **options: str) -> FlaskClient:
    settings = Settings(home=tmp_path / "home")
    import_dataset(saved(tmp_path, content), settings.datasets, name="mine", **options)  # type: ignore[arg-type]
    return create_server(settings, datasets=("mine",)).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "api/events.csv",
        "api/events.parquet",
        "embed/map",
        "embed/map/marks?zoom=3",
        "embed/sources",
        "embed/table",
        "embed/timeline",
    ],
)
def test_rows_are_refused_with_the_reason(tmp_path: Path, address: str) -> None:
    answer = client_of(tmp_path, delimited(ACLED)).get(f"/{address}")
    assert answer.status_code == 403
    assert "mine: ACLED terms of use" in answer.get_data(as_text=True)
    assert "Northern Column" not in answer.get_data(as_text=True)


def test_a_filter_that_passes_no_such_row_gives_an_empty_file(tmp_path: Path) -> None:
    answer = client_of(tmp_path, delimited(ACLED)).get("/api/events.csv?type=riot")
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize("address", ["api/events.csv", "api/events.kml", "api/events.xlsx", "embed/map"])
def test_rows_with_free_terms_are_given(tmp_path: Path, address: str) -> None:
    answer = client_of(tmp_path, delimited(UCDP)).get(f"/{address}")
    assert answer.status_code == 200


def test_the_operator_may_name_other_terms(tmp_path: Path) -> None:
    assert (
        client_of(tmp_path, delimited(ACLED), licence="Given to us").get("/api/events.csv").status_code == 200
    )


def test_the_page_and_the_health_check_still_answer(tmp_path: Path) -> None:
    client = client_of(tmp_path, delimited(ACLED))
    assert client.get("/").status_code == 200
    health = client.get("/healthz").get_json()
    assert (health["status"], health["events"]) == ("ok", 1)
