"""What an expression is read against: the day of publication, the day last spoken of, the tense around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dashboard.mentions.timex_calendar import Period
from dashboard.mentions.timex_grammar import Grammar
from dashboard.mentions.timex_meaning import Meaning
from dashboard.records.codes import DateBasis
from dashboard.records.document import Document

#: How far a tense cue may stand from the expression, in tokens.
_REACH = 25


@dataclass(slots=True)
class Context:
    """The state of one reading of a document; ``position`` is the token at which the expression begins.

    ``published`` is the day relative expressions are reckoned from. ``spoken_of`` is the last period named,
    with the token where that was. ``history`` marks a text that tells of years long past, where a date
    without year belongs to the year last named.
    """

    document: Document
    grammar: Grammar
    published: date | None
    history: bool = False
    position: int = 0
    end: int = 0
    spoken_of: Period | None = None
    spoken_at: int = 0
    year: int | None = None

    def remember(self, period: Period, basis: DateBasis) -> None:
        """Take ``period`` as the one last spoken of, save a word on its writer's own day in a history."""
        if (
            self.history
            and self.published
            and basis is DateBasis.RELATIVE
            and period.last.year >= self.published.year
        ):
            return
        self.spoken_of, self.spoken_at = period, self.position
        self.year = period.first.year

    def word(self, offset: int) -> str:
        """The token ``offset`` places before the expression (negative) or behind it, lower case."""
        index = self.position + offset if offset < 0 else self.end - 1 + offset
        return self.document.tokens[index].lower if 0 <= index < len(self.document.tokens) else ""

    def future(self) -> bool | None:
        """Whether the clause around the expression tells of what is to come; None where it does not show.

        The nearest cue before the expression decides, else the nearest behind it in the sentence.
        """
        tokens = self.document.tokens
        sentences = self.document.sentences
        number = self.document.sentence_at(tokens[self.position].start)
        sentence = sentences[max(number, 0)]
        for index in range(self.position - 1, max(sentence.first, self.position - _REACH) - 1, -1):
            cue = self._cue(index, sentence.first)
            if cue is not None:
                return cue
        for index in range(self.end, min(sentence.last, self.end + _REACH)):
            cue = self._cue(index, sentence.first)
            if cue is not None:
                return cue
        return None

    def _cue(self, index: int, first: int) -> bool | None:
        tokens, tense = self.document.tokens, self.grammar.tense
        word = tokens[index].lower
        if word == "to" and index + 1 < len(tokens):
            following = tokens[index + 1]
            if (
                following.text.isalpha()
                and following.text.islower()
                and following.lower not in tense["not_verbs"]
            ):
                before = tokens[index - 1].lower if index > first else ""
                return before not in tense["past_infinitive"]
            return None
        if word in tense["future"]:
            return True
        if word in tense["past"] or (len(word) > 4 and word.endswith("ed")):
            return None if index > first and tokens[index - 1].lower == "be" else False
        return None

    def is_counted(self) -> bool:
        """Whether what stands behind the expression reads like a plural that it counts: "1900 rebels"."""
        if self.end >= len(self.document.tokens):
            return False
        word = self.document.tokens[self.end].text
        return (
            len(word) > 3
            and word.isalpha()
            and word[0].islower()
            and word.endswith("s")
            and word not in self.grammar.year_context["after"]
        )

    def told_year(self, month: int) -> int | None:
        """In a history, the year a month without one belongs to: that last named, or the next at its turn."""
        if not self.history or self.year is None:
            return None
        known = self.spoken_of
        turned = (
            known is not None and known.unit in {"day", "month"} and known.first.month >= 10 and month <= 2
        )
        return self.year + turned

    def near(self) -> bool:
        """Whether the period last spoken of was named close by, some three sentences back at most."""
        return self.position - self.spoken_at < 90

    def same_paragraph(self) -> bool:
        """Whether the period last spoken of was named in this paragraph."""
        document = self.document
        here = document.sentences[max(document.sentence_at(document.tokens[self.position].start), 0)]
        there = document.sentences[max(document.sentence_at(document.tokens[self.spoken_at].start), 0)]
        return here.paragraph == there.paragraph

    def told(self, slots: "Slots", name: str) -> str:
        """How a slot, "which" or "anaphor", places its period: last, next, same, before ...; "" if empty."""
        words = self.grammar.words[name.rstrip("0123456789")]
        return str(words.get(slots.get(name, ""), ""))

    def unit(self, slots: "Slots") -> str:
        """The unit that the slots name, in the singular."""
        return str(self.grammar.words["unit"][slots["unit"]])


#: The slots of an expression, lower case; "text" and "raw" are all its words.
Slots: TypeAlias = Mapping[str, str]
#: A function of the grammar: what an expression means, None where its words refuse it.
Reading: TypeAlias = Callable[[Slots, Context], Meaning | None]
