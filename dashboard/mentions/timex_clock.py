"""Times of day, as the ends of TIMEX3 values: "T19:15", "TMO"."""

import re
from collections.abc import Mapping

from dashboard.mentions.timex_grammar import Grammar

_DIGITS = re.compile(r"\d+")


def clock_suffix(slots: Mapping[str, str], grammar: Grammar) -> str:
    """The time of day that the slots name; "" where they name none."""
    if "hhmm" in slots:
        return f"T{slots['hhmm'][:2]}:{slots['hhmm'][-2:]}"
    hm = slots.get("hm")
    if hm or "hour" in slots:
        figures = [int(part) for part in _DIGITS.findall(hm or slots["hour"])]
        hour, minute = figures[0], figures[1] if len(figures) > 1 else 0
        half = slots.get("ampm", "")
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
        return f"T{hour:02d}:{minute:02d}"
    part = slots.get("part") or slots.get("noon") or slots.get("dark")
    if part is None:
        return ""
    code = str(grammar.words["part"][part])
    return code if code.startswith("T") else f"T{code}"
