"""Datelines: the place and day that a wire story opens with, "KYIV, June 20 (Reuters) -"."""

import re

# A capitalised opening: places, perhaps a day, perhaps an agency in brackets.
_DATELINE = re.compile(
    r"[ \t]*(?P<line>[A-Z][\w.'\-]*(?:[ ,/]+(?:[A-Z][\w.'\-]*|\d{4}|\d{1,2}|of|de|al))*,?)"
    r"[ \t]*(?P<agency>\([A-Z][^()\n]{1,40}\))?[ \t]*(?P<dash>--?|_)?[ \t]*(?=\S)"
)
_CAPITALS = re.compile(r"[A-Z][A-Z.'\-]{2,}")
_LONGEST = 90


def dateline(plain: str) -> tuple[int, int] | None:
    """Span of the place and day of a dateline within the first 400 characters; None where the text has none.

    It needs an agency in brackets, or capitals and a dash: "Peace - at last" is none.
    """
    head = plain[:400]
    for start in (0, *(found.end() for found in re.finditer(r"\n+", head))):
        found = _DATELINE.match(head, start)
        if found is None or len(found["line"]) > _LONGEST:
            continue
        if found["agency"] or (found["dash"] and _CAPITALS.match(found["line"])):
            return found.start("line"), found.start("line") + len(found["line"].rstrip(" ,"))
    return None
