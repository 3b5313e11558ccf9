"""To whom an act of violence is laid: who is tried for it, whose hallmarks it bears, who is blamed for it."""

from dashboard.events.antecedents import held
from dashboard.events.conjuncts import together
from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention, Trigger

_CUES = cue_words("lexicons/clause_words.csv")
_ACCUSED, _BLAMED, _DEEDS = _CUES["accused"], _CUES["blamed"], _CUES["deeds"]
#: Prepositions between an accusation and the deed: "jailed for the attack", "charged with the murder of".
_OVER = frozenset(["for", "of", "with", "in", "over", "to", "after"])
_NEVER = frozenset([".", ";", "who", "which", "that", "while", "but"])
#: Words that may stand between that preposition and the noun, and between it and the accusation.
_BEFORE_NOUN, _BEFORE_LINK = 6, 8
#: Sentences after an attack in which it is laid to somebody.
_LATER = 6
_GROUPS = frozenset(
    [
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
    ]
)
_AUTHORITY = frozenset([ActorKind.POLICE, ActorKind.GOVERNMENT])


def accused(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """Who is tried, held or blamed for the deed that a noun names: "jailed for the murder of a judge"."""
    tokens = reading.document.tokens
    first = reading.document.sentences[trigger.sentence].first
    at = reading.token_at(trigger.start) - 1
    floor = max(first, at - _BEFORE_NOUN)
    while at > floor and tokens[at].lower not in _OVER:
        if tokens[at].lower in _NEVER:
            return []
        at -= 1
    link = at
    floor = max(first, link - _BEFORE_LINK)
    while at >= floor and tokens[at].lower not in _ACCUSED:
        if tokens[at].lower in _NEVER:
            return []
        at -= 1
    if at < floor or tokens[link].lower not in _OVER:
        return []
    actors = reading.beside(reading.actors, trigger)
    objects = [a for a in actors if tokens[at].start < a.start < tokens[link].start]
    if objects and not held(reading, objects[0]):
        return together(reading, actors, objects[0])
    before = [a for a in actors if a.end <= tokens[at].start and not held(reading, a)]
    if not before or before[-1].kind in _AUTHORITY:
        return []
    return together(reading, actors, before[-1])


def blamed(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """The armed groups that the next sentences blame: "it bears the hallmarks of", "officials blamed"."""
    sentences, tokens = reading.document.sentences, reading.document.tokens
    for number in range(trigger.sentence, min(trigger.sentence + _LATER + 1, len(sentences))):
        actors = [a for a in reading.inside(reading.actors, number) if a.start >= trigger.end]
        for actor in actors:
            if actor.kind not in _GROUPS or reading.is_source(actor):
                continue
            before = reading.words_before(actor.start, 4)
            after = reading.words_after(actor.end, 6)
            hallmarks = "of" in before and not {"hallmarks", "hallmark"}.isdisjoint(
                reading.words_before(actor.start, 5)
            )
            charged = _BLAMED.intersection(before[-2:]) and "for" in after and _DEEDS.intersection(after)
            deed = _DEEDS.intersection(w.lower for w in reading.words_before(actor.start, 7))
            laid = deed and (before[-2:] == ["blamed", "on"] or before[-3:-1] == ["blamed", "on"])
            if hallmarks or charged or laid:
                return together(reading, actors, actor)
        if number > trigger.sentence and any(
            tokens[i].lower == "another" for i in range(sentences[number].first, sentences[number].last)
        ):
            break
    return []
