"""The views of a linked update in SQL and in pandas: what the index is measured against.

Both are given the easier task: actors are compared and counted as they stand in their columns, intervals
count in the week they begin in, and cells of the map are squares of degrees.
"""

from collections.abc import Callable, Iterator

import duckdb
import numpy as np
import pandas as pd

from dashboard.query.filters import Filters

#: Columns that are counted, by the dimension of the filters.
FACETS = {
    "event_types": "event_type",
    "sub_types": "sub_type",
    "countries": "country",
    "certainties": "certainty",
    "statuses": "status",
    "sources": "sources",
    "coarsest": "geo_precision",
}
#: Degrees of a cell that is as wide as one of level 8.
CELL = 360 / 256
_PLACE = ("countries", "coarsest", "bounds")


def where(filters: Filters) -> str:
    """The filters as a condition; values are those of the benchmark, which need no care."""
    parts = []
    if filters.date_from:
        parts.append(f"date_end >= DATE '{filters.date_from}'")
    if filters.date_to:
        parts.append(
            f"(date_start <= DATE '{filters.date_to}' OR (date_start IS NULL AND date_end IS NOT NULL))"
        )
    for values, column in ((filters.event_types, "event_type"), (filters.countries, "country")):
        if values:
            parts.append(f"{column} IN ({', '.join(repr(value) for value in values)})")
    if filters.actors:
        names = ", ".join(repr(value) for value in filters.actors)
        parts.append(f"(actor1 IN ({names}) OR actor2 IN ({names}))")
    if filters.bounds:
        box = filters.bounds
        parts.append(
            f"latitude BETWEEN {box.south} AND {box.north} AND longitude BETWEEN {box.west} AND {box.east}"
        )
    return " AND ".join(parts) or "true"


def queries(filters: Filters) -> Iterator[str]:
    """One query a view."""
    table = "FROM snapshot.incidents WHERE"
    yield (
        "SELECT date_diff('day', DATE '1996-01-01', coalesce(date_start, date_end)) // 7 AS week, "
        "event_type, count(*) "
        f"{table} date_end IS NOT NULL AND {where(filters.without('dates'))} GROUP BY ALL"
    )
    pairs = (
        f"SELECT floor(latitude / {CELL})::INT AS y, floor(longitude / {CELL})::INT AS x, event_type, "
        f"count(*) AS n {table} latitude IS NOT NULL AND {where(filters.without('bounds'))} GROUP BY ALL"
    )
    yield f"SELECT y, x, sum(n), arg_max(event_type, n) FROM ({pairs}) GROUP BY ALL"
    for dimension, column in FACETS.items():
        yield f"SELECT {column}, count(*) {table} {where(filters.without(dimension))} GROUP BY ALL"
    others = where(filters.without("actors"))
    yield (
        f"SELECT name, count(*) FROM (SELECT actor1 AS name {table} {others} "
        f"UNION ALL SELECT actor2 AS name {table} {others}) GROUP BY ALL"
    )
    dates, area = (
        where(Filters(date_from=filters.date_from, date_to=filters.date_to)),
        where(Filters(countries=filters.countries, bounds=filters.bounds)),
    )
    yield (
        "SELECT count(*), count(*) FILTER (date_end IS NULL), "
        f"count(*) FILTER (date_end IS NOT NULL AND {dates}), "
        f"count(*) FILTER (date_end IS NOT NULL AND {dates} AND geo_precision IS NOT NULL), "
        f"count(*) FILTER (date_end IS NOT NULL AND {dates} AND geo_precision IS NOT NULL AND {area}) "
        f"{table} {where(filters.without('dates', *_PLACE))}"
    )
    yield f"SELECT count(*) {table} {where(filters)}"
    latest = "ORDER BY coalesce(date_start, date_end) DESC NULLS LAST LIMIT 50"
    yield f"SELECT * {table} {where(filters)} {latest}"


def run_sql(connection: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    """Answer every view."""
    for query in queries(filters):
        connection.sql(query).to_arrow_table()


def pandas_frame(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The columns that the views need, text as categories, text of notes left out."""
    names = [*FACETS.values(), "actor1", "actor2"]
    numbers = (
        "date_diff('day', DATE '1996-01-01', date_start) AS start, "
        "date_diff('day', DATE '1996-01-01', date_end) AS ending, latitude, longitude"
    )
    sql = f"SELECT {numbers} FROM snapshot.incidents"
    frame: pd.DataFrame = connection.sql(sql).to_arrow_table().to_pandas()
    for name in names:
        column = connection.sql(f"SELECT {name} FROM snapshot.incidents").to_arrow_table().column(0)
        frame[name] = pd.Categorical(column.dictionary_encode().to_pandas())
    day = frame["start"].fillna(frame["ending"])
    frame["week"] = (day // 7).astype("float32")
    frame["cell"] = np.where(
        frame["latitude"].notna(),
        (frame["latitude"] // CELL + 90) * 512 + (frame["longitude"] // CELL + 180),
        np.nan,
    ).astype("float32")
    return frame


def run_pandas(frame: pd.DataFrame, filters: Filters) -> None:
    """Answer every view by boolean masks, each dimension's made once."""
    masks: dict[str, pd.Series] = {}
    start = np.datetime64("1996-01-01", "D")
    if filters.date_from and filters.date_to:
        low, high = (
            (np.datetime64(day, "D") - start).astype(int) for day in (filters.date_from, filters.date_to)
        )
        opened = frame["start"].isna() & frame["ending"].notna()
        masks["dates"] = (frame["ending"] >= low) & ((frame["start"] <= high) | opened)
    if filters.event_types:
        masks["event_types"] = frame["event_type"].isin(filters.event_types)
    if filters.actors:
        masks["actors"] = frame["actor1"].isin(filters.actors) | frame["actor2"].isin(filters.actors)
    if filters.bounds:
        box = filters.bounds
        masks["bounds"] = frame["latitude"].between(box.south, box.north) & frame["longitude"].between(
            box.west, box.east
        )

    def passing(*without: str) -> Callable[[str], pd.Series]:
        mask: pd.Series | None = None
        for name, one in masks.items():
            if name not in without:
                mask = one if mask is None else mask & one
        return lambda column: frame[column] if mask is None else frame.loc[mask, column]

    def cross(one: str, two: str, *without: str) -> pd.Series:
        get = passing(*without)
        return pd.DataFrame({one: get(one), two: get(two)}).groupby([one, two], observed=True).size()

    cross("week", "event_type", "dates")
    by_type = cross("cell", "event_type", "bounds")
    by_type.groupby(level=0).agg(["sum", "idxmax"])
    for dimension, column in FACETS.items():
        passing(dimension)(column).value_counts()
    for column in ("actor1", "actor2"):
        passing("actors")(column).value_counts()
    base, dated = passing("dates", *_PLACE), passing(*_PLACE)
    base("ending").isna().sum()
    dated("geo_precision").isna().sum()
    passing()("geo_precision").notna().sum()
    passing()("week").nlargest(50)
