"""A small GeoNames dump, made by hand, and a small index for it to stand on."""

import csv
import gzip
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dashboard.geocoding.index_writer import NARROW, IndexWriter, NameRow, bucket_of
from dashboard.geocoding.name_forms import forms
from dashboard.resources import file


def row(
    number: int,
    name: str,
    *,
    at: tuple[float | str, float | str] = (48.5, 38.5),
    feature: str = "P.PPL",
    country: str = "UA",
    admin1: str = "14",
    admin2: str = "",
    others: str = "",
    population: int | str = 0,
) -> str:
    """A line of a dump, without its end."""
    group, code = feature.split(".")
    cells = [number, name, name, others, *at, group, code, country, "", admin1, admin2, "", "", population]
    return "\t".join(map(str, [*cells, "", 100, "Europe/Kyiv", "2024-01-01"]))


LINES = [
    row(90000001, "Testivka", others="Testovka,Тестівка", population=120),
    row(90000002, 'Mala "Testivka"', at=(48.6, 38.6)),
    row(90000003, "Testivka", at=(50.1, 30.1), admin1="12"),
    row(90000004, "Testivka Creek", feature="H.STM"),
    row(90000005, "Kherson", feature="H.STM", at=(46.6, 32.6), admin1="08"),
    row(90000006, "Testove Raion", feature="A.ADM2", admin2="77", at=(48.4, 38.4)),
    row(90000007, "Nova Testova", admin2="77", at=(48.41, 38.42)),
    row(90000008, "Testivka Sports Ground", feature="S.ATHF"),
    row(701320, "Metolkine", at=(48.931, 38.561), population=4001, others="Metiolkine"),
    row(90000009, "Tukhlyi Lis", feature="P.PPLQ"),
    row(90000010, "Testivka Airfield", feature="S.AIRF", at=(48.515, 38.515), others="Testivka Air Strip"),
]


def dump(folder: Path, lines: list[str] | None = None, name: str = "XX.txt") -> Path:
    """The rows as a file: .txt, .txt.gz or .zip, by the name."""
    data = "".join(f"{line}\n" for line in (LINES if lines is None else lines)).encode()
    path = folder / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "not a dump")
            archive.writestr(name.replace(".zip", ".txt"), data)
    else:
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


class Known(NamedTuple):
    """A place of the small index."""

    name: str
    latitude: float
    longitude: float
    feature_code: str
    country: str = "UA"
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    geonameid: int = 0
    radius_km: int = 0
    plain: bool = False


#: Besides the countries: a town that the dump has too, a division, a region, an airport without an id.
KNOWN = [
    Known(
        "Luhansk Oblast", 48.9, 39.0, "ADM1", admin1="14", population=900_000, geonameid=702657, radius_km=90
    ),
    Known("Kherson", 46.64, 32.62, "PPL", admin1="08", population=280_000, geonameid=706448),
    Known("Metolkine", 48.93, 38.56, "PPL", admin1="14", population=3_700, geonameid=701320),
    Known("Bakhmut", 48.59, 38.0, "PPL", admin1="05", population=80_000, geonameid=713174),
    Known("Donbas", 48.3, 38.2, "RGN", radius_km=150),
    Known("Testivka Airfield", 48.51, 38.51, "AIRF", radius_km=3),
    Known("Testove Raion", 48.42, 38.41, "ADM2", admin1="14", admin2="Testove Raion", radius_km=20),
]


def small_base(folder: Path) -> Path:
    """An index of all countries and of KNOWN, in the form of the one that ships."""
    with file("gazetteer/countries.csv").open(encoding="utf-8", newline="") as table:
        nations = list(csv.DictReader(table))
    places = [
        Known(
            row["name"].strip(),
            float(row["latitude"]),
            float(row["longitude"]),
            "PCLI",
            country=row["country"],
            population=int(row["population"] or 0),
            geonameid=int(row["geonameid"]),
            radius_km=int(row["radius_km"]),
        )
        for row in nations
    ] + KNOWN
    names: dict[str, dict[int, bool]] = defaultdict(dict)
    for key, place in enumerate(places):
        for form in forms(place.name, place.country):
            names[form][key] = True

    def rows() -> Iterator[NameRow]:
        reach: dict[str, int] = defaultdict(int)
        for name in names:
            word, *more = name.split()
            reach[word] = max(reach[word], 1 + len(more))
        keys = {name: name.encode() for name in {*names, *reach}}
        for name in sorted(keys, key=lambda name: (bucket_of(keys[name], NARROW.bucket_bits), name)):
            yield NameRow(keys[name], reach.get(name, 0), sorted(names.get(name, {}).items()))

    writer = IndexWriter(nations=nations)
    writer.add_places(places)
    path = folder / "base.bin"
    writer.write(path, rows(), abbreviations=[("Luh.", "UA", "14")])
    return path
