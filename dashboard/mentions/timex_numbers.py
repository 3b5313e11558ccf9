"""Numbers and ordinals as news writes them: "3", "21st", "twenty-one", "a couple of"."""

import re
from collections.abc import Mapping

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_ONES += " seventeen eighteen nineteen"
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
ORDINALS |= {f"twenty-{word}": 20 + value for word, value in list(ORDINALS.items())[:9]}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}
_SCALES = {"hundred": 100, "thousand": 1000}
#: Amounts that name no number: TIMEX3 writes X.
VAGUE = {"several", "few", "some", "many", "numerous", "recent", "dozens", "scores"}

_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def quantity(text: str) -> float | None:
    """The number that words name; None for amounts without one ("several").

    "a" and "an" are one, "a couple of" two, "2 1/2" and "two and a half" two and a half.
    """
    words = re.findall(r"\d+/\d+|\d+(?:\.\d+)?|[a-z]+", text.lower())
    if VAGUE.intersection(words):
        return None
    if "couple" in words:
        return 2.0
    total = current = 0.0
    seen = False
    for word in words:
        value = _value(word)
        if word == "half" or word == "1/2":
            current, seen = current + 0.5, True
        elif value is not None:
            current, seen = current + value, True
        elif word in _SCALES:
            scaled = max(current, 1.0) * _SCALES[word]
            total, current, seen = (
                (total + scaled, 0.0, True) if word == "thousand" else (total, scaled, True)
            )
        elif word in {"a", "an"} and not seen:
            current, seen = (0.0, False) if "half" in words else (1.0, False)
    if not seen and words[:1] and words[0] in {"a", "an"}:
        return 1.0
    return total + current if seen else None


def _value(word: str) -> float | None:
    if _DIGITS.fullmatch(word):
        return float(word)
    named = ONES.get(word, TENS.get(word))
    return None if named is None else float(named)


def ordinal(text: str) -> int | None:
    """The rank that "3rd", "third" or "twenty-third" names."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ORDINALS.get(text.lower().replace(" ", "-"))


def roman(figures: str) -> int:
    """The number that Roman figures up to XXXIX write."""
    values = [{"i": 1, "v": 5, "x": 10}[figure] for figure in figures.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def spoken_year(text: str) -> int | None:
    """The year in "nineteen ninety-six" or "two thousand and three"."""
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word != "and"]
    if words[:2] == ["two", "thousand"]:
        return 2000 + int(quantity(" ".join(words[2:])) or 0)
    century = ONES.get(words[0], TENS.get(words[0])) if words else None
    rest = quantity(" ".join(words[1:]))
    return century * 100 + int(rest) if century and rest else None


def stated_year(slots: Mapping[str, str]) -> int | None:
    """The year an expression names itself."""
    for name in ("year", "year2"):
        if name in slots:
            return int(slots[name])
    return spoken_year(slots["spoken"]) if "spoken" in slots else None
