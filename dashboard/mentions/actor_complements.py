"""What stands behind an actor's noun and belongs to it: "security forces in Guinea", "fighters of Hamas"."""

from collections.abc import Mapping, Sequence

from dashboard.mentions.actor_lexicon import Land, Named, nationality_of
from dashboard.mentions.actor_names import Draft
from dashboard.mentions.actor_persons import words
from dashboard.mentions.actor_units import POSSESSIVE, TIME_WORDS, Unit, entry_of
from dashboard.records.codes import ActorKind
from dashboard.records.document import Sentence, Token

_OF_PLACE = frozenset(("in", "of", "from"))
_ABROAD = frozenset(("forces", "peacekeepers", "coalition", "navy", "air force", "diplomats"))
#: Heads of people whose group is told behind them.
_ENLISTED = frozenset(
    """
    fighters militants rebels gunmen guerrillas insurgents forces soldiers troops members attackers
    terrorists militia suspects
    """.split()
)
#: Those whom "to" sends: "the Iraqi ambassador to Greece".
_SENT = frozenset(("ambassador", "ambassadors", "envoy", "envoys", "consul", "emissary", "delegation"))
_NAME = 3
_STATE_KINDS = frozenset((ActorKind.GOVERNMENT, ActorKind.STATE_FORCES, ActorKind.POLICE))
_GROUPS = frozenset(
    (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.STATE_FORCES)
)


def completed(
    draft: Draft, tokens: Sequence[Token], starts: Mapping[int, Unit], countries: Mapping[int, str]
) -> Draft:
    """``draft`` with the country or group told behind its noun; "of" and what it names join the mention.

    ``starts`` are the units of the sentence by their first token; ``countries`` the country codes of the
    toponyms by their first character.
    """
    at = draft.last
    if at + 1 >= len(tokens) or not (draft.head or draft.person):
        return draft
    link = tokens[at].lower
    named = at + 1 + (tokens[at + 1].lower == "the")
    unit = starts.get(named)
    group = entry_of(unit, Named) if unit is not None else None
    if link in ("of", "from") and unit is not None and group is not None and _enlists(draft, group):
        return draft._replace(
            name=group.name, kind=group.kind, country=group.country, owned=True, last=unit.last
        )
    land = entry_of(unit, Land) if unit is not None else None
    if unit is not None and land is not None and not land.capital and _is_whole(tokens, unit.last):
        if link == "of" and draft.kind in _STATE_KINDS and draft.head != "country":
            draft = _of_country(draft, land.country.code)._replace(last=unit.last)
        elif link == "to" and tokens[at - 1].lower in _SENT:
            draft = draft._replace(last=unit.last, name=f"{draft.name} to {land.name or land.country.name}")
        else:
            return _placed(draft, link, land.country.code)
        return draft
    country = countries.get(tokens[named].start) if named < len(tokens) else None
    return _placed(draft, link, country) if country is not None else draft


def called(draft: Draft, tokens: Sequence[Token], sentence: Sentence, countries: Mapping[int, str]) -> Draft:
    """``draft`` with the name before its noun: "Gaza militants", "the Osun police"."""
    noun = tokens[draft.first]
    if not draft.head or draft.country or draft.owned or sentence.heading:
        return draft
    before = tokens[draft.first - 1].start if draft.first > sentence.first else -1
    if not noun.text.islower() and before not in countries:
        return draft
    first = draft.first
    while first > sentence.first and draft.first - first < _NAME and _is_name(tokens[first - 1]):
        first -= 1
    if first == draft.first or (first == sentence.first and tokens[first].start not in countries):
        return draft
    country = next((countries[t.start] for t in tokens[first : draft.first] if t.start in countries), None)
    if country is None and draft.kind not in _GROUPS | {ActorKind.POLICE, ActorKind.ORGANISATION}:
        return draft
    name = f"{words(tokens, first, draft.first)} {draft.name}"
    return draft._replace(first=first, name=name, country=country, owned=True)


def owned_by_place(
    draft: Draft, tokens: Sequence[Token], sentence: Sentence, countries: Mapping[int, str]
) -> Draft:
    """``draft`` with the place before it that it belongs to: "Basra's governor, Ali Hadi"."""
    if draft.owned or draft.head == "country" or draft.first - 2 < sentence.first:
        return draft
    titled = not draft.person or tokens[draft.first].text.islower()  # not "Iraq's Saddam"
    if tokens[draft.first - 1].text not in POSSESSIVE or not titled:
        return draft
    for first in range(draft.first - 2, max(sentence.first, draft.first - 2 - _NAME) - 1, -1):
        if not _is_name(tokens[first]):
            return draft
        country = countries.get(tokens[first].start)
        if country is not None:
            break
    else:
        return draft
    if draft.person:
        leads = draft.kind is ActorKind.INDIVIDUAL and tokens[draft.first].lower == "leader"
        kind = ActorKind.GOVERNMENT if leads else draft.kind
        return draft._replace(first=first, kind=kind, country=draft.country or country, owned=True)
    name = f"{words(tokens, first, draft.first - 1)} {draft.name}"
    return draft._replace(first=first, name=name, country=draft.country or country, owned=True)


def _is_name(token: Token) -> bool:
    return (
        token.text[0].isupper()
        and any(sign.islower() for sign in token.text)
        and token.text.isalpha()
        and token.lower not in TIME_WORDS
    )


def _enlists(draft: Draft, group: Named) -> bool:
    return not draft.owned and draft.head in _ENLISTED and group.kind in _GROUPS


def _is_whole(tokens: Sequence[Token], end: int) -> bool:
    """Whether a name ends here: not "the government of Sudan's north"."""
    return end >= len(tokens) or tokens[end].text not in ("'s", "'", "-")


def _placed(draft: Draft, link: str, country: str) -> Draft:
    """The country in "security forces in Guinea", "the government of Sudan"."""
    if draft.country is not None or not draft.head or link not in _OF_PLACE:
        return draft
    if link != "of" and draft.head in _ABROAD:
        return draft
    return _of_country(draft, country) if link == "of" else draft._replace(country=country)


def _of_country(draft: Draft, country: str) -> Draft:
    if draft.country is not None:
        return draft
    nationality = nationality_of(country)
    if nationality is None or draft.kind not in _STATE_KINDS or draft.person:
        return draft._replace(country=country)
    return draft._replace(country=country, name=f"{nationality.adjective} {draft.name}")
