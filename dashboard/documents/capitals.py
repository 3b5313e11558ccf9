"""Wire text in capitals, given the case it would be printed in: names and sentence starts keep a capital."""

import re
from collections import Counter
from functools import cache

from dashboard import resources

#: The share of capitals among the letters from which a text counts as written in capitals.
_SHARE = 0.85
_FEWEST = 20
_WORD = re.compile(r"[A-Z]{2,}|\b[AI]\b")
_LOWER = re.compile(r"\b[a-z]+\b")
#: A capital after a small letter: not one that only opens a sentence.
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")
_UPPER = re.compile(r"\b[A-Z]{2,5}\b")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\"]\s*|\n\s*)$")
#: Lists that write names in lower case.
_OF_NAMES = frozenset(
    """
    toponym_persons countries actors actors_leaders actors_lands actors_peoples article_types
    article_types_none trigger_classes
    """.split()
)
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly")
_BACK = 4


def recased(plain: str) -> str:
    """``plain`` with words in lower case where it is all in capitals, else as it is; the length stays.

    A word is a common one where the word lists use it in lower case; every other is taken for a name.
    """
    capitals = sum(map(str.isupper, plain))
    if capitals < _FEWEST or capitals < _SHARE * (capitals + sum(map(str.islower, plain))):
        return plain

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        lower = word.lower()
        common = _is_common(lower)
        if not common and word in _words()[1]:
            return word
        start = found.start()
        opens = _SENTENCE_END.search(plain[max(start - _BACK, 0) : start]) if common else None
        if common and (opens is None or (start >= _BACK and not opens.group())):
            return lower if word != "I" else word
        return word[0] + lower[1:]

    return _WORD.sub(lowered, plain)


def _is_common(word: str) -> bool:
    common = _words()[0]
    return word in common or any(
        word.endswith(ending) and word.removesuffix(ending) in common for ending in _ENDINGS
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that the word lists mostly write in lower case, and those that they write all in capitals."""
    lower: Counter[str] = Counter()
    named: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    data = resources.folder("data")
    for path in (*sorted((data / "lexicons").glob("*.csv")), data / "gazetteer" / "countries.csv"):
        text = path.read_text(encoding="utf-8")
        if path.stem not in _OF_NAMES:
            lower.update(_LOWER.findall(text))
        named.update(word.lower() for word in _NAMED.findall(text))
        upper.update(word.lower() for word in _UPPER.findall(text))
    common = {word for word, times in lower.items() if times >= max(named[word], upper[word])}
    return frozenset(common), frozenset(w.upper() for w, times in upper.items() if times > named[w])
