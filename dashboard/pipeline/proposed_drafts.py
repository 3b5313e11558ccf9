"""Drafts of events from checked proposals: places, days and numbers are read from the words pointed to."""

from collections.abc import Iterable
from typing import TypeVar

from dashboard.events.claims import find_claims
from dashboard.events.draft import Draft
from dashboard.events.located import located
from dashboard.events.reading import Reading, Spanned
from dashboard.events.when import NEWS_DAYS, dated_by, days_before, is_background
from dashboard.mentions.trigger_cues import DETERMINERS, PREPOSITIONS, Cues, read_cues
from dashboard.mentions.trigger_inflection import Form
from dashboard.mentions.trigger_lexicon import lexicon
from dashboard.pipeline.proposals import Checked, ProposalCheck, Span
from dashboard.records.claim import Claim
from dashboard.records.codes import ActorKind, DateBasis, Likelihood, Role, Stance, Status, TimePrecision
from dashboard.records.event import Count
from dashboard.records.mention import ActorMention, Timex, Toponym, Trigger
from dashboard.records.ontology import sub_types
from dashboard.records.when import When

#: What a proposal weighs before its fields are weighed: about as much as a middling rule.
_WEIGHT = 0.5
_LONGEST_NAME = 12

_S = TypeVar("_S", bound=Spanned)


def draft_of(reading: Reading, proposal: Checked, check: ProposalCheck, *, rule: str) -> Draft | None:
    """The draft of a checked proposal; None where the text itself denies or only supposes the event.

    ``rule`` is how the trigger says where it comes from. What our recognisers do not read is left out, and
    ``check`` is told why.
    """
    trigger = _trigger(reading, proposal, check, rule=rule)
    if trigger is None:
        return None
    draft = Draft(
        trigger, trigger.event_type, proposal.sub_type, trigger.confidence, trigger.status, where_reason=None
    )
    _give_place(reading, draft, proposal, check)
    _give_days(reading, draft, proposal, check)
    draft.actors = _actors(reading, proposal, check)
    _give_numbers(reading, draft, proposal, check)
    draft.claims = _claims(reading, proposal) or list(find_claims(reading, trigger, draft.actors))
    return draft


def _inside(spans: Iterable[_S], span: Span) -> list[_S]:
    """Those that share characters with ``span``."""
    return [each for each in spans if each.start < span[1] and span[0] < each.end]


def _quoted(reading: Reading, span: Span) -> str:
    return reading.document.text[span[0] : span[1]]


def _trigger(reading: Reading, proposal: Checked, check: ProposalCheck, *, rule: str) -> Trigger | None:
    start, end = proposal.trigger
    known = next(iter(_inside(reading.triggers, proposal.trigger)), None)
    noun, passive = (known.noun, known.passive) if known else _form(reading, start)
    cues = _cues(reading, proposal.trigger, noun=noun)
    if known is not None:
        cues = Cues(negated=known.negated, status=known.status, likelihood=known.likelihood)
    words = _quoted(reading, proposal.trigger)
    if cues.negated or cues.status is Status.DENIED:
        check.refuse("event", words, "the text negates it")
        return None
    if not cues.real:
        check.refuse("event", words, "the text only supposes, wishes or describes it")
        return None
    return Trigger(
        start=start,
        end=end,
        text=words,
        event_type=sub_types()[proposal.sub_type].event_type,
        sub_type=proposal.sub_type,
        sentence=reading.document.sentence_at(start),
        rule=rule,
        noun=noun,
        passive=passive,
        status=cues.status,
        likelihood=cues.likelihood,
        confidence=_WEIGHT,
    )


def _form(reading: Reading, start: int) -> tuple[bool, bool]:
    """Whether words that no rule knows stand as a noun, and whether as a passive."""
    before = reading.words_before(start, 2)
    last = before[-1] if before else ""
    noun = last in DETERMINERS or last in PREPOSITIONS
    return noun, not noun and last in ("was", "were", "been", "being")


def _cues(reading: Reading, span: Span, *, noun: bool) -> Cues:
    document = reading.document
    bounds = document.sentences[document.sentence_at(span[0])]
    words = [token.lower for token in document.tokens_of(bounds)]
    at = reading.token_at(span[0]) - bounds.first
    end = reading.token_at(span[1]) - bounds.first
    if not 0 <= at < len(words):
        return Cues()
    unknown = Form.PAST | Form.PARTICIPLE if words[at].endswith("ed") else 0
    form = lexicon().forms.get(words[at], unknown)
    return read_cues(words, at, max(end, at + 1), form, noun=noun)


def _give_place(reading: Reading, draft: Draft, proposal: Checked, check: ProposalCheck) -> None:
    if proposal.place is None:
        draft.where_reason = "the model points to no place"
        return
    named = _inside(reading.toponyms, proposal.place)
    placed = [t for t in named if t.place is not None and t.geo_precision is not None]
    if not placed:
        draft.where_reason = "no place is known by the words that the model points to"
        why = named[0].reason if named else None
        check.refuse("where", _quoted(reading, proposal.place), why or "holds no place name that we know")
        return
    chosen = min(placed, key=_coarseness)
    draft.where, draft.toponym = located(reading, chosen), chosen
    draft.placed = reading.document.sentence_at(chosen.start) == draft.trigger.sentence


def _coarseness(toponym: Toponym) -> int:
    assert toponym.geo_precision is not None
    return toponym.geo_precision.rank


def _give_days(reading: Reading, draft: Draft, proposal: Checked, check: ProposalCheck) -> None:
    published = reading.document.article.published_at
    timex = _timex(reading, proposal.date, check)
    if timex is not None:
        draft.when, draft.timex = dated_by(reading, draft.trigger, timex, draft.status), timex
        draft.dated = reading.document.sentence_at(timex.start) == draft.trigger.sentence
        start = draft.when.start
        if published and start and start > published and draft.status is Status.OCCURRED:
            draft.status = Status.PLANNED
    elif published is not None and draft.status not in (Status.PLANNED, Status.THREATENED):
        start = None if draft.status is Status.ONGOING else days_before(published, NEWS_DAYS)
        precision = TimePrecision.FEW_DAYS if start else TimePrecision.UNKNOWN
        draft.when = When(start, published, precision, DateBasis.PUBLICATION)
    draft.background = is_background(draft.when, published)


def _timex(reading: Reading, span: Span | None, check: ProposalCheck) -> Timex | None:
    if span is None:
        return None
    told = _inside(reading.timexes, span)
    dated = [t for t in told if t.latest is not None]
    if not dated:
        why = told[0].reason if told else None
        check.refuse("when", _quoted(reading, span), why or "holds no time expression that names a day")
        return None
    return max(dated, key=lambda t: t.end - t.start)


def _actors(reading: Reading, proposal: Checked, check: ProposalCheck) -> list[tuple[ActorMention, Role]]:
    """Actors as our recognisers know them, else by the words alone, of unknown kind; actor1 first."""
    found: dict[str, tuple[ActorMention, Role]] = {}
    for span, role in proposal.actors:
        words = _quoted(reading, span)
        known = _inside(reading.actors, span)
        if known:
            mention = max(known, key=lambda a: a.end - a.start)
        elif len(words.split()) > _LONGEST_NAME:
            check.refuse("who", words, "too long for somebody's name")
            continue
        else:
            name = " ".join(words.split()).strip("\"'“”‘’«» ")
            mention = ActorMention(span[0], span[1], words, name, ActorKind.UNKNOWN, None)
        found.setdefault(mention.name, (mention, role))
    return sorted(found.values(), key=lambda pair: (pair[1] is Role.ACTOR2, pair[0].start))


def _give_numbers(reading: Reading, draft: Draft, proposal: Checked, check: ProposalCheck) -> None:
    for span in proposal.numbers:
        counted = _inside(reading.casualties, span)
        if not counted:
            check.refuse("how_many", _quoted(reading, span), "holds no number of people killed or hurt")
        for toll in counted:
            count = Count(toll.low, toll.best, toll.high)
            if toll.injured and draft.injured is None:
                draft.injured = count
            elif not toll.injured and draft.fatalities is None:
                draft.fatalities = count
            else:
                check.refuse("how_many", toll.text, "a number of that kind was told before it")
                continue
            draft.tolls.append(toll)


def _claims(reading: Reading, proposal: Checked) -> list[Claim]:
    """Who says so, with the stance that our recognisers read; words they do not know assert it.

    Nobody where the model points to no source: our own reading then says who, so that a claim which the model
    overlooks is not told as a fact.
    """
    if proposal.source is None:
        return []
    known = [a for a in _inside(reading.attributions, proposal.source) if a.source is not None]
    if known:
        a = known[0]
        return [Claim(a.source, a.stance, a.likelihood, a.start, a.end)]
    words = " ".join(_quoted(reading, proposal.source).split())
    return [Claim(words, Stance.ASSERTED, Likelihood.CERTAIN, *proposal.source)]
