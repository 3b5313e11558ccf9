"""Small tables of incidents for tests of charts, as a reader of our CSV would have them."""

from typing import Any

import pandas as pd

from dashboard.records.codebook import INCIDENT_COLUMNS

HOSTILE = '<img src=x onerror="alert(1)"> <b>bold</b> & co'


def incident(event_id: str, **changes: Any) -> dict[str, Any]:
    """One row: a battle on 18 June 2022 at a town, unless told otherwise."""
    row: dict[str, Any] = {column.name: None for column in INCIDENT_COLUMNS}
    row |= {
        "event_id": event_id,
        "event_type": "battle",
        "sub_type": "armed_clash",
        "summary": "Two sides fought.",
        "date_start": "2022-06-18",
        "date_end": "2022-06-18",
        "place": "Orlivka",
        "latitude": 48.9,
        "longitude": 38.5,
        "geo_precision": "town",
        "radius_km": 2.0,
        "country": "UA",
        "certainty": "stated as fact",
        "publishers": 1,
    }
    return row | changes


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """The rows as a DataFrame with every column of the codebook."""
    return pd.DataFrame(rows, columns=[*(column.name for column in INCIDENT_COLUMNS), "admin1_code"])
