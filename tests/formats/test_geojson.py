"""GeoJSON: strict, longitude first, and no area drawn as a point."""

import io
import json
from typing import Any

import pytest

from dashboard.formats import geojson
from dashboard.query.flat import incident_row
from dashboard.records.codes import GeoPrecision
from tests.builders import HOSTILE, sample_incidents


def rows_of_the_sample() -> list[dict[str, Any]]:
    incidents, _ = sample_incidents()
    return [incident_row(incident, dataset="Test", licence="None") for incident in incidents]


def written(rows: list[dict[str, Any]]) -> dict[str, Any]:
    stream = io.StringIO()
    assert geojson.write(rows, stream, title=HOSTILE, licence="CC BY 4.0", note="all events") == len(rows)

    def refused(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    collection: dict[str, Any] = json.loads(stream.getvalue(), parse_constant=refused)
    return collection


def test_only_points_and_small_discs_have_a_geometry() -> None:
    rows = {row["event_id"]: row for row in rows_of_the_sample()}
    collection = written(list(rows.values()))
    assert {feature["properties"]["geo_precision"] for feature in collection["features"]} == {
        None,
        *GeoPrecision,
    }
    for feature in collection["features"]:
        row, properties = rows[feature["id"]], feature["properties"]
        if row["geo_precision"] in ("exact", "town", "near", "district"):
            assert feature["geometry"] == {
                "type": "Point",
                "coordinates": [row["longitude"], row["latitude"]],
            }
            assert properties["radius_km"] == row["radius_km"]
            assert properties["label_latitude"] is None
        else:
            assert feature["geometry"] is None
            assert (properties["label_latitude"], properties["label_longitude"]) == (
                row["latitude"],
                row["longitude"],
            )


def test_licence_and_note_stand_at_the_head() -> None:
    collection = written([])
    assert collection.pop("codebook")["event_type"] == "Event type"
    assert collection == {
        "type": "FeatureCollection",
        "title": HOSTILE,
        "licence": "CC BY 4.0",
        "note": "all events",
        "features": [],
    }


def test_what_json_has_no_word_for_is_refused() -> None:
    row = rows_of_the_sample()[0] | {"longitude": float("nan")}
    with pytest.raises(ValueError, match="JSON"):
        written([row])
