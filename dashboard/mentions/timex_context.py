"""What an expression is read against: the day of publication, the day last spoken of, the tense around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dashboard.mentions.timex_anchors import writes_month_first
from dashboard.mentions.timex_calendar import Period
from dashboard.mentions.timex_grammar import Grammar
from dashboard.mentions.timex_meaning import Meaning
from dashboard.mentions.timex_shared import shared_year
from dashboard.mentions.timex_story import Story
from dashboard.records.codes import DateBasis
from dashboard.records.document import Document

#: How far a tense cue may stand from the expression, in tokens.
_REACH = 25
#: The head of a sentence, in tokens: "By early 1943".
_HEAD = 3
#: A quotation is looked for so many characters back at most.
_QUOTED = 1500
#: How far a cue may stand that puts a date beside the thread of a history.
_ASIDE_REACH = 12


@dataclass(slots=True)
class Context:
    """The state of one reading of a document; ``position`` is the token at which the expression begins.

    ``published`` is the day relative expressions are reckoned from. ``spoken_of`` is the last period named,
    with the token where that was. ``story`` is there for a text that tells of years long past, where a date
    without year belongs to the thread of what is told; ``years`` are the first and last year that such a text
    surely names.
    """

    document: Document
    grammar: Grammar
    published: date | None
    story: Story | None = None
    years: tuple[int, int] | None = None
    position: int = 0
    end: int = 0
    spoken_of: Period | None = None
    spoken_at: int = 0
    last_year: int | None = None
    _month_first: tuple[bool | None] | None = None

    @property
    def history(self) -> bool:
        """Whether the text tells of years long past."""
        return self.story is not None

    @property
    def year(self) -> int | None:
        """The year last named, in a history the one the telling has reached; 0 is 1 BC."""
        return self.story.year if self.story is not None else self.last_year

    @property
    def month_first(self) -> bool | None:
        """Whether dates in figures name the month first; None where that is not known."""
        if self._month_first is None:
            self._month_first = (writes_month_first(self.document, self.grammar),)
        return self._month_first[0]

    def remember(self, meaning: Meaning) -> None:
        """Take what was just read as the day or period last spoken of.

        A word on its writer's own day in a history is left out, as nothing goes on from there.
        """
        period, months = meaning.period, meaning.months
        relative = meaning.basis is DateBasis.RELATIVE
        if (
            self.story is not None
            and self.published is not None
            and relative
            and period is not None
            and period.last.year >= self.published.year
        ):
            return
        if meaning.era is not None:
            self.spoken_of, self.last_year = None, meaning.era
        if period is not None:
            self.spoken_of, self.spoken_at = period, self.position
            self.last_year = period.first.year
        if self.story is None or months is None:
            return
        reached = self.story.reached
        back = relative and reached is not None and months[1] < reached[0]
        self.story.tell(self.position, *months, aside=back or self.is_aside(), loose=self.is_loose())

    def is_aside(self) -> bool:
        """Whether the words around put the expression beside the thread of what is told.

        That is in brackets and quotations, after "since" or "than", and in the past perfect.
        """
        tokens, cues = self.document.tokens, self.grammar.aside
        sentence = self.document.sentences[max(self.document.sentence_at(tokens[self.position].start), 0)]
        if sentence.heading:
            return False
        if self.word(-1) in cues["after"] or self.is_quoted():
            return True
        for index in range(self.position - 1, max(sentence.first, self.position - _ASIDE_REACH) - 1, -1):
            word = tokens[index].lower
            if word == ")":
                return False
            if word == "(" or (word in cues["perfect"] and tokens[index + 1].lower != "to"):
                return True
        return False

    def is_loose(self) -> bool:
        """Whether the expression stands away from the head of its sentence."""
        tokens, sentences = self.document.tokens, self.document.sentences
        sentence = sentences[max(self.document.sentence_at(tokens[self.position].start), 0)]
        return not sentence.heading and self.position - sentence.first > _HEAD

    def word(self, offset: int) -> str:
        """The token ``offset`` places before the expression (negative) or behind it, lower case."""
        index = self.position + offset if offset < 0 else self.end - 1 + offset
        return self.document.tokens[index].lower if 0 <= index < len(self.document.tokens) else ""

    def following(self) -> str:
        """The token behind the expression as it is written, "" at the end."""
        return self.document.tokens[self.end].text if self.end < len(self.document.tokens) else ""

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
            return True if tokens[index].text != "May" or index == first else None
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
        """In a history, the year that a month without one belongs to; None in other texts."""
        return None if self.story is None else self.story.year_of(month)

    def year_spoken_of(self) -> int | None:
        """The year that "that year" means: of the period last spoken of, else the one the telling reached."""
        if self.spoken_of is not None:
            return self.spoken_of.first.year
        return self.year

    def shared_year(self, month: int) -> int | None:
        """The year that stands behind a following date and holds for this one too."""
        end = self.document.tokens[self.end - 1].end
        return shared_year(self.document, self.grammar, end, month)

    def known_months(self) -> tuple[int, int] | None:
        """First and last month, counted from year 0, of the period last spoken of."""
        if self.spoken_of is None:
            return None if self.story is None else self.story.reached
        first, last = self.spoken_of.first, self.spoken_of.last
        return first.year * 12 + first.month - 1, last.year * 12 + last.month - 1

    def past_day(self) -> date | None:
        """In a history, the day that words such as "this year" and "ago" are told from; None elsewhere."""
        return self.spoken_of.first if self.history and self.spoken_of is not None else None

    def is_quoted(self) -> bool:
        """Whether the expression stands in a quotation of its paragraph."""
        plain, start = self.document.plain, self.document.tokens[self.position].start
        paragraph = max(plain.rfind("\n", max(0, start - _QUOTED), start), start - _QUOTED, 0)
        return plain.count('"', paragraph, start) % 2 == 1

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
