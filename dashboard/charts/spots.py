"""What is drawn at one point of the map: all events of a place, and of places too close to tell apart."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.charts.frame import Row, is_claim
from dashboard.charts.projection import pixels, towards
from dashboard.charts.symbols import COUNT_PX, chip_size
from dashboard.records.codes import GeoPrecision
from dashboard.records.ontology import type_labels

#: Bearing of the symbol on the rim of a circle: lower right, never the centre.
RIM_BEARING = 135.0
#: Pixels from the middle of a symbol to its edge.
MARK_PX = 9.0
#: Pixels of the grid in which neighbours are looked for: no mark is larger.
CELL_PX = (112.0, 28.0)
#: A chip grows as it takes others in, and may then cover more: so often this is looked at again.
MOST_ROUNDS = 4
_DISCS = (GeoPrecision.NEAR, GeoPrecision.DISTRICT)


@dataclass(slots=True)
class Spot:
    """All events that are drawn at one point: ``latitude`` and ``longitude`` are those of their place."""

    latitude: float
    longitude: float
    precision: GeoPrecision
    radius_km: float | None
    rows: list[Row] = field(default_factory=list)

    @property
    def is_disc(self) -> bool:
        """Whether it is a circle of a true radius."""
        return self.precision in _DISCS and bool(self.radius_km)

    @property
    def is_area(self) -> bool:
        """Whether no point of it is known: a province, a country, or coarser."""
        return not self.precision.is_point

    @property
    def holds_area(self) -> bool:
        """Whether any of its events has no point."""
        return any(not GeoPrecision(row["geo_precision"]).is_point for row in self.rows)

    @property
    def mark(self) -> tuple[float, float]:
        """Where the symbol stands: the point itself, or the rim of its circle."""
        if self.is_disc and self.radius_km:
            return towards(self.latitude, self.longitude, bearing=RIM_BEARING, km=self.radius_km)
        return self.latitude, self.longitude

    @property
    def ids(self) -> list[str]:
        """The event_ids."""
        return [str(row["event_id"]) for row in self.rows]

    @property
    def kinds(self) -> list[tuple[str, bool]]:
        """(event type, claimed by one party) of its events, each once, in the order of the ontology."""
        order = list(type_labels())
        found = {(str(row["event_type"]), is_claim(row)) for row in self.rows}
        return sorted(
            found, key=lambda kind: (order.index(kind[0]) if kind[0] in order else len(order), kind)
        )

    @property
    def is_chip(self) -> bool:
        """Whether it is drawn as a chip with a count rather than as one symbol."""
        return self.is_area or len(self.rows) > 1


def spots_of(rows: Iterable[Row]) -> list[Spot]:
    """The places of the rows that have one. A circle or an area stands apart from a point at its centre."""
    spots: dict[tuple[Any, ...], Spot] = {}
    for row in rows:
        if row["latitude"] is None or row["longitude"] is None or row["geo_precision"] is None:
            continue
        precision = GeoPrecision(row["geo_precision"])
        radius = row.get("radius_km")
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        disc = precision in _DISCS and radius
        key = (round(latitude, 4), round(longitude, 4), radius if disc else None, not precision.is_point)
        spot = spots.setdefault(key, Spot(latitude, longitude, precision, radius))
        if precision.rank < spot.precision.rank:
            spot.precision, spot.radius_km = precision, radius
        spot.rows.append(row)
    return list(spots.values())


def joined(spots: Sequence[Spot], *, zoom: float) -> list[Spot]:
    """The spots as they are drawn at a zoom: those that would lie over one another share one chip.

    The chip stands at the true place of its largest member; no mark is moved.
    """
    groups = list(spots)
    for _ in range(MOST_ROUNDS):
        before = len(groups)
        groups = _joined_once(groups, zoom)
        if len(groups) == before:
            break
    return groups


def _joined_once(spots: Sequence[Spot], zoom: float) -> list[Spot]:
    groups: list[Spot] = []
    grid: dict[tuple[int, int], list[Spot]] = {}
    wide, high = CELL_PX
    for spot in sorted(spots, key=lambda s: (s.is_area, -len(s.rows))):
        x, y = pixels(*spot.mark, zoom=zoom)
        column, row = math.floor(x / wide), math.floor(y / high)
        near = [
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in grid.get((column + across, row + down), ())
        ]
        home = next((other for other in near if _overlap(spot, other, zoom)), None)
        if home is None:
            home = Spot(spot.latitude, spot.longitude, spot.precision, spot.radius_km, list(spot.rows))
            groups.append(home)
            grid.setdefault((column, row), []).append(home)
        else:
            home.rows.extend(spot.rows)
    return groups


def _overlap(spot: Spot, other: Spot, zoom: float) -> bool:
    left, right, top, bottom = _box(spot, zoom)
    left2, right2, top2, bottom2 = _box(other, zoom)
    return left < right2 and left2 < right and top < bottom2 and top2 < bottom


def _box(spot: Spot, zoom: float) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a symbol, or of a chip, which lies to the left of its point."""
    x, y = pixels(*spot.mark, zoom=zoom)
    if not spot.is_chip:
        return x - MARK_PX, x + MARK_PX, y - MARK_PX, y + MARK_PX
    width, half = chip_size(len(spot.kinds) + spot.holds_area)
    return x - width, x + COUNT_PX, y - half, y + half
