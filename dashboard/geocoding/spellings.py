"""The spellings of a country's names, and which of them are like an unknown one."""

from array import array
from collections import defaultdict
from functools import lru_cache
from math import log
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import extract

from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.romanisation import Script, romanised, script_of
from dashboard.geocoding.sounds import bones, consonants, frame, letters, sounds
from dashboard.geocoding.spelling_costs import SpellingCosts

#: Countries whose names are, or came to English through, Arabic: their articles and endings are read as such.
ARABIC = frozenset("SY IQ LB JO PS EG SD LY TN DZ MA YE OM AE SA KW QA BH MR EH".split())
#: What tells that two spellings are of one name (see ``Alike.cues``).
CUES = ("letters", "consonants", "cost", "length_difference", "first", "length", "forms", "division")
_SHORTLIST = 60
_LEAST_ALIKE = 0.6
_COMPARED_PLACES, _COMPARED_FORMS = 12, 2
_VOTE = 0.1
_LONG = 12


class Wanted(NamedTuple):
    """An unknown name as it is compared: folded Latin ``letters`` and the script it was written in."""

    name: str
    letters: str
    script: Script

    @classmethod
    def read(cls, name: str) -> "Wanted | None":
        """None where the name's letters are of no script that we read, or of several."""
        script = script_of(name)
        if script is None:
            return None
        latin = fold(name if script is Script.LATIN else romanised(name))
        return cls(latin, letters(latin), script) if latin.isascii() else None


class Alike(NamedTuple):
    """A place with a name like the wanted one: how alike the letters are, 0 to 1, and the values of CUES."""

    key: int
    similarity: float
    cues: tuple[float, ...]


class _Form(NamedTuple):
    letters: str
    sounds: str
    key: int
    alike: float
    heard: float
    letters_alike: float
    consonants_alike: float


class Spellings:
    """The names of one country's places, in a form to be searched by sound."""

    def __init__(self, gazetteer: Gazetteer, country: str, *, unvowelled: bool = False) -> None:
        """``unvowelled``: for names in Arabic letters, which leave short vowels out."""
        self._gazetteer = gazetteer
        self._arabic = country in ARABIC or unvowelled
        self._unvowelled = unvowelled
        table = "arabic_script" if unvowelled else "arabic" if self._arabic else "latin"
        self._costs = SpellingCosts.open(table)
        names, keys = gazetteer.names_in(country)
        text = "\n".join(names)
        if unvowelled:
            written, bearers = gazetteer.names_in(country, latin=False)
            in_arabic = [i for i, name in enumerate(written) if script_of(name) is Script.ARABIC]
            text = "\n".join([text, romanised("\n".join(written[i] for i in in_arabic))])
            keys = [*keys, *(bearers[i] for i in in_arabic)]
        heard = sounds(text, arabic=self._arabic)
        self._letters = letters(text).split("\n")
        self._sounds = heard.split("\n")
        self._keys = array("I", keys)
        positions: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for i, core in enumerate(self._core(heard).split("\n")):
            if i < len(keys):
                positions[core].append(i)
        self._positions = dict(positions)
        self._cores = list(positions)

    def alike(self, wanted: Wanted, *, itself: bool = True) -> list[Alike]:
        """The places with the names most like ``wanted``; without ``itself`` those of the very same letters
        do not count.
        """
        heard = sounds(wanted.name, arabic=self._arabic)
        hard = self._hard(heard)
        forms: dict[int, list[_Form]] = defaultdict(list)
        for core, _, _ in extract(
            self._core(heard),
            self._cores,
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            limit=_SHORTLIST,
            score_cutoff=_LEAST_ALIKE,
        ):
            for i in self._positions[core]:
                form = self._letters[i]
                if itself or form != wanted.letters:
                    made = self._compared(wanted.letters, heard, hard, i)
                    forms[made.key].append(made)
        best = sorted(forms, key=lambda key: (-max(form.alike for form in forms[key]), key))
        return [self._cued(wanted, heard, key, forms[key]) for key in best[:_COMPARED_PLACES]]

    def _core(self, heard: str) -> str:
        return frame(heard) if self._unvowelled else bones(heard)

    def _hard(self, heard: str) -> str:
        return frame(heard) if self._unvowelled else consonants(heard, arabic=self._arabic)

    def _compared(self, wanted: str, heard: str, hard: str, i: int) -> _Form:
        form, sound = self._letters[i], self._sounds[i]
        by_letters = Levenshtein.normalized_similarity(wanted, form)
        by_sounds = Levenshtein.normalized_similarity(heard, sound)
        by_consonants = Levenshtein.normalized_similarity(hard, self._hard(sound))
        alike = by_letters + 2 * by_sounds + by_consonants
        return _Form(form, sound, self._keys[i], alike, by_sounds, by_letters, by_consonants)

    def _cued(self, wanted: Wanted, heard: str, key: int, forms: list[_Form]) -> Alike:
        forms.sort(key=lambda form: -form.alike)
        costs = [self._costs.distance(heard, form.sounds) for form in forms[:_COMPARED_FORMS]]
        cost = min(costs)
        form = forms[costs.index(cost)]
        longer = max(len(wanted.letters), len(form.letters), 1)
        cues = (
            form.letters_alike,
            form.consonants_alike,
            cost / max(len(heard), 1),
            abs(len(wanted.letters) - len(form.letters)) / longer,
            float(wanted.letters[:1] == form.letters[:1]),
            min(len(wanted.letters), _LONG) / _LONG,
            log(1 + sum(other.heard >= form.heard - _VOTE for other in forms)),
            float(self._gazetteer.feature_code(key).startswith("ADM")),
        )
        return Alike(key, JaroWinkler.similarity(wanted.letters, form.letters), cues)


@lru_cache(96)
def spellings_of(gazetteer: Gazetteer, country: str, *, unvowelled: bool = False) -> Spellings:
    """The spellings of a country, made once a process."""
    return Spellings(gazetteer, country, unvowelled=unvowelled)
