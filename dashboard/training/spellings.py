"""Fit ``models/spelling_costs.csv`` and ``models/spelling_weights.csv`` on other names of the gazetteer.

Costs are learnt from places with an odd GeoNames id everywhere; weights, from places of countries that are
not MEASURED. The project measures itself on places with an even id in those (``data/models/spellings.md``).
"""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.optimize import minimize

from dashboard import resources
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.romanisation import Script, romanised
from dashboard.geocoding.sounds import letters, sounds
from dashboard.geocoding.spelling_costs import MOST, SpellingCosts
from dashboard.geocoding.spellings import ARABIC, CUES, Wanted, spellings_of
from dashboard.geocoding.transliteration import TRANSLITERATED, WRITING
from dashboard.training.left_out_names import LeftOutName, left_out_names, press_spellings

#: Countries that the project measures itself on.
MEASURED = frozenset("UA RU SY IQ YE LY".split())
_IN_ARABIC_LETTERS = WRITING[Script.ARABIC] & TRANSLITERATED
_ELSEWHERE = "US FR DE BR MX GB IT ES NG IN PH ID KE".split()
_SEED = 1
_PAIRS = 9000
_ASKED = 2000
_STRANGERS = 600
_ROUNDS = 3
_LEAST_ALIKE = 0.5
_SEEN_UNSEEN, _SEEN_EVER = 0.2, 20.0
_STRANGER_WEIGHT = 0.3
_RIDGE = 0.001
_SAME_KM = 10.0

_Thing = TypeVar("_Thing")


class Question(NamedTuple):
    """The cues of the places that are like a name, a row each, which of them are right, and its weight."""

    cues: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: float


def train(target: Path) -> None:
    """Write both tables into the folder ``target``.

    Weights are fitted to the costs of the installation: where these change, train twice.
    """
    gazetteer = Gazetteer.open()
    _write_costs(gazetteer, target / "spelling_costs.csv")
    latin = _latin_questions(gazetteer)
    script = _questions(gazetteer, _IN_ARABIC_LETTERS - MEASURED, Script.ARABIC)
    columns = {"latin": _fitted(latin), "arabic_script": _fitted(script)}
    with (target / "spelling_weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["cue", *columns])
        for i, cue in enumerate((*CUES, "none")):
            writer.writerow([cue, *(f"{weights[i]:.2f}" for weights in columns.values())])


def _write_costs(gazetteer: Gazetteer, target: Path) -> None:
    tables = {
        "latin": _pairs(gazetteer, TRANSLITERATED - ARABIC, Script.LATIN),
        "arabic": _pairs(gazetteer, ARABIC, Script.LATIN),
        "arabic_script": _pairs(gazetteer, _IN_ARABIC_LETTERS, Script.ARABIC),
    }
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "one", "other", "cost"])
        for table, pairs in tables.items():
            writer.writerows((table, one, other, f"{cost:.1f}") for one, other, cost in learnt_costs(pairs))


def _taught(gazetteer: Gazetteer, countries: Iterable[str], script: Script) -> list[LeftOutName]:
    names = left_out_names(gazetteer, sorted(countries), script=script)
    if script is Script.LATIN:
        names = press_spellings(names)
    return [name for name in names if (gazetteer.place(name.key).geonameid or 0) % 2]


def _pairs(gazetteer: Gazetteer, countries: Iterable[str], script: Script) -> list[tuple[str, str]]:
    """Each name with the name of its place that sounds most like it, both as sounds."""
    names = _taught(gazetteer, countries, script)
    pairs = []
    for name in _drawn(names, _PAIRS):
        arabic = script is Script.ARABIC or name.country in ARABIC
        latin = name.name if script is Script.LATIN else fold(romanised(name.name))
        heard = sounds(latin, arabic=arabic)
        others = [sounds(other, arabic=arabic) for other in name.others]
        best = max(others, key=lambda other: (Levenshtein.normalized_similarity(heard, other), other))
        if (heard + best).isalpha() and Levenshtein.normalized_similarity(heard, best) >= _LEAST_ALIKE:
            pairs.append((heard, best))
    return pairs


def learnt_costs(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """What sounds cost that stand for one another in ``pairs``: aligned, counted, and aligned anew."""
    signs = sorted({sign for pair in pairs for word in pair for sign in word})
    rows = [(one, other, 1.0) for one in signs for other in ["", *signs] if other < one]
    for _ in range(_ROUNDS):
        seen: Counter[str] = Counter()
        changed: Counter[tuple[str, str]] = Counter()
        costs = SpellingCosts(rows)
        for pair in pairs:
            for one, other in _aligned(*pair, costs):
                seen.update((one, other))
                changed[max(one, other), min(one, other)] += 1
        rows = []
        for one in signs:
            for other in ["", *(sign for sign in signs if sign < one)]:
                ever = sqrt(seen[one] * (seen[other] if other else seen[one]))
                cost = -log((changed[one, other] + _SEEN_UNSEEN) / (ever + _SEEN_EVER))
                rows.append((one, other, min(round(max(cost, 0.1), 1), MOST)))
    return [row for row in rows if row[2] < MOST]


def _aligned(one: str, other: str, costs: SpellingCosts) -> list[tuple[str, str]]:
    """The cheapest way from one to the other, as pairs of sounds, "" for none."""
    table = [[(0.0, "")] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            ways = []
            if i and j:
                ways.append((table[i - 1][j - 1][0] + costs.change(one[i - 1], other[j - 1]), "both"))
            if i:
                ways.append((table[i - 1][j][0] + costs.change(one[i - 1], ""), "one"))
            if j:
                ways.append((table[i][j - 1][0] + costs.change("", other[j - 1]), "other"))
            if ways:
                table[i][j] = min(ways)
    i, j, pairs = len(one), len(other), []
    while i or j:
        way = table[i][j][1]
        i, j = i - (way != "other"), j - (way != "one")
        pairs.append((one[i] if way != "other" else "", other[j] if way != "one" else ""))
    return pairs


def _latin_questions(gazetteer: Gazetteer) -> list[Question]:
    countries = TRANSLITERATED - MEASURED
    strangers = _strangers(gazetteer)
    found = []
    for family in (countries - ARABIC, countries & ARABIC):
        found += _questions(gazetteer, family, Script.LATIN)
        for name in strangers:
            question = _question(gazetteer, name, sorted(family), None, Script.LATIN)
            if question is not None:
                found.append(question)
    return found


def _questions(gazetteer: Gazetteer, countries: Iterable[str], script: Script) -> list[Question]:
    pool = sorted(countries)
    names = _taught(gazetteer, pool, script)
    found = (_question(gazetteer, name.name, pool, name.key, script) for name in _drawn(names, _ASKED))
    return [question for question in found if question is not None]


def _question(
    gazetteer: Gazetteer, name: str, pool: Sequence[str], key: int | None, script: Script
) -> Question | None:
    wanted = Wanted.read(name)
    if wanted is None:
        return None
    places = [
        place
        for country in pool
        for place in spellings_of(gazetteer, country, unvowelled=script is Script.ARABIC).alike(
            wanted, itself=False
        )
    ]
    if not places:
        return None
    right = [key is not None and same_place(gazetteer, place.key, key) for place in places]
    return Question(
        np.array([place.cues for place in places]),
        np.array(right, dtype=bool),
        _STRANGER_WEIGHT if key is None else 1.0,
    )


def same_place(gazetteer: Gazetteer, key: int, other: int, *, km: float = _SAME_KM) -> bool:
    """Whether two places are one or so near that nobody would call the answer wrong."""
    points = [(gazetteer.latitudes[place] / 1e5, gazetteer.longitudes[place] / 1e5) for place in (key, other)]
    return key == other or distance_km(*points[0], *points[1]) <= km


def _strangers(gazetteer: Gazetteer) -> list[str]:
    """Family names, and towns of countries where nothing is transliterated."""
    with resources.file("lexicons/toponym_persons.csv").open(encoding="utf-8", newline="") as file:
        persons = [row["word"] for row in csv.DictReader(file) if row["family"] == "1"]
    towns = sorted(
        {
            name
            for country in _ELSEWHERE
            for name, key in zip(*gazetteer.names_in(country), strict=True)
            if fold(gazetteer.name(key)) == name and len(letters(name)) > 3
        }
    )
    return _drawn(persons, _STRANGERS) + _drawn(towns, _STRANGERS)


def _drawn(things: Sequence[_Thing], count: int) -> list[_Thing]:
    return random.Random(_SEED).sample(things, min(count, len(things)))  # noqa: S311


def _fitted(questions: Sequence[Question]) -> NDArray[np.float64]:
    """Weights of the cues and the score of none: the right places, or none, made likely among all."""
    start = np.zeros(len(CUES) + 1)
    result = minimize(_loss, start, args=(questions,), jac=True, method="L-BFGS-B", options={"maxiter": 600})
    weights: NDArray[np.float64] = result.x
    return weights


def _loss(weights: NDArray[np.float64], questions: Sequence[Question]) -> tuple[float, NDArray[np.float64]]:
    total, slope = 0.0, np.zeros_like(weights)
    for cues, right, weight in questions:
        scores = np.append(cues @ weights[:-1], weights[-1])
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        good = np.append(right, not right.any())
        likely = max(float(shares[good].sum()), 1e-12)
        total -= weight * log(likely)
        shares[good] -= shares[good] / likely
        slope[:-1] += weight * (cues.T @ shares[:-1])
        slope[-1] += weight * shares[-1]
    count = len(questions)
    return total / count + _RIDGE * float(weights @ weights) / 2, slope / count + _RIDGE * weights
