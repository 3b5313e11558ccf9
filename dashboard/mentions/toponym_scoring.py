"""How likely a span is a place name: a score over what the span is and the words beside it.

The weights of the cues are ``ToponymModels.cues`` (fitted by logistic regression); a cue that is not listed
counts nothing.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, log10

from dashboard import resources
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.transliteration import TRANSLITERATED
from dashboard.mentions.toponym_spans import (
    LEADING_TYPE_WORDS,
    PLACE_VERBS,
    TOWN_NOUNS,
    TYPE_WORDS,
    Span,
    folded,
)
from dashboard.records.document import Document, Token

_SENTENCE_STARTS = frozenset("\"'([-:;")
_TITLES = frozenset(
    """mr mrs ms miss dr prof sir lord lady dame president minister chancellor secretary senator sen rep gov
    governor mayor gen general col colonel lt lieutenant maj major capt captain sgt sergeant cpl adm admiral
    king queen prince princess pope sheikh imam ayatollah judge justice rev reverend father coach officer
    detective chief commander
    spokesman spokeswoman analyst professor attorney director""".split()
)


_ENGLISH = frozenset("US GB CA AU NZ IE ZA JM BS BB TT".split())
#: Of the places of one name, so many of the most important are looked at.
_LOOKED_AT = 8
#: Words that are written small as often as this, of 9, are common words.
_OFTEN_SMALL = 5
#: A town that a user added is as surely a name as one of so many inhabitants, where theirs are not known.
_OWN_TOWN = 10_000


def _land(country: str | None) -> str:
    """ "E" where place names are English, "T" where they are transliterated, "O" elsewhere."""
    return "E" if country in _ENGLISH else "T" if country in TRANSLITERATED else "O"


@cache
def _persons() -> dict[str, str]:
    """Word -> "g" given name, "f" family name, "gf" both."""
    with resources.file("lexicons/toponym_persons.csv").open(encoding="utf-8", newline="") as file:
        return {r["word"]: "g" * int(r["given"]) + "f" * int(r["family"]) for r in csv.DictReader(file)}


@cache
def _lower_shares() -> dict[str, str]:
    """Word -> how often it is written small, "0" never to "9" always."""
    with resources.file("lexicons/toponym_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["lower"] for row in csv.DictReader(file)}


def small_share(word: str) -> int:
    """How often a word is written small, 0 never to 9 always; 0 for a word that is not known."""
    share = _lower_shares().get(word, "0")
    return int(share) if share.isdigit() else 0


def is_ambiguous(word: str) -> bool:
    """Whether a word is a person's name too, or is also written small."""
    return word in _persons() or small_share(word) > 0


def score(cues: Sequence[str], weights: Mapping[str, float]) -> float:
    """Log-odds that a span with these cues is a place name."""
    total = weights.get("", 0.0)
    for cue in cues:
        total += weights.get(cue, 0.0)
    return total


def elsewhere_cue(best: float) -> str:
    """The cue of a span whose name has the score ``best`` where else it stands in the document."""
    return f"elsewhere={max(-3, min(3, round(best / 2)))}"


def probability(log_odds: float) -> float:
    """Probability of log-odds."""
    return 1 / (1 + exp(-log_odds))


class CueReader:
    """Reads the cues of spans of one document."""

    def __init__(self, document: Document, spans: Iterable[Span], gazetteer: Gazetteer) -> None:
        """``spans`` are all candidate spans of the document: they tell which countries it speaks of."""
        self._tokens = document.tokens
        self._sentences = document.sentences
        self._dateline = document.dateline
        self._gazetteer = gazetteer
        self._persons, self._lower_shares = _persons(), _lower_shares()
        self._small = {token.text for token in document.tokens if token.text.islower()}
        self._after_name, self._runs = self._neighbours()
        self._countries, self._divisions = self._named_areas(spans)

    def _neighbours(self) -> tuple[set[str], set[str]]:
        """Words that somewhere in the document follow a given name or title, and words inside capitalised
        runs.
        """
        persons, after, runs = self._persons, set(), set()
        before: Token | None = None  # the last token but stops, where it has a capital
        for token in self._tokens:
            if token.text[0].isupper():
                if before is not None and token.start - before.end == 1:
                    if "g" in persons.get(before.lower, "") or before.lower in _TITLES:
                        after.add(token.lower)
                    runs.add(token.lower)
                before = token
            elif token.text != ".":
                before = None
        return after, runs

    def _named_areas(self, spans: Iterable[Span]) -> tuple[set[str | None], set[int]]:
        """Countries named in the document, or whose people are, and first-level divisions (by number)."""
        gazetteer = self._gazetteer
        demonyms = gazetteer.demonyms
        countries: set[str | None] = {
            demonyms[t.lower] for t in self._tokens if t.text[0].isupper() and t.lower in demonyms
        }
        divisions = set()
        for span in spans:
            key = span.division if span.division is not None else next(iter(span.named.keys), None)
            if key is None:
                continue
            kind = gazetteer.feature_code(key)
            if kind == "PCLI":
                countries.add(gazetteer.country_code(key))
            elif kind == "ADM1":
                divisions.add(gazetteer.admin1_number(key))
        return countries, divisions

    def _fit(self, span: Span) -> tuple[str, str]:
        """Whether a place of the name lies where the document speaks of, and the script of its country."""
        gazetteer, fit, land = self._gazetteer, "none", "-"
        for key in span.named.keys[:_LOOKED_AT]:
            country = gazetteer.country_code(key)
            if gazetteer.admin1_number(key) in self._divisions and gazetteer.feature_code(key) != "ADM1":
                return "division", _land(country)
            if country in self._countries and fit == "none" and gazetteer.feature_code(key) != "PCLI":
                fit, land = "country", _land(country)
            elif land == "-":
                land = _land(country)
        return fit, land

    def cues(self, span: Span) -> list[str]:
        """The cues of a span, as the weights name them."""
        tokens, sentence = self._tokens, self._sentences[span.sentence]
        first, last = tokens[span.first], tokens[span.last - 1]
        kind = self._kind(span)
        words = span.key.split()
        count = len(words)
        cues = [f"kind={kind}", f"words={min(count, 4)}", f"kind={kind}|words={min(count, 3)}"]

        opening = sentence.first
        before = self._side(span.first - 1, sentence.first, -1, opening)
        before2 = self._side(span.first - 2, sentence.first, -1, opening)
        after = self._side(span.last, sentence.last, 1)
        after2 = self._side(span.last + 1, sentence.last, 1)
        cues += [f"-1={before}", f"-2={before2}", f"+1={after}", f"+2={after2}"]
        cues += [f"-2-1={before2} {before}", f"+1+2={after} {after2}", f"-1+1={before} {after}"]

        start = span.first == sentence.first or before[:1] in _SENTENCE_STARTS
        shape = "caps" if first.text.isupper() and len(first.text) > 3 else "first" if start else "in"
        where = "heading" if sentence.heading else "text"
        cues += [f"shape={shape}|{where}", f"shape={shape}|kind={kind}"]
        if self._dateline and self._dateline[0] <= span.start < self._dateline[1]:
            cues.append("dateline")

        shares, persons = self._lower_shares, self._persons
        share = (
            shares.get(first.lower, "-")
            if count == 1
            else min((shares.get(w, "-") for w in words), default="-")
        )
        cues += [f"small={share}|{shape}", f"small={share}|words={min(count, 3)}"]
        who = persons.get(first.lower, "-")
        cues += [f"person={who}|{kind}", f"tail={persons.get(last.lower, '-')}|{min(count, 3)}"]
        capital_before = before == "CAP" or before == "GIVEN"
        capital_after = after in ("CAP", "GIVEN", "FAMILY")
        cues.append(f"capital={capital_before:d}{capital_after:d}")
        cues.append(f"capital={capital_before:d}{capital_after:d}|{kind}")
        cues.append(
            f"person={who}"
            f"|-1={before if capital_before else 'other'}|+1={after if capital_after else 'other'}"
        )
        if count == 1 and first.lower in self._after_name and not capital_before:
            cues.append("named_elsewhere")
        if count == 1 and first.text.lower() in self._small:
            cues.append("small_elsewhere")
        if first.lower in self._runs and not capital_before and not capital_after:
            cues.append("run_elsewhere")
        fit, land = self._fit(span)
        cues += [f"fit={fit}|{land}", f"fit={fit}|{kind}", f"fit={fit}|{shape}|person={who or '-'}"]
        cues.append(f"land={land}|small={share}|person={who or '-'}")
        if before in _TITLES:
            cues.append("title")
        if before == "of" and before2 in TOWN_NOUNS:
            cues.append(f"town of|{kind == 'unknown'}")
        if before in PLACE_VERBS:
            cues += ["verb", f"verb|{kind == 'unknown'}"]
        if self._apposed(span.last, sentence.last):
            cues.append(f"a town|{kind == 'unknown'}")
        if count > 1 and words[-1] in TYPE_WORDS:
            cues += [f"type={words[-1]}", "type"]
        if count > 1 and words[0] in LEADING_TYPE_WORDS:
            cues += [f"leading={words[0]}", "leading"]
        if after == ",":
            cues.append(f"holder={self._holder(span.last + 1, sentence.last)}")
        if before == "," and span.first - 2 >= sentence.first and tokens[span.first - 2].text[0].isupper():
            cues.append(f"held|{kind}")
        tail = words[-1][-3:] if words else ""
        cues.append(f"tail3={tail}|{kind == 'unknown'}")
        if count == 1:
            cues.append(f"word={words[0]}")
        return cues

    def _apposed(self, i: int, edge: int) -> bool:
        """Whether ", a city in" or the like follows."""
        if i >= edge or self._tokens[i].text != ",":
            return False
        words = [token.lower for token in self._tokens[i + 1 : min(i + 6, edge)]]
        return bool(words) and words[0] in ("a", "an", "the") and not TOWN_NOUNS.isdisjoint(words)

    def _kind(self, span: Span) -> str:
        """What the most important bearer of the name is, how many live there, and how the name met."""
        if span.division is not None:
            return (
                "code"
                if self._tokens[span.first].text.isupper() and span.last - span.first == 1
                else "abbreviation"
            )
        if not span.named.keys:
            return "unknown"
        gazetteer = self._gazetteer
        key = span.named.keys[0]
        code = gazetteer.feature_code(key)
        if gazetteer.is_plain(key) and not code.startswith(("PPL", "ADM")):
            return "unknown"  # that some creek is called so says nothing
        # Where names are transliterated, the press's spelling is as often the gazetteer's second name as its
        # first.
        met = "" if any(span.named.main) or _land(gazetteer.country_code(key)) == "T" else "~"
        if code in ("PPL", "PPLC", "ADM1", "ADM2"):
            people = gazetteer.populations[key] or (_OWN_TOWN if gazetteer.is_own(key) else 0)
            size = int(log10(people + 1))
            return f"{'P' if code[0] == 'P' else code}{size}{met}"
        return code + met

    def _side(self, i: int, edge: int, step: int, opening: int = -1) -> str:
        """The word at ``i`` within its sentence: itself if small, else the sort of capitalised word it is.

        At the ``opening`` of the sentence any word has a capital; a common one counts as small.
        """
        if i < edge if step < 0 else i >= edge:
            return "|"
        token = self._tokens[i]
        initial = token.text[0]
        if initial.isupper():
            if i == opening and self._is_common(token.lower):
                return token.lower
            if token.lower in _TITLES or token.lower in TYPE_WORDS:
                return token.lower
            who = self._persons.get(token.lower, "")
            return "GIVEN" if "g" in who else "FAMILY" if who and step > 0 else "CAP"
        return "9" if initial.isdigit() else token.lower

    def _is_common(self, word: str) -> bool:
        """Whether a word with a capital at a sentence's start is a common one, as far as can be told."""
        if word in self._small or small_share(word) >= _OFTEN_SMALL:
            return True
        return (
            word.isalpha()
            and word not in self._persons
            and word not in _TITLES
            and word not in self._lower_shares
            and not self._gazetteer.named(word).keys
        )

    def _holder(self, i: int, edge: int) -> str:
        """What follows after a comma: a division, a country, another name, or none of these."""
        if i >= edge:
            return "none"
        token = self._tokens[i]
        written = token.text + "." if i + 1 < edge and self._tokens[i + 1].text == "." else token.text
        if written in self._gazetteer.abbreviations:
            return "division"
        if not token.text[0].isupper():
            return "small"
        length = self._gazetteer.longest([folded(t.text) for t in self._tokens[i : min(i + 4, edge)]], 0)
        if not length:
            return "capital"
        name = " ".join(folded(t.text) for t in self._tokens[i : i + length])
        code = self._gazetteer.feature_code(self._gazetteer.named(name).keys[0])
        return {"PCLI": "country", "ADM1": "division"}.get(code, "town")
