"""From bytes to text, or a clear no: text that cannot be decoded with trust is an error, never mojibake.

Tried in this order: byte order mark, the declared encoding, UTF-8, UTF-16 without a mark, Windows-1252 for
Western text with the odd accent or curly quote, and last a statistical guess that has to be sure of itself.
"""

import codecs
import re

from dashboard.errors import UnreadableArticle

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What a file of another kind begins with.
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP, Word, Excel or EPUB file",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
#: Statistics are taken from this many bytes; the whole is decoded strictly afterwards.
_SAMPLE = 65_536
#: A guess is trusted below this share of implausible characters and above this likeness to a language.
_MAX_CHAOS, _MIN_COHERENCE = 0.1, 0.5
_GUESSED = [
    "cp1251",
    "koi8_r",
    "cp1256",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1257",
    "shift_jis",
    "euc_jp",
    "gb18030",
]
_GUESSED += ["big5", "euc_kr", "cp866"]

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
#: Never in Western text: three accented letters in a row, or a sign such as a superscript inside a word.
_NOT_WESTERN = re.compile(
    rb"[\xc0-\xff]{3}|[A-Za-z](?:[\xa1-\xbf][A-Za-z]|[\xa3\xa5\xaa\xaf\xb3\xb9\xbe\xbf])"
)


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text of ``raw`` without its byte order mark; ``declared`` is the encoding that the source names.

    Raises UnreadableArticle for nothing, binary data, damaged text and encodings that cannot be told.
    """
    if not raw:
        raise UnreadableArticle("empty: there is nothing in the file")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _plausible(_strict(raw[len(mark) :], encoding))
    for signature, kind in _SIGNATURES.items():
        if raw.startswith(signature):
            raise UnreadableArticle(f"binary data, not text: it looks like {kind}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _plausible(_legacy(raw, declared, error))
    if "\0" in text:
        return _plausible(_wide(raw) or text)
    return _plausible(_redeclared(raw, declared) or text)


def _redeclared(raw: bytes, declared: str | None) -> str | None:
    """Pure ASCII bytes in an encoding that is written with them, such as ISO-2022-JP."""
    if declared and raw.isascii() and b"\x1b" in raw:
        return _try(raw, declared)
    return None


def _legacy(raw: bytes, declared: str | None, error: UnicodeDecodeError) -> str:
    if b"\0" in raw:
        wide = _wide(raw)
        if wide is None:
            raise UnreadableArticle("binary data, not text")
        return wide
    if len(_MULTIBYTE.findall(raw)) > len(_HIGH.findall(_MULTIBYTE.sub(b"", raw))):
        raise UnreadableArticle(f"damaged: not valid UTF-8 at byte {error.start}; save it again as UTF-8")
    if declared:
        text = _try(
            raw,
            "cp1252"
            if declared.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
            else declared,
        )
        if text is not None:
            return text
    if not _NOT_WESTERN.search(raw) and len(_HIGH.findall(raw)) < 0.1 * len(raw):
        text = _try(raw, "cp1252")
        if text is not None:
            return text
    return _guessed(raw)


def _guessed(raw: bytes) -> str:
    import charset_normalizer  # here, not above: only files in old encodings need it

    best = charset_normalizer.from_bytes(raw[:_SAMPLE], cp_isolation=_GUESSED, enable_fallback=False).best()
    if best is not None and best.chaos <= _MAX_CHAOS and best.coherence >= _MIN_COHERENCE:
        text = _try(raw, best.encoding)
        if text is not None:
            return text
    if len(_CONTROL.findall(raw[:_SAMPLE].decode("latin-1"))) > 0.01 * len(raw[:_SAMPLE]):
        raise UnreadableArticle("binary data, not text")
    raise UnreadableArticle("the encoding cannot be told; save it as UTF-8")


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Western text is zero."""
    sample = raw[:_SAMPLE]
    half = len(sample) / 2
    for encoding, zeros in (("utf-16-le", sample[1::2].count(0)), ("utf-16-be", sample[0::2].count(0))):
        if zeros > 0.4 * half and sample.count(0) < 1.2 * zeros:
            return _try(raw, encoding)
    return None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return codecs.decode(raw, encoding) if codecs.lookup(encoding)._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"damaged: not valid {encoding.upper()} at byte {error.start}, though its byte order mark says so"
        ) from error


def _plausible(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, 0.01 * len(sample)):
        raise UnreadableArticle("binary data, not text")
    lost = text.count("\ufffd")
    if lost > 3 and lost > 0.002 * len(text):
        raise UnreadableArticle(f"damaged: {lost} characters were lost (U+FFFD) before the file was saved")
    return text
