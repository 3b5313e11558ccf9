"""Who governs a verb and what it acts on, read from the order of the words without a parser.

Leftwards from the verb: auxiliaries and adverbs are passed over, then a relative pronoun, an aside between
commas or a joined verb leads on to the subject, and a noun phrase with "of ..." or "in ..." behind it to its
head. Where the head of the subject is nobody who can act ("missiles hit"), there is none.
"""

from collections.abc import Sequence

from dashboard.events.reading import Reading
from dashboard.events.wording import demonyms
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.trigger_cues import BE, BOUNDARIES, DETERMINERS, HAVE, PREPOSITIONS, SUBORDINATORS
from dashboard.records.mention import ActorMention, Trigger

_CUES = cue_words("lexicons/trigger_cues.csv")
_AUXILIARIES = (
    BE | HAVE | _CUES["modals"] | _CUES["future"] | _CUES["negators"] | {"n't", "do", "does", "did"}
)
_ADVERBS = _CUES["adverbish"] | {"all", "together", "jointly", "each", "meanwhile"}
_RELATIVE = frozenset(["who", "which", "that"])
_JOINING = frozenset(["and", "or", "but", "then"])
_PRONOUNS = frozenset(["they", "he", "she", "it", "we", "i", "you"])
_ASIDE = 24
_PHRASE = 7
_CHAIN = 4
#: "many of the rebels" and "at least 19 policemen" are held by no preposition.
_AMOUNTS = frozenset(
    """
    many some most all one two three several dozens hundreds thousands tens scores members none both each
    number group groups majority part
    """.split()
)
_MEASURED = frozenset(["least", "most", "than", "to"])
_SUFFERING = frozenset(
    ["suffered", "suffer", "suffers", "sustained", "faced", "endured", "survived", "escaped"]
)
_DOING = _CUES["committing"]
_OBJECTS = frozenset(["them", "him", "her", "it", "us"])
_LEADING = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "no"]
)
_POSSESSIVE = frozenset(["its", "their", "his", "her"])
_DATING = frozenset(["on", "in", "at", "by", "early", "late", "last", "since", "during", "over"])
_GOVERNORS = frozenset().union(
    *(_CUES[cue] for cue in ("trying", "planning", "threatening", "doing")),
    """
    agreed agree agrees refused refuses declined offered promised want wants wanted willing able unable likely
    keen eager continues pledged voted urged asked allowed opted chose hopes hoped sent used
    """.split(),
)
_HOLDING = PREPOSITIONS | {"to", "near", "inside", "outside", "across", "including", "loyal", "among", "than"}
_OBJECT = 9
_OPENING = frozenset(["since", "after", "before", "until", "as"])
_STOPS = BOUNDARIES | {",", "by"} | SUBORDINATORS - {"that"}
_PARTICLES = frozenset(["on", "upon", "at", "against", "with", "to", "for", "off", "out", "into"])


class Clause:
    """The clause of one trigger among the actors of its sentence."""

    def __init__(self, reading: Reading, trigger: Trigger, actors: Sequence[ActorMention]) -> None:
        self._tokens = reading.document.tokens
        sentence = reading.document.sentences[trigger.sentence]
        self._first, self._last = sentence.first, sentence.last
        self._verb, self._end = reading.token_at(trigger.start), reading.token_at(trigger.end)
        self._ends = {reading.token_at(a.end) - 1: a for a in actors if a.end <= trigger.start}
        self._starts = {reading.token_at(a.start): a for a in actors if a.start >= trigger.end}
        self._firsts = {id(a): reading.token_at(a.start) for a in actors}
        self._times = {
            at
            for timex in reading.beside(reading.timexes, trigger)
            for at in range(reading.token_at(timex.start), reading.token_at(timex.end))
        }
        #: Whether a pronoun stands where the subject would.
        self.pronoun = False
        #: Whether the verb before a noun makes its subject the victim: "suffered an attack".
        self.suffers = False
        self._victim = False

    def subject(self, *, victim: bool = False) -> ActorMention | None:
        """The mention that governs the trigger; with ``victim`` also those aboard: "a car with soldiers"."""
        self._victim = victim
        return self._governor(self._verb - 1)

    def owner(self, *, done: bool = False) -> ActorMention | None:
        """The mention that governs the verb before a noun: "the army launched an offensive".

        With ``done`` the verb must be one of doing, not "found a bomb".
        """
        at = self._phrase_start(self._verb - 1)
        word = self._word(at)
        if word in _HOLDING or word in _AUXILIARIES or word in BOUNDARIES or word in SUBORDINATORS:
            return None
        self.suffers = word in _SUFFERING
        if done and not self.suffers and _DOING.isdisjoint((word, self._word(at - 1))):
            return None
        return self._governor(at, verb=True)

    def possessor(self) -> ActorMention | None:
        """The mention that stands right before a noun: "Israel's strike", "a Turkish attack"."""
        at = self._verb - 1
        for _ in range(3):
            if at in self._ends or at < self._first:
                break
            word = self._word(at)
            if word in _HOLDING or word in BOUNDARIES or word in DETERMINERS - {"'s"} or word == ",":
                return None
            at -= 1
        return self._ends.get(at)

    def opening(self) -> ActorMention | None:
        """The subject that the trigger's clause opens with: "students blocked roads in protest"."""
        return self._opening(self._verb)

    def object(self, *, that: bool = False) -> tuple[ActorMention, bool] | None:
        """The mention acted on and whether it is the object itself; with ``that`` also of a clause told."""
        at, direct = self._end, True
        for step in range(_OBJECT):
            if at >= self._last:
                return None
            mention = self._starts.get(at)
            if mention is not None:
                return mention, direct and self._alone(mention)
            word = self._word(at)
            if word in _STOPS or (word in _RELATIVE and not (that and word == "that")):
                return None
            if word in telling_words() and step:
                return None
            if word == "that" or (word in _HOLDING and (step or word not in _PARTICLES)):
                direct = False
            at += 1
        return None

    def _alone(self, mention: ActorMention) -> bool:
        """Whether the phrase ends with the mention, so that it is no mere owner of what follows."""
        at = self._firsts[id(mention)]
        while at < self._last and self._tokens[at].end < mention.end:
            at += 1
        following = self._word(at + 1)
        if mention.text.lower() in demonyms() and not mention.text.endswith("s"):
            return not following.isalpha() or following in _HOLDING | _JOINING | SUBORDINATORS
        if following == "'s" or mention.name.islower():
            return following != "'s"
        return (
            not following.isalpha()
            or following in _HOLDING | _JOINING | SUBORDINATORS | _AUXILIARIES
            or (mention.name[:1].isupper() and mention.name in mention.text)
        )

    def _word(self, at: int) -> str:
        return self._tokens[at].lower if self._first <= at < self._last else "."

    def _governor(self, at: int, *, verb: bool = False) -> ActorMention | None:
        participle = not verb and self._word(self._verb).endswith("ing")
        if verb:
            at -= 1
        at = self._past_auxiliaries(at)
        word = self._word(at)
        if word in _PRONOUNS and not (word in ("it", "you") and self._word(at - 1).endswith(("ing", "ed"))):
            self.pronoun = True
            return None
        if word in _PRONOUNS:
            return self._opening(at)
        if word == "to":
            if self._word(at - 1) in _OBJECTS:
                self.pronoun = True  # "forced them to"
                return None
            return self._opening(at)
        if participle and word in telling_words():
            self.pronoun = True  # "the army said regaining the town"
            return None
        if word in _RELATIVE and at > self._first:
            return self._head(at - 1 - (self._word(at - 1) == ","), 1)
        if word == ",":
            before = None if participle else self._aside_start(at)
            if before is None:
                return self._opening(at)
            named = self._ends.get(at - 1)
            if named is not None and self._firsts[id(named)] == before + 1 and named.name[:1].isupper():
                return named  # "the leader of the group, NAME, said"
            return self._head(before - 1)
        if word in _JOINING:
            return self._opening(at)
        if word in BOUNDARIES or word in SUBORDINATORS:
            return None
        if participle and word in ("by", "after", "before", "while", "for", "of", "in", "without"):
            return self._opening(at)
        return self._head(at)

    def _past_auxiliaries(self, at: int) -> int:
        for _ in range(12):
            word = self._word(at)
            if word == "to" and self._word(at - 1) in _GOVERNORS:
                at -= 2  # the infinitive and the verb that it hangs on
                continue
            if at in self._times or (at + 1 in self._times and word in _DATING):
                at -= 1
                continue
            if word in _AUXILIARIES or word in _ADVERBS or (word.endswith("ly") and at not in self._ends):
                at -= 1
                continue
            break
        return at

    def _aside_start(self, comma: int) -> int | None:
        """The comma that opens the aside which ends at ``comma``."""
        for at in range(comma - 1, max(self._first, comma - _ASIDE), -1):
            word = self._word(at)
            if word in BOUNDARIES:
                return None
            if word == ",":
                return at
        return None

    def _opening(self, end: int) -> ActorMention | None:
        """The first mention of the clause that no preposition holds: the subject of all its verbs."""
        start = self._first
        for at in range(end - 1, self._first - 1, -1):
            word = self._word(at)
            if word in BOUNDARIES or word in SUBORDINATORS:
                if word in _RELATIVE and word != "that":
                    found = self._head(at - 1 - (self._word(at - 1) == ","))
                    if found is not None:
                        return found
                start = at + 1
                break
        if self._word(start) in _PRONOUNS:
            self.pronoun = True
            return None
        for at in range(start, end):
            mention = self._ends.get(at)
            if mention is None or self._firsts[id(mention)] < start:
                continue
            first = self._phrase_start(self._firsts[id(mention)] - 1)
            if self._word(first) not in _HOLDING:
                return self._named(mention)
        return None

    def _phrase_start(self, at: int) -> int:
        """The token before the noun phrase that reaches up to ``at``."""
        floor = max(self._first - 1, at - _PHRASE)
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
            if word == "of" and self._word(at - 1) in _AMOUNTS:
                at -= 2
                continue
            if word in _HOLDING or word in BOUNDARIES or word in SUBORDINATORS or word in (",", *_JOINING):
                return at
            if word in _AUXILIARIES or word in telling_words():
                return at
            if word in DETERMINERS and word not in ("'s", "other", "such", "all", "several"):
                if self._word(at - 1) == "of" and self._word(at - 2) in _AMOUNTS:
                    at -= 3
                    continue
                if word in _LEADING:
                    return at - 1
            at -= 1
        return at

    def _head(self, at: int, depth: int = 0) -> ActorMention | None:
        """The actor that heads the noun phrase which ends at token ``at``."""
        if at < self._first or depth > _CHAIN:
            return None
        word = self._word(at)
        if word in _PRONOUNS:
            self.pronoun = True
            return None
        if word in (")", '"', "'") and at in self._ends:
            return self._ends[at]
        if word == ")":
            while at > self._first and self._word(at) != "(":
                at -= 1
            return self._head(at - 1, depth + 1)
        mention = self._ends.get(at)
        first = self._firsts[id(mention)] - 1 if mention is not None else at
        edge = self._phrase_start(first)
        if mention is None:
            inside = [i for i in range(at, edge, -1) if i in self._ends]
            mention = self._ends[inside[0]] if inside else None
            if mention is None and not depth and self._word(edge + 1) in _POSSESSIVE:
                self.pronoun = self._word(edge) not in _HOLDING
        holder = self._word(edge)
        if mention is not None and not depth and holder in _OPENING:
            return self._named(mention)
        if holder in _RELATIVE:
            return self._head(edge - 1 - (self._word(edge - 1) == ","), depth + 1) or mention
        if holder == "with" and self._victim and mention is not None:
            return mention
        if holder in _HOLDING:
            head = self._head(edge - 1, depth + 1)
            if head is not None:
                return head
            return mention if holder == "of" else None
        if mention is None and holder in ("and", ","):
            return self._head(edge - 1, depth + 1)
        return self._named(mention) if mention is not None else None

    def _named(self, mention: ActorMention) -> ActorMention:
        """The name set beside a common noun: "the leader of the group, NAME, ..."."""
        if not mention.name.islower():
            return mention
        at = next((i for i, a in self._ends.items() if a is mention), self._verb)
        for comma in range(at + 1, min(at + _PHRASE, self._verb)):
            if self._word(comma) == ",":
                for end, other in self._ends.items():
                    if self._firsts[id(other)] == comma + 1 and self._word(end + 1) == ",":
                        return other
                break
        return mention
