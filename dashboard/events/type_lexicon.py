"""Words that speak for a kind of news, with points: ``data/lexicons/article_types.csv``."""

import csv
from collections.abc import Sequence
from functools import cache

from dashboard import resources

_REPEATS = 2


@cache
def _lexicon() -> dict[str, tuple[tuple[str, float], ...]]:
    """Word, or two joined by a hyphen, to the types it speaks for, with points."""
    found: dict[str, list[tuple[str, float]]] = {}
    with resources.file("lexicons/article_types.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split():
                found.setdefault(word, []).append((row["type"], float(row["weight"])))
    return {word: tuple(types) for word, types in found.items()}


def points_of(words: Sequence[str]) -> dict[str, float]:
    """Type to the points that folded words give it; a word counts at most twice."""
    lexicon = _lexicon()
    seen: dict[str, int] = {}
    points: dict[str, float] = {}
    for i, word in enumerate(words):
        for gram in (word, f"{word}-{words[i + 1]}" if i + 1 < len(words) else ""):
            types = lexicon.get(gram)
            if types is None or seen.get(gram, 0) >= _REPEATS:
                continue
            seen[gram] = seen.get(gram, 0) + 1
            for name, weight in types:
                points[name] = points.get(name, 0.0) + weight
    return points
