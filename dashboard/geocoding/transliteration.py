"""Names that were carried over from another script and so have many spellings.

A spelling is forgiven only within countries whose names reach English by transliteration, only where one
place is clearly closest, and never without saying so (``PlaceMatch.FUZZY``). Anywhere else a near miss is far
more often another name than the same one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import extract

from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer

#: Countries whose place names reach English by transliteration.
TRANSLITERATED = frozenset(
    """UA RU BY KZ KG TJ UZ TM BG RS MK MD GE AM AZ SY IQ LB JO PS EG SD LY TN DZ YE OM AE SA KW QA BH IR AF
    PK""".split()
)
#: A spelling counts from this similarity on, if no other place comes within MARGIN of it.
THRESHOLD = 0.80
MARGIN = 0.02
#: Without a country to look in, a spelling must be closer.
BLIND_THRESHOLD = 0.86
_SHORTLIST = 20
_SHORTEST = 5

_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("dzh", "j"), ("zh", "z"), ("kh", "h"), ("sh", "s"), ("ch", "c"),
    ("gh", "h"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("dj", "j"),
    ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("g", "h"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyj]+")
_DOUBLE = re.compile(r"(.)\1+")
_ENDINGS = re.compile(r"(?:skaya|skaja|skoye|skoe|skoje|skyy|skyi|skiy|skii|sky|ski|ska|ske|sk)$")


class Guess(NamedTuple):
    """A place that a name is taken for, and how alike the spellings are, 0 to 1."""

    key: int
    similarity: float


def skeleton(name: str) -> str:
    """What the spellings of one name share: consonants by sound, every run of vowels as one ``a``."""
    word = _ENDINGS.sub("sk", fold(name).replace(" ", ""))
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("a", word)).rstrip("a")


def closest(gazetteer: Gazetteer, name: str, countries: Iterable[str] | None = None) -> Guess | None:
    """The place whose name is spelt most like ``name``, in ``countries`` (all that are transliterated if
    None).

    None where no place is close enough or two are about as close.
    """
    wanted = fold(name)
    if len(wanted) < _SHORTEST or not wanted.isascii():
        return None
    pool = TRANSLITERATED if countries is None else TRANSLITERATED.intersection(countries)
    bones = skeleton(wanted)
    best: dict[int, float] = defaultdict(float)
    for country in sorted(pool):
        names, keys = _same_initial(gazetteer, country).get(bones[:1], ([], []))
        for form, _, position in extract(
            wanted, names, scorer=JaroWinkler.similarity, processor=None, limit=_SHORTLIST, score_cutoff=0.85
        ):
            alike = Levenshtein.normalized_similarity(wanted, form)
            alike = (alike + Levenshtein.normalized_similarity(bones, skeleton(form))) / 2
            best[keys[position]] = max(best[keys[position]], alike)
    if not best:
        return None
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    key, similarity = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    if similarity < (BLIND_THRESHOLD if countries is None else THRESHOLD) or similarity - rival < MARGIN:
        return None
    return Guess(key, round(similarity, 3))


@lru_cache(64)
def _same_initial(gazetteer: Gazetteer, country: str) -> dict[str, tuple[list[str], list[int]]]:
    """Names of a country's places by the first letter of their skeleton."""
    groups: dict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for name, key in zip(*gazetteer.names_in(country), strict=True):
        names, keys = groups[_initial(name)]
        names.append(name)
        keys.append(key)
    return dict(groups)


def _initial(name: str) -> str:
    return skeleton(name[:5])[:1]
