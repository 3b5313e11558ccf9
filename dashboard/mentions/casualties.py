"""``find_casualties``: how many people were killed and injured, as the text counts them."""

from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.casualty_counts import AUXILIARIES, NOBODY, ONE, Ledger
from dashboard.mentions.casualty_ellipsis import count_ellipsis
from dashboard.mentions.casualty_lexicon import CasualtyCue, casualty_cue, casualty_cues, singular_people
from dashboard.mentions.casualty_nouns import COUNTING, count_noun, is_the_dead
from dashboard.mentions.numbers import Number
from dashboard.records.document import Document, Sentence
from dashboard.records.mention import Casualties

__all__ = ["find_casualties"]

_BE = frozenset("was were is are been being be got get 's".split())
_SINGULAR_BE = frozenset("was is has".split())
_UNREAL = frozenset("to would could should will can cannot must 'd 'll if unless whether".split())
_NEGATIONS = frozenset(("not", "never", "n't"))
_ADVERBS = frozenset(
    """
    also then later since all already now so far still found either confirmed believed feared reported
    presumed said thought known
    """.split()
)
_LY = frozenset(("only", "family", "early"))
_NO_ONE = (
    ("no", "one"),
    ("no", "-", "one"),
    ("nobody",),
    ("none",),
    ("no", "people"),
    ("no", "civilians"),
    ("no", "soldiers"),
)
_STOPS = frozenset(";:(")
_JOINTS = frozenset((",", "and", "plus"))
_NEW_SUBJECT = frozenset("that said says but while when after and as because where".split())
_PARTICIPLE_ENDS = ("ed", "dead", "death", "slain", "hurt", "down")
_SENTENCED = frozenset("sentenced condemned sentencing".split())
_NOT_LEFT = frozenset("the of those with among between".split())
_REACH = 16


def find_casualties(document: Document) -> tuple[Casualties, ...]:
    """Counts of killed and injured in ``document``, in order.

    "killing three soldiers and wounding two" gives two, "24 civilians and 25 fighters were killed" one for
    each number. "A man was killed" is 1, "no casualties" is 0 killed and 0 injured, "dozens" 24 to 99, "at
    least three" 3 with an open end. What is only threatened, planned or imagined gives none, nor do ages,
    years, sums and populations.
    """
    reader = _Reader(document)
    for sentence in document.sentences:
        reader.read(sentence)
    return reader.ledger.entries()


class _Reader:
    def __init__(self, document: Document) -> None:
        self.ledger = Ledger(document)
        self._tokens = document.tokens
        self._cues = casualty_cues()

    def read(self, sentence: Sentence) -> None:
        """Count in one sentence."""
        for at in range(sentence.first, sentence.last):
            word = self._tokens[at].lower
            if word not in self._cues and word not in COUNTING:
                continue
            cue = casualty_cue(self._tokens, at, sentence.last)
            if cue is not None and not is_the_dead(self.ledger, sentence, at):
                self._by_cue(sentence, at, cue)
            else:
                count_noun(self.ledger, sentence, at)
        count_ellipsis(self.ledger, sentence)

    def _by_cue(self, sentence: Sentence, at: int, cue: CasualtyCue) -> None:
        tokens = self._tokens
        before, passive = self._before(sentence, at)
        previous = tokens[before - 1].lower if before > sentence.first else ""
        if previous in _NEGATIONS or (
            previous in _UNREAL and (previous, tokens[before].lower) != ("to", "have")
        ):
            return
        if cue.frame == "verb" and not passive:
            if self._objects(sentence, at + len(cue.words), injured=cue.injured):
                return
            if before == at and tokens[at + len(cue.words) - 1].lower.endswith(_PARTICIPLE_ENDS):
                self._subjects(sentence, at, cue, single=False)  # "five wounded"
            return
        if cue.frame == "adjective" and not passive:
            if previous not in _NOT_LEFT and not self._sentenced(sentence, at):
                self._subjects(sentence, at, cue, single=False)
            return
        singular = any(tokens[k].lower in _SINGULAR_BE for k in range(before, at))
        self._subjects(sentence, before, cue, single=singular or (cue.frame == "subject" and not passive))

    def _before(self, sentence: Sentence, at: int) -> tuple[int, bool]:
        """The start of the verb group that ends at ``at``, and whether it is passive."""
        tokens, before, passive = self._tokens, at, False
        while before > sentence.first:
            word = tokens[before - 1].lower
            if word in AUXILIARIES:
                passive = passive or word in _BE
            elif word not in _ADVERBS and not (word.endswith("ly") and word not in _LY):
                break
            before -= 1
        return before, passive

    def _sentenced(self, sentence: Sentence, at: int) -> bool:
        """Whether someone is sentenced, not put, to death."""
        first = max(sentence.first, at - _REACH)
        return any(self._tokens[k].lower in _SENTENCED for k in range(first, at))

    # Objects -----------------------------------------------------------------------------------------------

    def _objects(self, sentence: Sentence, at: int, *, injured: bool) -> bool:
        """ "killed three soldiers and two civilians", "killed a soldier": what follows an active verb."""
        tokens, ledger, last, counted = self._tokens, self.ledger, sentence.last, False
        for words in (("nobody",), ("no", "one"), ("no", "-", "one")):
            if tuple(token.lower for token in tokens[at : min(at + len(words), last)]) == words:
                ledger.add(at, at + len(words), NOBODY, injured=injured)
                return True
        while at < last and tokens[at].lower in ("off", "him", "her"):
            if tokens[at].lower != "off" and not (at + 1 < last and tokens[at + 1].text[0].isalpha()):
                ledger.add(at, at + 1, ONE, injured=injured)
                return True
            if tokens[at].lower != "off":
                break
            at += 1
        while at < last:
            number = ledger.number(at, last)
            end = ledger.victims(number, last) if number is not None else ledger.one_person(at, last)
            if end is None or (counted and (self._verb_follows(end, last) or self._tells(end, last))):
                break
            ledger.add(at, end, number or ONE, injured=injured)
            counted = True
            at = end
            while at < last and tokens[at].lower in _JOINTS:
                at += 1
            if at == end or (number is None and ledger.number(at, last) is None):
                break
        return counted

    def _verb_follows(self, at: int, last: int) -> bool:
        """Whether the noun phrase that ends at ``at`` is the subject of a verb: "and 12 were wounded"."""
        if at >= last:
            return False
        return self._tokens[at].lower in AUXILIARIES or casualty_cue(self._tokens, at, last) is not None

    def _tells(self, at: int, last: int) -> bool:
        """Whether who is named before ``at`` is the source: "killed nine, the officer in charge said"."""
        for position in range(at, min(at + _REACH, last)):
            token = self._tokens[position]
            if token.text in (",", "and") or token.text in _STOPS:
                return False
            if token.lower in telling_words():
                return True
        return False

    # Subjects ----------------------------------------------------------------------------------------------

    def _subjects(self, sentence: Sentence, end: int, cue: CasualtyCue, *, single: bool) -> None:
        """ "24 civilians and 25 fighters were killed": numbers to the left of a passive verb or "died"."""
        if self._no_one(sentence, end, cue):
            return
        ledger = self.ledger
        numbers = ledger.numbers(max(sentence.first, end - 3 * _REACH), end)
        whole = [number for number in numbers if not self._subset(number, sentence)]
        chosen = self._nearest(sentence, whole, end, cue) or self._nearest(sentence, numbers, end, cue)
        if chosen is not None:
            self._joined(sentence, numbers, chosen, cue)
        elif single:
            self._one_subject(sentence, end, cue)

    def _nearest(
        self, sentence: Sentence, numbers: list[Number], end: int, cue: CasualtyCue
    ) -> Number | None:
        """The number nearest to the verb group at ``end``, entered; None where another subject intervenes."""
        for number in reversed(numbers):
            victims = self.ledger.victims(number, sentence.last)
            if victims is None or victims > end or self._age(number, sentence):
                continue
            if not self._reaches(victims, end, sentence):
                return None
            self.ledger.add(number.first, victims, number, injured=cue.injured)
            return number
        return None

    def _joined(self, sentence: Sentence, numbers: list[Number], chosen: Number, cue: CasualtyCue) -> None:
        """The numbers that stand before ``chosen`` in one list with it."""
        left = chosen.first
        for number in reversed(numbers):
            if number.last >= left:
                continue
            victims = self.ledger.victims(number, sentence.last)
            if victims is None or not 0 < left - victims <= 2:
                return
            if any(self._tokens[k].lower not in _JOINTS for k in range(victims, left)):
                return
            self.ledger.add(number.first, victims, number, injured=cue.injured)
            left = number.first

    def _subset(self, number: Number, sentence: Sentence) -> bool:
        """Whether a number counts some of others told: "including two", "two of them"."""
        tokens = self._tokens
        if number.first > sentence.first and tokens[number.first - 1].lower in ("including", "among"):
            return True
        following = [tokens[k].lower for k in range(number.last, min(number.last + 2, sentence.last))]
        return following[:1] == ["of"] and following[-1] in ("them", "whom", "which")

    def _age(self, number: Number, sentence: Sentence) -> bool:
        """Whether it is an age: "a man of 26"."""
        tokens, first = self._tokens, number.first
        if first - 2 < sentence.first or tokens[first - 1].lower != "of":
            return False
        return tokens[first - 2].lower in singular_people()

    def _reaches(self, victims: int, end: int, sentence: Sentence, *, opened: bool = False) -> bool:
        """Whether nothing between the noun phrase and the verb gives the verb another subject.

        ``opened``: a comma stands before the noun phrase, so that one may follow it.
        """
        tokens, commas = self._tokens, 0
        if end - victims > _REACH:
            return False
        for position in range(victims, end):
            word = tokens[position].lower
            if word == ",":
                commas += 1
            elif (
                word in _STOPS
                or word in _NEW_SUBJECT
                or casualty_cue(tokens, position, sentence.last)
                or (
                    word in AUXILIARIES
                    and position < end - 1
                    and commas % 2 == 0
                    and tokens[position - 1].lower != "who"
                )
            ):
                return False
        return commas in (0, 2) or (opened and commas == 1)

    def _no_one(self, sentence: Sentence, end: int, cue: CasualtyCue) -> bool:
        for words in _NO_ONE:
            first = end - len(words)
            if first >= sentence.first and all(
                self._tokens[first + k].lower == word for k, word in enumerate(words)
            ):
                self.ledger.add(first, end, NOBODY, injured=False)
                if cue.injured:
                    self.ledger.add(first, end, NOBODY, injured=True)
                return True
        return False

    def _one_subject(self, sentence: Sentence, end: int, cue: CasualtyCue) -> None:
        """ "a man, 23, was killed", "Omar Saleh died", "he was wounded": exactly one."""
        tokens, ledger = self._tokens, self.ledger
        if end <= sentence.first:
            return
        last = tokens[end - 1].lower
        if last in ("he", "she"):
            ledger.add(end - 1, end, ONE, injured=cue.injured)
            return
        stop = end - 1 if last == "who" else end
        for first in range(max(sentence.first, stop - _REACH), stop):
            if not ledger.starts_one(first) or (
                last == "who" and tokens[first].lower not in ("a", "an", "another")
            ):
                continue
            if (
                first > sentence.first
                and tokens[first - 1].text[0].isupper()
                and tokens[first].text[0].isupper()
            ):
                continue
            victim = ledger.one_person(first, sentence.last)
            opened = first > sentence.first and tokens[first - 1].text == ","
            if victim is not None and victim <= stop and self._reaches(victim, stop, sentence, opened=opened):
                ledger.add(first, victim, ONE, injured=cue.injured)
                return
