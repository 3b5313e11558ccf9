"""Our own flat table read back, whatever file it stands in: CSV, GeoJSON, Parquet or XLSX."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.formats.cells import Cells
from dashboard.formats.dataset import CODED_COLUMNS, ROW_COLUMNS, UNSTATED, Coding

_NEEDED = ("event_id", "event_type", "date_start", "date_end", "latitude", "longitude", "geo_precision")


def fits(head: Sequence[str]) -> bool:
    """Whether a head is that of our table."""
    return set(_NEEDED) <= set(head)


def lacks(head: Sequence[str]) -> list[str]:
    """The columns that are missing and cannot be done without."""
    return [name for name in _NEEDED if name not in head]


def csv_rows(cells: Cells) -> dict[str, pa.Array]:
    """The columns of the flat table as our CSV writes them, safe to open in a spreadsheet."""
    made = rows(cells)
    texts = [name for name, column in made.items() if column.type == pa.string()]
    return made | {name: _as_written(made[name]) for name in texts}


def rows(cells: Cells) -> dict[str, pa.Array]:
    """The columns of the flat table."""
    made: dict[str, pa.Array] = {}
    for column in ROW_COLUMNS:
        name = column.name
        if name in CODED_COLUMNS:
            made[name] = cells.one_of(name, CODED_COLUMNS[name])
        elif name in ("latitude", "longitude"):
            made[name] = getattr(cells, name)(name)
        elif column.kind == "text":
            made[name] = cells.text(name)
        else:
            made[name] = getattr(cells, column.kind)(name)
    for name in ("event_id", "event_type"):
        cells.required(name, made[name])
    cells.refuse_where(pc.less(made["date_end"], made["date_start"]), "date_end is before date_start")
    start_alone = pc.and_(made["date_start"].is_valid(), made["date_end"].is_null())
    cells.refuse_where(start_alone, "date_start is given and date_end is not")
    unplaced = pc.or_(made["latitude"].is_null(), made["longitude"].is_null())
    cells.refuse_where(
        pc.xor(unplaced, made["geo_precision"].is_null()),
        "latitude, longitude and geo_precision are given or empty together",
    )
    return made


def _as_written(column: pa.Array) -> pa.Array:
    """Text without the apostrophe that keeps a spreadsheet from running it."""
    return pc.replace_substring_regex(column, r"\A'('*[=+\-@\t\r＝＋－＠])", r"\1")


CODING = Coding(
    name="own",
    title="our table",
    terms=UNSTATED,
    fits=fits,
    lacks=lacks,
    rows=rows,
    aliases={},
    unknown=("",),
    trimmed=False,
)
CSV_CODING = replace(CODING, rows=csv_rows)
