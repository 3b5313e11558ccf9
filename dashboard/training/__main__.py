"""Make the weights of ``data/models`` from labelled corpora; the same input gives the same bytes."""

import argparse
import os
from pathlib import Path

from dashboard.geocoding.ranking import RANKING
from dashboard.geocoding.weights_file import read_weights
from dashboard.mentions.toponym_models import CUES
from dashboard.training import article_types, place_ranking, spellings, toponym_cues
from dashboard.training.labelled import CORPORA

FOLDER = "CONFLICT_EVENTS_CORPORA"


def main() -> None:
    """Read the command line and fit."""
    known = [*CORPORA, article_types.CORPUS]
    parser = argparse.ArgumentParser(prog="python -m dashboard.training", description=__doc__)
    parser.add_argument(
        "corpora",
        type=Path,
        nargs="?",
        default=os.environ.get(FOLDER),
        help=f"folder of the labelled corpora; {FOLDER} where not given",
    )
    parser.add_argument(
        "--hold-out",
        action="append",
        default=[],
        metavar="NAME",
        choices=sorted(known),
        help=f"leave a corpus out, for an honest figure on it: {', '.join(known)}; may be repeated",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the weights"
    )
    given = parser.parse_args()
    if given.corpora is None:
        parser.error(f"name the folder of the labelled corpora, or set {FOLDER}")
    if not (given.corpora / "toponyms").is_dir():
        parser.error(f"{given.corpora} holds no labelled corpora: its folder toponyms/ is missing")
    names = [name for name in CORPORA if name not in given.hold_out]
    if not names:
        parser.error("every corpus is held out; leave one to learn from")
    given.output.mkdir(parents=True, exist_ok=True)
    toponym_cues.train(given.corpora, names, given.output / CUES)
    place_ranking.train(given.corpora, names, read_weights(given.output / CUES), given.output / RANKING)
    spellings.train(given.output)
    if article_types.CORPUS in given.hold_out:
        article_types.remove(given.output)
    else:
        article_types.train(given.corpora, names, given.output)


if __name__ == "__main__":
    main()
