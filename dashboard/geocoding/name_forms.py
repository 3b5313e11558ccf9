"""The folded forms under which a place is found, and which of its other names are kept.

Every way to make an index uses these, so that a name is found alike in each.
"""

from dashboard.geocoding.folding import fold

#: Names of more words are not kept.
MAX_TOKENS = 7
#: Bytes of a folded name, at most.
MAX_BYTES = 255
#: Scripts of other names that are kept, and the countries they are kept for (Latin names are kept
#: everywhere).
CYRILLIC = frozenset("UA RU BY KZ KG TJ UZ TM MN BG RS MK ME BA MD GE AM AZ".split())
ARABIC = frozenset(
    "SY IQ LB JO PS IL EG SD LY TN DZ MA MR YE OM AE QA BH KW SA IR AF PK TD SO DJ ER EH".split()
)
_LEADING_ARTICLES = frozenset("al el as ash ar ad az an at ed es".split())
_TYPE_WORDS = frozenset(
    "oblast oblast' province governorate region republic krai kray state prefecture county department "
    "district voivodeship canton municipality division parish territory".split()
)


def forms(name: str, country: str) -> list[str]:
    """The folded forms of a name of a place in ``country``, that of the name itself first.

    Empty where the name folds to nothing; forms that are too long to be kept are left out.
    """
    key = fold(name)
    return [form for form in (key, *_other_forms(name, key, country)) if _fits(form)]


def _fits(form: str) -> bool:
    return bool(form) and form.count(" ") < MAX_TOKENS and len(form.encode()) <= MAX_BYTES


def _other_forms(name: str, key: str, country: str) -> list[str]:
    words = key.split()
    found = []
    if len(words) > 1 and words[0] == "the":
        found.append(" ".join(words[1:]))
    if len(words) == 2 and words[0] in _LEADING_ARTICLES and country in ARABIC and len(words[1]) > 3:
        found.append(words[1])
    if "-" in name and len(words) == 2 and key.isascii():
        found.append("".join(words))
    return found


def keeps(name: str, country: str) -> bool:
    """Whether another name of a place is one that a text may hold: no code, not too long, in a script that
    the country is written in.
    """
    letters = [sign for sign in name if sign.isalpha()]
    if len(letters) < 3 or len(name) > 32 or any(sign.isdigit() for sign in name):
        return False
    if name.isupper() and len(letters) <= 4:  # airport and railway codes
        return False
    first = max(letters)
    if first < "\u0370" or "\u1e00" <= first < "\u1f00":
        return True
    if "\u0400" <= first < "\u0530":
        return country in CYRILLIC
    return "\u0600" <= first < "\u0780" and country in ARABIC


def bare_names(name: str) -> list[str]:
    """The name without the word for what it is, "Homs" of "Homs Governorate"; nothing where it has none."""
    words = name.replace("’", "'").split()
    kept = [word for word in words if word.lower().strip("'") not in _TYPE_WORDS]
    while kept and kept[0].lower() in ("of", "the"):
        kept = kept[1:]
    return [" ".join(kept)] if kept and len(kept) < len(words) else []
