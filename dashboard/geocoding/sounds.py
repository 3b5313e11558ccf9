"""What the spellings of one name share: its sounds, coarser step by step.

All functions take folded names (see ``folding.fold``), one or many, one a line: a country's names are read in
one go.
"""

import re

# Capitals are sounds that Latin letters write with several signs: S sh, C ch, Z zh, J dzh; x is kh, c is ts.
_WRITTEN = {
    "shch": "S", "schtsch": "S", "chtch": "S", "szcz": "S", "stch": "S", "tsch": "C", "dsch": "J", "tch": "C",
    "dzh": "J", "sch": "S", "cz": "C", "sz": "S", "dj": "J", "zh": "Z", "rz": "Z", "kh": "x", "gh": "g",
    "sh": "S", "ch": "C", "ts": "c", "tz": "c", "ph": "f", "th": "t", "dh": "d", "ck": "k", "q": "k",
    "w": "v", "ou": "u", "oo": "u", "ee": "i",
}  # fmt: skip
_GROUPS = re.compile("|".join(sorted(_WRITTEN, key=lambda group: (-len(group), group))))
_ADJECTIVES = re.compile(
    r"(?m)(?:skaya|skaja|skoye|skoe|skoje|skogo|skyy|skyi|skiy|skii|skyj|skij|skay|skoy|skoi|sky|ski|ska|ske"
    r"|sk)$"
)
_ARTICLES = re.compile(
    r"(?m)(?:^|(?<= ))(?:al|el|ul|il|as|es|ash|esh|ar|er|ad|ed|az|ez|an|en|at|et|adh|edh|ath) (?=\S{3})"
)
_JOINED_ARTICLE = re.compile(r"(?m)^(?:al|el)(?=[^aeiou \n]\S{2})")
_FEMININE = re.compile(r"(?m)(?<=\S{2})(?:ah|eh|at|et|a|e)$")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyj]+")
_HARD_VOWELS = re.compile(r"[aeiouy]+")
_TRAILING = re.compile(r"(?m)a+$")
_COARSE = str.maketrans({"S": "s", "C": "c", "Z": "z", "J": "j", "x": "h", "g": "h"})


def letters(names: str) -> str:
    """Names without a leading Arabic article and without spaces."""
    return _LEADING_ARTICLE.sub("", names).replace(" ", "")


_LEADING_ARTICLE = re.compile(r"(?m)^(?:al|el|as|ash|ar|ad|az|an|at|es|ed|er|ez|et) (?=\S{3})")


def sounds(names: str, *, arabic: bool) -> str:
    """The sounds of names, a sign each; ``arabic`` names lose their articles and the ending -a, -ah, -at.

    Elsewhere the endings of adjectives (-ske, -skoye, -skaya) are one.
    """
    if arabic:
        names = _JOINED_ARTICLE.sub("", _ARTICLES.sub("", names))
    names = names.replace(" ", "")
    if not arabic:
        names = _ADJECTIVES.sub("sk", names)
    heard = _GROUPS.sub(lambda group: _WRITTEN[group[0]], names)
    if arabic:
        heard = _FEMININE.sub("a", heard)
    return _DOUBLE.sub(r"\1", heard)


def bones(heard: str) -> str:
    """Sounds without their finer differences: akin consonants are one, every run of vowels is ``a``."""
    return _TRAILING.sub("", _DOUBLE.sub(r"\1", _VOWELS.sub("a", heard.translate(_COARSE))))


def consonants(heard: str, *, arabic: bool) -> str:
    """The consonants of sounds, akin ones as one; ``j`` is one of them in Arabic names only."""
    coarse = heard.translate(_COARSE)
    return _DOUBLE.sub(r"\1", (_HARD_VOWELS if arabic else _VOWELS).sub("", coarse))


def frame(heard: str) -> str:
    """The consonants that an Arabic script writes whatever the vowels: without ``w`` and ``y`` too."""
    return _DOUBLE.sub(r"\1", _GLIDES.sub("", heard.translate(_COARSE)))


_GLIDES = re.compile(r"[aeiouyv]+")
