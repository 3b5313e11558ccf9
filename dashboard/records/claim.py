"""Claims: who says that an event happened, and how."""

from dataclasses import dataclass

from dashboard.records.codes import Likelihood, Stance
from dashboard.records.fields import described


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on one event."""

    source: str | None = described("Who says so; None = the reporter")
    stance: Stance = described("How the source stands to it", values=", ".join(Stance))
    certainty: Likelihood = described("How sure the wording is", values=", ".join(Likelihood))
    start: int | None = described(
        "Start of the source's span in the article's text", unit="characters", default=None
    )
    end: int | None = described("End of the span, exclusive", unit="characters", default=None)
