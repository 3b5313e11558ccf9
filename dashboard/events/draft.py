"""A draft: one trigger with the fields found for it, before mentions of one event are joined."""

from dataclasses import dataclass, field

from dashboard.records.claim import Claim
from dashboard.records.codes import Role, Status
from dashboard.records.event import Count
from dashboard.records.mention import ActorMention, Casualties, Timex, Toponym, Trigger
from dashboard.records.place import Where
from dashboard.records.when import When


@dataclass(slots=True)
class Draft:
    """Fields of one mention of an event.

    ``placed`` and ``dated``: its own sentence gives place and date; ``loose``: names of actors whom the act
    concerns without being its object; ``absent``: the place that its sentence names and the gazetteer lacks;
    ``fresh``: told as another one than those before; ``scene``: a later sentence says where it happened.
    """

    trigger: Trigger
    event_type: str
    sub_type: str
    confidence: float
    status: Status
    actors: list[tuple[ActorMention, Role]] = field(default_factory=list)
    loose: frozenset[str] = frozenset()
    where: Where | None = None
    where_reason: str | None = None
    toponym: Toponym | None = None
    placed: bool = False
    absent: str | None = None
    scene: bool = False
    when: When | None = None
    timex: Timex | None = None
    dated: bool = False
    fatalities: Count | None = None
    injured: Count | None = None
    tolls: list[Casualties] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    background: bool = False
    fresh: bool = False
    triggers: list[Trigger] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    last: int = 0

    def __post_init__(self) -> None:
        self.triggers.append(self.trigger)
        self.sentences.add(self.trigger.sentence)
        self.last = self.trigger.sentence

    def names(self, role: Role) -> set[str]:
        """Canonical names of the actors in a role, those whom the act only concerns left out."""
        return {m.name for m, played in self.actors if played is role and m.name not in self.loose}

    @property
    def everyone(self) -> set[str]:
        """Canonical names of all actors, those whom the act only concerns left out."""
        return {m.name for m, _ in self.actors} - self.loose
