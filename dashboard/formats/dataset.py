"""What all readers of datasets speak: sheets of text in, batches of the flat table out.

A *container* (delimited text, GeoJSON, Parquet, XLSX) gives sheets: columns of text, and the line each row
stands on. A *coding* (ACLED, UCDP GED, GDELT, ours, a mapping) turns a sheet into rows of the flat table. So
any container may hold any coding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.formats.cells import Cells
from dashboard.records import codes
from dashboard.records.codebook import INCIDENT_COLUMNS

ARROW_KINDS = {
    "text": pa.string(),
    "day": pa.date32(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
}

#: Columns that a dataset's rows have for themselves; its name and terms are the same for all.
ROW_COLUMNS = tuple(column for column in INCIDENT_COLUMNS if column.name not in ("dataset", "licence"))
ROW_SCHEMA = pa.schema([(column.name, ARROW_KINDS[column.kind]) for column in ROW_COLUMNS])

#: Columns that hold codes, with their codes.
CODED_COLUMNS = {
    "time_precision": codes.TimePrecision,
    "date_basis": codes.DateBasis,
    "geo_precision": codes.GeoPrecision,
    "actor1_kind": codes.ActorKind,
    "actor2_kind": codes.ActorKind,
    "actor_roles": codes.ActorRoles,
    "certainty": codes.Certainty,
    "status": codes.Status,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a dataset comes. ``redistribution``: whether its rows may be passed on."""

    licence: str
    redistribution: bool
    citation: str | None = None


#: Terms of a file that tells none: nobody has allowed its rows to be passed on.
UNSTATED = Terms("Terms not stated", redistribution=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, with the line it starts on (1 is the first of the file) and its text."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as a file has them: columns of text, all as long, and the line each row starts on."""

    columns: Mapping[str, pa.Array]
    lines: npt.NDArray[np.int64]
    refused: tuple[Refused, ...] = ()

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of ROW_SCHEMA, the rows of the file they were made of, and those that were not taken.

    ``rows``, ``lines`` and ``originals`` run in step.
    """

    rows: pa.RecordBatch
    lines: npt.NDArray[np.int64]
    originals: Mapping[str, pa.Array]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """How a dataset writes events.

    ``fits`` says whether a head (names of columns, in small letters) is of this coding; ``lacks`` names the
    columns without which nothing can be made of it; ``rows`` makes the columns of ROW_SCHEMA from cells, and
    a column it does not give is unknown. ``aliases`` are other names of columns, ``unknown`` the cells that
    stand for nothing, ``trimmed`` says that white space around a cell means nothing.
    """

    name: str
    title: str
    terms: Terms
    fits: Callable[[Sequence[str]], bool]
    lacks: Callable[[Sequence[str]], list[str]]
    rows: Callable[[Cells], dict[str, pa.Array]]
    aliases: Mapping[str, str]
    unknown: tuple[str, ...]
    trimmed: bool = True

    def batch(self, sheet: Sheet) -> Batch:
        """The rows of a sheet."""
        named = {self.column(name): column for name, column in sheet.columns.items()}
        cells = Cells(
            named, sheet.size, lines=pa.array(sheet.lines), unknown=self.unknown, trimmed=self.trimmed
        )
        made = self.rows(cells)
        table = pa.RecordBatch.from_arrays(
            [made.get(field.name, pa.nulls(sheet.size, field.type)) for field in ROW_SCHEMA],
            schema=ROW_SCHEMA,
        )
        refused = list(sheet.refused)
        originals, lines = dict(sheet.columns), sheet.lines
        if cells.refused:
            kept = np.ones(sheet.size, dtype=bool)
            for row, reason in sorted(cells.refused.items()):
                kept[row] = False
                text = ",".join(str(column[row]) for column in originals.values())
                refused.append(Refused(int(lines[row]), reason, text))
            mask = pa.array(kept)
            table, lines = table.filter(mask), lines[kept]
            originals = {name: column.filter(mask) for name, column in originals.items()}
        return Batch(table, lines, originals, tuple(refused))

    def column(self, name: str) -> str:
        """The name by which this coding knows a column."""
        plain = name.strip().lower()
        return self.aliases.get(plain, plain)
