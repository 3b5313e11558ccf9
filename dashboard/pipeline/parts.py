"""Parts: the results of batches, put together as one file in the order of the articles."""

import contextlib
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.errors import RunnerError
from dashboard.formats.extracted_parquet import SCHEMA, refusal_of

#: Says in the metadata of an output which run made it, and what it holds.
_TOTALS = "conflict_events_run"
#: Parts of one row group.
_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Totals:
    """What an output holds: articles, their events, and lines or rows that could not be read."""

    articles: int = 0
    events: int = 0
    refused: int = 0

    def with_part(self, read: pa.Table, refused: pa.Table) -> "Totals":
        """With the rows of another part."""
        events = pc.sum(pc.list_value_length(read["events"])).as_py() or 0
        return Totals(self.articles + len(read), self.events + events, self.refused + len(refused))


def merge_parts(paths: Sequence[Path], output: Path, refusals: Path, *, run: str) -> Totals:
    """Write the articles of the parts to ``output`` and what was refused to ``refusals``, each whole or not
    at all; ``refusals`` is deleted where nothing was. Raises RunnerError where one cannot be written or read.
    """
    totals = Totals()
    try:
        with (
            _replacing(output) as path,
            _replacing(refusals) as refused_path,
            refused_path.open("w", encoding="ascii") as lines,
            pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer,
        ):
            for at in range(0, len(paths), _TOGETHER):
                tables = []
                for part in paths[at : at + _TOGETHER]:
                    read, refused = _parted(part)
                    totals = totals.with_part(read, refused)
                    lines.writelines(map(refusal_of, refused.to_pylist()))
                    tables.append(read)
                together = pa.concat_tables(tables)
                if len(together):
                    writer.write_table(together, row_group_size=len(together))
            writer.add_key_value_metadata({_TOTALS: json.dumps({"run": run, **asdict(totals)})})
        if not totals.refused:
            refusals.unlink()
    except OSError as error:
        raise RunnerError(f"{output} cannot be written: {error.strerror or error}") from error
    return totals


def totals_of(output: Path, *, run: str) -> Totals | None:
    """What ``output`` holds, None where this run did not write it."""
    try:
        told = json.loads((pq.read_metadata(output).metadata or {})[_TOTALS.encode()])
        return Totals(told["articles"], told["events"], told["refused"]) if told["run"] == run else None
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None


def _parted(part: Path) -> tuple[pa.Table, pa.Table]:
    """The rows of a part that were read, and those that were refused."""
    try:
        with pq.ParquetFile(part) as file:
            table = file.read()
    except pa.ArrowException as error:
        part.unlink()
        raise RunnerError(f"{part} was damaged and is deleted; run the command again: {error}") from error
    read = table["error"].is_null()
    return table.filter(read), table.filter(pc.invert(read))


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place at the end, and is gone where something fails."""
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield temporary
        # The parts are deleted next: what takes their place must be on the disk.
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
