"""Proposals of an outside model: kept only with words of the text, read by our own recognisers."""

from collections.abc import Iterable
from datetime import date

import pytest

from dashboard.documents import read_document
from dashboard.errors import ProposerError
from dashboard.events.trace import Trace
from dashboard.explain import explain
from dashboard.pipeline import Extractor, RuleExtractor
from dashboard.pipeline.proposal_extractor import ProposalExtractor
from dashboard.pipeline.proposals import Proposal, ProposedActor
from dashboard.pipeline.quotes import QuoteFinder
from dashboard.records.article import Article
from dashboard.records.codes import ActorKind, DateBasis, Stance, Status
from dashboard.records.document import Document
from dashboard.records.event import Event

SENTENCE = (
    "The convoy came to grief near Severodonetsk on Sunday when the “Lantern Club” opened up on it; "
    "four soldiers were killed, a medic said."
)
TEXT = f"Russian forces shelled the town of Lysychansk on Saturday, the governor said.\n\n{SENTENCE}"
AMBUSH = Proposal(
    "armed_clash",
    "came to grief",
    SENTENCE,
    place="near Severodonetsk",
    date="on Sunday",
    actors=(ProposedActor("“Lantern Club”", "actor1"), ProposedActor("soldiers", "actor2")),
    numbers=("four soldiers",),
    source="a medic",
)


class Stub:
    """A proposer that says what it was told to."""

    name = "stub 1"

    def __init__(self, *proposals: Proposal) -> None:
        self.proposals = proposals

    def propose(self, document: Document) -> Iterable[Proposal]:
        return self.proposals


def article(text: str = TEXT, *, published: date | None = date(2022, 6, 22)) -> Article:
    return Article(article_id="a", text=text, published_at=published, language="en")


def read(
    *proposals: Proposal, text: str = TEXT, combine: bool = False, published: date | None = date(2022, 6, 22)
) -> tuple[tuple[Event, ...], dict[str, str]]:
    """The events, and what was refused of which field or event, by its quote."""
    trace = Trace()
    extractor = ProposalExtractor(Stub(*proposals), combine=combine)
    extraction = extractor.annotate(read_document(article(text, published=published)), trace=trace)
    for event in extraction.events:
        for evidence in event.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
    return extraction.events, {refused.quote: refused.reason for refused in trace.refused}


def test_a_proposal_becomes_an_event_that_our_recognisers_read() -> None:
    (event,), refused = read(AMBUSH)
    assert refused == {}
    assert (event.event_type, event.sub_type) == ("battle", "armed_clash")
    assert event.extractor == "stub 1 via proposals"
    assert event.trigger.text == "came to grief"
    assert event.where is not None
    assert (event.where.text, event.where.geo_precision) == ("Severodonetsk", "near")
    assert event.when is not None
    assert (event.when.start, event.when.end) == (date(2022, 6, 19), date(2022, 6, 19))
    first = event.actors[0]
    assert (first.name, first.role) == ("Lantern Club", "actor1")
    assert first.kind is ActorKind.UNKNOWN
    assert event.fatalities is not None
    assert event.fatalities.best == 4
    assert [claim.source for claim in event.claims] == ["medic"]
    assert {e.field for e in event.evidence} == {
        "sentence",
        "who",
        "what",
        "where",
        "when",
        "how_many",
        "says_who",
    }


def test_a_proposal_extractor_is_an_extractor() -> None:
    extractor: Extractor = ProposalExtractor(Stub())
    assert extractor.read(article()).events == ()
    assert extractor.read(article()).toponyms == RuleExtractor().read(article()).toponyms


@pytest.mark.parametrize(
    ("proposal", "quote", "reason"),
    [
        (Proposal("armed_clash", "stormed the depot"), "stormed the depot", "do not stand in the text"),
        (Proposal("war_crime", "came to grief"), "came to grief", "no type 'war_crime'"),
        (Proposal("armed_clash", "grief of"), "grief of", "do not stand in the text"),
        (Proposal("armed_clash", "rie"), "rie", "do not stand in the text"),
        (Proposal("armed_clash", ""), "", "do not stand in the text"),
        (Proposal("armed_clash", "the"), "the", "stand 3 times"),
    ],
)
def test_an_event_without_its_words_is_dropped(proposal: Proposal, quote: str, reason: str) -> None:
    events, refused = read(proposal)
    assert events == ()
    assert reason in refused[quote]


def test_a_field_whose_quote_is_invented_is_dropped_and_the_event_stays() -> None:
    invented = Proposal(
        "armed_clash",
        "came to grief",
        "A sentence that nobody wrote.",
        place="in Kharkiv",
        date="on Tuesday",
        actors=(ProposedActor("Wagner", "actor1"), ProposedActor("The convoy", "victim")),
        numbers=("forty soldiers",),
        source="a general",
    )
    (event,), refused = read(invented)
    assert set(refused) == {
        "A sentence that nobody wrote.",
        "in Kharkiv",
        "on Tuesday",
        "Wagner",
        "The convoy",
        "forty soldiers",
        "a general",
    }
    assert event.where is None
    assert event.where_reason == "the model points to no place"
    assert event.when is not None
    assert event.when.basis is DateBasis.PUBLICATION
    assert (event.actors, event.fatalities) == ((), None)
    assert [claim.source for claim in event.claims] == ["medic"], "as our own reading has it"


def test_words_that_our_recognisers_do_not_read_give_no_value() -> None:
    vague = Proposal("armed_clash", "came to grief", place="The convoy", date="it", numbers=("four",))
    (event,), refused = read(vague)
    assert event.where is None
    assert refused["The convoy"] == "holds no place name that we know"
    assert refused["it"] == "holds no time expression that names a day"
    assert event.fatalities is not None, "“four” lies in a number that we read"


def test_a_claim_that_the_model_overlooks_is_not_told_as_a_fact() -> None:
    text = "The army denied that its men looted homes in Homs."
    (event,), _ = read(Proposal("attack", "looted", text, place="Homs"), text=text)
    assert [(claim.source, claim.stance) for claim in event.claims] == [("army", Stance.DENIED)]


def test_without_a_day_of_publication_no_day_is_made_up() -> None:
    (event,), _ = read(Proposal("armed_clash", "came to grief"), published=None)
    assert event.when is None


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army did not come to blows with anybody near Idlib.", "come to blows"),
        ("Rebels have never overrun the base near Idlib.", "overrun"),
    ],
)
def test_what_the_text_negates_is_no_event(text: str, trigger: str) -> None:
    events, refused = read(Proposal("armed_clash", trigger, text), text=text)
    assert events == ()
    assert refused[trigger] == "the text negates it"


def test_what_is_planned_is_kept_as_planned() -> None:
    text = "The minister plans to visit Kyiv next week."
    (event,), _ = read(Proposal("visit", "visit", text, place="Kyiv", date="next week"), text=text)
    assert event.status is Status.PLANNED


def test_one_event_proposed_twice_is_told_once() -> None:
    events, refused = read(AMBUSH, AMBUSH, Proposal("armed_clash", "opened up", SENTENCE))
    assert len(events) == 1
    assert refused == {"came to grief": "another event tells it", "opened up": "another event tells it"}


def test_combined_the_rules_keep_their_events_and_the_model_adds_its_own() -> None:
    rules = RuleExtractor().read(article()).events
    shelled = Proposal("shelling", "shelled", place="Lysychansk", date="Saturday")
    events, refused = read(shelled, AMBUSH, combine=True)
    assert [e for e in events if e.extractor == "rules 1"] == list(rules)
    assert refused["shelled"] == "another event tells it"
    assert len({e.event_id for e in events}) == len(events)
    starts = [e.trigger.start for e in events]
    assert starts == sorted(starts)


def test_an_explanation_shows_what_the_model_pointed_to_and_what_was_refused() -> None:
    invented = Proposal("shelling", "nobody wrote this")
    explanation = explain(article(), extractor=ProposalExtractor(Stub(AMBUSH, invented)))
    (reason,) = explanation.events
    assert reason.least is None
    assert reason.fields[0].by == "pointed to by stub 1"
    assert explanation.extractor == "stub 1 via proposals"
    (dropped,) = (d for d in explanation.dropped if d.quote is None)
    assert (dropped.what, dropped.text) == ("proposed event", "nobody wrote this")
    assert dropped.reason.startswith("stub 1: ")
    assert any(s.quote.text == "came to grief" and s.events == (1,) for s in explanation.spans)


def test_a_failing_proposer_is_an_error_never_no_events() -> None:
    class Failing(Stub):
        def propose(self, document: Document) -> Iterable[Proposal]:
            raise ProposerError("it is away")

    for combine in (False, True):
        with pytest.raises(ProposerError, match="it is away"):
            ProposalExtractor(Failing(), combine=combine).read(article())


def found(text: str, quote: str) -> list[str]:
    document = read_document(article(text))
    return [text[start:end] for start, end in QuoteFinder(document).find(quote)]


def test_quotes_are_found_whatever_their_spaces_and_quotation_marks() -> None:
    text = "He said:  “We\n fought—hard” at\u00a0noon. 'We fought-hard' again; the warning of war."
    assert found(text, '"We fought-hard"') == ["“We\n fought—hard”"]
    assert found(text, "at noon") == ["at\u00a0noon"]
    assert found(text, "  We   fought-hard ") == ["We\n fought—hard", "We fought-hard"]
    assert found(text, "war") == ["war"]
    assert found(text, "WAR") == []
    assert found(text, '" "') == []
    assert found(text, "noon.") == ["noon."]


def test_of_several_places_the_one_in_the_sentence_counts() -> None:
    text = (
        "Clashes broke out in Idlib on Monday. Nobody was hurt in Homs on Monday. "
        "Later, clashes broke out in Homs on Tuesday."
    )
    third = "Later, clashes broke out in Homs on Tuesday."
    (event,), _ = read(Proposal("armed_clash", "broke out", third, place="Homs", date="Tuesday"), text=text)
    assert event.trigger.start > text.index("Later")
    place = next(e for e in event.evidence if e.field == "where")
    assert place.start > text.index("Later")
