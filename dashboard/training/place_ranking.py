"""Fit the weights of ``models/place_ranking.csv``: a conditional logit over the places that a name may mean.

The labelled names of an article are settled together by the guessed weights; what each was chosen from is an
example, whose right answers are the candidates near the labelled point, or "none of these" where none is.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dashboard.documents import read_document
from dashboard.geocoding.candidates import Candidate
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import Features, seats
from dashboard.mentions.toponym_resolution import Choice, Names
from dashboard.mentions.toponym_selection import place_name_spans
from dashboard.records.article import Article
from dashboard.training.labelled import Label, Labelled, labelled
from dashboard.training.made_texts import made_texts

#: What one would guess without data: the middle of the prior. Of a town and the county or province that is
#: named after it, the town is meant; what has no inhabitants to speak for it (seas, regions, sites) is better
#: known than the villages of its name.
GUESSES = {
    "inhabitants": 1.5, "alternate": -2.2, "alternate, transliterated": -2.2, "country": 2.5, "division": 2.3,
    "near": 3.0, "capital among countries": 1.5, "said kind": 4.0, "holder": 5.0, "none, elsewhere": 5.0,
    "none, acronym": 6.0, "none, outside": 1.0,
    **{f"kind={code}": weight for code, weight in {
        "PCLI": 1.5, "PPLC": 0.5, "ADM1": -1.0, "ADM2": -1.7, "CONT": 10.0, "OCN": 9.0, "RGN": 5.5,
        "SEA": 7.0, "GULF": 7.0, "STM": 5.0, "LK": 5.0, "LKS": 5.0, "ISL": 5.0, "ISLS": 5.5, "MTS": 5.5,
        "PEN": 5.5, "DSRT": 5.5, "VAL": 5.0, "STRT": 5.5, "BAY": 5.5, "CNL": 5.5, "CHN": 5.5, "PPLX": 5.5,
        "AIRB": 3.0, "AIRP": 2.5, "FCL": 5.0, "INSM": 5.0, "BDG": 5.0, "CMPRF": 5.0, "SQR": 5.5, "RD": 5.5,
        "MT": 5.0, "DAM": 5.0,
    }.items()},
}  # fmt: skip
MADE_TEXTS = 400
NEAR_KM = 161
#: A corpus counts as so many examples, whatever its size.
CORPUS_COUNTS = 1000.0
HIDDEN_EVERY = 3
SMALLEST = 1e-12
#: How narrow the priors are, in examples: the guesses do well, those for "none of these" are less sure.
PRECISION, NONE_PRECISION = 200.0, 20.0


@dataclass
class Examples:
    """Options of all examples one after another; ``starts`` says where each example's begin, ``shares`` how
    much it counts.
    """

    options: list[Features] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def add(self, choice: Choice, right: set[int]) -> None:
        """One name: the keys of its right candidates, none for "none of these"."""
        self.starts.append(len(self.options))
        self.shares.append(1.0)
        for candidate, features in choice.candidates:
            self.options.append(features)
            self.right.append(candidate.key in right)
        self.options.append(choice.absence)
        self.right.append(not right)

    def join(self, other: "Examples") -> None:
        """Take over the examples of a corpus; every corpus counts as much, and so do the made texts."""
        self.starts += [start + len(self.options) for start in other.starts]
        self.options += other.options
        self.right += other.right
        self.shares += [CORPUS_COUNTS / len(other.starts)] * len(other.starts)


def right_keys(found: Iterable[Candidate], label: Label, gazetteer: Gazetteer) -> set[int]:
    """The candidates that are the labelled place, else those near it, else the area that it is the middle
    of.
    """
    assert label.point is not None
    keys = [candidate.key for candidate in found]
    same = {key for key in keys if label.geonameid and gazetteer.place(key).geonameid == label.geonameid}
    if same:
        return same
    far = {
        key: distance_km(*label.point, gazetteer.latitudes[key] / 1e5, gazetteer.longitudes[key] / 1e5)
        for key in keys
    }
    near = {key for key in keys if far[key] <= NEAR_KM}
    return near or {key for key in keys if far[key] <= gazetteer.radius_km(key)}


def examples(
    articles: Iterable[Labelled],
    gazetteer: Gazetteer,
    cues: Mapping[str, float],
    weights: Mapping[str, float],
) -> Examples:
    """What the names of labelled articles were chosen from."""
    found = Examples()
    for one in articles:
        labels = {(label.start, label.end): label for label in one.labels if label.name and label.point}
        for where, names, i in _settled(one.article, gazetteer, cues, weights):
            choice = names.choice(i)
            if where in labels and _is_telling(choice, gazetteer):
                found.add(choice, right_keys((c for c, _ in choice.candidates), labels[where], gazetteer))
    return found


def _is_telling(choice: Choice, gazetteer: Gazetteer) -> bool:
    """Whether weights decide: there are candidates, and no rule tells town and division apart."""
    return bool(choice.candidates) and not seats(gazetteer, [candidate for candidate, _ in choice.candidates])


def made_examples(
    gazetteer: Gazetteer, cues: Mapping[str, float], weights: Mapping[str, float], *, seed: int = 2
) -> Examples:
    """What the names of made texts were chosen from; of some the place is hidden, as if it were lacking."""
    found = Examples()
    for number, (text, named) in enumerate(made_texts(gazetteer, MADE_TEXTS, seed=seed)):
        article = Article(f"made:{number}", text, language="en")
        for where, names, i in _settled(article, gazetteer, cues, weights):
            choice = names.choice(i)
            if where not in named or not _is_telling(choice, gazetteer):
                continue
            if all(candidate.key != named[where] for candidate, _ in choice.candidates):
                continue
            found.add(choice, {named[where]})
            hidden = names.choice(i, hidden=frozenset({named[where]}))
            if number % HIDDEN_EVERY == 0 and hidden.candidates:
                found.add(hidden, set())
    return found


def _settled(
    article: Article, gazetteer: Gazetteer, cues: Mapping[str, float], weights: Mapping[str, float]
) -> Iterator[tuple[tuple[int, int], Names, int]]:
    document = read_document(article)
    spans = [chosen.span for chosen in place_name_spans(document, gazetteer, cues)]
    names = Names(document, spans, gazetteer, weights)
    names.settled()
    for i, span in enumerate(spans):
        yield (span.start, span.end), names, i


def fit(found: Examples) -> dict[str, float]:
    """The weights that make the right answers likeliest, drawn to the guesses."""
    names = sorted({name for features in found.options for name, _ in features})
    numbers = {name: i for i, name in enumerate(names)}
    columns = [numbers[name] for features in found.options for name, _ in features]
    values = [value for features in found.options for _, value in features]
    ends = np.cumsum([0, *map(len, found.options)])
    matrix = csr_matrix((values, columns, ends), shape=(len(found.options), len(names)))
    starts, right, counts = np.array(found.starts), np.array(found.right, float), np.array(found.shares)
    which = np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))
    guesses = np.array([GUESSES.get(name, 0.0) for name in names])
    precision = np.array([NONE_PRECISION if name.startswith("none") else PRECISION for name in names])

    def shares(exponentials: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(exponentials / np.add.reduceat(exponentials, starts)[which], float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        exponentials = np.exp(scores - np.maximum.reduceat(scores, starts)[which])
        likely = shares(exponentials)
        good = np.maximum(np.add.reduceat(likely * right, starts), SMALLEST)
        off = weights - guesses
        gradient = matrix.T @ ((likely - likely * right / good[which]) * counts[which]) + precision * off
        return float(-(counts * np.log(good)).sum() + (precision * off) @ off / 2), gradient

    best = minimize(loss, guesses, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(weight), 3) for name, weight in zip(names, best.x, strict=True)}


def train(corpora: Path, names: list[str], cues: Mapping[str, float], target: Path) -> None:
    """Fit on the named corpora and write the weights to ``target``; ``cues`` find the names."""
    gazetteer = Gazetteer.open()
    found = Examples()
    for name in names:
        found.join(examples(labelled(corpora, name), gazetteer, cues, GUESSES))
    found.join(made_examples(gazetteer, cues, GUESSES))
    weights = GUESSES | fit(found)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerows(sorted(weights.items()))
