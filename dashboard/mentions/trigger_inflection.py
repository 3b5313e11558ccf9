"""English inflection for the trigger lexicon: from a lemma to its forms, each with what it can be."""

import csv
from functools import cache

from dashboard import resources


class Form:
    """What a surface form of a verb can be, as bits: "attacked" is PAST | PARTICIPLE.

    Plain integers, for they are compared for every word that may be a trigger.
    """

    BASE = 1
    PRESENT = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16
    NOUN = 32


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Past and participle of the verbs that do not take -ed."""
    with resources.file("lexicons/irregular_verbs.csv").open(encoding="utf-8", newline="") as lines:
        return {row["lemma"]: (row["past"], row["participle"]) for row in csv.DictReader(lines)}


_DOUBLING = frozenset(
    [
        "cancel",
        "expel",
        "rebel",
        "patrol",
        "commit",
        "admit",
        "occur",
        "propel",
        "compel",
        "kidnap",
        "confer",
        "repel",
    ]
)
_VOWELS = frozenset("aeiou")


def _doubles(lemma: str) -> bool:
    """Whether the last consonant doubles before -ed and -ing ("stab", "ram", "expel")."""
    if lemma in _DOUBLING:
        return True
    syllables = sum(
        letter in _VOWELS and (i == 0 or lemma[i - 1] not in _VOWELS) for i, letter in enumerate(lemma)
    )
    return (
        syllables == 1
        and len(lemma) > 2
        and lemma[-1] not in _VOWELS
        and lemma[-1] not in "wxy"
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    )


def _add_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "go")) else "s")


def verb_forms(lemma: str) -> dict[str, int]:
    """Every form of a verb. ``"die"`` gives die, dies, died, dying."""
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    if lemma.endswith("ie"):
        ing, past = lemma[:-2] + "ying", lemma + "d"
    elif lemma.endswith("ee"):
        ing, past = lemma + "ing", lemma + "d"
    elif lemma.endswith("e"):
        ing, past = lemma[:-1] + "ing", lemma + "d"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        ing, past = lemma + "ing", lemma[:-1] + "ied"
    else:
        ing, past = stem + "ing", stem + "ed"
    forms: dict[str, int] = {}

    def add(word: str, form: int) -> None:
        forms[word] = forms.get(word, 0) | form

    add(lemma, Form.BASE)
    add(_add_s(lemma), Form.PRESENT)
    add(ing, Form.ING)
    simple, participle = _irregular().get(lemma, (past, past))
    add(simple, Form.PAST)
    add(participle, Form.PARTICIPLE)
    return forms


def noun_forms(lemma: str) -> dict[str, int]:
    """Singular and plural of a noun."""
    return {lemma: Form.NOUN, _add_s(lemma): Form.NOUN}
