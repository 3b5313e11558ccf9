"""A user's own places: a CSV file that is laid over the index and wins over it.

Columns: ``name``, ``latitude``, ``longitude``; and where known ``country`` (ISO 3166-1 code or English name),
``admin1`` (code or name of the first-level division), ``feature_code`` (GeoNames; PPL unless given),
``population``, ``aliases`` (parted by semicolons), ``radius_km``, ``geonameid``.
"""

import csv
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import NamedTuple, Protocol

from dashboard.errors import InputError, ResourceError
from dashboard.geocoding.folding import fold

_NEEDED = ("name", "latitude", "longitude")
_FEATURE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_MOST_PEOPLE, _MOST_KM, _LAST_ID = 10_000_000_000, 20_000, 2**32 - 1


@dataclass(frozen=True, slots=True)
class Addition:
    """A place that a user adds. ``country`` is ISO 3166-1 alpha-2 and ``admin1`` a GeoNames code, or "" where
    unknown; ``radius_km`` is half the extent of an area, 0 for a point; ``geonameid`` is 0 where it has none,
    else it also takes the place of the index's entry with that number.
    """

    name: str
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    feature_code: str = "PPL"
    population: int = 0
    aliases: tuple[str, ...] = ()
    radius_km: int = 0
    geonameid: int = 0

    @property
    def identity(self) -> tuple[str, str, str]:
        """What a later row of the same place shares with it."""
        return fold(self.name), self.country, self.admin1


class BadRow(NamedTuple):
    """A row that was not taken, with its line and why."""

    line: int
    reason: str


class Areas(Protocol):
    """What says which countries and divisions there are; a ``Gazetteer`` does."""

    def country_named(self, written: str) -> str | None:
        """ISO 3166-1 alpha-2 of a country by code or name."""
        ...

    def division_named(self, country: str, written: str) -> str | None:
        """GeoNames code of a country's first-level division by code or name."""
        ...


def read_additions(path: Path, areas: Areas) -> tuple[list[Addition], list[BadRow]]:
    """The places of a CSV file, and the rows that cannot be taken.

    Raises InputError where the file cannot be read as such a table at all.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as a table in UTF-8: {error}") from error
    reader = csv.DictReader(text.splitlines(keepends=True))
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    known = {column.name for column in fields(Addition)}
    missing = [name for name in _NEEDED if name not in names]
    if missing or not known.issuperset(names) or len(set(names)) < len(names):
        odd = [name for name in names if name not in known]
        what = f"lacks the column {missing[0]}" if missing else f"has the column {odd[0] if odd else names}"
        raise InputError(f"{path} {what}; its first line names columns of: {', '.join(sorted(known))}")
    good, bad = [], []
    try:
        for row in reader:
            try:
                good.append(_addition(row, areas))
            except ValueError as error:
                bad.append(BadRow(reader.line_num, str(error)))
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num} is no CSV: {error}") from error
    return good, bad


def _addition(row: Mapping[str | None, str | None], areas: Areas) -> Addition:
    if None in row:
        raise ValueError("it has more cells than columns")
    cells = {str(name): " ".join((value or "").split()) for name, value in row.items()}
    if not fold(cells["name"]):
        raise ValueError("it has no name")
    country = cells.get("country", "")
    code = areas.country_named(country) if country else ""
    if code is None:
        raise ValueError(f"no country {country!r} is known; give its ISO 3166-1 code")
    admin1 = cells.get("admin1", "")
    division = areas.division_named(code, admin1) if admin1 and code else ""
    if admin1 and not division:
        raise ValueError(
            f"{code} has no division {admin1!r}" if code else "a division (admin1) needs its country"
        )
    feature = cells.get("feature_code", "").upper() or "PPL"
    if not _FEATURE.fullmatch(feature):
        raise ValueError(f"{feature!r} is no feature code such as PPL or AIRB")
    return Addition(
        name=cells["name"],
        latitude=_number(cells, "latitude", -90, 90),
        longitude=_number(cells, "longitude", -180, 180),
        country=code,
        admin1=division or "",
        feature_code=feature,
        population=round(_number(cells, "population", 0, _MOST_PEOPLE)),
        aliases=tuple(filter(None, (part.strip() for part in cells.get("aliases", "").split(";")))),
        radius_km=round(_number(cells, "radius_km", 0, _MOST_KM)),
        geonameid=round(_number(cells, "geonameid", 0, _LAST_ID)),
    )


def _number(cells: Mapping[str, str], name: str, least: float, most: float) -> float:
    written = cells.get(name, "")
    if not written and name not in _NEEDED:
        return 0.0
    try:
        value = float(written)
    except ValueError:
        raise ValueError(f"{name} {written!r} is no number") from None
    if not least <= value <= most:
        raise ValueError(f"{name} {written} is not between {least} and {most}")
    return value


def kept_additions(path: Path, areas: Areas) -> list[Addition]:
    """The places of the file that is kept. Raises ResourceError where any row of it is wrong."""
    mend = "mend the file, or empty it with `conflict-events gazetteer remove --all`"
    try:
        good, bad = read_additions(path, areas)
    except InputError as error:
        raise ResourceError(f"your own places cannot be used: {error}; {mend}") from error
    if bad:
        raise ResourceError(f"your own places {path}, line {bad[0].line}: {bad[0].reason}; {mend}")
    return good


def merged(kept: Iterable[Addition], new: Iterable[Addition]) -> list[Addition]:
    """Both, in order; a new one takes the place of a kept one of the same name, country and division."""
    return list({place.identity: place for place in (*kept, *new)}.values())


def keep(path: Path, places: Sequence[Addition]) -> None:
    """Write the file that is kept, whole or not at all; none where there are no places."""
    if not places:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}.tmp")
    with scratch.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in fields(Addition)])
        for place in places:
            writer.writerow([";".join(cell) if isinstance(cell, tuple) else cell for cell in astuple(place)])
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
