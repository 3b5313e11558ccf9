"""Other spellings are forgiven where names are transliterated, and nowhere else."""

import pytest

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.transliteration import TRANSLITERATED, closest, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Metyolkine", "Metolkine"),
        ("Kharkiv", "Harkov"),
        ("Lysychansk", "Lisichansk"),
        ("Bilohorivka", "Belogorovka"),
        ("Zaporizhzhia", "Zaporozhye"),
    ],
)
def test_spellings_of_one_name_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("written", "country", "name"),
    [("Metyolkine", "UA", "Metolkine"), ("Lyssychansk", "UA", "Lysychansk"), ("Bakhmutt", "UA", "Bakhmut")],
)
def test_a_spelling_finds_its_place(written: str, country: str, name: str) -> None:
    gazetteer = Gazetteer.open()
    guess = closest(gazetteer, written, [country])
    assert guess is not None
    assert gazetteer.name(guess.key) == name
    assert 0.8 <= guess.similarity <= 1


def test_countries_that_are_not_transliterated_are_never_searched() -> None:
    assert "FR" not in TRANSLITERATED
    assert closest(Gazetteer.open(), "Pariss", ["FR"]) is None


@pytest.mark.parametrize("written", ["Abc", "Metolkine-on-Thames", "Johnson", "Rodriguez", "Washington"])
def test_names_from_elsewhere_find_nothing(written: str) -> None:
    assert closest(Gazetteer.open(), written, ["UA"]) is None
