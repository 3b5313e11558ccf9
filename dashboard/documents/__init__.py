"""Article to document: the same characters, cut into sentences and tokens.

Offsets never move: ``document.text`` is ``article.text``, and whatever is folded for matching
keeps its length.
"""

from dashboard.documents.reading import SUPPORTED_LANGUAGES, read_document

__all__ = ["SUPPORTED_LANGUAGES", "read_document"]
