"""The thread of a told past: which year a date without one belongs to.

A history tells forward, looks back and ahead in asides, and comes back to where it was. Years are counted
through year 0, so that 1 is before our era's first year: 0 is 1 BC, -1 is 2 BC.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: A mention so many months off the thread is an aside where the text soon comes back to the thread.
_JUMP = 18
#: So many dates later at most the text comes back from an aside.
_SOON = 5
#: It comes back even if it begins a little before where it was.
_OVERLAP = 3
#: After one of the last three months of a year, one of the first two is of the next.
_LATE, _EARLY = 10, 2


@dataclass(frozen=True, slots=True)
class Told:
    """A date with its year, at a token: its first and last month, counted from year 0.

    ``aside`` marks one that its words put beside the thread: in brackets, or before what is told.
    """

    position: int
    first: int
    last: int
    aside: bool


@dataclass(slots=True)
class Story:
    """The dates told with their years, and the months that the telling has reached."""

    told: Sequence[Told]
    reached: tuple[int, int] | None = None
    _next: int = 0

    @property
    def year(self) -> int | None:
        """The year that the telling has reached."""
        return None if self.reached is None else self.reached[0] // 12

    def tell(self, position: int, first: int, last: int, *, aside: bool, loose: bool) -> None:
        """Take a date told at a token, unless it is an aside, which is told and left again.

        ``loose``: it stands away from the head of its sentence. A whole year named there, in passing, leaves
        a telling where it is that goes by months.
        """
        while self._next < len(self.told) and self.told[self._next].position <= position:
            self._next += 1
        if self.reached is None:
            self.reached = (first, last)
        elif not (aside or self._returns(first, last) or (loose and self._is_coarse(first, last))):
            begun, ended = self.reached
            if not (first <= begun and ended <= last):  # "May 1915", then "1915", tells nothing new
                self.reached = (first, last)

    def year_of(self, month: int) -> int | None:
        """The year of a month told without one."""
        if self.reached is None:
            return None
        year, reached = divmod(self.reached[0], 12)
        turns = reached + 1 >= _LATE and month <= _EARLY and self.reached[1] - self.reached[0] < 10
        return year + turns

    def _is_coarse(self, first: int, last: int) -> bool:
        assert self.reached is not None
        begun, ended = self.reached
        return last - first > 10 and ended - begun < 6 and first // 12 != begun // 12

    def _returns(self, first: int, last: int) -> bool:
        """Whether a far date is left again soon for the months that the telling had reached."""
        assert self.reached is not None
        begun, ended = self.reached
        coming = [one for one in self.told[self._next : self._next + _SOON] if not one.aside]
        if last < begun - _JUMP:
            return any(one.last >= begun - _OVERLAP and one.first - ended <= _JUMP for one in coming)
        if first > ended + _JUMP:
            return any(begun - _OVERLAP <= one.last and one.first < first - _JUMP // 2 for one in coming)
        return False
