"""The words of a clause: steps over auxiliaries, asides and noun phrases, from right to left."""

from collections.abc import Sequence

from dashboard.events.reading import Reading
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.trigger_cues import BE, BOUNDARIES, DETERMINERS, HAVE, PREPOSITIONS, SUBORDINATORS
from dashboard.records.mention import ActorMention, Trigger

_CUES = cue_words("lexicons/trigger_cues.csv")
WORDS = cue_words("lexicons/clause_words.csv")
AUXILIARIES = BE | HAVE | _CUES["modals"] | _CUES["future"] | _CUES["negators"] | {"n't", "do", "does", "did"}
JOINING = frozenset(["and", "or", "but", "then"])
#: Words that hold a noun, so that it governs no verb.
HOLDING = PREPOSITIONS | WORDS["holding"]
#: Nouns before an infinitive whose owner acts: "the army's decision to shell".
PURPOSES = WORDS["purposes"]
#: How many words a noun phrase is followed back.
PHRASE = 7
_ADVERBS = _CUES["adverbish"] | {"all", "together", "jointly", "each", "meanwhile", "soon", "again", "often"}
_ASIDE = 24
#: "many of the rebels" and "at least 19 policemen" are held by no preposition.
_AMOUNTS, _MEASURED = WORDS["amounts"], WORDS["measured"]
#: Prepositions that only round a number: "about 200 soldiers".
_ABOUT = frozenset(["about", "around"])
_LEADING, _DATING = WORDS["leading"], WORDS["dating"]
_GOVERNORS = (
    frozenset().union(
        *(_CUES[cue] for cue in ("trying", "planning", "threatening", "doing")), WORDS["governing"]
    )
    - PURPOSES
)


class ClauseTokens:
    """The tokens of a trigger's sentence and where its actors and times stand among them."""

    def __init__(self, reading: Reading, trigger: Trigger, actors: Sequence[ActorMention]) -> None:
        self._tokens = reading.document.tokens
        sentence = reading.document.sentences[trigger.sentence]
        self._first, self._last = sentence.first, sentence.last
        self._ends = {reading.token_at(a.end) - 1: a for a in actors if a.end <= trigger.start}
        self._firsts = {id(a): reading.token_at(a.start) for a in actors}
        self._times = {
            at
            for timex in reading.beside(reading.timexes, trigger)
            for at in range(reading.token_at(timex.start), reading.token_at(timex.end))
        }

    def _word(self, at: int) -> str:
        if not self._first <= at < self._last:
            return "."
        token = self._tokens[at]
        if token.text == "-" and at > self._first and token.start == self._tokens[at - 1].end:
            return "\u2010"  # a hyphen within a word bounds no clause
        return token.lower

    def _past_auxiliaries(self, at: int) -> int:
        for _ in range(12):
            word = self._word(at)
            if word == "to" and self._word(at - 1) in _GOVERNORS:
                at -= 2  # the infinitive and the verb that it hangs on
                continue
            if at in self._times or (at + 1 in self._times and word in _DATING):
                at -= 1
                continue
            if word in AUXILIARIES or word in _ADVERBS or (word.endswith("ly") and at not in self._ends):
                at -= 1
                continue
            break
        return at

    def _dash_before(self, dash: int) -> int | None:
        """The dash that opens the aside which ends at the one given."""
        at = dash - 1
        while at > self._first and self._word(at) == "-":
            at -= 1  # a dash may be written as two
        for start in range(at, max(self._first, at - _ASIDE), -1):
            if self._word(start) == "-":
                return start
        return None

    def _aside_start(self, comma: int) -> int | None:
        """The comma that opens the aside which ends at ``comma``."""
        for at in range(comma - 1, max(self._first, comma - _ASIDE), -1):
            word = self._word(at)
            if word in BOUNDARIES:
                return None
            if word == ",":
                return at
        return None

    def _phrase_start(self, at: int) -> int:
        """The token before the noun phrase that reaches up to ``at``."""
        floor = max(self._first - 1, at - PHRASE)
        while at > floor:
            word = self._word(at)
            if at in self._times:
                return self._first - 1
            if word == ")":
                opened = next(
                    (i for i in range(at, max(self._first, at - _ASIDE), -1) if self._word(i) == "("), None
                )
                if opened is None:
                    return at
                floor -= at - opened
                at = opened - 1
                continue
            if word in ("at", "more", "up", "fewer", "less") and self._word(at + 1) in _MEASURED:
                at -= 1
                continue
            if word in _MEASURED and (
                self._word(at + 1)[0].isdigit() or self._word(at - 1) in ("at", "more")
            ):
                at -= 1
                continue
            if word in _ABOUT and self._word(at + 1)[0].isdigit():
                at -= 1
                continue
            if word == "of" and self._word(at - 1) in _AMOUNTS:
                at -= 2
                continue
            if word in HOLDING or word in BOUNDARIES or word in SUBORDINATORS or word in (",", *JOINING):
                return at
            if word in AUXILIARIES or word in telling_words():
                return at
            if word in DETERMINERS and word not in ("'s", "other", "such", "all", "several"):
                if self._word(at - 1) == "of" and self._word(at - 2) in _AMOUNTS:
                    at -= 3
                    continue
                if word in _LEADING:
                    return at - 1
            at -= 1
        return at
