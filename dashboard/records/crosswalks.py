"""Tables that turn the codes of other datasets into ours, read from ``data/ontology/crosswalks``."""

import csv
from functools import cache

from dashboard import resources
from dashboard.errors import ResourceError

Row = dict[str, str | None]


@cache
def crosswalk(name: str) -> tuple[Row, ...]:
    """The rows of a table, an empty cell as None; ResourceError where there is no such table."""
    with resources.file(f"ontology/crosswalks/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple({key: value or None for key, value in row.items()} for row in csv.DictReader(lines))


def coded(name: str, key: str, value: str, **where: str) -> dict[str, str | None]:
    """One column of a table by another, of the rows that have the values of ``where``.

    Raises ResourceError for a column that the table lacks.
    """
    try:
        return {
            str(row[key]): row[value]
            for row in crosswalk(name)
            if all(row[column] == wanted for column, wanted in where.items())
        }
    except KeyError as missing:
        raise ResourceError(f"data/ontology/crosswalks/{name}.csv lacks the column {missing}") from None


@cache
def countries_by(code: str) -> dict[str, str]:
    """Countries (ISO 3166-1 alpha-2) by ``iso3``, ``iso_numeric``, ``fips`` or ``gw``."""
    return {
        part: str(row["country"])
        for row in crosswalk("country_codes")
        for part in (row[code] or "").split(";")
        if part
    }


@cache
def country_names() -> dict[str, str]:
    """The names of countries by their codes."""
    with resources.file("gazetteer/countries.csv").open(encoding="utf-8", newline="") as lines:
        return {row["country"]: row["name"].strip() for row in csv.DictReader(lines)}


@cache
def countries_by_name() -> dict[str, str]:
    """Countries by their names and other names, in small letters, and by their own codes as they are."""
    found: dict[str, str] = {}
    with resources.file("gazetteer/countries.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in (row["name"], *row["aliases"].split(";")):
                found.setdefault(name.strip().casefold(), row["country"])
            found[row["country"]] = found[row["iso3"]] = row["country"]
    found.pop("", None)
    return found
