"""What it costs to hear one sound for another.

Costs are read from ``data/models/spelling_costs.csv``: minus the logarithm of how often spellings of one
place differ so, fitted on other places than those the project measures itself on
(``data/models/spellings.md``).
"""

import csv
from collections.abc import Iterable
from functools import cache

from dashboard import resources

#: The cost of what the table does not know, and the most that anything costs.
MOST = 7.0


class SpellingCosts:
    """Costs of putting one sound for another, and of leaving one out; the same in both directions."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """``rows`` are pairs of sounds with a cost; an empty second sound is one left out."""
        self._change: dict[str, dict[str, float]] = {}
        self._drop: dict[str, float] = {}
        for one, other, cost in rows:
            if not other:
                self._drop[one] = cost
                continue
            self._change.setdefault(one, {})[other] = cost
            self._change.setdefault(other, {})[one] = cost

    @staticmethod
    @cache
    def open(table: str) -> "SpellingCosts":
        """The costs of a table of the installation: "latin", "arabic" or "arabic_script".

        Raises ResourceError where the file is missing.
        """
        with resources.file("models/spelling_costs.csv").open(encoding="utf-8", newline="") as file:
            return SpellingCosts(
                (row["one"], row["other"], float(row["cost"]))
                for row in csv.DictReader(file)
                if row["table"] == table
            )

    def change(self, one: str, other: str) -> float:
        """The cost of ``other`` where ``one`` was meant; either may be empty."""
        if one == other:
            return 0.0
        if not one or not other:
            return self._drop.get(one or other, MOST)
        return self._change.get(one, {}).get(other, MOST)

    def distance(self, one: str, other: str) -> float:
        """The least that it costs to make one string of sounds of the other."""
        drops = [self._drop.get(sound, MOST) for sound in other]
        above = [0.0]
        for drop in drops:
            above.append(above[-1] + drop)
        for sound in one:
            lost = self._drop.get(sound, MOST)
            changes = self._change.get(sound, {})
            left = above[0] + lost
            here = [left]
            for j, heard in enumerate(other):
                cost = above[j] if heard == sound else above[j] + changes.get(heard, MOST)
                if (dropped := above[j + 1] + lost) < cost:
                    cost = dropped
                if (added := left + drops[j]) < cost:
                    cost = added
                left = cost
                here.append(cost)
            above = here
        return above[-1]
