"""Where quoted words stand in a document, though their spaces or quotation marks may differ."""

import re

from dashboard.documents.plain import plain
from dashboard.records.document import Document

_WHITE = re.compile(r"\s+")
#: A quote that stands more often than this is no pointer to anything.
_MOST = 1000


class QuoteFinder:
    """Finds quotes in one document. Spans count characters of its text, ends exclusive."""

    def __init__(self, document: Document) -> None:
        self._plain = document.plain
        folded: list[str] = []
        offsets: list[int] = []
        for at, sign in enumerate(document.plain):
            if sign.isspace():
                if folded and folded[-1] == " ":
                    continue
                sign = " "
            folded.append(sign)
            offsets.append(at)
        self._folded, self._offsets = "".join(folded), offsets

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Every place where the quote stands as whole words, in order; none for a quote without words."""
        wanted = _WHITE.sub(" ", plain(quote)).strip()
        if not any(sign.isalnum() for sign in wanted):
            return []
        found: list[tuple[int, int]] = []
        at = self._folded.find(wanted)
        while at >= 0 and len(found) < _MOST:
            end = at + len(wanted)
            if self._whole(at, end):
                found.append((self._offsets[at], self._offsets[end - 1] + 1))
            at = self._folded.find(wanted, at + 1)
        return found

    def nearest(self, quote: str, near: tuple[int, int]) -> tuple[int, int] | None:
        """The place of the quote inside ``near`` that comes first, else the one nearest to it."""
        start, end = near
        return min(
            self.find(quote),
            key=lambda span: (max(start - span[0], span[1] - end, 0), span[0]),
            default=None,
        )

    def _whole(self, start: int, end: int) -> bool:
        """Whether no word is cut at either end: "war" does not stand in "warning"."""
        text = self._folded
        opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        return opens and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))
