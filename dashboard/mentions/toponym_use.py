"""What a place name stands for in its sentence: the place, its government, an organisation, or a kind of
thing.

"Moscow said", "Turkey's minister" and "accused Russia of" name governments; "Ukraine war" tells which war;
"Bank of England" names a bank. Only a literal use can be where an event happened. So a country is literal
only where the words say so ("in Syria", "southern Lebanon", "Port Said, Egypt", "invaded Kuwait"), while any
other place is literal unless the words say otherwise.
"""

import csv
from functools import cache

from dashboard import resources
from dashboard.mentions.toponym_spans import PLACE_VERBS, TOWN_NOUNS
from dashboard.records.codes import ToponymUse
from dashboard.records.document import Document, Token
from dashboard.records.place import Place

_PLACE_PREPOSITIONS = frozenset(
    """in at near inside outside across around within throughout toward towards into onto above over off along
    from to
    through of surrounding via""".split()
)
_PLACE_NOUNS = frozenset(
    """border borders north south east west northeast northwest southeast southwest capital coast coastline
    airspace territory soil port city town village province region district countryside waters frontier
    mountains desert valley
    interior outskirts suburbs streets airport northern southern eastern western central second-largest
    largest""".split()
)
_OFFICES = frozenset(
    """president presidents king queen prince minister ministers ministry government governments parliament
    leader
    leaders army position position's ambassador secretary chairman foreign-minister emir sultan
    people""".split()
)
_SENT = frozenset(
    "ambassador envoy aid support help commitment threat message warning exports sales close".split()
)
_AUXILIARIES = frozenset(
    """has have had also will would is was are were be been being to not never now then already again still
    recently officially formally publicly immediately later earlier reportedly strongly firmly repeatedly long
    itself and could
    should may might must does did yesterday today""".split()
)
_DIRECTIONS = frozenset(
    """northern southern eastern western central north south east west northeastern northwestern southeastern
    southwestern northeast northwest southeast southwest upper lower downtown rural mainland neighbouring
    neighboring
    war-torn""".split()
)
_NEAR_NOUNS = frozenset(
    """north south east west northeast northwest southeast southwest outskirts suburb suburbs vicinity
    kilometres
    kilometers km miles mile edge away axes approaches""".split()
)
_SEATS = frozenset({"PCLI", "PPLC"})
_AREAS = frozenset({"PCLI", "ADM1", "ADM2"})
#: "Moscow-backed rebels": who does so is a government; of other words after a hyphen ("Paris-based"), none.
_BY_GOVERNMENTS = frozenset(
    "backed led allied aligned appointed installed sponsored supported funded brokered imposed run".split()
)
#: What governments bring upon others: "pressure on Khartoum".
_BROUGHT_ON = frozenset("pressure sanctions embargo tariffs".split())
_DIVISION_NOUNS = frozenset("state province region oblast district governorate county".split())
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december""".split()
)


@cache
def _uses(position: str) -> dict[str, ToponymUse]:
    """Word -> the use that it shows at this position beside a name."""
    found: dict[str, ToponymUse] = {}
    with resources.file("lexicons/toponym_uses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["position"] == position:
                for word in row["words"].split():
                    found.setdefault(word, ToponymUse(row["use"]))
    return found


def toponym_use(document: Document, first: int, last: int, place: Place | None) -> ToponymUse:
    """The use of the name in tokens ``first`` up to but not including ``last``, taken for ``place``."""
    sentence = document.sentences[document.sentence_at(document.tokens[first].start)]
    before = document.tokens[max(sentence.first, first - 4) : first][::-1]
    after = document.tokens[last : min(last + 4, sentence.last)]
    code = place.feature_code if place else ""
    if _in_organisation(document, last, before, after):
        return ToponymUse.ORGANISATION
    placed = _placed(before, sentence.first == first) and not _speaks_after_comma(before, after)
    if not placed and code not in _AREAS and _is_organisation(document.tokens[first:last]):
        return ToponymUse.ORGANISATION
    shown = _shown_by_following(document, last, after, code, placed)
    if shown is not None:
        return shown
    if not placed and not sentence.heading and _names_on(document, last, after):
        return ToponymUse.MODIFIER
    if code in _SEATS and not placed and _governs(before, after):
        return ToponymUse.GOVERNMENT
    if code != "PCLI" or placed or sentence.heading:
        return ToponymUse.LITERAL
    if document.dateline and document.dateline[0] <= document.tokens[first].start < document.dateline[1]:
        return ToponymUse.LITERAL
    return ToponymUse.GOVERNMENT


def _adjacent(document: Document, last: int, after: tuple[Token, ...]) -> bool:
    return bool(after) and after[0].start - document.tokens[last - 1].end <= 1


def _in_organisation(
    document: Document, last: int, before: tuple[Token, ...], after: tuple[Token, ...]
) -> bool:
    """ "Kyiv Independent", "University of Texas"."""
    if _adjacent(document, last, after) and _uses("after").get(after[0].text) is ToponymUse.ORGANISATION:
        return True
    return (
        len(before) > 1
        and before[0].lower == "of"
        and before[1].text[0].isupper()
        and _uses("before").get(before[1].lower) is ToponymUse.ORGANISATION
    )


def _is_organisation(name: tuple[Token, ...]) -> bool:
    """Whether the name itself is an organisation's: "University of Texas", "Kabul University"."""
    for token, following in zip(name, (*name[1:], None), strict=True):
        ends = following is None or following.lower == "of"
        if ends and len(name) > 1 and _uses("after").get(token.text) is ToponymUse.ORGANISATION:
            return True
    return False


def _placed(before: tuple[Token, ...], opens: bool) -> bool:
    """Whether the words before say that something is at the place."""
    words = [token.lower for token in before]
    if opens or not words:
        return False
    if (
        words[0] == "," and len(before) > 1 and before[1].text[0].isupper()
    ):  # "Port Said, Egypt"; lists count as such
        return True
    if words[0] in ("and", "or") and len(before) > 2 and before[1].text[0].isupper():  # "in Iraq and Kuwait"
        words = words[2:]
    while words and (words[0] == "the" or words[0] in _DIRECTIONS):
        if words[0] in _DIRECTIONS:
            return True
        words = words[1:]
    if not words:
        return False
    if words[0] == "with":
        return len(words) > 1 and words[1] in ("border", "borders", "frontier")
    if words[0] == "to" and len(words) > 1 and words[1] in _SENT:
        return False
    if words[0] == "of":
        return not (len(words) > 1 and words[1] in _OFFICES)
    return words[0] in _PLACE_PREPOSITIONS or words[0] in PLACE_VERBS


def _speaks_after_comma(before: tuple[Token, ...], after: tuple[Token, ...]) -> bool:
    """ "They left Kherson on Friday, Ukraine said": the comma does not place the one that speaks."""
    if not before or before[0].text != "," or not after:
        return False
    return _uses("after").get(after[0].text) is ToponymUse.GOVERNMENT


def _shown_by_following(
    document: Document, last: int, after: tuple[Token, ...], code: str, placed: bool
) -> ToponymUse | None:
    """The use that a possessive or a noun after the name shows, None where it shows none."""
    if not _adjacent(document, last, after):
        return None
    word = after[0].lower
    if word in ("'s", "'") and len(after) > 1:
        owned = after[1]
        if _uses("possessive").get(owned.lower):
            return ToponymUse.GOVERNMENT
        if code in _SEATS and owned.text[0].islower() and owned.lower not in _PLACE_NOUNS | TOWN_NOUNS:
            return ToponymUse.GOVERNMENT
        return ToponymUse.LITERAL
    if word in _DIVISION_NOUNS and code in _AREAS:
        return ToponymUse.LITERAL
    if word == "-" and after[0].start == document.tokens[last - 1].end:  # "Canada-U.S."
        joined = after[1] if len(after) > 1 and after[1].start == after[0].end else None
        if joined is not None and joined.lower in _BY_GOVERNMENTS:
            return ToponymUse.GOVERNMENT
        if code == "PCLI" or (joined is not None and joined.text.islower()):
            return ToponymUse.MODIFIER
        return None
    if _uses("after").get(after[0].text) is ToponymUse.MODIFIER and (code in _SEATS or not placed):
        return ToponymUse.MODIFIER
    if code == "PCLI" and after[0].text[0].isupper():  # "U.S. President"
        return ToponymUse.MODIFIER
    return None


def _names_on(document: Document, last: int, after: tuple[Token, ...]) -> bool:
    """Whether a longer name goes on after this one: "London Stock Exchange", "Paris Hilton"."""
    if not after or after[0].start - document.tokens[last - 1].end != 1:
        return False
    return after[0].text[0].isupper() and after[0].lower not in _TIMES


def _governs(before: tuple[Token, ...], after: tuple[Token, ...]) -> bool:
    """ "Moscow has said", "Paris and Berlin said", "accused Kyiv", "pressure on Khartoum"."""
    if len(after) > 1 and after[0].lower in ("and", "or") and after[1].text[0].isupper():
        after = after[1:]
        while after and after[0].text[0].isupper():
            after = after[1:]
    ahead = next((token.lower for token in after if token.lower not in _AUXILIARIES), None)
    if ahead is not None and _uses("after").get(ahead) is ToponymUse.GOVERNMENT:
        return True
    words = [token.lower for token in before]
    if len(words) > 2 and words[0] in ("and", "or"):
        words = words[2:]
    if len(words) > 1 and words[0] == "on" and words[1] in _BROUGHT_ON:
        return True
    return bool(words) and _uses("before").get(words[0]) is ToponymUse.GOVERNMENT


def is_directed(document: Document, first: int) -> bool:
    """Whether a word for a part stands before the name: "eastern Ukraine"."""
    return first > 0 and document.tokens[first - 1].lower in _DIRECTIONS


def near_cue(document: Document, first: int) -> bool:
    """Whether what happened is said to be near the place whose name starts at token ``first``, not in it."""
    tokens = document.tokens
    sentence = document.sentences[document.sentence_at(tokens[first].start)]
    words = [token.lower for token in tokens[max(sentence.first, first - 6) : first]]
    while len(words) >= 2 and words[-1] in ("the", "of") and (words[-2] in TOWN_NOUNS or words[-1] == "the"):
        words = words[:-2] if words[-1] == "of" else words[:-1]
    if words and words[-1] in ("near", "outside", "around", "surrounding"):
        return True
    return len(words) >= 2 and words[-1] in ("of", "from") and words[-2] in _NEAR_NOUNS
