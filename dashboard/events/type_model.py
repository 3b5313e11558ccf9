"""The weights of the kinds of news: ``data/models/article_types.csv`` (cues) and ``.npy`` (their weights)."""

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dashboard import resources
from dashboard.errors import ResourceError
from dashboard.events.type_cues import Cues

CUES, WEIGHTS = "article_types.csv", "article_types.npy"
#: The group of the rows that name the columns of the weights.
COLUMN = "type"


@dataclass(frozen=True, slots=True)
class TypeModel:
    """A linear model. Scores are sums of weights; a cue's share is its value times its rarity, over the
    length of its group.

    ``types`` are the columns of ``weights`` but the last, which tells news of any of them from other texts.
    ``cues``: group to cue to its row and its rarity; the first row of ``weights`` is the intercept.
    """

    types: tuple[str, ...]
    cues: dict[str, dict[str, tuple[int, float]]]
    weights: NDArray[np.float32]

    def scores(self, cues: Cues) -> tuple[NDArray[np.float32], float]:
        """A score for each of ``types``, and one above 0 where the article is news of any of them."""
        rows, shares = [0], [1.0]
        for group, known in self.cues.items():
            found = [(known[cue], value) for cue, value in cues[group].items() if cue in known]
            values = [value * rarity for (_, rarity), value in found]
            length = math.sqrt(sum(value * value for value in values)) or 1.0
            rows += [row for (row, _), _ in found]
            shares += [value / length for value in values]
        total = np.asarray(shares, np.float32) @ self.weights[rows]
        return total[:-1], float(total[-1])


def read_model(folder: Path) -> TypeModel | None:
    """The weights in a folder; None where it was made without them (``--hold-out case``).

    Raises ResourceError where the two files do not belong together.
    """
    listed, weighed = folder / CUES, folder / WEIGHTS
    if not listed.is_file() or not weighed.is_file():
        return None
    types: list[str] = []
    known: dict[str, dict[str, tuple[int, float]]] = {}
    with listed.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["group"] == COLUMN:
                types.append(row["cue"])
            else:
                cues = known.setdefault(row["group"], {})
                cues[row["cue"]] = (1 + sum(map(len, known.values())), float(row["rarity"]))
    weights = np.load(weighed).astype(np.float32)
    if weights.shape != (1 + sum(map(len, known.values())), len(types) + 1):
        raise ResourceError(
            f"{weighed} has the shape {weights.shape}, which is not that of {listed}; "
            "make both again with python -m dashboard.training"
        )
    return TypeModel(tuple(types), known, weights)


@cache
def shipped_model() -> TypeModel | None:
    """The weights of this installation, read once a process; None where it was made without them."""
    return read_model(resources.folder("data") / "models")
