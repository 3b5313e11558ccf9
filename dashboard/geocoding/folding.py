"""The form in which names are compared: folded letters, words parted by single spaces.

The build of the gazetteer and every lookup use the same folding, so that "Deir ez-Zor", "DEIR EZ ZOR" and
"Deïr ez‑Zor" are one key.
"""

import unicodedata

# Letters that Unicode does not take apart, as English-language media write them.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
        "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i", "İ": "i", "ħ": "h", "Ħ": "h",
        "ŋ": "n", "Ŋ": "n", "ə": "a",
        "Ə": "a", "ё": "е", "Ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه",
    }
)  # fmt: skip
# Signs inside a word: dropped, not a break.
_SILENT = dict.fromkeys(map(ord, "'’‘`´ʼʻʿʾʹʺ\"“”.·ـ"), None)
_BREAKS = dict.fromkeys(map(ord, "-‐‑‒–—―−/,;:()[]_&\u00a0"), " ")
_SIGNS = {**_SILENT, **_BREAKS}


def fold(name: str) -> str:
    """The key under which the gazetteer knows a name: lower case, no accents, hyphens as spaces, no
    apostrophes.

    Letters of other scripts stay what they are.
    """
    if name.isascii():
        return " ".join(name.translate(_SIGNS).lower().split())
    parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", bare).translate(_SIGNS).lower().split())
