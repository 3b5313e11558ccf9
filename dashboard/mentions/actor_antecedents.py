"""Whom "the militants", "the attackers" and "the ministry" stand for: the only one before that fits."""

from dashboard.mentions.actor_names import Draft
from dashboard.records.codes import ActorKind

#: Groups that bear arms and are no state's.
ARMED = frozenset((ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA))
#: Heads of phrases for people of such a group.
FIGHTERS = frozenset(
    ("militants", "insurgents", "rebels", "fighters", "terrorists", "separatists", "guerrillas")
)
_BARE = FIGHTERS - {"fighters"}
_ATTACKERS = frozenset(("attackers", "gunmen"))
#: So many tokens on, nobody remembers whom the words stand for.
_MEMORY = 120


class Antecedents:
    """The named groups, nameless attackers and ministries of a document as it is read."""

    def __init__(self) -> None:
        self._groups: dict[str, Draft] = {}
        self._attackers: dict[str, Draft] = {}
        self._ministries: dict[str, Draft] = {}
        self._nameless = False

    def note(self, draft: Draft) -> None:
        """Remember a mention that later words may stand for."""
        if draft.kind in ARMED and (not draft.head or draft.owned):
            self._groups[draft.name] = draft
        elif draft.head in FIGHTERS and draft.name not in self._groups:
            self._nameless = True  # "rebels": another side than the group that is named
        elif draft.head in _ATTACKERS:
            self._attackers[draft.name] = draft
        elif draft.head.startswith("Ministry") and draft.country:
            self._ministries[draft.name] = draft

    def of(self, draft: Draft) -> Draft | None:
        """Whom a definite phrase without a name or country stands for; None where that is not plain."""
        if not draft.definite or draft.owned or draft.country is not None or draft.people:
            return None
        if draft.name == "ministry":
            return _only(self._ministries, draft)
        if draft.name != draft.head and draft.head not in _ATTACKERS:
            return None  # "the Islamist militants in the north"
        if draft.head in _ATTACKERS and draft.name in ("attackers", "assailants", "gunmen"):
            crowd = {name: known for name, known in self._attackers.items() if _is_plural(name)}
            if self._attackers:
                return _only(crowd, draft) if len(self._attackers) == 1 else None
        elif draft.head not in _BARE:
            return None
        return None if self._nameless else _only(self._groups, draft)


def _only(known: dict[str, Draft], draft: Draft) -> Draft | None:
    """The one that is known, told not long ago."""
    if len(known) != 1:
        return None
    (found,) = known.values()
    return found if draft.first - found.first <= _MEMORY else None


def _is_plural(name: str) -> bool:
    return name.endswith(("s", "men"))
