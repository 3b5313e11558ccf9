"""People by name: after a title, with an apposition, as a speaker, and by surname later on."""

import csv
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dashboard import resources
from dashboard.mentions.actor_lexicon import Land, Leader, Modifier, Named, Nationality, Noun, Title
from dashboard.mentions.actor_units import IRREGULAR_PAST, TIME_WORDS, Unit, entry_of
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.records.codes import ActorKind
from dashboard.records.document import Sentence, Token

_PARTICLES = frozenset(
    """
    al el bin ben ibn abu de da dos del della di van von der den la le ul ud ur bint ould y
    """.split()
)
_NO_NAME = frozenset(
    """
    the a an in on at but and he she it they we i this that these those there his her its their our as
    after before when while if for from according meanwhile however also some many one two three both by
    with since although though earlier later last no not what who how where why yes my your to of or so
    than then
    """.split()
)
_NOT_PEOPLE = frozenset(
    """
    street road avenue square bridge hospital university school college airport station city county state
    province district region valley river lake sea ocean island islands mountain mountains park hotel
    house palace times post news journal gazette herald cup league games war day week month year act
    treaty agreement accord accords convention plan inc corp co ltd bank group company companies
    international north south east west northern southern eastern western central new old great upper
    lower greater resolution strip heights coast peninsula village town camp base square center centre
    building tower mosque church cathedral court office
    """.split()
)
_TELLING = frozenset(
    """
    said says told tells added stated announced reported wrote who is was has had were are and
    """.split()
)
_REBEL_KINDS = frozenset((ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA))
_OFFICE_KINDS = _REBEL_KINDS | {
    ActorKind.GOVERNMENT,
    ActorKind.STATE_FORCES,
    ActorKind.POLICE,
    ActorKind.ORGANISATION,
}
_APPOSITION = 9
_LONGEST_NAME = 6


class Person(NamedTuple):
    """A person at tokens ``first`` to ``last``; ``name`` without title."""

    first: int
    last: int
    name: str
    kind: ActorKind
    country: str | None
    titled: bool


def name_end(tokens: Sequence[Token], start: int, last: int) -> int:
    """End of the run of name words at ``start``; ``start`` itself where none stands there."""
    position = start
    while position < last and position - start < _LONGEST_NAME:
        token = tokens[position]
        if _name_word(token) or (position == start and token.lower in _PARTICLES):
            position += 1
        elif (
            token.text == "-"
            and position > start
            and position + 1 < last
            and token.start == tokens[position - 1].end
            and tokens[position + 1].start == token.end
            and tokens[position + 1].text[0].isalpha()
        ):
            position += 2
        elif (token.text == "." and len(tokens[position - 1].text) == 1 and position > start) or (
            token.lower in _PARTICLES and position > start and _name_follows(tokens, position, last)
        ):
            position += 1
        else:
            break
    return position


def _name_word(token: Token) -> bool:
    return (
        token.text[0].isupper()
        and (
            len(token.text) == 1
            or token.text[1:2] in ("'", ".")
            or any(sign.islower() for sign in token.text)
            or token.text.isupper()
        )
        and token.lower not in TIME_WORDS
        and token.lower not in _NO_NAME
    )


def _name_follows(tokens: Sequence[Token], position: int, last: int) -> bool:
    ahead, stop = position + 1, min(last, position + 4)
    while ahead < stop and (tokens[ahead].text == "-" or tokens[ahead].lower in _PARTICLES):
        ahead += 1
    return ahead < stop and _name_word(tokens[ahead])


def titled(
    tokens: Sequence[Token], sentence: Sentence, run: Sequence[Unit], starts: Mapping[int, Unit]
) -> Person | None:
    """The person a run ends with: "Syrian army spokesman Omar Saleh", "Russia's president, X"."""
    for number, unit in enumerate(run):
        title = entry_of(unit, Title)
        if title is None:
            continue
        start = unit.last
        if (
            number + 1 < len(run)
            and run[number + 1].first == start
            and not _starts_name(tokens, run[number + 1])
        ):
            continue
        comma = start < sentence.last and tokens[start].text == ","
        if comma and (number > 0 or tokens[max(unit.first - 1, 0)].lower in ("the", "'s", "a", "an")):
            start += 1
        end = name_end(tokens, start, sentence.last)
        if end == start or (comma and end - start < 2):
            continue
        if comma and (end >= sentence.last or tokens[end].text not in (",", ".", "-", ")")):
            continue
        kind, country = _office(title, run[:number])
        return Person(
            run[0].first,
            end,
            words(tokens, start, end),
            kind,
            country or _of_country(tokens, end, sentence, starts),
            True,
        )
    return None


def _starts_name(tokens: Sequence[Token], unit: Unit) -> bool:
    """Whether a unit right after a title is (part of) a name rather than another noun of the phrase."""
    return entry_of(unit, Leader) is not None or (
        tokens[unit.first].text[0].isupper()
        and entry_of(unit, Title) is None
        and entry_of(unit, Nationality) is None
        and entry_of(unit, Land) is None
        and entry_of(unit, Noun) is None
    )


def _office(title: Title, before: Sequence[Unit]) -> tuple[ActorKind, str | None]:
    kind, country = title.kind, None
    for unit in before:
        nationality, land, named = entry_of(unit, Nationality), entry_of(unit, Land), entry_of(unit, Named)
        if nationality is not None:
            country = nationality.country or country
        elif land is not None:
            country = land.country.code
        if named is not None:
            country = named.country or country
            if title.kind in (ActorKind.INDIVIDUAL, ActorKind.GOVERNMENT, ActorKind.ORGANISATION):
                kind = named.kind
        modifier, noun = entry_of(unit, Modifier), entry_of(unit, Noun)
        told = (
            modifier.kind
            if modifier is not None and modifier.kind is not None
            else noun.kind
            if noun is not None
            else None
        )
        if (
            told is not None
            and kind not in _REBEL_KINDS
            and title.kind
            in (
                ActorKind.GOVERNMENT,
                ActorKind.INDIVIDUAL,
                ActorKind.ORGANISATION,
            )
        ):
            kind = told
    return kind, country


def _of_country(
    tokens: Sequence[Token], end: int, sentence: Sentence, starts: Mapping[int, Unit]
) -> str | None:
    """The country in "... Rafsanjani of Iran"."""
    if end + 1 >= sentence.last or tokens[end].lower != "of":
        return None
    unit = starts.get(end + 1)
    land = entry_of(unit, Land) if unit is not None else None
    return land.country.code if land is not None else None


def untitled(
    tokens: Sequence[Token], sentence: Sentence, starts: Mapping[int, Unit], taken: Collection[int]
) -> list[Person]:
    """Names of two words or more that speak, are spoken of by ", the ...", or follow "said"."""
    found = []
    position = sentence.first
    while position < sentence.last:
        token = tokens[position]
        if position in taken or not token.text[0].isupper() or not _name_word(token):
            position += 1
            continue
        end = name_end(tokens, position, sentence.last)
        untaken = not any(at in taken for at in range(position, end))
        if end > position + 1 and untaken and _may_be_person(tokens, sentence, position, end):
            kind, country = _apposition(tokens, sentence, end, starts)
            if kind is ActorKind.INDIVIDUAL and not _is_person(tokens, sentence, position, end):
                position = end
                continue
            found.append(Person(position, end, words(tokens, position, end), kind, country, False))
        position = max(end, position + 1)
    return found


@cache
def _given_names() -> frozenset[str]:
    with resources.file("lexicons/toponym_persons.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["word"] for row in csv.DictReader(lines) if row["given"] == "1")


def _may_be_person(tokens: Sequence[Token], sentence: Sentence, start: int, end: int) -> bool:
    if any(tokens[at].lower in _NOT_PEOPLE for at in range(start, end)) or end - start > 4:
        return False
    if any(len(tokens[at].text) > 3 and tokens[at].text.isupper() for at in range(start, end)):
        return False
    return start == sentence.first or tokens[start - 1].lower not in ("the", "a", "an", "in", "at", "near")


def _is_person(tokens: Sequence[Token], sentence: Sentence, start: int, end: int) -> bool:
    if tokens[start].lower in _given_names() and tokens[end - 1].lower not in _given_names():
        return True
    following = tokens[end].lower if end < sentence.last else "."
    before = tokens[start - 1].lower if start > sentence.first else ""
    if following in IRREGULAR_PAST or (following.endswith("ed") and len(following) > 4):
        return True
    if following in _TELLING or before in ("said", "says", "by", "named", "identified"):
        return True
    if following != "," or end + 1 >= sentence.last:
        return False
    after = tokens[end + 1]
    if before == "," and (after.lower in telling_words() or after.lower in ("was", "is", "has", "had")):
        return True
    return after.lower in ("a", "an", "the", "who", "whose") or (
        after.text.isdigit() and len(after.text) == 2
    )


def _apposition(
    tokens: Sequence[Token], sentence: Sentence, end: int, starts: Mapping[int, Unit]
) -> tuple[ActorKind, str | None]:
    kind, country = ActorKind.INDIVIDUAL, None
    if end >= sentence.last or tokens[end].text != ",":
        return kind, country
    for position in range(end + 1, min(end + 1 + _APPOSITION, sentence.last)):
        if tokens[position].text == ",":
            break
        unit = starts.get(position)
        if unit is None:
            continue
        nationality, land = entry_of(unit, Nationality), entry_of(unit, Land)
        if nationality is not None:
            country = country or nationality.country
        elif land is not None:
            country = country or land.country.code
        for entry in unit.entries:
            if isinstance(entry, Noun | Named | Title) and kind not in _OFFICE_KINDS:
                kind = entry.kind
    return kind if kind in _OFFICE_KINDS else ActorKind.INDIVIDUAL, country


def words(tokens: Sequence[Token], first: int, last: int) -> str:
    """The tokens' text with the spaces they had, single."""
    parts: list[str] = []
    for position in range(first, last):
        if parts and tokens[position].start > tokens[position - 1].end:
            parts.append(" ")
        parts.append(tokens[position].text)
    return "".join(parts)
