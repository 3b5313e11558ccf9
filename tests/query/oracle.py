"""The views of the index as plain SQL over a snapshot's rows: slow, and easy to see to be right."""

from collections import Counter
from datetime import date
from typing import Any

import duckdb

from dashboard.query.filters import Filters
from dashboard.query.flat import folded
from dashboard.records.codes import GeoPrecision

_SEARCHED = "summary place place_text admin1 actor1 actor2 claimed_by sources sub_type event_type".split()
_RANK = f"list_position({[code.value for code in GeoPrecision]}, geo_precision) - 1"
NAMES = {
    "actors": "string_split(concat_ws('; ', actor1, actor2), '; ')",
    "sources": "string_split(coalesce(sources, ''), '; ')",
}
COLUMNS = {
    "event_types": "event_type",
    "sub_types": "sub_type",
    "countries": "country",
    "certainties": "certainty",
    "statuses": "status",
    "datasets": "dataset",
}


class Oracle:
    """Answers by SQL; the text is searched in Python, row by row."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        columns = ", ".join(_SEARCHED)
        rows = connection.sql(f"SELECT event_id, {columns} FROM snapshot.incidents").fetchall()
        self._texts = {
            row[0]: folded(" ".join(str(v).replace("_", " ") for v in row[1:] if v is not None))
            for row in rows
        }

    def where(self, filters: Filters) -> str:
        """The rules of a filter as a condition."""
        parts = ["true"]
        if filters.date_from or filters.date_to:
            parts.append("date_end IS NOT NULL")
        if filters.date_from:
            parts.append(f"date_end >= DATE '{filters.date_from}'")
        if filters.date_to:
            parts.append(f"(date_start IS NULL OR date_start <= DATE '{filters.date_to}')")
        for dimension, column in COLUMNS.items():
            if values := getattr(filters, dimension):
                parts.append(f"coalesce(list_contains({_listed(values)}, {column}), false)")
        for dimension, names in NAMES.items():
            if values := getattr(filters, dimension):
                parts.append(f"list_has_any({names}, {_listed(values)})")
        if filters.coarsest:
            parts.append(f"coalesce({_RANK} <= {filters.coarsest.rank}, false)")
        if filters.min_publishers > 1:
            parts.append(f"publishers >= {filters.min_publishers}")
        if box := filters.bounds:
            across = (
                f"longitude BETWEEN {box.west} AND {box.east}"
                if box.west <= box.east
                else f"(longitude >= {box.west} OR longitude <= {box.east})"
            )
            parts.append(f"coalesce(latitude BETWEEN {box.south} AND {box.north} AND {across}, false)")
        if filters.text:
            words = folded(filters.text).split()
            found = [key for key, text in self._texts.items() if all(word in text for word in words)]
            parts.append(f"list_contains({_listed(found)}, event_id)" if found else "false")
        return " AND ".join(parts)

    def ids(self, filters: Filters) -> list[str]:
        """Those that pass, by date."""
        order = "coalesce(date_start, date_end) NULLS LAST, event_id"
        return [row[0] for row in self._rows(f"event_id ... WHERE {self.where(filters)} ORDER BY {order}")]

    def facet(self, filters: Filters, dimension: str) -> dict[str, int]:
        """Counts of a dimension under the other filters."""
        where = self.where(filters.without(dimension))
        if dimension in NAMES:
            value = f"unnest(list_distinct({NAMES[dimension]})) AS value"
        else:
            value = f"{COLUMNS[dimension]} AS value"
        rows = self._rows(
            f"value, count(*) FROM (SELECT {value} ... WHERE {where}) WHERE value <> '' GROUP BY value"
        )
        return dict(rows)

    def killed(self, filters: Filters) -> tuple[int, int]:
        """People killed, and the rows that give a number."""
        columns = "coalesce(sum(fatalities_best), 0)::BIGINT, count(fatalities_best)"
        people, rows = self._rows(f"{columns} ... WHERE {self.where(filters)}")[0]
        return people, rows

    def strip(self, filters: Filters) -> dict[str, int]:
        """Parts by the first reason that applies."""
        dates = self.where(Filters(date_from=filters.date_from, date_to=filters.date_to))
        fine = self.where(Filters(coarsest=filters.coarsest))
        area = self.where(Filters(countries=filters.countries, bounds=filters.bounds))
        base = self.where(filters.without("dates", "countries", "coarsest", "bounds"))
        reason = (
            "CASE WHEN date_end IS NULL THEN 'without_date' "
            f"WHEN NOT ({dates}) THEN 'outside_dates' "
            "WHEN geo_precision IS NULL THEN 'without_place' "
            f"WHEN NOT ({fine}) THEN 'too_coarse' WHEN NOT ({area}) THEN 'outside_area' ELSE 'shown' END"
        )
        return dict(
            self._rows(f"part, count(*) FROM (SELECT {reason} AS part ... WHERE {base}) GROUP BY part")
        )

    def cells(self, filters: Filters, level: int, within: Any) -> dict[tuple[int, int], tuple[int, set[str]]]:
        """Column and row of each cell: number of events, and the types that most of them have."""
        where = self.where(filters.without("bounds"))
        if within is not None:
            where += " AND " + self.where(Filters(bounds=within))
        rows = self._rows(
            f"floor((longitude + 180) / 360 * {2**level})::BIGINT, "
            f"floor((0.5 - ln(tan(pi() / 4 + radians(latitude) / 2)) / (2 * pi())) * {2**level})::BIGINT, "
            f"event_type, count(*) ... WHERE latitude IS NOT NULL AND {where} GROUP BY ALL"
        )
        found: dict[tuple[int, int], Counter[str]] = {}
        for x, y, event_type, number in rows:
            found.setdefault((x, y), Counter())[event_type] = number
        return {
            at: (counts.total(), {kind for kind, n in counts.items() if n == max(counts.values())})
            for at, counts in found.items()
        }

    def timeline(
        self, filters: Filters, bins: list[tuple[date, date]], axis: tuple[date, date]
    ) -> dict[tuple[date, str], tuple[int, float]]:
        """By bin and type, how many lie inside, and the shares of longer ones."""
        values = ", ".join(f"(DATE '{a}', DATE '{b}')" for a, b in bins)
        rows = self._rows(
            "a, event_type, count(*) FILTER (inside), "
            "coalesce(sum((least(b, date_end) - greatest(a, begins) + 1) / (date_end - begins + 1)) "
            "FILTER (NOT inside), 0) FROM (SELECT *, date_start >= a AND date_end <= b IS TRUE "
            "AND date_start IS NOT NULL AS inside FROM "
            f"(SELECT *, coalesce(date_start, least(DATE '{axis[0]}', date_end)) AS begins "
            f"... WHERE date_end IS NOT NULL AND {self.where(filters)}) "
            f"JOIN (VALUES {values}) AS bins(a, b) ON begins <= b AND date_end >= a "
            f"WHERE date_end >= DATE '{axis[0]}' AND begins <= DATE '{axis[1]}' OR "
            "(date_start >= a AND date_end <= b)) GROUP BY ALL"
        )
        return {(a, kind): (exact, spread) for a, kind, exact, spread in rows}

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.sql("SELECT " + sql.replace("...", "FROM snapshot.incidents")).fetchall()


def _listed(values: Any) -> str:
    quoted = ", ".join("'" + str(value).replace("'", "''") + "'" for value in values)
    return f"[{quoted}]"
