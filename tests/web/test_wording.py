"""Numbers of people and sides as a reader is told them."""

import pytest

from dashboard.query.views import Actor, QuotedClaim, QuotedToll
from dashboard.web.wording import number_words, role_words, tolls_note, via_words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (None, None, None, None),
        (3, 3, 3, "3"),
        (3, 3, None, "at least 3"),
        (None, 12, None, "12"),
        (None, None, 9, "up to 9"),
        (24, None, 99, "24 to 99"),
        (1_200, 1_500, 2_000, "1,200 to 2,000"),
        (0, 0, 0, "0"),
    ],
)
def test_a_number_is_told_as_exactly_as_it_is_known(
    low: int | None, best: int | None, high: int | None, words: str | None
) -> None:
    assert number_words(low, best, high) == words


def toll(text: str, source: str | None = None, *, injured: bool = False) -> QuotedToll:
    return QuotedToll(text, injured, 5, 5, 5, source, "a")


def test_numbers_of_each_side_and_source_are_told_where_there_are_several() -> None:
    assert tolls_note([toll("five people")]) is None
    assert tolls_note([toll("five people"), toll("Five people"), toll("two", injured=True)]) is None
    told = tolls_note([toll("five soldiers"), toll("12 rebels", "the army"), toll("two", injured=True)])
    assert told == "As told: “five soldiers” killed; “12 rebels” killed (the army); “two” injured."


def test_a_claim_says_through_whom_and_where_it_was_told() -> None:
    assert via_words(QuotedClaim("ministry", "claimed", "certain", "a", "Ledger", "TASS")) == (
        "through TASS, in Ledger"
    )
    assert via_words(QuotedClaim("ministry", "claimed", "certain", "a", None)) is None
    assert via_words(QuotedClaim(None, "asserted", "certain", "a", "Ledger")) is None


def test_a_side_that_is_only_listed_is_not_said_to_act() -> None:
    actor = Actor("Column", "actor1", "rebel_group", None, "Column")
    assert role_words(actor, roles="listed") == "took part, rebel group"
    assert role_words(actor, roles="acting") == role_words(actor) == "acted, rebel group"
