"""Any file of events, opened: what it holds is guessed where it is not said, and told."""

import codecs
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import UnreadableDataset
from dashboard.formats import (
    acled,
    compressed,
    delimited,
    features,
    gdelt,
    mapped,
    own_rows,
    parquet,
    ucdp_ged,
    xlsx,
)
from dashboard.formats.compressed import Counted
from dashboard.formats.dataset import Batch, Coding, Sheet, Terms
from dashboard.formats.dataset_format import DatasetFormat
from dashboard.formats.mapped import ColumnMapping

#: Told how many bytes of the file have been read.
Progress = Callable[[int], None]

_CODINGS = {
    DatasetFormat.ACLED: acled.CODING,
    DatasetFormat.UCDP_GED: ucdp_ged.CODING,
    DatasetFormat.GDELT: gdelt.CODING,
}
_KNOWN = (acled.CODING, ucdp_ged.CODING, gdelt.CODING, own_rows.CODING)


@dataclass(frozen=True, slots=True)
class OpenDataset:
    """An open file. ``container`` and ``coding`` say what it was taken for; ``mapping`` what its columns
    mean, where it is of no known coding; ``terms`` are those it states or those of its coding.
    """

    container: DatasetFormat
    coding: Coding
    mapping: ColumnMapping | None
    terms: Terms
    _sheets: Iterator[Sheet]

    def batches(self) -> Iterator[Batch]:
        """Its rows, once; UnreadableDataset where it turns out to be cut off."""
        for sheet in self._sheets:
            yield self.coding.batch(sheet)


@contextlib.contextmanager
def open_dataset(
    path: Path,
    *,
    format: DatasetFormat | None = None,  # noqa: A002
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
) -> Iterator[OpenDataset]:
    """A file of events. ``format`` is guessed unless given; ``mapping`` is for files of no known coding, and
    makes any file one.

    Raises UnreadableDataset where it is of no known format or lacks a column, InputError for a wrong mapping.
    """
    if path.is_dir():
        raise UnreadableDataset(f"{path} is a folder; import its files one by one")
    with compressed.opened(path, progress=progress) as told:
        container = _container(path, told, format)
        if container is DatasetFormat.PARQUET:
            file = parquet.opened(path)
            stated = parquet.metadata(file)
            yield _opened(
                container, list(file.schema_arrow.names), parquet.sheets(file), format, mapping, stated
            )
        elif container is DatasetFormat.XLSX:
            head, sheets = xlsx.read(path)
            yield _opened(container, head, sheets, format, mapping, {})
        elif container is DatasetFormat.GEOJSON:
            collection = features.Features(told)
            sheets = collection.sheets()
            first = next(sheets)
            stated = {name: value for name, value in collection.head.items() if isinstance(value, str)}
            yield _opened(container, list(first.columns), _again(first, sheets), format, mapping, stated)
        else:
            yield _delimited(path, told, format, mapping)


def _container(path: Path, stream: Counted, given: DatasetFormat | None) -> DatasetFormat:
    start = stream.peek(512)
    name = compressed.plain_name(path)
    if start[:4] == b"PAR1":
        found = DatasetFormat.PARQUET
    elif start[:2] == b"PK" or name.endswith(".xlsx"):
        found = DatasetFormat.XLSX
    elif start.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{":
        found = DatasetFormat.GEOJSON
    else:
        found = DatasetFormat.CSV
    if found in (DatasetFormat.PARQUET, DatasetFormat.XLSX) and name != path.name.lower():
        raise UnreadableDataset(f"{path}: unpack it first; a {found} file is packed by itself")
    if given in (None, *_CODINGS) or given is found:
        return found
    raise UnreadableDataset(f"{path} is no {given} file; it looks like {found}: try --format {found}")


def _again(first: Sheet, rest: Iterator[Sheet]) -> Iterator[Sheet]:
    yield first
    yield from rest


def _delimited(
    path: Path, stream: Counted, given: DatasetFormat | None, mapping: ColumnMapping | None
) -> OpenDataset:
    start, dialect, first = delimited.head_of(stream)
    headless: list[str] | None = None
    if gdelt.is_row(first):
        headless = list(gdelt.HEADS[len(first)])
    elif ucdp_ged.is_row(first):
        headless = list(ucdp_ged.HEAD)
    elif given is DatasetFormat.GDELT and not gdelt.fits([name.lower() for name in first]):
        raise UnreadableDataset(
            f"{path} is no GDELT file: its first line has {len(first)} cells, "
            f"GDELT's have {', '.join(map(str, sorted(gdelt.HEADS)))}, parted by tabs"
        )
    names = headless or _distinct(path, first)
    sheets = delimited.sheets(stream, start, dialect, names, head=headless is None)
    return _opened(DatasetFormat.CSV, names, sheets, given, mapping, {})


def _distinct(path: Path, head: list[str]) -> list[str]:
    names = [name.strip() or f"column {number}" for number, name in enumerate(head, start=1)]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise UnreadableDataset(
            f"{path}: the column {twice[0]!r} stands twice in the head; rename one of them"
        )
    return names


def _opened(
    container: DatasetFormat,
    head: list[str],
    sheets: Iterator[Sheet],
    given: DatasetFormat | None,
    mapping: ColumnMapping | None,
    stated: dict[str, str],
) -> OpenDataset:
    if given in _CODINGS:
        coding: Coding | None = _CODINGS[given]
    elif mapping is not None:
        coding = None
    else:
        coding = next((c for c in _KNOWN if c.fits([c.column(name) for name in head])), None)
    used = None
    if coding is None:
        used = mapped.guessed(head, mapping or ColumnMapping())
        coding = mapped.coding(used)
    if coding is own_rows.CODING and container is DatasetFormat.CSV:
        coding = own_rows.CSV_CODING
    lacking = coding.lacks([coding.column(name) for name in head])
    if lacking:
        raise UnreadableDataset(_lacking(coding, lacking, head, is_mapped=used is not None))
    return OpenDataset(container, coding, used, _terms(coding, stated), sheets)


def _lacking(coding: Coding, lacking: list[str], head: list[str], *, is_mapped: bool) -> str:
    there = ", ".join(head[:40]) + (" ..." if len(head) > 40 else "")
    if is_mapped:
        missing = " and no ".join(repr(name) for name in lacking)
        return (
            f"no column could be taken for {missing}; say which one it is with --map COLUMN={lacking[0]} "
            f"(the columns are {there})"
        )
    return f"the file has no column {lacking[0]!r}, which {coding.title} has; its columns are {there}"


def _terms(coding: Coding, stated: dict[str, str]) -> Terms:
    """What the file itself states goes before what is known of its coding."""
    licence = stated.get("licence")
    if coding.name != own_rows.CODING.name or not licence:
        return coding.terms
    known = next((each.terms for each in _KNOWN if each.terms.licence == licence), None)
    return known or Terms(licence, redistribution=True)
