"""The facts of a country."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """Facts of a country. ``adjectives`` and ``people`` are its demonyms: "Syrian", "Syrians"."""

    code: str
    iso3: str
    name: str
    capital: str
    continent: str
    population: int
    area_km2: int
    neighbours: tuple[str, ...]
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    key: int

    @classmethod
    def of_row(cls, row: Mapping[str, str]) -> "Country":
        """The country of a row of an index's head."""

        def split(cell: str) -> tuple[str, ...]:
            return tuple(part for part in cell.split(";") if part)

        return cls(
            code=row["country"],
            iso3=row["iso3"],
            name=row["name"].strip(),
            capital=row["capital"],
            continent=row["continent"],
            population=int(row["population"] or 0),
            area_km2=int(row["area_km2"] or 0),
            neighbours=split(row["neighbours"]),
            names=(row["name"].strip(), *split(row["aliases"])),
            adjectives=split(row["adjectives"]),
            people=split(row["people"]),
            key=int(row["key"]),
        )
