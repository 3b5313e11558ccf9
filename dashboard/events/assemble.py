"""``assemble``: the events of a document, from everything found in it."""

from collections.abc import Sequence

from dashboard.events.claims import find_claims
from dashboard.events.classify import sub_type_of
from dashboard.events.confidence import confidence, is_told, weighed, why_untold
from dashboard.events.coreference import lend_sides, merge
from dashboard.events.draft import Draft
from dashboard.events.event_record import event_of
from dashboard.events.participants import find_participants
from dashboard.events.reading import Reading
from dashboard.events.tolls import give_tolls
from dashboard.events.trace import Dropped, Told, Trace
from dashboard.events.when import find_when, has_gone_on, in_perfect, is_background
from dashboard.events.where import Found, absent_place, find_where
from dashboard.records.codes import ActorKind, DateBasis, Role, Status, TimePrecision, TimexType
from dashboard.records.event import Event
from dashboard.records.mention import ActorMention, Timex, Trigger
from dashboard.records.ontology import sub_types
from dashboard.records.when import When

EXTRACTOR = "rules 1"
#: What may be told although it has not happened: announced meetings and moves, not wars that might be.
_PLANNABLE = frozenset(
    [
        "visit",
        "meeting",
        "agreement",
        "deployment",
        "withdrawal",
        "peaceful_protest",
        "evacuation",
        "aid",
        "ceasefire",
        "sanction",
        "base_established",
        "legal_action",
    ]
)
#: Nouns that name a whole war: told as an event only with a time or with those who fight.
_WHOLE = frozenset(["war", "wars", "invasion", "conflict"])
_LASTING = frozenset(["years", "months", "weeks", "days", "decades", "end", "ends", "ended", "ending"])
_BESIDE, _SHORT = 1.2, 6
#: A visit is what a speaker is on for so many sentences.
_VISIT_SENTENCES = 6
_ACTING = frozenset(set(ActorKind) - {ActorKind.CIVILIANS, ActorKind.UNKNOWN})
#: What someone says or wants is an event only where it binds more than the speaker.
_PERSONAL = frozenset(["statement", "threat", "demand", "pledge", "accusation", "condemnation", "agreement"])


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
        if trigger.status is Status.PLANNED and trigger.sub_type not in _PLANNABLE:
            _drop(trace, trigger, "planned, and not of a kind that is told while it is planned")
            continue
        if trigger.status is Status.THREATENED and trigger.event_type != "strategic_development":
            _drop(trace, trigger, "only threatened")
            continue
        if trigger.sub_type == "statement" and _reports(reading, trigger):
            _drop(trace, trigger, "only reports another event of its sentence: that event's source")
            continue
        draft, found = _draft(reading, trigger, earlier, timex, trace=trace)
        if draft is None:
            continue
        if found is not None and found.own and draft.event_type != "diplomacy":
            earlier = found
        if draft.where is None and draft.event_type == "diplomacy":
            _place_in_visit(draft, drafts)
        if draft.when is not None and draft.when.basis is DateBasis.PUBLICATION:
            draft.when = _after_told(reading, draft, drafts) or draft.when
        # Some only recall another time: "since the war last August", "since Russia invaded on 24 February".
        if draft.timex is not None and draft.dated and not trigger.noun and not _refers(reading, trigger, 4):
            timex = (trigger.sentence, draft.timex)
        drafts.append(draft)
    give_tolls(reading, drafts)
    if trace is not None:
        trace.weights |= {d.trigger.start: (d.confidence, tuple(weighed(reading, d))) for d in drafts}
    for draft in drafts:
        draft.confidence = confidence(reading, draft)
    merged = merge(drafts)
    kept = [draft for draft in merged if is_told(draft)]
    if trace is not None:
        trace.dropped += [Dropped(t, why) for d in merged if (why := why_untold(d)) for t in d.triggers]
    lend_sides(kept)
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
    if event_type == "diplomacy" and not _speaks(actors, trigger, sub_type):
        _drop(trace, trigger, "nobody is named who can speak for a state, a group or an office")
        return None, None
    inherited = _inherited(reading, trigger, timex)
    status = trigger.status
    repeated = trigger.text.endswith("s") and event_type != "diplomacy" and has_gone_on(reading, trigger)
    if status is Status.OCCURRED and repeated:
        status = Status.ONGOING
    dated = find_when(reading, trigger, status, inherited)
    refers = trigger.noun and _refers(reading, trigger, 3)
    if _is_whole_war(reading, trigger, told=any(role is Role.ACTOR1 for _, role in actors)):
        _drop(trace, trigger, "only mentions a whole war")
        return None, None
    if refers and not _has_time(reading, trigger):
        _drop(trace, trigger, "only dates something else")
        return None, None
    published = reading.document.article.published_at
    background = refers or (dated is not None and is_background(dated.when, published))
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
    if dated is not None:
        draft.when, draft.timex, draft.dated = dated.when, dated.timex, dated.own
        start = dated.when.start
        if draft.dated and published and start and start > published and draft.status is Status.OCCURRED:
            draft.status = Status.PLANNED
    draft.claims = list(find_claims(reading, trigger, actors))
    return draft, found


def _place_in_visit(draft: Draft, drafts: Sequence[Draft]) -> None:
    """Gives what someone said on a visit that was told just before the place of the visit."""
    speakers = draft.names(Role.ACTOR1)
    for told in reversed(drafts):
        if draft.trigger.sentence - told.trigger.sentence > _VISIT_SENTENCES:
            return
        if told.sub_type == "visit" and told.where is not None and speakers & told.names(Role.ACTOR1):
            if told.status is draft.status and told.background is draft.background:
                draft.where, draft.toponym = told.where, told.toponym
            return


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


def _speaks(actors: list[tuple[ActorMention, Role]], trigger: Trigger, sub_type: str) -> bool:
    """Whether someone acts who can speak for a state, a group or an office."""
    kinds = _ACTING - {ActorKind.INDIVIDUAL} if sub_type in _PERSONAL else _ACTING
    return any(
        mention.kind in kinds
        or (mention.kind is ActorKind.CIVILIANS and mention.name.split()[-1][:1].isupper())
        for mention, role in actors
        if role is Role.ACTOR1 or trigger.noun
    )


def _reports(reading: Reading, trigger: Trigger) -> bool:
    """Whether a verb of saying only tells of another event: that is its source, not an event of its own."""
    if trigger.noun:
        return False
    others = reading.beside(reading.triggers, trigger)
    return any(
        other.event_type != "diplomacy" or (other.sub_type != "statement" and other.start > trigger.end)
        for other in others
    )


def _has_time(reading: Reading, trigger: Trigger) -> bool:
    """Whether a date stands by the trigger, resolved or not."""
    near = (t for t in reading.beside(reading.timexes, trigger) if t.type is TimexType.DATE)
    return any(reading.cost(trigger, t) <= _BESIDE for t in near)


def _refers(reading: Reading, trigger: Trigger, reach: int) -> bool:
    """Whether the trigger only dates something else: "before the fighting", "since the war"."""
    words = reading.words_before(trigger.start, reach)
    return any(word in ("before", "since", "until") for word in words)


def _is_whole_war(reading: Reading, trigger: Trigger, *, told: bool) -> bool:
    """Whether a war is only mentioned: "two years of war", "with the war at the head of the agenda"."""
    if not trigger.noun or _WHOLE.isdisjoint(trigger.text.lower().split()):
        return False
    if _LASTING.intersection(reading.words_before(trigger.start, 4)):
        return True
    return not told and not _has_time(reading, trigger)
