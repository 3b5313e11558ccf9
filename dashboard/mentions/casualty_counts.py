"""Counting people: "three Russian soldiers", "a police officer", and the ledger of what was counted."""

from collections.abc import Sequence

from dashboard.mentions.actor_units import TIME_WORDS
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.casualty_lexicon import casualty_cue, people_nouns, singular_people, things
from dashboard.mentions.numbers import Number, number_at, starts_number
from dashboard.records.document import Document, Token
from dashboard.records.mention import Casualties

ONE = Number(0, 0, 1, 1, 1)
NOBODY = Number(0, 0, 0, 0, 0)
AUXILIARIES = frozenset(
    """
    was were is are been being be got get 's have has had may might did do does
    """.split()
)
_ENDS = frozenset(
    """
    in on at near by for from with and or but who that which when while after before as during since
    including among to into over under because if , . ; : ) ( " '
    """.split()
)
_ARTICLES = frozenset(("a", "an", "another", "his", "her", "their", "the", "its", "my"))
_INDEFINITE = frozenset(("a", "an", "another"))
_OF = frozenset(("the", "its", "their", "them", "whom", "his", "our", "these", "those"))
_LONGEST = 7


class Ledger:
    """The counts of one document: each number of people once for the killed and once for the injured."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.tokens: Sequence[Token] = document.tokens
        self._found: dict[tuple[int, bool], Casualties] = {}
        self._people = people_nouns()
        self._things = things()
        self._singular = singular_people()

    def entries(self) -> tuple[Casualties, ...]:
        """What was counted, in order."""
        return tuple(sorted(self._found.values(), key=lambda counted: (counted.start, counted.injured)))

    def add(self, first: int, last: int, number: Number, *, injured: bool, total: bool = False) -> None:
        """Count ``number`` for tokens ``first`` to ``last``; what is counted already stays.

        ``total``: the words say that it is the new count of all.
        """
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        text = self._document.text[start:end]
        further = not total and self._is_further(first, last)
        entry = Casualties(
            start, end, text, injured, number.low, number.best, number.high, total=total, further=further
        )
        self._found.setdefault((start, injured), entry)

    def _is_further(self, first: int, last: int) -> bool:
        """Whether the words count people besides those told before: "three more", "another two soldiers"."""
        words = [token.lower for token in self.tokens[max(0, first - 1) : last + 1]]
        if words[:1] == ["another"] or "others" in words[1:-1]:
            return True
        return any(word == "more" and words[i + 1 : i + 2] != ["than"] for i, word in enumerate(words))

    def numbers(self, first: int, last: int) -> list[Number]:
        """The counts between two tokens."""
        found = []
        at = first
        while at < last:
            number = self.number(at, last)
            if number is not None:
                found.append(number)
            at = number.last if number is not None else at + 1
        return found

    def number(self, at: int, last: int) -> Number | None:
        """The count that starts at ``at``."""
        return number_at(self.tokens, at, last) if at < last and starts_number(self.tokens[at]) else None

    def counts_things(self, number: Number, last: int) -> bool:
        """Whether a thing is counted: "12 villages"."""
        return number.last < last and self.tokens[number.last].lower in self._things

    def is_year(self, number: Number) -> bool:
        """Whether a bare number reads as a year."""
        return (
            number.best is not None
            and 1900 <= number.best <= 2100
            and "," not in self.tokens[number.first].text
        )

    def victims(self, number: Number, last: int) -> int | None:
        """End of "three Russian soldiers"; None where the number counts no people."""
        tokens, at = self.tokens, number.last
        if at < last and tokens[at].lower == "of":
            at += 1
            while at < last and tokens[at].lower in _OF:
                at += 1
        best: int | None = None
        position = at
        while position < min(at + _LONGEST, last):
            word = tokens[position].lower
            if word in self._things:
                return best
            if word == "others":
                return position + 1
            if word in self._people or word == "more":
                best = self._listed(position + 1, last)
                position = best
                continue
            if best is not None or self._ends(position, last):
                break
            position += 1
        if best is not None:
            return best
        if position == at:  # "12 were killed", "13 dead"
            return None if self.is_year(number) else number.last
        word = tokens[position - 1].lower
        plural = word.endswith("s") and not word.endswith("ss")
        return position if plural or number.best == 1 or tokens[position - 1].text[0].isupper() else None

    def _listed(self, end: int, last: int) -> int:
        """End of "men, women and children" whose first noun ends at ``end``."""
        at = end
        while at + 1 < last and self.tokens[at].lower in (",", "and"):
            at += 1
            if self.tokens[at].lower == "and":
                at += 1
            if at >= last or self.tokens[at].lower not in self._people:
                return end
            at += 1
            end = at
        return end

    def _ends(self, at: int, last: int) -> bool:
        token = self.tokens[at]
        if not token.text[0].isalpha() and token.text != "-":
            return True
        word = token.lower
        return (
            word in AUXILIARIES
            or word in _ENDS
            or word in TIME_WORDS
            or casualty_cue(self.tokens, at, last) is not None
        )

    def one_person(self, at: int, last: int) -> int | None:
        """End of a phrase for one person that starts at ``at``: "a police officer", "Omar Saleh"."""
        if at >= last:
            return None
        if self.tokens[at].lower in _ARTICLES:
            return self._described(at, last)
        return self._named(at, last)

    def starts_one(self, at: int) -> bool:
        """Whether an article or a name stands at ``at``."""
        token = self.tokens[at]
        return token.lower in _ARTICLES or token.text[0].isupper()

    def _described(self, at: int, last: int) -> int | None:
        tokens, national = self.tokens, False
        for position in range(at + 1, min(at + _LONGEST, last)):
            word = tokens[position].lower
            if word in self._singular:
                following = tokens[position + 1].lower if position + 1 < last else "."
                if following in self._people or following in self._things:
                    continue
                if self._is_adjective(position, last):  # "an Iraqi national", "the Ukrainian military"
                    national = tokens[at].lower in _INDEFINITE
                    continue
                return position + 1 if following != "-" else None
            if word in self._things and position + 1 < last and tokens[position + 1].text == "-":
                continue  # "a 23-year-old woman"
            if word in self._things or word in telling_words():
                return None
            if national and self._ends(position, last):
                return position
            sign = not tokens[position].text[0].isalnum() and word != "-"
            if sign or word in _ENDS:
                return None
        return None

    def _is_adjective(self, at: int, last: int) -> bool:
        """Whether the word for someone's people at ``at`` describes the noun behind it."""
        if not self.tokens[at].text[0].isupper() or at + 1 >= last:
            return False
        following = self.tokens[at + 1].lower
        if following.endswith(("ed", "ly", "ing")) or following in telling_words():
            return False
        return following.isalpha() and not self._ends(at + 1, last)

    def _named(self, at: int, last: int) -> int | None:
        tokens, end = self.tokens, at
        while (
            end < min(at + _LONGEST, last)
            and tokens[end].text[0].isupper()
            and tokens[end].lower not in TIME_WORDS
        ):
            end += 1
        crowd = any(tokens[k].lower in self._people for k in range(at, end))
        return end if end - at >= 2 and not crowd else None
