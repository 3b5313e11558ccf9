"""Actors named together, and those whom "by" names as acting."""

from collections.abc import Sequence

from dashboard.events.antecedents import lead
from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.records.mention import ActorMention, Trigger

#: How far from its trigger an agent stands at most, as a cost.
AGENT_REACH = 1.6
_JOINS = frozenset(
    ["and", ",", "the", "its", "their", "his", "or", "as", "well", "both", "a", "an", "(", "'s"]
)
_FILLERS = (
    _JOINS
    | cue_words("lexicons/wording.csv")["numbers"]
    | {"other", "some", "at", "least", "about", "around", "nearly", "more", "than"}
)
_JOINED = 8


def together(reading: Reading, actors: Sequence[ActorMention], nearest: ActorMention) -> list[ActorMention]:
    """``nearest`` and those joined to it by "and" or commas alone."""
    group = [nearest]
    position = next(i for i, actor in enumerate(actors) if actor is nearest)
    for step in (-1, 1):
        edge, i = nearest, position + step
        while 0 <= i < len(actors):
            other = actors[i]
            left, right = (other, edge) if step < 0 else (edge, other)
            words = reading.words_between(left.end, right.start)
            listed = words[:1] == [","] and all(w in _FILLERS or w[0].isdigit() for w in words)
            if step < 0:
                listed = listed and len(group) > 1
            else:
                after = actors[i + 1] if i + 1 < len(actors) else None
                listed = listed and after is not None and _joined(reading, other.end, after.start)
            if not listed and not _joined(reading, left.end, right.start):
                break
            group.append(other)
            edge, i = other, i + step
    return sorted(group, key=lambda a: a.start)


def all_meant(reading: Reading, trigger: Trigger, meant: ActorMention) -> list[ActorMention]:
    """Those whom the pronoun before a verb stands for, one of whom is ``meant``: "they" may be several."""
    if "they" not in reading.words_before(trigger.start, 4):
        return [meant]
    sentence = reading.document.sentence_at(meant.start)
    return together(reading, reading.inside(reading.actors, sentence), meant)


def _joined(reading: Reading, left: int, right: int) -> bool:
    """Whether only "and", articles, numbers and names lie between two mentions."""
    words = reading.words_between(left, right)
    joins = "and" in words or "or" in words or "well" in words  # "as well as"
    if not joins or len(words) > _JOINED:
        return False
    tokens = reading.document.tokens[reading.token_at(left) : reading.token_at(right)]
    return all(t.lower in _FILLERS or t.text[0].isupper() or t.text[0].isdigit() for t in tokens)


def agents_of(reading: Reading, trigger: Trigger, after: Sequence[ActorMention]) -> list[ActorMention]:
    agent = next(
        (
            a
            for a in after
            if lead(reading, a) == "by"
            and reading.cost(trigger, a) <= AGENT_REACH
            and not _of_participle(reading, trigger, a)
        ),
        None,
    )
    return together(reading, after, agent) if agent else []


def _of_participle(reading: Reading, trigger: Trigger, agent: ActorMention) -> bool:
    """Whether "by" belongs to another participle: "a meeting at a lunch hosted by the ambassador"."""
    words = reading.words_between(trigger.end, agent.start)
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i] == "by"), 0)
    return at > 0 and words[at - 1].endswith("ed")
