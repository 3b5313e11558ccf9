"""The word lists behind actors: names, leaders, nouns, titles, peoples, and the countries' own names.

One table holds all of them, keyed by first word, so that a document is read in one pass.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from dashboard.documents.tokens import tokens as tokenise
from dashboard.geocoding.countries import Country
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.records.codes import ActorKind
from dashboard.records.document import Token
from dashboard.resources import file


class Named(NamedTuple):
    """A group, force or organisation with a name of its own."""

    name: str
    kind: ActorKind
    country: str | None
    speaker: bool


class Leader(NamedTuple):
    """A person of public record, known by full name or surname."""

    name: str
    kind: ActorKind
    country: str | None


class Noun(NamedTuple):
    """A common noun for people who act. ``use`` is plain, modified (needs an adjective or a name before it),
    collective (an article or adjective before it), machine (a nationality before it), office (an office
    holder: a modifier before it or a name after it), single (one person), paired ("two" or "both" before it)
    or reference (stands for a group that was named before: "the group")."""

    form: str
    kind: ActorKind
    head: str
    use: str
    speaker: bool


class Title(NamedTuple):
    """A title that a person's name follows."""

    kind: ActorKind


class Nationality(NamedTuple):
    """An adjective or a plural that says where, or of what people, someone is. ``people`` is true for a
    people or faith that has no state of its own."""

    adjective: str
    country: str | None
    plural: bool
    people: bool


class Land(NamedTuple):
    """A country's name; ``capital`` where it is named by its seat of government.

    ``name`` is that of a breakaway or former state, whose ``country`` is the one that it lies in.
    """

    country: Country
    capital: bool
    name: str | None = None


class Modifier(NamedTuple):
    """An adjective that may stand before a noun, and the kind it makes of it."""

    word: str
    kind: ActorKind | None


Entry: TypeAlias = Named | Leader | Noun | Title | Nationality | Land | Modifier


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    forms: tuple[str | None, ...]  # the exact letters a word must have; None = any case
    entry: Entry


def _exact(word: str, free: bool) -> str | None:
    return None if free or word.islower() or not (word.isalpha() or "." in word) else word


class PhraseTable:
    """Phrases found by their words; a hyphen counts as a space."""

    def __init__(self) -> None:
        # First word -> second word, "" where there is none -> phrases. "Al" alone begins dozens of names.
        self._by_words: dict[str, dict[str, list[_Phrase]]] = {}

    def add(self, phrase: str, entry: Entry, *, any_case: bool = False) -> None:
        """Add ``phrase``; unless ``any_case``, capitals in it must be capitals in the text."""
        found = [token for token in tokenise(phrase) if token.text != "-"]
        if not found:
            return
        made = _Phrase(
            tuple(token.lower for token in found),
            tuple(_exact(token.text, any_case) for token in found),
            entry,
        )
        second = made.words[1] if len(made.words) > 1 else ""
        self._by_words.setdefault(made.words[0], {}).setdefault(second, []).append(made)

    def finish(self) -> None:
        """Longest phrases first; call once after the last ``add``."""
        for by_second in self._by_words.values():
            for phrases in by_second.values():
                phrases.sort(key=lambda phrase: -len(phrase.words))

    def starts(self, word: str) -> bool:
        """Whether a phrase may start with the folded ``word``; a quick test before ``match``."""
        return word in self._by_words

    def match(self, tokens: Sequence[Token], position: int, last: int) -> tuple[int, list[Entry]]:
        """End and entries of the longest phrase that starts at ``position``; no entries where none does."""
        by_second = self._by_words.get(tokens[position].lower)
        if by_second is None:
            return position, []
        following = position + 1
        if following < last and tokens[following].text == "-":
            following += 1
        second = tokens[following].lower if following < last else ""
        for phrases in (by_second.get(second, ()), by_second.get("", ())):
            best, length = position, 0
            entries: list[Entry] = []
            for phrase in phrases:
                if entries and len(phrase.words) < length:
                    break
                end = _end(phrase, tokens, position, last)
                if end:
                    best, length = end, len(phrase.words)
                    entries.append(phrase.entry)
            if entries:
                return best, entries
        return position, []


def _end(phrase: _Phrase, tokens: Sequence[Token], position: int, last: int) -> int:
    at = position
    for word, form in zip(phrase.words, phrase.forms, strict=True):
        if at > position and at < last and tokens[at].text == "-":
            at += 1
        if at >= last:
            return 0
        token = tokens[at]
        if token.lower != word or (form is not None and not _same_case(token.text, form)):
            return 0
        at += 1
    return at


def _same_case(text: str, form: str) -> bool:
    return text == form or (form[1:].islower() and text.isupper())


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of ``data/lexicons/<name>.csv``."""
    with file(f"lexicons/{name}.csv").open(encoding="utf8", newline="") as source:
        yield from csv.DictReader(source)


@cache
def phrase_table() -> PhraseTable:
    """All word lists in one table; read once a process."""
    table = PhraseTable()
    for row in rows("actors"):
        named = Named(row["name"], ActorKind(row["kind"]), row["country"] or None, row["speaker"] == "1")
        for alias in (row["name"], *filter(None, row["aliases"].split(";"))):
            table.add(alias, named)
    for alias, leader in leaders().items():
        table.add(alias, leader)
    for row in rows("actors_nouns"):
        for form in row["forms"].split(";"):
            noun = Noun(form, ActorKind(row["kind"]), row["head"], row["use"], row["speaker"] == "1")
            table.add(form, noun, any_case=True)
    for row in rows("actors_titles"):
        for title in row["titles"].split(";"):
            table.add(title, Title(ActorKind(row["kind"])), any_case=True)
    for row in rows("actors_modifiers"):
        table.add(
            row["word"], Modifier(row["word"], ActorKind(row["kind"]) if row["kind"] else None), any_case=True
        )
    for row in rows("actors_peoples"):
        country, stateless = row["country"] or None, row["state"] != "1"
        table.add(row["adjective"], Nationality(row["adjective"], country, False, stateless))
        for plural in filter(None, row["plural"].split(";")):
            table.add(plural, Nationality(row["adjective"], country, True, stateless))
    for row in rows("actors_lands"):
        within = Gazetteer.open().countries[row["country"]]
        seat = row["seat"] == "1"
        made = Land(within, seat, None if seat else row["name"])
        for name in ([] if seat else [row["name"]]) + [a for a in row["aliases"].split(";") if a]:
            table.add(name, made)
    for land in Gazetteer.open().countries.values():
        _add_land(table, land)
    table.finish()
    return table


@cache
def leaders() -> dict[str, Leader]:
    """Every name of a person of public record to that person."""
    found = {}
    for row in rows("actors_leaders"):
        leader = Leader(row["name"], ActorKind(row["kind"]), row["country"] or None)
        for alias in (row["name"], *filter(None, row["aliases"].split(";"))):
            found[alias] = leader
    return found


@cache
def nationality_of(code: str) -> Nationality | None:
    """The first adjective of a country, by its code."""
    land = Gazetteer.open().country(code)
    return Nationality(adjective_of(land), code, False, False) if land else None


def adjective_of(land: Country) -> str:
    """ "Syrian" of Syria; the country's name where it has no adjective."""
    return land.adjectives[0] if land.adjectives else land.name


def _add_land(table: PhraseTable, land: Country) -> None:
    for name in land.names:
        table.add(name, Land(land, capital=False))
    if land.capital:
        table.add(land.capital, Land(land, capital=True))
    for adjective in land.adjectives:
        table.add(adjective, Nationality(adjective_of(land), land.code, False, False))
    for people in land.people:
        table.add(people, Nationality(adjective_of(land), land.code, True, False))
