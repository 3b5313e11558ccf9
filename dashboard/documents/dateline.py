"""Datelines: the place and day that a wire story opens with, "KYIV, June 20 (Reuters) -"."""

import re

# A capitalised opening: places, perhaps a day, perhaps an agency in brackets.
_DATELINE = re.compile(
    r"[ \t]*(?P<line>[A-Z][\w.'\-]*(?:[ ,/]+(?:[A-Z][\w.'\-]*|\d{4}|\d{1,2}|of|de|al))*,?)"
    r"[ \t]*(?P<agency>\([A-Z][^()\n]{1,40}\))?[ \t]*(?P<dash>--?|_)?[ \t]*(?=\S)"
)
_CAPITALS = re.compile(r"[A-Z][A-Z.'\-]{2,}")
#: "Moscow, SANA- ": the agency stands behind a comma, its dash touches it.
_AGENCY_AFTER_COMMA = re.compile(r"(?P<line>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?), ?[A-Z]{2,6} ?-(?=[ \n])")
#: Where the line may begin: at the start, in a new line, or behind a headline that runs into the text.
_STARTS = re.compile(r"\n+|(?<=[a-z0-9'\")][.?!]) +(?=[A-Z]{3})")
_LONGEST = 90


def dateline(plain: str) -> tuple[int, int] | None:
    """Span of the place and day of a dateline within the first 400 characters; None where the text has none.

    It needs an agency in brackets or before a dash, or capitals and a dash: "Peace - at last" is none.
    """
    head = plain[:400]
    for start in (0, *(found.end() for found in _STARTS.finditer(head))):
        behind = _AGENCY_AFTER_COMMA.match(head, start)
        if behind is not None:
            return behind.span("line")
        found = _DATELINE.match(head, start)
        if found is None or len(found["line"]) > _LONGEST:
            continue
        capitals = _CAPITALS.match(found["line"]) is not None
        # A name in brackets is an agency where capitals or a dash say so: "June V. (Watson) Schell" has none.
        agency = found["agency"] and (capitals or found["dash"] or found["agency"].isupper())
        if agency or (found["dash"] and capitals):
            return found.start("line"), found.start("line") + len(found["line"].rstrip(" ,"))
    return None
