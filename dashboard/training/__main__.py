"""Make the weights of ``data/models`` from labelled corpora; the same input gives the same bytes."""

import argparse
from pathlib import Path

from dashboard.training import spellings, toponym_cues


def main() -> None:
    """Read the command line and fit."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of the labelled corpora")
    parser.add_argument(
        "--hold-out",
        action="append",
        default=[],
        metavar="NAME",
        help=f"leave a corpus out, for an honest figure on it: {', '.join(toponym_cues.CORPORA)}",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the weights"
    )
    given = parser.parse_args()
    if unknown := set(given.hold_out) - set(toponym_cues.CORPORA):
        known = ", ".join(toponym_cues.CORPORA)
        parser.error(f"no corpus is named {sorted(unknown)[0]!r}; there are {known}")
    names = [name for name in toponym_cues.CORPORA if name not in given.hold_out]
    given.output.mkdir(parents=True, exist_ok=True)
    toponym_cues.train(given.corpora, names, given.output / "toponym_cues.csv")
    spellings.train(given.output)


if __name__ == "__main__":
    main()
