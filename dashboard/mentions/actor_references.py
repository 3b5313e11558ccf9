"""References: surnames, "the army", whose side "fighters" are on, the country an article is about."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dashboard.mentions.actor_antecedents import ARMED, FIGHTERS, Antecedents
from dashboard.mentions.actor_names import Draft
from dashboard.records.codes import ActorKind

_REBELS = frozenset(("rebels", "insurgents", "guerrillas"))
_STATE = frozenset(
    """
    government army forces police parliament cabinet court authorities military prosecutors leader
    """.split()
) | {"security forces", "government forces", "air force", "navy", "intelligence service"}
#: What "the group" may stand for.
_GROUPS = frozenset(
    (
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.ORGANISATION,
    )
)
_KEPT_TITLES = frozenset((ActorKind.GOVERNMENT, ActorKind.STATE_FORCES, ActorKind.POLICE))
_SHARE = 0.6
_ENOUGH = 2


def known_people(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Surname to the draft that knows most of that person; the first of equals."""
    best: dict[str, Draft] = {}
    for draft in drafts:
        if draft.person:
            surname = draft.name.rsplit(" ", 1)[-1]
            known = best.get(surname)
            if known is None or _knowledge(draft) > _knowledge(known):
                best[surname] = draft
    return best


def _knowledge(draft: Draft) -> tuple[bool, bool, bool]:
    return " " in draft.name, draft.kind is not ActorKind.INDIVIDUAL, draft.country is not None


def resolved(drafts: Sequence[Draft], *, places: Iterable[str] = ()) -> list[Draft]:
    """``drafts`` in order, the overlapping left out, with what the rest of the document says of each.

    ``places`` are the country codes of the places named, one for each time.
    """
    ordered = _apart(sorted(drafts, key=lambda draft: (draft.first, -draft.last)))
    people = known_people(ordered)
    rebels = {d.country for d in ordered if d.kind is ActorKind.REBEL_GROUP and d.head in _REBELS}
    forces = {
        d.country: d
        for d in reversed(ordered)
        if d.country and d.kind is ActorKind.STATE_FORCES and d.head == "forces"
    }
    home = _home(ordered, places)
    latest: dict[tuple[str, ActorKind], Draft] = {}
    found = []
    group: Draft | None = None
    antecedents = Antecedents()
    for draft in ordered:
        if (
            draft.head == "group"
            and not draft.owned
            and draft.kind is ActorKind.UNKNOWN
            and not draft.country
        ):
            if group is None:
                continue
            draft = draft._replace(name=group.name, kind=group.kind, country=group.country)
        elif _may_be_group(draft):
            group = draft
        named = antecedents.of(draft)
        if named is not None:
            draft = draft._replace(name=named.name, kind=named.kind, country=named.country)
        antecedents.note(draft)
        if draft.person:
            draft = _full(draft, people)
        elif draft.definite and draft.head and draft.country is None:
            known = latest.get((draft.head, draft.kind))
            if known is not None:
                draft = draft._replace(name=known.name, country=known.country)
        elif draft.head == "fighters" and not draft.people and draft.kind is ActorKind.REBEL_GROUP:
            if draft.country in forces and not rebels & {None, draft.country}:
                draft = draft._replace(kind=ActorKind.STATE_FORCES)
        elif draft.head == "people" and draft.definite and draft.country in forces:
            draft = draft._replace(name=forces[draft.country].name, kind=ActorKind.STATE_FORCES)
        if draft.country is None and home is not None and _of_state(draft):
            draft = draft._replace(country=home)
        elif draft.head and draft.country is not None:
            latest[draft.head, draft.kind] = draft
        found.append(draft)
    return found


def _may_be_group(draft: Draft) -> bool:
    """Whether "the group" may stand for it: a name of its own, no news agency."""
    if draft.owned and draft.head in FIGHTERS and draft.kind in ARMED:
        return True  # "Islamic State fighters"
    if draft.head or draft.person or draft.kind not in _GROUPS:
        return False
    return draft.kind is not ActorKind.ORGANISATION or not draft.speaker


def _apart(ordered: Iterable[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in ordered:
        if not kept or draft.first >= kept[-1].last:
            kept.append(draft)
    return kept


def _full(draft: Draft, people: dict[str, Draft]) -> Draft:
    """A person by the fullest name and office that the document gives."""
    best = people[draft.name.rsplit(" ", 1)[-1]]
    if " " in draft.name and best.name != draft.name:
        return draft
    return draft._replace(name=best.name, kind=best.kind, country=best.country or draft.country)


def _of_state(draft: Draft) -> bool:
    if draft.person:
        return draft.kind in _KEPT_TITLES
    if draft.owned:
        return False
    return (draft.head in _STATE or draft.head.startswith("Ministry")) and draft.kind in _KEPT_TITLES


def _home(drafts: Iterable[Draft], places: Iterable[str]) -> str | None:
    """The country that most of a document's actors and places belong to, where there is a clear one."""
    counts = Counter(draft.country for draft in drafts if draft.country and draft.head != "diplomats")
    counts.update(places)
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    return (
        country
        if count == counts.total() or (count >= _ENOUGH and count >= _SHARE * counts.total())
        else None
    )
