"""Counts in words and digits: "at least a dozen", "five or six", "dozens", "1,200", "135 thousand"."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.records.document import Token

_UNITS = {
    word: value
    for value, word in enumerate(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen
        """.split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
# A vague plural says a range and no number to quote.
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "several": (3, 9),
    "few": (3, 9),
    "handful": (3, 9),
    "couple": (2, 2),
    "both": (2, 2),
}
_BOUNDS = {
    "low": (
        ("at", "least"),
        ("no", "fewer", "than"),
        ("no", "less", "than"),
        ("not", "less", "than"),
        ("a", "minimum", "of"),
        ("more", "than"),
        ("over",),
        ("well", "over"),
        ("upwards", "of"),
        ("in", "excess", "of"),
    ),
    "high": (
        ("up", "to"),
        ("as", "many", "as"),
        ("at", "most"),
        ("no", "more", "than"),
        ("fewer", "than"),
        ("less", "than"),
    ),
    "about": (
        ("about",),
        ("around",),
        ("some",),
        ("approximately",),
        ("roughly",),
        ("nearly",),
        ("almost",),
        ("close", "to"),
        ("an", "estimated"),
        ("estimated",),
        ("another",),
        ("an", "additional"),
        ("other",),
        ("only",),
        ("just",),
        ("a", "total", "of"),
        ("all",),
    ),
}


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word to the phrases that bound a number, longest first, each with its bound."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    pairs = [(phrase, bound) for bound, phrases in _BOUNDS.items() for phrase in phrases]
    for phrase, bound in sorted(pairs, key=lambda pair: -len(pair[0])):
        found.setdefault(phrase[0], []).append((phrase, bound))
    return found


_BOUNDS_BY_FIRST = _by_first_word()
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec
    """.split()
)
_CURRENCY = frozenset("$€£¥")
#: Words that a number can start with; a quick test before ``number_at``.
STARTS = frozenset(
    (*_UNITS, *_TENS, *_VAGUE, *_SCALES, *_BOUNDS_BY_FIRST, "a", "half", "between", "from", "tens")
)


class Number(NamedTuple):
    """A count at tokens ``first`` to ``last``; an open end is None, ``best`` is None for a vague word."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None


def starts_number(token: Token) -> bool:
    """Whether a number may start at this token."""
    return token.lower in STARTS or token.text[0].isdigit()


def number_at(tokens: Sequence[Token], position: int, last: int) -> Number | None:
    """The count that starts at ``position`` (its "at least" included); None where none does, and for dates,
    sums of money, shares, ages and clock times."""
    bound, start = _bound(tokens, position, last)
    if start >= last:
        return None
    if bound is None and tokens[start].lower in ("between", "from"):
        return _between(tokens, start, last)
    found = _range(tokens, start, last)
    if found is None or _other_measure(tokens, start, found.last, last):
        return None
    if bound == "low":
        return Number(position, found.last, found.low, found.best, None)
    if bound == "high":
        return Number(position, found.last, None, None, found.high)
    return found._replace(first=position)


def _bound(tokens: Sequence[Token], position: int, last: int) -> tuple[str | None, int]:
    for words, bound in _BOUNDS_BY_FIRST.get(tokens[position].lower, ()):
        end = position + len(words)
        if end < last and all(tokens[position + k].lower == word for k, word in enumerate(words)):
            inner, start = _bound(tokens, end, last)
            return (bound if inner in (None, "about") else inner), start
    return None, position


def _between(tokens: Sequence[Token], position: int, last: int) -> Number | None:
    low = _plain(tokens, position + 1, last)
    joint = "and" if tokens[position].lower == "between" else "to"
    if low is None or low.last >= last or tokens[low.last].lower != joint:
        return None
    high = _plain(tokens, low.last + 1, last)
    if high is None or low.low is None or high.high is None or high.high < low.low:
        return None
    if _other_measure(tokens, position + 1, high.last, last):
        return None
    return Number(position, high.last, low.low, None, high.high)


def _range(tokens: Sequence[Token], position: int, last: int) -> Number | None:
    first = _plain(tokens, position, last)
    if first is None or first.best is None or first.last + 1 >= last:
        return first
    joint = tokens[first.last]
    if joint.lower in ("or", "to") or (joint.text == "-" and tokens[first.last + 1].text[0].isdigit()):
        second = _plain(tokens, first.last + 1, last)
        if second is not None and second.best is not None and second.best > first.best:
            return Number(position, second.last, first.best, None, second.best)
    return first


def _plain(tokens: Sequence[Token], position: int, last: int) -> Number | None:
    """One number without bounds."""
    if position >= last:
        return None
    word = tokens[position].lower
    if word in ("tens", "hundreds", "thousands", "dozens", "scores") and _words(
        tokens, position + 1, last, "of", "thousands"
    ):
        low = {"tens": 20_000, "hundreds": 200_000}.get(word, 2_000)
        return Number(position, position + 3, low, None, low * 5 - 1)
    if word == "a" and position + 1 < last:
        after = tokens[position + 1].lower
        if after in ("few", "handful", "couple"):
            return _vague(tokens, position, position + 1, last)
        if after in _SCALES:
            return Number(position, position + 2, _SCALES[after], _SCALES[after], _SCALES[after])
        return None
    if word == "half" and _words(tokens, position + 1, last, "a", "dozen"):
        return Number(position, position + 3, 6, 6, 6)
    if word in _VAGUE:
        return _vague(tokens, position, position, last)
    return _digits(tokens, position, last) if word[0].isdigit() else _spelled(tokens, position, last)


def _vague(tokens: Sequence[Token], first: int, position: int, last: int) -> Number:
    low, high = _VAGUE[tokens[position].lower]
    end = position + 1
    scale = _SCALES.get(tokens[end].lower, 0) if end < last else 0
    if scale and high > 2:
        return Number(first, end + 1, 2 * scale, None, 10 * scale - 1)
    if end < last and tokens[end].lower == "of" and tokens[position].lower in ("handful", "couple"):
        end += 1
    return Number(first, end, low, low if low == high else None, high)


def _digits(tokens: Sequence[Token], position: int, last: int) -> Number | None:
    text = tokens[position].text
    before = tokens[position - 1] if position else None
    if before is not None and (before.text in _CURRENCY or _is_tail(tokens, position)):
        return None
    scale = _SCALES.get(tokens[position + 1].lower, 1) if position + 1 < last else 1
    whole = text.replace(",", "")
    grouped = whole.isdecimal() and all(len(part) == 3 for part in text.split(",")[1:])
    decimal = scale > 1 and text.count(".") == 1 and text.replace(".", "").isdecimal()
    if not (grouped or decimal):
        return None
    value = round(float(whole) * scale) if len(whole) < 12 else None
    if value is None:
        return None
    return Number(position, position + 1 + (scale > 1), value, value, value)


def _is_tail(tokens: Sequence[Token], position: int) -> bool:
    """Whether the number ends a word: "AK-47", "mid-2014"."""
    if position < 2 or tokens[position - 1].text != "-":
        return False
    hyphen, head = tokens[position - 1], tokens[position - 2]
    return head.end == hyphen.start and hyphen.end == tokens[position].start and head.text[-1].isalpha()


def _spelled(tokens: Sequence[Token], position: int, last: int) -> Number | None:
    total, current, at = 0, None, position
    while at < last:
        word = tokens[at].lower
        if word in _UNITS and (
            current is None or current % 100 == 0 or (current % 10 == 0 and _UNITS[word] < 10)
        ):
            current = (current or 0) + _UNITS[word]
        elif word in _TENS and (current is None or current % 100 == 0):
            current = (current or 0) + _TENS[word]
        elif word in _SCALES and current is not None:
            if _SCALES[word] >= 1_000:
                total, current = total + current * _SCALES[word], 0
            else:
                current *= _SCALES[word]
        elif (
            word == "-"
            and current is not None
            and at + 1 < last
            and tokens[at + 1].lower in _UNITS
            and current % 10 == 0
        ) or (
            word == "and"
            and current is not None
            and current % 100 == 0
            and (total or current >= 100)
            and at + 1 < last
            and tokens[at + 1].lower in (_UNITS | _TENS)
        ):
            pass
        else:
            break
        at += 1
    if current is None:
        return None
    value = total + current
    return Number(position, at, value, value, value)


def _words(tokens: Sequence[Token], position: int, last: int, *words: str) -> bool:
    return position + len(words) <= last and all(
        tokens[position + k].lower == word for k, word in enumerate(words)
    )


def _other_measure(tokens: Sequence[Token], first: int, end: int, last: int) -> bool:
    """Whether the number is a date, an age, money, a share or a time of day."""
    if first and tokens[first].text[0].isdigit() and tokens[first - 1].lower.rstrip(".") in _MONTHS:
        return tokens[first - 1].text[0].isupper()
    if first and tokens[first - 1].lower in (
        "aged",
        "age",
        "no.",
        "number",
        "grade",
        "chapter",
        "article",
        "room",
    ):
        return True
    if end >= last:
        return False
    after = tokens[end].lower
    if after == "-":
        follows = tokens[end + 1].lower if end + 1 < last else ""
        return tokens[end].start == tokens[end - 1].end and (
            follows in ("year", "month", "day", "week", "hour") or follows.isalpha()
        )
    if after in _MONTHS and tokens[end].text[0].isupper() and after != "may":
        return True
    return after in (
        "%",
        "percent",
        "per",
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "o'clock",
        "st",
        "nd",
        "rd",
        "th",
    ) or (tokens[end - 1].text[-1:].isdigit() and after in _CURRENCY)
