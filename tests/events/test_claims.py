"""Who says so."""

from dashboard.records.codes import Likelihood
from tests.events.conftest import Read


def test_a_source_in_the_sentence_claims_it(events_of: Read) -> None:
    (event,) = events_of(
        "Russian troops captured the village of Toshkivka on Monday, the Ukrainian military said."
    )
    assert [c.source for c in event.claims if c.source and "Ukrainian" in c.source]


def test_the_reporter_claims_nothing(events_of: Read) -> None:
    (event,) = events_of("Russian troops captured the village of Toshkivka on Monday.")
    assert event.claims == ()


def test_a_hedge_weakens_the_claim(events_of: Read) -> None:
    (event,) = events_of("Russian troops have reportedly captured the village of Toshkivka.")
    assert event.claims
    assert event.claims[0].certainty is not Likelihood.CERTAIN


def test_what_follows_according_to_is_its_too(events_of: Read) -> None:
    (event,) = events_of(
        "Little has changed at the front, according to British officials. "
        "Russian troops shelled the city of Lysychansk."
    )
    assert event.claims
    assert event.claims[0].source is not None
    assert "British" in event.claims[0].source


def test_the_speaker_of_an_act_of_speech_claims_nothing(events_of: Read) -> None:
    (event,) = events_of("The French president condemned the bombing plans on Monday.")
    assert event.sub_type == "condemnation"
    assert event.claims == ()
