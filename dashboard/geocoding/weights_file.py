"""Files of weights: a row a feature, with the feature's name first and its weight second."""

import csv
from pathlib import Path

from dashboard.errors import InputError


def read_weights(path: Path) -> dict[str, float]:
    """Feature -> weight of a file of weights.

    Raises InputError where the file is missing, or a line holds no feature with a number.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows, None)
            weights = {row[0]: float(row[1]) for row in rows}
    except OSError as error:
        raise InputError(
            f"the weights {path} cannot be read ({error.strerror}); "
            f"make them with: python -m dashboard.training -o {path.parent}"
        ) from None
    except (ValueError, IndexError, UnicodeDecodeError, csv.Error):
        raise InputError(
            f"{path} holds no weights (lines of a feature, a comma and a number); "
            f"make it again with: python -m dashboard.training -o {path.parent}"
        ) from None
    if not weights:
        raise InputError(
            f"{path} is empty; make it again with: python -m dashboard.training -o {path.parent}"
        )
    return weights
