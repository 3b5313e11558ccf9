"""Articles, number and spelling of the names in a summary."""

import pytest

from dashboard.events.wording import articled, division_name, is_plural, place_name
from dashboard.records.codes import PlaceMatch
from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("United States", "the United States"),
        ("UN Security Council", "the UN Security Council"),
        ("Syrian army", "the Syrian army"),
        ("Middle East", "the Middle East"),
        ("Iraqi ambassador", "the Iraqi ambassador"),
        ("Russian forces", "Russian forces"),
        ("Boris Johnson", "Boris Johnson"),
        ("Russia", "Russia"),
    ],
)
def test_names_take_the_article_that_english_wants(name: str, wanted: str) -> None:
    assert articled(name) == wanted


@pytest.mark.parametrize("name", ["officials", "police", "the Houthis", "aid workers", "Support Forces"])
def test_plural(name: str) -> None:
    assert is_plural(name)


@pytest.mark.parametrize("name", ["United Nations", "TASS", "Hamas", "a spokesman for the rebels", "Laos"])
def test_singular(name: str) -> None:
    assert not is_plural(name)


def test_places_are_spelt_readably() -> None:
    assert place_name("Rafaḩ", "Rafah", PlaceMatch.EXACT) == "Rafah"
    assert place_name("Khān Shaykhūn", "KHAN SHAYKHUN", PlaceMatch.EXACT) == "Khan Shaykhun"
    assert place_name("Metolkine", "Metyolkine", PlaceMatch.FUZZY) == "Metolkine"
    assert division_name("Kharkivs’ka Oblast’") == "Kharkiv Oblast"


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "Clashes between Turkish soldiers and Syrian rebels shook Afrin on Monday, officials said.",
            "Turkish forces and Syrian rebels fought in Afrin (Aleppo, Syria), 20 June 2022, officials say.",
        ),
        (
            "Police arrested two men in Belfast on Tuesday.",
            "Police arrested two men in Belfast (Northern Ireland, United Kingdom), 21 June 2022.",
        ),
        (
            "The French president will visit Kyiv on Friday.",
            "The French president planned to visit Kyiv (Ukraine), 24 June 2022.",
        ),
    ],
)
def test_summaries_read_as_english(text: str, summary: str, events_of: Read) -> None:
    (event,) = events_of(text)
    assert event.summary == summary
