"""The noun phrase that a telling verb or "according to" takes for its source."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.mentions.actor_units import TIME_WORDS
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.numbers import starts_number
from dashboard.records.document import Document, Token

_DETERMINERS = frozenset("the a an this that these those some".split())
_PRONOUNS = frozenset("he she it they".split())
_NO_SOURCE = frozenset(
    """
    i we you who which that what there this these those one nothing something everyone many most some
    """.split()
)
_AUXILIARIES = frozenset(
    """
    has have had also later then earlier further again already now repeatedly would is was were are do
    does did can could may might will been not
    """.split()
)
_CLAUSE_STARTS = frozenset(
    """
    that but and or when while as because after before if although though since where whether which who
    whom so yet until unless than nor
    """.split()
)
_ENDS = frozenset(
    """
    that who which when while as because after before if but although though and on in at by with from to
    during where since was were is are has have had will would said says told over late early last
    """.split()
)
_TIME = TIME_WORDS | frozenset(
    """
    late early last night week month year morning evening afternoon on this meanwhile however over the
    weekend
    """.split()
)
_ADVERB_LIKE = frozenset("family assembly".split())
_NOUNS_TOO = frozenset("report reports claims claim states estimates".split())
_PAPERS = frozenset(
    """
    statement statements report reports bulletin communique letter release dispatch document
    """.split()
)
_SIGNS = frozenset(",;:()\".!?`'-")
_CROWDS = frozenset("police people army media locals prosecution government".split())
_LONGEST = 16
_FEW = 3


class Agency(NamedTuple):
    """Characters of a news agency's or paper's name."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Tokens ``first`` to ``last``, characters ``start`` to ``end``; ``subject``: it begins its clause."""

    first: int
    last: int
    start: int
    end: int
    subject: bool

    def text(self, document: Document) -> tuple[str, int, int]:
        """The source as written, on one line, and its span."""
        return " ".join(document.text[self.start : self.end].split()), self.start, self.end


def source_before(
    tokens: Sequence[Token], verb: int, floor: int, *, agencies: Sequence[Agency] = ()
) -> Source | None:
    """The subject of the telling verb at ``verb``: "X", "X, a spokesman for Y," (X), "the agency, X," (X)."""
    end = _before_adverbs(tokens, verb, floor)
    if end > floor and tokens[end - 1].text in ('"', "'") and end - 2 >= floor:
        end -= 1  # the "Caucasian Knot" reported
        opened = end - 1
        while opened > floor and tokens[opened].text != '"' and end - opened < 8:
            opened -= 1
        if tokens[opened].text == '"' and all(token.text[0].isupper() for token in tokens[opened + 1 : end]):
            return _trimmed(tokens, opened + 1, end, agencies, subject=True)
    if end <= floor:
        return None
    if tokens[end - 1].text in (",", ")"):
        opened_at = _opening(tokens, end - 1, floor)
        if opened_at is None:
            return None
        if _is_name(tokens, opened_at + 1, end - 1) and tokens[end - 1].text == ",":
            return _trimmed(tokens, opened_at + 1, end - 1, agencies, subject=True)
        end = _before_adverbs(tokens, opened_at, floor)
    if end > floor and tokens[end - 1].lower in _PRONOUNS:
        return _trimmed(tokens, end - 1, end, agencies, subject=True)
    start = end
    while start > floor and end - start < _LONGEST and not _starts_clause(tokens, start - 1):
        start -= 1
    if start > floor + 1 and tokens[start - 1].lower in ("who", "which") and tokens[start].text[0].islower():
        end = start - 1 - (tokens[start - 2].text == ",")  # "survivors who have fled say"
        start = end
        while start > floor and end - start < _LONGEST and not _starts_clause(tokens, start - 1):
            start -= 1
    clause = start == floor or tokens[start - 1].text in _SIGNS or tokens[start - 1].lower in _CLAUSE_STARTS
    return _trimmed(tokens, start, end, agencies, subject=clause)


def source_after(
    tokens: Sequence[Token], start: int, last: int, *, agencies: Sequence[Agency] = ()
) -> Source | None:
    """The source that follows "according to" or "..., said"; of "a statement by X" it is X."""
    end = start
    while end < last and end - start < _LONGEST:
        word = tokens[end].lower
        if tokens[end].text in _SIGNS and not _inside(tokens, end):
            break
        if end > start and (word in TIME_WORDS or word in _ENDS) and not _goes_on(tokens, end, last):
            break
        if word in _PAPERS and end + 2 < last and tokens[end + 1].lower in ("by", "from", "of", "issued"):
            start = end + 2 + (tokens[end + 1].lower == "issued")
            end = start
        end += 1
    return _trimmed(tokens, start, min(end, last), agencies, subject=True)


def _inside(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sign stands inside a word or after an initial: "Al-Ahram", "J. Smith"."""
    token = tokens[at]
    if token.text == "-":
        return token.start == tokens[at - 1].end
    return token.text == "." and _initial(tokens, at)


def _goes_on(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether "and", "in", "from" go on with the name: "police in Gao"."""
    following = tokens[at + 1] if at + 1 < last else None
    return (
        tokens[at].lower in ("and", "in", "from", "at")
        and following is not None
        and following.text[0].isupper()
        and following.lower not in TIME_WORDS
    )


def _is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    return 0 < last - first <= 3 and all(token.text[0].isupper() for token in tokens[first:last])


def _before_adverbs(tokens: Sequence[Token], verb: int, floor: int) -> int:
    """The end of the noun phrase, auxiliaries, adverbs and times of day before the verb left out."""
    end = verb
    while end > floor:
        token = tokens[end - 1]
        if (
            token.lower in _AUXILIARIES
            or token.lower in TIME_WORDS
            or token.lower in ("on", "late", "early", "n't")
        ):
            end -= 1
        elif (
            token.lower in ("night", "week", "month", "year")
            and end - 2 >= floor
            and tokens[end - 2].lower == "last"
        ):
            end -= 2
        elif token.lower.endswith("ly") and token.text.islower() and token.lower not in _ADVERB_LIKE:
            end -= 1
        elif token.text[0].isdigit() and end - 2 >= floor and tokens[end - 2].lower in TIME_WORDS:
            end -= 2
        else:
            break
    return end


def _opening(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    """The comma or bracket that opens what ``closing`` closes, an apposition; None where there is none."""
    opening = "(" if tokens[closing].text == ")" else ","
    for at in range(closing - 1, max(floor, closing - 2 * _LONGEST), -1):
        if tokens[at].text == opening:
            return at
        if tokens[at].text in ('"', ";", ":"):
            return None
    return None


def _starts_clause(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.lower in _CLAUSE_STARTS:
        return not (token.lower == "and" and at and _coordinates(tokens, at))
    if token.text in _SIGNS:
        return not (at and _inside(tokens, at)) and token.text != "'"
    return token.lower in telling_words() and token.text.islower() and token.lower not in _NOUNS_TOO


def _coordinates(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins two names or two nouns of one subject: "rescuers and residents say"."""
    before, after = tokens[at - 1], tokens[at + 1]
    if before.text[0].isupper() and after.text[0].isupper():
        return True
    return before.lower.endswith("s") and after.lower.endswith("s")


def _initial(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1]
    return before.end == tokens[at].start and len(before.text) <= 3 and before.text[0].isupper()


def _trimmed(
    tokens: Sequence[Token], start: int, end: int, agencies: Sequence[Agency], *, subject: bool
) -> Source | None:
    while start < end and (
        tokens[start].lower in _DETERMINERS or tokens[start].text in _SIGNS or tokens[start].lower in _TIME
    ):
        start += 1
        if start < end and tokens[start].text in ("'s",):
            start += 1
    while end > start and (
        tokens[end - 1].text in _SIGNS
        or tokens[end - 1].lower in _TIME
        or tokens[end - 1].lower in _DETERMINERS
    ):
        end -= 1
    if start >= end or not any(token.text[0].isalpha() for token in tokens[start:end]):
        return None
    if not _may_speak(tokens, start, end):
        return None
    first, last = tokens[start].start, tokens[end - 1].end
    for agency in _from(agencies, first):  # "the Russian TASS news agency" is TASS
        if first <= agency.start and agency.end <= last and _heads(tokens, start, end, agency):
            return Source(start, end, agency.start, agency.end, subject)
    return Source(start, end, first, last, subject)


def _may_speak(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the phrase can be someone: no bare "rank" or "three", and no clause ("he read two")."""
    word = tokens[start].lower
    if end - start > 1:
        return word not in _PRONOUNS and word not in ("i", "we")
    if word in _NO_SOURCE or tokens[start].text[0].isdigit() or starts_number(tokens[start]):
        return False
    if tokens[start].text[0].isupper() or word in _PRONOUNS or word.endswith("s") or word in _CROWDS:
        return True
    return start > 0 and tokens[start - 1].lower in _DETERMINERS


def _from(agencies: Sequence[Agency], start: int) -> Sequence[Agency]:
    at = bisect_left(agencies, start, key=lambda agency: agency.start)
    return agencies[at : at + _FEW]


def _heads(tokens: Sequence[Token], start: int, end: int, agency: Agency) -> bool:
    """Whether the agency is what the phrase names, not whom someone works for: "an AP reporter"."""
    rest = [
        token.lower for token in tokens[start:end] if token.start >= agency.end or token.end <= agency.start
    ]
    return all(word in _APPOSED or word[0].isupper() for word in rest) or not rest


_APPOSED = frozenset(
    """
    news agency state the official media newspaper daily paper television tv radio channel agency's wire
    service - russian syrian iranian turkish chinese egyptian israeli private independent monitoring group
    based opposition
    """.split()
)
