"""Candidates: the places that a written name may mean."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.transliteration import closest
from dashboard.records.codes import PlaceMatch

_ARTICLES = ("the ", "al ", "el ", "as ", "ash ", "ar ", "ad ", "az ", "an ", "at ")


class Candidate(NamedTuple):
    """A place that a name may mean, by its key; ``similarity`` is 1 unless the match is fuzzy."""

    key: int
    match: PlaceMatch
    similarity: float = 1.0


def candidates(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    """The places that bear ``name``, most important first."""
    if name in gazetteer.abbreviations:
        return (Candidate(gazetteer.abbreviations[name], PlaceMatch.ALTERNATE),)
    key = fold(name)
    found = gazetteer.named(key)
    if not found.keys:
        bare = next((key[len(article) :] for article in _ARTICLES if key.startswith(article)), None)
        found = gazetteer.named(bare) if bare else found
    if not found.keys and "-" in name:
        found = gazetteer.named(key.replace(" ", ""))
    return tuple(
        Candidate(number, PlaceMatch.EXACT if main else PlaceMatch.ALTERNATE)
        for number, main in zip(found.keys, found.main, strict=True)
    )


def fuzzy_candidates(
    gazetteer: Gazetteer,
    name: str,
    countries: Iterable[str] | None = None,
    *,
    among: Callable[[int], bool] | None = None,
    favour: Callable[[int], float] | None = None,
) -> tuple[Candidate, ...]:
    """The one place that ``name`` is another spelling of (see ``transliteration.closest``), or none."""
    guess = closest(gazetteer, name, countries, among=among, favour=favour)
    return (Candidate(guess.key, PlaceMatch.FUZZY, guess.similarity),) if guess else ()
