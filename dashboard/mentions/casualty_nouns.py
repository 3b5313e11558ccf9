"""Counts behind nouns: a toll, lives lost, deaths, casualties, bodies."""

from dashboard.mentions.casualty_counts import NOBODY, ONE, Ledger
from dashboard.mentions.casualty_lexicon import ARMED_SIDES, side_of
from dashboard.records.document import Sentence

_NONE_HARMED = frozenset(("casualties", "injuries"))
_WITHOUT = frozenset(("no", "without", "zero", "nor"))
_FOUND = frozenset(
    """
    found recovered discovered pulled retrieved dumped exhumed unearthed lying
    """.split()
)
_LOST = frozenset(
    """
    claimed claiming claims cost costing costs took taking taken lost ended
    """.split()
)
_INJURY = frozenset(("injury", "injured", "wounded", "injuries"))
#: What makes a toll the new count of all: "raising the toll to 15", "the number of dead rose to 15".
_UPDATING = frozenset(
    """
    raise raised raises raising bring brought brings bringing take took taking push pushed pushing lift lifted
    lifting rise rose risen rises rising climb climbed climbs climbing reached increased increasing grew grown
    """.split()
)
_COUNTED = frozenset("dead deaths killed fatalities wounded injured".split())
_UPDATED = 5
_REACH = 14


def count_noun(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """Enter what the noun at ``at`` counts, if it is one of those that count the killed or the injured."""
    read = _READERS.get(ledger.tokens[at].lower)
    if read is not None:
        read(ledger, sentence, at)


def is_the_dead(ledger: Ledger, sentence: Sentence, at: int) -> bool:
    """Whether "dead" is a toll here: "put the dead at 160"."""
    tokens = ledger.tokens
    if tokens[at].lower != "dead" or at == sentence.first or at + 1 >= sentence.last:
        return False
    return tokens[at - 1].lower in ("the", "of") and tokens[at + 1].lower in ("at", "to")


def _toll(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "a death toll of 40", "raising the toll to 12": the last number soon after."""
    tokens, last = ledger.tokens, sentence.last
    injured = any(tokens[k].lower in _INJURY for k in range(max(sentence.first, at - 3), at))
    stop = at + 1
    while stop < min(at + _REACH, last) and tokens[stop].text not in (",", ";", "."):
        stop += 1
    for number in reversed(ledger.numbers(at + 1, stop)):
        if number.best != 1 and not ledger.counts_things(number, last) and not ledger.is_year(number):
            nearby = {tokens[k].lower for k in range(max(sentence.first, at - _UPDATED), number.first)}
            total = bool(nearby & _UPDATING) and tokens[number.first - 1].lower != "from"
            ledger.add(number.first, number.last, number, injured=injured, total=total)
            return


def _number_of(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "bringing the number of people killed to 15": as a toll is."""
    tokens, last = ledger.tokens, sentence.last
    counted = [k for k in range(at + 2, min(at + 2 + _UPDATED, last)) if tokens[k].lower in _COUNTED]
    if not counted or tokens[at + 1].lower != "of":
        return
    head = counted[0]
    nearby = {tokens[k].lower for k in range(max(sentence.first, at - _UPDATED), at)}
    for k in range(head + 1, min(head + 4, last)):
        nearby.add(tokens[k].lower)
        number = ledger.number(k + 1, last) if tokens[k].lower == "to" else None
        if number is not None and nearby & _UPDATING and not ledger.is_year(number):
            injured = tokens[head].lower in _INJURY
            ledger.add(number.first, number.last, number, injured=injured, total=True)
            return


def _losses(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "the army lost 12 soldiers": a number of armed people right after the verb."""
    number = ledger.number(at + 1, sentence.last)
    end = ledger.victims(number, sentence.last) if number is not None else None
    if number is None or end is None:
        return
    if side_of(" ".join(token.lower for token in ledger.tokens[number.last : end])) in ARMED_SIDES:
        ledger.add(number.first, end, number, injured=False)


def _lives(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "claimed the lives of seven", "cost 12 lives"."""
    tokens, last = ledger.tokens, sentence.last
    around = {tokens[k].lower for k in range(max(sentence.first, at - 7), min(at + 4, last))}
    if not around & _LOST:
        return
    if at + 1 < last and tokens[at + 1].lower == "of":
        _people(ledger, at + 2, last)
        return
    for number in ledger.numbers(max(sentence.first, at - 5), at):
        if number.last == at:
            ledger.add(number.first, at + 1, number, injured=False)


def _people(ledger: Ledger, start: int, last: int) -> bool:
    """Enter the killed that are named or counted from ``start`` on."""
    number = ledger.number(start, last)
    end = ledger.victims(number, last) if number is not None else ledger.one_person(start, last)
    if end is not None:
        ledger.add(start, end, number or ONE, injured=False)
    return end is not None


def _harm(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "no reported casualties" is none killed and none injured; "12 fatalities" is a count."""
    tokens, word = ledger.tokens, ledger.tokens[at].lower
    for first in range(at - 1, max(sentence.first, at - 6) - 1, -1):
        if tokens[first].lower in _WITHOUT:
            ledger.add(first, at + 1, NOBODY, injured=False)
            if word in _NONE_HARMED:
                ledger.add(first, at + 1, NOBODY, injured=True)
            return
        if tokens[first].lower in (",", ";", "that"):
            break
    if word in _NONE_HARMED:
        return
    for number in ledger.numbers(max(sentence.first, at - 5), at):
        if number.last >= at - 2 and not ledger.is_year(number):
            ledger.add(number.first, at + 1, number, injured=False)


def _deaths(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "the deaths of 12 people", "the killing of a journalist"; "12 deaths" too."""
    tokens, last = ledger.tokens, sentence.last
    if at + 2 < last and tokens[at + 1].lower == "of":
        _people(ledger, at + 2, last)
    elif tokens[at].lower in ("deaths", "killings", "murders"):
        _harm(ledger, sentence, at)


def _bodies(ledger: Ledger, sentence: Sentence, at: int) -> None:
    """ "the bodies of four men were found", "his body was found"."""
    tokens, last = ledger.tokens, sentence.last
    around = {tokens[k].lower for k in range(max(sentence.first, at - 6), min(at + 12, last))}
    if not around & _FOUND:
        return
    if at + 2 < last and tokens[at + 1].lower == "of" and _people(ledger, at + 2, last):
        return
    if tokens[at].lower in ("bodies", "corpses"):
        for number in ledger.numbers(max(sentence.first, at - 4), at):
            if number.last >= at - 1:
                ledger.add(number.first, at + 1, number, injured=False)
    elif at > sentence.first and tokens[at - 1].lower in ("his", "her", "a", "'s"):
        ledger.add(at - 1, at + 1, ONE, injured=False)


_READERS = {
    **dict.fromkeys(("toll", "tolls", "dead"), _toll),
    "number": _number_of,
    **dict.fromkeys(("lost", "losing"), _losses),
    **dict.fromkeys(("life", "lives"), _lives),
    **dict.fromkeys(("casualties", "injuries", "fatalities"), _harm),
    **dict.fromkeys(
        "death deaths killing killings murder murders assassination massacre slaying".split(), _deaths
    ),
    **dict.fromkeys(("body", "bodies", "corpse", "corpses"), _bodies),
}
#: The nouns that may count.
COUNTING = frozenset(_READERS)
