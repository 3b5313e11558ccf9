"""Dumps read into parts: Parquet files of places and of folded names, kept so that an interrupted build goes
on where it was.

A part is done when its record (.json) is there; the last record of a file says that it is the last.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.geocoding.build_progress import BadLine, Progress, Rows
from dashboard.geocoding.dump_features import Features
from dashboard.geocoding.dump_files import DumpFile
from dashboard.geocoding.geonames_dump import DumpPlace, read_other_name, read_place
from dashboard.geocoding.name_forms import forms, keeps

#: Changed when what a part holds changes, so that older ones are not taken for it.
VERSION = 1
_LISTED = 1_000
_PLACES = pa.schema(
    [
        ("id", pa.uint32()), ("name", pa.string()), ("latitude", pa.float64()), ("longitude", pa.float64()),
        ("class", pa.string()), ("code", pa.string()), ("country", pa.string()), ("admin1", pa.string()),
        ("admin2", pa.string()), ("population", pa.uint32()), ("line", pa.uint32()),
    ]
)  # fmt: skip
#: ``words`` is set in rows without a place: so many words has a name that starts with this one.
NAMES = pa.schema(
    [
        ("form", pa.string()),
        ("crc", pa.uint32()),
        ("id", pa.int64()),
        ("main", pa.bool_()),
        ("words", pa.uint8()),
    ]
)


class NameTable:
    """Folded names with their places, as they are gathered."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in NAMES.names}
        self._reach: dict[str, int] = {}

    def add(self, form: str, number: int, *, main: bool) -> None:
        """A folded name of the place ``number``."""
        self._append(form, number, main, None)
        word, *more = form.split(" ")
        if self._reach.get(word, 0) <= len(more):
            self._reach[word] = 1 + len(more)

    def _append(self, form: str, number: int | None, main: bool | None, words: int | None) -> None:
        for name, value in zip(
            NAMES.names, (form, zlib.crc32(form.encode()), number, main, words), strict=True
        ):
            self._columns[name].append(value)

    def write(self, path: Path) -> None:
        """Write it, with the reach of each first word."""
        for word, words in self._reach.items():
            self._append(word, None, None, words)
        _write(path, pa.table(self._columns, schema=NAMES))


def _write(path: Path, table: pa.Table) -> None:
    scratch = path.with_suffix(".tmp")
    pq.write_table(table, scratch, compression="zstd", compression_level=1)
    scratch.replace(path)


def read_places(file: DumpFile, folder: Path, features: Features, *, size: int, progress: Progress) -> Rows:
    """Read a dump into parts of ``size`` rows in ``folder``, those that are not there yet."""

    def part(lines: list[tuple[int, bytes]], rows: Rows, stem: Path) -> None:
        names, places = NameTable(), []
        for number, line in lines:
            try:
                place = read_place(line, features)
            except ValueError as error:
                _refuse(rows, file, number, error)
                continue
            if place is None:
                continue
            places.append((*place[:2], *place[3:], number))
            for form, main in _forms(place).items():
                names.add(form, place.geonameid, main=main)
        rows.taken = len(places)
        columns: list[tuple[Any, ...]] = list(zip(*places, strict=True)) or [()] * len(_PLACES.names)
        _write(
            stem.with_suffix(".places.parquet"),
            pa.table(dict(zip(_PLACES.names, columns, strict=True)), schema=_PLACES),
        )
        names.write(stem.with_suffix(".names.parquet"))

    return _in_parts(file, folder, part, size=size, progress=progress)


def _forms(place: DumpPlace) -> dict[str, bool]:
    """Folded forms of a place's names; whether each is that of its main name."""
    found = dict.fromkeys(forms(place.name, place.country), False)
    if found:
        found[next(iter(found))] = True
    for other in place.others:
        if keeps(other, place.country):
            for form in forms(other, place.country):
                found.setdefault(form, False)
    return found


def read_other_names(
    file: DumpFile,
    folder: Path,
    countries: Callable[[list[int]], list[str | None]],
    *,
    size: int,
    progress: Progress,
) -> Rows:
    """Read a file of other names into parts; ``countries`` gives those of the places with these numbers, None
    where a place is not wanted.
    """

    def part(lines: list[tuple[int, bytes]], rows: Rows, stem: Path) -> None:
        names, found = NameTable(), []
        for number, line in lines:
            try:
                pair = read_other_name(line)
            except ValueError as error:
                _refuse(rows, file, number, error)
                continue
            if pair is not None:
                found.append(pair)
        for (number, name), country in zip(found, countries([number for number, _ in found]), strict=True):
            if country is not None and keeps(name, country):
                rows.taken += 1
                for form in forms(name, country):
                    names.add(form, number, main=False)
        names.write(stem.with_suffix(".names.parquet"))

    return _in_parts(file, folder, part, size=size, progress=progress)


def _refuse(rows: Rows, file: DumpFile, number: int, error: ValueError) -> None:
    rows.bad += 1
    if len(rows.listed) < _LISTED:
        rows.listed.append(BadLine(file.name, number, str(error)))


def _in_parts(
    file: DumpFile,
    folder: Path,
    part: Callable[[list[tuple[int, bytes]], Rows, Path], None],
    *,
    size: int,
    progress: Progress,
) -> Rows:
    folder.mkdir(parents=True, exist_ok=True)
    total, number, last = _done(file, folder)
    if last:
        return total
    with file.open() as lines:
        numbered: Iterator[tuple[int, bytes]] = enumerate(lines, 1)
        for _ in islice(numbered, total.read):
            pass
        while True:
            chunk = list(islice(numbered, size))
            last = len(chunk) < size
            rows = Rows(read=len(chunk))
            stem = folder / f"{number:05}"
            part([(at, line) for at, line in chunk if line.strip()], rows, stem)
            _record(stem.with_suffix(".json"), rows, last=last)
            total.add(rows)
            number += 1
            progress(f"Reading {file.name}", lines.done, lines.total)
            if last:
                return total


def _record(path: Path, rows: Rows, *, last: bool) -> None:
    record = {"read": rows.read, "taken": rows.taken, "bad": rows.bad, "last": last}
    listed = [[line.line, line.reason] for line in rows.listed]
    scratch = path.with_suffix(".json.tmp")
    scratch.write_text(json.dumps(record | {"listed": listed}), encoding="utf-8")
    scratch.replace(path)


def _done(file: DumpFile, folder: Path) -> tuple[Rows, int, bool]:
    """The rows of the parts that are there, how many parts, and whether they are all."""
    total = Rows()
    for number, path in enumerate(sorted(folder.glob("*.json"))):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            record = None
        if record is None or path.stem != f"{number:05}":
            return total, number, False
        listed = [BadLine(file.name, line, reason) for line, reason in record["listed"]]
        total.add(Rows(record["read"], record["taken"], record["bad"], listed, record["read"]))
        if record["last"]:
            return total, number + 1, True
    return total, len(list(folder.glob("*.json"))), False


def countries_by_number(folders: list[Path]) -> Callable[[list[int]], list[str | None]]:
    """Look-up of the country of the places of these parts by geonameid."""
    tables = [
        pq.read_table(path, columns=["id", "country"])
        for folder in folders
        for path in sorted(folder.glob("*.places.parquet"))
    ]
    table = pa.concat_tables(tables)
    encoded = pa.compute.dictionary_encode(table["country"].combine_chunks())
    ids, codes = table["id"].to_numpy(), encoded.indices.to_numpy().astype(np.uint16)
    order = np.argsort(ids, kind="stable")
    ids, codes, names = ids[order], codes[order], encoded.dictionary.to_pylist()

    def countries(numbers: list[int]) -> list[str | None]:
        wanted = np.asarray(numbers, dtype=np.int64)
        at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        return [
            names[codes[i]] if same else None
            for i, same in zip(at.tolist(), (ids[at] == wanted).tolist(), strict=True)
        ]

    return countries
