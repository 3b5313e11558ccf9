"""Fit the weights of ``models/toponym_cues.csv``: logistic regression on the cues of candidate spans."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dashboard.documents import read_document
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.toponym_scoring import CueReader, elsewhere_cue
from dashboard.mentions.toponym_selection import possible_spans
from dashboard.records.article import Article
from dashboard.training.labelled import labelled
from dashboard.training.made_texts import Span, made_texts

MADE_TEXTS = 400
RAREST = 3
SMALLEST = 0.05
FOLDS = 4


class Examples:
    """Cues of candidate spans, and whether each is a place name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.cues: list[list[str]] = []
        self.labels: list[bool] = []
        self.names: list[tuple[int, str]] = []
        self._documents = 0

    def add(
        self, article: Article, gold: set[Span], ignored: Iterable[Span] = (), *, skip: str = "\0"
    ) -> None:
        """The spans of one article; those that only touch what is ``ignored`` teach nothing."""
        self._documents += 1
        document = read_document(article)
        spans = possible_spans(document, self._gazetteer)
        reader = CueReader(document, spans, self._gazetteer)
        for span in spans:
            label = (span.start, span.end) in gold
            if not label and any(start < span.end and span.start < end for start, end in ignored):
                continue
            self.cues.append([cue for cue in reader.cues(span) if not cue.startswith(skip)])
            self.labels.append(label)
            self.names.append((self._documents, span.key))


def gather(corpora: Path, names: list[str]) -> Examples:
    """The examples of the named corpora and of the made texts."""
    gazetteer = Gazetteer.open()
    examples = Examples(gazetteer)
    for name in names:
        for one in labelled(corpora, name):
            examples.add(
                one.article,
                {(label.start, label.end) for label in one.labels if label.name},
                [(label.start, label.end) for label in one.labels if not label.name],
            )
    for text, named in made_texts(gazetteer, MADE_TEXTS):
        examples.add(Article(f"made:{len(examples.cues)}", text, language="en"), set(named), skip="word=")
    return examples


def fit(matrix: csr_matrix, labels: NDArray[np.float64], rounds: int) -> NDArray[np.float64]:
    """Intercept and weights of a logistic regression with a unit Gaussian prior."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = matrix @ weights[1:] + weights[0]
        error = 1 / (1 + np.exp(-odds)) - labels
        gradient = np.concatenate(([error.sum()], matrix.T @ error + weights[1:]))
        return float(np.sum(np.logaddexp(0, odds) - labels * odds) + weights[1:] @ weights[1:] / 2), gradient

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return np.asarray(found.x, float)


def matrix_of(cues: list[list[str]]) -> tuple[csr_matrix, list[str]]:
    """A row an example, a column a cue that is not rare; and the cues of the columns."""
    counts = Counter(cue for row in cues for cue in row)
    kept = sorted(cue for cue, count in counts.items() if count >= RAREST)
    numbers = {cue: i for i, cue in enumerate(kept)}
    columns: list[int] = []
    ends = [0]
    for row in cues:
        columns += sorted({numbers[cue] for cue in row if cue in numbers})
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(cues), len(kept))), kept


def add_repetition(examples: Examples) -> None:
    """The cue of a name that stands elsewhere too, from scores of models that did not see the document."""
    matrix, _ = matrix_of(examples.cues)
    labels, fold = (
        np.array(examples.labels, float),
        np.array([number % FOLDS for number, _ in examples.names]),
    )
    odds = np.zeros(len(labels))
    for number in range(FOLDS):
        weights = fit(matrix[fold != number], labels[fold != number], 60)
        odds[fold == number] = matrix[fold == number] @ weights[1:] + weights[0]
    together: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i, name in enumerate(examples.names):
        together[name].append(i)
    for group in together.values():
        for i in group if len(group) > 1 else ():
            examples.cues[i].append(elsewhere_cue(max(odds[j] for j in group if j != i)))


def train(corpora: Path, names: list[str], target: Path) -> None:
    """Fit on the named corpora and write the weights to ``target``."""
    examples = gather(corpora, names)
    add_repetition(examples)
    matrix, kept = matrix_of(examples.cues)
    weights = fit(matrix, np.array(examples.labels, float), 150)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["cue", "weight"])
        writer.writerow(["", round(float(weights[0]), 3)])
        writer.writerows(
            [cue, round(float(weight), 2)]
            for cue, weight in zip(kept, weights[1:], strict=True)
            if abs(weight) >= SMALLEST
        )
