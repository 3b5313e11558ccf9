"""Cyrillic and Arabic letters as Latin ones, near enough to be compared by sound.

Not a standard for readers: soft signs, hamzas and short vowel marks are dropped, because the spellings of the
press drop them too, and letters that only some languages write become the sound they stand for.
"""

import re
import unicodedata
from enum import Enum


class Script(Enum):
    """The letters that a name is written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"


_CYRILLIC_LETTERS = (
    "а a б b в v г g ґ g д d е e ё yo є ye ж zh з z и i й y і i ї yi к k л l м m н n о o п p р r с s т t у u "
    "ў u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya ђ dj ј j љ lj њ nj ћ ch џ dzh ѓ g ѕ dz ќ k "
    "ә a ғ g қ k ң n ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u җ j ӈ n ѝ i ӑ a ӗ e ҫ s ӳ u ѳ f ѣ e"
).split()
# Long vowels are letters, short ones are not written: this is the frame of a name with some of its vowels.
_ARABIC_LETTERS = (
    "ا a أ a إ i آ a ٱ a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z غ gh ف f ق k "
    "ك k ل l م m ن n ه h ة a و u ؤ u ي i ى a ئ i "
    "پ p چ ch ژ zh گ g ک k ی i ڤ v ڨ g ڭ g ە a ۀ a ێ i ۆ u ۇ u ڕ r ڵ l ټ t ډ d ړ r ږ zh ښ sh ڼ n ې i ۍ i "
    "ٹ t ڈ d ڑ r ں n ہ h ھ h ے i"
).split()
_LETTERS = str.maketrans(
    {
        **dict(zip(_CYRILLIC_LETTERS[::2], _CYRILLIC_LETTERS[1::2], strict=True)),
        **dict(zip(_ARABIC_LETTERS[::2], _ARABIC_LETTERS[1::2], strict=True)),
        **dict.fromkeys("ьъʼ’'ءعـ", ""),
        **dict.fromkeys(map(chr, (*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670)), ""),
        **dict.fromkeys(map(chr, range(0x200C, 0x2010)), ""),  # joiners and directions
    }
)
# Folded and careless spellings write the ending -a as h.
_ARABIC_ENDING = re.compile(r"(?m)(?<=\S\S)ه(?=\W|$)")
_ARABIC_ARTICLE = re.compile(r"(?m)(?:^|(?<= ))ال(?=\S{2})")


def script_of(name: str) -> Script | None:
    """The letters of a name; None where there are none, several or others than we read."""
    scripts = {_script(sign) for sign in name if sign.isalpha()}
    return scripts.pop() if len(scripts) == 1 else None


def _script(sign: str) -> Script | None:
    if sign < "\u0370" or "\u1e00" <= sign < "\u1f00":
        return Script.LATIN
    if "\u0400" <= sign < "\u0530":
        return Script.CYRILLIC
    arabic = "\u0600" <= sign < "\u0700" or "\u0750" <= sign < "\u0780" or "\ufb50" <= sign < "\uff00"
    return Script.ARABIC if arabic else None


def romanised(names: str) -> str:
    """Names, one a line, in Latin letters and lower case, the Arabic article left out.

    Letters that are Latin already stay; of Arabic names only consonants and long vowels are there to write.
    """
    plain = unicodedata.normalize("NFKC", names).lower()
    return _ARABIC_ENDING.sub("a", _ARABIC_ARTICLE.sub("", plain)).translate(_LETTERS)
