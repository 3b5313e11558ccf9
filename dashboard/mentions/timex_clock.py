"""Times of day, as the ends of TIMEX3 values: "T19:15", "TMO"."""

import re
from collections.abc import Mapping

from dashboard.mentions.timex_grammar import Grammar

_CLOCK = re.compile(r"(?:about |around )?(\d{1,2})(?:[:.h]?(\d\d))?[ \n]?(?:([ap])\.?m\.?)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def clock_in(text: str) -> str | None:
    """The time of day that words name which name nothing else: "T14:00" for "2 p.m."."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    return _clock(int(found[1]), int(found[2] or 0), (found[3] or "").lower())


def clock_suffix(slots: Mapping[str, str], grammar: Grammar) -> str:
    """The time of day that the slots name; "" where they name none."""
    if "hhmm" in slots:
        return f"T{slots['hhmm'][:2]}:{slots['hhmm'][-2:]}"
    hm = slots.get("hm")
    if hm or "hour" in slots:
        figures = [int(part) for part in _DIGITS.findall(hm or slots["hour"])]
        return _clock(figures[0], figures[1] if len(figures) > 1 else 0, slots.get("ampm", ""))
    if "smallhours" in slots:
        return "TMO"
    part = slots.get("part") or slots.get("noon") or slots.get("dark") or slots.get("partofday")
    if part is None:
        return ""
    code = str(grammar.words["part"][part])
    return code if code.startswith("T") else f"T{code}"


def _clock(hour: int, minute: int, half: str) -> str:
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}"
