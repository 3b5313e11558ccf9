"""A document: an article's text cut into sentences and tokens, offsets unchanged."""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from dashboard.records.article import Article

_START = attrgetter("start")


class Token(NamedTuple):
    """A word, number or sign. ``text`` is ``document.text[start:end]``; ``lower`` its folded form
    (lower case, typographic quotes and dashes made plain, possessive kept as a token of its own)."""

    start: int
    end: int
    text: str
    lower: str


class Sentence(NamedTuple):
    """A sentence: characters ``start`` to ``end``, tokens ``first`` up to, not including, ``last``.

    ``heading`` marks a headline, by-line or cross-head: no sentence, so no event is told by it alone.
    """

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Document:
    """Text with stable offsets: ``text`` is the article's text, character for character.

    ``plain`` has the same length, with typographic quotes, dashes and spaces replaced by ASCII ones, so that
    a pattern matches on ``plain`` and its offsets hold for ``text``. ``dateline`` is the span of a leading
    "KYIV, June 20 (Reuters) -" where there is one.
    """

    article: Article
    text: str
    plain: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    dateline: tuple[int, int] | None
    language: str

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds ``offset``; of the one before where it falls between two.

        -1 before the first sentence.
        """
        return bisect_right(self.sentences, offset, key=_START) - 1

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence, in order."""
        return self.tokens[sentence.first : sentence.last]
