"""Units: the entries of the word lists in a sentence, and the runs of them that touch."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from dashboard.mentions.actor_lexicon import (
    Entry,
    Land,
    Leader,
    Modifier,
    Nationality,
    PhraseTable,
    nationality_of,
)
from dashboard.records.document import Sentence, Token

T = TypeVar("T")

POSSESSIVE = frozenset(("'s", "'"))
_SUPPORTED = frozenset(
    """
    backed led supported sponsored funded trained aligned allied armed dominated loyal linked
    """.split()
)
_HELD = frozenset(
    """
    held controlled occupied ruled based run owned style made born proof free administered
    """.split()
)
_PREFIXES = frozenset("pro anti ex non self".split())
_LONGEST_RUN = 12
#: Past forms without "-ed".
IRREGULAR_PAST = frozenset(
    """
    began broke brought built came cut drew fell felt fought gave got held kept knew led left lost made
    met put ran sent set shot sought spoke stood struck swore took told went withdrew won said says flew
    sold paid bought
    """.split()
)
TIME_WORDS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december today yesterday tonight
    """.split()
)


class Unit(NamedTuple):
    """Entries of the word lists at tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    entries: list[Entry]


def units_of(table: PhraseTable, tokens: Sequence[Token], sentence: Sentence) -> list[Unit]:
    """Units of one sentence, longest first at each token, none overlapping."""
    found = []
    position, last = sentence.first, sentence.last
    while position < last:
        if table.starts(tokens[position].lower):
            end, entries = table.match(tokens, position, last)
            if entries:
                found.append(Unit(position, end, entries))
                position = end
                continue
        position += 1
    return found


def runs_of(tokens: Sequence[Token], units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Units that touch, or are joined by a possessive: each run is read as noun phrases."""
    run: list[Unit] = []
    for plain in units:
        unit = _compound(tokens, plain)
        if unit is None:
            if run:
                yield run
            run = []
            continue
        if run and (len(run) == _LONGEST_RUN or not _joined(tokens, run[-1].last, unit.first)):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _joined(tokens: Sequence[Token], end: int, start: int) -> bool:
    if start == end:
        return True
    if start - end != 1:
        return False
    sign = tokens[end]
    if sign.text == "-":
        return sign.start == tokens[end - 1].end and tokens[start].start == sign.end
    return sign.text in POSSESSIVE


def _compound(tokens: Sequence[Token], unit: Unit) -> Unit | None:
    """ "Turkish-backed" is an adjective without a country of its own, "rebel-held" no actor at all."""
    end = unit.last
    if end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end].start == tokens[end - 1].end:
        word = tokens[end + 1].lower
        leading = nationality_in(unit) if word == "led" else None
        if leading is not None:
            return Unit(
                unit.first, end + 2, [leading._replace(adjective=f"{leading.adjective}-led", plural=False)]
            )
        if word in _SUPPORTED:
            return Unit(unit.first, end + 2, [Modifier(word, None)])
        if word in _HELD:
            return None
    before = unit.first
    if before >= 2 and tokens[before - 1].text == "-" and tokens[before - 2].lower in _PREFIXES:
        return Unit(before - 2, unit.last, [Modifier(tokens[before - 2].lower, None)])
    return unit


def entry_of(unit: Unit, kind: type[T]) -> T | None:
    """The unit's entry of one kind, where it has one."""
    for entry in unit.entries:
        if isinstance(entry, kind):
            return entry
    return None


def nationality_in(unit: Unit) -> Nationality | None:
    """The nationality that an adjective, a country's name or a leader's name gives."""
    told, land, leader = entry_of(unit, Nationality), entry_of(unit, Land), entry_of(unit, Leader)
    if told is not None:
        return told
    code = land.country.code if land is not None else leader.country if leader is not None else None
    return nationality_of(code) if code else None


def without_trailing_modifiers(run: Sequence[Unit]) -> Sequence[Unit]:
    """ "militiamen armed" without "armed", which has no noun to belong to."""
    end = len(run)
    while end and all(isinstance(entry, Modifier) for entry in run[end - 1].entries):
        end -= 1
    return run[:end]
