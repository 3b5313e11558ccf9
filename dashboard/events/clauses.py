"""Who governs a verb and what it acts on, read from the order of the words without a parser.

Leftwards from the verb: auxiliaries and adverbs are passed over, then a relative pronoun, an aside between
commas or a joined verb leads on to the subject, and a noun phrase with "of ..." or "in ..." behind it to its
head. Where the head of the subject is nobody who can act ("missiles hit"), there is none.
"""

from collections.abc import Sequence

from dashboard.events.clause_tokens import (
    AUXILIARIES,
    HOLDING,
    JOINING,
    PHRASE,
    PURPOSES,
    WORDS,
    ClauseTokens,
)
from dashboard.events.reading import Reading
from dashboard.events.wording import demonyms
from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.trigger_cues import BOUNDARIES, DETERMINERS, SUBORDINATORS
from dashboard.records.mention import ActorMention, Trigger

_DOING = cue_words("lexicons/trigger_cues.csv")["committing"]
_RELATIVE = frozenset(["who", "which", "that"])
_PRONOUNS = frozenset(["they", "he", "she", "it", "we", "i", "you"])
_CHAIN = 4
_SUFFERING, _PHASES = WORDS["suffering"], WORDS["phases"]
_OBJECTS = frozenset(["them", "him", "her", "it", "us"])
_POSSESSIVE = frozenset(["its", "their", "his", "her"])
_TAKING_PART = frozenset(["engaged", "involved", "participated", "participate", "part", "joined"])
_KIN = WORDS["kin"]
_OBJECT = 9
_SPANS = frozenset("days day weeks week months month hours series wave string round rounds spate".split())
#: Words between an owner and its noun: few, or some more behind "'s".
_BESIDE, _OWNED = 3, 7
_OPENING, _PARTICLES = WORDS["opening"], WORDS["particles"]
_STOPS = BOUNDARIES | {",", "by"} | SUBORDINATORS - {"that"}


class Clause(ClauseTokens):
    """The clause of one trigger among the actors of its sentence."""

    def __init__(self, reading: Reading, trigger: Trigger, actors: Sequence[ActorMention]) -> None:
        super().__init__(reading, trigger, actors)
        self._verb, self._end = reading.token_at(trigger.start), reading.token_at(trigger.end)
        self._starts = {reading.token_at(a.start): a for a in actors if a.start >= trigger.end}
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
        if self._word(at) == "of" and self._word(at - 1) in _SPANS:
            verbs = (i for i in range(at - 2, at - 6, -1) if self._word(i) in _DOING)
            at = next(verbs, at)  # "launched ten days of war games"
        word = self._word(at)
        part = word == "in" and self._word(at - 1) in _TAKING_PART
        if part:
            at -= 1 + (self._word(at - 1) == "part")  # "troops were engaged in shelling"
        elif word in HOLDING or word in AUXILIARIES or word in BOUNDARIES or word in SUBORDINATORS:
            return None
        self.suffers = word in _SUFFERING
        if done and not part and not self.suffers and _DOING.isdisjoint((word, self._word(at - 1))):
            return None
        return self._governor(at, verb=True)

    def possessor(self) -> ActorMention | None:
        """The mention that stands right before a noun: "Israel's strike", "a Turkish attack"."""
        for step in range(_OWNED):
            at = self._verb - 1 - step
            mention = self._ends.get(at)
            if mention is not None:
                return mention if step <= _BESIDE or self._word(at + 1) == "'s" else None
            word = self._word(at)
            if word in HOLDING or word in BOUNDARIES or word in DETERMINERS - {"'s"} or word == ",":
                return None
        return None

    def opening(self) -> ActorMention | None:
        """The subject that the trigger's clause opens with: "students blocked roads in protest"."""
        return self._opening(self._verb)

    def antecedent(self) -> ActorMention | None:
        """Whom an object relative is about: "the minister, with whom the king met"."""
        for at in range(self._verb - 1, max(self._first, self._verb - PHRASE), -1):
            word = self._word(at)
            if word == "whom":
                at -= 1
                at -= self._word(at) in HOLDING
                return self._ends.get(at - (self._word(at) == ","))
            if word in BOUNDARIES or word == ",":
                return None
        return None

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
            if word == "that" or (word in HOLDING and (step or word not in _PARTICLES)):
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
            return not following.isalpha() or following in HOLDING | JOINING | SUBORDINATORS
        if following == "'s" or mention.name.islower():
            return following != "'s"
        return (
            not following.isalpha()
            or following in HOLDING | JOINING | SUBORDINATORS | AUXILIARIES
            or (mention.name[:1].isupper() and mention.name in mention.text)
        )

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
            owner = self._owner_of_purpose(at - 1)
            return owner if owner is not None else self._opening(at)
        if participle and word in _PHASES:
            return self._governor(at - 1)  # "the army began withdrawing"
        if participle and word in telling_words():
            self.pronoun = True  # "the army said regaining the town"
            return None
        if word in _RELATIVE and at > self._first:
            at -= 1 + (self._word(at - 1) == ",")
            beside = self._ends.get(at)
            if beside is not None and self._word(self._phrase_start(self._firsts[id(beside)] - 1)) != "of":
                return self._named(beside)  # "with demonstrators who were marching"
            return self._head(at, 1)
        if word == ",":
            before = None if participle else self._aside_start(at)
            if before is None:
                return self._opening(at)
            named = self._ends.get(at - 1)
            if (
                named is not None
                and self._firsts[id(named)] - (self._word(before + 1) == "the") == before + 1
                and named.name[:1].isupper()
            ):
                return named  # "the leader of the group, NAME, said"
            return self._head(before - 1)
        if word in JOINING:
            return self._opening(at)
        if word == ")":
            return self._head(at)  # "the union (UWU) said"
        if word in BOUNDARIES or word in SUBORDINATORS:
            return None
        if participle and word in ("by", "after", "before", "while", "for", "of", "in", "without"):
            return self._opening(at)
        return self._head(at)

    def _owner_of_purpose(self, at: int) -> ActorMention | None:
        """Whose "decision to" it is: "the army's decision to shell", "a U.S. plan to deploy"."""
        if self._word(at) not in PURPOSES:
            return None
        at -= 1
        for _ in range(3):
            if at in self._ends or at < self._first:
                break
            word = self._word(at)
            if word in HOLDING or word in BOUNDARIES or word in AUXILIARIES or word == ",":
                return None
            at -= 1
        return self._ends.get(at)

    def _opening(self, end: int) -> ActorMention | None:
        """The first mention of the clause that no preposition holds: the subject of all its verbs."""
        start, at = self._first, end
        passed: set[int] = set()
        while at > self._first:
            at -= 1
            word = self._word(at)
            dash = self._dash_before(at) if word == "-" else None
            if dash is not None:
                passed.update(range(dash, at))
                at = dash  # "a group of students -- twenty in all -- marched"
            elif word in BOUNDARIES or word in SUBORDINATORS:
                if word in _RELATIVE and word != "that":
                    found = self._head(at - 1 - (self._word(at - 1) == ","))
                    if found is not None:
                        return found
                start = at + 1
                break
        if self._word(start) in _PRONOUNS:
            self.pronoun = True
            return None
        part = None
        for at in range(start, end):
            mention = self._ends.get(at)
            if mention is None or self._firsts[id(mention)] < start or at in passed:
                continue
            first = self._phrase_start(self._firsts[id(mention)] - 1)
            if self._word(first) not in HOLDING:
                return self._named(mention)
            if self._word(first) == "of" and part is None and self._phrase_start(first - 1) < start:
                part = mention  # "relatives of the soldiers blocked the road and ..."
        return part

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
            if mention is not None and self._word(inside[0] + 1) == "'s" and self._word(at) in _KIN:
                mention = None  # "the minister's killer" is not the minister
            if mention is None and not depth and self._word(edge + 1) in _POSSESSIVE:
                self.pronoun = self._word(edge) not in HOLDING
        holder = self._word(edge)
        if mention is not None and not depth and holder in _OPENING:
            return self._named(mention)
        if holder == "that" and self._is_told(edge):
            return mention  # "he told the king on Sunday that the chief ..." opens a clause of its own
        if holder in _RELATIVE:
            return self._head(edge - 1 - (self._word(edge - 1) == ","), depth + 1) or mention
        if holder in ("with", "for") and self._victim and mention is not None:
            return mention  # "a car with soldiers", "a camp for refugees"
        if holder in HOLDING:
            head = self._head(edge - 1, depth + 1)
            if head is not None:
                return head
            return mention if holder == "of" else None
        if mention is None and holder in ("and", ","):
            return self._head(edge - 1, depth + 1)
        return self._named(mention) if mention is not None else None

    def _is_told(self, that: int) -> bool:
        """Whether a verb of telling, with whom and when it tells, governs the clause that "that" opens."""
        if self._word(that - 1) in telling_words():
            return True
        for at in range(that - 1, max(self._first, that - PHRASE), -1):
            word = self._word(at)
            if word in telling_words():
                return at + 1 in self._firsts.values() or that - 1 in self._times
            if word in BOUNDARIES or word == ",":
                return False
        return False

    def _named(self, mention: ActorMention) -> ActorMention:
        """The name set beside a common noun: "the leader of the group, NAME, ..."."""
        if not mention.name.islower():
            return mention
        at = next((i for i, a in self._ends.items() if a is mention), self._verb)
        for comma in range(at + 1, min(at + PHRASE, self._verb)):
            if self._word(comma) == ",":
                for end, other in self._ends.items():
                    if self._firsts[id(other)] == comma + 1 and self._word(end + 1) == ",":
                        return other
                break
        return mention
