"""Made-up events with the skew of real ones: a rate that grows over thirty years, places and actors of which
few are named often, days and places that are vague or unknown. The same seed gives the same rows.
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.query.manifest import Manifest
from dashboard.query.snapshot import write_rows
from dashboard.query.wording import country_names
from dashboard.records.codes import ActorKind, Certainty, GeoPrecision, Status
from dashboard.records.ontology import event_types

FIRST_DAY = np.datetime64("1996-01-01", "D")
DAYS = 10_957
PLACES, COUNTRIES, ACTORS, SOURCES, WORDS, SUB_TYPES = 5_000, 120, 5_000, 400, 40_000, 25
#: Words of a note: some 115 characters.
NOTE = 17
BATCH = 250_000

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Synthetic:
    """``events`` rows in batches, in no order of days."""

    events: int
    seed: int = 20260101
    actors: int = ACTORS
    datasets: tuple[str, ...] = ("made-up",)

    def publish(self, folder: Path) -> Manifest:
        """Write them as the current snapshot of a folder."""
        return write_rows(folder, self.batches(), title="Made-up events", licence="none needed")

    def batches(self) -> Iterator[pa.Table]:
        """The rows, ``BATCH`` at a time: what is held in memory does not grow with their number."""
        for number, start in enumerate(range(0, self.events, BATCH)):
            yield self._batch(
                start, min(BATCH, self.events - start), np.random.default_rng((self.seed, number))
            )

    @cached_property
    def _places(self) -> tuple[Numbers, npt.NDArray[np.float64], npt.NDArray[np.float64], Numbers]:
        rng = np.random.default_rng(self.seed)
        centres = np.column_stack([rng.uniform(-35, 60, COUNTRIES), rng.uniform(-180, 180, COUNTRIES)])
        country = rng.choice(COUNTRIES, PLACES, p=_zipf(COUNTRIES, 0.9))
        latitude = np.clip(centres[country, 0] + rng.normal(0, 3, PLACES), -80, 80)
        longitude = (centres[country, 1] + rng.normal(0, 4, PLACES) + 180) % 360 - 180
        return country, latitude, longitude, rng.integers(1_000, 12_000_000, PLACES)

    @cached_property
    def _vocabulary(self) -> pa.Array:
        rng = np.random.default_rng(self.seed + 1)
        letters = np.array(list(string.ascii_lowercase))
        lengths = np.clip(rng.poisson(5.2, WORDS), 2, 12)
        return pa.array(["".join(rng.choice(letters, n)) for n in lengths])

    def _batch(self, start: int, size: int, rng: np.random.Generator) -> pa.Table:
        def share(part: float) -> npt.NDArray[np.bool_]:
            return np.asarray(rng.random(size) < part)

        country, latitude, longitude, geonameid = self._places
        place = rng.choice(PLACES, size, p=_zipf(PLACES, 1.0))
        unplaced = share(0.03)
        noise = np.where(share(0.5), 0.15, 0.0)
        lat = np.round(np.clip(latitude[place] + rng.normal(0, 1, size) * noise, -85, 85), 4)
        lon = np.round((longitude[place] + rng.normal(0, 1, size) * noise + 180) % 360 - 180, 4)
        precision = np.where(
            noise > 0,
            rng.choice(4, size, p=[0.55, 0.05, 0.3, 0.1]),
            rng.choice([1, 4, 5], size, p=[0.8, 0.15, 0.05]),
        )
        day = np.floor(np.sqrt(rng.random(size)) * DAYS).astype(np.int64)
        length = rng.choice(4, size, p=[0.92, 0.045, 0.025, 0.01])
        days = np.choose(
            length,
            [0 * day, rng.integers(1, 7, size), rng.integers(7, 61, size), rng.integers(61, 731, size)],
        )
        undated, opened = share(0.01), share(0.01)
        first, last = FIRST_DAY + day, FIRST_DAY + np.minimum(day + days, DAYS - 1)
        kinds = event_types()[:: max(1, len(event_types()) // SUB_TYPES)][:SUB_TYPES]
        kind = rng.choice(len(kinds), size, p=_zipf(len(kinds), 0.8))
        actors = pa.array([f"{'Army' if n % 7 == 0 else 'Front'} of group {n}" for n in range(self.actors)])
        names = [
            actors.take(pa.array(rng.choice(self.actors, size, p=_zipf(self.actors, 1.0)))) for _ in range(3)
        ]
        several = pc.if_else(
            pa.array(share(0.03)), pc.binary_join_element_wise(names[0], names[2], "; "), names[0]
        )
        killed = np.minimum(rng.zipf(1.9, size) - 1, 5_000)
        told = rng.choice(SOURCES, size, p=_zipf(SOURCES, 1.0))
        codes = pa.array(sorted(country_names())[:COUNTRIES])
        ids = pa.array(rng.permutation(np.arange(start, start + size)).astype(str))
        placed = pa.array(~unplaced)

        def where(values: pa.Array | npt.NDArray[np.generic]) -> pa.Array:
            return pc.if_else(placed, values if isinstance(values, pa.Array) else pa.array(values), None)

        def of(values: list[str | None], at: npt.NDArray[np.integer]) -> pa.Array:
            return pa.array(values).take(pa.array(at))

        in_country = of([str(code) for code in codes.to_pylist()], country[place])
        words = rng.choice(WORDS, size * NOTE, p=_zipf(WORDS, 1.0))
        notes = pa.ListArray.from_arrays(
            np.arange(0, size * NOTE + 1, NOTE, dtype=np.int32), self._vocabulary.take(words)
        )
        columns = {
            "event_id": pc.binary_join_element_wise(in_country, ids, ""),
            "event_type": of([each.event_type for each in kinds], kind),
            "sub_type": of([each.sub_type for each in kinds], kind),
            "acled_sub_event_type": of([each.acled_sub_event_type for each in kinds], kind),
            "summary": pc.binary_join(notes, " "),
            "date_start": pc.if_else(pa.array(undated | opened), None, pa.array(first)),
            "date_end": pc.if_else(pa.array(undated), None, pa.array(last)),
            "time_precision": of(["day", "few_days", "month", "year"], length),
            "date_basis": of(["stated", "relative"], share(0.2).astype(int)),
            "place": where(of([f"Place {n}" for n in range(PLACES)], place)),
            "latitude": where(lat),
            "longitude": where(lon),
            "geo_precision": where(of(list(GeoPrecision), precision)),
            "geonameid": where(geonameid[place]),
            "country": where(in_country),
            "admin1": where(of([f"Province {n // 8}" for n in range(PLACES)], place)),
            "actor1": several,
            "actor1_kind": of(list(ActorKind), rng.integers(0, 8, size)),
            "actor2": pc.if_else(pa.array(share(0.6)), names[1], None),
            "fatalities_low": pa.array(killed // 2),
            "fatalities_best": pc.if_else(pa.array(killed % 17 == 16), None, pa.array(killed)),
            "fatalities_high": pa.array(killed + killed // 3),
            "certainty": of(list(Certainty), rng.choice(4, size, p=[0.7, 0.15, 0.05, 0.1])),
            "status": of(list(Status), rng.choice(6, size, p=[0.9, 0.03, 0.02, 0.03, 0.01, 0.01])),
            "background": pa.array(np.zeros(size, dtype=bool)),
            "publishers": pa.array(np.minimum(rng.zipf(2.2, size), 60)),
            "sources": of([f"Source {n}" for n in range(SOURCES)], told),
            "dataset": of([*self.datasets], np.arange(size) % len(self.datasets)),
            "licence": pa.array(["none needed"] * size),
        }  # fmt: skip
        return pa.table(columns)


def _zipf(size: int, power: float) -> npt.NDArray[np.float64]:
    weights = 1.0 / np.arange(1, size + 1) ** power
    return np.asarray(weights / weights.sum())
