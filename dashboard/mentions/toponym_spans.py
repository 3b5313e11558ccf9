"""Spans of a document that may be place names: names of the gazetteer, and capitalised words that it does not
know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import NOBODY, Gazetteer, Named
from dashboard.records.document import Document, Token

#: Words after a proper name that make a place of it, whether the gazetteer knows it or not.
TYPE_WORDS = frozenset(
    """county river road street avenue lake island islands valley airport mountain mountains creek bridge park
    province district village township parish beach bay hills highway boulevard lane drive peninsula canyon
    forest desert square
    canal strait governorate oblast plateau reservoir heights""".split()
)
#: Words before a proper name that do so.
LEADING_TYPE_WORDS = frozenset("lake mount mt fort ft camp port cape raf".split())
#: Nouns for inhabited places: "the village of X", "X, a town in".
TOWN_NOUNS = frozenset(
    "city town village hamlet settlement capital port suburb neighbourhood neighborhood".split()
)
#: Verbs whose object is a place, in the forms that news use.
PLACE_VERBS = frozenset(
    """entering entered enter leaving left leave reached reach visited visiting visit invaded invade
    invading occupied occupying occupy annexed annexing seized seizing seize captured capturing capture took
    taking recaptured retaken retook liberated bombed bombing bomb shelled shelling shell struck strike hit
    hitting pounded pounding attacked attacking attack raided raiding fled flee fleeing rocked shook swept
    crossed crossing evacuated stormed storming besieged besieging bombarded targeted targeting ravaged
    devastated toured controlled controls""".split()
)
#: Prepositions before the place where something is or goes.
LOCATIVE = frozenset("in near at outside around from to toward towards of".split())
_PARTICLES = frozenset(
    "al el as ash ar ad az an at ed es de la le du of and the en es upon on sur am der".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    """january february march april may june july august september october november december""".split()
)
_ARTICLES = frozenset("al el as ash ar ad az an at ed es".split())
_CODE_LENGTH = 2
_LONGEST_ABBREVIATION = 6
_LONGEST_UNKNOWN = 4


@dataclass(slots=True)
class Span:
    """Tokens ``first`` up to but not including ``last``; ``key`` is the folded name, ``named`` who bears it.

    ``division`` is the key of the division that an abbreviation stands for.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    named: Named
    sentence: int
    division: int | None = None


folded = lru_cache(1 << 16)(fold)
_AFTER_TOWN = frozenset(
    """in on at near of off outside inside just about some where that which with under close along by between
    north south east west northeast northwest southeast southwest , .""".split()
)


def called_a_town(tokens: Sequence[Token], i: int, edge: int) -> bool:
    """Whether the words from token ``i`` on say that the name before is a town: ", a small village near".

    "Smith, a town councillor" says no such thing: the noun must end its phrase.
    """
    if i >= edge or tokens[i].text != "," or i + 1 >= edge or tokens[i + 1].lower not in ("a", "an", "the"):
        return False
    for j in range(i + 2, min(i + 6, edge)):
        if tokens[j].lower in TOWN_NOUNS:
            return j + 1 >= edge or tokens[j + 1].lower in _AFTER_TOWN
        if not tokens[j].text.isalpha():
            return False
    return False


def is_part(document: Document, span: Span) -> bool:
    """Whether a capitalised word stands right beside the name."""
    sentence = document.sentences[span.sentence]
    tokens = document.tokens

    def joins(token: Token, gap: int) -> bool:
        return gap == 1 and token.text[0].isupper()

    if span.first > sentence.first:
        before = tokens[span.first - 1]
        if before is not tokens[sentence.first] and joins(before, span.start - before.end):
            return True
    return span.last < sentence.last and joins(
        tokens[span.last], tokens[span.last].start - tokens[span.last - 1].end
    )


def candidate_spans(document: Document, gazetteer: Gazetteer) -> Iterator[Span]:
    """The spans that may be names, from left to right; those that start together, longest first."""
    tokens = document.tokens
    for number, sentence in enumerate(document.sentences):
        unknown_until = sentence.first
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if not token.text[0].isupper() and not (
                token.lower in _ARTICLES and _hyphenated(tokens, i, sentence.last)
            ):
                continue
            spans = _abbreviation(tokens, i, sentence.first, sentence.last, number, gazetteer)
            spans += _known(tokens, i, sentence.last, number, gazetteer)
            if i >= unknown_until:
                unknown = _unknown(tokens, i, sentence.last, number)
                if unknown is not None:
                    unknown_until = unknown.last
                    if not any(span.last == unknown.last for span in spans):
                        spans.append(unknown)
            if len(spans) > 1:
                spans.sort(key=lambda span: (-span.last, span.division is None))
            yield from spans


def _hyphenated(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether a hyphen and a name follow, as in "al-Bab"."""
    return i + 2 < last and tokens[i + 1].text == "-" and tokens[i + 2].text[0].isupper()


def _abbreviation(
    tokens: Sequence[Token], i: int, first: int, last: int, sentence: int, gazetteer: Gazetteer
) -> list[Span]:
    """ "Ky.", "W. Va.", "NSW"; a code of two capitals only after a comma or in brackets."""
    token = tokens[i]
    end, written = _stopped(tokens, i, last, gazetteer)
    if end == i:
        end, written = i + 1, token.text
        coded = not written.endswith(".") and len(written) == _CODE_LENGTH
        if coded and not (i > first and tokens[i - 1].text in ",("):
            return []
    division = gazetteer.abbreviations.get(written)
    if division is None:
        return []
    return [Span(i, end, token.start, tokens[end - 1].end, fold(written), NOBODY, sentence, division)]


def _stopped(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> tuple[int, str]:
    """Where the longest abbreviation with stops ends that starts at token ``i``, and its text without spaces;
    it ends at ``i`` where there is none.
    """
    found, written = (i, ""), ""
    for j in range(i, min(i + _LONGEST_ABBREVIATION, last)):
        if j > i and tokens[j].start - tokens[j - 1].end > 1:
            break
        written += tokens[j].text
        if j > i and written.endswith(".") and written in gazetteer.abbreviations:
            found = j + 1, written
    return found


def _known(tokens: Sequence[Token], i: int, last: int, sentence: int, gazetteer: Gazetteer) -> list[Span]:
    """The gazetteer's names that start at token ``i``."""
    word = folded(tokens[i].text)
    reach = gazetteer.named(word).reach if word else 0
    if not reach:
        return []
    found = []
    words: list[str] = []
    j = i
    while j < last and len(words) < reach:
        token = tokens[j]
        part = word if j == i else folded(token.text)
        if part:
            if token.lower == "'s":
                words[-1] += part  # "St. John's", "Prince George's County"
            else:
                words += part.split()
            if (
                token.text[0].isupper()
                or (words[0] in _ARTICLES and len(words) > 1)
                or token.text[0] > "\u0370"
                or (token.lower == "'s" and len(words) > 1)
            ):
                named = gazetteer.named(" ".join(words))
                if named.keys:
                    key = " ".join(words)
                    found.append(Span(i, j + 1, tokens[i].start, token.end, key, named, sentence))
        j += 1
        if j < last and not _joined(tokens, j):
            break
    return found


def _joined(tokens: Sequence[Token], j: int) -> bool:
    """Whether a name may go on with token ``j``: a word one space on, or after a hyphen or an abbreviating
    stop.
    """
    token, before = tokens[j], tokens[j - 1]
    gap = token.start - before.end
    if token.text == "-" or token.lower == "'s":
        return gap == 0
    if token.text == ".":
        return gap == 0 and len(before.text) <= 3
    if before.text == "-":
        return gap == 0 and token.text[0].isalpha()
    return gap == 1 and (token.text[0].isalnum() or token.text == "&")


def _unknown(tokens: Sequence[Token], i: int, last: int, sentence: int) -> Span | None:
    """The run of capitalised words at token ``i``."""
    j = i + 1
    end = j
    while j < last and _joined(tokens, j) and j - i < 2 * _LONGEST_UNKNOWN:
        token = tokens[j]
        if token.lower in _WEEKDAYS or (token.lower in _MONTHS and tokens[j - 1].text[0].islower()):
            break  # "in Metyolkine on Sunday": a time of its own
        if token.text[0].isupper():
            end = j + 1
        elif not (token.text in "-." or token.lower in _PARTICLES):
            break
        j += 1
    text = [folded(token.text) for token in tokens[i:end]]
    words = [word for word in text if word]
    if not words or len(words) > _LONGEST_UNKNOWN or not tokens[i].text[0].isupper():
        return None
    return Span(i, end, tokens[i].start, tokens[end - 1].end, " ".join(words), NOBODY, sentence)
