"""Names that were carried over from another script and so have many spellings.

A spelling is forgiven only within countries where names have many spellings, only where one place is clearly
meant rather than another or none, and never without saying so (``PlaceMatch.FUZZY``). Anywhere else a near
miss is far more often another name than the same one.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from dashboard import resources
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.romanisation import Script
from dashboard.geocoding.sounds import bones, sounds
from dashboard.geocoding.spellings import CUES, Alike, Wanted, spellings_of

#: Countries whose place names reach English by transliteration.
TRANSLITERATED = frozenset(
    """UA RU BY KZ KG TJ UZ TM BG RS MK MD GE AM AZ SY IQ LB JO PS EG SD LY TN DZ YE OM AE SA KW QA BH IR AF
    PK""".split()
)
#: Countries where a spelling is forgiven when it is known that one of them is meant. Those that are not
#: TRANSLITERATED are here because of names left out there what was found was right to 97 % and more
#: (``tests/evaluation/test_romanisation.py``); Myanmar, Thailand, Korea, China and others fell short.
RESPELT = TRANSLITERATED | frozenset(
    "MA MR EH ER ET DJ SO SS ML NE BF TD CF CD IL CY ME BA XK NP BD LK KH LA".split()
)
#: Those of them that write, or wrote until lately, their names in these letters.
WRITING = {
    Script.LATIN: RESPELT,
    Script.CYRILLIC: frozenset("UA RU BY KZ KG TJ UZ TM BG RS MK MD GE AM AZ ME BA XK".split()),
    Script.ARABIC: frozenset(
        "SY IQ LB JO PS EG SD LY TN DZ YE OM AE SA KW QA BH IR AF PK MA MR EH ER DJ SO TD IL".split()
    ),
}
#: How sure it must be that a place is meant, in countries that are given and without any.
THRESHOLD = 0.58
BLIND_THRESHOLD = 0.9
_SHORTEST = {Script.LATIN: 4, Script.CYRILLIC: 4, Script.ARABIC: 3}
_SHORTEST_BLIND = 5
#: Rivals so near to one another are one place: a village and its station, a town and its municipality.
_SAME_KM = 5.0
_NONE = "none"


class Guess(NamedTuple):
    """A place that a name is taken for, how alike the letters are, and how sure it is, both 0 to 1."""

    key: int
    similarity: float
    confidence: float


def skeleton(name: str) -> str:
    """What the spellings of one name share: consonants by sound, every run of vowels as one ``a``."""
    return bones(sounds(fold(name), arabic=False))


def closest(
    gazetteer: Gazetteer,
    name: str,
    countries: Iterable[str] | None = None,
    *,
    among: Callable[[int], bool] | None = None,
    favour: Callable[[int], float] | None = None,
    itself: bool = True,
) -> Guess | None:
    """The place whose name is most likely ``name`` in another spelling, in ``countries`` (those that are
    RESPELT; if None, in all that are TRANSLITERATED).

    None where no place is likely enough or two are about as likely. ``among`` says of a place's key whether
    it may be meant at all, ``favour`` how well it fits what else is known, in log-odds. Without ``itself``
    names of the very same letters do not count: how well spellings are found is measured on known names.
    """
    wanted = Wanted.read(name)
    if wanted is None or len(wanted.letters) < _SHORTEST[wanted.script]:
        return None
    if countries is None and wanted.script is Script.LATIN and len(wanted.letters) < _SHORTEST_BLIND:
        return None
    pool = WRITING[wanted.script].intersection(TRANSLITERATED if countries is None else countries)
    unvowelled = wanted.script is Script.ARABIC
    found = [
        alike
        for country in sorted(pool)
        for alike in spellings_of(gazetteer, country, unvowelled=unvowelled).alike(wanted, itself=itself)
        if among is None or among(alike.key)
    ]
    if not found:
        return None
    shares = _shares(found, _weights(unvowelled), favour)
    best = min(range(len(found)), key=lambda i: (-shares[i], found[i].key))
    sure = sum(
        share
        for other, share in zip(found, shares, strict=True)
        if _same(gazetteer, found[best].key, other.key)
    )
    if sure < (BLIND_THRESHOLD if countries is None else THRESHOLD):
        return None
    return Guess(found[best].key, round(found[best].similarity, 3), round(sure, 3))


def _shares(
    found: Sequence[Alike], weights: Sequence[float], favour: Callable[[int], float] | None
) -> list[float]:
    """How likely each place is to be meant; what is missing to 1 is that none is."""
    *of_cues, none = weights
    scores = [sum(weight * cue for weight, cue in zip(of_cues, place.cues, strict=True)) for place in found]
    if favour is not None:
        favours = [favour(place.key) for place in found]
        most = max(favours)  # what fits must not become likelier than the spelling makes it
        scores = [score + given - most for score, given in zip(scores, favours, strict=True)]
    top = max(*scores, none)
    odds = [exp(score - top) for score in scores]
    whole = sum(odds) + exp(none - top)
    return [share / whole for share in odds]


def _same(gazetteer: Gazetteer, key: int, other: int) -> bool:
    """Whether two places count as one: near to each other, or a division and a town that lies in it."""
    if key == other:
        return True
    if gazetteer.feature_code(other).startswith("ADM"):
        return gazetteer.admin1_number(key) == gazetteer.admin1_number(other)
    latitudes, longitudes = gazetteer.latitudes, gazetteer.longitudes
    points = (latitudes[key], longitudes[key], latitudes[other], longitudes[other])
    return distance_km(*(degrees / 1e5 for degrees in points)) <= _SAME_KM


@cache
def _weights(unvowelled: bool) -> tuple[float, ...]:
    """The weights of CUES and, last, the score of there being no such place."""
    column = "arabic_script" if unvowelled else "latin"
    with resources.file("models/spelling_weights.csv").open(encoding="utf-8", newline="") as file:
        weights = {row["cue"]: float(row[column]) for row in csv.DictReader(file)}
    return tuple(weights[cue] for cue in (*CUES, _NONE))
