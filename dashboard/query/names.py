"""The dictionaries of a snapshot: what the codes of its hot columns stand for, the most frequent first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dashboard.records.codes import Certainty, GeoPrecision, Status

#: Codes of the closed lists: 0 is unknown, but places begin with the finest.
CERTAINTIES = ("", *(code.value for code in Certainty))
STATUSES = ("", *(code.value for code in Status))
PRECISIONS = tuple(code.value for code in GeoPrecision)
#: Dimensions whose dictionary is the dataset's own.
OPEN = ("kind", "country", "actor", "source", "dataset")


@dataclass(slots=True, eq=False)
class Names:
    """Values by code; ``totals`` counts the rows of the whole dataset that have each. Code 0 is none."""

    values: Sequence[str]
    totals: npt.NDArray[np.int64]
    _codes: dict[str, int] | None = field(default=None, repr=False)
    _folded: list[str] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.values)

    def codes_of(self, wanted: Iterable[str]) -> list[int]:
        """The codes of the values that the dataset has."""
        if self._codes is None:
            self._codes = {value: code for code, value in enumerate(self.values) if code}
        return [self._codes[value] for value in wanted if value in self._codes]

    def first(self, most: int, *, words: str = "", always: Iterable[str] = ()) -> list[int]:
        """At most so many codes whose values hold all of the words, the most frequent first, and those of
        ``always``.
        """
        kept = set(self.codes_of(always))
        wanted = words.casefold().split()
        if not wanted:
            return sorted(kept | set(range(1, min(len(self), most + 1))))
        if self._folded is None:
            self._folded = [value.casefold() for value in self.values]
        found = set(kept)
        for code in range(1, len(self)):
            if len(found) >= most + len(kept):
                break
            name = self._folded[code]
            if all(word in name for word in wanted):
                found.add(code)
        return sorted(found)


@dataclass(frozen=True, slots=True, eq=False)
class Dictionaries:
    """All dictionaries. ``sub_type`` has a value for each pair of event type and sub-type: ``type_of[code]``
    is the code of its event type among ``event_type``, ``sub_of[code]`` of its sub-type among ``sub_type``.
    """

    event_type: Names
    sub_type: Names
    type_of: npt.NDArray[np.int64]
    sub_of: npt.NDArray[np.int64]
    country: Names
    actor: Names
    source: Names
    dataset: Names
    certainty: Names
    status: Names
    precision: Names

    @classmethod
    def of(cls, rows: Iterable[tuple[str, int, str | None, str | None, int]]) -> "Dictionaries":
        """From the rows of the snapshot's table of codes: dimension, code, value, event type, total."""
        found: dict[str, list[tuple[int, str, str, int]]] = {}
        for dimension, code, value, above, total in rows:
            found.setdefault(dimension, []).append((code, value or "", above or "", total))

        def names(dimension: str) -> Names:
            listed = sorted(found.get(dimension, ())) or [(0, "", "", 0)]
            return Names([each[1] for each in listed], np.array([each[3] for each in listed], dtype=np.int64))

        pairs = sorted(found.get("kind", ())) or [(0, "", "", 0)]
        types, type_of = _merged([(above, total) for _, _, above, total in pairs])
        subs, sub_of = _merged([(value, total) for _, value, _, total in pairs])
        return cls(
            types, subs, type_of, sub_of, *(names(n) for n in ("country", "actor", "source", "dataset")),
            *(names(n) for n in ("certainty", "status", "precision")),
        )  # fmt: skip


def _merged(pairs: Sequence[tuple[str, int]]) -> tuple[Names, npt.NDArray[np.int64]]:
    """Values that several codes share, the most frequent first, and which of them each code has."""
    totals: dict[str, int] = {}
    for value, total in pairs:
        if value:
            totals[value] = totals.get(value, 0) + total
    ordered = ["", *sorted(totals, key=lambda value: (-totals[value], value))]
    at = {value: code for code, value in enumerate(ordered)}
    counts = np.array([totals.get(value, 0) for value in ordered], dtype=np.int64)
    return Names(ordered, counts), np.array([at[value] for value, _ in pairs], dtype=np.int64)
