"""Other names of places, each to be asked for as if the gazetteer did not know it.

How well spellings are found is learnt and measured on them: the name is left out, the place's other names
stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.romanisation import Script, script_of
from dashboard.geocoding.sounds import letters

#: A spelling that the press may write is at least so like another name of its place.
LIKENESS = 0.85
_SHORTEST = 4
_LETTERS_A_WORD = 3
_VOWELS = frozenset("aeiouy")


class LeftOutName(NamedTuple):
    """A name, the key and country of its place, and the place's names in Latin letters that stay."""

    name: str
    key: int
    country: str
    others: tuple[str, ...]


def left_out_names(
    gazetteer: Gazetteer, countries: Iterable[str], *, script: Script = Script.LATIN
) -> list[LeftOutName]:
    """The other names, in letters of ``script``, of populated places that have another Latin name too."""
    found = []
    for country in countries:
        latin: dict[int, list[str]] = defaultdict(list)
        for name, key in zip(*gazetteer.names_in(country), strict=True):
            latin[key].append(name)
        written = gazetteer.names_in(country, latin=script is Script.LATIN)
        for name, key in zip(*written, strict=True):
            if not gazetteer.feature_code(key).startswith("PPL") or script_of(name) is not script:
                continue
            own = letters(name)
            others = tuple(other for other in latin[key] if letters(other) != own)
            if others and fold(gazetteer.name(key)) != name:
                found.append(LeftOutName(name, key, country, others))
    return sorted(found)


def press_spellings(names: Sequence[LeftOutName]) -> list[LeftOutName]:
    """Those that the press may write: one place's alone, with vowels and words of some length, and like
    another name of the place.

    Left out are letter-by-letter transcripts, names by way of Chinese or Japanese, names in another
    language and former names, which no rule of spelling could lead to the place.
    """
    bearers: dict[str, set[int]] = defaultdict(set)
    for left_out in names:
        bearers[left_out.name].add(left_out.key)
        for other in left_out.others:
            bearers[other].add(left_out.key)
    return [left_out for left_out in names if len(bearers[left_out.name]) == 1 and _is_plausible(left_out)]


def _is_plausible(left_out: LeftOutName) -> bool:
    bare, words = left_out.name.replace(" ", ""), left_out.name.split()
    if len(bare) < max(_SHORTEST, _LETTERS_A_WORD * len(words)):
        return False
    if 4 * sum(sign in _VOWELS for sign in bare) < len(bare):
        return False
    own = letters(left_out.name)
    return any(JaroWinkler.similarity(own, letters(other)) >= LIKENESS for other in left_out.others)
