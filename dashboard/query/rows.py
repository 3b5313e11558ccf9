"""Rows of the flat table as a DataFrame, and back as plain values."""

import math
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa

_PANDAS_KINDS = {pa.int64(): pd.Int64Dtype()}


def frame_of(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame: text ``str``, days ``datetime64``, integers ``Int64``; NaN, NaT or NA
    where unknown.
    """
    days = [i for i, field in enumerate(table.schema) if pa.types.is_date(field.type)]
    for index in days:
        field = table.schema.field(index)
        table = table.set_column(index, field.name, table.column(index).cast(pa.timestamp("s")))
    frame: pd.DataFrame = table.to_pandas(types_mapper=_PANDAS_KINDS.get)
    return frame


def as_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries of plain values: None where unknown, days as ``date``."""
    columns = [[_plain(value) for value in frame[name].tolist()] for name in frame.columns]
    names = list(frame.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value
