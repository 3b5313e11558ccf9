"""Canonical names: the same actor written in two ways gets one name."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.mentions.actor_lexicon import Land, Leader, Named, Nationality, Noun
from dashboard.mentions.actor_persons import words
from dashboard.mentions.actor_phrases import Phrase, resolved_kind
from dashboard.records.codes import ActorKind
from dashboard.records.document import Token

_ARMED = frozenset((ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA))


class Draft(NamedTuple):
    """A mention in the making: tokens ``first`` to ``last``; ``head`` is its noun, "" for a name."""

    first: int
    last: int
    name: str
    kind: ActorKind
    country: str | None
    speaker: bool
    head: str = ""
    definite: bool = False
    person: bool = False
    people: bool = False  # the nationality is a people's, not a state's
    owned: bool = False  # a name before the noun says whose: "NATO warplanes"


def draft_of(tokens: Sequence[Token], phrase: Phrase) -> Draft:
    """The mention that a noun phrase makes."""
    head = phrase.head
    if isinstance(head, Named):
        return _named(tokens, phrase, head)
    if isinstance(head, Leader):
        return Draft(phrase.first, phrase.last, head.name, head.kind, head.country, True, person=True)
    if isinstance(head, Land):
        return Draft(
            phrase.first,
            phrase.last,
            head.name or head.country.name,
            ActorKind.GOVERNMENT,
            head.country.code,
            True,
            head="country",
        )
    if isinstance(head, Nationality):
        text = words(tokens, phrase.first, phrase.last)
        return Draft(
            phrase.first,
            phrase.last,
            text,
            ActorKind.CIVILIANS,
            head.country,
            False,
            head="people",
            definite=phrase.definite,
        )
    assert isinstance(head, Noun)
    return _common(tokens, phrase, head)


def _named(tokens: Sequence[Token], phrase: Phrase, head: Named) -> Draft:
    country, name = head.country, head.name
    if country is None and phrase.nationality is not None:
        country = phrase.nationality.country
        if head.kind in (ActorKind.STATE_FORCES, ActorKind.GOVERNMENT, ActorKind.POLICE):
            name = f"{phrase.nationality.adjective} {head.name}"
    return Draft(phrase.first, phrase.last, name, head.kind, country, head.speaker)


def _common(tokens: Sequence[Token], phrase: Phrase, head: Noun) -> Draft:
    kind = resolved_kind(phrase)
    country = phrase.nationality.country if phrase.nationality else None
    named = phrase.named
    if named is not None:
        country = country or named.country
    name = named.name if named is not None and kind is named.kind else _name(tokens, phrase, head, kind)
    return Draft(
        phrase.first,
        phrase.last,
        name,
        kind,
        country,
        head.speaker,
        head=head.head,
        definite=phrase.definite,
        people=phrase.nationality is not None and phrase.nationality.people,
        owned=named is not None,
    )


def _name(tokens: Sequence[Token], phrase: Phrase, head: Noun, kind: ActorKind) -> str:
    adjective = phrase.nationality.adjective if phrase.nationality else ""
    if head.head.startswith("Ministry"):
        return f"{adjective} {head.head}".strip()
    if adjective and kind is ActorKind.STATE_FORCES and head.kind is ActorKind.STATE_FORCES:
        return f"{adjective} {head.head}"
    if adjective and kind is ActorKind.POLICE and head.head == "police":
        return f"{adjective} police"
    rest = words(tokens, phrase.rest, phrase.last)
    if rest[:1].isupper() and rest[1:].islower():
        rest = rest[0].lower() + rest[1:]
    return f"{adjective} {rest}".strip()
