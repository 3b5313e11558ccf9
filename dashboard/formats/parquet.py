"""Parquet: our flat table with its types, and the codebook, licence and source in the file's metadata.

``sheets`` reads any Parquet file as columns of text, so that each coding may stand in one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.errors import UnreadableDataset
from dashboard.formats.dataset import ARROW_KINDS, Sheet
from dashboard.records.codebook import INCIDENT_COLUMNS, render

_MANY = 10_000
SCHEMA = pa.schema(
    [
        pa.field(column.name, ARROW_KINDS[column.kind], metadata={"meaning": column.meaning})
        for column in INCIDENT_COLUMNS
    ]
)


def write(
    rows: Iterable[Mapping[str, Any]], stream: IO[bytes], *, title: str, licence: str, note: str | None = None
) -> int:
    """Write rows with the columns of INCIDENT_COLUMNS; returns how many."""
    told = {"title": title, "licence": licence, "note": note or "", "codebook": render()}
    count = 0
    with pq.ParquetWriter(stream, SCHEMA.with_metadata(told), compression="zstd") as writer:
        for part in _parts(rows):
            writer.write_table(pa.Table.from_pylist(part, schema=SCHEMA), row_group_size=_MANY * 10)
            count += len(part)
    return count


def _parts(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append({name: row[name] for name in SCHEMA.names})
        if len(part) == _MANY:
            yield part
            part = []
    if part:
        yield part


def opened(path: Path) -> pq.ParquetFile:
    """A Parquet file; UnreadableDataset where it is none or is damaged."""
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableDataset(f"{path} is no Parquet file, or is cut off: {error}") from error


def metadata(file: pq.ParquetFile) -> dict[str, str]:
    """What the file tells of itself."""
    told = file.schema_arrow.metadata or {}
    return {key.decode(errors="replace"): value.decode(errors="replace") for key, value in told.items()}


def sheets(file: pq.ParquetFile) -> Iterator[Sheet]:
    """All rows as columns of text; the line is the row's number."""
    line = 1
    for batch in file.iter_batches(batch_size=_MANY):
        columns = {name: _text(batch.column(number)) for number, name in enumerate(batch.schema.names)}
        yield Sheet(columns, np.arange(line, line + len(batch), dtype=np.int64))
        line += len(batch)


def _text(column: pa.Array) -> pa.Array:
    try:
        text = column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        text = pa.array(
            [None if v is None else json.dumps(v, default=str) for v in column.to_pylist()], pa.string()
        )
    return pc.fill_null(text, "")
