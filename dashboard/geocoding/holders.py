"""Holders: the larger places that a query names after the place itself, "Village, District, Country"."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.geocoding.candidates import Candidate, candidates
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import contains

#: A district that is known only by the town it is called after lies within this distance of the town.
DISTRICT_REACH_KM = 100.0
#: What divisions are called, in English and as English-language media carry it over.
_KINDS = frozenset(
    """district province region state county department governorate oblast raion rayon krai okrug prefecture
    municipality territory division subdistrict township commune cercle circle wilaya canton parish zone
    woreda subcounty area community council hromada""".split()
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A larger place as written, and what it may mean. ``seats`` are towns that a division of unknown extent
    is called after; the others are known to the gazetteer as what they are.
    """

    text: str
    places: tuple[Candidate, ...]
    seats: tuple[Candidate, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the gazetteer can say anything about where this is."""
        return bool(self.places or self.seats)

    def holds(self, gazetteer: Gazetteer, key: int) -> bool:
        """Whether the place ``key`` lies in any of the places that this may mean."""
        return any(contains(gazetteer, place.key, key) for place in self.places) or any(
            gazetteer.country_code(seat.key) == gazetteer.country_code(key)
            and distance_km(*_point(gazetteer, seat.key), *_point(gazetteer, key)) <= DISTRICT_REACH_KM
            for seat in self.seats
        )


def holder(gazetteer: Gazetteer, text: str) -> Holder:
    """What ``text`` may mean as the larger place of a query.

    Where the gazetteer does not know "Bakhmut district" as such, the divisions called Bakhmut or
    Bakhmut Raion are meant, and where it knows none, the surroundings of the town.
    """
    found = candidates(gazetteer, text)
    bare = None if found else _bare(text)
    if bare is None:
        return Holder(text, found)
    found = candidates(gazetteer, bare)
    divisions = {
        place.key: place
        for named in (found, *(candidates(gazetteer, f"{bare} {kind}") for kind in sorted(_KINDS)))
        for place in named
        if gazetteer.feature_code(place.key) in ("ADM1", "ADM2")
    }
    if divisions:
        return Holder(text, tuple(divisions.values()))
    return Holder(text, (), tuple(c for c in found if gazetteer.feature_code(c.key).startswith("PPL")))


def seats_of(gazetteer: Gazetteer, holders: Sequence[Holder]) -> tuple[tuple[int, float, float, float], ...]:
    """The towns that districts are called after, as places of a ranking's context: near them is likelier."""
    return tuple((seat.key, *_point(gazetteer, seat.key), 1.0) for holder in holders for seat in holder.seats)


def _bare(text: str) -> str | None:
    """The name without what says that it is a division: "Kandahar Province", "Province of Kandahar"."""
    words = fold(text).split()
    if len(words) > 2 and words[0] in _KINDS and words[1] == "of":
        return " ".join(words[2:])
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _KINDS:
        kept.pop()
    return " ".join(kept) if len(kept) < len(words) else None


def _point(gazetteer: Gazetteer, key: int) -> tuple[float, float]:
    return gazetteer.latitudes[key] / 1e5, gazetteer.longitudes[key] / 1e5
