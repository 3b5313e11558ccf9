"""``ToponymModels``: the trained weights with which place names are found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard import resources
from dashboard.geocoding.ranking import RANKING
from dashboard.geocoding.weights_file import read_weights

CUES = "toponym_cues.csv"


@dataclass(frozen=True, slots=True)
class ToponymModels:
    """Weights of the recogniser and of the ranker.

    ``cues`` maps a cue of a span to its share of the log odds that the span is a place name; the cue "" holds
    the intercept. ``ranking`` maps a feature of a candidate, or of "none of these", to its share of the score
    by which the place of a name is chosen.
    """

    cues: Mapping[str, float]
    ranking: Mapping[str, float]

    @staticmethod
    def open(folder: Path | None = None) -> "ToponymModels":
        """The weights of the installation, read once a process, or those in ``folder``, read anew.

        Raises InputError where a file of the folder is missing or holds no weights; the message names it.
        """
        return _installed() if folder is None else _read(folder)


@cache
def _installed() -> ToponymModels:
    return _read(resources.folder("data") / "models")


def _read(folder: Path) -> ToponymModels:
    return ToponymModels(cues=read_weights(folder / CUES), ranking=read_weights(folder / RANKING))
