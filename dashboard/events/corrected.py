"""What readers have corrected: which events are one, and which are not, whatever the rules say."""

from collections.abc import Iterable, Sequence

from dashboard.records.correction import Correction, Verdict
from dashboard.records.event import Event


class Corrected:
    """The corrections, asked by event. A pair that is parted stays so, whatever joins it over others."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._apart: set[frozenset[str]] = set()
        self._joined: list[Correction] = []
        self._sets: dict[str, set[str]] = {}
        for correction in corrections:
            if correction.verdict is Verdict.APART:
                self._apart.add(correction.pair)
                continue
            self._joined.append(correction)
            whole = set().union(*(self._sets.get(each, {each}) for each in correction.pair))
            self._sets |= dict.fromkeys(whole, whole)

    def same_as(self, event: Event) -> tuple[str, ...]:
        """Ids of the events that were joined to this one by hand, directly or over others."""
        return tuple(sorted(self._sets.get(event.event_id, set()) - {event.event_id}))

    def one(self, first: Event, second: Event) -> bool:
        """Whether the two were joined by hand, directly or over others."""
        return second.event_id in self._sets.get(first.event_id, ())

    def apart(self, first: Event, second: Event) -> bool:
        """Whether the two were parted by hand."""
        return frozenset((first.event_id, second.event_id)) in self._apart

    def reasons(self, members: Sequence[Event]) -> tuple[str, ...]:
        """Why members were joined by hand, each reason once."""
        ids = {event.event_id for event in members}
        return tuple(dict.fromkeys(each.reason for each in self._joined if each.pair <= ids))
