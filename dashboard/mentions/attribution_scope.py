"""How far an attribution reaches: the clause, the sentence, or the quotation that it vouches for."""

from collections.abc import Sequence

from dashboard.mentions.actor_units import IRREGULAR_PAST, TIME_WORDS
from dashboard.records.document import Document, Sentence, Token

_CONTRAST = frozenset("but while whereas although though".split())
_FINITE = frozenset(
    """
    that is are was were be been has have had will would could may might should can must did does do
    wants want needs need remains remain goes go knows
    """.split()
)
_ASIDE = frozenset(
    """
    on in a statement late early last this night week month year reporters at
    """.split()
)
_THAT_WITHIN = 7
_QUOTED_SENTENCES = 6
_LONGEST = 200  # words of a clause; a list of ten thousand names is one sentence too
_QUOTES = frozenset(('"', "''", "``"))


def edge(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a clause ends at ``at``: a semicolon, or a comma before "but", "while", "although"."""
    text = tokens[at].text
    if text == ";":
        return True
    return text == "," and at + 1 < last and tokens[at + 1].lower in _CONTRAST


def clause(tokens: Sequence[Token], sentence: Sentence, at: int) -> tuple[int, int]:
    """First and last token of the clause around ``at``."""
    first, last = at, at + 1
    floor = max(sentence.first, at - _LONGEST)
    while first > floor and not edge(tokens, first - 1, sentence.last):
        first -= 1
    return first, until(tokens, sentence, last)


def until(tokens: Sequence[Token], sentence: Sentence, start: int) -> int:
    """End of the clause that runs on from ``start``."""
    at, ceiling = start, min(sentence.last, start + _LONGEST)
    while at < ceiling and not edge(tokens, at, sentence.last):
        at += 1
    return at


def told_after(tokens: Sequence[Token], sentence: Sentence, end: int) -> tuple[int, int]:
    """What follows a telling verb: after "that", the hearers and the day left out."""
    start = end
    for at in range(end, min(end + _THAT_WITHIN, sentence.last - 1)):
        word = tokens[at].lower
        if word in ("that", ":"):
            start = at + 1
            break
        if tokens[at].text in (",", '"') or word in ("how", "the", "it", "he", "she"):
            break
    if start < sentence.last and tokens[start].text == ",":
        start += 1
    return start, until(tokens, sentence, start)


def is_aside(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether what follows the verb tells only when or to whom: "officials said on Sunday."."""
    if last - start > 6:
        return False
    return all(
        tokens[at].lower in _ASIDE or tokens[at].lower in TIME_WORDS or not tokens[at].text[0].isalpha()
        for at in range(start, last)
    )


def has_verb(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a clause seems to stand between two tokens: an auxiliary, "that" or a past form."""
    for at in range(start, last):
        word = tokens[at].lower
        if word in _FINITE or word in IRREGULAR_PAST:
            return True
        if word.endswith("ed") and len(word) > 4 and tokens[at].text.islower():
            return True
    return False


def after_phrase(tokens: Sequence[Token], sentence: Sentence, start: int) -> int:
    """First token after the comma that closes an opening phrase; ``start`` where none does."""
    for at in range(start, min(sentence.last, start + _LONGEST)):
        if tokens[at].text == ",":
            return at + 1
    return start


def opened_before(document: Document, sentence: Sentence, position: int) -> int:
    """Start of a quotation that runs over several sentences and closes at token ``position``."""
    tokens = document.tokens
    floor = max(sentence.first, position - _LONGEST)
    marks = sum(tokens[at].text in _QUOTES for at in range(floor, position))
    if marks % 2 == 0:
        return tokens[sentence.first].start
    number = document.sentence_at(tokens[sentence.first].start)
    for back in range(number - 1, max(number - 1 - _QUOTED_SENTENCES, -1), -1):
        earlier = document.sentences[back]
        if earlier.paragraph != sentence.paragraph:
            break
        if sum(token.text in _QUOTES for token in document.tokens_of(earlier)) % 2:
            return next(token.start for token in document.tokens_of(earlier) if token.text in _QUOTES)
    return tokens[sentence.first].start


def closed_after(document: Document, sentence: Sentence, start: int, last: int) -> int:
    """End of a quotation that opens at or after token ``start`` and runs on into later sentences."""
    tokens = document.tokens
    if sum(tokens[at].text in _QUOTES for at in range(start, last)) % 2 == 0:
        return tokens[last - 1].end
    number = document.sentence_at(tokens[sentence.first].start)
    for ahead in range(number + 1, min(number + 1 + _QUOTED_SENTENCES, len(document.sentences))):
        later = document.sentences[ahead]
        if later.paragraph != sentence.paragraph:
            break
        closing = next((token for token in document.tokens_of(later) if token.text in _QUOTES), None)
        if closing is not None:
            return closing.end
    return tokens[last - 1].end
