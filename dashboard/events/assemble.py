"""``assemble``: the events of a document, from everything found in it."""

from collections.abc import Sequence
from itertools import pairwise

from dashboard.events.claims import find_claims
from dashboard.events.classify import sub_type_of
from dashboard.events.confidence import confidence, is_told, weighed, why_untold
from dashboard.events.coreference import lend_sides, merge
from dashboard.events.denials import attach_denials
from dashboard.events.draft import Draft
from dashboard.events.event_record import event_of
from dashboard.events.mentioned import has_time, is_announced, is_whole_war, refers
from dashboard.events.participants import CROWD, find_participants, with_crowd_first
from dashboard.events.reading import Reading
from dashboard.events.scenes import tell_scenes
from dashboard.events.speech import place_in_visit, reports, speaks
from dashboard.events.tolls import give_tolls
from dashboard.events.trace import Dropped, Told, Trace
from dashboard.events.unreal import why_unreal
from dashboard.events.when import find_when, has_gone_on, in_perfect, is_background
from dashboard.events.where import Found, absent_place, find_where
from dashboard.records.codes import DateBasis, Role, Status, TimePrecision
from dashboard.records.event import Event
from dashboard.records.mention import Timex, Trigger
from dashboard.records.ontology import sub_types
from dashboard.records.when import When

EXTRACTOR = "rules 1"
_SHORT = 6
_SPOKEN = frozenset(["statement", "condemnation", "accusation", "threat", "pledge"])
_ON_THE_WAY = frozenset([("en", "route"), ("way", "to")])
#: Words that set an act apart from those before, with the nouns of it: "in a separate incident".
_ANOTHER = frozenset(["another", "second", "third", "fourth", "separate", "separately"])
_HAPPENING = frozenset(
    """attack incident ambush raid blast explosion bombing shooting strike clash assault development
    operation protest""".split()
)
_OPENING = 6
_VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians", "protest", "riot"])


def assemble(reading: Reading, *, trace: Trace | None = None) -> tuple[Event, ...]:
    """The events of a document, one each however often it is told, in the order of their first mention.

    ``trace`` takes notes of what became of each trigger.
    """
    drafts: list[Draft] = []
    earlier: Found | None = None
    timex: tuple[int, Timex] | None = None
    has_body = any(not reading.document.sentences[t.sentence].heading for t in reading.triggers)
    for trigger in reading.triggers:
        if trigger.negated or (has_body and reading.document.sentences[trigger.sentence].heading):
            _drop(trace, trigger, "negated" if trigger.negated else "in a heading; the text tells it")
            continue
        if trigger.status is Status.PLANNED and not is_announced(trigger):
            _drop(trace, trigger, "planned, and not of a kind that is told while it is planned")
            continue
        if trigger.status is Status.THREATENED and trigger.event_type != "strategic_development":
            _drop(trace, trigger, "only threatened")
            continue
        if trigger.sub_type == "statement" and reports(reading, trigger):
            _drop(trace, trigger, "only reports another event of its sentence: that event's source")
            continue
        unreal = why_unreal(reading, trigger)
        if unreal is not None:
            _drop(trace, trigger, unreal)
            continue
        draft, found = _draft(reading, trigger, earlier, timex, trace=trace)
        if draft is None:
            continue
        if found is not None and found.own and draft.event_type != "diplomacy":
            earlier = found
        if draft.where is None and draft.event_type == "diplomacy":
            place_in_visit(draft, drafts)
        if draft.when is not None and draft.when.basis is DateBasis.PUBLICATION:
            draft.when = _after_told(reading, draft, drafts) or draft.when
        # Some only recall another time: "since the war last August", "since Russia invaded on 24 February".
        if draft.timex is not None and draft.dated and not trigger.noun and not refers(reading, trigger, 4):
            timex = (trigger.sentence, draft.timex)
        drafts.append(draft)
    tell_scenes(reading, drafts)
    give_tolls(reading, drafts)
    standing = attach_denials(reading, drafts)
    for draft in drafts:
        if not any(draft is kept for kept in standing):
            _drop(trace, draft.trigger, "only denies an event told before: a claim on that event")
    drafts = standing
    if trace is not None:
        trace.weights |= {d.trigger.start: (d.confidence, tuple(weighed(reading, d))) for d in drafts}
    for draft in drafts:
        draft.confidence = confidence(reading, draft)
    merged = merge(drafts)
    kept = [draft for draft in merged if is_told(draft)]
    if trace is not None:
        trace.dropped += [Dropped(t, why) for d in merged if (why := why_untold(d)) for t in d.triggers]
    lend_sides(kept)
    for draft in kept:
        if draft.event_type in ("protest", "riot") and _has_crowd(draft):
            draft.actors = with_crowd_first(draft.actors)
    if len(reading.document.sentences) > _SHORT and all(d.sub_type == "statement" for d in kept):
        # Who only speaks, in an article that tells of nothing else, makes no political news.
        for trigger in (t for draft in kept for t in draft.triggers):
            _drop(trace, trigger, "only a statement, in an article that tells of nothing else")
        kept = []
    events = tuple(event_of(reading, draft, extractor=EXTRACTOR) for draft in kept)
    if trace is not None:
        trace.told += map(Told, kept, events)
    return events


def _drop(trace: Trace | None, trigger: Trigger, reason: str) -> None:
    if trace is not None:
        trace.dropped.append(Dropped(trigger, reason))


def _draft(
    reading: Reading,
    trigger: Trigger,
    earlier: Found | None,
    timex: tuple[int, Timex] | None,
    *,
    trace: Trace | None,
) -> tuple[Draft | None, Found | None]:
    cast = find_participants(reading, trigger)
    actors = cast.pairs
    sub_type = sub_type_of(reading, trigger, actors)
    event_type = sub_types()[sub_type].event_type
    if event_type in ("riot", "protest") and trigger.sub_type in ("armed_clash", "peaceful_protest"):
        actors = with_crowd_first(actors, noun=trigger.sub_type == "peaceful_protest")
    if event_type == "diplomacy" and not speaks(reading, actors, trigger, sub_type):
        _drop(trace, trigger, "nobody is named who can speak for a state, a group or an office")
        return None, None
    inherited = _inherited(reading, trigger, timex)
    status = trigger.status
    repeated = trigger.text.endswith("s") and event_type != "diplomacy" and has_gone_on(reading, trigger)
    if status is Status.OCCURRED and repeated:
        status = Status.ONGOING
    if sub_type in _SPOKEN and status is Status.ONGOING:
        status = Status.OCCURRED  # what is being said is said
    elif status is Status.OCCURRED and _is_under_way(reading, trigger):
        status = Status.ONGOING
    dated = find_when(reading, trigger, status, inherited)
    recalls = trigger.noun and refers(reading, trigger, 3)
    if is_whole_war(reading, trigger, told=any(role is Role.ACTOR1 for _, role in actors)):
        _drop(trace, trigger, "only mentions a whole war")
        return None, None
    if recalls and not has_time(reading, trigger):
        _drop(trace, trigger, "only dates something else")
        return None, None
    published = reading.document.article.published_at
    background = recalls or (dated is not None and is_background(dated.when, published))
    # What happened long before did not happen where the news did.
    found, reason = find_where(
        reading, trigger, sub_type, None if background else earlier, actors=actors, alone=background
    )
    draft = Draft(trigger, event_type, sub_type, trigger.confidence, status, actors)
    draft.loose = cast.loose
    if found is not None:
        draft.where, draft.toponym, draft.placed = found.where, found.toponym, found.own
        if trace is not None and found.ground:
            trace.grounds[trigger.start] = found.toponym
    draft.where_reason = reason
    if not draft.placed and (absent := absent_place(reading, trigger, sub_type)) is not None:
        draft.absent = absent.text
    draft.background = background
    draft.fresh = event_type in _VIOLENT and _is_another(reading, trigger)
    if dated is not None:
        draft.when, draft.timex, draft.dated = dated.when, dated.timex, dated.own
        start = dated.when.start
        if draft.dated and published and start and start > published and draft.status is Status.OCCURRED:
            draft.status = Status.PLANNED
    draft.claims = list(find_claims(reading, trigger, actors))
    return draft, found


def _after_told(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> When | None:
    """The end of what was just told of the same place, for a present perfect without a time of its own.

    "It took the village on Sunday. Fighters in the town have surrendered": some day up to that Sunday.
    """
    told = drafts[-1] if drafts else None
    if told is None or told.when is None or not told.dated or told.when.end is None or draft.where is None:
        return None
    near = draft.trigger.sentence - told.trigger.sentence <= 1
    same = told.where is not None and told.where.name == draft.where.name
    if not near or not same or told.background or not in_perfect(reading, draft.trigger):
        return None
    return When(None, told.when.end, TimePrecision.UNKNOWN, DateBasis.INHERITED, told.when.text)


def _has_crowd(draft: Draft) -> bool:
    return any(m.kind in CROWD for m, role in draft.actors if role is Role.ACTOR1)


def _is_under_way(reading: Reading, trigger: Trigger) -> bool:
    """Whether it is told as going on now: "his current visit", "an envoy is en route", "on its way"."""
    words = [*reading.words_before(trigger.start, 1), *trigger.text.lower().split()]
    words += reading.words_after(trigger.end, 1)
    if trigger.noun and trigger.sub_type in ("visit", "meeting") and "current" in words:
        return True
    return trigger.sub_type == "visit" and any(pair in _ON_THE_WAY for pair in pairwise(words))


def _is_another(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words set it apart from what was told before: "in another attack", "a second blast"."""
    start = reading.document.sentences[trigger.sentence].start
    opening = reading.words_between(start, trigger.start)[:_OPENING]
    near = reading.words_before(trigger.start, 2)
    return bool(_ANOTHER.intersection(near)) or (
        bool(_ANOTHER.intersection(opening)) and bool(_HAPPENING.intersection(opening))
    )


def _inherited(reading: Reading, trigger: Trigger, timex: tuple[int, Timex] | None) -> Timex | None:
    """The time of the sentence before, where both belong to one paragraph that tells of the past."""
    if timex is None:
        return None
    sentence, told = timex
    sentences = reading.document.sentences
    if (
        trigger.sentence - sentence not in (0, 1)
        or sentences[sentence].paragraph != sentences[trigger.sentence].paragraph
    ):
        return None
    published = reading.document.article.published_at
    old = published is not None and told.latest is not None and (published - told.latest).days > 30
    return told if old else None
