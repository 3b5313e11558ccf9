"""An incident: the same event as several articles tell it. The map and the table show incidents."""

from dataclasses import dataclass

from dashboard.records.claim import Claim
from dashboard.records.codes import Certainty, Likelihood, Stance
from dashboard.records.event import Event
from dashboard.records.fields import described


@dataclass(frozen=True, slots=True)
class Incident:
    """Member events and what they say together. A single event is an incident of one."""

    incident_id: str = described("The smallest event_id of its members")
    events: tuple[Event, ...] = described(
        "Members, most trusted first; the first one's fields are shown where members agree"
    )
    merged: Event = described("The merged fields: narrowest common dates, ranges of the numbers, all claims")
    publishers: tuple[str, ...] = described("Independent publishers, wire copies once")
    certainty: Certainty = described("What a reader is shown of the claims", values=", ".join(Certainty))
    reason: str | None = described(
        "Why the members were taken for one event; None for an incident of one", default=None
    )


def certainty_of(claims: tuple[Claim, ...], *, numbers_differ: bool = False) -> Certainty:
    """The certainty shown to a reader: the first that applies, from unsure to stated.

    probable or possible: no claim is certain or asserts more than a suspicion; disputed: any denial, or
    values that differ between sources; claimed by one party: a source other than the reporter; else stated
    as fact.
    """
    if not claims:
        return Certainty.STATED
    firm = [
        c
        for c in claims
        if c.certainty is Likelihood.CERTAIN and c.stance not in (Stance.ALLEGED, Stance.SUSPECTED)
    ]
    if not firm:
        return Certainty.UNSURE
    if numbers_differ or any(c.stance is Stance.DENIED for c in claims):
        return Certainty.DISPUTED
    if any(c.source is None for c in firm):
        return Certainty.STATED
    return Certainty.CLAIMED
