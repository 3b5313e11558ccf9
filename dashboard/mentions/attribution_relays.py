"""Hearsay: whose word it is, and who passes it on: "TASS, citing the ministry, reported", "told Reuters"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.attribution_sources import Agency, Source, source_after, source_before
from dashboard.records.document import Sentence, Token

_CITING = frozenset(["citing", "quoting"])
_CITED = frozenset(["quoted", "cited"])
_QUOTING = frozenset("quoted cited quoting citing quotes cites reported".split())
_BE = frozenset("was were is are been".split())
_REACH = 32
#: Heads of phrases that can tell something; "citing safety concerns" cites nobody.
_TELLERS = frozenset(
    """
    official officials source sources witness witnesses police army ministry report reports media resident
    residents spokesman spokeswoman spokesperson doctor doctors medic medics statement document documents
    governor mayor activists lawyer lawyers minister commander agency newspaper authorities survivors
    relatives prosecutors investigators intelligence leader leaders
    """.split()
)


class Hearsay(NamedTuple):
    """Whose word it is, and who passes it on where that is someone else."""

    source: Source
    via: Source | None


def cited(
    tokens: Sequence[Token],
    sentence: Sentence,
    teller: Source,
    verb: tuple[int, int],
    *,
    is_party: Callable[[Source], bool],
) -> Hearsay:
    """The one whom ``teller`` cites in the sentence, passed on by the teller; else the teller alone.

    ``verb`` are the first token of the telling verb and the one after it; ``is_party`` says whether a phrase
    names somebody known.
    """
    for at, last in _openings(tokens, sentence, teller, verb):
        original = source_after(tokens, at + 1, last)
        if original is not None and (is_party(original) or _tells(tokens, original)):
            return Hearsay(original, teller)
    return Hearsay(teller, None)


def _openings(
    tokens: Sequence[Token], sentence: Sentence, teller: Source, verb: tuple[int, int]
) -> list[tuple[int, int]]:
    """Where "citing" stands that belongs to the teller, and where its phrase must end."""
    first = sentence.first
    found = [(first, teller.first)] if tokens[first].lower in _CITING and teller.first > first else []
    low, high = min(teller.last, verb[0]), min(verb[1] + _REACH, sentence.last)
    for at in range(low, high):
        word = tokens[at].lower
        if at >= verb[1] and (tokens[at].text == ";" or word in telling_words()):
            break
        if word in _CITING and at > first and tokens[at - 1].text == ",":
            found.append((at, verb[0] if at < verb[0] else sentence.last))
    return found


def _tells(tokens: Sequence[Token], source: Source) -> bool:
    heads = [token.lower for token in tokens[source.first : source.last]]
    return not _TELLERS.isdisjoint(heads)


def quoted_by(tokens: Sequence[Token], source: Source, last: int) -> Hearsay:
    """ "a witness quoted by Reuters": the witness, passed on by Reuters; else the source alone."""
    end = source.last - 1
    if source.last + 1 < last and tokens[source.last].lower == "by" and tokens[end].lower in _CITED:
        via = source_after(tokens, source.last + 1, last)
        if via is not None and end > source.first:
            return Hearsay(replace(source, last=end, end=tokens[end - 1].end), via)
    return Hearsay(source, None)


def told_to(tokens: Sequence[Token], end: int, last: int, agencies: Sequence[Agency]) -> Source | None:
    """The agency that was told: "a doctor told Reuters"; ``end`` is the token after the verb."""
    at = end + 1 if end < last and tokens[end].lower == "the" else end
    if at >= last or tokens[end - 1].lower not in ("told", "tells"):
        return None
    return next(
        (Source(at, at + 1, a.start, a.end, False) for a in agencies if a.start == tokens[at].start), None
    )


def quoted_as_saying(
    tokens: Sequence[Token], sentence: Sentence, at: int, *, agencies: Sequence[Agency]
) -> Hearsay | None:
    """ "X quoted Y as saying", "Y was quoted by X as saying"; ``at`` is the token of "saying"."""
    if at < sentence.first + 2 or tokens[at - 1].lower != "as":
        return None
    verb, floor = at - 2, max(sentence.first, at - _REACH)
    while verb > floor and tokens[verb].lower not in _QUOTING:
        verb -= 1
    if tokens[verb].lower not in _QUOTING:
        return None
    if verb > sentence.first and tokens[verb - 1].lower in _BE:
        source = source_before(tokens, verb, sentence.first, agencies=agencies)
        by = next((k for k in (verb + 1, at + 1) if k < sentence.last and tokens[k].lower == "by"), None)
        until = at - 1 if by == verb + 1 else sentence.last
        via = source_after(tokens, by + 1, until, agencies=agencies) if by is not None else None
    else:
        source = source_after(tokens, verb + 1, at - 1, agencies=())
        via = source_before(tokens, verb, sentence.first, agencies=agencies)
    return None if source is None else Hearsay(source, via)
