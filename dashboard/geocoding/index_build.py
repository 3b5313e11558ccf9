"""Builds an index from full GeoNames dumps over the one that ships.

Dumps are read in parts, joined and sorted out of core, written to a file beside the target and tested, and
only then take the target's name. What is done is kept in a cache folder until the end, so that the same
command goes on where an interrupted one was.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow.parquet as pq

from dashboard import resources
from dashboard.errors import InputError, ResourceError
from dashboard.geocoding import installed
from dashboard.geocoding.build_progress import Progress, Report, Rows, silent
from dashboard.geocoding.dump_features import Features
from dashboard.geocoding.dump_files import DumpFile, alternate_names_file, dump_files
from dashboard.geocoding.dump_merge import DumpMerge
from dashboard.geocoding.dump_parts import VERSION, countries_by_number, read_other_names, read_places
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.index_file import BUCKET_BITS, MOST_BEARERS, IndexFile
from dashboard.geocoding.index_writer import IndexWriter, NameRow, Shape
from dashboard.geocoding.name_forms import forms
from dashboard.geocoding.shipped_tables import ShippedTables

#: A dump with a larger share of bad rows is taken for something else.
MOST_BAD = 0.05
PART_ROWS = 100_000
_KEY_BYTES = 4
_MOST_BITS = 22
_TESTED = 2_000
_STAGES = 4


class _Place(NamedTuple):
    name: str
    latitude: float
    longitude: float
    feature_code: str
    country: str
    admin1: str
    admin2: str
    population: int
    geonameid: int
    radius_km: int
    plain: bool


def build(
    inputs: Sequence[Path],
    *,
    target: Path,
    cache: Path,
    features: Features | None = None,
    alternate_names: Path | None = None,
    base: Path | None = None,
    part_rows: int = PART_ROWS,
    progress: Progress = silent,
) -> Report:
    """Build the index ``target`` from the dumps ``inputs``: .zip, .txt, .txt.gz, or folders of these. It
    stands on the index ``base``, by default the one that ships.

    Rows that cannot be read are left out and listed in ``rejected.tsv`` beside the target. Raises InputError
    where an input cannot be read, more than MOST_BAD of its rows are bad or no place is left; ResourceError
    where the written index fails its test.
    """
    features = features or Features.of("default")
    files = [file for path in inputs for file in dump_files(path)]
    others = alternate_names_file(alternate_names) if alternate_names else None
    for folder in (cache, target.parent):
        _make(folder)
    with _alone(cache), _disk_errors_told(target.parent):
        rows, parts = _read(files, others, cache, features, part_rows, progress)
        shipped = ShippedTables(base or resources.file(installed.SHIPPED), cache)
        second = next(iter(_beside(inputs, "admin2Codes.txt")), None)
        table = second.stat().st_mtime_ns if second else None
        stage = cache / f"joined-{_digest(shipped.identity, table, *(part.name for part in parts))}"
        stage.mkdir(exist_ok=True)
        merge = DumpMerge(stage, shipped, parts)
        try:
            places, names, matched, bits = _joined(merge, stage, second, progress)
        finally:
            merge.close()
        about = {
            "built": datetime.now(UTC).strftime("%Y-%m-%d"),
            "sources": [file.name for file in files] + ([others.name] if others else []),
            "features": "default" if features == Features.of("default") else str(features),
            "rows": rows.read,
            "rejected": rows.bad,
            "shipped": shipped.identity,
        }
        scratch = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            progress("Writing the index", 0, 2)
            written = _write(scratch, places, names, bits, shipped, about)
            progress("Testing the index", 1, 2)
            _test(scratch, shipped)
            with scratch.open("rb") as file:
                os.fsync(file.fileno())
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)
        installed.changed()
        rejected = _rejected(target.with_name("rejected.tsv"), rows)
        size = target.stat().st_size
        progress("Testing the index", 2, 2)
    shutil.rmtree(cache, ignore_errors=True)
    return Report(target, written[0], written[1], matched, size, rows, rejected)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder {folder} cannot be made: {error.strerror or error}") from error


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    with (cache / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(f"another build is working in {cache}; wait for it") from None
        yield


@contextmanager
def _disk_errors_told(folder: Path) -> Iterator[None]:
    """What the disk or the memory refuses, as an error that says what to do; what was done is kept."""
    try:
        yield
    except ResourceError:
        raise
    except (OSError, duckdb.Error) as error:
        raise ResourceError(
            f"the index cannot be made in {folder}: {str(error).splitlines()[0]}; see that there is space "
            "(about three times the dump) and memory (3 GB for all of GeoNames), then "
            "give the same command again"
        ) from error


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def _beside(inputs: Sequence[Path], name: str) -> list[Path]:
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in inputs)
    return [folder / name for folder in folders if (folder / name).is_file()]


def _read(
    files: Sequence[DumpFile],
    others: DumpFile | None,
    cache: Path,
    features: Features,
    part_rows: int,
    progress: Progress,
) -> tuple[Rows, list[Path]]:
    """Read all files into parts; their rows, and the folders of the parts."""
    rows, parts = Rows(), []
    for number, file in enumerate(files):
        key = _digest(VERSION, file.fingerprint, features, part_rows)
        parts.append(cache / f"{number:03}-{key}")
        found = read_places(file, parts[-1], features, size=part_rows, progress=progress)
        if found.bad > MOST_BAD * found.read:
            first = found.listed[0]
            raise InputError(
                f"{file.name} is no GeoNames dump: {found.bad:,} of {found.read:,} rows are bad, "
                f"the first in line {first.line}: {first.reason}"
            )
        rows.add(found)
    if not rows.taken:
        raise InputError(
            f"no place is left of {rows.read:,} rows; check the file, or take more with --features"
        )
    if others is not None:
        key = _digest(VERSION, others.fingerprint, part_rows, *(part.name for part in parts))
        folder = cache / f"names-{key}"
        countries = countries_by_number(parts)
        found = read_other_names(others, folder, countries, size=part_rows, progress=progress)
        parts.append(folder)
        rows.add(Rows(found.read, 0, found.bad, found.listed, found.resumed))
    return rows, parts


def _joined(
    merge: DumpMerge, stage: Path, second_names: Path | None, progress: Progress
) -> tuple[Path, Path, int, int]:
    """Places and names in order; how many rows the shipped index knew, and the bits of a bucket's number."""
    places, names, told = stage / "places.parquet", stage / "names.parquet", stage / "matched"
    bits = max(BUCKET_BITS, min(_MOST_BITS, (merge.name_rows() // 4).bit_length()))
    if not (names.exists() and told.exists()):
        progress("Joining", 0, _STAGES)
        merge.gather()
        progress("Joining", 1, _STAGES)
        matched = merge.match()
        progress("Joining", 2, _STAGES)
        merge.place(places, second_names)
        progress("Joining", 3, _STAGES)
        merge.order_names(places, names, bits)
        told.write_text(str(matched))
    progress("Joining", _STAGES, _STAGES)
    return places, names, int(told.read_text()), bits


def _write(
    scratch: Path, places: Path, names: Path, bits: int, shipped: ShippedTables, about: dict[str, object]
) -> tuple[int, int]:
    writer = IndexWriter(nations=shipped.nations, shape=Shape(_KEY_BYTES, bits))
    writer.add_places(_places(places))
    writer.write(scratch, _names(names), abbreviations=shipped.abbreviations, about=about)
    head = IndexFile(scratch).head
    return head["places"], head["names"]


def _places(path: Path) -> Iterator[_Place]:
    columns = "name latitude longitude code country admin1 admin2 population id radius plain".split()
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(50_000, columns=columns):
            yield from map(_Place._make, zip(*(batch[name].to_pylist() for name in columns), strict=True))


def _names(path: Path) -> Iterator[NameRow]:
    """Rows of one name joined; a bearer that is told twice is told by its main name first."""
    name, reach, bearers = "", 0, dict[int, bool]()
    columns = ["form", "key", "main", "words"]
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(50_000, columns=columns):
            for form, key, main, words in zip(*(batch[c].to_pylist() for c in columns), strict=True):
                if form != name:
                    if name:
                        yield NameRow(name.encode(), reach, list(bearers.items()))
                    name, reach, bearers = form, 0, {}
                if key is None:
                    reach = words
                else:
                    bearers.setdefault(key, main)
    if name:
        yield NameRow(name.encode(), reach, list(bearers.items()))


def _test(path: Path, shipped: ShippedTables) -> None:
    """Open the index, read it through, and look up places all over it and every country."""
    index = IndexFile(path, mend="build it again")
    index.verify()
    gazetteer = Gazetteer(index)
    step = max(1, len(gazetteer) // _TESTED)
    for key in [*range(0, len(gazetteer), step), *(land.key for land in gazetteer.countries.values())]:
        place = gazetteer.place(key)
        found = gazetteer.named(next(iter(forms(place.name, place.country or "")), "")).keys
        if found and len(found) < MOST_BEARERS and key not in found:
            raise ResourceError(f"the index that was built does not find {place.name!r}; build it again")
    if len(gazetteer) < shipped.size:
        raise ResourceError(f"the index that was built holds only {len(gazetteer):,} places; build it again")


def _rejected(path: Path, rows: Rows) -> Path | None:
    """List the bad rows."""
    if not rows.bad:
        path.unlink(missing_ok=True)
        return None
    lines = [f"{bad.file}\t{bad.line}\t{bad.reason}\n" for bad in rows.listed]
    path.write_text("file\tline\treason\n" + "".join(lines), encoding="utf-8")
    return path
