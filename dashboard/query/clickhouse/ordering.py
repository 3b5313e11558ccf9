"""The order of the rows, and a row's place in it."""

from dashboard.errors import FilterError
from dashboard.query.building import ROW_KINDS
from dashboard.query.clickhouse.conditions import UNDATED, of_rows
from dashboard.query.clickhouse.opened import OpenVersion

_LATEST = f"({UNDATED}), if({UNDATED}, toInt64(row), -toInt64(row))"


def _key(order: str) -> str:
    """A column to order by, as SQL; FilterError where there is none of that name."""
    if order not in ROW_KINDS:
        raise FilterError(f"no column is named {order!r}; order by date, or one of the codebook's columns")
    if order == "geo_precision":
        return "if(geo_precision IS NULL, NULL, rank)"
    return f"lowerUTF8(toString({order}))" if ROW_KINDS[order] == "text" else order


def order_by(order: str, *, descending: bool) -> str:
    """An order as SQL: "date" or a column, unknown values last, ties by date, then id. Raises FilterError."""
    if order == "date":
        # The undated come last either way.
        return _LATEST if descending else "row"
    return f"{_key(order)} {'DESC' if descending else 'ASC'} NULLS LAST, row"


def comes_before(version: OpenVersion, order: str, row: int, *, descending: bool) -> str:
    """Whether a row comes before one in an order, as SQL."""
    if order == "date":
        if not descending:
            return f"row < {row}"
        (told,) = version.counted(f"({UNDATED}) AS undated", of_rows([row])).to_pylist()
        if told["undated"]:
            return f"NOT ({UNDATED}) OR row < {row}"
        return f"NOT ({UNDATED}) AND row > {row}"
    key = _key(order)
    value = f"(SELECT {key} FROM {version.incidents} WHERE row = {row})"
    sign = ">" if descending else "<"
    return (
        f"if({value} IS NULL, {key} IS NOT NULL OR row < {row}, "
        f"ifNull({key} {sign} {value} OR ({key} = {value} AND row < {row}), 0))"
    )
