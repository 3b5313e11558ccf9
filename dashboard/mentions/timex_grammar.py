"""The grammar of time expressions, read from ``data/lexicons/timexes.toml``.

Every rule is anchored at a token, looks at most 80 characters ahead and repeats nothing without a bound, so
that matching takes time in proportion to the text, whatever the text.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from dashboard.resources import file

_SLOT = re.compile(r"\{([a-z]+)(\d*)\}")
_WORD = re.compile(r"[a-z]+")
_WHITE = re.compile(r"\s+")
#: Slots that are the words of a class; longer words first, so that "this past" is not read as "this".
_CLASS_SLOTS = {
    "month": "month",
    "weekday": "weekday",
    "weekdays": "weekdays",
    "unit": "unit",
    "season": "season",
    "part": "part",
    "deictic": "deictic",
    "rate": "rate",
    "which": "which",
    "anaphor": "anaphor",
    "mod": "modifier",
    "tendency": "tendency",
    "decadeword": "decade",
    "told": "told",
    "nighttime": "nighttime",
}
#: What is written into one with figures: 1990s, 21st, 21h30.
WRITTEN_ON = frozenset(["s", "st", "nd", "rd", "th", *(f"h{minute:02d}" for minute in range(60))])
#: Centuries in Roman figures, up to XXXIX.
_ROMAN = frozenset(
    tens + ones for tens in ("", "x", "xx", "xxx") for ones in "i ii iii iv v vi vii viii ix".split()
) | {"x", "xx"}
_SHORT_NAMES = {"march", "april", "may", "june", "july"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the grammar, compiled; the slots are the named groups of ``pattern``."""

    name: str
    pattern: re.Pattern[str]
    meaning: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def slots(self, plain: str, start: int, reach: int, limit: int) -> dict[str, str] | None:
        """The slots of the expression at ``start``, lower case, its words as "text" and "raw".

        None where there is none that ends between ``reach`` and ``limit``.
        """
        found = self.pattern.match(plain, start, limit)
        if found is None or found.end() < reach:
            return None
        filled = {"text": _WHITE.sub(" ", found.group().lower()), "raw": found.group()}
        for name, value in found.groupdict().items():
            if value is not None:
                filled[name.partition("__")[0]] = _WHITE.sub(" ", value.lower())
        return filled


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules and words.

    ``by_trigger`` numbers the rules of a trigger class, ``gates`` holds a pattern for all of them that tells
    which fits first: its last group's name is "r" and the rule's number. ``triggers`` tells the classes of a
    word, ``openers`` are these words and those that give an expression away behind figures ("21h30", "6th"),
    ``vocabulary`` the words an expression may begin with.
    """

    rules: tuple[Rule, ...]
    by_trigger: dict[str, tuple[int, ...]]
    gates: dict[str, re.Pattern[str]]
    triggers: dict[str, tuple[str, ...]]
    openers: frozenset[str]
    vocabulary: frozenset[str]
    words: dict[str, dict[str, str | int]]
    holidays: dict[str, str]
    tense: dict[str, frozenset[str]]
    year_context: dict[str, frozenset[str]]
    season_context: dict[str, frozenset[str]]
    aside: dict[str, frozenset[str]]
    not_years: frozenset[str]
    clock_words: frozenset[str]
    national_days: dict[str, dict[str, str]]
    country_words: dict[str, str]
    day_order: dict[str, frozenset[str]]


@cache
def grammar() -> Grammar:
    """The grammar that ships with the package, read once."""
    data = tomllib.loads(file("lexicons/timexes.toml").read_text(encoding="utf-8"))
    words: dict[str, dict[str, str | int]] = data["words"]
    holidays: dict[str, str] = data["holidays"]
    slots: dict[str, str] = dict(data["slots"])
    slots |= {slot: _one_of(words[name]) for slot, name in _CLASS_SLOTS.items()}
    slots["month"], slots["weekday"] = _named(words["month"]), _named(words["weekday"])
    slots["holiday"] = _one_of(holidays)
    rules = []
    by_trigger: dict[str, list[str]] = {}
    for number, row in enumerate(data["rule"]):
        rules.append(
            Rule(
                name=row["name"],
                pattern=_compiled(_expanded(row["pattern"], slots, named=True)),
                meaning=row["meaning"],
                examples=tuple(row["examples"]),
                counter_examples=tuple(row.get("counter_examples", ())),
            )
        )
        alternative = f"(?P<r{number}>{_expanded(row['pattern'], slots, named=False)})"
        for trigger in row["triggers"]:
            by_trigger.setdefault(trigger, []).append(alternative)
    triggers = _triggers(words, holidays, by_trigger)
    patterns = [_expanded(row["pattern"], slots, named=False) for row in data["rule"]]
    return Grammar(
        rules=tuple(rules),
        by_trigger={
            trigger: tuple(number for number, row in enumerate(data["rule"]) if trigger in row["triggers"])
            for trigger in by_trigger
        },
        gates={trigger: _compiled("|".join(parts)) for trigger, parts in by_trigger.items()},
        triggers=triggers,
        openers=frozenset(triggers) | WRITTEN_ON,
        vocabulary=_ROMAN.union(*(_WORD.findall(pattern.lower()) for pattern in patterns)),
        words=words,
        holidays=holidays,
        tense=_sets(data["tense"]),
        year_context=_sets(data["year_context"]),
        season_context=_sets(data["season_context"]),
        aside=_sets(data["aside"]),
        not_years=frozenset(data["year_context"]["not_after"]),
        clock_words=frozenset(data["clock_words"]),
        national_days=data["national_days"],
        country_words=data["country_words"],
        day_order=_sets(data["day_order"]),
    )


def _sets(listed: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in listed.items()}


def _one_of(words: dict[str, str | int] | dict[str, str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' ') for word in longest_first)})\b"


def _named(words: dict[str, str | int]) -> str:
    """Months or weekdays: a name has no point behind it, a shortened one may."""
    full = {word: number for word, number in words.items() if len(word) > 5 or word in _SHORT_NAMES}
    short = {word: number for word, number in words.items() if word not in full}
    return rf"(?:{_one_of(full)}|{_one_of(short)}\.?)"


def _expanded(pattern: str, slots: dict[str, str], *, named: bool) -> str:
    """Slots as groups; the same slot in several alternatives gets a number behind two underscores."""
    seen: dict[str, int] = {}

    def slot(found: re.Match[str]) -> str:
        inner = slots[found[1]]
        if not named:
            return inner
        name = found[1] + found[2]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}__{seen[name]}>{inner})"

    return _SLOT.sub(slot, pattern)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Spaces stand for one to three white spaces, ~ for those or a hyphen, " ?" for none to three."""
    parts: list[str] = []
    in_class = False
    for position, sign in enumerate(pattern):
        before, after = pattern[position - 1 : position], pattern[position + 1 : position + 2]
        if before != "\\" and sign in "[]":
            in_class = sign == "["
        if sign == " " and not in_class:
            looks_back = pattern.rfind("(?<", 0, position) > pattern.rfind(")", 0, position)
            parts.append("[ \\n]" if looks_back else "[ \\n]{0,3}" if after == "?" else "[ \\n]{1,3}")
        elif sign == "~":
            parts.append("(?:[ \\n]{1,3}|-)")
        elif not (sign == "?" and before == " "):
            parts.append(sign)
    return re.compile(rf"(?:{''.join(parts)})(?!\w)", re.IGNORECASE)


def _triggers(
    words: dict[str, dict[str, str | int]], holidays: dict[str, str], used: dict[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in used:
        for word in words.get(name, ()):
            found.setdefault(word, []).append(name)
    for holiday in holidays:
        found.setdefault(_WORD.findall(holiday)[0], []).append("holiday")
    for word, name in (
        ("half", "half"),
        ("weekdays", "workdays"),
        *((mark, "qmark") for mark in ("q1", "q2", "q3", "q4", "h1", "h2")),
        *((era, "era") for era in ("bc", "bce", "b.c.", "ad", "ce", "a.d.")),
        *((word, "length") for word in ("time", "while", "period", "date")),
        ("following", "unit"),
        ("nineteen", "spoken"),
        ("eighteen", "spoken"),
        ("seventeen", "spoken"),
        ("thousand", "spoken"),
        *((f"{letter}{dot}m{dot}", "clock") for letter in "ap" for dot in ("", ".")),
    ):
        found.setdefault(word, []).append(name)
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}
