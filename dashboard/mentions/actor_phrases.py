"""Noun phrases that name actors: "Ukrainian and Russian troops", "the Georgian Interior Ministry", "rebels".

A document is cut into units (entries of the word lists); units that touch make a run; a run's nouns become
mentions, with the adjectives, names and possessives before them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dashboard.mentions.actor_lexicon import Entry, Land, Leader, Modifier, Named, Nationality, Noun, Title
from dashboard.mentions.actor_units import (
    IRREGULAR_PAST,
    POSSESSIVE,
    TIME_WORDS,
    Unit,
    entry_of,
    nationality_in,
    without_trailing_modifiers,
)
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.records.codes import ActorKind
from dashboard.records.document import Token

_DETERMINERS = frozenset(
    """
    the a an this that these those his her its their our no any each every another
    """.split()
)
_ARMED = frozenset(
    (ActorKind.STATE_FORCES, ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA)
)
_REBELS = _ARMED - {ActorKind.STATE_FORCES}
_TAKES_KIND = _ARMED | {ActorKind.GOVERNMENT, ActorKind.UNKNOWN, ActorKind.ORGANISATION}
_UNARMED = frozenset(
    (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS, ActorKind.INDIVIDUAL, ActorKind.POLICE)
)
#: "the militant group Hamas", "the news agency TASS"
_APPOSED = frozenset("group movement militia faction organisation organization party agency".split())
_QUANTIFIERS = frozenset("some several many few more all both two other another".split())
_AFTER_ADJECTIVE = frozenset(
    """
    attack attacks assault assaults offensive offensives shelling fire gunfire ambush ambushes raid raids
    strike strikes bombing bombings bombardment advance rocket rockets shell shells airstrike airstrikes
    raid operation operations campaign protest protests rally rallies demonstration demonstrations march
    casualties deaths victims losses position positions in of on at to
    from near by for with and or but who that which was were is are has had have will would could may
    might should must can did do then after before while as when into during over under against through
    outside inside also aim want seek intend remain hold begin rather
    """.split()
)
#: "army shorts", "civilian clothes": the noun is no actor before these.
_INERT = frozenset(
    """
    clothes clothing dress uniform uniforms service fatigues school schools academy style surplus band
    anthem life law rule salute training use costume chess station's
    """.split()
)


class Phrase(NamedTuple):
    """A found noun phrase: tokens ``first`` to ``last``, its head and what its modifiers say."""

    first: int
    last: int
    head: Entry
    rest: int  # first token after the nationality
    nationality: Nationality | None
    named: Named | None
    kind: ActorKind | None  # what the modifiers make of it
    definite: bool
    adjective: bool  # the head is a word that is as often an adjective: "separatist", "militant"


def phrases_of(tokens: Sequence[Token], run: Sequence[Unit]) -> Iterator[Phrase]:
    """The noun phrases of a run, left to right; what is only adjective gives none."""
    run = without_trailing_modifiers(run)
    pending: list[Unit] = []
    for number, unit in enumerate(run):
        following = run[number + 1] if number + 1 < len(run) else None
        if following is not None and _modifies(tokens, unit, following):
            pending.append(unit)
            continue
        head = _head(tokens, unit)
        if head is not None:
            phrase = _phrase(tokens, pending, unit, head)
            if phrase is not None:
                yield phrase
        pending = []


def _modifies(tokens: Sequence[Token], unit: Unit, following: Unit) -> bool:
    nationality = entry_of(unit, Nationality)
    if (
        nationality is not None
        and nationality.plural
        and entry_of(unit, Land) is None
        and len(unit.entries) == 1
        and tokens[unit.last - 1].lower.endswith("s")  # "Turkish Kurd refugees", not "Kurds refugees"
    ):
        return False
    noun = entry_of(following, Noun)
    if noun or entry_of(following, Title):
        if noun is not None and noun.head == "government":
            return True  # "the Obama administration"
        return entry_of(unit, Leader) is None or tokens[unit.last].text in POSSESSIVE
    modifier = entry_of(following, Modifier)
    if modifier is not None and entry_of(unit, Noun) is not None and entry_of(unit, Modifier) is None:
        # "guerrillas wounded two soldiers" are two phrases
        return not (modifier.word.endswith("ed") or modifier.word in _QUANTIFIERS)
    if modifier is not None or entry_of(following, Nationality) is not None:
        return entry_of(unit, Leader) is None and (
            entry_of(unit, Named) is None or tokens[unit.last].text in POSSESSIVE
        )
    if entry_of(following, Named):  # "Kurdish YPG", "Israel's Shin Bet"
        return (
            tokens[unit.last - 1].lower in _APPOSED
            or entry_of(unit, Modifier) is not None
            or nationality is not None
            or entry_of(unit, Land) is not None
        )
    return False


def _head(tokens: Sequence[Token], unit: Unit) -> Entry | None:
    return (
        entry_of(unit, Named)
        or entry_of(unit, Leader)
        or entry_of(unit, Noun)
        or entry_of(unit, Land)
        or _crowd(tokens, unit)
    )


def _crowd(tokens: Sequence[Token], unit: Unit) -> Nationality | None:
    """ "Palestinians"; "the British" and "Rohingya" too, where no noun follows."""
    plural = next((e for e in unit.entries if isinstance(e, Nationality) and e.plural), None)
    adjective = any(isinstance(entry, Nationality) and not entry.plural for entry in unit.entries)
    if plural is None or unit.last >= len(tokens):
        return plural
    if not adjective:
        following = tokens[unit.last].text
        single = not tokens[unit.last - 1].lower.endswith(("s", "n", "i"))
        return (
            None if single and following.islower() and not _may_follow(following) else plural
        )  # "Dane guns"
    before = tokens[unit.first - 1].lower if unit.first else ""
    if not plural.people and not (before in _DETERMINERS or before in _QUANTIFIERS or before == "one"):
        return None
    following = tokens[unit.last].text
    ends = _may_follow(following) if following[0].isalpha() else following not in ("-", ",")
    return plural if ends and following not in ("and", "or") else None


def _phrase(tokens: Sequence[Token], pending: Sequence[Unit], unit: Unit, head: Entry) -> Phrase | None:
    nationality: Nationality | None = None
    named: Named | None = None
    kind: ActorKind | None = None
    rest = unit.first
    counts = [at for at, before in enumerate(pending) if _quantifies(before)]
    if counts:
        pending = pending[counts[-1] + 1 :]  # a number begins the phrase
    first = pending[0].first if pending else unit.first
    for before in pending:
        told = nationality_in(before)
        if told is not None and (told.country or nationality is None or nationality.country is None):
            nationality = told  # "Turkish Kurd refugees" are of Turkey
            rest = before.last + (tokens[before.last].text in POSSESSIVE)
        named = entry_of(before, Named) or named
        modifier, noun = entry_of(before, Modifier), entry_of(before, Noun)
        if modifier is not None and modifier.kind is not None:
            kind = modifier.kind
        elif noun is not None:
            kind = noun.kind
    if nationality is None and pending:
        rest = first
    before_first = tokens[first - 1].lower if first else ""
    definite = before_first in _DETERMINERS or (first >= 1 and before_first in POSSESSIVE)
    phrase = Phrase(first, unit.last, head, rest, nationality, named, kind, definite, _adjectival(unit))
    return phrase if _usable(tokens, phrase) else None


def _adjectival(unit: Unit) -> bool:
    """Whether the word is as often an adjective: "separatist", "militant", "civilian", "military"."""
    noun = entry_of(unit, Noun)
    if noun is None or noun.use == "collective":
        return noun is not None
    return entry_of(unit, Modifier) is not None and noun.kind not in (
        ActorKind.STATE_FORCES,
        ActorKind.GOVERNMENT,
    )


def _quantifies(unit: Unit) -> bool:
    modifier = entry_of(unit, Modifier)
    return modifier is not None and modifier.word in _QUANTIFIERS


def _may_follow(word: str) -> bool:
    """Whether ``word`` can come after a whole noun phrase, so that the word before it is a noun."""
    return (
        word in _AFTER_ADJECTIVE
        or word in TIME_WORDS
        or word in telling_words()
        or word in IRREGULAR_PAST
        or word.endswith(("ed", "ly", "ing"))
    )


def _usable(tokens: Sequence[Token], phrase: Phrase) -> bool:
    head = phrase.head
    if not isinstance(head, Noun):
        return True
    following = tokens[phrase.last].lower if phrase.last < len(tokens) else ""
    if following in _INERT:
        return False
    if following == "-" and tokens[phrase.last].start == tokens[phrase.last - 1].end:
        return False
    if phrase.adjective and following.isalpha() and not _may_follow(following):
        return False
    told = phrase.nationality is not None or phrase.named is not None or phrase.kind is not None
    if head.use == "modified":
        return told
    if head.use == "machine":
        return phrase.nationality is not None or phrase.named is not None
    if head.use == "paired":
        before = tokens[phrase.first - 1].lower if phrase.first else ""
        return told or (before in ("two", "both") and following != "of")
    if head.use == "reference":
        before = tokens[phrase.first - 1].lower if phrase.first else ""
        return told or (before in ("the", "this", "that") and following not in ("of", "'s"))
    if head.use == "collective":
        return told or phrase.definite
    if head.use == "office":
        return told or phrase.definite
    if head.use == "single":
        before = tokens[phrase.first - 1].lower if phrase.first else ""
        return phrase.definite or phrase.first < phrase.last - 1 or before == "old"  # "a 46-year-old man"
    return True


def resolved_kind(phrase: Phrase) -> ActorKind:
    """The kind that head and modifiers make together: a "rebel commander" is of the rebels."""
    head = phrase.head
    own = head.kind if isinstance(head, Noun) else ActorKind.UNKNOWN
    if own in _UNARMED and not (own is ActorKind.POLICE and phrase.kind in _ARMED):
        return own
    if phrase.named is not None and phrase.named.kind is not ActorKind.ORGANISATION:
        return phrase.named.kind
    if own in _REBELS and phrase.kind is ActorKind.STATE_FORCES:
        return own
    if own in _TAKES_KIND and (phrase.kind in _ARMED or phrase.kind is ActorKind.POLICE):
        return phrase.kind
    if own is ActorKind.STATE_FORCES and phrase.nationality is not None and phrase.nationality.people:
        return ActorKind.REBEL_GROUP
    if phrase.named is not None and own is ActorKind.GOVERNMENT:
        return phrase.named.kind
    return own
