"""Words that tell of the killed and the injured, and nouns for people and for things that are counted."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.actor_lexicon import rows
from dashboard.records.document import Token

# Last words of actors' nouns that are bodies or machines, not people.
_NOT_COUNTED = frozenset(
    """
    government parliament army military navy station party church union opposition administration regime
    command aircraft planes plane helicopters helicopter drones drone vessels vessel ships ship boats
    bulldozers warplanes warplane jets tanks artillery vehicles column media television radio newspaper
    newspapers ministry department court embassy office treasury
    """.split()
)
#: Whose people are counted, by the kind of actor that a noun names; "men" and "people" may be anybody's.
_SIDE_OF_KIND = {
    **dict.fromkeys(("state_forces", "police"), "state"),
    **dict.fromkeys(("rebel_group", "political_militia", "identity_militia"), "rebels"),
}
_CIVILIANS = frozenset(("civilian", "civilians", "villager", "villagers"))
_ANYBODY = frozenset(("men", "people", "members", "fighters", "fighter"))
ARMED_SIDES = frozenset(("state", "rebels", "fighters"))
#: Those of someone's family: "killed his wife".
_KIN = frozenset(
    """
    wife husband son daughter brother sister mother father cousin nephew niece uncle aunt grandmother
    grandfather widow baby toddler grandson granddaughter girlfriend boyfriend fiancee stepson
    """.split()
)


class CasualtyCue(NamedTuple):
    """A word or phrase for killing or injuring. ``frame`` is verb (it has an object, or is passive), subject
    (who dies is its subject) or adjective."""

    words: tuple[str, ...]
    injured: bool
    frame: str


@cache
def casualty_cues() -> dict[str, tuple[CasualtyCue, ...]]:
    """First word to the cues that start with it, longest first."""
    found: dict[str, list[CasualtyCue]] = {}
    for row in rows("numbers_cues"):
        for form in row["forms"].split(";"):
            words = tuple(form.split())
            found.setdefault(words[0], []).append(
                CasualtyCue(words, row["effect"] == "injured", row["frame"])
            )
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for first, cues in found.items()}


def casualty_cue(tokens: Sequence[Token], at: int, last: int) -> CasualtyCue | None:
    """The cue that starts at ``at``; "Dead" with a capital is part of a name."""
    for cue in casualty_cues().get(tokens[at].lower, ()):
        end = at + len(cue.words)
        if end <= last and all(tokens[at + k].lower == word for k, word in enumerate(cue.words)):
            return None if cue.words == ("dead",) and tokens[at].text != "dead" else cue
    return None


@cache
def things() -> frozenset[str]:
    """Nouns that are counted and are not people."""
    return frozenset(row["noun"] for row in rows("numbers_things"))


@cache
def people_nouns() -> frozenset[str]:
    """Nouns for people, singular and plural, lower case."""
    found: set[str] = set()
    for row in rows("actors_nouns"):
        found.update(form.lower().split()[-1].split("-")[-1] for form in row["forms"].split(";"))
    for row in rows("actors_peoples"):
        found.update(plural.lower().split()[-1] for plural in row["plural"].split(";") if plural)
    for land in Gazetteer.open().countries.values():
        found.update(people.lower().split()[-1] for people in land.people)
    return frozenset(found - _NOT_COUNTED - things())


@cache
def singular_people() -> frozenset[str]:
    """Nouns for one person."""
    plural = ("s", "men", "women", "children", "people", "police")
    return frozenset(word for word in people_nouns() if not word.endswith(plural)) | _KIN


def side_of(words: str) -> str | None:
    """Whose people a folded phrase counts: state, rebels, fighters (of either) or civilians; else None."""
    last = words.split()[-1:]
    if not last:
        return None
    if last[0] in _CIVILIANS:
        return "civilians"
    return _sides().get(last[0])


@cache
def _sides() -> dict[str, str]:
    found = {"fighters": "fighters", "fighter": "fighters"}
    for row in rows("actors_nouns"):
        side = _SIDE_OF_KIND.get(row["kind"])
        if side is None:
            continue
        for form in row["forms"].split(";"):
            word = form.lower().split()[-1]
            if word in people_nouns() and word not in _ANYBODY:
                found.setdefault(word, side)
    return found
