"""Counts along the time axis: grouped by the bins of their first and last day, shares by sums of ramps."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.query.clickhouse.conditions import UNDATED, condition
from dashboard.query.clickhouse.opened import OpenVersion, numbers
from dashboard.query.columns import EVER, Numbers
from dashboard.query.filters import Filters
from dashboard.query.selection import EPOCH, day_number
from dashboard.query.time_axis import Floats, TimeAxis, Timeline, axis_of, frame_of, shares


def extent_of(version: OpenVersion) -> tuple[date, date] | None:
    """First and last day of all dated rows."""
    told = version.version
    if told.last_day < told.first_day:
        return None
    return EPOCH + timedelta(told.first_day), EPOCH + timedelta(told.last_day)


def histogram_of(version: OpenVersion, filters: Filters, *, bins: int) -> pd.DataFrame:
    """The counts that ``query.histogram.histogram`` gives, from one question of two parts."""
    axis, names = axis_of(filters, extent_of(version), bins=bins), version.names["event_type"].values
    if axis is None:
        return frame_of(None, None, names)
    return frame_of(axis, _counted(version, filters, axis, list(names)), names)


def _counted(version: OpenVersion, filters: Filters, axis: TimeAxis, names: list[str]) -> Timeline:
    edges, passing = axis.edges, condition(filters) & f"NOT ({UNDATED})"
    low, high = day_number(axis.first), day_number(axis.last)
    within = f"first >= {edges[0]} AND first < {edges[-1]}"
    # The bin of a day is named by its first day. What reaches beyond the last edge lies in none.
    bin_of = "roundDown({day}, {{edges:Array(Int32)}})"
    inside = (
        f"({within} AND last < {edges[-1]} AND {bin_of.format(day='first')} = {bin_of.format(day='last')})"
    )
    opens = f"if(first = {EVER}, least(last, {low}), first)"
    days = f"(last - {opens} + 1)"
    # A ramp begins at its first edge that is not before it: the one after the bin of the day before.
    since = f"if(point <= {edges[0]}, {edges[0] - 1}, {bin_of.format(day='toInt32(point - 1)')})"
    exact = (
        f"SELECT {bin_of.format(day='first')} AS since, event_type AS type, toInt8(0) AS sign, "
        f"toFloat64(count()) AS number, toFloat64(0) AS moment "
        f"FROM {version.incidents} WHERE {passing.sql} AND {inside} GROUP BY since, type"
    )
    ramps = (
        f"SELECT {since} AS since, type, sign, sum(slope) AS number, "
        f"sum(slope * (point - {edges[0]})) AS moment "
        f"FROM (SELECT event_type AS type, 1 / {days} AS slope, "
        f"arrayJoin([(toInt8(1), toInt32({opens})), (toInt8(-1), toInt32(last + 1))]) AS pair, "
        f"pair.1 AS sign, pair.2 AS point FROM {version.incidents} WHERE {passing.sql} AND NOT {inside} "
        f"AND last >= {low} AND {opens} <= {high}) GROUP BY since, type, sign"
    )
    found = version.connection.table(f"{exact} UNION ALL {ramps}", **passing.values, edges=edges.tolist())
    return _timeline(found, edges, names)


def _timeline(found: pa.Table, edges: Numbers, names: list[str]) -> Timeline:
    at = {name: code for code, name in enumerate(names)}
    kind = np.array([at.get(name, 0) for name in found.column("type").to_pylist()], dtype=np.int64)
    since, sign = numbers(found, "since"), numbers(found, "sign")
    number, moment = (np.asarray(found.column(name).to_numpy()) for name in ("number", "moment"))

    def table(rows: np.ndarray, values: Floats, *, after: bool) -> Floats:
        # Behind the last edge nothing is reached.
        place = np.searchsorted(edges, since[rows], side="right") - (0 if after else 1)
        wide = np.zeros((len(edges) + 1, len(names)))
        np.add.at(wide, (place, kind[rows]), values[rows])
        return wide[: len(edges)]

    exact = table(sign == 0, number, after=False)[:-1].astype(np.int64)
    ramps = [
        (float(each), table(sign == each, number, after=True), table(sign == each, moment, after=True))
        for each in (1, -1)
    ]
    return Timeline(edges, exact, shares(ramps, edges))
