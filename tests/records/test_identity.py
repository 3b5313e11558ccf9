"""Identities are deterministic and depend on what they should, no more."""

from dashboard.records.article import article_id
from dashboard.records.claim import Claim
from dashboard.records.codes import Certainty, Likelihood, Stance
from dashboard.records.event import event_id
from dashboard.records.incident import certainty_of


def test_white_space_and_unicode_form_do_not_make_another_article() -> None:
    assert article_id("Bamako fell\n quiet. Café", None) == article_id("Bamako  fell quiet. Cafe\u0301", None)


def test_words_and_address_make_another_article() -> None:
    base = article_id("Bamako fell quiet.", "https://example.org/1")
    assert base != article_id("Bamako fell quiet!", "https://example.org/1")
    assert base != article_id("Bamako fell quiet.", "https://example.org/2")


def test_a_lone_surrogate_has_an_identity_too() -> None:
    assert len(article_id("broken \ud800 text", None)) == 64


def test_event_identity_depends_on_article_span_and_type() -> None:
    base = event_id("a", 10, 17, "battle")
    assert base == event_id("a", 10, 17, "battle")
    assert (
        len(
            {
                base,
                event_id("b", 10, 17, "battle"),
                event_id("a", 11, 17, "battle"),
                event_id("a", 10, 17, "riot"),
            }
        )
        == 4
    )


def claim(
    source: str | None, stance: Stance = Stance.ASSERTED, certainty: Likelihood = Likelihood.CERTAIN
) -> Claim:
    return Claim(source, stance, certainty)


def test_certainty_follows_the_claims() -> None:
    assert certainty_of(()) is Certainty.STATED
    assert certainty_of((claim(None),)) is Certainty.STATED
    assert certainty_of((claim("army"),)) is Certainty.CLAIMED
    assert certainty_of((claim(None), claim("army"))) is Certainty.STATED
    assert certainty_of((claim(None), claim("army", Stance.DENIED))) is Certainty.DISPUTED
    assert certainty_of((claim("army"), claim("rebels")), numbers_differ=True) is Certainty.DISPUTED
    assert certainty_of((claim("army", certainty=Likelihood.PROBABLE),)) is Certainty.UNSURE
    assert certainty_of((claim(None, Stance.SUSPECTED),)) is Certainty.UNSURE
