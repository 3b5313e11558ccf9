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
    via: str | None = described(
        "Who passes the source's word on, the outermost: TASS, where TASS cites the ministry", default=None
    )

    @property
    def is_reporters_own(self) -> bool:
        """Whether the reporter tells it as a fact: a claim only beside those of others."""
        return self.source is None and (self.stance, self.certainty) == (Stance.ASSERTED, Likelihood.CERTAIN)
