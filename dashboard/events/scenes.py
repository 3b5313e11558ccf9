"""Where a later sentence says that an event took place: "The attack happened near Gao." """

from collections.abc import Sequence

from dashboard.events.draft import Draft
from dashboard.events.located import located
from dashboard.events.nested import finest, may_hold
from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.records.mention import Toponym

_CUES = cue_words("lexicons/place_cues.csv")
_IN, _HAPPENED, _TOLD = _CUES["in"], _CUES["happened"], _CUES["told_again"]
#: So many sentences after an event its scene may be told, and so many words before the verb what happened.
_SENTENCES, _SUBJECT = 2, 5


def tell_scenes(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Gives the place of a sentence that only says where it happened to the event told last before it."""
    own = {draft.trigger.sentence for draft in drafts}
    for draft, following in zip(drafts, (*drafts[1:], None), strict=False):
        first = draft.trigger.sentence + 1
        last = min(first + _SENTENCES, len(reading.document.sentences))
        if draft.event_type == "diplomacy" or (following and following.trigger.sentence < first):
            continue
        for number in range(first, last):
            if number in own:
                break
            scene = _scene(reading, number)
            if scene is None:
                continue
            if draft.toponym is None or (may_hold(draft.toponym, scene)):
                draft.where, draft.toponym, draft.scene = located(reading, scene), scene, True
                draft.where_reason = None
            break


def _scene(reading: Reading, sentence: int) -> Toponym | None:
    """The place in which a sentence says that "it" or "the attack" happened."""
    bounds = reading.document.sentences[sentence]
    words = reading.words_between(bounds.start, bounds.end)
    verb = next(
        (i for i, w in enumerate(words) if w in _HAPPENED or words[i : i + 2] == ["took", "place"]), None
    )
    if verb is None or _TOLD.isdisjoint(words[max(0, verb - _SUBJECT) : verb]):
        return None
    start = reading.document.tokens[bounds.first + verb].end
    for toponym in reading.places.between(start, bounds.end):
        if not _IN.isdisjoint(reading.words_before(toponym.start, 4)):
            return finest(reading, toponym)
    return None
