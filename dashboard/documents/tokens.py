"""Tokens: words, numbers, abbreviations and signs.

Hyphens stand alone ("Ivano-Frankivsk" is three tokens), so that a gazetteer may treat them as spaces; a
possessive "'s" stands alone, so that a name keeps its form; "U.S.", "a.m." and "W.Va." are one token each.
"""

import re

from dashboard.documents.plain import HIDDEN
from dashboard.records.document import Token

_TOKEN = re.compile(
    r"""
    (?:[A-Za-z]{1,2}\.){2,}                          # U.S.  U.S.S.R.  a.m.
  | (?:[A-Z]\.)(?=\ [A-Z]\.)                         # J. R.
  | [A-Z][a-z]?\.[A-Z][a-z]+\.                       # W.Va.
  | \d+(?:[.,:]\d+)*                                 # 1,200  3.5  18:30
  | '[sS]\b                                          # possessive
  | [^\W\d_]+(?:(?:'(?![sS]\b)|\u00ad+)[^\W\d_]+)*[\d]*  # words, Sana'a, T72, signs hidden in them
  | \S
    """,
    re.VERBOSE,
)


def tokens(plain: str) -> tuple[Token, ...]:
    """Tokens of a plain text, in order, never overlapping."""
    found = []
    hidden = HIDDEN in plain
    for match in _TOKEN.finditer(plain):
        text = match.group().replace(HIDDEN, "") if hidden else match.group()
        found.append(Token(match.start(), match.end(), text, text.lower()))
    return tuple(found)
