"""Who says that an event happened, and how surely."""

from dashboard.events.reading import Reading
from dashboard.mentions.trigger_cues import BE, HAVE
from dashboard.records.claim import Claim
from dashboard.records.codes import Likelihood, Role, Stance
from dashboard.records.mention import ActorMention, Attribution, Trigger

_PRONOUNS = frozenset(["it", "he", "she", "they", "we", "i", "this", "that", "who", "which"])
_LONGEST = 10
_ORDER = (Likelihood.CERTAIN, Likelihood.PROBABLE, Likelihood.POSSIBLE)


def find_claims(
    reading: Reading, trigger: Trigger, actors: list[tuple[ActorMention, Role]]
) -> tuple[Claim, ...]:
    """The claims on a trigger's event, the nearest source first; none where the reporter tells it as fact.

    A hedge without a source ("reportedly") weakens the sourced claims; alone it is a claim of its own. An act
    of speech is not claimed by the one who speaks.
    """
    covering = [
        a
        for a in reading.around(reading.attributions, trigger)
        if a.scope_start <= trigger.start < a.scope_end
    ]
    if trigger.event_type == "diplomacy":
        covering = [a for a in covering if not _speaks_itself(a, trigger, actors)]
    sourced = [a for a in covering if a.source is not None and _is_named(a.source)]
    hedges = [a.likelihood for a in covering if a.source is None]
    weakest = max((*hedges, trigger.likelihood), key=_ORDER.index)
    if not sourced:
        stance = next((a.stance for a in covering), Stance.ASSERTED)
        carried = _carried(reading, trigger, hedged=weakest is not Likelihood.CERTAIN)
        if carried is not None:
            return (Claim(carried.source, carried.stance, weakest, carried.start, carried.end, carried.via),)
        if weakest is Likelihood.CERTAIN:
            return ()
        return (Claim(None, stance, weakest),)
    sourced.sort(key=lambda a: reading.cost(trigger, a))
    unique: dict[str, Claim] = {}
    for a in sourced:
        certainty = max((a.likelihood, weakest), key=_ORDER.index)
        assert a.source is not None
        unique.setdefault(a.source, Claim(a.source, a.stance, certainty, a.start, a.end, a.via))
    return tuple(unique.values())


def _carried(reading: Reading, trigger: Trigger, *, hedged: bool) -> Attribution | None:
    """The source of the sentence before, where this one goes on with what it tells.

    What follows "..., according to X." in a paragraph is mostly X's; a hedge without a source ("probably")
    is hardly ever the reporter's own, so it goes back to the source named last, within two sentences.
    """
    if trigger.event_type == "diplomacy":
        return None
    sentences = reading.document.sentences
    reach = 2 if hedged else 1
    for number in range(trigger.sentence - 1, max(-1, trigger.sentence - 1 - reach), -1):
        if not hedged and sentences[number].paragraph != sentences[trigger.sentence].paragraph:
            return None
        sourced = [a for a in reading.inside(reading.attributions, number) if a.source is not None]
        if sourced and (hedged or _according(reading, sourced[-1])):
            return sourced[-1]
    return None


def _is_named(source: str) -> bool:
    """Whether the words can name somebody: no phrase that begins with an auxiliary, no pronoun left alone."""
    words = source.split()
    return words[0].lower() not in HAVE | BE and len(words) <= _LONGEST and source.lower() not in _PRONOUNS


def _according(reading: Reading, attribution: Attribution) -> bool:
    return (
        reading.words_before(attribution.start, 3)[:2] == ["according", "to"]
        or (reading.words_before(attribution.start, 2) == ["according", "to"])
        or attribution.text.lower().startswith("according to")
    )


def _speaks_itself(
    attribution: Attribution, trigger: Trigger, actors: list[tuple[ActorMention, Role]]
) -> bool:
    if attribution.start <= trigger.start < attribution.end:
        return True
    return any(
        role is Role.ACTOR1
        and (
            (mention.start < attribution.end and attribution.start < mention.end)
            or mention.text == attribution.source
            or mention.name == attribution.source
        )
        for mention, role in actors
    )
