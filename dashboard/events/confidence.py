"""How surely a draft is an event: its trigger, its fields, and what speaks against it."""

from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.records.codes import Role, TimexType
from dashboard.records.mention import Trigger

#: Drafts below this confidence are not told; each event type has its own, for their triggers differ in worth.
_THRESHOLD = {
    "battle": 0.5,
    "remote_violence": 0.85,
    "violence_against_civilians": 0.9,
    "protest": 0.85,
    "riot": 0.65,
    "strategic_development": 0.65,
    "diplomacy": 0.4,
}
_VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians", "protest", "riot"])
_POINTING = frozenset(["the", "this", "that", "these", "those", "such"])
_CASES = frozenset(["remote_violence", "violence_against_civilians", "protest", "riot"])
_BESIDE, _YEAR = 0.6, 370
_CUES = cue_words("lexicons/event_cues.csv")
#: Acts that courts, police and their clients do every day.
_EVERYDAY = frozenset(
    """legal_action arrest weapons_seizure accusation threat demand statement sexual_violence killing attack
    abduction""".split()
)
_CRIME = 0.5


def confidence(reading: Reading, draft: Draft) -> float:
    """How surely the draft is an event of the article, about 0 to 1.3, from its trigger and its fields."""
    trigger = draft.trigger
    roles = {role for _, role in draft.actors}
    score = draft.confidence
    # Where nobody knows the day of publication, the lack of a date says nothing.
    timed = draft.dated or reading.document.article.published_at is None
    score += 0.15 * draft.placed + 0.1 * timed
    score += 0.08 * (Role.ACTOR1 in roles) + 0.05 * (Role.ACTOR2 in roles) + 0.1 * bool(draft.tolls)
    score += 0.05 * (trigger.sentence <= 3)
    score -= 0.2 * reading.quoted(trigger.start)
    score -= 0.3 * reading.document.sentences[trigger.sentence].heading
    if draft.where is None and draft.event_type != "diplomacy":
        score -= 0.1
    if not draft.dated and draft.event_type in _VIOLENT:
        # "the bombings" without a time of their own mostly recall what was told elsewhere.
        score -= 0.15 * _is_definite(reading, trigger)
    if draft.event_type in _VIOLENT and _is_repeated(reading, trigger):
        score -= 0.3
    if draft.sub_type in _EVERYDAY and _is_ordinary_crime(reading, trigger):
        score -= _CRIME
    return score


def _is_definite(reading: Reading, trigger: Trigger) -> bool:
    words = reading.words_before(trigger.start, 2)
    return trigger.noun and bool(_POINTING.intersection(words))


def _is_ordinary_crime(reading: Reading, trigger: Trigger) -> bool:
    """Whether the sentence speaks of theft, drugs and the like, and of nobody in politics or arms."""
    words = set(reading.words_of(trigger))
    return not words.isdisjoint(_CUES["crime"]) and words.isdisjoint(_CUES["public"])


def _is_repeated(reading: Reading, trigger: Trigger) -> bool:
    """Whether a word of repetition stands by the trigger: "is bombarded every autumn"."""
    return any(
        t.type is TimexType.SET and reading.cost(trigger, t) <= _BESIDE
        for t in reading.beside(reading.timexes, trigger)
    )


def is_told(draft: Draft) -> bool:
    """Whether the draft is sure enough for its event type, and no statistic."""
    return draft.confidence >= _THRESHOLD[draft.event_type] and not _is_statistic(draft)


def _is_statistic(draft: Draft) -> bool:
    """Whether so long a time is told that the words count cases: "fourteen killings in five years"."""
    when = draft.when
    if when is None or when.start is None or when.end is None or draft.event_type not in _CASES:
        return False
    return (when.end - when.start).days > _YEAR
