"""How surely a draft is an event: its trigger, its fields, and what speaks against it."""

from collections.abc import Iterator

from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.trigger_cues import BE, HAVE
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
#: What a noun for an attack does to those whom the words after it count, and what would begin anew.
_HARMING = frozenset("left leaving killed killing wounded wounding injured injuring claimed".split())
_NEW_CLAUSE = frozenset(
    [",", "and", "but", "when", "after", "as", "that", ";", "who", "which", "was", "were"]
)
_HARM_REACH, _HARM_TOLD = 5, 0.4
#: What police, courts, firms and clubs do and say is news of conflict only beside politics or arms; an
#: article with so few of their words is about something else.
_OFFICIAL = frozenset(
    """legal_action arrest accusation threat demand statement pledge agreement meeting visit
    weapons_seizure""".split()
)
_WEIGHTY = _CUES["public"] | _CUES["armed"]
_FEW, _PRIVATE, _SNIPPET = 2, 0.45, 5
_CASE_WORDS = frozenset(["cases", "percent", "instances"])
#: Acts whose participle says what someone is: "prisoners jailed in the north", "soldiers captured then".
_HOLDING = frozenset(["arrest", "territory_gained", "legal_action"])


def confidence(reading: Reading, draft: Draft) -> float:
    """How surely the draft is an event of the article, about 0 to 1.3, from its trigger and its fields."""
    score = draft.confidence
    for _, points in weighed(reading, draft):
        score += points
    return score


def weighed(reading: Reading, draft: Draft) -> Iterator[tuple[str, float]]:
    """What each finding adds to the weight of the trigger's rule or takes from it, in words and points."""
    trigger = draft.trigger
    roles = {role for _, role in draft.actors}
    # Where nobody knows the day of publication, the lack of a date says nothing.
    timed = draft.dated or reading.document.article.published_at is None
    yield "place or date in its own sentence", 0.15 * draft.placed + 0.1 * timed
    yield (
        "who acts, who is acted on, how many were hurt",
        0.08 * (Role.ACTOR1 in roles) + 0.05 * (Role.ACTOR2 in roles) + 0.1 * bool(draft.tolls),
    )
    if trigger.noun and draft.tolls and _tells_toll(reading, draft):
        yield "the words say how many it killed or hurt", _HARM_TOLD
    yield "near the top of the article", 0.05 * (trigger.sentence <= 3)
    yield "inside quotation marks", -0.2 * reading.quoted(trigger.start)
    yield "in a heading", -0.3 * reading.document.sentences[trigger.sentence].heading
    if _is_among_known(draft):
        yield "no place, but two sides and a country", 0.05
    elif draft.where is None and draft.event_type != "diplomacy":
        yield "no place", -0.1
    if not draft.dated and draft.event_type in _VIOLENT:
        # "the bombings" without a time of their own mostly recall what was told elsewhere.
        yield "recalled, without a time of its own", -0.15 * _is_definite(reading, trigger)
    if (draft.event_type in _CASES or draft.sub_type == "arrest") and _counts(reading, trigger):
        yield "a count of cases", -_CRIME
    if draft.sub_type in _HOLDING and _only_describes(reading, draft):
        yield "only describes those named", -0.4
    if draft.event_type in _VIOLENT and _is_repeated(reading, trigger):
        yield "told as repeated", -0.3
    if draft.sub_type in _EVERYDAY and _is_ordinary_crime(reading, trigger):
        yield "ordinary crime", -_CRIME
    elif draft.sub_type in _OFFICIAL and _is_private(reading):
        yield "an article on nothing of politics or arms", -_PRIVATE


def _tells_toll(reading: Reading, draft: Draft) -> bool:
    """Whether the noun is what harms those counted: "the raid in the town left two dead"."""
    first = min(toll.start for toll in draft.tolls)
    trigger = draft.trigger
    if reading.document.sentence_at(first) != trigger.sentence or first < trigger.end:
        return False
    words = reading.words_between(trigger.end, first)
    return not _HARMING.isdisjoint(words[-_HARM_REACH:]) and _NEW_CLAUSE.isdisjoint(words)


def _counts(reading: Reading, trigger: Trigger) -> bool:
    """Whether cases are counted: "men were arrested in just nine cases"."""
    if not _CASE_WORDS.isdisjoint(reading.words_after(trigger.end, 5)):
        return True
    return _counts_years(reading, trigger) or _divides(reading, trigger)


def _counts_years(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words behind tell of years: "the murders of six nurses over the past seven years"."""
    return any(
        timex.type is TimexType.DURATION
        and (timex.value or "").startswith("P")
        and (timex.value or "").endswith(("Y", "DE"))
        and timex.start > trigger.start
        and reading.cost(trigger, timex) <= _BESIDE
        for timex in reading.beside(reading.timexes, trigger)
    )


def _divides(reading: Reading, trigger: Trigger) -> bool:
    """Whether the sentence divides a count: "of the ten dead, four were shot"."""
    words = reading.words_between(reading.document.sentences[trigger.sentence].start, trigger.start)
    return words[:1] == ["of"] and words[1:2] in (["the"], ["those"], ["these"]) and "," in words[3:8]


def _only_describes(reading: Reading, draft: Draft) -> bool:
    """Whether a passive stands without its auxiliary and without a time of its own behind it."""
    trigger = draft.trigger
    if draft.dated and draft.timex is not None and draft.timex.start > trigger.end:
        return False
    if not trigger.passive or trigger.noun or reading.document.sentences[trigger.sentence].heading:
        return False
    own = set(trigger.text.lower().split())
    return (BE | HAVE).isdisjoint(own.union(reading.words_before(trigger.start, 4)))


def _is_among_known(draft: Draft) -> bool:
    """Whether violence without a place has two sides and one of a known country: that says as much."""
    if draft.where is not None or draft.event_type not in _VIOLENT:
        return False
    told = any(mention.country for mention, _ in draft.actors)
    return told and len({role for _, role in draft.actors}) > 1


def _is_definite(reading: Reading, trigger: Trigger) -> bool:
    words = reading.words_before(trigger.start, 2)
    return trigger.noun and bool(_POINTING.intersection(words))


def _is_ordinary_crime(reading: Reading, trigger: Trigger) -> bool:
    """Whether the sentence speaks of theft, drugs and the like, and of nobody in politics or arms."""
    words = set(reading.words_of(trigger))
    return not words.isdisjoint(_CUES["crime"]) and words.isdisjoint(_CUES["public"])


def _is_private(reading: Reading) -> bool:
    """Whether a whole article, not a snippet of one, hardly speaks of politics or arms."""
    whole = len(reading.document.sentences) > _SNIPPET
    return whole and len(reading.words & _WEIGHTY) < _FEW


def _is_repeated(reading: Reading, trigger: Trigger) -> bool:
    """Whether a word of repetition stands by the trigger: "is bombarded every autumn"."""
    return any(
        t.type is TimexType.SET and reading.cost(trigger, t) <= _BESIDE
        for t in reading.beside(reading.timexes, trigger)
    )


def is_told(draft: Draft) -> bool:
    """Whether the draft is sure enough for its event type, and no statistic."""
    return draft.confidence >= _THRESHOLD[draft.event_type] and not _is_statistic(draft)


def least(event_type: str) -> float:
    """The confidence from which on a draft of this event type is told."""
    return _THRESHOLD[event_type]


def why_untold(draft: Draft) -> str | None:
    """Why a draft is not told, in words; None where it is."""
    if draft.confidence < least(draft.event_type):
        return f"too unsure ({draft.confidence:.2f} < {least(draft.event_type):.2f})"
    return "a count over more than a year, not one event" if _is_statistic(draft) else None


def _is_single(trigger: Trigger) -> bool:
    """Whether a noun tells of one event: "hunger strike", not "killings"."""
    return trigger.noun and not trigger.text.endswith("s") and not trigger.text.lower().endswith("ing")


def _is_statistic(draft: Draft) -> bool:
    """Whether so long a time is told that the words count cases: "fourteen killings in five years"."""
    when = draft.when
    if when is None or when.start is None or when.end is None or draft.event_type not in _CASES:
        return False
    if _is_single(draft.trigger):
        return False
    return (when.end - when.start).days > _YEAR
