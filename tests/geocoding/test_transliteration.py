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


@pytest.mark.parametrize(
    ("written", "country", "name"),
    [
        ("Вугледара", "UA", "Vuhledar"),
        ("Углидар", "UA", "Vuhledar"),
        ("Грозном", "RU", "Grozny"),
        ("الموصل", "IQ", "Mosul"),
        ("قامشلي", "SY", "Al Qāmishlī"),
        ("مصراته", "LY", "Misratah"),
        ("تلعفر", "IQ", "Tall ‘Afar"),
    ],
)
def test_other_letters_find_the_place(written: str, country: str, name: str) -> None:
    gazetteer = Gazetteer.open()
    guess = closest(gazetteer, written, [country])
    assert guess is not None
    assert gazetteer.name(guess.key) == name
    assert 0.58 <= guess.confidence <= 1


def test_letters_are_looked_for_only_where_they_are_written() -> None:
    gazetteer = Gazetteer.open()
    assert closest(gazetteer, "Вугледара", ["SY"]) is None
    assert closest(gazetteer, "الموصل", ["UA"]) is None
    assert closest(gazetteer, "北京北京", ["UA"]) is None


def test_what_else_is_known_decides_between_rivals() -> None:
    gazetteer = Gazetteer.open()
    assert closest(gazetteer, "Zelenoje", ["UA"]) is None  # there are many
    keys = [key for name, key in zip(*gazetteer.names_in("UA"), strict=True) if name == "zelene"]
    assert len(set(keys)) > 2
    guess = closest(gazetteer, "Zelenoje", ["UA"], favour=lambda key: 6.0 * (key == keys[0]))
    assert guess is not None
    assert guess.key == keys[0]
    assert closest(gazetteer, "Metyolkine", ["UA"], among=lambda key: False) is None


def test_what_fits_never_makes_a_stranger_likelier() -> None:
    gazetteer = Gazetteer.open()
    assert closest(gazetteer, "Rodriguez", ["UA"], favour=lambda key: 50.0) is None


def test_without_a_country_it_must_be_surer() -> None:
    gazetteer = Gazetteer.open()
    assert closest(gazetteer, "Metyolkine") is not None
    assert closest(gazetteer, "Raqa", ["SY"]) is not None
    assert closest(gazetteer, "Raqa") is None
