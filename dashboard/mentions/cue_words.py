"""Short lists of cue words, kept as data: one row a list."""

import csv

from dashboard import resources


def cue_words(path: str) -> dict[str, frozenset[str]]:
    """The lists of a file under ``data/`` with the columns cue, meaning and words, by cue.

    Raises ResourceError where the file is missing.
    """
    with resources.file(path).open(encoding="utf-8", newline="") as lines:
        return {row["cue"]: frozenset(row["words"].split()) for row in csv.DictReader(lines)}
