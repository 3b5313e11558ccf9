"""The plain form of a text: typographic signs made ASCII, one character for one, so that offsets hold."""

import re

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r"
# Zero-width and direction signs: hostile or stray, they must not glue two words together.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_SPACES + _INVISIBLE, " "),
        **dict.fromkeys("\u2028\u2029\x85\x0b\x0c", "\n"),
        "…": ".",
    }
)

#: What stands for an invisible sign inside a word, where it parts nothing.
HIDDEN = "\u00ad"
_INSIDE = re.compile(rf"(?<=[^\W\d_])[{_INVISIBLE}]+(?=[^\W\d_A-Z])")


def plain(text: str) -> str:
    """``text`` with quotes, dashes and spaces made ASCII; always of the same length.

    Invisible signs become spaces, but inside a word HIDDEN.
    """
    flat = text.translate(_SAME_LENGTH)
    if not any(sign in text for sign in _INVISIBLE):
        return flat
    parts, at = [], 0
    for found in _INSIDE.finditer(text):
        parts += [flat[at : found.start()], HIDDEN * (found.end() - found.start())]
        at = found.end()
    return "".join([*parts, flat[at:]])
