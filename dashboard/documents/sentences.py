"""Sentences and headings of a news text.

Paragraphs end at a blank line, or at a line end that no running sentence crosses (so hard-wrapped text
stays whole). A short paragraph without a full stop is a heading. What runs on for longer than any sentence of
a newspaper (a table, a list of names, text without stops) is cut all the same, so that whatever reads a
sentence as a whole takes time in proportion to the text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dashboard.records.document import Sentence, Token

_LINE_END = re.compile(r"\n")
_STOP = frozenset(".!?")
_CLOSING = frozenset("\"')]")
_PAUSES = frozenset(",;")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen lt col maj capt sgt cpl pvt supt insp adm cmdr brig sen rep gov pres hon rev fr st
    mt ft no nos vs etc inc corp co ltd jr sr dept dist est approx jan feb mar apr jun jul aug sep sept
    oct nov dec mon tue wed thu fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky
    la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont que alta
    sask
    """.split()
)
# After "U.S." or a month a capital may go on with the same sentence; these words almost never do.
_STARTERS = frozenset(
    """
    the a an in on at but and he she it they we i this that these those there his her its their as
    after before when while if for from according meanwhile however also some many one two three
    both by with since although though earlier later last no not what who how
    """.split()
)
_MAX_HEADING = 160
#: Tokens of a sentence at most (of 22,000 sentences of news the longest has 196), and how far from that edge
#: a comma or semicolon is looked for to cut at.
_LONGEST, _SEARCHED = 256, 64


def paragraphs(plain: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, white space trimmed."""
    start = 0
    for found in (*_LINE_END.finditer(plain), None):
        end = len(plain) if found is None else found.start()
        if found is not None and _runs_on(plain, start, end):
            continue
        left, right = start, end
        while left < right and plain[left].isspace():
            left += 1
        while right > left and plain[right - 1].isspace():
            right -= 1
        if left < right:
            yield left, right
        start = end + 1


def _runs_on(plain: str, start: int, end: int) -> bool:
    """Whether the line that ends at ``end`` goes on in the next one, as in hard-wrapped text."""
    line = plain[max(plain.rfind("\n", start, end) + 1, start) : end].strip()
    following = plain[end + 1 : end + 200].split("\n", 1)[0].strip()
    if not line or not following:
        return False
    if line[-1] in _STOP or (line[-1] in _CLOSING and line[-2:-1] in _STOP):
        return False
    return following[0].islower() or following[0] in ",;)" or len(line) > 55


def sentences(plain: str, tokens: Sequence[Token]) -> tuple[Sentence, ...]:
    """Sentences in order; every token lies in exactly one."""
    found: list[Sentence] = []
    position = 0
    blocks = list(paragraphs(plain))
    for number, (left, right) in enumerate(blocks):
        first = position
        while position < len(tokens) and tokens[position].start < right:
            position += 1
        cuts = [
            _past_closing(tokens, i + 1, position)
            for i in range(first, position - 1)
            if tokens[i].text[-1] in _STOP and _ends_sentence(tokens, i, first)
        ]
        heading = (
            number + 1 < len(blocks)  # a heading heads something
            and right - left <= _MAX_HEADING
            and not cuts
            and plain[right - 1] not in '.!?":;,)'
            and "\n" not in plain[left:right]
        )
        edges = [first, *dict.fromkeys(cut for cut in cuts if first < cut < position), position]
        for a, b in pairwise(edges):
            for start, end in _of_bounded_length(tokens, a, b):
                found.append(Sentence(tokens[start].start, tokens[end - 1].end, start, end, number, heading))
    return tuple(found)


def _of_bounded_length(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The tokens from ``first`` to ``last`` in pieces of _LONGEST at most, cut after a comma or semicolon if
    one is near."""
    while last - first > _LONGEST:
        edge = first + _LONGEST
        signs = (i + 1 for i in range(edge - 1, edge - _SEARCHED, -1) if tokens[i].text in _PAUSES)
        cut = next(signs, edge)
        yield first, cut
        first = cut
    if first < last:
        yield first, last


def _ends_sentence(tokens: Sequence[Token], i: int, first: int) -> bool:
    """Whether the token ``i``, which ends in a stop, ends a sentence that began at ``first`` or later."""
    token = tokens[i]
    ahead = i + 1
    while (
        ahead < len(tokens)
        and tokens[ahead].text in _CLOSING
        and tokens[ahead].start == tokens[ahead - 1].end
    ):
        ahead += 1
    if ahead >= len(tokens):
        return False
    following = tokens[ahead]
    if following.start == tokens[ahead - 1].end:  # no space: "3.5", "example.com"
        return False
    starts_high = (
        following.text[0].isupper()
        or following.text[0].isdigit()
        or following.text[0] in "\"'(["
        or not following.text[0].isascii()
    )
    if not starts_high:
        return False
    if token.text in ("!", "?") or ahead > i + 1:
        return True
    if len(token.text) > 1:  # U.S.  a.m.
        return following.lower in _STARTERS
    before = tokens[i - 1] if i > first else None
    if before is None or before.end != token.start:
        return True
    if before.lower in _ABBREVIATIONS and len(before.text) > 1:
        return following.lower in _STARTERS
    return not (len(before.text) == 1 and before.text.isupper() and following.lower not in _STARTERS)


def _past_closing(tokens: Sequence[Token], cut: int, last: int) -> int:
    """A closing quote or bracket belongs to the sentence it closes."""
    while cut < last and tokens[cut].text in _CLOSING and tokens[cut].start == tokens[cut - 1].end:
        cut += 1
    return cut
