"""How often a place that the gazetteer lacks is answered with nothing, rather than with a wrong place."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.geocoding.candidates import candidates
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.records.mention import Toponym
from dashboard.training.labelled import Label, Labelled

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class AbsentPlaces:
    """Of the labelled names whose place the gazetteer lacks: ``names`` in all, ``passed_over`` were not found
    as names, ``unplaced`` were found and given no place, ``wrong`` were given one more than 161 km away.
    """

    names: int
    passed_over: int
    unplaced: int
    wrong: int

    @property
    def admitted(self) -> float:
        """Share of all that got no wrong place; 1 where there are none."""
        return 1 - self.wrong / self.names if self.names else 1.0

    @property
    def admitted_of_found(self) -> float:
        """Share of the found ones that got no place, among those with no or a wrong one."""
        told = self.unplaced + self.wrong
        return self.unplaced / told if told else 1.0


def absent_places(read: Iterable[tuple[Labelled, tuple[Toponym, ...]]], gazetteer: Gazetteer) -> AbsentPlaces:
    """Count over labelled articles and what was found in them."""
    names = passed_over = unplaced = wrong = 0
    for article, toponyms in read:
        for label in article.labels:
            if not label.name or label.point is None or _is_known(article, label, gazetteer):
                continue
            names += 1
            found = next((t for t in toponyms if t.start < label.end and label.start < t.end), None)
            if found is None:
                passed_over += 1
            elif found.place is None:
                unplaced += 1
            elif distance_km(*label.point, found.place.latitude, found.place.longitude) > NEAR_KM:
                wrong += 1
    return AbsentPlaces(names, passed_over, unplaced, wrong)


def _is_known(article: Labelled, label: Label, gazetteer: Gazetteer) -> bool:
    """Whether a place of the name lies near the labelled point, or is an area that holds it."""
    assert label.point is not None
    for candidate in candidates(gazetteer, article.article.text[label.start : label.end]):
        place = gazetteer.place(candidate.key)
        far = distance_km(*label.point, place.latitude, place.longitude)
        if far <= max(NEAR_KM, place.radius_km or 0.0):
            return True
    return False
