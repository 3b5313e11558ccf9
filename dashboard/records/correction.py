"""A correction: a reader's word on whether two events are one, which holds over the rules."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.records.fields import described


class Verdict(StrEnum):
    """What is known of two events."""

    ONE = "one"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Correction:
    """Two events that are one, or that are not, whatever the rules of merging say."""

    first: str = described("The smaller event_id of the two")
    second: str = described("The other event_id")
    verdict: Verdict = described("one: the same event; apart: two events", values=", ".join(Verdict))
    reason: str = described("Why, in the words of whoever corrected it")
    made_at: datetime = described("When it was made", unit="UTC")

    @property
    def pair(self) -> frozenset[str]:
        """Both event ids."""
        return frozenset((self.first, self.second))
